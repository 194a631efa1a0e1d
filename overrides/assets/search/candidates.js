// Texts that people may ask, each belonging to a page, and the words of those pages.
//
// Which text says which token, and how often, stands in arrays of numbers, in order of the tokens.

import { wider } from "./lexicon.js";
import { WEIGHTS } from "./weights.js";

export class Candidates {
  list = [];
  #lexicon;
  #known = new Map(); // number of a token -> its place here
  #latest = new Int32Array(16384); // of each token: its last entry, the number of its pages
  #df = new Int32Array(16384);
  // Of each text: its page, how much it counts, its candidate, its first entry.
  #page = new Int32Array(4096);
  #field = new Float64Array(4096);
  #asked = new Int32Array(4096);
  #first = new Int32Array(4096);
  #texts = 0;
  // An entry is a token in a text. Of each: the token, the text, weight, times, the token's entry before.
  #token = new Int32Array(65536);
  #text = new Int32Array(65536);
  #weight = new Float64Array(65536);
  #times = new Uint16Array(65536);
  #before = new Int32Array(65536);
  #entries = 1;
  #norms = null;
  #counted = new Map();

  constructor(lexicon) {
    this.#lexicon = lexicon;
  }

  /** A text that people may ask. */
  add(at, text, field) {
    this.list.push({ at, text, number: this.#texts });
    this.#read(at, text, field, this.list.length - 1);
  }

  /** A text whose words count, but which nobody asks. */
  addWords(at, text, field) {
    this.#read(at, text, field, -1);
  }

  #read(at, text, field, asked) {
    const length = this.#lexicon.read(text);
    this.#makeRoom(length);
    const number = this.#texts++;
    const page = this.#page;
    page[number] = at;
    this.#field[number] = field;
    this.#asked[number] = asked;
    this.#first[number] = this.#entries;
    const numbers = this.#lexicon.numbers;
    const sorts = this.#lexicon.sorts;
    const tokens = this.#token;
    const texts = this.#text;
    const weights = this.#weight;
    const times = this.#times;
    const before = this.#before;
    const latest = this.#latest;
    const df = this.#df;
    const known = this.#known;
    let entry = this.#entries;
    for (let i = 0; i < length; i++) {
      let token = known.get(numbers[i]);
      if (token === undefined) known.set(numbers[i], (token = known.size));
      const weight = WEIGHTS[sorts[i]];
      const last = latest[token];
      if (last && texts[last] === number) {
        times[last]++;
        if (weight > weights[last]) weights[last] = weight;
        continue;
      }
      if (!last || page[texts[last]] !== at) df[token]++;
      tokens[entry] = token;
      texts[entry] = number;
      weights[entry] = weight;
      times[entry] = 1;
      before[entry] = last;
      latest[token] = entry++;
    }
    this.#entries = entry;
    this.#first[number + 1] = entry;
  }

  /** Room for one text more, and so many entries. */
  #makeRoom(length) {
    if (this.#texts + 2 > this.#page.length) {
      [this.#page, this.#field, this.#asked, this.#first] = [this.#page, this.#field, this.#asked, this.#first].map(wider);
    }
    while (this.#known.size + length > this.#df.length) [this.#latest, this.#df] = [this.#latest, this.#df].map(wider);
    while (this.#entries + length > this.#token.length) {
      [this.#token, this.#text, this.#weight] = [this.#token, this.#text, this.#weight].map(wider);
      [this.#times, this.#before] = [this.#times, this.#before].map(wider);
    }
  }

  /** To be called when all is added. @param rarity of a token, by its number and that of its pages */
  close(rarity) {
    const [df, numbers, rare] = [this.#df, [...this.#known.keys()], new Float64Array(this.#known.size)];
    const [tokens, weights, first] = [this.#token, this.#weight, this.#first];
    const norms = new Float64Array(this.list.length);
    this.#norms = (i) => {
      if (norms[i]) return norms[i];
      let square = 0;
      const { number } = this.list[i];
      for (let entry = first[number]; entry < first[number + 1]; entry++) {
        const token = tokens[entry];
        rare[token] = rare[token] || rarity(numbers[token], df[token]);
        square += (weights[entry] * rare[token]) ** 2;
      }
      return (norms[i] = Math.sqrt(square));
    };
  }

  /** The number of pages that say a token, given by its number. */
  dfOf(number) {
    const place = this.#known.get(number);
    return place === undefined ? 0 : this.#df[place];
  }

  #placeFor(token) {
    return this.#known.get(this.#lexicon.numberOf(token));
  }

  /** Which pages say a token, and how much: [page, sum of the weights of its fields], in order. */
  counts(token) {
    let counts = this.#counted.get(token);
    if (counts) return counts;
    counts = [];
    for (let entry = this.#lastOf(token); entry; entry = this.#before[entry]) {
      const text = this.#text[entry];
      const many = this.#field[text] * this.#times[entry];
      const last = counts[counts.length - 1];
      if (last && last[0] === this.#page[text]) last[1] += many;
      else counts.push([this.#page[text], many]);
    }
    this.#counted.set(token, counts.reverse());
    return counts;
  }

  /** How like each text is to a query, from 0 to 1; by the text's place in the list. */
  compare(weights, idf) {
    const products = new Float64Array(this.list.length);
    const [asked, texts, before, own] = [this.#asked, this.#text, this.#before, this.#weight];
    let square = 0;
    for (const [token, wanted] of weights) {
      const rarity = idf(token);
      square += (wanted * rarity) ** 2;
      const factor = wanted * rarity * rarity;
      for (let entry = this.#lastOf(token); entry; entry = before[entry]) {
        const i = asked[texts[entry]];
        if (i >= 0) products[i] += factor * own[entry];
      }
    }
    const norm = Math.sqrt(square);
    for (let i = 0; i < products.length; i++) if (products[i]) products[i] /= norm * this.#norms(i);
    return products;
  }

  #lastOf(token) {
    const place = this.#known.get(this.#lexicon.numberOf(token));
    return place === undefined ? 0 : this.#latest[place];
  }
}
