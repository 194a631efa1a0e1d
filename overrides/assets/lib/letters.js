// Letters: what is typed in the place of each placeholder, and words that close a door.

import { grouped, shortest } from "./amounts.js";
import { decimal } from "./decimal.js";

const NUMERALS = "一二三四五六七八九十";
// The letter's own stop follows; the one that was typed is not said twice.
const STOP = /^[。，；,.;]/;
const ENDS = /[。，；,.;\s]+$/;
// Unseen marks that turn the direction of the words behind them, also of the letter's own.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const QUOTED = /「[^」]*」|『[^』]*』|“[^”]*”|"[^"]*"/g;

/**
 * The lines of a letter with values in their places, without the groups left out.
 * `lines` are { kind, group, parts: [text or { place, label }] }; `blanks` are the places that are
 * written by hand when empty, and what stands there. Numbers are counted anew.
 */
export function filledLetter(lines, values, out, blanks) {
  const count = { section: 0, number: 0 };
  return lines
    .filter(({ group }) => !out.includes(group))
    .map(({ kind, group, parts }) => {
      if (kind !== "number") count.number = 0;
      if (kind in count) count[kind] += 1;
      return { kind, group, number: count[kind] ?? 0, parts: parts.map((part, at) => filledPart(part, values, blanks, parts[at + 1])) };
    });
}

function filledPart(part, values, blanks, next) {
  if (typeof part === "string") return { text: part };
  const { place, label } = part;
  if (values[place]) return { text: STOP.test(next) ? values[place].replace(ENDS, "") || values[place] : values[place], place };
  return place in blanks ? { text: blanks[place], place } : { text: `【${label}】`, place, empty: true };
}

/** The places of a filled letter that are still empty, in order, each once, with their groups. */
export function emptyPlaces(filled) {
  const found = new Map();
  for (const { group, parts } of filled) {
    for (const { place, empty } of parts) if (empty) found.set(place, [...new Set([...(found.get(place) ?? []), group])]);
  }
  return [...found].map(([place, groups]) => ({ place, groups }));
}

/** What stands before a line: its number, as the language writes it, or a dot. */
export function lineMark({ kind, number }, language) {
  if (kind === "bullet") return "• ";
  if (kind === "section" && language !== "en") return `${NUMERALS[number - 1] ?? number}、`;
  return kind === "section" || kind === "number" ? `${number}. ` : "";
}

/** The lines of a filled letter as { kind, text }. */
export function letterLines(filled, language) {
  return filled.map((line) => ({ kind: line.kind, text: lineMark(line, language) + line.parts.map(({ text }) => text).join("") }));
}

/** An amount or a day as a letter writes it; `months` are the names that English has. */
export function placeText(kind, value, language, months) {
  if (kind === "amount") return grouped(decimal(value)).replace(/\.00$/, "");
  if (kind === "whole") return shortest(decimal(value), 0);
  if (kind !== "date") return value.replace(TURNING, "");
  const [year, month, day] = value.split("-").map(Number);
  return language === "en" ? `${day} ${months[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}

/**
 * The words of `entries` that a text holds outside quotation marks, as [{ word, entry }], each once.
 * An entry is { zh: [words], en: [words] }; of words within each other the longest counts.
 */
export function harshWords(text, entries, harmless) {
  let rest = String(text).replace(QUOTED, " ").replace(/’/g, "'").toLowerCase();
  for (const word of harmless) rest = rest.split(word).join(" ");
  const all = entries.flatMap(({ zh, en }, entry) => [...zh.map((word) => ({ word, entry })), ...en.map((word) => ({ word, entry, whole: true }))]);
  const sorted = all.map((each, at) => ({ ...each, at })).sort((a, b) => b.word.length - a.word.length || a.at - b.at);
  const found = [];
  for (const { word, entry, whole, at } of sorted) {
    const before = rest;
    rest = whole ? rest.replace(wholeWord(word), "$1  ") : rest.split(word).join("  ");
    if (rest !== before) found.push({ word, entry, at });
  }
  return found.sort((a, b) => a.at - b.at).map(({ word, entry }) => ({ word, entry }));
}

function wholeWord(word) {
  const plain = word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+");
  return new RegExp(`(^|[^a-z'])${plain}(?![a-z])`, "g");
}
