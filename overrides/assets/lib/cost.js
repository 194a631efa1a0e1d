// What being late costs. Amounts and rates go in and come out in plain notation: "1234.50", "24".

import { add, compare, decimal, divide, isNegative, multiply, plain, round, subtract, sum } from "./decimal.js";

const HUNDRED = decimal("100");
const MONTH = 30;
const SCALE = 10n ** 30n;

/** A rate in percent a year, from percent by "year", "month" or "day", a year having `basis` days. */
export function yearlyRate(rate, unit, basis) {
  const times = { year: 1, month: 12, day: basis }[unit];
  return plain(multiply(decimal(rate), decimal(String(times))));
}

/**
 * What an overdue principal has cost and costs each further day.
 * `way` says how the penalty runs: "surcharge" (percent of the contract rate on top of it), "instead"
 * of the contract rate, "beside" it, or "none". With `compound`, interest is added every 30 days to
 * what bears interest, as is the interest that was already unpaid. Damages beside the contract rate
 * run on the principal alone: they are never added to what bears interest.
 */
export function overdueCost({ principal, unpaid, fees, rate, rateUnit, way, penalty, penaltyUnit, days, basis, compound }) {
  const contract = decimal(yearlyRate(rate, rateUnit, basis));
  const overdue = overdueRate(contract, way, penalty, penaltyUnit, basis);
  const start = compound ? add(decimal(principal), decimal(unpaid)) : decimal(principal);
  const damages = compound && way === "beside" ? subtract(overdue, contract) : decimal("0");
  const bearing = subtract(overdue, damages);
  let [base, interest, left] = [start, interestFor(decimal(principal), damages, days, basis), days];
  while (compound && left >= MONTH) {
    const period = interestFor(base, bearing, MONTH, basis);
    [base, interest, left] = [add(base, period), add(interest, period), left - MONTH];
  }
  interest = add(interest, interestFor(base, bearing, left, basis));
  const charges = round(add(interest, decimal(fees)), 2);
  return {
    contractRate: plain(round(contract, 4)),
    overdueRate: plain(round(overdue, 4)),
    interest: plain(round(interest, 2)),
    perDay: plain(dayMore([[base, bearing], [decimal(principal), damages]], basis)),
    charges: plain(charges),
    total: plain(round(sum([decimal(principal), decimal(unpaid), charges]), 2)),
    allIn: days === 0 || compare(decimal(principal), decimal("0")) === 0 ? null : plain(allInRate(charges, principal, days, basis)),
  };
}

function overdueRate(contract, way, penalty, unit, basis) {
  if (way === "surcharge") return multiply(contract, add(decimal("1"), divide(decimal(penalty), HUNDRED, decimal(penalty).places + 2)));
  if (way === "instead") return decimal(yearlyRate(penalty, unit, basis));
  return way === "beside" ? add(contract, decimal(yearlyRate(penalty, unit, basis))) : contract;
}

/** Interest in cents: base × percent a year × days / (100 × days of the year). */
function interestFor(base, percent, days, basis) {
  const over = multiply(multiply(base, percent), decimal(String(days)));
  return divide(over, decimal(String(100 * basis)), 2);
}

/** One day of each part, rounded to the cent once. */
function dayMore(parts, basis) {
  const over = sum(parts.map(([base, percent]) => multiply(base, percent)));
  return divide(over, decimal(String(100 * basis)), 2);
}

function allInRate(charges, principal, days, basis) {
  const over = multiply(charges, decimal(String(100 * basis)));
  return divide(over, multiply(decimal(principal), decimal(String(days))), 2);
}

/** What a rate a year allows for the same days, and how far the charges are above it. */
export function aboveRate(charges, principal, days, basis, percent) {
  const allowed = interestFor(decimal(principal), decimal(percent), days, basis);
  const above = subtract(decimal(charges), allowed);
  return { allowed: plain(allowed), above: isNegative(above) ? "0.00" : plain(round(above, 2)) };
}

/**
 * The actual rate of a loan from what was received and what is paid back month by month, the first
 * payment a month later: percent a month, that times twelve, and that compounded over a year.
 * Null when less is paid back than was received.
 */
export function actualRate(received, payments) {
  const paid = sum(payments.map(decimal));
  const cost = subtract(paid, decimal(received));
  if (isNegative(cost) || compare(decimal(received), decimal("0")) <= 0) return null;
  const month = monthlyRate(units(decimal(received)), payments.map((payment) => units(decimal(payment))));
  const percent = { units: month * 100n, places: 30 };
  return {
    monthly: plain(round(percent, 4)),
    simple: plain(round(multiply(percent, decimal("12")), 2)),
    compounded: plain(round({ units: (compounded(month) - SCALE) * 100n, places: 30 }, 2)),
    paid: plain(round(paid, 2)),
    cost: plain(round(cost, 2)),
  };
}

const units = (a) => round(a, 30).units;

/** The rate at which the payments are worth what was received, found by halving. */
function monthlyRate(received, payments) {
  let [low, high] = [0n, SCALE];
  while (worth(payments, high) > received) high *= 2n;
  while (high - low > 10n ** 12n) {
    const middle = (low + high) / 2n;
    if (worth(payments, middle) > received) low = middle;
    else high = middle;
  }
  return payments.length && worth(payments, 0n) > received ? high : 0n;
}

function worth(payments, rate) {
  const under = SCALE + rate;
  return payments.reduceRight((later, payment) => ((later + payment) * SCALE) / under, 0n);
}

function compounded(month) {
  let all = SCALE;
  for (let n = 0; n < 12; n++) all = (all * (SCALE + month)) / SCALE;
  return all;
}
