// The page about the copy on the device: nothing is registered or kept until its reader asks.

import { SITE, forgetCopy, registered } from "./lib/copy.js";

const LANGUAGE = document.documentElement.lang;
const ANSWER_WITHIN = 120_000; // milliseconds: a whole copy on a slow line

/** Whether this browser can keep a copy. */
function possible() {
  return Boolean(navigator.serviceWorker && globalThis.caches && globalThis.DecompressionStream);
}

/** Register the worker, and wait until it runs. */
async function register() {
  const registration = await navigator.serviceWorker.register(new URL("sw.js", SITE));
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker.state !== "activated" && !registration.active) await becomesActive(worker);
  return registration;
}

function becomesActive(worker) {
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("not installed"));
    });
  });
}

/** Ask the worker; its answer is { entry } or { error }. */
function ask(registration, question) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => reject(new Error("no answer")), ANSWER_WITHIN);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.error) reject(new Error(data.error));
      else resolve(data.entry);
    };
    registration.active.postMessage({ ask: question, language: LANGUAGE }, [port2]);
  });
}

class KeepCopy extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("[role=status]")) return;
    this.append(this.querySelector("template").content.cloneNode(true));
    if (!possible()) {
      this.say(this.dataset.impossible);
      return;
    }
    this.button("keep").addEventListener("click", () => this.once(() => this.keep()));
    this.button("renew").addEventListener("click", () => this.once(() => this.keep()));
    this.button("remove").addEventListener("click", () => this.once(() => this.forget()));
    this.look();
  }

  button(name) {
    return this.querySelector(`[data-do=${name}]`);
  }

  say(text) {
    this.querySelector("[role=status]").textContent = text;
  }

  /** Show what is kept, if anything. */
  async look() {
    const registration = await registered();
    this.show(registration?.active ? await ask(registration, "status").catch(() => undefined) : undefined);
  }

  show(entry) {
    const size = entry ? (entry.bytes / 1e6).toFixed(1) : "";
    this.say(entry ? this.dataset.kept.replace("{date}", entry.date).replace("{size}", size) : this.dataset.none);
    this.button("keep").hidden = Boolean(entry);
    this.button("renew").hidden = this.button("remove").hidden = !entry;
  }

  async keep() {
    this.say(this.dataset.getting);
    try {
      const entry = await ask(await register(), "keep");
      // Else the browser may throw the copy away when it is short of room.
      navigator.storage?.persist?.();
      this.show(entry);
    } catch {
      await this.look();
      this.say(this.dataset.failed);
    }
  }

  async forget() {
    await forgetCopy();
    this.show(undefined);
    this.say(this.dataset.removed);
  }

  /** Do one thing at a time; a button that is pressed meanwhile keeps the focus and does nothing. */
  async once(work) {
    if (this.ariaBusy === "true") return;
    this.ariaBusy = "true";
    await work();
    this.ariaBusy = "false";
    const shown = this.querySelector("button:not([hidden])");
    if (document.activeElement === document.body || document.activeElement?.hidden) shown?.focus();
  }
}

customElements.define("keep-copy", KeepCopy);
