// Questions to offer while one types.

import { prior } from "./ranking.js";

const LEAST = 0.15;

/** Questions that begin like, or mean the same as, what has been typed so far. */
export function suggestions(index, asked, limit) {
  const { lexicon, pages, boot } = index;
  const typed = lexicon.normal(asked.text).trim();
  if (!typed) return [];
  const best = new Map();
  const offer = (candidate, score) => {
    const known = best.get(candidate.at);
    if (!known || known.score < score) best.set(candidate.at, { candidate, score });
  };
  for (const set of asked.sets) {
    const scores = set.compare(asked.weights, (token) => index.rarity(index.df(token)));
    set.list.forEach((candidate, i) => {
      candidate.normal ??= lexicon.normal(candidate.text);
      const place = candidate.normal.indexOf(typed);
      const score = scores[i] + (place === 0 ? 2 : place > 0 ? 1 : 0);
      if (score > LEAST) offer(candidate, score * prior(index, pages[candidate.at], asked));
    });
  }
  const at = asked.despair ? index.placeOf(boot.crisis.page) : -1;
  if (at >= 0) best.set(at, { candidate: { at, text: pages[at].title }, score: Infinity });
  const shown = new Set();
  const isNew = ({ candidate: { text } }) => !shown.has(lexicon.normal(text)) && shown.add(lexicon.normal(text));
  return [...best.values()].sort((a, b) => b.score - a.score || a.candidate.at - b.candidate.at)
    .filter(isNew).slice(0, limit)
    .map(({ candidate: { text, at: place } }) => ({ text, key: pages[place].key, url: pages[place].url }));
}
