// An address as a browser reads it, when it is one of ours. The twin of scripts/guide/inbound/address.py.

const URL_PARTS = /^(?:(https?):)?\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(?:#([^]*))?$/i;

/** {base, path, query, id, www} of a link to one of the bases; null if it leads elsewhere. */
export function ownAddress(link, bases) {
  return addressBelow(link, bases, false) || addressBelow(link, bases, true);
}

/** `www` asks for links that have www. before the host where the base has none, or the reverse. */
function addressBelow(link, bases, www) {
  for (const base of bases) {
    const root = urlParts(base, "");
    const url = root && urlParts(link, root.host);
    if (!url || url.host !== (www ? withOrWithoutWww(root.host) : root.host)) continue;
    const start = root.path.endsWith("/") ? root.path : `${root.path}/`;
    if (`${url.path}/` === start) url.path = start;
    if (url.path.startsWith(start)) {
      const origin = `${root.scheme}://${root.host}${start}`;
      return { base: origin, path: url.path.slice(start.length), query: url.query, id: idOf(url.fragment), www };
    }
  }
  return null;
}

/** A URL taken apart; `host` is one that may stand without https:// before it. */
function urlParts(link, host) {
  let text = link.trim().replace(/[\t\n\r]/g, "").replaceAll("\\", "/");
  const core = host.replace(/^www\./, "");
  const start = /^www\./i.test(text) ? 4 : 0;
  const bare = core && text.slice(start, start + core.length).toLowerCase() === core;
  if (bare && /^(?:[/?#:]|$)/.test(text.slice(start + core.length))) text = `https://${text}`;
  const match = URL_PARTS.exec(text);
  if (!match) return null;
  const name = match[2].slice(match[2].lastIndexOf("@") + 1).toLowerCase().replace(/\.+$/, "");
  return {
    scheme: (match[1] || "https").toLowerCase(),
    host: name.replace(/:(80|443)?$/, ""),
    path: resolvedPath(decoded(match[3]) || "/"),
    query: match[4] || "",
    fragment: match[5] || "",
  };
}

function withOrWithoutWww(host) {
  return host.startsWith("www.") ? host.slice(4) : `www.${host}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A path without . and .. */
function resolvedPath(path) {
  const parts = path.split("/");
  const kept = [];
  for (const part of parts.slice(1)) {
    if (part === "..") kept.pop();
    else if (part !== ".") kept.push(part);
  }
  if ([".", ".."].includes(parts[parts.length - 1])) kept.push("");
  return `/${kept.join("/")}`;
}

/** The id that a fragment names, without a directive such as :~:text=. */
function idOf(fragment) {
  return decoded(fragment.split(":~:")[0]);
}
