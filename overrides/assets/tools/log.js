// A record of contacts: the page's side of lib/log.js. It stays in the page until the reader saves it.

import { csvText } from "../lib/csv.js";
import { dayOf } from "../lib/dates.js";
import { complain, control, filled, fillSlots, readFields, stamped, type, typed, whenAsked, wordsOf } from "../lib/form.js";
import { COLUMNS, inTimeOrder, joinedRows, readTime, summaryOf } from "../lib/log.js";
import { logSheets, logTable, logText } from "../lib/log-book.js";
import { readLogFile } from "../lib/log-file.js";
import { say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";
import { XLSX_TYPE, workbook } from "../lib/xlsx.js";

class GuideLog extends HTMLElement {
  connectedCallback() {
    [this.words, this.rows, this.editing, this.draft, this.before, this.saved] = [wordsOf(this), [], null, null, null, []];
    this.entry = this.part("entry");
    this.facts = factsOf(this.part("facts"));
    this.forget = whenAsked(this.entry, (isAsked) => (isAsked ? this.add() : this.check().faulty)).forget;
    takeAway(this, this.words, { copied: () => this.asText(), saved: (format) => this.asFile(format) });
    this.addEventListener("click", (event) => this.pressed(event.target.closest("button[data-do]")));
    this.part("open").addEventListener("change", () => this.open());
    this.addEventListener("input", () => fillSlots(this, { "name-printed": typed(control(this, "name")).trim() }));
    addEventListener("beforeunload", (event) => this.warn(event));
    const extra = { read: () => this.rows, write: (rows) => (this.rows = Array.isArray(rows) ? rows.filter((row) => this.isRow(row)) : []) };
    keepWhenAsked(this, this.words, (isKept) => this.restored(isKept), extra);
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** Whether something kept is a row of ours. */
  isRow(row) {
    const isWhole = row !== null && typeof row === "object" && COLUMNS.every((name) => typeof row[name] === "string");
    return isWhole && Object.keys(this.facts.ways).includes(row.way);
  }

  restored() {
    this.forget();
    [this.before, this.draft] = [null, null];
    for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
    this.leave();
    this.show();
  }

  /** The browser asks before leaving when that loses something: rows in no file, or a half-written entry. */
  warn(event) {
    if (this.querySelector("[data-do=keep]").checked) return;
    const isSaved = !this.rows.length || JSON.stringify(this.rows) === JSON.stringify(this.saved);
    if (isSaved && !COLUMNS.some((name) => name !== "way" && this.entered()[name].trim() !== "")) return;
    event.preventDefault();
    event.returnValue = true;
  }

  /** What stands in the form, by field. */
  entered() {
    return Object.fromEntries(COLUMNS.map((name) => [name, typed(control(this, name))]));
  }

  enter(values) {
    for (const name of COLUMNS) if (name !== "way" || values.way) type(control(this, name), values[name] ?? "");
  }

  /** { row, faulty } of what is typed. */
  check() {
    const { values, faulty } = readFields(this.entry, this.words);
    const fault = (name, id) => {
      complain(control(this, name), this.words, id);
      faulty.push(control(this, name));
    };
    const time = readTime(values.time ?? "");
    if (time.fault === "no-time") fault("time", "no-time");
    if (values.date > dayOf(new Date())) fault("date", "future");
    const isTold = values.way === "missed" || values.said || values.promised || values.proof;
    if (!faulty.length && !isTold) fault("said", "nothing");
    const row = Object.fromEntries(COLUMNS.map((name) => [name, values[name] ?? ""]));
    return { row: { ...row, time: time.value ?? "" }, faulty };
  }

  add() {
    const { row, faulty } = this.check();
    say(this, this.words, faulty.length ? "faults" : "done", { count: faulty.length });
    if (faulty.length) return faulty;
    const told = this.editing ? "told-changed" : "told-added";
    const [old, draft] = [this.editing, this.draft];
    this.change(old ? this.rows.map((each) => (each === old ? row : each)) : [...this.rows, row]);
    this.enter(draft ?? {});
    this.leave();
    this.forget();
    say(this, this.words, told, { number: this.rows.indexOf(row) + 1 });
    this.keep();
    this.part("result").focus();
    return [];
  }

  /** Take other rows in place of these; the last change can be undone. */
  change(rows) {
    [this.before, this.rows] = [this.rows, inTimeOrder(rows)];
    this.show();
    this.keep();
  }

  /** Let the box that keeps things on the device know that something changed. */
  keep() {
    this.dispatchEvent(new Event("change"));
  }

  pressed(button) {
    const row = this.rows[Number(button?.closest("tr")?.dataset.at)];
    const act = button?.dataset.do;
    if (act === "now") this.enterNow();
    if (act === "edit") this.edit(row);
    if (act === "cancel") this.cancel();
    if (act === "delete") this.remove(row);
    if (act === "undo") this.undo();
  }

  enterNow() {
    const now = new Date();
    type(control(this, "date"), dayOf(now));
    type(control(this, "time"), readTime(`${now.getHours()}:${now.getMinutes()}`).value);
    for (const name of ["date", "time"]) complain(control(this, name), this.words);
    control(this, "way").focus();
    this.keep();
  }

  /** Put a row into the form to be changed; a half-written entry comes back afterwards. */
  edit(row) {
    if (!this.editing) this.draft = this.entered();
    this.editing = row;
    this.enter(row);
    say(this, this.words, "told-editing", { number: this.rows.indexOf(row) + 1 });
    this.showEditing();
    control(this, "date").focus();
  }

  cancel() {
    for (const field of this.entry.querySelectorAll("[aria-invalid]")) complain(field, this.words);
    this.enter(this.draft ?? {});
    this.leave();
    this.forget();
    say(this, this.words, "told-cancelled");
    this.keep();
    this.part("result").focus();
  }

  leave() {
    [this.editing, this.draft] = [null, null];
    this.showEditing();
  }

  showEditing() {
    this.querySelector("[data-do=work]").textContent = this.words[this.editing ? "change-row" : "work"];
    this.querySelector("[data-do=cancel]").hidden = !this.editing;
  }

  remove(row) {
    this.change(this.rows.filter((other) => other !== row));
    // What is being changed stays in the form, as a new entry.
    if (row === this.editing) this.leave();
    say(this, this.words, "told-deleted");
    this.querySelector("[data-do=undo]").focus();
  }

  undo() {
    this.change(this.before);
    this.before = null;
    if (!this.rows.includes(this.editing)) this.leave();
    this.show();
    say(this, this.words, "told-undone");
    this.part(this.rows.length ? "result" : "open").focus();
  }

  show() {
    this.part("result").hidden = this.rows.length === 0;
    this.part("none").hidden = this.rows.length > 0;
    this.querySelector("[data-do=undo]").hidden = this.before === null;
    this.part("rows").replaceChildren(...this.rows.map((row, at) => this.line(row, at)));
    const counts = summaryOf(this.rows, this.facts);
    fillSlots(this, Object.fromEntries(this.counted(counts)));
    this.part("by-day").hidden = counts.days.length === 0;
    this.part("days").replaceChildren(...counts.days.map((day) => stamped(this, "day", { ...day, most: this.marked(day.most) })));
    fillSlots(this, { "name-printed": typed(control(this, "name")).trim() });
  }

  counted({ rows, answered, missed, visits, others, quietCalls, quietVisits }) {
    const all = { rows, answered, missed, visits, others, "quiet-calls": quietCalls, "quiet-visits": quietVisits };
    return Object.entries(all).map(([name, count]) => [`count-${name}`, String(count)]);
  }

  /** The number of calls of one lender, with a remark when the standard names fewer. */
  marked(most) {
    return most > this.facts.most ? `${most} ${filled(this.words.over, this.facts)}` : String(most);
  }

  line(row, at) {
    const slots = { number: at + 1, "typed-date": row.date, time: row.time, way: this.words[`way-${row.way}`], who: row.who };
    const line = stamped(this, "row", slots);
    line.querySelector("tr").dataset.at = at;
    const [place, buttons] = [line.querySelector(".what"), line.querySelector(".actions")];
    for (const [label, name] of [["", "said"], ["label-promised", "promised"], ["label-others", "others"], ["label-proof", "proof"], ["label-lender", "lender"]]) {
      if (row[name]) place.insertBefore(stamped(this, "told", { label: this.words[label] ?? "", told: row[name] }), buttons);
    }
    for (const act of ["edit", "delete"]) line.querySelector(`[data-do=${act}]`).setAttribute("aria-label", filled(this.words[`${act}-row`], { number: at + 1 }));
    return line;
  }

  async open() {
    const input = this.part("open");
    const [file] = input.files;
    if (!file) return;
    const read = await readLogFile(file, this.facts);
    complain(input, this.words, read.fault);
    input.value = "";
    if (read.fault) return;
    const [before, wasSaved] = [this.rows, JSON.stringify(this.rows) === JSON.stringify(this.saved)];
    this.change(joinedRows(before, read.rows));
    // All of it is in a file when nothing else was here.
    if (wasSaved && !before.length) this.saved = this.rows;
    say(this, this.words, "told-opened", { count: this.rows.length - before.length });
    this.part("result").focus();
  }

  /** Lines of the counts as they stand on the page: [words, number]. */
  counts() {
    return [...this.querySelectorAll("[data-slot^=count-]")].map((cell) => [cell.parentElement.querySelector("th").textContent, cell.textContent]);
  }

  asText() {
    return this.rows.length ? logText(this.rows, this.counts(), this.words) : "";
  }

  asFile(format) {
    this.saved = this.rows;
    const name = `${this.words["file-name"]}.${format}`;
    if (format === "csv") return { name, type: "text/csv;charset=utf-8", bytes: csvText(logTable(this.rows, this.words)) };
    const { days } = summaryOf(this.rows, this.facts);
    return { name, type: XLSX_TYPE, bytes: workbook(logSheets(this.rows, this.counts(), days, this.words)) };
  }
}

/** Hours, the number of calls, and the words of headings and ways in every language. */
function factsOf(template) {
  const all = (name) => Object.fromEntries([...template.content.querySelectorAll(`[data-${name}]`)].map((item) => [item.dataset[name], item.dataset.words.split("|")]));
  const { from, until, most } = template.dataset;
  return { from: Number(from), until: Number(until), most: Number(most), headings: all("column"), ways: all("way") };
}

customElements.define("guide-log", GuideLog);
