// What it costs: the page's side of lib/cost.js.

import { grouped, shortest } from "../lib/amounts.js";
import { aboveRate, actualRate, overdueCost, yearlyRate } from "../lib/cost.js";
import { OLDEST, dayOf, daysBetween } from "../lib/dates.js";
import { compare, decimal, isZero, multiply, plain, sum } from "../lib/decimal.js";
import { complain, control, filled, fillSlots, readFields, whenAsked, wordsOf } from "../lib/form.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";

// A rate above it is taken for a slip; it is no limit of any law.
const MOST_A_YEAR = decimal("1000");
const MOST_PAYMENTS = 600;

class GuideCost extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    [this.overdue, this.actual] = ["overdue", "actual"].map((name) => this.querySelector(`[data-part=${name}]`));
    const asked = [
      whenAsked(this.overdue, (isAsked) => this.workOverdue(isAsked)),
      whenAsked(this.actual, (isAsked) => this.workActual(isAsked)),
    ];
    takeAway(this, this.words, { copied: () => this.resultText() });
    control(this, "way").addEventListener("change", () => this.showPenalty());
    keepWhenAsked(this, this.words, () => {
      asked.forEach((each) => each.forget());
      this.hideResults();
      this.showPenalty();
    });
  }

  money(amount) {
    return filled(this.words.money, { amount: grouped(decimal(amount)) });
  }

  rate(percent) {
    return filled(this.words.percent, { rate: shortest(decimal(percent)) });
  }

  /** A surcharge is a share of the contract rate and has no unit of time; without penalty there is no rate. */
  showPenalty() {
    const way = control(this, "way").value;
    control(this, "penalty").closest(".field").hidden = way === "none";
    control(this, "penalty-unit").hidden = way === "surcharge";
  }

  hideResults() {
    for (const part of this.querySelectorAll("[data-part=result]")) part.hidden = true;
    fillSlots(this, { compared: "" });
    for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
  }

  /** Show a result, or say how many fields are at fault. */
  finish(section, faulty, isAsked) {
    const result = section.querySelector("[data-part=result]");
    result.hidden = faulty.length > 0;
    say(this, this.words, faulty.length ? "faults" : "done", { count: faulty.length });
    if (isAsked && !faulty.length) lookAt(result);
    return faulty;
  }

  fault(list, name, fault, values) {
    const input = control(this, name);
    complain(input, this.words, fault, values);
    list.push(input);
  }

  workOverdue(isAsked) {
    const { values, faulty } = readFields(this.overdue, this.words);
    const given = this.given(values, faulty);
    if (!faulty.length) this.showOverdue(given, values.lpr, values.until ?? dayOf(new Date()));
    else fillSlots(this.overdue, { compared: "" });
    return this.finish(this.overdue, faulty, isAsked);
  }

  /** What lib/cost.js is given, from the values of the fields; what does not fit together is at fault. */
  given(values, faulty) {
    if (values.way !== "none" && values.penalty === null) this.fault(faulty, "penalty", "rate-needed");
    const number = (value) => plain(value ?? decimal("0"));
    const given = {
      principal: number(values.principal),
      unpaid: number(values.unpaid),
      fees: number(values.fees),
      rate: number(values.rate),
      rateUnit: values["rate-unit"],
      way: values.way,
      penalty: number(values.penalty),
      penaltyUnit: values["penalty-unit"] ?? "year",
      days: this.days(values, faulty),
      basis: Number(values.basis),
      compound: values.compound === "yes",
    };
    this.checkRates(given, faulty);
    return given;
  }

  checkRates(given, faulty) {
    const rates = { rate: [given.rate, given.rateUnit], penalty: given.way === "none" ? ["0", "year"] : [given.penalty, given.penaltyUnit] };
    for (const [name, [value, unit]] of Object.entries(rates)) {
      const yearly = decimal(yearlyRate(value, unit, given.basis));
      if (compare(yearly, MOST_A_YEAR) > 0) this.fault(faulty, name, "large-rate", { max: shortest(MOST_A_YEAR) });
    }
  }

  /** Days overdue: as typed, or counted from the due date; the two must agree. */
  days(values, faulty) {
    const until = values.until ?? dayOf(new Date());
    const counted = values.due ? daysBetween(values.due, until) : null;
    const said = values.days ? Number(plain(values.days)) : null;
    if (values.days === undefined || values.due === undefined) return 0;
    if (counted === null && said === null) this.fault(faulty, "days", "days-or-due");
    else if (counted !== null && counted < 0) this.fault(faulty, "due", "future", { until });
    else if (counted !== null && values.due < OLDEST) this.fault(faulty, "due", "old");
    else if (counted !== null && said !== null && counted !== said) this.fault(faulty, "days", "days-differ", { days: counted });
    return said ?? counted ?? 0;
  }

  showOverdue(given, lpr, until) {
    const cost = overdueCost(given);
    const basis = this.words[`basis-${given.basis}`];
    fillSlots(this.overdue, {
      "until-told": filled(this.words["until-told"], { until, days: given.days }),
      total: this.money(cost.total),
      "per-day": filled(this.words["per-day-told"], { amount: this.money(cost.perDay) }),
      principal: this.money(given.principal),
      unpaid: this.money(given.unpaid),
      interest: this.money(cost.interest),
      fees: this.money(given.fees),
      "rates-told": filled(this.words["rates-told"], { contract: this.rate(cost.contractRate), overdue: this.rate(cost.overdueRate) }),
      "all-in": cost.allIn === null ? this.words["no-all-in"] : filled(this.words["all-in-told"], { rate: this.rate(cost.allIn), amount: this.money(cost.charges), days: given.days }),
      assumed: filled(this.words[given.compound ? "assumed-compound" : "assumed-simple"], { basis, days: given.days }),
    });
    for (const item of this.querySelectorAll("[data-known]")) this.compareWith(item, given, cost, lpr);
  }

  /** Beside each rate that the law knows: what it would allow for the same days. */
  compareWith(item, given, cost, lpr) {
    const isMultiple = item.dataset.unit === "times-lpr";
    const told = item.querySelector("[data-slot=compared]");
    if (cost.allIn === null || (isMultiple && !lpr)) {
      told.textContent = isMultiple && !lpr ? this.words["lpr-needed"] : "";
      return;
    }
    const percent = isMultiple ? plain(multiply(decimal(item.dataset.value), lpr)) : item.dataset.value;
    const { allowed, above } = aboveRate(cost.charges, given.principal, given.days, given.basis, percent);
    const words = this.words[isZero(decimal(above)) ? "compared-below" : "compared-above"];
    const values = { percent: this.rate(percent), allowed: this.money(allowed), above: this.money(above), charges: this.money(cost.charges) };
    told.textContent = (isMultiple ? filled(this.words["compared-lpr"], values) : "") + filled(words, values);
  }

  workActual(isAsked) {
    const { values, faulty } = readFields(this.actual, this.words);
    const payments = faulty.length ? null : this.payments(values, faulty);
    const found = payments && !faulty.length ? actualRate(plain(values.received), payments) : null;
    if (payments && !faulty.length && !found) this.fault(faulty, "received", "less-than-received");
    if (found) {
      const told = { monthly: this.rate(found.monthly), compounded: this.rate(found.compounded), paid: this.money(found.paid), cost: this.money(found.cost), count: payments.length };
      fillSlots(this.actual, { simple: this.rate(found.simple), "actual-told": filled(this.words["actual-told"], told) });
    }
    return this.finish(this.actual, faulty, isAsked);
  }

  /** The payments month by month: those listed, or so many of one amount. */
  payments(values, faulty) {
    const count = values.count ? Number(plain(values.count)) : 0;
    const listed = values.payments ?? (values.each && count ? Array(count).fill(values.each) : []);
    if (listed.length > MOST_PAYMENTS) this.fault(faulty, "payments", "many", { max: MOST_PAYMENTS });
    else if (!listed.length || isZero(sum(listed))) this.fault(faulty, "each", "payments-needed");
    return listed.map(plain);
  }

  resultText() {
    const shown = [...this.querySelectorAll("[data-part=result]:not([hidden])")];
    const lines = shown.map((part) => part.innerText.trim());
    const compared = [...this.querySelectorAll("[data-known]")].filter((item) => item.querySelector("p").textContent);
    return [...lines, ...compared.map((item) => item.innerText.trim())].join("\n\n");
  }
}

customElements.define("guide-cost", GuideCost);
