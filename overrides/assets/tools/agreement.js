// The check of an agreement: the page's side of lib/agreement.js.

import { agreementCheck, agreementSums } from "../lib/agreement.js";
import { grouped } from "../lib/amounts.js";
import { compare, decimal, plain } from "../lib/decimal.js";
import { DOCX_TYPE, paragraphBlock, textDocument } from "../lib/docx.js";
import { complain, control, filled, fillSlots, readFields, whenAsked, wordsOf } from "../lib/form.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";

const AMOUNTS = ["owed", "waived", "first", "each", "count"];
const ZERO = decimal("0");

class GuideAgreement extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.section = this.querySelector("[data-part=check]");
    this.items = [...this.querySelectorAll("[data-item]")].map(({ dataset }) => dataset.item);
    const asked = whenAsked(this.section, (isAsked) => this.work(isAsked));
    takeAway(this, this.words, { copied: () => this.sent().join("\n"), saved: (format) => this.file(format) });
    keepWhenAsked(this, this.words, () => {
      asked.forget();
      this.part("result").hidden = true;
      for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
    });
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  work(isAsked) {
    const { values, faulty } = readFields(this.section, this.words);
    if (values.owed && values.waived && compare(values.waived, values.owed) > 0) {
      complain(control(this, "waived"), this.words, "waived");
      faulty.push(control(this, "waived"));
    }
    this.part("result").hidden = faulty.length > 0;
    if (!faulty.length) this.show(values);
    say(this, this.words, faulty.length ? "faults" : "done", { count: faulty.length });
    if (isAsked && !faulty.length) lookAt(this.part("result"));
    return faulty;
  }

  show(values) {
    const found = agreementCheck(Object.fromEntries(this.items.map((id) => [id, values[id]])));
    const counts = Object.fromEntries(Object.entries(found).map(([name, ids]) => [name, ids.length]));
    this.missing = found.missing;
    fillSlots(this, { counted: filled(this.words.counted, counts), "sums-told": this.sumsTold(values) });
    this.part("all-clear").hidden = counts.missing + counts.open > 0;
    this.part("open").hidden = counts.open === 0;
    this.part("open-list").replaceChildren(...found.open.map((id) => element("li", this.label(id))));
    this.part("ask").hidden = counts.missing === 0;
    for (const shown of this.querySelectorAll("[data-shown]")) {
      shown.replaceChildren(...this.lines(shown.dataset.shown).map((line) => element("p", line)));
    }
  }

  sumsTold(values) {
    const given = Object.fromEntries(AMOUNTS.map((name) => [name, plain(values[name] ?? ZERO)]));
    const sums = values.owed ? agreementSums(given) : null;
    if (!sums) return "";
    const told = Object.fromEntries(["due", "paid", "difference"].map((name) => [name, grouped(decimal(sums[name]))]));
    return filled(this.words[["sums-less", "sums-right", "sums-more"][sums.sign + 1]], told);
  }

  label(id) {
    return this.querySelector(`[data-item="${id}"] label`).textContent;
  }

  /** The letter that asks for what is missing, in the reader's language or in Chinese to send. */
  lines(name) {
    const { content } = this.part("asked");
    const text = (line) => content.querySelector(`[data-line="${line}"] [data-text=${name}]`).textContent;
    return [text("letter-head"), text("letter-ask"), ...this.missing.map((id, at) => `${at + 1}. ${text(id)}`), text("letter-end")];
  }

  /** What is sent; nothing while nothing is missing or something typed is at fault. */
  sent() {
    const isShown = !this.part("result").hidden && !this.part("ask").hidden;
    return isShown ? this.lines("sent") : [];
  }

  file(format) {
    const lines = this.sent();
    const name = `${this.words["file-name"]}.${format}`;
    if (!lines.length) say(this, this.words, "no-result");
    if (!lines.length) return null;
    if (format === "txt") return { name, type: "text/plain;charset=utf-8", bytes: `\ufeff${lines.join("\r\n")}\r\n` };
    return { name, type: DOCX_TYPE, bytes: textDocument(lines.map((line) => paragraphBlock(line)), "zh-CN") };
  }
}

function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}

customElements.define("guide-agreement", GuideAgreement);
