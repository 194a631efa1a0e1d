// Numbers as people write them, in digits and in words, and the phrases that they stand in.

/** Whether units from a place on, joined, are just the wanted text. */
export function startsWith(units, from, wanted) {
  let rest = wanted;
  for (let i = from; rest && i < units.length && rest.startsWith(units[i]); i++) rest = rest.slice(units[i].length);
  return rest === "";
}

const NEARBY = /^[\s-]*$/;
const IN_A_NUMBER = /[\d][.,/%]$/; // before a number: it is only part of one

/**
 * The number right before a unit: its value, where it begins and ends, and whether a sign between it
 * and the unit says that it counts something (3 個月); null if there is none.
 */
export function numberBefore(units, text, end, numerals) {
  let from = end;
  const isNumeral = ({ raw }) => numerals.has(raw) || /^\d+$/.test(raw);
  while (from > 0 && isNumeral(units[from - 1]) && NEARBY.test(text.slice(units[from - 1].end, units[from].start))) from--;
  if (from === end || IN_A_NUMBER.test(text.slice(0, units[from].start))) return null;
  const raw = units.slice(from, end).map((unit) => unit.raw);
  return { value: numberOf(raw, numerals), from, to: end, filled: numerals.get(raw[raw.length - 1]) === 0 };
}

/** The number right behind a unit, as in "day 9"; null if there is none. */
export function numberAfter(units, at, numerals) {
  const next = units[at + 1];
  const value = next ? numberOf([next.raw], numerals) : 0;
  return value >= 1 && value < 1000 ? { value, from: at, to: at + 2, filled: false } : null;
}

/** The number that numerals say: 十五, 二十, 三, two, 15, 三個半; signs of value 0 (個, 多) only fill. */
export function numberOf(words, numerals) {
  let sum = 0;
  let digit = 0;
  for (const word of words) {
    const value = /^\d+$/.test(word) ? Number(word) : numerals.get(word) || 0;
    if (value >= 10 && !/^\d/.test(word)) {
      sum += (digit || 1) * value;
      digit = 0;
    } else if (value && value < 1 && digit) digit += value; // 三個半
    else if (value) digit = value;
  }
  return sum + digit;
}

/** A text with long numbers written in digits, as articles of law are cited: 第一百八十八條. */
export function inDigits(units, text, numerals) {
  let out = text;
  let run = [];
  for (const unit of [...[...units].reverse(), { raw: "" }]) {
    if (numerals.get(unit.raw)) run.unshift(unit);
    else {
      if (run.length > 2) {
        const number = numberOf(run.map(({ raw }) => raw), numerals);
        out = out.slice(0, run[0].start) + number + out.slice(run[run.length - 1].end);
      }
      run = [];
    }
  }
  return out;
}
