// Texts that people may ask, each belonging to a page, and the words of those pages.
//
// Which text says which token, and how often, stands in arrays of numbers, in order of the tokens.

import { wider } from "./lexicon.js";
import { weightOf } from "./weights.js";

export class Candidates {
  list = [];
  #lexicon;
  #known = new Map(); // number of a token -> its place here
  #pages = new Int32Array(1024); // of each text: its page, how much it counts, its candidate
  #fields = new Float64Array(1024);
  #asked = new Int32Array(1024);
  #texts = 0;
  #token = new Int32Array(16384); // of each token of each text: the token, the text, weight and times
  #text = new Int32Array(16384);
  #weight = new Float64Array(16384);
  #times = new Uint16Array(16384);
  #entries = 0;
  #latest = new Int32Array(16384); // of each token: its last entry, the number of its pages
  #df = new Int32Array(16384);
  #from = null;
  #order = null;
  #norms = null;
  #counted = new Map();

  constructor(lexicon) {
    this.#lexicon = lexicon;
  }

  /** A text that people may ask. */
  add(at, text, field) {
    this.#read(at, text, field, this.list.push({ at, text }) - 1);
  }

  /** A text whose words count, but which nobody asks. */
  addWords(at, text, field) {
    this.#read(at, text, field, -1);
  }

  #read(at, text, field, asked) {
    const lexicon = this.#lexicon;
    const number = this.#texts++;
    if (number === this.#pages.length) {
      this.#pages = wider(this.#pages);
      this.#fields = wider(this.#fields);
      this.#asked = wider(this.#asked);
    }
    this.#pages[number] = at;
    this.#fields[number] = field;
    this.#asked[number] = asked;
    const length = lexicon.read(text);
    const { numbers, kinds, insides } = lexicon;
    for (let i = 0; i < length; i++) this.#enter(this.#placeOf(numbers[i]), number, at, weightOf(kinds[i], insides[i]));
  }

  #placeOf(number) {
    let place = this.#known.get(number);
    if (place === undefined) {
      place = this.#known.size;
      this.#known.set(number, place);
      if (place === this.#df.length) {
        this.#df = wider(this.#df);
        this.#latest = wider(this.#latest);
      }
    }
    return place;
  }

  #enter(token, text, at, weight) {
    const last = this.#latest[token] - 1;
    if (last >= 0 && this.#text[last] === text) {
      this.#times[last]++;
      if (weight > this.#weight[last]) this.#weight[last] = weight;
      return;
    }
    if (last < 0 || this.#pages[this.#text[last]] !== at) this.#df[token]++;
    const entry = this.#entries++;
    if (entry === this.#token.length) {
      this.#token = wider(this.#token);
      this.#text = wider(this.#text);
      this.#weight = wider(this.#weight);
      this.#times = wider(this.#times);
    }
    this.#token[entry] = token;
    this.#text[entry] = text;
    this.#weight[entry] = weight;
    this.#times[entry] = 1;
    this.#latest[token] = entry + 1;
  }

  /** To be called when all is added: puts the entries in order. */
  close(rarity) {
    const tokens = this.#known.size;
    const rare = new Float64Array(tokens);
    for (const [number, place] of this.#known) rare[place] = rarity(number, this.#df[place]);
    this.#from = new Int32Array(tokens + 1);
    this.#order = new Int32Array(this.#entries);
    this.#norms = new Float64Array(this.list.length);
    for (let i = 0; i < this.#entries; i++) this.#from[this.#token[i] + 1]++;
    for (let token = 0; token < tokens; token++) this.#from[token + 1] += this.#from[token];
    const next = this.#from.slice();
    for (let i = 0; i < this.#entries; i++) {
      const token = this.#token[i];
      this.#order[next[token]++] = i;
      const asked = this.#asked[this.#text[i]];
      if (asked >= 0) this.#norms[asked] += (this.#weight[i] * rare[token]) ** 2;
    }
    for (let i = 0; i < this.#norms.length; i++) this.#norms[i] = Math.sqrt(this.#norms[i]);
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
    const place = this.#placeFor(token);
    const end = place === undefined ? 0 : this.#from[place + 1];
    for (let i = place === undefined ? 0 : this.#from[place]; i < end; i++) {
      const entry = this.#order[i];
      const text = this.#text[entry];
      const many = this.#fields[text] * this.#times[entry];
      const last = counts[counts.length - 1];
      if (last && last[0] === this.#pages[text]) last[1] += many;
      else counts.push([this.#pages[text], many]);
    }
    this.#counted.set(token, counts);
    return counts;
  }

  /** How like each text is to a query, from 0 to 1; by the text's place in the list. */
  compare(weights, idf) {
    const products = new Float64Array(this.list.length);
    let square = 0;
    for (const [token, wanted] of weights) {
      const rarity = idf(token);
      square += (wanted * rarity) ** 2;
      const place = this.#placeFor(token);
      if (place === undefined) continue;
      const factor = wanted * rarity * rarity;
      const end = this.#from[place + 1];
      for (let i = this.#from[place]; i < end; i++) {
        const entry = this.#order[i];
        const asked = this.#asked[this.#text[entry]];
        if (asked >= 0) products[asked] += factor * this.#weight[entry];
      }
    }
    const norm = Math.sqrt(square);
    for (let i = 0; i < products.length; i++) if (products[i]) products[i] /= norm * this.#norms[i];
    return products;
  }
}
