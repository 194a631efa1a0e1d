// Permanent links and old addresses: on to the page, with the #place and the query kept.

import { chosenLanguage } from "./go/choice.js";
import { languageFor } from "./go/language.js";

/** The link to follow: the place that was asked for, the only one, or that of the reader's language. */
function linkToFollow() {
  const id = decodedHash();
  const place = id && document.querySelector(".places") && document.getElementById(id);
  const link = place && place.matches(".places > li") ? place.querySelector("a") : null;
  if (link) return link;
  const links = [...document.querySelectorAll("a[data-go]")];
  if (links.length < 2) return links[0];
  const offered = links.map((each) => each.hreflang);
  const language = languageFor(chosenLanguage(), navigator.languages || [], offered);
  return links.find((each) => each.hreflang === language);
}

function decodedHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** The links keep what came with the address, for a reader who chooses one. */
function keep(link) {
  link.search = location.search;
  if (!link.hash) link.hash = location.hash;
  // A folder of files has no server to add the file's name.
  if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
}

document.querySelectorAll("a[data-go], .places a").forEach(keep);
const next = linkToFollow();
if (next) location.replace(next.href);
