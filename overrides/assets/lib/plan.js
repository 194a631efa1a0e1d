// Ways of paying off debts month by month. Inside, amounts are BigInt cents; rates are percent a year.

import { decimal, plain } from "./decimal.js";

// No plan is followed further than this; what is not paid by then is called endless.
const LONGEST_PLAN = 600;

/**
 * The two ways of the guide and one's own, for `debts` of { principal, unpaid, rate, order }:
 * `first`, a `lump` now, interest before principal, and the rest evenly over `months`; `even`, all
 * evenly over `months`; `own`, so much a month to one debt after the other. A way is null when its
 * amount is null. Amounts and rates are in plain notation.
 */
export function planWays({ debts, months, budget, lump, own }) {
  const all = debts.map(debtFrom);
  return {
    even: evenly(all, months, 0n, budget),
    first: lump === null ? null : evenly(all, months, cents(lump), budget),
    own: own === null ? null : inTurn(all, cents(own), budget),
  };
}

function debtFrom({ principal, unpaid, rate, order }, index) {
  const { units, places } = decimal(rate);
  return { index, order, principal: cents(principal), unpaid: cents(unpaid), rate: units, under: 1200n * 10n ** BigInt(places) };
}

const cents = (amount) => {
  const { units, places } = decimal(amount);
  return places <= 2 ? units * 10n ** BigInt(2 - places) : units / 10n ** BigInt(places - 2);
};
const yuan = (amount) => plain({ units: amount, places: 2 });
const smaller = (a, b) => (a < b ? a : b);
const owedOn = ({ principal, unpaid }) => principal + unpaid;
const owedOnAll = (all) => all.reduce((total, debt) => total + owedOn(debt), 0n);
const byOrder = (all) => [...all].sort((a, b) => a.order - b.order || a.index - b.index);

/** The interest of one month on the principal, rounded half up to the cent. */
const monthInterest = ({ principal, rate, under }) => (2n * principal * rate + under) / (2n * under);

/** A debt a month later, before it is paid. */
const accrued = (debt) => ({ ...debt, unpaid: debt.unpaid + monthInterest(debt) });

/** A debt after a payment, which goes to interest before principal. */
function paidOff(debt, payment) {
  const toInterest = smaller(payment, debt.unpaid);
  return { ...debt, unpaid: debt.unpaid - toInterest, principal: debt.principal - (payment - toInterest) };
}

function evenly(all, months, lump, budget) {
  const [ledger, start] = [[], shared(all, lump)];
  if (owedOnAll(start) < owedOnAll(all)) all.forEach((debt, at) => ledger.push(entry(debt, 0, 0n, owedOn(debt) - owedOn(start[at]), start[at])));
  const levels = start.map((debt) => level(debt, months));
  let now = start;
  for (let month = 1; month <= months && owedOnAll(now) > 0n; month++) {
    now = now.map((debt, at) => recorded(ledger, debt, month, levels[at]));
  }
  return summary(all, ledger, now, budget, { levels: levels.map(yuan) });
}

function inTurn(all, amount, budget) {
  const ledger = [];
  let now = all;
  for (let month = 1; month <= LONGEST_PLAN && owedOnAll(now) > 0n; month++) {
    const grown = now.map(accrued);
    const after = shared(grown, amount);
    now.forEach((debt, at) => {
      if (owedOn(grown[at])) ledger.push(entry(debt, month, grown[at].unpaid - debt.unpaid, owedOn(grown[at]) - owedOn(after[at]), after[at]));
    });
    now = after;
  }
  return summary(all, ledger, now, budget, { each: yuan(amount) });
}

/** Debts after an amount went to one after the other in their order. */
function shared(all, amount) {
  let left = amount;
  const after = {};
  for (const debt of byOrder(all)) {
    const payment = smaller(left, owedOn(debt));
    after[debt.index] = paidOff(debt, payment);
    left -= payment;
  }
  return all.map((debt) => after[debt.index]);
}

/** Let a month pass on a debt, pay at most `level`, and write it down. */
function recorded(ledger, debt, month, level) {
  const grown = accrued(debt);
  if (!owedOn(grown)) return grown;
  const payment = smaller(level, owedOn(grown));
  const after = paidOff(grown, payment);
  ledger.push(entry(debt, month, grown.unpaid - debt.unpaid, payment, after));
  return after;
}

/** The least level amount a month that pays a debt off in so many months, found by halving. */
function level(debt, months) {
  let [low, high] = [-1n, owedOn(debt) + monthInterest(debt) * BigInt(months)];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (clears(debt, middle, months)) high = middle;
    else low = middle;
  }
  return high;
}

function clears(debt, amount, months) {
  let now = debt;
  for (let month = 0; month < months && owedOn(now); month++) {
    const grown = accrued(now);
    now = paidOff(grown, smaller(amount, owedOn(grown)));
  }
  return owedOn(now) === 0n;
}

function entry(debt, month, interest, payment, after) {
  const toInterest = smaller(payment, debt.unpaid + interest);
  return { debt: debt.index, month, interest, payment, toInterest, toPrincipal: payment - toInterest, principal: after.principal, unpaid: after.unpaid };
}

function summary(all, ledger, end, budget, more) {
  const by = monthTotals(all, ledger);
  const total = (name) => ledger.reduce((sum, row) => sum + row[name], 0n);
  const limit = cents(budget);
  return {
    ...more,
    endless: owedOnAll(end) > 0n,
    months: by.length ? by[by.length - 1].month : 0,
    paid: yuan(total("payment")),
    interest: yuan(total("interest")),
    most: yuan(by.reduce((most, { month, payment }) => (month > 0 && payment > most ? payment : most), 0n)),
    over: by.find(({ month, payment }) => month > 0 && payment > limit)?.month ?? null,
    schedule: by.map((row) => inYuan(row)),
    ledger: ledger.map((row) => inYuan(row)),
  };
}

const inYuan = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? yuan(value) : value]));

/** Month by month over all debts: what is paid, of it for interest and principal, and what is left. */
function monthTotals(all, ledger) {
  const left = Object.fromEntries(all.map((debt) => [debt.index, owedOn(debt)]));
  const months = new Map();
  for (const row of [...ledger].sort((a, b) => a.month - b.month)) {
    const total = months.get(row.month) ?? { month: row.month, payment: 0n, toInterest: 0n, toPrincipal: 0n, left: 0n };
    left[row.debt] = row.principal + row.unpaid;
    for (const name of ["payment", "toInterest", "toPrincipal"]) total[name] += row[name];
    total.left = Object.values(left).reduce((sum, amount) => sum + amount, 0n);
    months.set(row.month, total);
  }
  return [...months.values()];
}
