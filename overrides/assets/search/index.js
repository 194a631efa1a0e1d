// The index of one language as far as it has been loaded: the first tier, and then what was asked for.

import { Candidates } from "./candidates.js";
import { HAN } from "./characters.js";
import { Lexicon, PAIR, numberOfPair } from "./lexicon.js";
import { pageOf } from "./pages.js";
import { Bodies } from "./postings.js";
import { Danger } from "./danger.js";
import { Sayings } from "./sayings.js";

// How much each field of the first tier counts in the words of a page.
const FIELD = { title: 4, alias: 2, description: 1.5 };
const KNOWN_PAIR = 9; // pages that a pair of a known phrase counts for

export class Index {
  lexicon = new Lexicon();
  pages = [];
  other = null;
  spelling = null;
  dates = null;
  sections = new Map();
  version = 0; // goes up with each shard that is taken in
  #shards = new Set();

  /** @param boot the first tier, parsed; @param today as yyyy-mm-dd, if dates are to be read */
  constructor(boot, today) {
    this.boot = boot;
    this.today = today;
    this.own = new Candidates(this.lexicon);
    this.bodies = new Bodies(boot.shards);
    this.lexicon.addFold(boot.fold, boot.unfold);
    this.lexicon.addPhrases(boot.concepts);
    this.lexicon.addPhrases({ "": boot.stop });
    for (const list of [...Object.values(boot.stages), ...Object.values(boot.intents).map((intent) => intent.words)]) {
      this.lexicon.addPairs(list);
    }
    this.pages = (boot.pages[0] || []).map((_, at) => pageOf(boot.pages.map((column) => column[at]), boot));
    this.count = this.pages.length;
    this.size = boot.blocks.length * boot.block;
    this.pages.forEach((page, at) => this.#addPage(page, at, boot.aliases[at]));
    this.own.close((number, df) => this.rarity(df));
    this.numerals = new Map(Object.entries(boot.numerals));
    this.sayings = new Sayings(boot, this.numerals);
    this.danger = new Danger(boot.crisis);
  }

  #addPage(page, at, aliases) {
    this.own.add(at, page.title, FIELD.title);
    for (const alias of aliases) this.own.add(at, alias, FIELD.alias);
    this.own.addWords(at, page.description, FIELD.description);
  }

  has(name) {
    return this.#shards.has(name);
  }

  /** Take in one shard, whichever it is. */
  add(shard) {
    if (this.has(shard.name)) return;
    this.#shards.add(shard.name);
    this.version++;
    if (shard.terms) this.bodies.add(shard);
    if (shard.concepts) this.#addOther(shard);
    if (shard.dates) this.#addDates(shard.dates);
    (shard.pages || []).forEach((row, i) => {
      const at = shard.from + i;
      if (typeof row === "string") this.pages[at].description += row;
      else if (!this.pages[at]) this.pages[at] = pageOf(row, this.boot);
    });
    (shard.sections || []).forEach((row, i) => this.sections.set(shard.from + i, row));
  }

  #addDates(dates) {
    this.dates = dates;
    this.sayings.add("owed", dates.owed);
    this.sayings.add("due", dates.due);
  }

  #addOther({ aliases, sounds, concepts, fold }) {
    this.lexicon.addFold(fold, 0);
    this.lexicon.addPhrases(concepts);
    this.other = new Candidates(this.lexicon);
    aliases.forEach((list, at) => {
      for (const alias of list) this.other.add(at, alias, FIELD.alias);
    });
    this.other.close((number, df) => this.rarity(this.own.dfOf(number) || df));
    this.spelling = new globalThis.Spelling(this, sounds); // of search-reading.js
  }

  /** The shard that holds the sections of a page. */
  blockOf(at) {
    return this.boot.blocks[Math.floor(at / this.boot.block)];
  }

  /** How many pages of the first tier say a token. */
  df(token) {
    return this.dfOf(this.lexicon.numberOf(token));
  }

  /** The same of a token by its number. */
  dfOf(number) {
    return this.own.dfOf(number) || (this.other ? this.other.dfOf(number) : 0);
  }

  /** How telling a token is that so many pages say. */
  rarity(df) {
    return Math.log(1 + (this.count + 0.5) / (df + 0.5));
  }

  /** How often two characters, by their codes, stand together; after none (0) the second alone. */
  neighbours(first, second) {
    if (!first) return this.dfOf(this.lexicon.numberOf(String.fromCharCode(second)));
    const pair = numberOfPair(first, second);
    return this.dfOf(pair) + (this.lexicon.hasPair(pair) ? KNOWN_PAIR : 0);
  }

  /** Whether a text wants the aliases and concepts of the other script, or the sounds. */
  wantsOther(text) {
    const { han } = this.boot;
    const units = this.lexicon.units(text);
    return units.some((unit) => HAN.test(unit.text) !== han)
      || (han ? this.hasUnknownPair(text) : units.some((unit) => !this.own.dfOf(this.lexicon.numberOf(unit.text))));
  }

  hasUnknownPair(text) {
    const { lexicon, own } = this;
    for (let i = lexicon.read(text) - 1; i >= 0; i--) {
      const number = lexicon.numbers[i];
      if (lexicon.sorts[i] === PAIR && !lexicon.hasPair(number) && !own.dfOf(number)) return true;
    }
    return false;
  }

  /** The place of a page among the pages; -1 if it is not there. */
  placeOf(key) {
    return this.pages.findIndex((page) => page && page.key === key);
  }
}
