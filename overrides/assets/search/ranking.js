// Which pages answer a query, in which order: questions by their likeness, words by BM25.

import { HAN } from "./lexicon.js";
import { QUESTIONS, postings } from "./postings.js";

// How much a word of the second tier counts (the fields of the first are weighed in index.js).
const QUESTION = 1.6;
const BODY = 0.6;
const SATURATION = 1.2;
const QUESTION_SHARE = 0.15;
const ECHO = 0.2; // of the other questions of a page
const EXACT = 0.9; // from here on a question is the reader's own
const EXACT_BOOST = 1.5;
const STAGE_BOOST = 1.12;
const STAGE_PAGE_BOOST = 1.3; // of the page of the stage itself, for a query of few tokens
const FEW_TOKENS = 16;
const FLOOR = 0.15;
const SECTION_SHARE = 0.5;
const BODY_TOKENS = 12;
const LAW = { kind: "law", stages: [] }; // what a page is taken for whose facts have not come

/** The tokens of a query that are looked up in the bodies: the most telling ones. */
export function bodyTokens(index, { weights }) {
  return [...weights.keys()]
    .filter((token) => token[0] !== "#" && !(token.length === 1 && HAN.test(token)))
    .map((token) => [weights.get(token) * index.idf(token), token])
    .sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1))
    .slice(0, BODY_TOKENS)
    .map(([, token]) => token);
}

/** How likely a page is to be wanted, whatever its words. */
export function prior({ boot: { kinds, intents } }, page, asked) {
  const { kind, stages } = page || LAW;
  let factor = kinds[kind] || 0.5;
  if (asked.intents.includes(kind)) factor *= intents[kind].boost;
  if (asked.stage && stages.includes(asked.stage)) {
    factor *= kind === "stage" && asked.weights.size <= FEW_TOKENS ? STAGE_BOOST * STAGE_PAGE_BOOST : STAGE_BOOST;
  }
  return factor;
}

/** The pages that say something of a query, best first. */
export function rank(index, asked) {
  const body = new Set(bodyTokens(index, asked));
  // Rarity counts the bodies for the tokens looked up there, and for no others: else the order
  // would depend on which shards an earlier query happened to load.
  const spread = (token) => (body.has(token) && index.spread(token)) || 0;
  const idf = (token) => index.idf(token, Math.max(index.df(token), spread(token)));
  const sets = index.candidates(asked.text);
  const questions = likeness(sets, asked.weights, idf);
  const words = new Map();
  const total = [...asked.weights].reduce((sum, [token, weight]) => sum + weight * idf(token), 0);
  const sections = new Map();
  const heads = new Map();
  const covers = new Map();
  const whole = (token) => token.length > 1 || !HAN.test(token);
  let telling = 0;
  let sayable = 0;
  for (const [token, weight] of asked.weights) {
    const worth = (weight * idf(token)) / total;
    const counts = new Map();
    const see = (at, n) => counts.set(at, (counts.get(at) || 0) + n);
    for (const set of sets) for (const [at, n] of set.words.get(token) || []) see(at, n);
    if (body.has(token) && (counts.size || index.placesOf(token))) sayable += worth;
    if (body.has(token)) for (const at of counts.keys()) heads.set(at, (heads.get(at) || 0) + worth);
    if (body.has(token)) for (const [at, section, n] of postings(index.placesOf(token))) {
      see(at, n * (section === QUESTIONS ? QUESTION : BODY));
      if (section === QUESTIONS) continue;
      if (!sections.has(at)) sections.set(at, new Map());
      const found = sections.get(at);
      found.set(section, (found.get(section) || 0) + worth);
    }
    if (whole(token)) {
      telling += worth;
      for (const at of counts.keys()) covers.set(at, (covers.get(at) || 0) + worth);
    }
    for (const [at, n] of counts) words.set(at, (words.get(at) || 0) + worth * (n / (n + SATURATION)));
  }
  const hits = [];
  for (const at of new Set([...questions.keys(), ...words.keys()])) {
    const { best = 0, sum = 0 } = questions.get(at) || {};
    const fit = QUESTION_SHARE * (best + ECHO * (sum - best)) + (1 - QUESTION_SHARE) * (words.get(at) || 0);
    const score = fit * prior(index, index.pages[at], asked) * (best > EXACT ? EXACT_BOOST : 1);
    const least = Math.max(SECTION_SHARE * sayable, heads.get(at) || 0);
    hits.push({ at, cover: (covers.get(at) || 0) / telling, score, least, sections: sections.get(at) || new Map() });
  }
  hits.sort((a, b) => b.score - a.score || a.at - b.at);
  const kept = hits.filter((hit) => hit.score >= hits[0].score * FLOOR);
  return asked.crisis ? pinned(index, kept) : kept;
}

/** For each page how like its likest question is to the query, and all of them together. */
function likeness(sets, weights, idf) {
  const questions = new Map();
  for (const set of sets) {
    for (const [i, score] of set.compare(weights, idf)) {
      const { at } = set.list[i];
      const { best = 0, sum = 0 } = questions.get(at) || {};
      questions.set(at, { best: Math.max(best, score), sum: sum + score });
    }
  }
  return questions;
}

/** The page for a person in danger, before all others. */
function pinned(index, hits) {
  const at = index.placeOf(index.boot.crisis.page);
  if (at < 0) return hits;
  return [{ at, cover: 1, score: 9, sections: new Map() }, ...hits.filter((hit) => hit.at !== at)];
}
