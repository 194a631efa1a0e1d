// Links in whatever is pasted: text, a table, the source of a page.

import { ownAddress } from "./address.js";

// Where an address ends in running text: at a space, a quotation mark or bracket, Chinese punctuation,
// or what stands between the cells of a table; no address of ours has a comma in it.
const END = "\\s\\x00-\\x1f,;<>\"'`|{}，。；、！？：「」『』《》【】（）“”‘’";

/** Every address of a text that is ours, each once, in order; some stand without https://. */
export function ownLinks(text, bases) {
  const hosts = bases.map((base) => base.replace(/^https?:\/\//i, "").split("/")[0].toLowerCase().replace(/^www\./, ""));
  const bare = hosts.map((host) => host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const pattern = new RegExp(`(?:https?:)?//[^${END}]+|(?<![\\w.@/-])(?:www\\.)?(?:${bare})(?![\\w.-]*\\w)(?:[/?#:][^${END}]*)?`, "gi");
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
