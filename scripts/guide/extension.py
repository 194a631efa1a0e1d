"""The Python-Markdown extension that makes typed references links."""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from guide.content import Site
from guide.linkable import linkables
from guide.links import destination, leads_outside
from guide.markdown import Document
from guide.references import is_typed, relative_path, resolve


class GuideExtension(Extension):
    """Fills `md.references` with the typed references of the text, snippets included.

    Set `language` and `key` to the page at hand before each conversion.
    """

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.language = ""
        self.key = ""

    def extendMarkdown(self, md: Markdown) -> None:
        # After markdown-include (101), so that references in snippets are seen.
        md.preprocessors.register(_Typed(md, self), "guide-references", 90)
        # Before MkDocs resolves relative links (0).
        md.treeprocessors.register(_FromTheRoot(md, self), "guide-root-links", 5)
        md.treeprocessors.register(_LabelledTables(md), "guide-tables", 4)
        md.registerExtension(self)
        self.md = md

    def reset(self) -> None:
        """Write HTML, with no "/" at the end of void elements; Python-Markdown calls this last."""
        self.md.set_output_format("html")


class _Typed(Preprocessor):
    def __init__(self, md: Markdown, extension: GuideExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        written: list[str] = []
        done = 0
        for reference in Document("", text).references:
            if not is_typed(reference.label):
                continue
            words = self._define(reference.label)
            if words and text.startswith("[]", reference.start):
                written += [text[done : reference.start], f"[{words}]"]
                done = reference.start + len("[]")
        return ("".join(written) + text[done:]).split("\n")

    def _define(self, label: str) -> str:
        """Make the label a link; the words for a reference that has none of its own."""
        here = self.extension
        target = resolve(here.site, label)
        if target is None:
            return ""
        # A link to another language's path would warn: both languages have the same tree, so
        # the path between two keys is the path between their files.
        path = relative_path(here.key, target.key)
        if target.key == here.key and target.anchor:
            path = ""
        self.md.references[label.lower()] = (path + (f"#{target.anchor}" if target.anchor else ""), "")
        return target.text.get(here.language, target.key)


class _FromTheRoot(Treeprocessor):
    """Makes `/risks/deposit.md` relative to the page, so that MkDocs resolves it per language.

    Links to other pages carry the page's spoken code, which stands in for the link on paper; not
    those to articles of law, whose words say where to look.
    """

    def __init__(self, md: Markdown, extension: GuideExtension) -> None:
        super().__init__(md)
        self.extension = extension
        self.codes = {page.key: page.code for page in linkables(extension.site)}

    def run(self, root: Element) -> None:
        here = self.extension.key
        for link in root.iter("a"):
            path, hash, anchor = link.get("href", "").partition("#")
            if path.startswith("/") and path.endswith(".md"):
                key = path[1:].removesuffix(".md")
                link.set("href", relative_path(here, key) + hash + anchor)
            href = link.get("href", "")
            key = here if leads_outside(href) else destination(here, href).key or here
            if key != here and key in self.codes and not key.startswith("sources/"):
                link.set("data-code", self.codes[key])


class _LabelledTables(Treeprocessor):
    """Gives each cell the words of its column, for screens too narrow to show columns.

    There the style sheet stacks the cells. Browsers keep a table a table for screen readers. A cell
    of the head with nothing in it, as in the corner of a comparison, heads nothing and is no heading.
    """

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            labels = ["".join(cell.itertext()) for cell in table.iter("th")]
            for row in table.iter("tr"):
                for cell, label in zip(row.findall("td"), labels, strict=False):
                    cell.set("data-label", label)
            for cell in [cell for cell in table.iter("th") if not "".join(cell.itertext()).strip()]:
                cell.tag = "td"
