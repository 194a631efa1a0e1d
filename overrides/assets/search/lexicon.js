// How a text is read: both scripts as one, words by their stem, phrases as concepts. The index is
// made the same way by scripts/guide/search/characters.py; the two must agree to the letter.
//
// Thousands of texts are read before the first answer, so the reading makes no objects: characters
// and words are numbers, and what has been read stands in arrays until the next text is read.

import { HAN } from "./characters.js";
import { stem } from "./stemmer.js";

const MARKS = /[\u0300-\u036f]/g;
const SPACE = 32;
const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
const FIRST_WORD = 0x10000; // units from here on are words, below they are characters
// Every token is a number below 2 ** 30, which browsers keep without an object: first the pairs.
const HANS = 0x8000; // more than there are
const FIRST_UNIT = (LAST_HAN + 1 - FIRST_HAN) * HANS;
const FIRST_CONCEPT = FIRST_UNIT + 0x4000000;
const SPAN = 0x100000; // more units than a text has
const TOKENS = 8; // of one unit at most: itself, a pair, and concepts

// Kinds of tokens.
export const CHARACTER = 0;
export const PAIR = 1;
export const WORD = 2;
export const CONCEPT = 3;
export const INSIDE = 4; // added to the kind of what stands inside a phrase that is a concept

const isHan = (code) => code >= FIRST_HAN && code <= LAST_HAN;
const isLatin = (code) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

/** The number of a pair of characters. */
export const numberOfPair = (first, second) => (first - FIRST_HAN) * HANS + second - FIRST_HAN;

function isSame(some, others) {
  let i = some.length === others.length ? some.length : -1;
  while (i > 0 && some[i - 1] === others[i - 1]) i--;
  return i === 0;
}

/** Room for numbers, twice as much as before. */
export function wider(array) {
  const room = new array.constructor(array.length * 2);
  room.set(array);
  return room;
}

export class Lexicon {
  #fold = new Uint16Array(0x10000); // 0: not looked up yet
  #unfold = new Map();
  #wordOf = new Map();
  #stems = [];
  #roots = new Map();
  #phrases = new Map();
  #begins = new Uint8Array(0x10000);
  #pairs = new Set();
  #unit;
  #start;
  #end;

  // The tokens of the text that was read last: see read().
  numbers;
  sorts;
  #span; // its first and its last unit

  constructor() {
    this.#makeRoom(256);
  }

  /** Pairs of a character and the one it is read as; the first few also lead back. */
  addFold(pairs, unfold) {
    for (let i = 0; i < pairs.length; i += 2) {
      this.#fold[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1);
      if (i < unfold * 2) this.#unfold.set(pairs[i + 1], pairs[i]);
    }
  }

  /** Phrases of each concept; those of the concept "" carry no meaning. */
  addPhrases(concepts) {
    for (const id of Object.keys(concepts)) for (const phrase of concepts[id]) this.#addPhrase(phrase, id);
  }

  #addPhrase(phrase, id) {
    const length = this.#cut(phrase);
    if (!length) return;
    const first = this.#unit[0];
    const units = [first];
    for (let i = 1; i < length; i++) units.push(this.#unit[i]);
    if (first < FIRST_WORD) this.#begins[first] = 1;
    const list = this.#phrases.get(first);
    let same = null;
    if (list) for (const entry of list) if (isSame(entry.units, units)) same = entry;
    if (same) same.ids.push(id);
    else if (list) list.push({ units, ids: [id] });
    else this.#phrases.set(first, [{ units, ids: [id] }]);
    for (let i = 1; i < length; i++) this.#addPair(units[i - 1], units[i]);
  }

  /** Pairs of characters of phrases that are no concept, but rightly spelt. */
  addPairs(phrases) {
    for (const phrase of phrases) {
      for (let i = 1; i < phrase.length; i++) this.#addPair(phrase.charCodeAt(i - 1), phrase.charCodeAt(i));
    }
  }

  #addPair(first, second) {
    if (isHan(first) && isHan(second)) this.#pairs.add(numberOfPair(first, second));
  }

  /** Whether a pair of characters, by its number, stands in any phrase. */
  hasPair(number) {
    return this.#pairs.has(number);
  }

  beginsPhrase(text) {
    return this.#phrases.has(this.#unitOf(text));
  }

  #unitOf(text) {
    return HAN.test(text) ? text.charCodeAt(0) : this.#roots.get(text);
  }

  /** A text with each character as it is read, each as long as it was. */
  normal(text) {
    const codes = [];
    for (let i = 0; i < text.length; i++) codes.push(this.#folded(text.charCodeAt(i)));
    return String.fromCharCode(...codes);
  }

  #folded(code) {
    return this.#fold[code] || (this.#fold[code] = this.#plain(code));
  }

  #plain(code) {
    if (code >= 0xd800 && code <= 0xdfff) return code; // half of a character that no word has
    const plain = String.fromCharCode(code).normalize("NFKD").replace(MARKS, "").toLowerCase();
    const first = plain ? plain.codePointAt(0) : SPACE;
    return first > 0xffff ? SPACE : this.#fold[first] || first || SPACE;
  }

  /** A text in the script of the page. */
  inScript(text) {
    return [...this.normal(text)].map((c) => this.#unfold.get(c) || c).join("");
  }

  /** Cut a text into characters, words and numbers; how many. */
  #cut(text) {
    const fold = this.#fold;
    const { length } = text;
    if (length > this.#unit.length) this.#makeRoom(length);
    const unit = this.#unit;
    const start = this.#start;
    const end = this.#end;
    let count = 0;
    for (let i = 0; i < length; i++) {
      const written = text.charCodeAt(i);
      const code = fold[written] || this.#folded(written);
      if (isHan(code)) unit[count] = code;
      else if (isLatin(code)) {
        let to = i + 1;
        while (to < length && isLatin(this.#folded(text.charCodeAt(to)))) to++;
        unit[count] = this.#word(text.slice(i, to));
        start[count] = i;
        end[count++] = to;
        i = to - 1;
        continue;
      } else continue;
      start[count] = i;
      end[count++] = i + 1;
    }
    return count;
  }

  #makeRoom(length) {
    [this.#unit, this.#start, this.#end] = [0, 0, 0].map(() => new Int32Array(length));
    this.sorts = new Uint8Array(length * TOKENS);
    this.numbers = new Int32Array(length * TOKENS);
    this.#span = new Float64Array(length * TOKENS);
  }

  /** The number of a word, given once by its stem. */
  #word(written) {
    let number = this.#wordOf.get(written);
    if (number === undefined) {
      const root = stem(this.normal(written));
      number = this.#roots.get(root);
      if (number === undefined) {
        number = FIRST_WORD + this.#stems.push(root) - 1;
        this.#roots.set(root, number);
      }
      this.#wordOf.set(written, number);
    }
    return number;
  }

  #textOf(unit) {
    return unit < FIRST_WORD ? String.fromCharCode(unit) : this.#stems[unit - FIRST_WORD];
  }

  /** Characters, words and numbers, with the place where each stands. */
  units(text) {
    const count = this.#cut(text);
    return Array.from({ length: count }, (_, i) => {
      const [start, end] = [this.#start[i], this.#end[i]];
      return { raw: this.normal(text.slice(start, end)), text: this.#textOf(this.#unit[i]), start, end };
    });
  }

  /** For each unit of a text how many units the phrase has that begins there; whether it means nothing. */
  phrasesOf(text) {
    const count = this.#cut(text);
    return Array.from({ length: count }, (_, i) => {
      const phrase = this.#phraseFrom(i, count);
      return phrase ? { length: phrase.units.length, hollow: phrase.ids.includes("") } : null;
    });
  }

  /** Where known phrases begin and end in a text. */
  phraseSpans(text) {
    const spans = this.phrasesOf(text).map((phrase, i) => phrase && [this.#start[i], this.#end[i + phrase.length - 1]]);
    return spans.filter(Boolean);
  }

  #phraseFrom(i, count) {
    const unit = this.#unit;
    const first = unit[i];
    let best = null;
    for (const entry of this.#phrases.get(first) || []) {
      const { units } = entry;
      let k = best ? best.units.length : 0;
      if (i + units.length > count || units.length <= k) continue;
      for (k = 1; k < units.length && unit[i + k] === units[k];) k++;
      if (k === units.length) best = entry;
    }
    return best;
  }

  /**
   * Read a text: how many tokens it has. Of each, `numbers` has the number, and `sorts` the kind and
   * whether it stands INSIDE a phrase that is a concept.
   */
  read(text) {
    const count = this.#cut(text);
    const unit = this.#unit;
    const start = this.#start;
    const end = this.#end;
    const numbers = this.numbers;
    const sorts = this.sorts;
    const spans = this.#span;
    let made = 0;
    let insideUntil = 0;
    let previous = 0; // the character before, if it may make a pair
    for (let i = 0; i < count; i++) {
      const own = unit[i];
      if (i >= insideUntil && (own >= FIRST_WORD || this.#begins[own])) {
        const phrase = this.#phraseFrom(i, count);
        if (phrase) {
          const last = i + phrase.units.length - 1;
          if (phrase.ids.includes("")) {
            i = last;
            previous = 0;
            continue;
          }
          for (const id of phrase.ids) {
            numbers[made] = FIRST_CONCEPT + Number(id);
            spans[made] = i * SPAN + last;
            sorts[made++] = CONCEPT;
          }
          insideUntil = last + 1;
        }
      }
      const inside = i < insideUntil ? INSIDE : 0;
      numbers[made] = FIRST_UNIT + own;
      spans[made] = i * SPAN + i;
      sorts[made++] = (own >= FIRST_WORD ? WORD : CHARACTER) + inside;
      if (own >= FIRST_WORD) previous = 0;
      else {
        if (previous && end[i - 1] === start[i]) {
          numbers[made] = (previous - FIRST_HAN) * HANS + own - FIRST_HAN;
          spans[made] = (i - 1) * SPAN + i;
          sorts[made++] = PAIR + inside;
        }
        previous = own;
      }
    }
    return made;
  }

  /** The tokens of a text with the place where each stands: characters, pairs, words, concepts (#…). */
  tokens(text) {
    const count = this.read(text);
    return Array.from({ length: count }, (_, i) => ({
      token: this.#nameOf(this.numbers[i]),
      sort: this.sorts[i],
      start: this.#start[Math.floor(this.#span[i] / SPAN)],
      end: this.#end[this.#span[i] % SPAN],
    }));
  }

  /** A token as text. */
  #nameOf(number) {
    if (number >= FIRST_CONCEPT) return `#${number - FIRST_CONCEPT}`;
    if (number >= FIRST_UNIT) return this.#textOf(number - FIRST_UNIT);
    return String.fromCharCode(Math.floor(number / HANS) + FIRST_HAN, (number % HANS) + FIRST_HAN);
  }

  /** The number of a token; undefined if no text has had it. */
  numberOf(token) {
    if (token[0] === "#") return FIRST_CONCEPT + Number(token.slice(1));
    if (token.length === 2 && HAN.test(token)) return numberOfPair(token.charCodeAt(0), token.charCodeAt(1));
    const unit = this.#unitOf(token);
    return unit === undefined ? undefined : FIRST_UNIT + unit;
  }

  /** How a word has been written, given by its stem. */
  formsOf(root) {
    const number = this.#roots.get(root);
    return [...this.#wordOf.keys()].filter((form) => this.#wordOf.get(form) === number);
  }

  /** Each word that any text has had, by its stem, with its number. */
  *words() {
    for (let i = 0; i < this.#stems.length; i++) yield [this.#stems[i], FIRST_UNIT + FIRST_WORD + i];
  }
}
