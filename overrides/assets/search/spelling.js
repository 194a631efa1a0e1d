// What a query was probably meant to be: slips of the finger and of the ear, pinyin, initials.

import { distance } from "./distance.js";
import { HAN } from "./lexicon.js";
import { likeliest } from "./sounds.js";

const ALL_HAN = /^[\u3400-\u9fff]{3,9}$/;
const LONGEST_RESPELT = 40;

/** A text with the spellings put right that are nearly always a slip. */
export function withoutSlips({ lexicon, boot: { misspelt } }, text) {
  const normal = lexicon.normal(text);
  let out = text;
  for (const wrong of Object.keys(misspelt)) {
    for (let i = normal.indexOf(wrong); i >= 0; i = normal.indexOf(wrong, i + 1)) {
      out = out.slice(0, i) + misspelt[wrong] + out.slice(i + wrong.length);
    }
  }
  return out;
}

/** The query as it was probably meant, or null: pinyin as characters, homophones put right. */
export function respelt(index, text) {
  const { lexicon, sounds } = index;
  if (!sounds) return null;
  const units = lexicon.units(text);
  const latin = units.some((unit) => !HAN.test(unit.text));
  if (units.length > LONGEST_RESPELT || (!latin && !index.hasUnknownPair(text))) return null;
  const known = (unit) => index.df(unit.text) > 0 || lexicon.beginsPhrase(unit.text);
  const parts = sounds.parts(units, known, firm(index, text, units));
  if (!parts) return nearWords(index, units, known);
  const best = likeliest(parts, (first, second) => index.neighbours(first, second));
  return best === units.map((unit) => unit.raw).join("") ? null : best;
}

/** Which units of a text stand in a phrase or a pair that is known, and so are spelt right. */
function firm(index, text, units) {
  const known = new Array(units.length).fill(false);
  const phrases = index.lexicon.phrasesOf(text);
  units.forEach((unit, i) => {
    const phrase = phrases[i];
    if (phrase && (phrase.length > 1 || phrase.hollow)) known.fill(true, i, i + phrase.length);
    const next = units[i + 1];
    if (!next || !HAN.test(unit.text) || !HAN.test(next.text)) return;
    if (index.neighbours(unit.text.charCodeAt(0), next.text.charCodeAt(0)) > 1) known[i] = known[i + 1] = true;
  });
  return known;
}

/** Unknown words in Latin letters replaced by the nearest known ones. */
function nearWords(index, units, known) {
  let changed = false;
  const words = units.map((unit) => {
    if (HAN.test(unit.text) || known(unit) || unit.raw.length < 4 || /\d/.test(unit.raw)) return unit.raw;
    const near = index.sounds.initials(unit.raw, terms(index)) || nearest(index, unit.text);
    if (near) changed = true;
    return near || unit.raw;
  });
  return changed ? words.join(" ") : null;
}

/** All that is short and Chinese, of which one may type the initials. */
function terms({ own, other, lexicon }) {
  return [...own.list, ...other.list].map(({ text }) => lexicon.normal(text)).filter((text) => ALL_HAN.test(text));
}

function nearest({ own, other, lexicon }, word) {
  let best = null;
  const most = word.length > 7 ? 2 : 1;
  for (const set of [own, other]) {
    for (const [token, number] of lexicon.words()) {
      if (Math.abs(token.length - word.length) > most || token.length < 3 || !/^[a-z]/.test(token)) continue;
      const df = set.dfOf(number);
      const off = df ? distance(word, token, most) : most + 1;
      if (off <= most && (!best || off < best.off || (off === best.off && df > best.df))) best = { token, off, df };
    }
  }
  return best && best.token;
}
