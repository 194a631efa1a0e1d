// Pasted links to this site, judged on the device with the part of the catalogue made for that.

import { inboundIndex } from "./inbound/index.js";
import { ownLinks } from "./inbound/reading.js";
import { judgeLink } from "./inbound/verdict.js";

const SITE = new URL("..", document.currentScript.src);
const TO_DO = ["moved", "withdrawn", "unknown"];

let arrived;
globalThis.guideCatalogue = (small) => (arrived = inboundIndex(small));

/** The index; a script rather than data, which would not load from file://. */
function loadIndex() {
  if (arrived) return Promise.resolve(arrived);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const src = new URL("permalinks.js", SITE).href;
    Object.assign(script, { src, onload: () => resolve(arrived), onerror: reject });
    document.head.append(script);
  });
}

/** The form, and under it what has become of each link. */
class LinkCheck extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("form")) return;
    this.append(this.querySelector("template").content.cloneNode(true));
    this.status = this.querySelector("[role=status]");
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.check(this.querySelector("textarea").value);
    });
  }

  async check(text) {
    try {
      const index = await loadIndex();
      const bases = SITE.protocol === "file:" ? [] : [SITE.href];
      const links = ownLinks(text, [index.address, ...bases]);
      this.show(links.map((link) => [link, judgeLink(index, bases, link)]));
    } catch {
      this.status.textContent = this.status.dataset.failed;
    }
  }

  show(judged) {
    const bad = judged.filter(([, { state }]) => TO_DO.includes(state)).length;
    const { none, counted } = this.status.dataset;
    this.status.textContent = judged.length
      ? counted.replace("{count}", judged.length).replace("{bad}", bad)
      : none;
    this.querySelector("table").hidden = !judged.length;
    const worst = ["withdrawn", "unknown", "moved", "unchecked", "works"];
    const order = ([, { state }]) => worst.indexOf(state);
    judged.sort((a, b) => order(a) - order(b));
    this.querySelector("tbody").replaceChildren(...judged.map(([link, verdict]) => this.row(link, verdict)));
  }

  row(link, { state, part, link: next }) {
    const name = part === "anchor" ? part : state;
    const alone = !next && ["withdrawn", "unknown"].includes(state) ? "-alone" : "";
    const said = this.querySelector(`[data-word="${name + alone}"]`).textContent;
    const row = element("tr", "row");
    const result = element("td", "cell", said);
    if (next) {
      const onward = Object.assign(document.createElement("a"), { href: next, textContent: next });
      result.append(" ", onward);
    }
    row.append(element("td", "cell", link), result);
    for (const [cell, head] of [...row.cells].map((cell, i) => [cell, this.querySelectorAll("th")[i]])) {
      cell.dataset.label = head.textContent;
    }
    row.dataset.state = state;
    return row;
  }
}

function element(name, role, text = "") {
  const made = document.createElement(name);
  made.setAttribute("role", role);
  made.textContent = text;
  return made;
}

customElements.define("link-check", LinkCheck);
