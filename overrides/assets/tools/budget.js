// Income and expenses: the page's side of lib/budget.js.

import { grouped } from "../lib/amounts.js";
import { monthlyBudget } from "../lib/budget.js";
import { dayOf } from "../lib/dates.js";
import { decimal, plain } from "../lib/decimal.js";
import { complain, control, filled, fillSlots, readFields, stamped, whenAsked, wordsOf } from "../lib/form.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";
import { XLSX_TYPE, formulaCell, numberCell, textCell, textFormulaCell, workbook } from "../lib/xlsx.js";

const GROUPS = ["income", "needs", "debts"];

class GuideBudget extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.sheet = this.querySelector("[data-part=sheet]");
    const asked = whenAsked(this.sheet, (isAsked) => this.work(isAsked));
    takeAway(this, this.words, { copied: () => this.asText(), saved: () => this.asWorkbook() });
    keepWhenAsked(this, this.words, () => {
      asked.forget();
      this.sheet.classList.remove("worked");
      this.querySelector("[data-part=result]").hidden = true;
      for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
      fillSlots(this, Object.fromEntries([...GROUPS, "left", "offer"].map((slot) => [slot, ""])));
    });
  }

  money(amount) {
    return filled(this.words.money, { amount: grouped(decimal(amount)) });
  }

  /** The lines of a group that have an amount field: { label, field, amount }, empty lines too. */
  lines(group, values) {
    const inputs = this.querySelectorAll(`[data-group=${group}] [data-type=amount]`);
    return [...inputs].map((input) => {
      const name = input.dataset.field;
      const label = input.labels[0]?.textContent ?? control(this, `${name}-name`).value.trim();
      return { label, name, amount: values[name] ? plain(values[name]) : null };
    });
  }

  given(values) {
    const amounts = (group) => this.lines(group, values).map(({ amount }) => amount ?? "0");
    const [income, needs, debts] = GROUPS.map(amounts);
    const wish = values.wish ? plain(values.wish) : null;
    return { income, needs, debts, reserve: plain(values.reserve ?? decimal("0")), wish };
  }

  work(isAsked) {
    const { values, faulty } = readFields(this.sheet, this.words);
    this.done = faulty.length ? null : { values, ...monthlyBudget(this.given(values)) };
    if (this.done) this.show(this.done);
    const result = this.querySelector("[data-part=result]");
    result.hidden = !this.done;
    this.sheet.classList.toggle("worked", this.done !== null);
    say(this, this.words, this.done ? "done" : "faults", { count: faulty.length });
    if (isAsked && this.done) lookAt(result);
    return faulty;
  }

  show(done) {
    const { income, needs, debts, left, offer, values } = done;
    const shown = { income, needs, debts, left, offer };
    fillSlots(this, Object.fromEntries(Object.entries(shown).map(([slot, amount]) => [slot, this.money(amount)])));
    fillSlots(this, {
      told: filled(this.words.told, { income: this.money(income), needs: this.money(needs), debts: this.money(debts), left: this.money(left) }),
      "name-printed": values.name ?? "",
      "date-printed": dayOf(new Date()),
    });
    this.showTyped(values);
    const list = this.querySelector("[data-part=warnings]");
    list.replaceChildren(...done.warnings.map((name) => stamped(this, "warning", { warning: this.warning(name, done) })));
  }

  /** On paper each amount is written alike, and lines without an amount are left out. */
  showTyped(values) {
    for (const input of this.querySelectorAll(".sheet [data-type=amount]")) {
      const amount = values[input.dataset.field];
      fillSlots(this, { [`typed-${input.dataset.field}`]: amount ? this.money(plain(amount)) : "" });
      input.closest("tr").classList.toggle("unused", !amount);
    }
  }

  warning(name, { left, offer, values }) {
    const short = left.startsWith("-") ? left.slice(1) : left;
    const amounts = { short: this.money(short), left: this.money(left), offer: this.money(offer), wish: values.wish ? this.money(plain(values.wish)) : "" };
    return filled(this.words[`warn-${name}`], amounts);
  }

  /** What can be worked out now: of what is typed, or of nothing where that is at fault. */
  current() {
    this.work(false);
    return this.done;
  }

  asText() {
    const done = this.current();
    if (!done) return "";
    const line = (label, amount) => filled(this.words.line, { label: label || this.words.unnamed, amount: this.money(amount) });
    const groups = GROUPS.flatMap((group) => [
      ...this.lines(group, done.values).filter(({ amount }) => amount).map(({ label, amount }) => line(label, amount)),
      line(this.totalLabel(group), done[group]),
      "",
    ]);
    const reserve = plain(done.values.reserve ?? decimal("0"));
    return [this.caption(), "", ...groups, line(this.rowLabel("left"), done.left), line(this.label("reserve"), reserve), line(this.rowLabel("offer"), done.offer)].join("\n");
  }

  label(name) {
    return control(this, name).labels[0].textContent;
  }

  caption() {
    return this.querySelector("caption").textContent;
  }

  rowLabel(slot) {
    return this.querySelector(`td[data-slot=${slot}]`).parentElement.querySelector("th").textContent;
  }

  totalLabel(group) {
    return this.querySelector(`[data-group=${group}] .total th`).textContent;
  }

  asWorkbook() {
    const done = this.current();
    if (!done) return null;
    const rows = [[textCell(this.caption(), "title")], [null, textCell(this.words["month-column"], "head")]];
    const totals = GROUPS.map((group) => this.groupRows(rows, group, done));
    const at = (row) => `B${row}`;
    const reserve = plain(done.values.reserve ?? decimal("0"));
    const left = rows.push([textCell(this.rowLabel("left")), formulaCell(totals.map(at).join("-"), done.left, "total")]);
    const kept = rows.push([textCell(this.label("reserve")), numberCell(reserve)]);
    rows.push([textCell(this.rowLabel("offer"), "head"), formulaCell(`ROUNDDOWN(MAX(0,ROUND(${at(left)}-${at(kept)},2)),0)`, done.offer, "total")]);
    rows.push([]);
    const short = filled(this.words["warn-short"], { short: "" }).trim();
    rows.push([textFormulaCell(`IF(${at(left)}<0,"${short.replace(/"/g, '""')}","")`, done.left.startsWith("-") ? short : "", "warn")]);
    const bytes = workbook([{ name: this.words["sheet-name"], widths: [44, 16], rows }]);
    return { name: `${this.words["file-name"]}.xlsx`, type: XLSX_TYPE, bytes };
  }

  /** Add a group's lines and its sum to the rows; the number of the row of the sum, from 1. */
  groupRows(rows, group, done) {
    rows.push([textCell(this.querySelector(`[data-group=${group}] .group`).textContent, "head")]);
    const lines = this.lines(group, done.values);
    const first = rows.length + 1;
    for (const { label, amount } of lines) rows.push([textCell(label), amount ? numberCell(amount) : null]);
    return rows.push([textCell(this.totalLabel(group)), formulaCell(`SUM(B${first}:B${rows.length})`, done[group], "total")]);
  }
}

customElements.define("guide-budget", GuideBudget);
