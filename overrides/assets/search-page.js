// The search box of every page, and the search page. What is found, and in which order, is the
// affair of search-engine.js; every word that is shown stands in the page or in the index.
// The engine and its index are fetched when a reader turns to the box. A query stays on the
// device: from page to page it travels behind the #, which browsers send to no server.

const SITE = new URL("..", document.currentScript.src);
const STYLES = new URL("search.css", document.currentScript.src).href;
const LANGUAGE = document.documentElement.lang;
const FACETS = ["stage", "kind", "group"];
const LONGEST_IN_ADDRESS = 300;
const OFFERS = 6;

/** The address of a page of the site; a folder of files has no server to add the file's name. */
function addressOf(path) {
  const url = new URL(path, SITE);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

/** Run a script of the site. Unlike fetch() and modules, scripts also load from file://. */
function run(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(path, SITE).href, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// Each file of the index calls this function with what it holds.
const arrived = new Map();
globalThis.searchIndex = (part) => arrived.set(part.name, part);

async function load(name) {
  await run(`search/${name}`);
  return arrived.get(name);
}

let opened;

/** The engine with the first tier of the index; tried again after a failure. */
function loadEngine() {
  opened ??= Promise.all([load(`${LANGUAGE}/boot.js`), run("assets/search-engine.js")])
    .then(([boot]) => new SearchEngine(boot))
    .catch((error) => {
      opened = undefined;
      throw error;
    });
  return opened;
}

const shards = new Map();

function addShard(engine, name) {
  if (!shards.has(name)) shards.set(name, load(name).then((shard) => engine.addBody(shard)));
  return shards.get(name);
}

/** Fetch all that a query needs, as long as it is wanted; whether anything came. */
async function complete(engine, query, wanted) {
  const failed = new Set();
  let more = false;
  for (;;) {
    const names = engine.needed(query).filter((name) => !failed.has(name));
    if (!names.length || !wanted()) return more;
    await Promise.all(names.map(async (name) => {
      try {
        await addShard(engine, name);
        more = true;
      } catch {
        shards.delete(name);
        failed.add(name);
      }
    }));
  }
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Say how many there are, in the words of the page; before that, unseen, what is shown elsewhere. */
function announce(status, count, unseen = "") {
  const { one, many } = status.dataset;
  const text = count === 1 ? one : count ? many.replace("{count}", count) : "";
  if (status.textContent === `${unseen} ${text}`) return; // nothing is said twice
  status.replaceChildren(element("span", "hidden", unseen), ` ${text}`);
}

/** Whether a key or an input belongs to characters that are still being composed. */
const composing = (event) => event.isComposing || event.keyCode === 229;

/** The box on every page but the search page: suggests pages while one types. */
class SearchBox extends HTMLElement {
  connectedCallback() {
    const template = this.querySelector("template");
    if (!template) return;
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

  async suggest() {
    const query = this.box.value;
    const engine = query.trim() && await loadEngine().catch(() => null);
    if (query !== this.box.value || document.activeElement !== this.box) return;
    if (!engine) return this.close();
    const { crisis, results } = engine.search(query, { limit: OFFERS });
    this.show(crisis, crisis ? [] : [...engine.suggest(query, OFFERS), ...results.map(({ title, url }) => ({ text: title, url }))]);
    if (this.options.length) return;
    if (await complete(engine, query, () => query === this.box.value)) this.suggest();
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

/** The search page: the query, and what the reader chose to see of it, are in the address. */
class GuideSearch extends HTMLElement {
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
    history.replaceState(null, "", this.address());
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
    if (!engine) return;
    this.showDoors(engine.doors());
    this.show(engine.search(query, chosen));
    const more = await complete(engine, query, wanted);
    if (!wanted()) return;
    if (more) this.show(engine.search(query, chosen));
    this.finish(query);
  }

  /** Mark what stands as the last word on a query. */
  finish(query) {
    if (query) this.list.dataset.for = query;
  }

  /** Show the answers, or all that the page lists. */
  display(answers, failed = false) {
    this.hidden = !answers;
    document.body.classList.toggle("answering", answers);
    document.getElementById("search-failed").hidden = !failed;
  }

  show(answer) {
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
    this.showResults(results);
    const unseen = [parts.crisis, parts.weak.firstElementChild].filter((part) => !part.closest("[hidden]"));
    announce(this.status, results.length, unseen.map((part) => part.innerText).join(" "));
  }

  showChips(facets) {
    for (const { link, facet, value } of this.chips) {
      const count = facets[facet]?.[value] ?? 0;
      const on = this.chosen[facet] === value;
      link.hidden = !count && !on;
      link.querySelector("b").textContent = count;
      link.setAttribute("href", this.address({ [facet]: on ? "" : value }));
      if (on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  showDoors(doors) {
    const items = doors.map(({ title, url }) => element("li", "", Object.assign(element("a", "", title), { href: addressOf(url) })));
    this.parts.doors.replaceChildren(...items);
  }

  showResults(results) {
    const shown = JSON.stringify(results);
    if (shown === this.shown) return;
    this.shown = shown;
    const held = this.list.contains(document.activeElement) && document.activeElement.href;
    this.list.replaceChildren(...results.map((result) => this.item(result)));
    if (held) [...this.list.querySelectorAll("a")].find(({ href }) => href === held)?.focus();
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

customElements.define("search-box", SearchBox);
customElements.define("guide-search", GuideSearch);
