// What has become of one link: the same steps as scripts/guide/inbound/verdict.py. Both pass
// tests/cases/inbound.yml.

import { ownAddress } from "./address.js";
import { nearestName } from "./nearest.js";

// The folders below which a page is named by its id or code.
const BY_NAME = ["go", "embed", "handouts"];
// Those of them below which every page is.
const OF_ANY_PAGE = ["go", "embed"];

/** {state, link, id, code, part}; `bases` are further addresses at which the site is served. */
export function judgeLink(index, bases, link) {
  const address = ownAddress(link, [index.address, ...bases]);
  if (!address) return verdict("elsewhere");
  const judged = ofName(index, address) || ofPath(index, address);
  // The catalogue does not promise the other of host and www.host.
  if (!address.www || judged.state !== "works") return judged;
  const { base, path, query, id } = address;
  return { ...judged, state: "moved", link: base + path + query + (id ? `#${id}` : "") };
}

function verdict(state, more) {
  return { state, link: "", id: "", code: "", part: "", ...more };
}

/** The address of a place (path, maybe with #id) in the language that was asked for. */
function addressTo(asked, place) {
  const at = place.indexOf("#");
  const [path, tail] = at < 0 ? [place, ""] : [place.slice(0, at), place.slice(at)];
  return asked.base + asked.folder + path + asked.query + tail;
}

/** A permanent link or an embed; null if the address is neither. */
function ofName(index, address) {
  const parts = address.path.replace(/index\.html$/, "").split("/").filter(Boolean);
  const folder = index.languages.includes(parts[0]) ? `${parts.shift()}/` : "";
  const kind = (parts[0] || "").toLowerCase();
  if (!BY_NAME.includes(kind) || parts.length > 2) return null;
  if (parts.length === 1) {
    const source = folder === `${index.languages[0]}/`;
    return source && index.byPath.has(`${parts[0]}/`) ? verdict("works") : null;
  }
  const name = nameOf(index, parts[1]);
  const asked = { ...address, folder, path: `${kind}/${name}/` };
  const found = index.byName.get(name);
  if (kind === "handouts" && !(found && found.withdrawn)) return verdict("unchecked");
  const exact = kind === parts[0] && found && (name === parts[1] || found.code === parts[1]);
  if (exact) return ofPage(index, asked, found, asked.path);
  const ids = index.names.filter((each) => !each.withdrawn).map((each) => each.id);
  const near = found ? name : nearestName(name, ids);
  return verdict("unknown", { link: near ? addressTo(asked, `${kind}/${near}/`) : "", part: "page" });
}

/** An id or code as the catalogue has it, if it is one; a code may have too few or too many zeros. */
function nameOf(index, written) {
  const name = index.byName.has(written) ? written : written.toLowerCase();
  const code = /^([a-z])[-_ ]?0*([0-9]{1,3})$/.exec(name);
  return code ? code[1] + code[2].padStart(2, "0") : name;
}

/** The folder of the language that is meant by one in other letters, such as zh-hans. */
function languageFolder(index, folder) {
  const meant = index.languages.slice(1).find((each) => each.toLowerCase() === folder.toLowerCase());
  return meant ? `${meant}/` : "";
}

function ofPath(index, address) {
  let { path } = address;
  let folder = "";
  if (index.files.has(path)) return verdict("works");
  const first = path.split("/")[0];
  if (index.languages.slice(1).includes(first)) {
    folder = `${first}/`;
    path = path.slice(first.length).replace(/^\//, "");
  } else folder = languageFolder(index, first);
  const last = path.slice(path.lastIndexOf("/") + 1);
  const page = ["index.html", "index.md"].includes(last);
  if (last.includes(".") && !page && !/\.html?$/i.test(last)) return verdict("unchecked");
  if (page) path = path.slice(0, path.length - last.length);
  else if (last && !last.includes(".")) path += "/";
  return ofPlain(index, { ...address, folder, path, id: last === "index.md" ? "" : address.id });
}

/** A page by its path, or by one that it had. */
function ofPlain(index, asked) {
  const place = asked.id ? `${asked.path}#${asked.id}` : asked.path;
  if (index.moved.has(place)) return moved(index, asked, index.moved.get(place));
  const found = index.byPath.get(asked.path);
  if (found) return ofPage(index, asked, found, found.path);
  if (index.moved.has(asked.path)) {
    const to = index.moved.get(asked.path);
    const path = to.split("#")[0];
    const target = index.byPath.get(path);
    const kept = asked.id && target && target.ids.has(asked.id);
    return moved(index, asked, kept ? `${path}#${asked.id}` : to);
  }
  const near = nearestPage(index, asked.path);
  if (!near) return verdict("unknown", { part: "page" });
  const there = near.ids.has(asked.id) ? `${near.path}#${asked.id}` : near.path;
  return verdict("unknown", { link: addressTo(asked, there), id: near.id, code: near.code, part: "page" });
}

/** A page that there is, or was, and the place on it; `path` is how it was asked for. */
function ofPage(index, asked, found, path) {
  const named = { id: found.id, code: found.code };
  if (found.withdrawn) {
    const see = index.byName.get(found.see);
    const kind = path === found.path ? "" : path.split("/")[0];
    const instead = see && (OF_ANY_PAGE.includes(kind) ? `${kind}/${see.id}/` : see.path);
    return verdict("withdrawn", { ...named, link: see ? addressTo(asked, instead) : "" });
  }
  const place = `${found.path}#${asked.id}`;
  if (index.moved.has(place)) return moved(index, asked, index.moved.get(place));
  if (isThere(asked.id, found.ids)) return verdict("works", named);
  const near = nearestName(asked.id, [...found.ids].sort());
  return verdict("unknown", { ...named, link: addressTo(asked, near ? `${path}#${near}` : path), part: "anchor" });
}

/** What has a = is no place, but what a page is asked, as in /search/#q=words. */
function isThere(id, ids) {
  return !id || id.toLowerCase() === "top" || id.includes("=") || ids.has(id);
}

function moved(index, asked, to) {
  const { id = "", code = "" } = index.byPath.get(to.split("#")[0]) || {};
  return verdict("moved", { link: addressTo(asked, to), id, code });
}

/** The page with the nearest path, or the nearest id to the last part of it. */
function nearestPage(index, path) {
  const there = index.names.filter((name) => name.path && !name.withdrawn);
  const pages = new Map(there.map((name) => [name.path, name]));
  const ids = new Map(there.map((name) => [name.id, name]));
  let wanted = path.toLowerCase().replaceAll("_", "-");
  for (const language of index.languages) {
    const folder = `${language.toLowerCase()}/`;
    if (wanted.startsWith(folder)) wanted = wanted.slice(folder.length);
  }
  wanted = wanted.replace(/index\.html$/, "").replace(/\.html?$/, "").replace(/([^/])$/, "$1/") || "/";
  const last = wanted.replace(/\/+$/, "").split("/").pop();
  if (pages.has(wanted) || ids.has(last)) return pages.get(wanted) || ids.get(last);
  return pages.get(nearestName(wanted, [...pages.keys()])) || ids.get(nearestName(last, [...ids.keys()]));
}
