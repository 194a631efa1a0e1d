// The first sheet of a workbook as rows of texts, from the parts of its archive.

import { unguarded } from "./csv.js";

const FEW = 70000;
const MOST_COLUMNS = 100;
const NAMED_ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What an archive holds: [{ name, packed, bytes }], or null where it is none. Nothing is unpacked here. */
export function entriesOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (at, size) => (at + size > bytes.length ? -1 : size === 2 ? view.getUint16(at, true) : view.getUint32(at, true));
  let end = bytes.length - 22;
  while (end >= 0 && bytes.length - end < FEW && number(end, 4) !== 0x06054b50) end -= 1;
  if (end < 0 || number(end, 4) !== 0x06054b50) return null;
  const entries = [];
  let at = number(end + 16, 4);
  for (let left = number(end + 10, 2); left > 0; left -= 1) {
    if (number(at, 4) !== 0x02014b50) return null;
    const [size, length, start] = [number(at + 20, 4), number(at + 28, 2), number(at + 42, 4)];
    const from = start + 30 + number(start + 26, 2) + number(start + 28, 2);
    if (number(start, 4) !== 0x04034b50 || from + size > bytes.length) return null;
    const name = String.fromCharCode(...bytes.subarray(at + 46, at + 46 + length));
    entries.push({ name, packed: number(at + 10, 2) !== 0, bytes: bytes.subarray(from, from + size) });
    at += 46 + length + number(at + 30, 2) + number(at + 32, 2);
  }
  return entries;
}

/** The names of the parts that `rowsOfSheet` needs. */
export function partsNeeded(names) {
  const sheets = names.filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return { sheet: sheets[0] ?? "", strings: names.find((name) => name.toLowerCase() === "xl/sharedstrings.xml") ?? "" };
}

/**
 * Rows of texts of a sheet; `strings` is the part with the shared texts, or empty. Numbers stay numbers
 * in text. Our workbooks share no texts: those that do are of a program that may have opened our .csv,
 * so the apostrophe that guards a cell there is taken away.
 */
export function rowsOfSheet(sheet, strings) {
  const [shared, rows, now] = [sharedTexts(strings), [], { cell: null, isText: false, isSound: false }];
  walk(sheet, {
    open(name, attributes) {
      if (name === "row") rows.push([]);
      if (name === "c" && rows.length) now.cell = newCell(attributes, rows[rows.length - 1].length);
      opened(now, name, ["t", "v"]);
    },
    text: (text) => now.cell && now.isText && !now.isSound && (now.cell.text += text),
    close(name) {
      closed(now, name, ["t", "v"]);
      if (name !== "c" || !now.cell) return;
      const { column, type, text } = now.cell;
      if (column < MOST_COLUMNS) rows[rows.length - 1][column] = type === "s" ? unguarded(shared[Number(text)] ?? "") : text;
      now.cell = null;
    },
  });
  return rows.map((cells) => Array.from(cells, (text) => text ?? ""));
}

function sharedTexts(strings) {
  const [texts, now] = [[], { isText: false, isSound: false }];
  walk(strings, {
    open(name) {
      if (name === "si") texts.push("");
      opened(now, name, ["t"]);
    },
    text: (text) => texts.length && now.isText && !now.isSound && (texts[texts.length - 1] += text),
    close: (name) => closed(now, name, ["t"]),
  });
  return texts;
}

/** Texts stand in some elements; how a character is spoken (rPh) is none. */
function opened(now, name, texts) {
  if (texts.includes(name)) now.isText = true;
  if (name === "rPh") now.isSound = true;
}

function closed(now, name, texts) {
  if (texts.includes(name)) now.isText = false;
  if (name === "rPh") now.isSound = false;
}

function newCell(attributes, next) {
  const letters = /\br="([A-Z]{1,3})[0-9]+"/.exec(attributes)?.[1];
  const column = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : next;
  return { column, type: /\bt="(\w+)"/.exec(attributes)?.[1], text: "" };
}

/** Tags and texts of XML in order. Each character is looked at a few times only, whatever stands there. */
function walk(xml, { open, text, close }) {
  for (const [, isEnd, prefixed, attributes = "", isEmpty, plain] of xml.matchAll(/<(\/?)([\w:]+)(\s[^<>]*?)?(\/?)>|([^<]+)/g)) {
    if (plain !== undefined) text(unescaped(plain));
    else {
      const name = prefixed.split(":").pop();
      if (!isEnd) open(name, attributes);
      if (isEnd || isEmpty) close(name);
    }
  }
}

function unescaped(xml) {
  return xml.replace(/\r\n?/g, "\n").replace(/&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|(\w{1,9}));/gi, (all, decimal, hexadecimal, name) => {
    if (name) return NAMED_ENTITIES[name] ?? all;
    const point = decimal ? Number(decimal) : parseInt(hexadecimal, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
