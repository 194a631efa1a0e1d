// How a text is read: both scripts as one, words by their stem, phrases as concepts. The index is
// made the same way by scripts/guide/search/characters.py; the two must agree to the letter.

import { stem } from "./stemmer.js";

const UNIT = /[\u3400-\u9fff]|[a-z0-9]+/g;
const MARKS = /[\u0300-\u036f]/g;
export const HAN = /[\u3400-\u9fff]/;

export class Lexicon {
  #fold = new Map();
  #unfold = new Map();
  #phrases = new Map();
  #pairs = new Set();

  /** Pairs of a character and the one it is read as; the first few also lead back. */
  addFold(pairs, unfold) {
    for (let i = 0; i < pairs.length; i += 2) {
      this.#fold.set(pairs[i], pairs[i + 1]);
      if (i < unfold * 2) this.#unfold.set(pairs[i + 1], pairs[i]);
    }
  }

  /** Phrases of each concept; those of the concept "" carry no meaning. */
  addPhrases(concepts) {
    for (const id of Object.keys(concepts)) {
      for (const phrase of concepts[id]) {
        const units = this.units(phrase).map((unit) => unit.text);
        if (!units.length) continue;
        if (!this.#phrases.has(units[0])) this.#phrases.set(units[0], []);
        const list = this.#phrases.get(units[0]);
        const same = list.find((entry) => entry.units.join() === units.join());
        if (same) same.ids.push(id);
        else list.push({ units, ids: [id] });
        units.slice(1).forEach((unit, i) => this.#pairs.add(units[i] + unit));
      }
    }
    for (const list of this.#phrases.values()) list.sort((a, b) => b.units.length - a.units.length);
  }

  /** Pairs of characters of phrases that are no concept, but rightly spelt. */
  addPairs(phrases) {
    for (const phrase of phrases) for (let i = 1; i < phrase.length; i++) this.#pairs.add(phrase.slice(i - 1, i + 1));
  }

  hasPair(pair) {
    return this.#pairs.has(pair);
  }

  beginsPhrase(unit) {
    return this.#phrases.has(unit);
  }

  /** A text with each character as it is read, each as long as it was. */
  normal(text) {
    let out = "";
    for (const character of text) {
      let folded = this.#fold.get(character);
      if (folded === undefined) {
        const plain = character.normalize("NFKD").replace(MARKS, "").toLowerCase();
        const first = plain ? String.fromCodePoint(plain.codePointAt(0)) : " ";
        folded = this.#fold.get(first) || first;
        folded = folded.length === character.length ? folded : " ".repeat(character.length);
        this.#fold.set(character, folded);
      }
      out += folded;
    }
    return out;
  }

  /** A text in the script of the page. */
  inScript(text) {
    return [...this.normal(text)].map((c) => this.#unfold.get(c) || c).join("");
  }

  /** Characters, words and numbers, with the place where each stands. */
  units(text) {
    const units = [];
    const normal = this.normal(text);
    for (const match of normal.matchAll(UNIT)) {
      const start = match.index;
      units.push({ raw: match[0], text: HAN.test(match[0]) ? match[0] : stem(match[0]), start, end: start + match[0].length });
    }
    return units;
  }

  /** The longest phrase that begins at a unit, if any. */
  phraseAt(units, i) {
    const list = this.#phrases.get(units[i].text) || [];
    return list.find((entry) => entry.units.every((text, k) => units[i + k] && units[i + k].text === text));
  }

  /** Tokens with the place where each stands: characters, pairs, words, and concepts (#…). */
  tokens(text) {
    const units = this.units(text);
    const tokens = [];
    const put = (token, kind, from, to, inside) =>
      tokens.push({ token, kind, start: units[from].start, end: units[to].end, inside });
    let insideUntil = 0;
    let previous = -1;
    for (let i = 0; i < units.length; i++) {
      if (i >= insideUntil) {
        const phrase = this.phraseAt(units, i);
        if (phrase) {
          const last = i + phrase.units.length - 1;
          if (phrase.ids.includes("")) {
            i = last;
            previous = -1;
            continue;
          }
          for (const id of phrase.ids) put(`#${id}`, "concept", i, last, false);
          insideUntil = last + 1;
        }
      }
      const inside = i < insideUntil;
      if (!HAN.test(units[i].text)) {
        put(units[i].text, "word", i, i, inside);
        previous = -1;
        continue;
      }
      put(units[i].text, "character", i, i, inside);
      if (previous >= 0 && units[previous].end === units[i].start) put(units[previous].text + units[i].text, "pair", previous, i, inside);
      previous = i;
    }
    return tokens;
  }
}
