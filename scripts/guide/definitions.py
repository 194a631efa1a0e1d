"""Where the thing is written that a reference or an include names, for an editor to go to."""

from guide.content import Site
from guide.diagnostics import Place
from guide.references import is_typed, resolve


def target_of(site: Site, path: str, line: int, column: int) -> Place | None:
    """The place that is named by what stands at a line and column of a page or snippet."""
    language = f"{path}/".split("/")[1]
    documents = [p.document for p in site.pages.values() if p.path == path]
    documents += [s for s in site.snippets.values() if s.path == path]
    for document in documents:
        for include in document.includes:
            width = len(include.path) + len("{!!}")
            if include.place.line == line and 0 <= column - include.place.column <= width:
                return Place(f"snippets/{include.path}") if include.path in site.snippets else None
        for reference in document.references:
            start, end = document.place(reference.start), document.place(reference.end)
            if start <= Place(path, line, column) <= end and is_typed(reference.label):
                return place_of(site, language, reference.label)
    return None


def place_of(site: Site, language: str, label: str) -> Place | None:
    """Where what a label names is written: a heading, a page, an article or a source."""
    target = resolve(site, label)
    page = site.page(language, target.key) if target else None
    if target is None:
        return None
    if page:
        headings = [h.place for h in page.document.headings if h.id == target.anchor]
        return headings[0] if headings else Place(page.path)
    id, _, article = label.removeprefix("law:").partition("/")
    record = site.source_records.get(id)
    return (record.at("articles", article) if article else Place(record.path)) if record else None
