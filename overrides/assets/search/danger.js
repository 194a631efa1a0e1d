// Whether a question speaks of despair. A panel too many is a small harm, one too few is not: so words
// in Latin letters are also heard when they are misspelt, and other languages in any of their forms.

import { distance } from "./distance.js";
import { phrasesIn } from "./sayings.js";

const FORGIVING = 7; // letters that a phrase must have to be heard when misspelt
const LONG = 4; // letters that a word of it must have
const UNREAD = /(?![\p{Script=Han}\p{Script=Latin}\p{Script=Bopomofo}])\p{L}/u; // no page has such letters
const ACCENTS = /[\u0300-\u036f]/g;

export class Danger {
  #abroad;
  #characters;
  #patterns;
  #phrases;

  /** @param crisis the words of despair of the first tier */
  constructor({ words, abroad, characters, patterns }) {
    this.#abroad = phrasesIn(abroad);
    this.#characters = new Set(characters);
    this.#patterns = new RegExp(patterns.join("|") || "(?!)");
    this.#phrases = phrasesIn(words).filter((phrase) => /^[a-z ]+$/.test(phrase) && phrase.length >= FORGIVING)
      .map((phrase) => phrase.split(" "));
  }

  /** Whether a text, cut into units, says a phrase of despair in another language, or misspells one. */
  heard(text, units) {
    const plain = ` ${text.normalize("NFKD").replace(ACCENTS, "").toLowerCase().replaceAll("ı", "i")} `;
    return this.#abroad.some((phrase) => plain.includes(/^[a-z]/.test(phrase) ? ` ${phrase}` : phrase)) || this.#misspelt(units);
  }

  /** Whether a text, as it is read, has a character or a shape that despair often has. */
  hinted(normal) {
    return [...normal].some((character) => this.#characters.has(character)) || this.#patterns.test(normal);
  }

  /** Whether a text is in letters that the engine cannot read, and so may say anything. */
  unread(text) {
    return UNREAD.test(text);
  }

  #misspelt(units) {
    const words = units.map(({ raw }) => raw);
    return this.#phrases.some((phrase) => words.some((_, i) => phrase.every((word, k) => like(words[i + k], word))));
  }
}

function like(word, meant) {
  if (word === meant) return true;
  return word !== undefined && meant.length >= LONG && word[0] === meant[0] && distance(word, meant, 1) <= 1;
}
