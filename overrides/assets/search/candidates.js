import { weigh } from "./weights.js";

/** Texts that people may ask, each belonging to a page, and the words of those pages. */
export class Candidates {
  list = [];
  words = new Map();
  #postings = new Map();
  #norms = [];

  add(at, text, tokens, field) {
    const i = this.list.push({ at, text }) - 1;
    for (const [token, weight] of weigh(tokens, 1, new Map())) {
      if (!this.#postings.has(token)) this.#postings.set(token, []);
      this.#postings.get(token).push([i, weight]);
    }
    this.addWords(at, tokens, field);
  }

  addWords(at, tokens, field) {
    for (const { token } of tokens) {
      if (!this.words.has(token)) this.words.set(token, new Map());
      const pages = this.words.get(token);
      pages.set(at, (pages.get(at) || 0) + field);
    }
  }

  /** The number of pages that say a token. */
  df(token) {
    const pages = this.words.get(token);
    return pages ? pages.size : 0;
  }

  /** To be called when all is added. */
  close(idf) {
    this.#norms = new Array(this.list.length).fill(0);
    for (const [token, list] of this.#postings) {
      const rarity = idf(token);
      for (const [i, weight] of list) this.#norms[i] += (weight * rarity) ** 2;
    }
    this.#norms = this.#norms.map(Math.sqrt);
  }

  /** How like each text is to a query, from 0 to 1. */
  compare(weights, idf) {
    const products = new Map();
    let square = 0;
    for (const [token, asked] of weights) {
      const rarity = idf(token);
      square += (asked * rarity) ** 2;
      for (const [i, weight] of this.#postings.get(token) || []) {
        products.set(i, (products.get(i) || 0) + asked * weight * rarity * rarity);
      }
    }
    const norm = Math.sqrt(square);
    for (const [i, product] of products) products.set(i, product / (norm * this.#norms[i]));
    return products;
  }
}
