// A letter filled in: the page's side of lib/letters.js.

import { chosenInAddress, writeInAddress } from "../lib/address.js";
import { dayOf } from "../lib/dates.js";
import { plain } from "../lib/decimal.js";
import { complain, control, filled, fillSlots, readFields, stamped, whenAsked, wordsOf } from "../lib/form.js";
import { grouping, harshList, letterFile, paragraphs, placesOf, textsOf } from "../lib/letter-page.js";
import { emptyPlaces, filledLetter, harshWords, letterLines, placeText } from "../lib/letters.js";
import { lookAt, say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";

const BLANK = "_".repeat(20);

class GuideLetters extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.section = this.part("letter");
    this.texts = Object.fromEntries([...this.querySelectorAll("template[data-letter]")].map((template) => [template.dataset.letter, textsOf(template)]));
    this.own = this.closest("[lang]").lang === "en" ? "en" : "zh";
    this.out = {};
    this.wire();
    keepWhenAsked(this, this.words, (isKept) => this.restored(isKept), { read: () => this.out, write: (out) => this.putOut(out) });
  }

  wire() {
    const choice = control(this, "letter");
    this.asked = whenAsked(this.section, (isAsked) => this.work(isAsked));
    choice.addEventListener("change", () => {
      writeInAddress("letter", choice.value);
      this.showLetter();
    }, true);
    this.part("agreed").addEventListener("change", (event) => event.stopPropagation());
    this.part("lines").addEventListener("change", ({ target }) => this.leaveOut([Number(target.dataset.group)], !target.checked), true);
    this.section.addEventListener("click", ({ target }) => this.clicked(target));
    this.addEventListener("click", (event) => this.guard(event), true);
    control(this, "sent").addEventListener("change", () => this.isDone && this.showPaper());
    takeAway(this, this.words, {
      copied: () => (this.ready() ? this.sentLines().map(({ text }) => text).join("\n") : ""),
      saved: (format) => (this.ready() ? this.file(format) : null),
    });
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  get id() {
    return control(this, "letter").value;
  }

  putOut(out) {
    this.out = {};
    for (const [id, groups] of Object.entries(out ?? {})) {
      if (this.texts[id] && Array.isArray(groups)) this.out[id] = groups.filter(Number.isInteger);
    }
  }

  restored(isKept) {
    const ids = Object.keys(this.texts);
    const asked = new URLSearchParams(location.search).has("letter");
    if (asked || !isKept) control(this, "letter").value = chosenInAddress("letter", ids);
    if (!this.texts[this.id]) control(this, "letter").value = ids[0];
    this.asked.forget();
    this.showLetter();
  }

  /** The fields and lines of the chosen letter; a result of another is put away. */
  showLetter() {
    const { own, page } = this.texts[this.id];
    const wanted = placesOf(own);
    const places = this.part("places");
    for (const field of places.querySelectorAll("[data-part=place]")) field.hidden = !wanted.includes(field.dataset.place);
    for (const place of wanted) places.append(this.place(place));
    this.part("about").replaceChildren(page.cloneNode(true));
    this.out[this.id] ??= [...new Set(own.filter(({ out }) => out).map(({ group }) => group))];
    this.showLines();
    this.hideResult();
  }

  place(id) {
    return this.querySelector(`[data-part=place][data-place="${id}"]`);
  }

  label(id) {
    return this.place(id).querySelector("label").textContent.trim();
  }

  /** A box for each group of lines; what has no tick is not in the letter. */
  showLines() {
    const groups = grouping(this.texts[this.id].own);
    this.part("lines").replaceChildren(
      ...groups.map(({ group, text, note }) => {
        const copy = this.querySelector("template[data-part=line]").content.cloneNode(true);
        const [box, label] = [copy.querySelector("input"), copy.querySelector("label")];
        box.id = label.htmlFor = `letters-line-${group}`;
        box.dataset.group = group;
        box.checked = !this.out[this.id].includes(group);
        label.textContent = text + (note ? filled(this.words.note, { note }) : "");
        return copy;
      }),
    );
  }

  leaveOut(groups, isOut) {
    const others = this.out[this.id].filter((group) => !groups.includes(group));
    this.out[this.id] = isOut ? [...others, ...groups] : others;
  }

  hideResult() {
    this.isDone = false;
    this.part("result").hidden = true;
    this.part("paper").replaceChildren();
    this.section.classList.remove("worked");
    for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
  }

  work(isAsked) {
    const { values, faulty } = readFields(this.section, this.words);
    this.checkDays(values, faulty);
    this.hideUnless(faulty.length === 0);
    if (!faulty.length) this.show(values);
    say(this, this.words, faulty.length ? "faults" : "done", { count: faulty.length });
    if (isAsked && !faulty.length) lookAt(this.part("result"));
    return faulty;
  }

  hideUnless(isRight) {
    this.isDone = isRight;
    this.part("result").hidden = !isRight;
    this.section.classList.toggle("worked", isRight);
    if (!isRight) this.part("paper").replaceChildren();
  }

  /** What is offered lies ahead, and what has happened behind. */
  checkDays(values, faulty) {
    const today = dayOf(new Date());
    for (const field of this.querySelectorAll("[data-when]:not([hidden])")) {
      const day = values[field.dataset.place];
      const isWrong = day && (field.dataset.when === "past" ? day < today : day > today);
      if (!isWrong) continue;
      const input = control(this, field.dataset.place);
      complain(input, this.words, field.dataset.when);
      faulty.push(input);
    }
  }

  show(values) {
    this.letters = { own: this.filled(values, "own", this.own), sent: this.filled(values, "sent", "zh") };
    this.showMissing(emptyPlaces(this.letters.own));
    this.showHarsh(values);
    this.part("choices").hidden = !this.hasTwoVersions();
    for (const shown of this.querySelectorAll("[data-shown]")) {
      const name = shown.dataset.shown;
      shown.replaceChildren(...paragraphs(this.letters[name], name === "own" ? this.own : "zh"));
    }
    this.showPaper();
  }

  filled(values, name, language) {
    const given = {};
    for (const field of this.querySelectorAll("[data-part=place]:not([hidden])")) {
      const [id, kind] = [field.dataset.place, control(field, field.dataset.place).dataset.type];
      const value = values[id];
      if (value) given[id] = placeText(kind, typeof value === "string" ? value : plain(value), language, this.words.months.split(" "));
    }
    const byHand = [...this.querySelectorAll("[data-by-hand]")].map((field) => [field.dataset.place, BLANK]);
    return filledLetter(this.texts[this.id][name], given, this.out[this.id], Object.fromEntries(byHand));
  }

  hasTwoVersions() {
    const noted = grouping(this.texts[this.id].own).filter(({ isChoice }) => isChoice);
    return noted.filter(({ group }) => !this.out[this.id].includes(group)).length > 1;
  }

  showMissing(missing) {
    const before = this.missing ?? "";
    this.missing = missing.map(({ place }) => place).join(" ");
    if (this.missing !== before) this.part("agreed").checked = false;
    this.part("missing").hidden = missing.length === 0;
    fillSlots(this, { "missing-told": filled(this.words["missing-told"], { count: missing.length }) });
    this.part("missing-list").replaceChildren(
      ...missing.map(({ place, groups }) => {
        const copy = stamped(this, "missing-place", { label: this.label(place) });
        const [fill, out] = copy.querySelectorAll("button");
        fill.dataset.place = place;
        fill.setAttribute("aria-label", filled(this.words["fill-place"], { place: this.label(place) }));
        out.dataset.groups = groups.join(" ");
        out.setAttribute("aria-label", filled(this.words["leave-out-place"], { place: this.label(place) }));
        out.hidden = groups.length > 1 || this.holdsMore(groups[0]);
        return copy;
      }),
    );
  }

  /** Whether a group of lines has something that was typed, which would be lost with it. */
  holdsMore(group) {
    const lines = this.letters.own.filter((line) => line.group === group);
    return lines.some(({ parts }) => parts.some(({ place, empty }) => place && !empty));
  }

  /** Words that close a door, in what the reader says for himself, each with a gentler form. */
  showHarsh(values) {
    const { entries, harmless, gentle } = harshList(this.part("harsh-words").content);
    const rows = [...this.querySelectorAll("[data-part=place]:not([hidden], [data-quoted])")].flatMap((field) => {
      const value = values[field.dataset.place];
      const found = typeof value === "string" ? harshWords(value, entries, harmless) : [];
      return found.map(({ word, entry }) => this.harshRow(field, word, gentle[entry]));
    });
    this.part("harsh-list").replaceChildren(...rows);
    this.part("harsh").hidden = rows.length === 0;
  }

  harshRow(field, word, gentle) {
    const copy = stamped(this, "harsh-word", { where: filled(this.words["in-place"], { place: this.label(field.dataset.place) }), word });
    if (/[^\u0000-\u024f]/.test(word) && this.own === "en") copy.querySelector("[data-slot=word]").lang = "zh";
    copy.querySelector("[data-part=gentle]").append(...gentle.flatMap((node) => [node.cloneNode(true), " "]));
    return copy;
  }

  clicked(target) {
    const button = target.closest("button");
    if (button?.dataset.do === "fill") control(this, button.dataset.place).focus();
    if (button?.dataset.do !== "leave-out") return;
    this.leaveOut(button.dataset.groups.split(" ").map(Number), true);
    this.showLines();
    this.dispatchEvent(new Event("change"));
    this.work(true);
  }

  /** Nothing leaves the page with an empty place that the reader has not agreed to. */
  guard(event) {
    const act = event.target.closest("button")?.dataset.do;
    if (!["print", "copy", "save"].includes(act) || !this.isDone) return;
    if (this.part("missing").hidden || this.part("agreed").checked) return;
    event.stopImmediatePropagation();
    say(this, this.words, "not-agreed");
    this.part("agreed").focus();
  }

  ready() {
    return this.isDone || (this.work(true).length === 0 && this.part("missing").hidden);
  }

  get isBoth() {
    return control(this, "sent").value === "both";
  }

  /** The letter to take away, in Simplified unless the reader chose otherwise. */
  sentLines() {
    const choice = control(this, "sent").value;
    const lines = choice === "hant" ? letterLines(this.letters.own, "zh") : letterLines(this.letters.sent, "zh");
    if (!this.isBoth) return lines;
    return [...lines, { kind: "heading", text: this.words["english-below"] }, ...letterLines(this.letters.own, "en")];
  }

  showPaper() {
    const choice = control(this, "sent").value;
    const paper = [...paragraphs(this.letters[choice === "hant" ? "own" : "sent"], "zh", "typed-")];
    const english = this.isBoth ? [Object.assign(document.createElement("hr")), ...paragraphs(this.letters.own, "en")] : [];
    this.part("paper").lang = choice === "hant" ? "zh-Hant" : "zh-Hans";
    this.part("paper").replaceChildren(...paper, ...english);
  }

  file(format) {
    const title = control(this, "letter").selectedOptions[0].textContent.trim();
    return letterFile(title, format, this.sentLines());
  }
}

customElements.define("guide-letters", GuideLetters);
