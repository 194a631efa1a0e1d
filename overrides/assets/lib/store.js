// What a tool keeps on the device: nothing, until the reader ticks the box that asks for it.

import { controls, type, typed } from "./form.js";
import { say } from "./output.js";

/**
 * Wire the box [data-do=keep] and the button [data-do=clear] of a tool.
 * One key a tool; `restored` is called after what was kept, or the lack of it, is put back.
 * `extra` may hold { read(), write(value) } for what is not a field.
 */
export function keepWhenAsked(root, words, restored, extra) {
  const key = `guide.tool.${root.dataset.tool}`;
  const box = root.querySelector("[data-do=keep]");
  const state = { read: () => everything(root, extra), write: (all) => putBack(root, all, extra) };
  const empty = state.read();
  const save = () => {
    if (box.checked && !stored(key, JSON.stringify(state.read()))) {
      box.checked = false;
      say(root, words, "not-kept");
    }
  };
  box.addEventListener("change", () => {
    if (box.checked) say(root, words, "kept");
    else if (stored(key, null)) say(root, words, "not-kept-now");
    save();
  });
  root.addEventListener("input", save);
  root.addEventListener("change", save);
  wireClear(root, words, { key, box, state, empty, restored, save });
  addEventListener("pageshow", (event) => {
    if (event.persisted && !box.checked) {
      state.write(empty);
      restored(false);
    }
  });
  // Cleared or no longer kept in another tab: this one does not write it back.
  addEventListener("storage", (event) => {
    if (event.newValue === null && (event.key === key || event.key === null)) box.checked = false;
  });
  const kept = parsed(key);
  box.checked = kept !== null;
  state.write(kept ?? empty);
  restored(kept !== null);
}

/** Clear empties the form and the device; a second press brings back what was typed. */
function wireClear(root, words, { key, box, state, empty, restored, save }) {
  const button = root.querySelector("[data-do=clear]");
  const label = button.textContent;
  let before = null;
  const show = (undo) => {
    before = undo;
    button.textContent = undo ? words["undo-clear"] : label;
  };
  button.addEventListener("click", () => {
    if (before) {
      state.write(before.all);
      box.checked = before.kept;
      show(null);
      save();
    } else {
      show({ all: state.read(), kept: box.checked });
      stored(key, null);
      box.checked = false;
      state.write(empty);
      say(root, words, "cleared");
    }
    restored(false);
  });
  root.addEventListener("input", () => before && show(null));
}

function everything(root, extra) {
  const fields = Object.fromEntries(controls(root).map((input) => [input.dataset.field, typed(input)]));
  return { fields, extra: extra?.read() ?? null };
}

function putBack(root, all, extra) {
  if (extra) extra.write(all.extra);
  for (const input of controls(root)) {
    const value = all.fields[input.dataset.field];
    if (typeof value === "string") type(input, value);
  }
}

/** Store a text under a key, or remove the key; false where the browser does not allow it. */
function stored(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** What was kept, or null when there is nothing, or nothing that we wrote. */
function parsed(key) {
  try {
    const all = JSON.parse(localStorage.getItem(key));
    return all && typeof all.fields === "object" && all.fields ? all : null;
  } catch {
    return null;
  }
}
