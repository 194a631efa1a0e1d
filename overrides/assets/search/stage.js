// The stage that a query tells by a number of days, or by a date.

import { daysSince } from "./dates.js";
import { numberAfter, numberBefore, startsWith } from "./numbers.js";

const APART = 1; // units that may stand between a number of days and the word that makes it a delay

/** The stage that a text tells by time; a number of days beats a date. */
export function stageByTime(index, text, told) {
  const { ranges } = index.boot;
  const units = index.lexicon.units(text);
  const days = delay(index, text, units) ?? daysSince(index, text, units, told);
  if (days === null) return null;
  const range = ranges.find(([, from, to]) => Math.max(days, ranges[0][1]) >= from && (to === null || days <= to));
  return range ? range[0] : null;
}

/** The longest time that a text calls a delay, in days; null if it tells none. */
function delay(index, text, units) {
  const { days } = index.boot;
  const signs = Object.keys(days).sort((a, b) => b.length - a.length);
  const raw = units.map((unit) => unit.raw);
  let most = null;
  raw.forEach((_, i) => {
    const sign = signs.find((one) => startsWith(raw, i, one));
    const number = sign && numberAt(index, text, units, i, sign);
    if (number && number.value && isDelay(index, raw, number, i, sign)) most = Math.max(most ?? 0, number.value * days[sign]);
  });
  return most;
}

/** The number that belongs to a sign of time: before it, or behind a word in Latin letters. */
function numberAt({ dates, numerals }, text, units, i, sign) {
  const before = numberBefore(units, text, i, numerals);
  const mayFollow = /^[a-z]/.test(sign) && !dates.counted.includes(sign);
  return before && before.value ? before : mayFollow ? numberAfter(units, i, numerals) : null;
}

/** Whether a number with a sign of time is how long somebody is overdue. */
function isDelay({ dates, numerals }, raw, number, i, sign) {
  const { from } = number;
  const end = Math.max(endOf(raw, i, sign), number.to);
  if (!isTime(raw, number, sign, dates)) return false;
  const before = dates.owed.some((phrase) => isBefore(raw, from, phrase, APART));
  if (dates.signs.day.includes(sign)) return before; // else a day of a month
  const after = dates.owed.some((phrase) => isBehind(raw, end, phrase, APART));
  const late = raw.slice(from, i).some((word) => dates.owed.includes(word)); // two missed payments
  if (before || after || late) return true;
  const next = raw[end];
  return !dates.counted.includes(sign)
    && !dates["limit-before"].some((phrase) => isBefore(raw, from, phrase, 0))
    && !dates["limit-after"].some((phrase) => isBehind(raw, end, phrase, 0))
    && !(next !== undefined && (/^\d/.test(next) || numerals.get(next) >= 1)); // so many a day
}

function endOf(raw, from, sign) {
  let end = from;
  for (let length = 0; length < sign.length; end++) length += raw[end].length;
  return end;
}

/** Whether it is a length of time: 3 個月 is, 3 月 and 2025 年 are dates. */
function isTime(raw, { from, to, value, filled }, sign, { signs, lengths }) {
  if (signs.year.includes(sign)) return value < 100;
  if (!signs.month.includes(sign)) return true;
  return filled || value > 12 || raw.slice(from, to).some((numeral) => lengths.includes(numeral));
}

/** Whether a phrase ends where some units begin, or so many units before. */
function isBefore(raw, from, phrase, apart) {
  const wanted = phrase.replaceAll(" ", "");
  for (let gap = 0; gap <= apart; gap++) if (endsWith(raw, from - gap, wanted)) return true;
  return false;
}

/** Whether a phrase begins where some units end, or so many units behind. */
function isBehind(raw, end, phrase, apart) {
  const wanted = phrase.replaceAll(" ", "");
  for (let gap = 0; gap <= apart; gap++) if (end + gap < raw.length && startsWith(raw, end + gap, wanted)) return true;
  return false;
}

function endsWith(raw, end, wanted) {
  let rest = wanted;
  for (let i = end - 1; rest && i >= 0 && rest.endsWith(raw[i]); i--) rest = rest.slice(0, -raw[i].length);
  return rest === "";
}
