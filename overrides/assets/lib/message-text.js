// A pasted text as it is read: one script, small letters, nothing hidden; and phrases found in it.

const GAP = 20;
const REACH = 16;
const AROUND = 8;
const NOISE = " \t*·•|_-/\\.~^+#";

/** Characters that nobody sees: of no width, or that turn the direction of writing. */
export const isHidden = (c) => /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(c);
const isHan = (c) => /[\u3400-\u9fff]/.test(c);
const isWord = (c) => c !== undefined && c >= "\u0030" && c <= "z" && /[a-z0-9]/.test(c);
const endsSentence = (text) => /[。!?\n;]/.test(text);

/**
 * { original, text, at, broken } of a text: its characters, what is read, for each character of
 * that its place in the original, and before which of them something was left out.
 */
export function readText(pasted, alike) {
  const original = Array.from(pasted);
  const same = sameOf(alike);
  const all = [];
  original.forEach((character, at) => {
    if (isHidden(character)) return;
    for (const c of character.normalize("NFKC").toLowerCase()) all.push({ c: c.length > 1 ? "\ufffc" : same[c] ?? c, at });
  });
  const kept = [];
  for (let i = 0; i < all.length; i += 1) {
    const end = isHan(kept[kept.length - 1]?.c ?? "") ? noiseUntil(all, i) : i;
    if (end > i && isHan(all[end]?.c ?? "")) {
      kept.push({ ...all[end], broken: true });
      i = end;
    } else kept.push(all[i]);
  }
  return { original, text: kept.map(({ c }) => c).join(""), at: kept.map(({ at }) => at), broken: kept.map(({ broken }) => broken === true) };
}

/** Where at most three characters of noise end. */
function noiseUntil(all, from) {
  let end = from;
  while (end < all.length && end - from < 3 && NOISE.includes(all[end].c)) end += 1;
  return end;
}

function sameOf(alike) {
  const [pairs, same] = [Array.from(alike), {}];
  for (let i = 0; i + 1 < pairs.length; i += 2) same[pairs[i]] = pairs[i + 1];
  return same;
}

/** Each place [start, end] where a phrase stands; its parts are in one sentence, not far from each other. */
export function placesOf(read, parts) {
  const found = [];
  let from = 0;
  for (;;) {
    const start = wordAt(read.text, parts[0], from);
    if (start < 0) return found;
    from = start + 1;
    const end = endOf(read.text, parts, start);
    if (end > 0) found.push([start, end]);
  }
}

function endOf(text, parts, start) {
  let end = start + parts[0].length;
  for (const part of parts.slice(1)) {
    const next = wordAt(text.slice(0, end + GAP + part.length), part, end);
    if (next < 0 || endsSentence(text.slice(end, next))) return -1;
    end = next + part.length;
  }
  return end;
}

/** Where a word begins at or after a place; a Latin word or a number is whole. */
function wordAt(text, word, from) {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    const isCut = (isWord(word[0]) && isWord(text[at - 1])) || (isWord(word[word.length - 1]) && isWord(text[at + word.length]));
    if (!isCut) return at;
  }
  return -1;
}

/** Whether the writer warns of what stands at a place: a word such as "never" before it in the clause. */
export function isDenied(read, start, denials) {
  const before = read.text.slice(Math.max(0, start - REACH), start);
  const clause = before.slice(Math.max(...[..."。!?\n;,:"].map((c) => before.lastIndexOf(c))) + 1);
  return denials.some((word) => wordAt(clause, word, 0) >= 0);
}

/** What was written at a place, with a little around it, on one line. */
export function quoteOf(read, [start, end]) {
  const first = Math.max(0, read.at[start] - AROUND);
  const last = Math.min(read.original.length, read.at[end - 1] + 1 + AROUND);
  const shown = oneLine(read.original.slice(first, last));
  return `${first > 0 ? "…" : ""}${shown}${last < read.original.length ? "…" : ""}`;
}

export const oneLine = (characters) =>
  characters
    .filter((c) => !isHidden(c))
    .map((c) => (/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/.test(c) ? " " : c))
    .join("")
    .trim();
