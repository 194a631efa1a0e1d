// Numbers as people write them, in digits and in words, and the phrases that they stand in.

/** Whether units from a place on, joined, are just the wanted text. */
export function startsWith(units, from, wanted) {
  let rest = wanted;
  for (let i = from; rest && i < units.length && rest.startsWith(units[i]); i++) rest = rest.slice(units[i].length);
  return rest === "";
}

export function numberBefore(units, end, numerals) {
  let start = end;
  while (start > 0 && (numerals.has(units[start - 1]) || /^\d+$/.test(units[start - 1]))) start--;
  return start === end ? 0 : numberOf(units.slice(start, end), numerals);
}

export function numberAfter(units, at, numerals) {
  const next = units[at + 1];
  return next === undefined ? 0 : numberOf([next], numerals);
}

/** The number that numerals say: 十五, 二十, 三, two, 15; signs of value 0 (个, 多) only fill. */
export function numberOf(words, numerals) {
  let sum = 0;
  let digit = 0;
  for (const word of words) {
    const value = /^\d+$/.test(word) ? Number(word) : numerals.get(word) || 0;
    if (value >= 10 && !/^\d/.test(word)) {
      sum += (digit || 1) * value;
      digit = 0;
    } else if (value) digit = value;
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
