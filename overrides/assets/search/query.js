// What a query says: its tokens and their weights, danger, stage, the kind of page that is wanted.

import { inDigits } from "./numbers.js";
import { weigh } from "./weights.js";

const APOSTROPHE = /(?<=[a-z])['’](?=[a-z])/gi;
const LONGEST_QUERY = 160;
const LONGEST_PLEA = 2000; // despair is heard also at the end of a long message
const CORRECTION_WEIGHT = 0.8;

/** All that the engine makes of a query. */
export function readQuery(index, query) {
  const { lexicon, boot, sayings } = index;
  const whole = String(query).slice(0, LONGEST_PLEA).normalize("NFC").replace(APOSTROPHE, "").trim();
  const text = whole.slice(0, LONGEST_QUERY).trim();
  const righted = withoutSlips(index, text);
  const right = inDigits(lexicon.units(righted), righted, index.numerals);
  const meant = index.spelling ? index.spelling.respelt(right) : null;
  const offer = (meant !== null && index.spelling.offered(right, meant)) || (righted === text ? null : righted);
  const typed = lexicon.tokens(right);
  const weights = weigh(typed, 1, new Map());
  const doubtful = new Set(meant === null ? [] : typed.map(({ token }) => token).filter((token) => !index.df(token)));
  const meantTokens = meant === null ? [] : lexicon.tokens(meant);
  weigh(meantTokens, CORRECTION_WEIGHT, weights);
  for (const { token } of meantTokens) doubtful.delete(token);
  const versions = meant === null ? [right] : [right, meant];
  const told = versions.map((version) => sayings.told(lexicon.units(version)));
  const typedly = right === whole ? told[0] : sayings.told(lexicon.units(whole));
  const despair = typedly.has("crisis") || told.some((said) => said.has("crisis"))
    || index.danger.heard(whole, lexicon.units(whole)) || (!weights.size && index.danger.unread(whole));
  return {
    text,
    weights,
    doubtful,
    corrected: offer === null ? null : lexicon.inScript(offer),
    despair,
    crisis: despair || index.danger.unread(whole) || typedly.has("sign") || told.some((said) => said.has("sign"))
      || [whole, ...versions].some((version) => index.danger.hinted(lexicon.normal(version))),
    elsewhere: typedly.has("elsewhere"),
    stage: versions.map((version, i) => stageOf(index, version, told[i])).find(Boolean) || null,
    intents: Object.keys(boot.intents).filter((kind) => told.some((said) => said.has(`intent ${kind}`))),
    sets: index.other && index.wantsOther(text) ? [index.own, index.other] : [index.own],
  };
}

/** A text with the spellings put right that are nearly always a slip, but not inside a longer phrase. */
function withoutSlips({ lexicon, boot: { misspelt } }, text) {
  const normal = lexicon.normal(text);
  let phrases = null;
  let out = text;
  for (const wrong of Object.keys(misspelt)) {
    for (let i = normal.indexOf(wrong); i >= 0; i = normal.indexOf(wrong, i + 1)) {
      const end = i + wrong.length;
      phrases ??= lexicon.phraseSpans(text);
      if (phrases.some(([from, to]) => from <= i && end <= to && to - from > wrong.length)) continue;
      out = out.slice(0, i) + misspelt[wrong] + out.slice(end);
    }
  }
  return out;
}

/** The stage that a text tells: a document beats a time. */
function stageOf(index, text, told) {
  const word = Object.keys(index.boot.stages).find((stage) => told.has(`stage ${stage}`));
  return word || (index.dates && globalThis.stageByTime(index, text, told)); // of search-reading.js
}
