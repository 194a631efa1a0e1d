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

/** Leads away so that the button for going back does not return to this page. */
class QuickExit extends HTMLElement {
  connectedCallback() {
    this.querySelector(".leave").addEventListener("click", (event) => {
      event.preventDefault();
      document.documentElement.hidden = true; // at once, however slow the line is
      location.replace(event.currentTarget.href);
    });
  }
}

customElements.define("quick-exit", QuickExit);

// Who comes back by the browser's own ways sees the page again.
addEventListener("pageshow", () => (document.documentElement.hidden = false));

// A page of this site that the reader points at is fetched ahead. Browsers that know speculation
// rules do it by themselves: see guide/make/inline.py. Not on a tool, whose links say what was typed.
const fetched = new Set();

function fetchAhead({ target }) {
  const link = target instanceof Element && target.closest("a[href]");
  if (!link || link.origin !== location.origin || /\.\w+$/.test(link.pathname)) return;
  const href = link.href.split("#")[0];
  if (fetched.has(href) || href === location.href.split("#")[0]) return;
  fetched.add(href);
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href }));
}

const known = HTMLScriptElement.supports && HTMLScriptElement.supports("speculationrules");
const sparing = navigator.connection && navigator.connection.saveData;
const isTool = document.body.classList.contains("kind-tool");
if (!known && !sparing && !isTool && location.protocol !== "file:") {
  for (const pointed of ["pointerover", "touchstart"]) addEventListener(pointed, fetchAhead, { passive: true });
}
