// A letter on the page: read from its template, shown, and saved.

import { DOCX_TYPE, headingBlock, paragraphBlock, textDocument } from "./docx.js";
import { lineMark } from "./letters.js";

/** The texts of a letter from its template, as lib/letters.js takes them. */
export function textsOf({ content }) {
  const read = (name) => [...content.querySelectorAll(`[data-text=${name}] > p`)].map(lineOf);
  return { own: read("own"), sent: read("sent"), page: content.querySelector("[data-part=page]") };
}

function lineOf(element) {
  const { kind, group, note, out, choice } = element.dataset;
  const parts = [...element.children].map((part) => (part.dataset.place ? { place: part.dataset.place, label: part.textContent } : part.textContent));
  return { kind, group: Number(group), parts, note, out: out !== undefined, isChoice: choice !== undefined };
}

/** The ids of the places of a letter, in order, each once. */
export function placesOf(lines) {
  return [...new Set(lines.flatMap(({ parts }) => parts.flatMap(({ place }) => place ?? [])))];
}

/** Lines by the groups that are taken out together, each with its text and the note on it. */
export function grouping(lines) {
  const all = new Map();
  for (const { group, parts, note, isChoice } of lines) {
    const text = parts.map((part) => (typeof part === "string" ? part : `【${part.label}】`)).join("");
    const before = all.get(group);
    all.set(group, before ? { ...before, text: `${before.text} ${text}` } : { group, text, note, isChoice });
  }
  return [...all.values()];
}

/** A filled letter as elements; what was typed is marked, and what is empty stands out. */
export function paragraphs(lines, language, slots) {
  return lines.map((line) => {
    const element = document.createElement(["section", "heading"].includes(line.kind) ? "h4" : "p");
    element.append(lineMark(line, language));
    for (const { text, place, empty } of line.parts) {
      const part = place ? Object.assign(document.createElement(empty ? "mark" : "b"), { textContent: text }) : text;
      if (place && slots) part.dataset.slot = slots + place;
      element.append(part);
    }
    return element;
  });
}

/** The hard words as lib/letters.js takes them, and the elements that say each one's gentler form. */
export function harshList(content) {
  const items = [...content.querySelectorAll("[data-zh]")];
  const split = (text) => text.split("|").filter(Boolean);
  const entries = items.map(({ dataset }) => ({ zh: split(dataset.zh), en: split(dataset.en) }));
  const gentle = items.map(({ parentElement }) => [...parentElement.querySelectorAll("a, span")]);
  return { entries, harmless: split(content.querySelector("[data-harmless]").dataset.harmless), gentle };
}

/** The file of a letter's lines, as a document or as plain text, named after its title. */
export function letterFile(title, format, lines) {
  const name = `${title.replace(/[\\/:*?"<>|]/g, " ")}.${format}`;
  if (format === "txt") return { name, type: "text/plain;charset=utf-8", bytes: `\ufeff${lines.map(({ text }) => text).join("\r\n")}\r\n` };
  const blocks = lines.map(({ kind, text }, at) => (["section", "heading"].includes(kind) ? headingBlock(text, at ? 2 : 1) : paragraphBlock(text)));
  return { name, type: DOCX_TYPE, bytes: textDocument(blocks, "zh-CN") };
}
