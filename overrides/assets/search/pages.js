// The pages, and what one may choose among them by.

export function pageOf([key, code, title, kind, stages, group, description], { facets, base }) {
  const path = key === "index" ? "" : `${key.replace(/\/index$/, "")}/`;
  return { key, code, title, kind, facet: facets[kind] || kind, stages, group, description, url: base + path };
}

/** What a page is found by in a facet: its stages, its kind (a topic, a stage and a hub are guides), its group. */
export function valuesOf(page, facet) {
  if (facet === "stage") return page.stages;
  return [facet === "kind" ? page.facet : page.group];
}

export function count(hits, values) {
  const counts = {};
  for (const hit of hits) for (const value of values(hit)) if (value) counts[value] = (counts[value] || 0) + 1;
  return counts;
}
