// Where am I: the page's side of lib/where.js. All answers stand in the page; the script shows the right one.

import { chosenInAddress, leaveAddress, writeInAddress } from "../lib/address.js";
import { OLDEST, dayOf } from "../lib/dates.js";
import { plain } from "../lib/decimal.js";
import { complain, control, filled, readFields, type, typed, whenAsked, wordsOf } from "../lib/form.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";
import { bandOf, daysOverdue, whereAmI } from "../lib/where.js";

class GuideWhere extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.result = this.querySelector("[data-part=result]");
    this.arrived = control(this, "arrived");
    this.band = control(this, "band");
    this.stages = [...this.querySelectorAll("[data-stage][data-from]")].map(({ dataset }) => ({
      id: dataset.stage,
      from: Number(dataset.from),
      to: dataset.to ? Number(dataset.to) : null,
    }));
    const asked = whenAsked(this, (isAsked) => this.work(isAsked));
    takeAway(this, this.words, { copied: () => (this.result.hidden ? "" : `${this.result.innerText}\n`) });
    let first = true;
    keepWhenAsked(this, this.words, () => {
      asked.forget();
      this.result.hidden = true;
      this.forPaper();
      for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
      if (!first) leaveAddress(["arrived", "stage"]);
      first = false;
    });
    this.result.querySelector("[data-part=own]").addEventListener("click", (event) => this.keepInAddress(event));
    this.openFromAddress();
  }

  options(fieldset) {
    return [...fieldset.querySelectorAll("input[type=radio]")].map((input) => input.value);
  }

  /** An address such as ?arrived=payment-order&stage=late gives its answer at once. */
  openFromAddress() {
    const arrived = chosenInAddress("arrived", ["", ...this.options(this.arrived)]);
    const band = chosenInAddress("stage", ["", ...this.options(this.band)]);
    if (!arrived && !band) return;
    type(this.arrived, arrived || "unknown");
    type(this.band, band || "unknown");
    this.work(false);
    lookAt(this.result);
  }

  /**
   * The address of the answer goes into the address bar only when asked: browsers fetch the page's
   * icon again whenever the address changes, and a tool in use asks for nothing.
   */
  keepInAddress(event) {
    const chosen = new URL(event.target.href).searchParams;
    event.preventDefault();
    for (const name of ["arrived", "stage"]) writeInAddress(name, chosen.get(name));
  }

  work(isAsked) {
    const { values, faulty } = readFields(this, this.words);
    const band = faulty.length ? "" : this.bandGiven(values, faulty);
    this.result.hidden = faulty.length > 0;
    this.forPaper();
    if (!faulty.length) this.show(typed(this.arrived) || "unknown", band);
    say(this, this.words, faulty.length ? "faults" : "done", { count: faulty.length });
    if (isAsked && !faulty.length) lookAt(this.result);
    return faulty;
  }

  /** With an answer, only what was chosen or typed is printed of the questions. */
  forPaper() {
    this.classList.toggle("worked", !this.result.hidden);
    for (const input of this.querySelectorAll(".option input")) input.closest(".option").classList.toggle("unused", !input.checked);
    for (const field of this.querySelectorAll(".field")) field.classList.toggle("unused", !field.querySelector("input").value);
  }

  /** The band by the days or the date, or else the one chosen; the two must agree. */
  bandGiven(values, faulty) {
    if (values.due !== null && values.due < OLDEST) return this.fault(faulty, "due", "old");
    const days = values.days === null ? null : Number(plain(values.days));
    const read = daysOverdue({ days, due: values.due, today: dayOf(new Date()) });
    if (read.fault) return this.fault(faulty, read.field, read.fault, read.values);
    const chosen = typed(this.band) || "unknown";
    const counted = bandOf(read.days, this.stages);
    if (read.days !== null && chosen !== "unknown" && chosen !== counted) {
      return this.fault(faulty, values.days === null ? "due" : "days", "band-differs", { band: this.named(counted) });
    }
    return read.days === null ? chosen : counted;
  }

  /** The words of a band, as its option has them. */
  named(band) {
    return this.band.querySelector(`label[for="where-band-${band}"]`).textContent;
  }

  fault(faulty, name, fault, values) {
    const input = control(this, name);
    complain(input, this.words, fault, values);
    faulty.push(input);
    return "";
  }

  show(arrived, band) {
    const paper = this.querySelector(`[data-paper="${arrived}"]`).dataset;
    const found = whereAmI({ id: arrived, stage: paper.decides, steps: paper.ownSteps === "yes" }, band);
    const shown = { stage: found.stage, by: found.by, paper: arrived, steps: found.steps, periods: arrived };
    for (const [name, value] of Object.entries(shown)) {
      for (const part of this.result.querySelectorAll(`[data-${name}]`)) part.hidden = part.dataset[name] !== value;
    }
    const own = this.result.querySelector("[data-part=own]");
    own.href = filled("?arrived={arrived}&stage={band}", { arrived, band });
    own.textContent = own.href;
  }
}

customElements.define("guide-where", GuideWhere);
