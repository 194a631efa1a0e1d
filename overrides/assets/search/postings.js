// The words of the bodies, as scripts/guide/search/bodies.py writes them: for each token numbers
// that grow, written as their differences. A number holds page, section and weight.

import { HAN } from "./characters.js";

// The sections from here on stand for the questions that editors collected, the later the more a
// token speaks for the page.
export const QUESTIONS = 120;
const NONE = new Int32Array(0);

export const pageIn = (place) => Math.floor(place / 512);
export const sectionIn = (place) => (place >> 2) & 127;
export const weightIn = (place) => place & 3;
export const levelIn = (place) => Math.max(sectionIn(place) - QUESTIONS, 0);

export class Bodies {
  #names;
  #shards = new Map();
  #places = new Map();

  /** @param names the shards of the index, each token in the one where bucket() says */
  constructor(names) {
    this.#names = names;
  }

  add({ name, terms }) {
    this.#shards.set(name, terms);
    this.#places.clear();
  }

  /** The shard that holds a token. */
  shardOf(token) {
    const names = this.#names;
    return names.length ? names[bucket(token, names.length)] : "";
  }

  /** Where the bodies say a token, in order; nothing if they do not, or its shard has not come. */
  placesOf(token) {
    let places = this.#places.get(token);
    if (places) return places;
    const terms = this.#shards.get(this.shardOf(token));
    places = terms && Array.isArray(terms[token]) ? summed(terms[token]) : NONE;
    this.#places.set(token, places);
    return places;
  }

  /** On how many pages the bodies say a token. */
  spread(token) {
    let spread = 0;
    let last = -1;
    for (const place of this.placesOf(token)) {
      if (pageIn(place) !== last) spread++;
      last = pageIn(place);
    }
    return spread;
  }
}

/** The shard that holds a token: the same sum as in Python. */
function bucket(token, size) {
  return (HAN.test(token) ? token.charCodeAt(0) : token.charCodeAt(0) * 31 + (token.charCodeAt(1) || 0)) % size;
}

function summed(differences) {
  let sum = 0;
  return Int32Array.from(differences, (difference) => (sum += difference));
}
