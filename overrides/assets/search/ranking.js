// Which pages answer a query, in which order: questions by their likeness, words by BM25, and what
// the collected questions taught (scripts/guide/search/learnt.py).

import { HAN } from "./characters.js";
import { QUESTIONS, levelIn, pageIn, sectionIn, weightIn } from "./postings.js";

// How much a word of the second tier counts (the fields of the first are weighed in index.js).
const QUESTION = 1.6;
const BODY = 0.6;
const SATURATION = 1.2;
const QUESTION_SHARE = 0.15;
const ECHO = 0.2; // of the other questions of a page
const LEARNT = 0.5; // of what the questions taught, beside the two others
const STEEPNESS = 1.8; // how much more likely one level more makes a page
const EXACT = 0.9; // from here on a question is the reader's own
const EXACT_BOOST = 1.5;
const STAGE_BOOST = 1.12;
const STAGE_PAGE_BOOST = 1.3; // of the page of the stage itself, for a query of few tokens
const FEW_TOKENS = 16;
const FLOOR = 0.15;
const SECTION_SHARE = 0.5;
const BODY_TOKENS = 12;
const DOUBTFUL_TOKENS = 6; // of those that are probably slips
const LAW = { kind: "law", stages: [] }; // what a page is taken for whose facts have not come

/** The tokens of a query that are looked up in the bodies: the most telling ones, doubtful ones besides. */
export function bodyTokens(index, { weights, doubtful }) {
  const telling = [...weights.keys()]
    .filter((token) => token[0] !== "#" && !(token.length === 1 && HAN.test(token)))
    .map((token) => [weights.get(token) * index.rarity(index.df(token)), token])
    .sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1))
    .map(([, token]) => token);
  const isDoubtful = (token) => doubtful.has(token);
  return [
    ...telling.filter((token) => !isDoubtful(token)).slice(0, BODY_TOKENS),
    ...telling.filter(isDoubtful).slice(0, DOUBTFUL_TOKENS),
  ];
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

/**
 * The pages that say something of a query, best first: of each its place, its score, how much of the
 * query it covers, and from how much on a section says more than title and answer; and the tokens
 * that were looked up in the bodies: their share of the query, and where they stand.
 */
export function rank(index, asked) {
  const { bodies, pages } = index;
  const body = new Set(bodyTokens(index, asked));
  // Rarity counts the bodies for the tokens looked up there, and for no others: else the order
  // would depend on which shards an earlier query happened to load.
  const rarities = new Map([...asked.weights.keys()].map((token) =>
    [token, index.rarity(Math.max(index.df(token), body.has(token) ? bodies.spread(token) : 0))]));
  const total = [...asked.weights].reduce((sum, [token, weight]) => sum + weight * rarities.get(token), 0);
  const size = Math.max(pages.length, index.size);
  const [words, heads, covers, counts, levels] = [0, 0, 0, 0, 0].map(() => new Float64Array(size));
  const told = [];
  let telling = 0;
  let sayable = 0;
  for (const [token, weight] of asked.weights) {
    const worth = (weight * rarities.get(token)) / total;
    const seen = [];
    const see = (at, n) => {
      if (!counts[at]) seen.push(at);
      counts[at] += n;
    };
    for (const set of asked.sets) for (const [at, n] of set.counts(token)) see(at, n);
    if (body.has(token)) {
      const places = bodies.placesOf(token);
      if (seen.length || places.length) sayable += worth;
      for (const at of seen) heads[at] += worth;
      for (const place of places) {
        if (weightIn(place)) see(pageIn(place), weightIn(place) * (sectionIn(place) < QUESTIONS ? BODY : QUESTION));
        levels[pageIn(place)] += levelIn(place);
      }
      told.push({ worth, places });
    }
    const whole = (token.length > 1 || !HAN.test(token)) && (seen.length > 0 || !asked.doubtful.has(token));
    if (whole) telling += worth;
    for (const at of seen) {
      words[at] += worth * (counts[at] / (counts[at] + SATURATION));
      if (whole) covers[at] += worth;
      counts[at] = 0;
    }
  }
  const { best, sum } = likeness(asked.sets, asked.weights, (token) => rarities.get(token), size);
  const chances = chancesOf(levels, STEEPNESS / Math.sqrt(body.size || 1));
  const hits = [];
  let highest = 0;
  for (let at = 0; at < size; at++) {
    if (!words[at]) continue;
    const fit = QUESTION_SHARE * (best[at] + ECHO * (sum[at] - best[at])) + (1 - QUESTION_SHARE) * words[at]
      + LEARNT * chances[at];
    const score = fit * prior(index, pages[at], asked) * (best[at] > EXACT ? EXACT_BOOST : 1);
    highest = Math.max(highest, score);
    hits.push({ at, cover: covers[at] / telling, score, least: Math.max(SECTION_SHARE * sayable, heads[at]) });
  }
  const kept = hits.filter((hit) => hit.score >= highest * FLOOR).sort((a, b) => b.score - a.score || a.at - b.at);
  return { hits: asked.despair ? pinned(index, kept) : kept, told };
}

/** For each page how like its likest question is to the query, and all of them together. */
function likeness(sets, weights, idf, size) {
  const [best, sum] = [new Float64Array(size), new Float64Array(size)];
  for (const set of sets) {
    const scores = set.compare(weights, idf);
    for (let i = 0; i < scores.length; i++) {
      const { at } = set.list[i];
      sum[at] += scores[i];
      if (scores[i] > best[at]) best[at] = scores[i];
    }
  }
  return { best, sum };
}

/** How likely each page is by its levels: all together 1, or nothing if no page has any. */
function chancesOf(levels, steepness) {
  const highest = levels.reduce((a, b) => Math.max(a, b), 0);
  if (!highest) return levels;
  const odds = levels.map((level) => Math.exp(steepness * (level - highest)));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((one) => one / sum);
}

/** The page for a person in danger, before all others. */
function pinned(index, hits) {
  const at = index.placeOf(index.boot.crisis.page);
  if (at < 0) return hits;
  return [{ at, cover: 1, score: 9, least: Infinity }, ...hits.filter((hit) => hit.at !== at)];
}
