// What has become of one link: the same steps as scripts/guide/inbound/verdict.py. Both pass
// tests/cases/inbound.yml.

import { ownAddress } from "./address.js";
import { nearestName } from "./nearest.js";

// The folders below which a page is named by its id or code.
const BY_NAME = ["go", "embed"];

/** {state, link, id, code, part}; `bases` are further addresses at which the site is served. */
export function judgeLink(index, bases, link) {
  const address = ownAddress(link, [index.address, ...bases]);
  if (!address) return verdict("elsewhere");
  return ofName(index, address) || ofPath(index, address);
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
  if (!BY_NAME.includes(parts[0]) || parts.length > 2) return null;
  if (parts.length === 1) {
    const source = folder === `${index.languages[0]}/`;
    return source && index.byPath.has(`${parts[0]}/`) ? verdict("works") : null;
  }
  const name = index.byName.has(parts[1]) ? parts[1] : parts[1].toLowerCase();
  const asked = { ...address, folder, path: `${parts[0]}/${name}/` };
  const found = index.byName.get(name);
  if (found && (name === parts[1] || found.code === parts[1])) return ofPage(index, asked, found, asked.path);
  const ids = index.names.filter((each) => !each.withdrawn).map((each) => each.id);
  const near = found ? name : nearestName(name, ids);
  return verdict("unknown", { link: near ? addressTo(asked, `${parts[0]}/${near}/`) : "", part: "page" });
}

function ofPath(index, address) {
  let { path } = address;
  let folder = "";
  if (index.files.has(path)) return verdict("works");
  const first = path.split("/")[0];
  if (index.languages.slice(1).includes(first)) {
    folder = `${first}/`;
    path = path.slice(first.length).replace(/^\//, "");
  }
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
    return verdict("withdrawn", { ...named, link: see ? addressTo(asked, see.path) : "" });
  }
  const place = `${found.path}#${asked.id}`;
  if (index.moved.has(place)) return moved(index, asked, index.moved.get(place));
  if (!asked.id || asked.id.toLowerCase() === "top" || found.ids.has(asked.id)) return verdict("works", named);
  const near = nearestName(asked.id, [...found.ids].sort());
  return verdict("unknown", { ...named, link: addressTo(asked, near ? `${path}#${near}` : path), part: "anchor" });
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
