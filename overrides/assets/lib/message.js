// What a pasted message claims to be, and what speaks for it and against it. It never says which is true.

import { addressSigns, caseSigns, characterSigns, senderSigns } from "./message-form.js";
import { isDenied, placesOf, quoteOf, readText } from "./message-text.js";

const MOST_KINDS = 3;
const COURTS = ["court", "payment-order", "enforcement"];

/**
 * { kinds, signs, crisis } of a text and its sender. A sign is { id, side, quotes }, the side
 * "against", "for" or "neither"; `year` is this year, `data` what `_data/messages.yml` holds.
 */
export function judgeMessage(text, sender, year, data) {
  const read = readText(text, data.alike);
  const kinds = kindsOf(read, data);
  const isOfficial = kinds.some((kind) => data.official.includes(kind));
  const { signs, warned, broken } = signsOfWords(read, data);
  const form = [
    ...senderSigns(sender, isOfficial, data),
    ...caseSigns(read.text, kinds.some((kind) => COURTS.includes(kind)), year, data),
    ...addressSigns(read.text, isOfficial, data),
    ...characterSigns(read.original),
  ];
  const told = (id, side, quotes) => (quotes.length ? [{ id, side, quotes }] : []);
  return {
    kinds,
    signs: [...form, ...told("broken-words", "against", broken), ...signs, ...told("warns", "neither", warned)],
    crisis: data.crisis.some((parts) => placesOf(read, parts).length > 0),
  };
}

/** The kinds of which most phrases are there, at most three. */
function kindsOf(read, data) {
  const counted = Object.entries(data.kinds).map(([id, kind]) => {
    const not = kind.except.flatMap((parts) => placesOf(read, parts));
    const stands = ([start, end]) => !not.some((place) => start < place[1] && place[0] < end);
    return { id, count: kind.says.filter((parts) => placesOf(read, parts).some(stands)).length };
  });
  const there = counted.filter(({ count }) => count > 0);
  return there.sort((a, b) => b.count - a.count).slice(0, MOST_KINDS).map(({ id }) => id);
}

function signsOfWords(read, data) {
  const [signs, warned, broken] = [[], [], []];
  for (const [id, { side, guarded, says }] of Object.entries(data.signs)) {
    const places = says.flatMap((parts) => placesOf(read, parts));
    const isWarned = (place) => guarded && isDenied(read, place[0], data.denials);
    const meant = places.filter((place) => !isWarned(place));
    if (meant.length) signs.push({ id, side, quotes: quotesOf(read, meant) });
    warned.push(...places.filter(isWarned));
    broken.push(...meant.filter(([start, end]) => read.broken.slice(start + 1, end).includes(true)));
  }
  return { signs, warned: quotesOf(read, warned), broken: quotesOf(read, broken) };
}

/** Three places as they are written, the first ones, none twice. */
function quotesOf(read, places) {
  const inOrder = [...places].sort((a, b) => a[0] - b[0]);
  const apart = inOrder.filter((place, at) => at === 0 || place[0] >= inOrder[at - 1][1]);
  return [...new Set(apart.map((place) => quoteOf(read, place)))].slice(0, 3);
}
