// A record of contacts: its rows in order, its counts, and its rows from the table of a file.

import { addDays, readDate } from "./dates.js";

export const COLUMNS = ["date", "time", "way", "who", "lender", "said", "promised", "others", "proof"];
const CALLS = ["call", "missed"];

/** { value } for a time of day as "21:40", or { fault }: "empty" or "no-time". */
export function readTime(typed) {
  const text = String(typed).trim().normalize("NFKC");
  if (text === "") return { fault: "empty" };
  const match = /^([0-9]{1,2})\s*[:.時时點点]\s*(?:([0-9]{1,2})分?)?(?::[0-9]{2})?$/.exec(text) ?? /^([0-9]{2})([0-9]{2})$/.exec(text);
  const [hour, minute] = match ? [Number(match[1]), Number(match[2] ?? 0)] : [24, 0];
  return hour < 24 && minute < 60 ? { value: `${two(hour)}:${two(minute)}` } : { fault: "no-time" };
}

const two = (number) => String(number).padStart(2, "0");
const moment = ({ date, time }) => `${date} ${time || "99:99"}`;

/** Rows by day and time; those without a time come last in their day. Equal ones keep their order. */
export function inTimeOrder(rows) {
  const all = rows.map((row, at) => ({ row, at, key: moment(row) }));
  return all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at)).map(({ row }) => row);
}

/**
 * Counts of rows: { rows, answered, missed, visits, others, quietCalls, quietVisits, days }, days as
 * { date, answered, missed, quiet, most } in order. Quiet is from the hour `until` to the hour `from`;
 * `most` is how many were answered of the one lender that called most, entries without a lender apart.
 */
export function summaryOf(rows, { from, until }) {
  const isQuiet = ({ time }) => /^[0-9]{2}:[0-9]{2}$/.test(time) && (time < `${two(from)}:00` || time >= `${two(until)}:00`);
  const count = (test) => rows.filter(test).length;
  const isCall = ({ way }) => CALLS.includes(way);
  const byDay = new Map();
  for (const row of rows.filter(isCall)) byDay.set(row.date, [...(byDay.get(row.date) ?? []), row]);
  return {
    rows: rows.length,
    answered: count(({ way }) => way === "call"),
    missed: count(({ way }) => way === "missed"),
    visits: count(({ way }) => way === "visit"),
    others: count(({ others }) => others !== ""),
    quietCalls: count((row) => isCall(row) && isQuiet(row)),
    quietVisits: count((row) => row.way === "visit" && isQuiet(row)),
    days: [...byDay.keys()].sort().map((date) => {
      const calls = byDay.get(date);
      const answered = calls.filter(({ way }) => way === "call");
      return { date, answered: answered.length, missed: calls.length - answered.length, quiet: calls.filter(isQuiet).length, most: mostOfOne(answered) };
    }),
  };
}

function mostOfOne(rows) {
  const counts = new Map();
  for (const { lender } of rows) {
    const name = lender.normalize("NFKC").toLowerCase().replace(/\s/g, "");
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/**
 * { rows } from a table of texts whose first row has headings, or { fault }: "no-headings" or "no-rows".
 * `headings` and `ways` give for each column and way the words that stand for it in any language.
 */
export function rowsOfTable(table, { headings, ways }) {
  const first = table.findIndex((row) => placesOfColumns(row, headings).date >= 0 && placesOfColumns(row, headings).said >= 0);
  if (first < 0) return { fault: "no-headings" };
  const places = placesOfColumns(table[first], headings);
  const cells = (row) => Object.fromEntries(COLUMNS.map((name) => [name, (row[places[name]] ?? "").trim()]));
  const rows = table.slice(first + 1).map(cells).filter((row) => Object.values(row).some((text) => text !== ""));
  return rows.length ? { rows: rows.map((row) => readRow(row, ways)) } : { fault: "no-rows" };
}

function placesOfColumns(row, headings) {
  const words = row.map((text) => text.trim().toLowerCase());
  const place = (name) => words.findIndex((text) => headings[name].some((word) => word.toLowerCase() === text));
  return Object.fromEntries(COLUMNS.map((name) => [name, place(name)]));
}

/** A row in our notation; a day or a time that cannot be read stays as it is written. */
function readRow(row, ways) {
  const way = Object.keys(ways).find((id) => ways[id].some((word) => word.toLowerCase() === row.way.toLowerCase()));
  const note = way || row.way === "" ? [] : [row.way];
  return { ...row, date: dayOfCell(row.date), time: timeOfCell(row.time), way: way ?? "other", said: [...note, row.said].join(note.length ? ": " : "") };
}

/** A spreadsheet keeps a day as the number of days since 1899-12-30, and a time as part of one. */
function dayOfCell(text) {
  if (/^[0-9]{5}(\.[0-9]+)?$/.test(text)) return addDays("1899-12-30", Math.floor(Number(text)));
  const day = text.replace(/\s+[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$/, "");
  return readDate(day).value ?? text;
}

function timeOfCell(text) {
  if (/^0?\.[0-9]+(e-[0-9]+)?$|^0$/i.test(text)) {
    const minutes = Math.round(Number(text) * 1440) % 1440;
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }
  return readTime(text).value ?? text;
}

/** Rows with those of a file behind them that are not among them yet; of equal rows as many as the file has. */
export function joinedRows(rows, others) {
  const key = (row) => JSON.stringify(COLUMNS.map((name) => row[name]));
  const there = new Map();
  for (const row of rows) there.set(key(row), (there.get(key(row)) ?? 0) + 1);
  const isNew = (row) => {
    const left = there.get(key(row)) ?? 0;
    there.set(key(row), left - 1);
    return left <= 0;
  };
  return [...rows, ...others.filter(isNew)];
}
