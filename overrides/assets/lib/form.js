// Fields of a tool: what is typed is read, and what cannot be is said in a sentence beside it.

import { readAmount, readAmounts, readRate, readWhole, shortest } from "./amounts.js";
import { readDate } from "./dates.js";
import { compare, decimal, isNegative, round } from "./decimal.js";

// More than these characters in one field are taken for a slip.
const LONGEST_TEXT = { input: 200, textarea: 20000 };

const READERS = {
  amount: readAmount,
  amounts: readAmounts,
  rate: readRate,
  whole: readWhole,
  date: readDate,
  text: (typed) => (typed.trim() === "" ? { fault: "empty" } : { value: typed.trim() }),
  choice: (typed) => ({ value: typed }),
};

/** The words of a tool by name, from its <template data-part="words">. */
export function wordsOf(root) {
  const all = root.querySelectorAll("template[data-part=words]");
  const items = [...all].flatMap((template) => [...template.content.querySelectorAll("[data-word]")]);
  return Object.fromEntries(items.map((item) => [item.dataset.word, item.textContent]));
}

/** A pattern such as "{amount} a day" with its names filled in. */
export const filled = (pattern, values = {}) => pattern.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

/** The control of a field, by the name it has in data-field. */
export const control = (root, name) => root.querySelector(`[data-field="${name}"]`);
export const controls = (root) => [...root.querySelectorAll("[data-field]")];

/** What is typed in a control: its value, or whether it is ticked, or which of a group is chosen. */
export function typed(input) {
  if (input.type === "checkbox") return input.checked ? "yes" : "";
  if (input.matches("fieldset")) return input.querySelector("input:checked")?.value ?? "";
  return input.value;
}

/** Put back what was typed. */
export function type(input, value) {
  if (input.type === "checkbox") input.checked = value === "yes";
  else if (input.matches("fieldset")) {
    for (const option of input.querySelectorAll("input")) option.checked = option.value === value;
  } else input.value = value;
}

/** { value } of a field by its data-type and limits, null where an optional one is empty; or { fault }. */
export function fieldValue(input) {
  const kind = input.dataset.type ?? "choice";
  const read = READERS[kind](typed(input));
  if (read.fault === "empty" && !input.hasAttribute("aria-required")) return { value: null };
  if (kind === "text" && read.value?.length > LONGEST_TEXT[input.localName]) return { fault: "long-text", values: { max: LONGEST_TEXT[input.localName] } };
  if (read.fault || typeof read.value === "string" || Array.isArray(read.value)) return read;
  if (kind === "amount" && compare(read.value, round(read.value, 2)) !== 0) return { fault: "cents" };
  const { min = "0", max } = input.dataset;
  if (isNegative(read.value) && min === "0") return { fault: "negative" };
  if (compare(read.value, decimal(min)) < 0) return { fault: "small", values: { min: shortest(decimal(min)) } };
  if (max && compare(read.value, decimal(max)) > 0) return { fault: `large-${kind}`, values: { max: shortest(decimal(max)) } };
  return read;
}

/** Say beside a field what is wrong with what was typed; nothing that was typed is changed. */
export function complain(input, words, fault, values) {
  const place = input.ownerDocument.getElementById(`${input.id}-fault`);
  if (!place) return;
  place.textContent = fault ? filled(words[`fault-${fault}`] ?? words["fault-unreadable"], values) : "";
  place.hidden = !fault;
  if (fault) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** The values of all fields in `root` by name, and the controls at fault, each with its sentence. */
export function readFields(root, words) {
  const [values, faulty] = [{}, []];
  for (const input of controls(root)) {
    if (input.closest("[hidden]")) continue;
    const read = fieldValue(input);
    complain(input, words, read.fault, read.values);
    if (read.fault) faulty.push(input);
    else values[input.dataset.field] = read.value;
  }
  return { values, faulty };
}

/**
 * Run `work` when the reader presses the tool's button or Enter, and after each later change.
 * `work(isAsked)` returns the controls at fault; the first of them gets the focus when asked.
 */
export function whenAsked(root, work) {
  let hasAsked = false;
  const ask = () => {
    hasAsked = true;
    inOrder(work(true))[0]?.focus();
  };
  const button = root.querySelector("[data-do=work]");
  // The field keeps the focus until the click is done: a sentence that comes or goes as the field is
  // left would move the button from under the finger, and the click would be lost.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", ask);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input[data-field]") && !event.isComposing) {
      event.preventDefault();
      ask();
    }
  });
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("change", () => hasAsked && work(false));
  return { forget: () => (hasAsked = false) };
}

/** Controls in the order in which they stand on the page. */
function inOrder(all) {
  return [...all].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

/** A copy of <template data-part="name"> of the tool, each [data-slot] filled with text. */
export function stamped(root, name, slots) {
  const copy = root.querySelector(`template[data-part="${name}"]`).content.cloneNode(true);
  fillSlots(copy, slots);
  return copy;
}

/** Fill [data-slot] elements with text, never with markup. */
export function fillSlots(root, slots) {
  for (const [slot, text] of Object.entries(slots)) {
    for (const element of root.querySelectorAll(`[data-slot="${slot}"]`)) element.textContent = text;
  }
}
