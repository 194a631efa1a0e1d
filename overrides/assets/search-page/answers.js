import { LONGEST_IN_ADDRESS, announce, composing, element } from "./elements.js";
import { addressOf, complete, loadEngine } from "./loading.js";

const FACETS = ["stage", "kind", "group"];
const SEEN = 6; // results that a telephone shows at once
const SHOWN = ["title", "url", "code", "kind", "stages", "section", "id", "excerpt", "text", "mark"]; // of a result

/** When what has been shown stands on the screen. */
const painted = () => new Promise((done) => setTimeout(done));

/** The search page: the query, and what the reader chose to see of it, are in the address. */
export class GuideSearch extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById("query");
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.list = this.querySelector("#results");
    this.status = this.querySelector("[role=status]");
    this.chips = [...this.querySelectorAll("[data-value]")].map((link) => {
      const { facet } = link.parentElement.dataset;
      return { link, facet, value: link.dataset.value, short: link.querySelector("span").textContent };
    });
    this.chosen = {};
    this.items = new Map();
    this.box.addEventListener("input", (event) => composing(event) || this.type());
    this.box.addEventListener("compositionend", () => this.type());
    this.box.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.type();
      if (this.query.trim()) this.focus();
    });
    this.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", () => this.read());
    addEventListener("hashchange", () => this.read());
    loadEngine().catch(() => {});
    if (this.box.value && !location.search && !location.hash) this.type();
    else this.read();
  }

  /** Answer what the address asks. */
  read() {
    if (location.hash.startsWith("#q=")) history.replaceState(null, "", `?${location.hash.slice(1)}`);
    const asked = new URLSearchParams(location.search);
    this.query = asked.get("q") ?? "";
    this.chosen = {};
    for (const { facet, value } of this.chips) if (asked.get(facet) === value) this.chosen[facet] = value;
    this.box.value = this.query;
    this.answer();
  }

  /** Answer what stands in the box. */
  type() {
    this.query = this.box.value;
    this.typed = true;
    this.answer();
  }

  /** A link to another view of the same page is followed without loading it again. */
  follow(event) {
    const link = event.target.closest("a");
    if (!link?.getAttribute("href")?.startsWith("?") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    this.read();
  }

  /** The address of this view, with changes; only what is set is in it. */
  address(changes = {}) {
    const all = { q: this.query.slice(0, LONGEST_IN_ADDRESS), ...this.chosen, ...changes };
    return `?${new URLSearchParams(Object.entries(all).filter(([, value]) => value))}`;
  }

  async answer() {
    const { query, chosen } = this;
    const asked = this.asked = {};
    const wanted = () => asked === this.asked;
    // The languages lead to the same question, and tell no server of it.
    const place = query ? this.address().slice(1) : location.hash;
    for (const link of document.querySelectorAll("language-switch a")) link.hash = place;
    this.display(query.trim() !== "");
    delete this.list.dataset.for;
    if (this.hidden) this.showResults([]);
    if (this.hidden) return this.finish(query);
    const engine = await loadEngine().catch(() => null);
    if (!wanted()) return;
    this.display(engine !== null, engine === null);
    if (!engine) return this.settle();
    this.doors ??= this.showDoors(engine.doors());
    let answer = engine.search(query, chosen);
    this.show(answer, SEEN);
    const more = await complete(engine, query, wanted);
    if (!wanted()) return;
    if (more) answer = engine.search(query, chosen);
    if (more) this.show(answer, SEEN);
    await painted();
    if (!wanted()) return;
    this.showResults(answer.results);
    this.finish(query);
  }

  /** Mark what stands as the last word on a query. */
  finish(query) {
    this.settle();
    if (query) this.list.dataset.for = query;
  }

  /** Put what was typed into the address: last, since a browser takes its time over it. */
  settle() {
    if (this.typed) history.replaceState(null, "", this.address());
    this.typed = false;
  }

  /** Show the answers, or all that the page lists. */
  display(answers, failed = false) {
    this.hidden = !answers;
    document.body.classList.toggle("answering", answers);
    document.getElementById("search-failed").hidden = !failed;
  }

  /** Show an answer, of its results the first few. */
  show(answer, few) {
    const { parts, chosen } = this;
    const { results, corrected, stage } = answer;
    parts.crisis.hidden = !answer.crisis;
    parts.elsewhere.hidden = !answer.elsewhere;
    parts.weak.hidden = !answer.weak && results.length > 0;
    parts.corrected.hidden = !corrected;
    const instead = parts.corrected.querySelector("a");
    instead.textContent = corrected ?? "";
    instead.setAttribute("href", this.address({ q: corrected }));
    parts.stage.hidden = !stage || Boolean(chosen.stage);
    parts.stage.querySelector("b").textContent = this.word("stage", stage);
    parts.clear.hidden = !FACETS.some((facet) => chosen[facet]);
    parts.clear.setAttribute("href", this.address({ stage: "", kind: "", group: "" }));
    this.showChips(answer.facets);
    this.showResults(results.slice(0, few));
    const unseen = [parts.crisis, parts.weak.firstElementChild].filter((part) => !part.closest("[hidden]"));
    announce(this.status, results.length, unseen.map((part) => part.innerText).join(" "));
  }

  showChips(facets) {
    for (const { link, facet, value } of this.chips) {
      const count = facets[facet]?.[value] ?? 0;
      const on = this.chosen[facet] === value;
      link.hidden = !count && !on;
      if (link.hidden) continue;
      link.querySelector("b").textContent = count;
      link.setAttribute("href", this.address({ [facet]: on ? "" : value }));
      if (on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  showDoors(doors) {
    const items = doors.map(({ title, url }) => element("li", "", Object.assign(element("a", "", title), { href: addressOf(url) })));
    this.parts.doors.replaceChildren(...items);
    return items;
  }

  /** Show results; the items of those that stand there already stay. */
  showResults(results) {
    const held = this.list.contains(document.activeElement) && document.activeElement.href;
    const before = this.items;
    this.items = new Map(results.map((result) => {
      const written = JSON.stringify(result, SHOWN);
      return [written, before.get(written) ?? this.item(result)];
    }));
    for (const [written, item] of before) if (!this.items.has(written)) item.remove();
    [...this.items.values()].forEach((item, i) => {
      if (this.list.children[i] !== item) this.list.insertBefore(item, this.list.children[i] ?? null);
    });
    const link = held && document.activeElement.href !== held && [...this.list.querySelectorAll("a")].find(({ href }) => href === held);
    if (link) link.focus();
  }

  item({ title, url, code, kind, stages, section, excerpt }) {
    const link = element("a", "", title);
    link.href = addressOf(url);
    if (section) link.append(" ", element("span", "section", section.title));
    const labels = stages.map((stage) => element("span", `stage-${stage}`, this.word("stage", stage)));
    for (const text of [this.word("kind", kind), code]) if (text) labels.push(element("span", "", text));
    const said = excerpt.map(({ text, mark }) => (mark ? element("mark", "", text) : text));
    return element("li", "", link, element("p", "labels", ...labels), element("p", "", ...said));
  }

  word(facet, value) {
    return this.chips.find((chip) => chip.facet === facet && chip.value === value)?.short ?? "";
  }
}
