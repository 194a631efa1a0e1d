// What a reader takes away from a tool: paper, clipboard, file.

import { filled } from "./form.js";

/** Say in the tool's status line what has just been done; screen readers speak it. */
export function say(root, words, name, values) {
  root.querySelector("[data-part=status]").textContent = filled(words[name], values);
}

/** Give the result the focus, its beginning in view: the focus alone would centre what is taller than the window. */
export function lookAt(result) {
  result.focus({ preventScroll: true });
  result.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/**
 * Make the buttons [data-do=print], [data-do=copy] and [data-do=save] of a tool work.
 * `copied()` is the text to copy, empty without a result; `saved(format)` is { name, type, bytes } of
 * the file to save, or null when something typed is at fault, which the tool has then said.
 */
export function takeAway(root, words, { copied, saved }) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-do]");
    const act = button?.dataset.do;
    if (act === "print") print();
    if (act === "copy") {
      const text = copied(button.dataset.format);
      say(root, words, text ? ((await copyText(text)) ? "copied" : "not-copied") : "no-result");
    }
    if (act === "save") {
      const file = saved(button.dataset.format);
      if (file) saveFile(file);
      if (file) say(root, words, "saved", { name: file.name });
    }
  });
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** From file:// and in older browsers there is no clipboard: select the text and copy it. */
function copiedByHand(text) {
  const [area, before] = [document.createElement("textarea"), document.activeElement];
  area.value = text;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

function saveFile({ name, type, bytes }) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
