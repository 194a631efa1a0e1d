// What a query says: its tokens and their weights, danger, stage, the kind of page that is wanted.

import { numberAfter, numberBefore, numberOf, startsWith } from "./numbers.js";
import { respelt, withoutSlips } from "./spelling.js";
import { weigh } from "./weights.js";

const APOSTROPHE = /(?<=[a-z])['’](?=[a-z])/gi;
const LONGEST_QUERY = 160;
const CORRECTION_WEIGHT = 0.8;

/** All that the engine makes of a query. */
export function readQuery(index, query) {
  const { lexicon, boot } = index;
  const text = String(query).slice(0, LONGEST_QUERY).normalize("NFC").replace(APOSTROPHE, "").trim();
  const righted = withoutSlips(index, text);
  const right = inDigits(index, righted);
  const meant = respelt(index, right);
  const typed = lexicon.tokens(right);
  const weights = weigh(meant === null ? typed : typed.filter(({ token }) => index.df(token)), 1, new Map());
  if (meant !== null) weigh(lexicon.tokens(meant), CORRECTION_WEIGHT, weights);
  const versions = meant === null ? [right] : [right, meant];
  const said = (words) => versions.some((version) => says(index, version, words));
  const { crisis, elsewhere, intents } = boot;
  return {
    text,
    weights,
    corrected: meant !== null ? lexicon.inScript(meant) : righted !== text ? lexicon.inScript(righted) : null,
    crisis: said(crisis.words) || says(index, text, crisis.words),
    elsewhere: says(index, text, elsewhere),
    stage: versions.map((version) => stageOf(index, version)).find(Boolean) || null,
    intents: Object.keys(intents).filter((kind) => said(intents[kind].words)),
  };
}

/** Whether a text says any of the phrases; in Latin letters a phrase is made of whole words. */
function says({ lexicon, boot: { numerals } }, text, phrases) {
  const units = lexicon.units(text).map((unit) => unit.raw);
  const numbered = units.map((raw) => (/^\d+$/.test(raw) || raw in numerals ? "#" : raw))
    .filter((raw, i, all) => raw !== "#" || all[i - 1] !== "#");
  return phrases.some((phrase) => {
    const wanted = phrase.replace(/ /g, "");
    return [units, numbered].some((list) => list.some((_, i) => startsWith(list, i, wanted)));
  });
}

/** Long numbers in words written in digits, as articles of law are cited: 第一百八十八條. */
function inDigits({ lexicon, boot: { numerals } }, text) {
  let out = text;
  let run = [];
  for (const unit of [...lexicon.units(text).reverse(), { raw: "" }]) {
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

/** The stage that a text tells: a document beats a number of days. */
function stageOf(index, text) {
  const { stages, numerals, days, ranges } = index.boot;
  const word = Object.keys(stages).find((stage) => says(index, text, stages[stage]));
  if (word) return word;
  const units = index.lexicon.units(text).map((unit) => unit.raw);
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
