// What is shown of a page that was found.

import { CHARACTER, INSIDE } from "./lexicon.js";
import { QUESTIONS, pageIn, sectionIn } from "./postings.js";

/** A hit with all that a list of results shows of it. */
export function resultOf(index, hit, told, asked) {
  const page = index.pages[hit.at];
  const { key, code, title, facet: kind, stages, group, url } = page;
  const section = sectionOf(index.sections.get(hit.at), hit, told);
  return {
    key, url: url + (section ? `#${section.id}` : ""), code, title, kind, stages, group,
    score: Math.round(hit.score * 10000) / 10000, section, excerpt: marked(tokensOf(index, page), page.description, asked),
  };
}

/** The section that says most of the query, if it says much of it, and more than title and answer do. */
function sectionOf(rows, { at, least }, told) {
  if (!rows) return null;
  const worths = new Map();
  for (const { worth, places } of told) {
    for (let i = firstOf(places, at); i < places.length && pageIn(places[i]) === at; i++) {
      const number = sectionIn(places[i]);
      if (number < QUESTIONS) worths.set(number, (worths.get(number) || 0) + worth);
    }
  }
  let best = 0;
  for (const [number, worth] of worths) if (number && (!best || worth > worths.get(best))) best = number;
  if (!best || !rows[best - 1] || worths.get(best) <= least) return null;
  const [id, title] = rows[best - 1];
  return { id, title };
}

/** The first of some places that is on a page or behind it. */
function firstOf(places, at) {
  let [from, to] = [0, places.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (pageIn(places[middle]) < at) from = middle + 1;
    else to = middle;
  }
  return from;
}

const read = new WeakMap();

/** The tokens of a page's short answer, read once for each version of the index. */
function tokensOf({ lexicon, version }, page) {
  const known = read.get(page);
  if (known?.version === version) return known.tokens;
  const tokens = lexicon.tokens(page.description).filter(({ sort }) => sort % INSIDE !== CHARACTER);
  read.set(page, { version, tokens });
  return tokens;
}

/** A text cut into pieces, those that the query names marked. */
function marked(tokens, text, { weights }) {
  const marks = new Uint8Array(text.length);
  for (const { token, start, end } of tokens) if (weights.has(token)) marks.fill(1, start, end);
  const pieces = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    while (to < text.length && marks[to] === marks[from]) to++;
    pieces.push({ text: text.slice(from, to), mark: marks[from] === 1 });
  }
  return pieces;
}
