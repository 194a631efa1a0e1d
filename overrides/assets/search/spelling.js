// What a query was probably meant to be: slips of the finger and of the ear, pinyin, initials.

import { HAN } from "./characters.js";
import { distance } from "./distance.js";
import { Sounds, likeliest } from "./sounds.js";

const ALL_HAN = /^[\u3400-\u9fff]{3,9}$/;
const LONGEST_RESPELT = 40;
const WELL_KNOWN = 10; // a known phrase has the pair and a page says it, or ten say it

export class Spelling {
  #index;
  #sounds;
  #terms = null;
  #near = new Map();

  /** @param index all that has come of the index; @param sounds syllables, each with its characters */
  constructor(index, sounds) {
    this.#index = index;
    this.#sounds = new Sounds(sounds);
  }

  /** A query as it was probably meant, or null: pinyin as characters, homophones put right. */
  respelt(text) {
    const index = this.#index;
    const units = index.lexicon.units(text);
    const latin = units.some((unit) => !HAN.test(unit.text));
    if (units.length > LONGEST_RESPELT || (!latin && !index.hasUnknownPair(text))) return null;
    const known = (unit) => index.df(unit.text) > 0 || index.lexicon.beginsPhrase(unit.text);
    const parts = this.#sounds.parts(units, known, this.#firm(text, units));
    if (!parts) return this.#nearWords(units, known);
    const best = likeliest(parts, (first, second) => index.neighbours(first, second));
    return best === units.map((unit) => unit.raw).join("") ? null : best;
  }

  /**
   * A respelt query as it may be offered to the reader: only characters that now stand in a well
   * known pair are changed; null if none does. Pinyin and words in Latin letters are offered whole.
   */
  offered(text, respelt) {
    const { lexicon } = this.#index;
    const units = lexicon.units(text);
    if (units.some(({ raw }) => /[a-z]/.test(raw))) return respelt;
    const written = units.map(({ raw }) => raw).join("");
    const known = (i) => i > 0 && i < respelt.length && HAN.test(respelt[i - 1]) && HAN.test(respelt[i])
      && this.#index.neighbours(respelt.charCodeAt(i - 1), respelt.charCodeAt(i)) >= WELL_KNOWN;
    const right = [...respelt].map((c, i) => (c === written[i] || known(i) || known(i + 1) ? c : written[i])).join("");
    return right === written ? null : right;
  }

  /** Which units of a text are numerals, or stand in a phrase or a pair that is known: spelt right. */
  #firm(text, units) {
    const index = this.#index;
    const firm = new Array(units.length).fill(false);
    const phrases = index.lexicon.phrasesOf(text);
    units.forEach((unit, i) => {
      const phrase = phrases[i];
      if (phrase && (phrase.length > 1 || phrase.hollow)) firm.fill(true, i, i + phrase.length);
      if (index.numerals.has(unit.raw)) firm[i] = true;
      const next = units[i + 1];
      if (!next || !HAN.test(unit.text) || !HAN.test(next.text)) return;
      if (index.neighbours(unit.text.charCodeAt(0), next.text.charCodeAt(0)) > 1) firm[i] = firm[i + 1] = true;
    });
    return firm;
  }

  /** Unknown words in Latin letters replaced by the nearest known ones. */
  #nearWords(units, known) {
    let changed = false;
    const { bodies } = this.#index;
    const words = units.map((unit) => {
      if (HAN.test(unit.text) || known(unit) || bodies.placesOf(unit.text).length || unit.raw.length < 4 || /\d/.test(unit.raw)) return unit.raw;
      const near = this.#sounds.initials(unit.raw, this.#shortTerms()) || this.#nearest(unit);
      if (near) changed = true;
      return near || unit.raw;
    });
    return changed ? words.join(" ") : null;
  }

  /** All that is short and Chinese, of which one may type the initials. */
  #shortTerms() {
    const { own, other, lexicon } = this.#index;
    this.#terms ??= [...own.list, ...other.list].map(({ text }) => lexicon.normal(text)).filter((text) => ALL_HAN.test(text));
    return this.#terms;
  }

  /** The known word that is nearest, if any is near; the commoner of two. */
  #nearest({ text: word, raw }) {
    if (this.#near.has(raw)) return this.#near.get(raw);
    const { own, other, lexicon } = this.#index;
    let best = null;
    const most = word.length > 7 ? 2 : 1;
    for (const set of [own, other]) {
      for (const [token, number] of lexicon.words()) {
        if (Math.abs(token.length - word.length) > most || token.length < 3 || !/^[a-z]/.test(token)) continue;
        const df = set.dfOf(number);
        const off = df ? distance(word, token, most) : most + 1;
        if (off <= most && (!best || off < best.off || (off === best.off && df > best.df))) best = { token, off, df };
      }
    }
    const written = best && this.#nearestForm(raw, best.token, most);
    this.#near.set(raw, written);
    return written;
  }

  /** Of all forms of a word the one that is most like what was typed; null if none is near. */
  #nearestForm(typed, root, most) {
    let best = { form: null, off: most + 1 };
    for (const form of this.#index.lexicon.formsOf(root)) {
      const off = distance(typed, form, most);
      if (off < best.off) best = { form, off };
    }
    return best.form;
  }
}
