// The page on privacy: shows what this site keeps on this device, and removes all of it.

import { copyStores, forgetCopy, registered } from "./lib/copy.js";

// How the names begin under which the tools and the choice of a language are kept.
const OURS = { tools: "guide.tool.", language: "guide-language" };

/** What is kept by whom: names of OURS and "copy", of those only that have something. */
async function found() {
  const names = keptNames();
  const kinds = Object.keys(OURS).filter((kind) => names.some((name) => name.startsWith(OURS[kind])));
  const copied = (await copyStores()).length > 0 || Boolean(await registered());
  return copied ? [...kinds, "copy"] : kinds;
}

/** The names of ours in the store, which others on the same host may use too. */
function keptNames() {
  try {
    const starts = Object.values(OURS);
    return Object.keys(localStorage).filter((name) => starts.some((start) => name.startsWith(start)));
  } catch {
    return []; // the browser keeps nothing for this site
  }
}

class ClearStorage extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("[role=status]")) return;
    this.append(this.querySelector("template").content.cloneNode(true));
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.clear());
    addEventListener("storage", () => this.look("")); // another page of the site kept or removed something
    this.look("");
  }

  /** Show what is kept; `done` is what was just done, if anything. */
  async look(done) {
    const kinds = await found().catch(() => []);
    for (const item of this.querySelectorAll("[data-kept]")) item.hidden = !kinds.includes(item.dataset.kept);
    this.querySelector("[role=status]").textContent = done || this.dataset[kinds.length ? "some" : "none"];
    this.button.disabled = !kinds.length;
  }

  async clear() {
    try {
      for (const name of keptNames()) localStorage.removeItem(name);
      await forgetCopy();
      const left = await found();
      await this.look(this.dataset[left.length ? "failed" : "done"]);
    } catch {
      await this.look(this.dataset.failed);
    }
  }
}

customElements.define("clear-storage", ClearStorage);
