// Is this message real: the page's side of lib/message.js. Nothing pasted becomes a link or markup.

import { complain, readFields, stamped, whenAsked, wordsOf } from "../lib/form.js";
import { judgeMessage } from "../lib/message.js";
import { say, takeAway } from "../lib/output.js";
import { keepWhenAsked } from "../lib/store.js";

const SIDES = ["against", "for", "neither"];

class GuideMessage extends HTMLElement {
  connectedCallback() {
    this.words = wordsOf(this);
    this.data = JSON.parse(this.part("patterns").dataset.patterns);
    this.result = this.part("result");
    const asked = whenAsked(this.part("message"), (isAsked) => this.work(isAsked));
    takeAway(this, this.words, { copied: () => this.asText(), saved: () => null });
    keepWhenAsked(this, this.words, () => {
      asked.forget();
      this.result.hidden = true;
      for (const field of this.querySelectorAll("[aria-invalid]")) complain(field, this.words);
    });
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  work(isAsked) {
    const { values, faulty } = readFields(this, this.words);
    if (!faulty.length) this.show(judgeMessage(values.text, values.sender ?? "", new Date().getFullYear(), this.data));
    this.result.hidden = faulty.length > 0;
    say(this, this.words, faulty.length ? "faults" : "done", { count: faulty.length });
    if (isAsked && !faulty.length) this.result.focus();
    return faulty;
  }

  show({ kinds, signs, crisis }) {
    const named = kinds.length ? kinds : ["unknown"];
    this.part("crisis").hidden = !crisis;
    this.fill("kinds", named.map((id) => stamped(this, `kind-${id}`, {})));
    for (const side of SIDES) {
      const there = signs.filter((sign) => sign.side === side).map((sign) => this.sign(sign));
      this.fill(side, there.length || side === "neither" ? there : [stamped(this, `none-${side}`, {})]);
    }
    this.part("neither").hidden = !signs.some(({ side }) => side === "neither");
    this.fill("checks", named.map((id) => stamped(this, `check-${id}`, {})));
    const topics = kinds.flatMap((id) => this.data.kinds[id].topics);
    const all = topics.length ? [...new Set(topics)] : ["who-is-calling", "is-this-court-message-real"];
    this.fill("topics", all.map((key) => stamped(this, `topic-${key}`, {})));
  }

  sign({ id, quotes }) {
    const item = stamped(this, `sign-${id}`, { quotes: quotes.join(" / ") });
    if (!quotes.length) item.querySelector(".seen").remove();
    return item;
  }

  fill(name, items) {
    this.querySelector(`[data-list=${name}]`).replaceChildren(...items);
  }

  /** The result as text to send on; pasted addresses are broken up, so that no program makes links of them. */
  asText() {
    this.work(false);
    if (this.result.hidden) return "";
    const shown = [...this.result.querySelectorAll("h3, li, [data-part=crisis] p")].filter((element) => !element.closest("[hidden]"));
    return [this.words["copy-head"], ...shown.map((element) => `${element.localName === "h3" ? "\n" : "- "}${plainText(element)}`)].join("\n");
  }
}

/** The text of a part of the result, without its links within the page. */
function plainText(element) {
  const copy = element.cloneNode(true);
  for (const link of copy.querySelectorAll("a[href^='#']")) link.remove();
  for (const quoted of copy.querySelectorAll("[data-slot=quotes]")) {
    quoted.textContent = quoted.textContent.replace(/:\/\//g, "[://]").replace(/([0-9a-z])\.(?=[0-9a-z])/gi, "$1[.]");
  }
  return copy.textContent.replace(/\s+/g, " ").trim();
}

customElements.define("guide-message", GuideMessage);
