// The stage that a query tells: by its words, or by the number of days.

import { numberAfter, numberBefore, startsWith } from "./numbers.js";

/** The stage that some units tell: a document beats a number of days. */
export function stageOf({ boot: { stages, days, ranges }, numerals }, units, told) {
  const word = Object.keys(stages).find((stage) => told.has(`stage ${stage}`));
  if (word) return word;
  const raw = units.map((unit) => unit.raw);
  let most = 0;
  raw.forEach((_, i) => {
    for (const unit of Object.keys(days)) {
      if (!startsWith(raw, i, unit)) continue;
      const number = numberBefore(raw, i, numerals) || (/^[a-z]/.test(unit) ? numberAfter(raw, i, numerals) : 0);
      most = Math.max(most, number * days[unit]);
    }
  });
  const range = ranges.find(([, from, to]) => most >= from && (to === null || most <= to));
  return most > 0 && range ? range[0] : null;
}
