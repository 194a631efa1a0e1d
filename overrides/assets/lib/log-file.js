// The rows of a file that a reader opens: .csv in the usual encodings, .xlsx as we or a spreadsheet wrote it.

import { readCsv } from "./csv.js";
import { rowsOfTable } from "./log.js";
import { entriesOf, partsNeeded, rowsOfSheet } from "./xlsx-reading.js";

const LARGEST_FILE = 8 * 1024 * 1024;
const LARGEST_PART = 32 * 1024 * 1024;
const MOST_ROWS = 5000;

/** { rows } of a file, or { fault } by which the reader is told why there are none. */
export async function readLogFile(file, facts) {
  if (file.size > LARGEST_FILE) return { fault: "large-file" };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = bytes[0] === 0x50 && bytes[1] === 0x4b ? await tableOfBook(bytes) : tableOfText(bytes);
    const found = read.fault ? read : rowsOfTable(read.table, facts);
    return found.rows?.length > MOST_ROWS ? { fault: "many-rows" } : found;
  } catch {
    return { fault: "not-file" };
  }
}

/** Chinese spreadsheets save .csv in GB 18030, and "Unicode text" in UTF-16. */
function tableOfText(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { table: readCsv(new TextDecoder("utf-16le").decode(bytes)) };
  if (bytes.includes(0)) return { fault: "not-file" };
  try {
    return { table: readCsv(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { table: readCsv(new TextDecoder("gb18030").decode(bytes)) };
  }
}

async function tableOfBook(bytes) {
  const entries = entriesOf(bytes);
  const needed = partsNeeded((entries ?? []).map(({ name }) => name));
  if (!needed.sheet) return { fault: "not-file" };
  if (entries.some(({ packed }) => packed) && !canUnpack()) return { fault: "old-browser" };
  const part = async (name) => (name ? new TextDecoder().decode(await unpacked(entries.find((entry) => entry.name === name))) : "");
  return { table: rowsOfSheet(await part(needed.sheet), await part(needed.strings)) };
}

function canUnpack() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

/** The bytes of a part; one that unpacks to more than anybody writes is refused. */
async function unpacked({ packed, bytes }) {
  if (!packed) return bytes;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const [chunks, size] = [[], { all: 0 }];
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size.all += step.value.length;
    if (size.all > LARGEST_PART) throw new RangeError("part too large");
    chunks.push(step.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
