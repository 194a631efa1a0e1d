// Dates as people write them: since 3 May, 5月3号, 上個月15號, 3/5. Read against the day of the query.

import { numberBefore, numberOf, startsWith } from "./numbers.js";

const DAY = 86_400_000; // milliseconds
const SOON = 31; // days: a day without a year is not sought further ahead
const FIRST_YEAR = 1990;
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)$/;
const NUMERIC = /(?<![\d.])(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?(?![\d%])/;

const isYear = (number) => number >= FIRST_YEAR && number < FIRST_YEAR + 100;
const isMonth = (number) => number >= 1 && number <= 12;
const isDay = (number) => number >= 1 && number <= 31;

/** How many days ago the day was that a text names, 0 if it is to come; null if it names none. */
export function daysSince(index, text, units, told) {
  const { today, dates } = index;
  if (!today || !(told.has("owed") || told.has("due"))) return null;
  const raw = units.map((unit) => unit.raw);
  const now = new Date(`${today}T00:00:00Z`);
  const named = numeric(index, text) ?? inWords(index, text, units, raw, now);
  if (named) return since(named, now, told.has("owed"));
  const ago = Object.keys(dates.relative).filter((word) => raw.some((_, i) => startsWith(raw, i, joined(word))));
  return ago.length ? Math.max(...ago.map((word) => dates.relative[word])) : null;
}

const joined = (phrase) => phrase.replaceAll(" ", "");

/** A date in digits: year first, or last; else month first in Chinese and day first in English. */
function numeric({ lexicon, dates, boot: { han } }, text) {
  const normal = lexicon.normal(text);
  const found = normal.match(NUMERIC);
  if (!found) return null;
  const [first, second, third] = [found[1], found[3], found[4]].map(Number);
  if (isYear(first)) return third ? dated(first, second, third) : dated(first, second);
  if (found[2] === "." && !found[4] && !isDue(lexicon, dates, normal.slice(found.index + found[0].length))) return null; // a decimal
  const year = isYear(third) ? third : third < 100 ? 2000 + third : undefined;
  const [month, day] = (han && isMonth(first)) || second > 12 ? [first, second] : [second, first];
  return dated(year, month, day);
}

/** Whether a text begins with what is said behind a date. */
function isDue(lexicon, { owed, due, signs }, text) {
  const raw = lexicon.units(text).map((unit) => unit.raw);
  return [...owed, ...due, ...signs.day].some((phrase) => startsWith(raw, 0, joined(phrase)));
}

function dated(year, month, day) {
  return isMonth(month) && (day === undefined || isDay(day)) ? { year, month, day } : null;
}

/** A date in words: what is said of the year, the month and the day, wherever it stands. */
function inWords(index, text, units, raw, now) {
  const { dates, numerals } = index;
  const said = {};
  const say = (part, value, known) => {
    if (known && said[part] === undefined) said[part] = value;
  };
  raw.forEach((word, i) => {
    for (const [part, valid] of [["day", isDay], ["month", isMonth], ["year", isYear]]) {
      if (!dates.signs[part].some((sign) => startsWith(raw, i, sign))) continue;
      const number = numberBefore(units, text, i, numerals);
      if (number && !number.filled) say(part, number.value, valid(number.value));
    }
    if (Object.keys(dates.months).includes(word)) sayMonth(dates, numerals, raw, i, say);
    const ordinal = word.match(ORDINAL);
    if (ordinal) say("day", Number(ordinal[1]), isDay(Number(ordinal[1])));
    say("year", Number(word), isYear(Number(word)) && dates.since.includes(raw[i - 1]));
    shifted(dates.year, raw, i, (shift) => say("year", now.getUTCFullYear() + shift, true));
    shifted(dates.month, raw, i, (shift) => {
      const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + shift, 1));
      say("year", first.getUTCFullYear(), true);
      say("month", first.getUTCMonth() + 1, true);
    });
  });
  return Object.keys(said).length ? said : null;
}

/** The name of a month, with a day or a year beside it, or behind a word such as "since". */
function sayMonth({ months, since: introducing }, numerals, raw, i, say) {
  const beside = [raw[i - 1], raw[i + 1], raw[i + 2]].map((word = "") => Number(word.replace(ORDINAL, "$1")));
  const day = [beside[0], beside[1]].find(isDay);
  const year = [beside[1], beside[2]].find(isYear);
  if (!day && !year && !introducing.includes(raw[i - 1])) return;
  say("month", months[raw[i]], true);
  say("day", day, day !== undefined);
  say("year", year, year !== undefined);
}

function shifted(shifts, raw, i, tell) {
  const longest = Object.keys(shifts).filter((word) => startsWith(raw, i, joined(word))).sort((a, b) => b.length - a.length)[0];
  if (longest) tell(shifts[longest]);
}

/** Days from a date to today. What is not said of it is filled in: the latest that fits, its middle. */
function since({ year, month, day }, now, owed) {
  const [thisYear, thisMonth] = [now.getUTCFullYear(), now.getUTCMonth() + 1];
  const daysTo = (y, m, d) => Math.round((now.getTime() - Date.UTC(y, m - 1, d)) / DAY);
  if (day !== undefined && month !== undefined && new Date(Date.UTC(2024, month - 1, day)).getUTCDate() !== day) return null;
  const middle = (y, m) => (y === thisYear && m === thisMonth ? 1 : 15);
  let found;
  if (year !== undefined) {
    const inYear = month ?? (year === thisYear ? thisMonth : 7);
    found = daysTo(year, inYear, day ?? middle(year, inYear));
  } else if (month !== undefined) {
    found = daysTo(thisYear, month, day ?? middle(thisYear, month));
    if (found < 0 && (owed || found < -SOON)) found = daysTo(thisYear - 1, month, day ?? 15);
  } else {
    found = daysTo(thisYear, thisMonth, day);
    if (found < 0 && owed) found = daysTo(thisYear, thisMonth - 1, day);
  }
  return found < -SOON ? null : Math.max(found, 0);
}
