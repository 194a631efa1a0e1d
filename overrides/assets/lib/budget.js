// Income and expenses of a month, and what can be offered. Amounts in plain notation: "1234.50".

import { compare, decimal, isNegative, isZero, most, plain, round, subtract, sum } from "./decimal.js";

const ZERO = decimal("0");

/**
 * Totals of `income`, `needs` and `debts` (lists of amounts), what is left, and what can be offered:
 * what is left without the `reserve`, in whole yuan, never below zero. `wish` is an amount asked for,
 * or null. `warnings` are the names of what speaks against it.
 */
export function monthlyBudget({ income, needs, debts, reserve, wish }) {
  const [earned, needed, owed] = [income, needs, debts].map((amounts) => sum(amounts.map(decimal)));
  const left = subtract(subtract(earned, needed), owed);
  const offer = round(most(ZERO, subtract(left, decimal(reserve))), 0, "down");
  const asked = wish === null ? null : decimal(wish);
  const warnings = {
    "no-income": isZero(earned),
    "no-needs": isZero(needed),
    "short": isNegative(left),
    "nothing-left": !isNegative(left) && isZero(offer),
    "no-reserve": compare(left, ZERO) > 0 && isZero(decimal(reserve)),
    "wish-above-left": asked !== null && compare(asked, most(ZERO, left)) > 0,
    "wish-above-offer": asked !== null && compare(asked, offer) > 0 && compare(asked, most(ZERO, left)) <= 0,
  };
  return {
    income: plain(round(earned, 2)),
    needs: plain(round(needed, 2)),
    debts: plain(round(owed, 2)),
    left: plain(round(left, 2)),
    offer: plain(round(offer, 2)),
    warnings: Object.keys(warnings).filter((name) => warnings[name]),
  };
}
