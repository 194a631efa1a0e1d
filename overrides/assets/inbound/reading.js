// Links in whatever is pasted: text, a table, the source of a page.

import { ownAddress } from "./address.js";

// Where an address ends in running text: at a space, a quotation mark or bracket, or Chinese punctuation.
const END = "\\s<>\"'`|{}，。；、！？：「」『』《》【】（）“”‘’";

/** Every address of a text that is ours, each once, in order; some stand without https://. */
export function ownLinks(text, bases) {
  const hosts = bases.map((base) => base.replace(/^https?:\/\//i, "").split("/")[0].toLowerCase());
  const bare = hosts.map((host) => host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?:https?:)?//[^${END}]+|(?<![\\w.@/-])(?:${bare})(?![\\w.-]*\\w)(?:[/?#:][^${END}]*)?`, "gi");
  const found = (text.replaceAll("&amp;", "&").match(pattern) || []).map(trimmed);
  return [...new Set(found)].filter((link) => ownAddress(link, bases));
}

/** Without the full stop or bracket that belongs to the sentence around it. */
function trimmed(raw) {
  const after = /[.,;:!?*_~\]]+$/;
  let link = raw.replace(after, "");
  while (link.endsWith(")") && link.split("(").length < link.split(")").length) {
    link = link.slice(0, -1).replace(after, "");
  }
  return link;
}
