// The words of the bodies, as scripts/guide/search/bodies.py writes them.

import { HAN } from "./lexicon.js";

export const QUESTIONS = 127; // the section that stands for the questions that editors collected

/** The shard that holds a token: the same sum as in Python. */
export function bucket(token, size) {
  return (HAN.test(token) ? token.charCodeAt(0) : token.charCodeAt(0) * 31 + (token.charCodeAt(1) || 0)) % size;
}

/** [page, section, weight] of each entry: numbers that grow, written as their differences. */
export function* postings(differences = []) {
  let sum = 0;
  for (const difference of differences) {
    sum += difference;
    yield [Math.floor(sum / 512), Math.floor(sum / 4) % 128, sum % 4];
  }
}
