// What the pages do better with a script; each works without.

/** Keeps the reader's place: the page in another language opens at the same #anchor. */
class LanguageSwitch extends HTMLElement {
  connectedCallback() {
    this.keepPlace = () => {
      for (const link of this.querySelectorAll("a[hreflang]")) link.hash = location.hash;
    };
    addEventListener("hashchange", this.keepPlace);
    this.keepPlace();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.keepPlace);
  }
}

customElements.define("language-switch", LanguageSwitch);
