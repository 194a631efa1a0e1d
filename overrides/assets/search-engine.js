// The search engine: reads a question and ranks the pages. It knows no page, no language and no
// word: all of that comes from the index that scripts/guide/make/search.py writes.
//
// How a page is found: its title and its aliases are questions that people ask. The query is
// compared with each of them (cosine of characters, pairs of characters, words and concepts, each
// weighed by how rare it is), and with the page's words as a whole (BM25 over weighted fields).

import { Index } from "./search/index.js";
import { count, valuesOf } from "./search/pages.js";
import { readQuery } from "./search/query.js";
import { bodyTokens, rank } from "./search/ranking.js";
import { resultOf } from "./search/result.js";
import { suggestions } from "./search/suggestions.js";

const LIKELIEST = 3;
const WEAK = 0.2;

export class SearchEngine {
  #index;
  #last = { query: null, version: -1 };

  /** @param boot the first tier of one language, parsed; @param today as yyyy-mm-dd */
  constructor(boot, { today } = {}) {
    this.#index = new Index(boot, today);
  }

  /** What a query says, and the pages that answer it; both once for each query. */
  #asked(query) {
    const { version } = this.#index;
    if (this.#last.query !== query || this.#last.version !== version) {
      this.#last = { query, version, asked: readQuery(this.#index, query), ranked: null };
    }
    return this.#last.asked;
  }

  #ranked(query) {
    const asked = this.#asked(query);
    this.#last.ranked ??= rank(this.#index, asked);
    return this.#last.ranked;
  }

  /** The names of the shards that this query wants; ask again when they have been added. */
  needed(query) {
    const index = this.#index;
    const asked = this.#asked(query);
    const names = new Set([index.boot.dates]);
    if (index.boot.other && !index.other && index.wantsOther(asked.text)) names.add(index.boot.other);
    for (const token of bodyTokens(index, asked)) names.add(index.bodies.shardOf(token));
    const missing = [...names].filter((name) => name && !index.has(name));
    if (missing.length) return missing;
    const best = this.#ranked(query).hits.slice(0, 20).map((hit) => index.blockOf(hit.at));
    return [...new Set(best)].filter((name) => !index.has(name));
  }

  /** Take in one shard, whichever it is. */
  addBody(shard) {
    this.#index.add(shard);
  }

  /** Everything a page of results shows for a query. */
  search(query, { stage, kind, group, limit = 20 } = {}) {
    const index = this.#index;
    const asked = this.#asked(query);
    const { hits, told } = this.#ranked(query);
    const chosen = { stage, kind: index.boot.facets[kind] || kind, group };
    const passes = (hit, except) => Object.keys(chosen).every((name) =>
      name === except || !chosen[name] || valuesOf(index.pages[hit.at], name).includes(chosen[name]));
    const known = hits.filter((hit) => index.pages[hit.at]);
    const facets = {};
    for (const name of Object.keys(chosen)) {
      facets[name] = count(known.filter((hit) => passes(hit, name)), (hit) => valuesOf(index.pages[hit.at], name));
    }
    return {
      query: asked.text,
      crisis: asked.crisis || leads(index, hits),
      despair: asked.despair,
      elsewhere: asked.elsewhere,
      corrected: asked.corrected,
      stage: asked.stage,
      weak: asked.weights.size > 0 && !(hits.length && hits[0].cover >= WEAK) && !asked.despair,
      results: known.filter((hit) => passes(hit)).slice(0, limit).map((hit) => resultOf(index, hit, told, asked)),
      facets,
    };
  }

  /** Questions that begin like, or mean the same as, what has been typed so far. */
  suggest(query, limit = 6) {
    return suggestions(this.#index, this.#asked(query), limit);
  }

  /** The pages to offer when nothing fits well. */
  doors() {
    const { boot, pages } = this.#index;
    return boot.doors.map((key) => pages.find((page) => page && page.key === key)).filter(Boolean);
  }
}

/** Whether the page for a person in danger is among the likeliest: what despair is not listed may still mean it. */
function leads(index, hits) {
  const at = index.placeOf(index.boot.crisis.page);
  return hits.slice(0, LIKELIEST).some((hit) => hit.at === at);
}
