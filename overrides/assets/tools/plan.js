// Ways of paying side by side: the page's side of lib/plan.js.

import { chosenInAddress, writeInAddress } from "../lib/address.js";
import { grouped } from "../lib/amounts.js";
import { drawBars } from "../lib/chart.js";
import { addMonths, dayOf, daysBetween } from "../lib/dates.js";
import { compare, decimal, isZero, plain } from "../lib/decimal.js";
import { complain, control, filled, fillSlots, readFields, stamped, whenAsked, wordsOf } from "../lib/form.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { planBook } from "../lib/plan-book.js";
import { planWays } from "../lib/plan.js";
import { keepWhenAsked } from "../lib/store.js";
import { XLSX_TYPE } from "../lib/xlsx.js";

const WAYS = ["first", "even", "own"];
const MOST_DEBTS = 6;

class GuidePlan extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.form = this.querySelector("[data-part=plan]");
    this.choice = control(this, "way");
    const asked = whenAsked(this.form, (isAsked) => this.work(isAsked));
    this.choice.addEventListener("change", () => writeInAddress("way", this.choice.value));
    takeAway(this, this.words, { copied: () => this.asText(), saved: () => this.asWorkbook() });
    keepWhenAsked(this, this.words, () => {
      asked.forget();
      this.plan = null;
      this.querySelector("[data-part=result]").hidden = true;
      for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
      for (const more of this.querySelectorAll("details.more")) {
        more.open = [...more.querySelectorAll("input")].some((input) => input.value !== "");
      }
    });
    this.choice.value = chosenInAddress("way", WAYS);
  }

  money(amount) {
    return filled(this.words.money, { amount: grouped(decimal(amount)) });
  }

  work(isAsked) {
    const { values, faulty } = readFields(this.form, this.words);
    const debts = this.debts(values, faulty);
    const today = dayOf(new Date());
    const start = values.start ?? addMonths(today, 1);
    if (values.start && daysBetween(today, values.start) < 0) this.fault(faulty, "start", "past");
    this.plan = faulty.length ? null : this.planned(values, debts, { today, start });
    const result = this.querySelector("[data-part=result]");
    result.hidden = !this.plan;
    if (this.plan) this.show();
    say(this, this.words, this.plan ? "done" : "faults", { count: faulty.length });
    if (isAsked && this.plan) lookAt(result);
    for (const field of faulty) field.closest("details")?.setAttribute("open", "");
    return faulty;
  }

  fault(list, name, fault) {
    complain(control(this, name), this.words, fault);
    list.push(control(this, name));
  }

  /** The debts that are filled in; one with a rate or name but no amount is at fault. */
  debts(values, faulty) {
    const number = (value) => plain(value ?? decimal("0"));
    const found = [];
    for (let n = 1; n <= MOST_DEBTS; n++) {
      const [principal, unpaid, rate, name] = ["principal", "unpaid", "rate", "name"].map((field) => values[`${field}-${n}`]);
      const isFaulty = [principal, unpaid, rate].includes(undefined);
      if (isFaulty) continue;
      const isEmpty = isZero(principal ?? decimal("0")) && isZero(unpaid ?? decimal("0"));
      if (isEmpty && (rate || name || principal || unpaid)) this.fault(faulty, `principal-${n}`, "debt-empty");
      if (isEmpty) continue;
      const label = name ?? filled(this.words.debt, { number: n });
      found.push({ name: label, principal: number(principal), unpaid: number(unpaid), rate: number(rate), order: Number(values[`order-${n}`]) });
    }
    return found;
  }

  planned(values, debts, { today, start }) {
    const number = (value) => (value ? plain(value) : null);
    const [lump, budget] = [number(values.lump), plain(values.budget)];
    const own = number(values.own) ?? budget;
    const months = Number(plain(values.months));
    return { debts, today, start, budget, lump, own, months, ways: planWays({ debts, months, budget, lump, own }) };
  }

  show() {
    for (const name of WAYS) fillSlots(this, this.facts(name));
    this.showWarnings();
    const name = this.plan.ways[this.choice.value] ? this.choice.value : "even";
    const way = this.plan.ways[name];
    fillSlots(this, { "way-shown": this.words[`way-${name}`] });
    this.showDebts(way);
    this.showSchedule(way);
    const bars = way.schedule.map(({ month, payment }) => ({ amount: Number(payment), isOver: month > 0 && this.isOver(payment), label: this.monthLabel(month) }));
    const limit = { amount: Number(this.plan.budget), label: filled(this.words["budget-line"], { amount: this.money(this.plan.budget) }) };
    drawBars(this.querySelector("[data-part=chart]"), bars, limit);
  }

  /** What the table of ways says of one of them. */
  facts(name) {
    const way = this.plan.ways[name];
    const ended = (text) => (way.endless ? this.words.endless : text);
    const amount = (value) => grouped(decimal(value));
    const over = way?.over === null ? this.words.fits : filled(this.words["over-from"], { month: way?.over });
    const told = way
      ? { now: amount(this.atOnce(way)), most: amount(way.most), count: ended(String(way.months)), paid: ended(amount(way.paid)), interest: ended(amount(way.interest)), over }
      : { now: this.words[`not-given-${name}`], most: "", count: "", paid: "", interest: "", over: "" };
    return Object.fromEntries(Object.entries(told).map(([fact, text]) => [`${name}-${fact}`, text]));
  }

  atOnce(way) {
    return way.schedule[0]?.month === 0 ? way.schedule[0].payment : "0";
  }

  showWarnings() {
    const warnings = WAYS.flatMap((name) => {
      const way = this.plan.ways[name];
      const values = { way: this.words[`way-${name}`], month: way?.over, budget: this.money(this.plan.budget), most: way ? this.money(way.most) : "" };
      if (way?.endless) return [filled(this.words["warn-endless"], values)];
      return way?.over ? [filled(this.words["warn-over"], values)] : [];
    });
    const list = this.querySelector("[data-part=warnings]");
    list.replaceChildren(...warnings.map((warning) => stamped(this, "warning", { warning })));
  }

  /** Of each debt: what it gets in the first month, the month in which it ends, what it costs. */
  showDebts(way) {
    const rows = this.plan.debts.map((debt, at) => {
      const entries = way.ledger.filter((entry) => entry.debt === at);
      const first = entries.find(({ month }) => month > 0);
      const last = entries[entries.length - 1];
      const isPaid = last && isZero(decimal(last.principal)) && isZero(decimal(last.unpaid));
      const paid = entries.reduce((total, { payment }) => total + decimal(payment).units, 0n);
      return stamped(this, "debt-row", {
        name: debt.name,
        each: grouped(decimal(first?.payment ?? "0")),
        until: isPaid ? this.monthLabel(last.month) : this.words.endless,
        paid: grouped({ units: paid, places: 2 }),
      });
    });
    this.querySelector("[data-part=by-debt]").replaceChildren(...rows);
  }

  showSchedule(way) {
    const amounts = ["toInterest", "toPrincipal", "left"];
    const rows = way.schedule.map((row) => {
      const isFirstOver = row.month === way.over;
      const copy = stamped(this, "row", {
        month: row.month === 0 ? this.words["at-once"] : String(row.month),
        date: this.dateOf(row.month),
        payment: grouped(decimal(row.payment)),
        mark: isFirstOver ? this.words["over-mark"] : "",
        ...Object.fromEntries(amounts.map((name) => [name, grouped(decimal(row[name]))])),
      });
      if (isFirstOver) copy.querySelector("tr").className = "marked";
      return copy;
    });
    this.querySelector("[data-part=schedule]").replaceChildren(...rows);
  }

  isOver(payment) {
    return compare(decimal(payment), decimal(this.plan.budget)) > 0;
  }

  monthLabel(month) {
    return month === 0 ? this.words["at-once"] : filled(this.words["month-number"], { month });
  }

  dateOf(month) {
    return month === 0 ? this.plan.today : addMonths(this.plan.start, month - 1);
  }

  asText() {
    return this.plan && this.querySelector("[data-part=result]").innerText.trim();
  }

  asWorkbook() {
    if (!this.plan) this.work(false);
    return this.plan && { name: `${this.words["file-name"]}.xlsx`, type: XLSX_TYPE, bytes: planBook(this.plan, this.words) };
  }
}

customElements.define("guide-plan", GuidePlan);
