// The pages, and what one may choose among them by.

export function pageOf([key, code, title, kind, stages, group, description], { kinds, ranges, base }) {
  const path = key === "index" ? "" : `${key.replace(/\/index$/, "")}/`;
  return { key, code, title, kind, stages, group, description, url: base + path };
}

export function valuesOf(page, facet) {
  return facet === "stage" ? page.stages : [page[facet]];
}

export function count(hits, values) {
  const counts = {};
  for (const hit of hits) for (const value of values(hit)) if (value) counts[value] = (counts[value] || 0) + 1;
  return counts;
}
