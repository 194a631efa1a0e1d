// A record of contacts as a table, as text to send on, and as the sheets of a workbook.

import { COLUMNS } from "./log.js";
import { numberCell, textCell } from "./xlsx.js";

const WIDTHS = [12, 8, 14, 24, 24, 40, 30, 20, 24];
const DAY = ["day", "day-answered", "day-missed", "day-quiet", "day-most"];

/** Rows of cells, the first with headings; `words` are those of the page's language. */
export function logTable(rows, words) {
  const cell = (row, name) => (name === "way" ? words[`way-${row.way}`] : row[name]);
  return [COLUMNS.map((name) => words[name]), ...rows.map((row) => COLUMNS.map((name) => cell(row, name)))];
}

/** The record as text; `counts` are [words, number]. */
export function logText(rows, counts, words) {
  const [heads, ...cells] = logTable(rows, words);
  const entry = (row, at) => [`${at + 1}.`, ...row.map((text, column) => text && `${heads[column]}: ${text}`).filter((line) => line)].join("\n");
  return [words["print-head"], ...cells.map(entry), counts.map((line) => line.join(": ")).join("\n")].join("\n\n");
}

/** Two sheets: the record, which can be opened here again, and its counts. */
export function logSheets(rows, counts, days, words) {
  const whole = (number) => numberCell(String(number), "whole");
  const record = logTable(rows, words).map((row, at) => row.map((text) => textCell(text, at ? "text" : "head")));
  const summary = [
    ...counts.map(([label, number]) => [textCell(label), whole(number)]),
    [],
    DAY.map((name) => textCell(words[name], "head")),
    ...days.map((day) => [textCell(day.date), ...[day.answered, day.missed, day.quiet, day.most].map(whole)]),
  ];
  return [
    { name: words["sheet-name"], widths: WIDTHS, frozen: 1, rows: record },
    { name: words["sheet-counts"], widths: [34, 10, 10, 10, 14], rows: summary },
  ];
}
