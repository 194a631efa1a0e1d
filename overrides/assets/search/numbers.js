// Numbers as people write them, in digits and in words, and the phrases that they stand in.

/** Whether units from a place on, joined, are just the wanted text. */
export function startsWith(units, from, wanted) {
  let rest = wanted;
  for (let i = from; rest && i < units.length && rest.startsWith(units[i]); i++) rest = rest.slice(units[i].length);
  return rest === "";
}

export function numberBefore(units, end, numerals) {
  let start = end;
  while (start > 0 && (units[start - 1] in numerals || /^\d+$/.test(units[start - 1]))) start--;
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
    const value = /^\d+$/.test(word) ? Number(word) : numerals[word] || 0;
    if (value >= 10 && !/^\d/.test(word)) {
      sum += (digit || 1) * value;
      digit = 0;
    } else if (value) digit = value;
  }
  return sum + digit;
}
