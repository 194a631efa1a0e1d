// The search engine: reads a question and ranks the pages. It knows no page, no language and no
// word: all of that comes from the index that scripts/guide/make/search.py writes.
//
// How a page is found: its title and its aliases are questions that people ask. The query is
// compared with each of them (cosine of characters, pairs of characters, words and concepts, each
// weighed by how rare it is), and with the page's words as a whole (BM25 over weighted fields).

const UNIT = /[\u3400-\u9fff]|[a-z0-9]+/g;
const ALL_HAN = /^[\u3400-\u9fff]{3,9}$/;
const HAN = /[\u3400-\u9fff]/;
const MARKS = /[\u0300-\u036f]/g;
const APOSTROPHE = /(?<=[a-z])['’](?=[a-z])/gi;
const LONGEST_QUERY = 160;
const LONGEST_RESPELT = 40;

// How much a kind of token counts, before its rarity.
const INSIDE = 0.3; // tokens of a phrase that counts as a concept
const WEIGHT = { character: 0.25, pair: 1, word: 1, concept: 1.7 };
// How much each field counts in the words of a page.
const FIELD = { title: 4, alias: 2, description: 1.5, question: 1.6, body: 0.6 };
const QUESTIONS = 127; // the section that stands for the questions that editors collected
const SATURATION = 1.2;
const QUESTION_SHARE = 0.15;
const ECHO = 0.2; // of the other questions of a page
const EXACT = 0.9; // from here on a question is the reader's own
const EXACT_BOOST = 1.5;
const STAGE_BOOST = 1.12;
const STAGE_PAGE_BOOST = 1.3; // of the page of the stage itself, for a query of few tokens
const FEW_TOKENS = 16;
const CORRECTION_WEIGHT = 0.8;
const WEAK = 0.2;
const FLOOR = 0.15;
const SECTION_SHARE = 0.5;
const BODY_TOKENS = 12;

export class SearchEngine {
  #boot;
  #fold = new Map();
  #unfold = new Map();
  #phrases = new Map();
  #pairs = new Set();
  #pages = [];
  #count;
  #own = new Candidates();
  #other = null;
  #sounds = null;
  #bodies = new Map();
  #spread = new Map();
  #shards = new Set();
  #sections = new Map();

  /** @param boot the first tier of one language, parsed */
  constructor(boot) {
    this.#boot = boot;
    this.#readFold(boot.fold, boot.unfold);
    this.#readPhrases(boot.concepts);
    this.#readPhrases({ "": boot.stop });
    for (const list of [...Object.values(boot.stages), ...Object.values(boot.intents).map((intent) => intent.words)]) {
      for (const phrase of list) for (let i = 1; i < phrase.length; i++) this.#pairs.add(phrase.slice(i - 1, i + 1));
    }
    this.#pages = (boot.pages[0] || []).map((_, at) => pageOf(boot.pages.map((column) => column[at]), boot));
    this.#count = this.#pages.length;
    this.#pages.forEach((page, at) => this.#readPage(page, at, boot.aliases[at]));
    this.#own.close((token) => this.#idf(token));
  }

  /** The names of the shards that this query wants; ask again when they have been added. */
  needed(query) {
    const asked = this.#read(query);
    const names = new Set();
    if (this.#boot.other && this.#wantsOther(asked)) names.add(this.#boot.other);
    for (const token of this.#bodyTokens(asked)) names.add(this.#shardOf(token));
    const missing = [...names].filter((name) => name && !this.#shards.has(name));
    if (missing.length) return missing;
    const best = this.#rank(asked).slice(0, 20).map((hit) => this.#blockOf(hit.at));
    return [...new Set(best)].filter((name) => !this.#shards.has(name));
  }

  /** Take in one shard, whichever it is. */
  addBody(shard) {
    if (this.#shards.has(shard.name)) return;
    this.#shards.add(shard.name);
    if (shard.terms) for (const token of Object.keys(shard.terms)) this.#readTerm(token, shard.terms[token]);
    if (shard.concepts) this.#readOther(shard);
    (shard.pages || []).forEach((row, i) => {
      const at = shard.from + i;
      if (typeof row === "string") this.#pages[at].description += row;
      else if (!this.#pages[at]) this.#pages[at] = pageOf(row, this.#boot);
    });
    (shard.sections || []).forEach((row, i) => this.#sections.set(shard.from + i, row));
  }

  /** Everything a page of results shows for a query. */
  search(query, { stage, kind, group, limit = 20 } = {}) {
    const asked = this.#read(query);
    const hits = this.#rank(asked);
    const chosen = { stage, kind, group };
    const passes = (hit, except) => Object.keys(chosen).every((name) =>
      name === except || !chosen[name] || valuesOf(this.#pages[hit.at], name).includes(chosen[name]));
    const known = hits.filter((hit) => this.#pages[hit.at]);
    const facets = {};
    for (const name of Object.keys(chosen)) {
      facets[name] = count(known.filter((hit) => passes(hit, name)), (hit) => valuesOf(this.#pages[hit.at], name));
    }
    return {
      query: asked.text,
      crisis: asked.crisis,
      elsewhere: asked.elsewhere,
      corrected: asked.corrected,
      stage: asked.stage,
      weak: asked.weights.size > 0 && !(hits.length && hits[0].cover >= WEAK) && !asked.crisis,
      results: known.filter((hit) => passes(hit)).slice(0, limit).map((hit) => this.#result(hit, asked)),
      facets,
    };
  }

  /** Questions that begin like, or mean the same as, what has been typed so far. */
  suggest(query, limit = 6) {
    const asked = this.#read(query);
    const typed = this.#normal(asked.text).trim();
    if (!typed) return [];
    const best = new Map();
    const offer = (candidate, score) => {
      const known = best.get(candidate.at);
      if (!known || known.score < score) best.set(candidate.at, { candidate, score });
    };
    for (const set of this.#sets(asked)) {
      const scores = set.compare(asked.weights, (token) => this.#idf(token));
      set.list.forEach((candidate, i) => {
        const place = this.#normal(candidate.text).indexOf(typed);
        const score = (scores.get(i) || 0) + (place === 0 ? 2 : place > 0 ? 1 : 0);
        if (score > 0.15) offer(candidate, score * this.#prior(this.#pages[candidate.at], asked));
      });
    }
    if (asked.crisis) this.#pages.forEach((page, at) => page.key === this.#boot.crisis.page
      && best.set(at, { candidate: { at, text: page.title }, score: Infinity }));
    const shown = new Set();
    const isNew = ({ candidate: { text } }) => !shown.has(this.#normal(text)) && shown.add(this.#normal(text));
    return [...best.values()].sort((a, b) => b.score - a.score || a.candidate.at - b.candidate.at)
      .filter(isNew).slice(0, limit)
      .map(({ candidate }) => ({ text: candidate.text, key: this.#pages[candidate.at].key, url: this.#pages[candidate.at].url }));
  }

  /** The pages to offer when nothing fits well. */
  doors() {
    return this.#boot.doors.map((key) => this.#pages.find((page) => page && page.key === key)).filter(Boolean);
  }

  // ---- reading the index

  /** Pairs of a character and the one it is read as; the first few also lead back. */
  #readFold(pairs, unfold) {
    for (let i = 0; i < pairs.length; i += 2) {
      this.#fold.set(pairs[i], pairs[i + 1]);
      if (i < unfold * 2) this.#unfold.set(pairs[i + 1], pairs[i]);
    }
  }

  #readPhrases(concepts) {
    for (const id of Object.keys(concepts)) {
      for (const phrase of concepts[id]) {
        const units = this.#units(phrase).map((unit) => unit.text);
        if (!units.length) continue;
        if (!this.#phrases.has(units[0])) this.#phrases.set(units[0], []);
        const list = this.#phrases.get(units[0]);
        const same = list.find((entry) => entry.units.join() === units.join());
        if (same) same.ids.push(id);
        else list.push({ units, ids: [id] });
        units.slice(1).forEach((unit, i) => this.#pairs.add(units[i] + unit));
      }
    }
    for (const list of this.#phrases.values()) list.sort((a, b) => b.units.length - a.units.length);
  }

  #readPage(page, at, aliases) {
    this.#own.add(at, page.title, this.#tokens(page.title), FIELD.title);
    for (const alias of aliases) this.#own.add(at, alias, this.#tokens(alias), FIELD.alias);
    this.#own.addWords(at, this.#tokens(page.description), FIELD.description);
  }

  #readTerm(token, places) {
    this.#bodies.set(token, places);
    this.#spread.set(token, new Set([...postings(places)].map(([at]) => at)).size);
  }

  #readOther({ aliases, sounds, concepts, fold }) {
    this.#readFold(fold, 0);
    this.#readPhrases(concepts);
    this.#other = new Candidates();
    aliases.forEach((list, at) => {
      for (const alias of list) this.#other.add(at, alias, this.#tokens(alias), FIELD.alias);
    });
    this.#other.close((token) => this.#idf(token));
    this.#sounds = new Sounds(sounds);
  }

  #shardOf(token) {
    const { shards } = this.#boot;
    return shards.length ? shards[bucket(token, shards.length)] : "";
  }

  #blockOf(at) {
    return this.#boot.blocks[Math.floor(at / this.#boot.block)];
  }

  // ---- reading a text

  #normal(text) {
    let out = "";
    for (const character of text) {
      let folded = this.#fold.get(character);
      if (folded === undefined) {
        const plain = character.normalize("NFKD").replace(MARKS, "").toLowerCase();
        const first = plain ? String.fromCodePoint(plain.codePointAt(0)) : " ";
        folded = this.#fold.get(first) || first;
        folded = folded.length === character.length ? folded : " ".repeat(character.length);
        this.#fold.set(character, folded);
      }
      out += folded;
    }
    return out;
  }

  #units(text) {
    const units = [];
    const normal = this.#normal(text);
    for (const match of normal.matchAll(UNIT)) {
      const start = match.index;
      units.push({ raw: match[0], text: HAN.test(match[0]) ? match[0] : stem(match[0]), start, end: start + match[0].length });
    }
    return units;
  }

  #phraseAt(units, i) {
    const list = this.#phrases.get(units[i].text) || [];
    return list.find((entry) => entry.units.every((text, k) => units[i + k] && units[i + k].text === text));
  }

  /** Tokens with the place where each stands: characters, pairs, words, and concepts (#…). */
  #tokens(text) {
    const units = this.#units(text);
    const tokens = [];
    const put = (token, kind, from, to, inside) =>
      tokens.push({ token, kind, start: units[from].start, end: units[to].end, inside });
    let insideUntil = 0;
    let previous = -1;
    for (let i = 0; i < units.length; i++) {
      if (i >= insideUntil) {
        const phrase = this.#phraseAt(units, i);
        if (phrase) {
          const last = i + phrase.units.length - 1;
          if (phrase.ids.includes("")) {
            i = last;
            previous = -1;
            continue;
          }
          for (const id of phrase.ids) put(`#${id}`, "concept", i, last, false);
          insideUntil = last + 1;
        }
      }
      const inside = i < insideUntil;
      if (!HAN.test(units[i].text)) {
        put(units[i].text, "word", i, i, inside);
        previous = -1;
        continue;
      }
      put(units[i].text, "character", i, i, inside);
      if (previous >= 0 && units[previous].end === units[i].start) put(units[previous].text + units[i].text, "pair", previous, i, inside);
      previous = i;
    }
    return tokens;
  }

  // ---- reading a query

  #read(query) {
    const text = String(query).slice(0, LONGEST_QUERY).normalize("NFC").replace(APOSTROPHE, "").trim();
    const right = this.#inDigits(this.#misspelt(text));
    const respelt = this.#respell(right);
    const typed = this.#tokens(right);
    const weights = weigh(respelt === null ? typed : typed.filter(({ token }) => this.#df(token)), 1, new Map());
    if (respelt !== null) weigh(this.#tokens(respelt), CORRECTION_WEIGHT, weights);
    const read = respelt === null ? [right] : [right, respelt];
    const said = (words) => read.some((version) => this.#says(version, words));
    const { crisis, elsewhere, intents } = this.#boot;
    return {
      text,
      weights,
      corrected: respelt !== null ? this.#inScript(respelt) : this.#misspelt(text) !== text ? this.#inScript(this.#misspelt(text)) : null,
      crisis: said(crisis.words) || this.#says(text, crisis.words),
      elsewhere: this.#says(text, elsewhere),
      stage: read.map((version) => this.#stageOf(version)).find(Boolean) || null,
      intents: Object.keys(intents).filter((kind) => said(intents[kind].words)),
    };
  }

  #inScript(text) {
    return [...this.#normal(text)].map((c) => this.#unfold.get(c) || c).join("");
  }

  /** Whether a text says any of the phrases; in Latin letters a phrase is made of whole words. */
  #says(text, phrases) {
    const units = this.#units(text).map((unit) => unit.raw);
    const numbered = units.map((raw) => (/^\d+$/.test(raw) || raw in this.#boot.numerals ? "#" : raw))
      .filter((raw, i, all) => raw !== "#" || all[i - 1] !== "#");
    return phrases.some((phrase) => {
      const wanted = phrase.replace(/ /g, "");
      return [units, numbered].some((list) => list.some((_, i) => startsWith(list, i, wanted)));
    });
  }

  /** Long numbers in words written in digits, as articles of law are cited: 第一百八十八條. */
  #inDigits(text) {
    const { numerals } = this.#boot;
    let out = text;
    let run = [];
    for (const unit of [...this.#units(text).reverse(), { raw: "" }]) {
      if (numerals[unit.raw]) run.unshift(unit);
      else {
        if (run.length > 2) {
          const number = numberOf(run.map(({ raw }) => raw), numerals);
          out = out.slice(0, run[0].start) + number + out.slice(run[run.length - 1].end);
        }
        run = [];
      }
    }
    return out;
  }

  #misspelt(text) {
    const normal = this.#normal(text);
    let out = text;
    for (const wrong of Object.keys(this.#boot.misspelt)) {
      for (let i = normal.indexOf(wrong); i >= 0; i = normal.indexOf(wrong, i + 1)) {
        out = out.slice(0, i) + this.#boot.misspelt[wrong] + out.slice(i + wrong.length);
      }
    }
    return out;
  }

  /** The stage that a text tells: a document beats a number of days. */
  #stageOf(text) {
    const { stages, numerals, days, ranges } = this.#boot;
    const word = Object.keys(stages).find((stage) => this.#says(text, stages[stage]));
    if (word) return word;
    const units = this.#units(text).map((unit) => unit.raw);
    let most = 0;
    units.forEach((_, i) => {
      for (const unit of Object.keys(days)) {
        if (!startsWith(units, i, unit)) continue;
        const number = numberBefore(units, i, numerals) || (/^[a-z]/.test(unit) ? numberAfter(units, i, numerals) : 0);
        most = Math.max(most, number * days[unit]);
      }
    });
    const range = ranges.find(([, from, to]) => most >= from && (to === null || most <= to));
    return most > 0 && range ? range[0] : null;
  }

  #wantsOther(asked) {
    const own = this.#boot.han;
    return this.#units(asked.text).some((unit) => HAN.test(unit.text) !== own)
      || (own ? this.#unknownPair(asked.text) : this.#units(asked.text).some((unit) => !this.#own.df(unit.text)));
  }

  #unknownPair(text) {
    return this.#tokens(text).some((t) => t.kind === "pair" && !t.inside && !this.#pairs.has(t.token) && !this.#own.df(t.token));
  }

  /** The query as it was probably meant, or null: pinyin as characters, homophones put right. */
  #respell(text) {
    if (!this.#sounds) return null;
    const units = this.#units(text);
    const latin = units.some((unit) => !HAN.test(unit.text));
    if (units.length > LONGEST_RESPELT || (!latin && !this.#unknownPair(text))) return null;
    const known = (unit) => this.#df(unit.text) > 0 || this.#phrases.has(unit.text);
    const parts = this.#sounds.parts(units, known, this.#firm(units));
    if (!parts) return this.#nearWords(units, known);
    const best = likeliest(parts, (pair) => this.#df(pair) + (this.#pairs.has(pair) ? 9 : 0));
    return best === units.map((unit) => unit.raw).join("") ? null : best;
  }

  /** Which units stand in a phrase or a pair that is known, and so are spelt right. */
  #firm(units) {
    const firm = new Array(units.length).fill(false);
    units.forEach((unit, i) => {
      const phrase = this.#phraseAt(units, i);
      if (phrase && (phrase.units.length > 1 || phrase.ids.includes(""))) firm.fill(true, i, i + phrase.units.length);
      const next = units[i + 1];
      if (next && (this.#pairs.has(unit.text + next.text) || this.#df(unit.text + next.text) > 1)) firm[i] = firm[i + 1] = true;
    });
    return firm;
  }

  /** Unknown words in Latin letters replaced by the nearest known ones. */
  #nearWords(units, known) {
    let changed = false;
    const words = units.map((unit) => {
      if (HAN.test(unit.text) || known(unit) || unit.raw.length < 4 || /\d/.test(unit.raw)) return unit.raw;
      const near = this.#sounds.initials(unit.raw, this.#terms()) || this.#nearest(unit.text);
      if (near) changed = true;
      return near || unit.raw;
    });
    return changed ? words.join(" ") : null;
  }

  /** All that is short and Chinese, of which one may type the initials. */
  #terms() {
    return [...this.#own.list, ...this.#other.list].map(({ text }) => this.#normal(text)).filter((text) => ALL_HAN.test(text));
  }

  #nearest(word) {
    let best = null;
    const most = word.length > 7 ? 2 : 1;
    for (const set of [this.#own, this.#other]) {
      if (set) for (const [token, { size: df }] of set.words) {
        if (!/^[a-z]/.test(token) || Math.abs(token.length - word.length) > most || token.length < 3) continue;
        const off = distance(word, token, most);
        if (off <= most && (!best || off < best.off || (off === best.off && df > best.df))) best = { token, off, df };
      }
    }
    return best && best.token;
  }

  // ---- ranking

  #df(token) {
    return this.#own.df(token) || (this.#other ? this.#other.df(token) : 0);
  }

  #idf(token, df = this.#df(token)) {
    return Math.log(1 + (this.#count + 0.5) / (df + 0.5));
  }

  #sets(asked) {
    return this.#other && this.#wantsOther(asked) ? [this.#own, this.#other] : [this.#own];
  }

  #bodyTokens({ weights }) {
    return [...weights.keys()]
      .filter((token) => token[0] !== "#" && !(token.length === 1 && HAN.test(token)))
      .map((token) => [weights.get(token) * this.#idf(token), token])
      .sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1))
      .slice(0, BODY_TOKENS)
      .map(([, token]) => token);
  }

  #prior(page, { stage, intents, weights }) {
    if (!page) page = { kind: "law", stages: [] };
    let prior = this.#boot.kinds[page.kind] || 0.5;
    if (intents.includes(page.kind)) prior *= this.#boot.intents[page.kind].boost;
    if (stage && page.stages.includes(stage)) {
      prior *= page.kind === "stage" && weights.size <= FEW_TOKENS ? STAGE_BOOST * STAGE_PAGE_BOOST : STAGE_BOOST;
    }
    return prior;
  }

  #rank(asked) {
    const body = new Set(this.#bodyTokens(asked));
    // Rarity counts the bodies for the tokens looked up there, and for no others: else the order
    // would depend on which shards an earlier query happened to load.
    const spread = (token) => (body.has(token) && this.#spread.get(token)) || 0;
    const idf = (token) => this.#idf(token, Math.max(this.#df(token), spread(token)));
    const questions = new Map();
    const words = new Map();
    for (const set of this.#sets(asked)) {
      for (const [i, score] of set.compare(asked.weights, idf)) {
        const { at } = set.list[i];
        const { best = 0, sum = 0 } = questions.get(at) || {};
        questions.set(at, { best: Math.max(best, score), sum: sum + score });
      }
    }
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
      for (const set of this.#sets(asked)) for (const [at, n] of set.words.get(token) || []) see(at, n);
      if (body.has(token) && (counts.size || this.#bodies.has(token))) sayable += worth;
      if (body.has(token)) for (const at of counts.keys()) heads.set(at, (heads.get(at) || 0) + worth);
      if (body.has(token)) for (const [at, section, n] of postings(this.#bodies.get(token))) {
        see(at, n * (section === QUESTIONS ? FIELD.question : FIELD.body));
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
      const score = fit * this.#prior(this.#pages[at], asked) * (best > EXACT ? EXACT_BOOST : 1);
      const least = Math.max(SECTION_SHARE * sayable, heads.get(at) || 0);
      hits.push({ at, cover: (covers.get(at) || 0) / telling, score, least, sections: sections.get(at) || new Map() });
    }
    hits.sort((a, b) => b.score - a.score || a.at - b.at);
    const kept = hits.filter((hit) => hit.score >= hits[0].score * FLOOR);
    return asked.crisis ? this.#pin(kept) : kept;
  }

  /** The page for a person in danger, before all others. */
  #pin(hits) {
    const at = this.#pages.findIndex((page) => page && page.key === this.#boot.crisis.page);
    if (at < 0) return hits;
    return [{ at, cover: 1, score: 9, sections: new Map() }, ...hits.filter((hit) => hit.at !== at)];
  }

  // ---- showing

  #result(hit, asked) {
    const page = this.#pages[hit.at];
    const section = this.#section(hit);
    const { key, code, title, kind, stages, group } = page;
    return {
      key, url: page.url + (section ? `#${section.id}` : ""), code, title, kind, stages, group,
      score: Math.round(hit.score * 10000) / 10000, section, excerpt: this.#marked(page.description, asked),
    };
  }

  /** The section that says most of the query, if it says much of it, and more than title and answer do. */
  #section({ at, least, sections }) {
    const rows = this.#sections.get(at);
    if (!rows) return null;
    let best = 0;
    for (const number of sections.keys()) if (number && (!best || sections.get(number) > sections.get(best))) best = number;
    if (!best || !rows[best - 1] || sections.get(best) <= least) return null;
    const [id, title] = rows[best - 1];
    return { id, title };
  }

  /** A text cut into pieces, those that the query names marked. */
  #marked(text, { weights }) {
    const marks = new Array(text.length).fill(false);
    for (const { token, kind, start, end } of this.#tokens(text)) {
      if (kind !== "character" && weights.has(token)) marks.fill(true, start, end);
    }
    const pieces = [];
    for (let i = 0; i < text.length; i++) {
      const last = pieces[pieces.length - 1];
      if (last && last.mark === marks[i]) last.text += text[i];
      else pieces.push({ text: text[i], mark: marks[i] });
    }
    return pieces;
  }
}

/** Texts that people may ask, each belonging to a page, and the words of those pages. */
class Candidates {
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

/** How characters sound: pinyin read as characters, and characters as others that sound alike. */
class Sounds {
  #characters = new Map();
  #sounds = new Map();
  #alike = new Map();

  /** @param table syllables, each followed by its characters */
  constructor(table) {
    for (const [, sound, characters] of table.matchAll(/([a-z]+)([^a-z]+)/g)) {
      this.#characters.set(sound, [...characters]);
      if (!this.#alike.has(blurred(sound))) this.#alike.set(blurred(sound), []);
      this.#alike.get(blurred(sound)).push(sound);
      for (const c of characters) this.#sounds.set(c, [...(this.#sounds.get(c) || []), sound]);
    }
  }

  /** For each syllable or character what it may stand for: [character, cost]; null if not Chinese. */
  parts(units, known, firm) {
    const latin = units.filter((unit) => !HAN.test(unit.text) && !/^\d/.test(unit.raw));
    const pinyin = latin.every((unit) => this.split(unit.raw)) && !(latin.length && latin.every(known));
    if (latin.length && !pinyin) return null;
    return units.flatMap((unit, i) => {
      if (/^\d/.test(unit.raw)) return [[[unit.raw, 0]]];
      if (HAN.test(unit.text)) return [firm[i] ? [[unit.text, 0]] : this.#homophones(unit.text)];
      return this.split(unit.raw).map((sound) => this.#spoken(sound, 0, 0.7));
    });
  }

  #spoken(sound, exact, near) {
    return (this.#alike.get(blurred(sound)) || []).flatMap((one) =>
      this.#characters.get(one).map((c) => [c, one === sound ? exact : near]));
  }

  #homophones(character) {
    const others = (this.#sounds.get(character) || []).flatMap((sound) => this.#spoken(sound, 2.2, 2.7));
    return [[character, 0], ...others.filter(([c]) => c !== character)];
  }

  /** The first of some terms whose characters begin with these letters, if any. */
  initials(word, terms) {
    const begins = (c, letter) => (this.#sounds.get(c) || []).some((sound) => sound[0] === letter);
    return terms.find((term) => term.length === word.length && [...term].every((c, i) => begins(c, word[i])));
  }

  /** The syllables of a word in pinyin, as few as possible; null if it is none. */
  split(word) {
    const best = [[]];
    for (let end = 1; end <= word.length; end++) {
      for (let start = Math.max(0, end - 6); start < end; start++) {
        const sound = word.slice(start, end);
        if (!best[start] || !this.#alike.has(blurred(sound))) continue;
        if (!best[end] || best[start].length + 1 < best[end].length) best[end] = [...best[start], sound];
      }
    }
    return best[word.length] || null;
  }
}

/** A syllable without what many speakers do not tell apart. */
function blurred(sound) {
  return sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n");
}

/** The likeliest characters, one of each part, by how often neighbours stand together. */
function likeliest(parts, count) {
  let paths = [{ text: "", last: "", score: 0 }];
  for (const options of parts) {
    paths = options.map(([c, cost]) => {
      let best = null;
      for (const path of paths) {
        const score = path.score + Math.log(1 + count(path.last + c)) - cost;
        if (!best || score > best.score) best = { text: path.text + c, last: c, score };
      }
      return best;
    });
  }
  return paths.reduce((a, b) => (b.score > a.score ? b : a)).text;
}

function weigh(tokens, factor, weights) {
  for (const { token, kind, inside } of tokens) {
    const weight = WEIGHT[kind] * factor * (inside && kind !== "concept" ? INSIDE : 1);
    weights.set(token, Math.max(weights.get(token) || 0, weight));
  }
  return weights;
}

function pageOf([key, code, title, kind, stages, group, description], { kinds, ranges, base }) {
  const path = key === "index" ? "" : `${key.replace(/\/index$/, "")}/`;
  return { key, code, title, kind, stages, group, description, url: base + path };
}

function valuesOf(page, facet) {
  return facet === "stage" ? page.stages : [page[facet]];
}

function count(hits, values) {
  const counts = {};
  for (const hit of hits) for (const value of values(hit)) if (value) counts[value] = (counts[value] || 0) + 1;
  return counts;
}

/** The shard that holds a token: the same sum as in Python. */
function bucket(token, size) {
  return (HAN.test(token) ? token.charCodeAt(0) : token.charCodeAt(0) * 31 + (token.charCodeAt(1) || 0)) % size;
}

/** [page, section, weight] of each entry: numbers that grow, written as their differences. */
function* postings(differences = []) {
  let sum = 0;
  for (const difference of differences) {
    sum += difference;
    yield [Math.floor(sum / 512), Math.floor(sum / 4) % 128, sum % 4];
  }
}

/** Whether units from a place on, joined, are just the wanted text. */
function startsWith(units, from, wanted) {
  let rest = wanted;
  for (let i = from; rest && i < units.length && rest.startsWith(units[i]); i++) rest = rest.slice(units[i].length);
  return rest === "";
}

function numberBefore(units, end, numerals) {
  let start = end;
  while (start > 0 && (units[start - 1] in numerals || /^\d+$/.test(units[start - 1]))) start--;
  return start === end ? 0 : numberOf(units.slice(start, end), numerals);
}

function numberAfter(units, at, numerals) {
  const next = units[at + 1];
  return next === undefined ? 0 : numberOf([next], numerals);
}

/** The number that numerals say: 十五, 二十, 三, two, 15; signs of value 0 (个, 多) only fill. */
function numberOf(words, numerals) {
  let sum = 0;
  let digit = 0;
  for (const word of words) {
    const value = /^\d+$/.test(word) ? Number(word) : numerals[word] || 0;
    if (value >= 10 && !/^\d/.test(word)) {
      sum += (digit || 1) * value;
      digit = 0;
    } else if (value) digit = value;
  }
  return sum + digit;
}

/** Edit distance, swaps of neighbours counted once, given up beyond a limit. */
function distance(a, b, limit) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

// ---- Porter's stemmer (1980), the one that Snowball calls "porter"

const SUFFIXES_2 = suffixes("ational ate tional tion enci ence anci ance izer ize abli able alli al entli ent eli e ousli ous ization ize ation ate ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive biliti ble");
const SUFFIXES_3 = suffixes("icate ic ative - alize al iciti ic ical ic ful - ness -");
const SUFFIXES_4 = /(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou)$/;

function suffixes(text) {
  const words = text.split(" ");
  const pairs = [];
  for (let i = 0; i < words.length; i += 2) pairs.push([words[i], words[i + 1] === "-" ? "" : words[i + 1]]);
  return pairs.sort((a, b) => b[0].length - a[0].length);
}

/** Vowels and consonants of a word, as v and c. */
function shape(word) {
  let out = "";
  for (const letter of word) out += /[aeiou]/.test(letter) || (letter === "y" && out.endsWith("c")) ? "v" : "c";
  return out;
}

const measure = (word) => (shape(word).match(/v+c+/g) || []).length;
const hasVowel = (word) => shape(word).includes("v");
const endsShort = (word) => /cvc$/.test(shape(word)) && !/[wxy]$/.test(word);

function replaced(word, pairs) {
  const pair = pairs.find(([suffix]) => word.endsWith(suffix));
  if (!pair) return word;
  const rest = word.slice(0, -pair[0].length);
  return measure(rest) > 0 ? rest + pair[1] : word;
}

export function stem(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let w = word.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
  if (w.endsWith("eed")) {
    if (measure(w.slice(0, -3)) > 0) w = w.slice(0, -1);
  } else {
    const cut = w.match(/^(.+?)(ed|ing)$/);
    if (cut && hasVowel(cut[1])) {
      w = cut[1];
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (/([^aeiou])\1$/.test(w) && !/[lsz]$/.test(w)) w = w.slice(0, -1);
      else if (measure(w) === 1 && endsShort(w)) w += "e";
    }
  }
  if (w.endsWith("y") && hasVowel(w.slice(0, -1))) w = `${w.slice(0, -1)}i`;
  w = replaced(replaced(w, SUFFIXES_2), SUFFIXES_3);
  const last = w.match(SUFFIXES_4) || w.match(/(?:[st])(ion)$/);
  if (last && measure(w.slice(0, -last[1].length)) > 1) w = w.slice(0, -last[1].length);
  if (w.endsWith("e")) {
    const rest = w.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) w = rest;
  }
  return measure(w) > 1 && w.endsWith("ll") ? w.slice(0, -1) : w;
}
