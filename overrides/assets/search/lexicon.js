// How a text is read: both scripts as one, words by their stem, phrases as concepts. The index is
// made the same way by scripts/guide/search/characters.py; the two must agree to the letter.
//
// Thousands of texts are read before the first answer, so the reading makes no objects: characters
// and words are numbers, and what has been read stands in arrays until the next text is read.

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
export const HAN = /[\u3400-\u9fff]/;

// Kinds of tokens.
export const CHARACTER = 0;
export const PAIR = 1;
export const WORD = 2;
export const CONCEPT = 3;

const isHan = (code) => code >= FIRST_HAN && code <= LAST_HAN;
const isLatin = (code) => (code >= 97 && code <= 122) || (code >= 48 && code <= 57);

/** The number of a pair of characters. */
export const numberOfPair = (first, second) => (first - FIRST_HAN) * HANS + second - FIRST_HAN;

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
  #unit = new Int32Array(256);
  #start = new Int32Array(256);
  #end = new Int32Array(256);

  // The tokens of the text that was read last: see read().
  kinds = new Uint8Array(256);
  numbers = new Int32Array(256);
  insides = new Uint8Array(256);
  starts = new Int32Array(256);
  ends = new Int32Array(256);

  /** Pairs of a character and the one it is read as; the first few also lead back. */
  addFold(pairs, unfold) {
    for (let i = 0; i < pairs.length; i += 2) {
      this.#fold[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1);
      if (i < unfold * 2) this.#unfold.set(pairs[i + 1], pairs[i]);
    }
  }

  /** Phrases of each concept; those of the concept "" carry no meaning. */
  addPhrases(concepts) {
    const lists = new Set();
    for (const id of Object.keys(concepts)) {
      for (const phrase of concepts[id]) {
        const length = this.#cut(phrase);
        if (!length) continue;
        const units = [...this.#unit.subarray(0, length)];
        const list = this.#phrases.get(units[0]) || [];
        this.#phrases.set(units[0], list);
        if (units[0] < FIRST_WORD) this.#begins[units[0]] = 1;
        const same = list.find((entry) => entry.units.length === length && entry.units.every((unit, i) => unit === units[i]));
        if (same) same.ids.push(id);
        else list.push({ units, ids: [id] });
        lists.add(list);
        for (let i = 1; i < length; i++) this.#addPair(units[i - 1], units[i]);
      }
    }
    for (const list of lists) list.sort((a, b) => b.units.length - a.units.length);
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
    let out = "";
    for (let i = 0; i < text.length; i++) out += String.fromCharCode(this.#folded(text.charCodeAt(i)));
    return out;
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
    let count = 0;
    for (let i = 0; i < text.length; i++) {
      const code = this.#folded(text.charCodeAt(i));
      const latin = isLatin(code);
      if (!latin && !isHan(code)) continue;
      if (count === this.#unit.length) this.#makeRoom();
      this.#start[count] = i;
      this.#unit[count] = code;
      if (latin) {
        const from = i;
        while (i + 1 < text.length && isLatin(this.#folded(text.charCodeAt(i + 1)))) i++;
        this.#unit[count] = this.#word(text.slice(from, i + 1));
      }
      this.#end[count] = i + 1;
      count++;
    }
    return count;
  }

  #makeRoom() {
    this.#unit = wider(this.#unit);
    this.#start = wider(this.#start);
    this.#end = wider(this.#end);
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

  /** The longest phrase that begins at one of some units, if any. */
  phraseAt(units, i) {
    const list = this.#phrases.get(this.#unitOf(units[i].text)) || [];
    return list.find((entry) => entry.units.every((unit, k) => units[i + k] && this.#unitOf(units[i + k].text) === unit));
  }

  #phraseFrom(i, count) {
    const first = this.#unit[i];
    if (first < FIRST_WORD && !this.#begins[first]) return null;
    for (const entry of this.#phrases.get(first) || []) {
      const { units } = entry;
      let k = 1;
      while (k < units.length && i + k < count && this.#unit[i + k] === units[k]) k++;
      if (k === units.length) return entry;
    }
    return null;
  }

  /**
   * Read a text: how many tokens it has. Of each, `kinds` has the kind; `numbers` the number; `insides`
   * whether it stands in a phrase that is a concept; `starts` and `ends` where it stands.
   */
  read(text) {
    const count = this.#cut(text);
    const unit = this.#unit;
    let made = 0;
    let insideUntil = 0;
    let previous = -1;
    for (let i = 0; i < count; i++) {
      if (i >= insideUntil) {
        const phrase = this.#phraseFrom(i, count);
        if (phrase) {
          const last = i + phrase.units.length - 1;
          if (phrase.ids.includes("")) {
            i = last;
            previous = -1;
            continue;
          }
          for (const id of phrase.ids) made = this.#put(made, CONCEPT, FIRST_CONCEPT + Number(id), i, last, 0);
          insideUntil = last + 1;
        }
      }
      const inside = i < insideUntil ? 1 : 0;
      if (unit[i] >= FIRST_WORD) {
        made = this.#put(made, WORD, FIRST_UNIT + unit[i], i, i, inside);
        previous = -1;
        continue;
      }
      made = this.#put(made, CHARACTER, FIRST_UNIT + unit[i], i, i, inside);
      if (previous >= 0 && this.#end[previous] === this.#start[i]) {
        made = this.#put(made, PAIR, numberOfPair(unit[previous], unit[i]), previous, i, inside);
      }
      previous = i;
    }
    return made;
  }

  #put(place, kind, number, from, to, inside) {
    if (place === this.kinds.length) {
      for (const name of ["kinds", "numbers", "insides", "starts", "ends"]) this[name] = wider(this[name]);
    }
    this.kinds[place] = kind;
    this.numbers[place] = number;
    this.insides[place] = inside;
    this.starts[place] = this.#start[from];
    this.ends[place] = this.#end[to];
    return place + 1;
  }

  /** The tokens of a text with the place where each stands: characters, pairs, words, concepts (#…). */
  tokens(text) {
    const count = this.read(text);
    return Array.from({ length: count }, (_, i) => ({
      token: this.#nameOf(this.numbers[i]),
      kind: this.kinds[i],
      start: this.starts[i],
      end: this.ends[i],
      inside: this.insides[i] === 1,
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

  /** Each word that any text has had, by its stem, with its number. */
  *words() {
    for (let i = 0; i < this.#stems.length; i++) yield [this.#stems[i], FIRST_UNIT + FIRST_WORD + i];
  }
}
