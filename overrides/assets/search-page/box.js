import { LONGEST_IN_ADDRESS, announce, composing, element } from "./elements.js";
import { STYLES, addressOf, complete, loadEngine } from "./loading.js";

const OFFERS = 6;

/** The box on every page but the search page: suggests pages while one types. */
export class SearchBox extends HTMLElement {
  connectedCallback() {
    const template = this.querySelector("template");
    this.form = this.querySelector("form");
    this.box = this.querySelector("input");
    this.form.append(template.content.cloneNode(true));
    this.list = this.querySelector("[role=listbox]");
    this.despair = this.list.querySelector(".despair");
    this.status = this.querySelector("[role=status]");
    this.options = [];
    this.active = -1;
    const set = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" };
    for (const name in set) this.box.setAttribute(name, set[name]);
    this.box.addEventListener("focus", () => this.prepare());
    this.box.addEventListener("input", (event) => composing(event) || this.suggest());
    this.box.addEventListener("compositionend", () => this.suggest());
    this.box.addEventListener("keydown", (event) => composing(event) || this.press(event));
    this.box.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.form.addEventListener("submit", (event) => this.submit(event));
    if (document.activeElement === this.box) this.prepare();
  }

  prepare() {
    this.styles ??= document.head.appendChild(Object.assign(element("link"), { rel: "stylesheet", href: STYLES }));
    loadEngine().catch(() => {});
  }

  /** Offer pages for what stands in the box; `fetch`: load more of the index if there are none. */
  async suggest(fetch = true) {
    const query = this.box.value;
    const engine = query.trim() && await loadEngine().catch(() => null);
    if (query !== this.box.value || document.activeElement !== this.box) return;
    if (!engine) return this.close();
    const { crisis, despair, results } = engine.search(query, { limit: OFFERS });
    this.show(crisis, despair ? [] : [...engine.suggest(query, OFFERS), ...results.map(({ title, url }) => ({ text: title, url }))]);
    if (this.options.length || !fetch) return;
    if (await complete(engine, query, () => query === this.box.value)) this.suggest(false);
  }

  show(crisis, offers) {
    this.despair.hidden = !crisis;
    const pages = new Set();
    const links = [];
    for (const { text, url } of offers) {
      const href = addressOf(url);
      const page = href.split("#")[0];
      if (pages.has(page) || links.length === OFFERS) continue;
      pages.add(page);
      links.push(Object.assign(element("a", "", text), { href, role: "option", tabIndex: -1 }));
    }
    this.list.replaceChildren(this.despair, ...links);
    this.options = [...this.list.querySelectorAll("a")].filter((option) => crisis || !this.despair.contains(option));
    this.options.forEach((option, i) => {
      option.id = `suggestion-${i}`;
    });
    this.expand(this.options.length > 0);
    announce(this.status, this.options.length, crisis ? this.despair.innerText : "");
  }

  expand(shown) {
    this.list.hidden = !shown;
    this.box.setAttribute("aria-expanded", shown);
    this.choose(-1);
  }

  close() {
    this.expand(false);
  }

  choose(active) {
    this.active = active;
    this.options.forEach((option, i) => option.setAttribute("aria-selected", i === active));
    const option = this.options[active];
    if (option) option.scrollIntoView({ block: "nearest" });
    if (option) this.box.setAttribute("aria-activedescendant", option.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.hidden) this.suggest();
    else if (step) {
      const places = this.options.length + 1; // the box itself is one
      this.choose((this.active + step + 1 + places) % places - 1);
    } else if (this.list.hidden || (event.key === "Enter" ? this.active < 0 : event.key !== "Escape")) return;
    else if (event.key === "Enter") this.options[this.active].click();
    else this.close();
    event.preventDefault();
  }

  submit(event) {
    event.preventDefault();
    location.assign(`${addressOf(this.form.action)}#${new URLSearchParams({ q: this.box.value.slice(0, LONGEST_IN_ADDRESS) })}`);
  }
}
