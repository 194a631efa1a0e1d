// The index of one language as far as it has been loaded: the first tier, and then what was asked for.

import { Candidates } from "./candidates.js";
import { HAN, Lexicon } from "./lexicon.js";
import { pageOf } from "./pages.js";
import { bucket, postings } from "./postings.js";
import { Sounds } from "./sounds.js";

// How much each field of the first tier counts in the words of a page.
const FIELD = { title: 4, alias: 2, description: 1.5 };

export class Index {
  lexicon = new Lexicon();
  pages = [];
  own = new Candidates();
  other = null;
  sounds = null;
  sections = new Map();
  #bodies = new Map();
  #spread = new Map();
  #shards = new Set();

  /** @param boot the first tier, parsed */
  constructor(boot) {
    this.boot = boot;
    this.lexicon.addFold(boot.fold, boot.unfold);
    this.lexicon.addPhrases(boot.concepts);
    this.lexicon.addPhrases({ "": boot.stop });
    for (const list of [...Object.values(boot.stages), ...Object.values(boot.intents).map((intent) => intent.words)]) {
      this.lexicon.addPairs(list);
    }
    this.pages = (boot.pages[0] || []).map((_, at) => pageOf(boot.pages.map((column) => column[at]), boot));
    this.count = this.pages.length;
    this.pages.forEach((page, at) => this.#addPage(page, at, boot.aliases[at]));
    this.own.close((token) => this.idf(token));
  }

  #addPage(page, at, aliases) {
    const { own, lexicon } = this;
    own.add(at, page.title, lexicon.tokens(page.title), FIELD.title);
    for (const alias of aliases) own.add(at, alias, lexicon.tokens(alias), FIELD.alias);
    own.addWords(at, lexicon.tokens(page.description), FIELD.description);
  }

  has(name) {
    return this.#shards.has(name);
  }

  /** Take in one shard, whichever it is. */
  add(shard) {
    if (this.has(shard.name)) return;
    this.#shards.add(shard.name);
    if (shard.terms) for (const token of Object.keys(shard.terms)) this.#addTerm(token, shard.terms[token]);
    if (shard.concepts) this.#addOther(shard);
    (shard.pages || []).forEach((row, i) => {
      const at = shard.from + i;
      if (typeof row === "string") this.pages[at].description += row;
      else if (!this.pages[at]) this.pages[at] = pageOf(row, this.boot);
    });
    (shard.sections || []).forEach((row, i) => this.sections.set(shard.from + i, row));
  }

  #addTerm(token, places) {
    this.#bodies.set(token, places);
    this.#spread.set(token, new Set([...postings(places)].map(([at]) => at)).size);
  }

  #addOther({ aliases, sounds, concepts, fold }) {
    this.lexicon.addFold(fold, 0);
    this.lexicon.addPhrases(concepts);
    this.other = new Candidates();
    aliases.forEach((list, at) => {
      for (const alias of list) this.other.add(at, alias, this.lexicon.tokens(alias), FIELD.alias);
    });
    this.other.close((token) => this.idf(token));
    this.sounds = new Sounds(sounds);
  }

  /** The shard that holds the bodies' postings of a token. */
  shardOf(token) {
    const { shards } = this.boot;
    return shards.length ? shards[bucket(token, shards.length)] : "";
  }

  /** The shard that holds the sections of a page. */
  blockOf(at) {
    return this.boot.blocks[Math.floor(at / this.boot.block)];
  }

  /** Where the bodies say a token; undefined if no shard told. */
  placesOf(token) {
    return this.#bodies.get(token);
  }

  /** On how many pages the bodies say a token, as far as known. */
  spread(token) {
    return this.#spread.get(token);
  }

  /** How many pages of the first tier say a token. */
  df(token) {
    return this.own.df(token) || (this.other ? this.other.df(token) : 0);
  }

  idf(token, df = this.df(token)) {
    return Math.log(1 + (this.count + 0.5) / (df + 0.5));
  }

  /** Whether a text wants the aliases and concepts of the other script, or the sounds. */
  wantsOther(text) {
    const { lexicon, boot: { han } } = this;
    return lexicon.units(text).some((unit) => HAN.test(unit.text) !== han)
      || (han ? this.hasUnknownPair(text) : lexicon.units(text).some((unit) => !this.own.df(unit.text)));
  }

  hasUnknownPair(text) {
    return this.lexicon.tokens(text).some(({ token, kind, inside }) =>
      kind === "pair" && !inside && !this.lexicon.hasPair(token) && !this.own.df(token));
  }

  /** The candidates that a text is compared with. */
  candidates(text) {
    return this.other && this.wantsOther(text) ? [this.own, this.other] : [this.own];
  }

  /** The place of a page among the pages; -1 if it is not there. */
  placeOf(key) {
    return this.pages.findIndex((page) => page && page.key === key);
  }
}
