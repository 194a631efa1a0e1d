// What is looked up for each link, from permalinks.js. The twin of scripts/guide/inbound/index.py.

/** The index of the catalogue's part that the build made for link checks. */
export function inboundIndex(small) {
  const names = small.pages.map(([id, code, path, ids, withdrawn, see]) => ({
    id, code, path, withdrawn, see, ids: new Set(ids),
  }));
  const byName = new Map();
  for (const name of names) byName.set(name.id, name).set(name.code.toLowerCase(), name);
  return {
    address: small.address,
    languages: small.languages,
    names,
    byName,
    byPath: new Map(names.map((name) => [name.path, name])),
    moved: new Map(small.moved),
    files: new Set(small.files),
  };
}
