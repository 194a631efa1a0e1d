// The page /go/: from a spoken code to its page, and the language that permanent links open in.

import { chooseLanguage, chosenLanguage } from "./go/choice.js";
import { codeOf } from "./go/code.js";

/** A form for a code; the pages are those of the table below it. */
class CodeForm extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("form")) return;
    this.append(this.querySelector("template").content.cloneNode(true));
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.open(this.querySelector("input").value);
    });
  }

  open(typed) {
    const code = codeOf(typed);
    const row = [...document.querySelectorAll("main table tr")].find(
      (each) => each.cells[0].textContent.trim() === code,
    );
    const link = code && row && row.querySelector("a[href]");
    const told = this.querySelector("[data-unknown]");
    told.textContent = link ? "" : told.dataset.unknown;
    if (link) link.click();
    else this.querySelector("input").focus();
  }
}

/** Remembers a language on this device, when the reader says so. */
class LanguageChoice extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("form")) return;
    this.append(this.querySelector("template").content.cloneNode(true));
    const chosen = chosenLanguage();
    for (const input of this.querySelectorAll("input")) input.checked = input.value === chosen;
    this.addEventListener("change", (event) => this.choose(event.target.value));
  }

  choose(language) {
    const told = this.querySelector("[role=status]").dataset;
    const kept = chooseLanguage(language);
    const word = kept ? (language ? told.kept : told.forgotten) : told.failed;
    this.querySelector("[role=status]").textContent = word;
  }
}

customElements.define("code-form", CodeForm);
customElements.define("language-choice", LanguageChoice);
