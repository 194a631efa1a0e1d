// What an agreement says and does not say, and whether its amounts add up.

import { add, compare, decimal, isZero, multiply, plain, subtract } from "./decimal.js";

/** The ids of { id: answer } by what is to be done: ask for it, or look it up first. */
export function agreementCheck(answers) {
  const having = (answer) => Object.keys(answers).filter((id) => answers[id] === answer);
  return { missing: having("no"), open: having("unknown"), clear: having("yes") };
}

/**
 * What is paid in all beside what is owed after the waiver, as texts in yuan; null without amounts.
 * `given`: owed, waived, first, each, count; what is empty is "0". `sign` is 1 when more is paid.
 */
export function agreementSums({ owed, waived, first, each, count }) {
  const due = subtract(decimal(owed), decimal(waived));
  const paid = add(decimal(first), multiply(decimal(each), decimal(count)));
  if (isZero(decimal(owed)) || isZero(paid)) return null;
  const sign = compare(paid, due);
  const difference = sign < 0 ? subtract(due, paid) : subtract(paid, due);
  return { due: plain(due), paid: plain(paid), difference: plain(difference), sign };
}
