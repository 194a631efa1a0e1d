// What is shown of a page that was found.

/** A hit with all that a list of results shows of it. */
export function resultOf(index, hit, asked) {
  const { key, code, title, kind, stages, group, description, url } = index.pages[hit.at];
  const section = sectionOf(index, hit);
  return {
    key, url: url + (section ? `#${section.id}` : ""), code, title, kind, stages, group,
    score: Math.round(hit.score * 10000) / 10000, section, excerpt: marked(index.lexicon, description, asked),
  };
}

/** The section that says most of the query, if it says much of it, and more than title and answer do. */
function sectionOf(index, { at, least, sections }) {
  const rows = index.sections.get(at);
  if (!rows) return null;
  let best = 0;
  for (const number of sections.keys()) if (number && (!best || sections.get(number) > sections.get(best))) best = number;
  if (!best || !rows[best - 1] || sections.get(best) <= least) return null;
  const [id, title] = rows[best - 1];
  return { id, title };
}

/** A text cut into pieces, those that the query names marked. */
function marked(lexicon, text, { weights }) {
  const marks = new Array(text.length).fill(false);
  for (const { token, kind, start, end } of lexicon.tokens(text)) {
    if (kind !== "character" && weights.has(token)) marks.fill(true, start, end);
  }
  const pieces = [];
  for (let i = 0; i < text.length; i++) {
    const last = pieces[pieces.length - 1];
    if (last && last.mark === marks[i]) last.text += text[i];
    else pieces.push({ text: text[i], mark: marks[i] });
  }
  return pieces;
}
