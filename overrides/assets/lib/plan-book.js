// A plan as a workbook: the debts on one sheet, and each way as a ledger of living formulas.

import { addMonths, daysBetween } from "./dates.js";
import { dateCell, formulaCell, numberCell, sheetName, textCell, workbook } from "./xlsx.js";

const FIRST_DEBT = 8;

/**
 * The bytes of a workbook of `plan`: { debts: [{ name, principal, unpaid, rate, order }], budget,
 * lump, own, today, start, ways }, `ways` as planWays gives them. A way that never ends is left out.
 */
export function planBook(plan, words) {
  const names = ["first", "even", "own"].filter((name) => plan.ways[name] && !plan.ways[name].endless);
  // The columns of the level amounts on the summary, behind those of the debts.
  const letters = Object.fromEntries(names.map((name, at) => [name, String.fromCharCode(70 + at)]));
  const sheets = names.map((name) => ledgerSheet({ ...plan, letters }, name, words));
  return workbook([summarySheet(plan, names, words), ...sheets]);
}

const inBook = (words, cell) => `'${sheetName(words["sheet-summary"])}'!${cell}`;

function summarySheet({ debts, budget, lump, own, ways }, names, words) {
  const heads = ["book-debt", "principal", "unpaid", "book-rate", "order-cell"].map((word) => words[word]);
  const levels = names.map((name) => `${words["book-level"]} ${words[`way-${name}`]}`);
  const rows = [
    [textCell(words["sheet-summary"], "title")],
    [],
    [textCell(words["book-budget"]), numberCell(budget)],
    [textCell(words["book-lump"]), numberCell(lump ?? "0")],
    [textCell(words["book-own"]), numberCell(own ?? "0")],
    [],
    [...heads, ...levels].map((head) => textCell(head, "head")),
    ...debts.map((debt, at) => [
      textCell(debt.name),
      numberCell(debt.principal),
      numberCell(debt.unpaid),
      numberCell(debt.rate, ""),
      numberCell(String(debt.order), "whole"),
      ...names.map((name) => (ways[name].levels ? numberCell(ways[name].levels[at]) : null)),
    ]),
    [],
    [null, textCell(words["fact-paid"], "head"), textCell(words["fact-interest"], "head")],
    ...names.map((name) => totals(name, ways[name], words)),
  ];
  return { name: words["sheet-summary"], widths: [34, 16, 16, 14, 10, 18, 18, 18], rows };
}

function totals(name, way, words) {
  const sheet = `'${sheetName(words[`way-${name}`])}'`;
  const last = way.ledger.length + 1;
  const column = (letter) => (last > 1 ? `ROUND(SUM(${sheet}!${letter}2:${letter}${last}),2)` : "0");
  return [textCell(words[`way-${name}`]), formulaCell(column("G"), way.paid), formulaCell(column("F"), way.interest)];
}

/** A way, debt by debt and month by month. Row 1 has the headings; each row refers to the one before. */
function ledgerSheet(plan, name, words) {
  const way = plan.ways[name];
  const columns = ["book-debt", "column-month", "column-date", "book-opening-principal", "book-opening-unpaid", "book-interest", "column-payment", "column-to-interest", "column-to-principal", "book-closing-principal", "book-closing-unpaid"];
  const heads = columns.map((word) => textCell(words[word], "head"));
  const entries = [...way.ledger].sort((a, b) => a.debt - b.debt || a.month - b.month);
  const rows = entries.map((each, at) => ledgerRow(plan, name, entries, at, words));
  return { name: words[`way-${name}`], widths: [26, 8, 12, 14, 14, 12, 14, 14, 14, 14, 14], rows: [heads, ...rows], frozen: 1 };
}

function ledgerRow(plan, name, entries, at, words) {
  const entry = entries[at];
  const [row, line] = [at + 2, FIRST_DEBT + entry.debt];
  const before = entries[at - 1]?.debt === entry.debt ? entries[at - 1] : null;
  const opening = before ?? plan.debts[entry.debt];
  const from = (closing, start) => (before ? `${closing}${row - 1}` : inBook(words, `$${start}$${line}`));
  const interest = entry.month === 0 ? "0" : `ROUND(D${row}*${inBook(words, `$D$${line}`)}/1200,2)`;
  const owed = `ROUND(D${row}+E${row}+F${row},2)`;
  const day = entry.month === 0 ? plan.today : addMonths(plan.start, entry.month - 1);
  return [
    textCell(plan.debts[entry.debt].name),
    numberCell(String(entry.month), "whole"),
    dateCell(daysBetween("1970-01-01", day)),
    formulaCell(from("J", "B"), opening.principal),
    formulaCell(from("K", "C"), opening.unpaid),
    formulaCell(interest, entry.interest),
    formulaCell(`MIN(${available(plan, name, entries, entry, words)},${owed})`, entry.payment),
    formulaCell(`MIN(G${row},ROUND(E${row}+F${row},2))`, entry.toInterest),
    formulaCell(`ROUND(G${row}-H${row},2)`, entry.toPrincipal),
    formulaCell(`ROUND(D${row}-I${row},2)`, entry.principal),
    formulaCell(`ROUND(E${row}+F${row}-H${row},2)`, entry.unpaid),
  ];
}

/** What a debt may get in a month: its level amount, or what debts before it have left of the sum. */
function available({ debts, letters }, name, entries, entry, words) {
  const isShared = name === "own" || entry.month === 0;
  if (!isShared) return inBook(words, `$${letters[name]}$${FIRST_DEBT + entry.debt}`);
  const sum = inBook(words, name === "own" ? "$B$5" : "$B$4");
  const isBefore = (other) => {
    const [a, b] = [debts[other.debt], debts[entry.debt]];
    return other.month === entry.month && (a.order < b.order || (a.order === b.order && other.debt < entry.debt));
  };
  const paid = entries.flatMap((other, at) => (isBefore(other) ? [`G${at + 2}`] : []));
  return paid.length ? `ROUND(${[sum, ...paid].join("-")},2)` : sum;
}
