"""Parts of built pages, for products that show less than the page: embeds and handouts.

They are taken from what was built, so that citations, languages and script are those of the page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guide.addresses import page_file, page_path, relative

# What to do, on the pages that say it: the first that stands on a page is its "do now".
DO_NOW = ("do-today", "do-now", "what-to-do", "before-you-call", "before-you-send", "how-to-use")
_LISTS = frozenset({"ol", "ul"})
_SECTIONS = {"h2": ("h1", "h2"), "h3": ("h1", "h2", "h3")}
_STEP = re.compile(r'(<li>(?:<p>)?<a href="#([\w-]+)">.*?)</li>', re.S)
_PLACEHOLDER = re.compile(r"【([^】<]+)】")

Link = Callable[[str, LexborNode], None]


@dataclass(frozen=True)
class Part:
    """A section of a page: its heading, and HTML below it."""

    id: str
    heading: str
    html: str


class Excerpts:
    """One built page, and what can be taken out of it.

    `link` is given each link's path below the root, with its fragment, and may change the element;
    a citation keeps its words alone.
    """

    def __init__(self, site_dir: Path, language: str, key: str, link: Link) -> None:
        self.key = key
        self.path = page_path(language, key)
        html = (site_dir / page_file(language, key)).read_text(encoding="utf-8")
        self.tree = LexborHTMLParser(html)
        for anchor in self.tree.css("main a[href]"):
            self._relink(anchor, link)

    def _relink(self, anchor: LexborNode, link: Link) -> None:
        href = anchor.attributes["href"] or ""
        if href.startswith("tel:"):
            return
        target = urljoin("/" + self.path, href)
        parts = urlsplit(target)
        if parts.scheme or "/sources/" in parts.path:
            anchor.unwrap()
            return
        link(parts.path.lstrip("/") + (f"#{parts.fragment}" if parts.fragment else ""), anchor)

    @property
    def title(self) -> str:
        return _inside(self.tree.css_first("main h1"))

    @property
    def name(self) -> str:
        """The title without elements, for a `<title>`."""
        heading = self.tree.css_first("main h1")
        return heading.text().strip() if heading else ""

    @property
    def answer(self) -> str:
        """The short answer; empty on a page that has none."""
        return _inside(self.tree.css_first("#short-answer"))

    @property
    def law(self) -> list[str]:
        """What the page says of its law: when it was read, when it is due, whether it is overdue."""
        return [_inside(node) for node in self.tree.css("aside.facts p.read, aside.facts p.overdue")]

    @property
    def stages(self) -> str:
        """The stages that the page is for, as text."""
        return " · ".join(node.text().strip() for node in self.tree.css(".stages a"))

    def do_now(self) -> Part | None:
        """The list of what to do, of a page that has one."""
        return next((part for id in DO_NOW if (part := self.list_of(id))), None)

    def list_of(self, id: str) -> Part | None:
        """The first list of a section, without what stands before and after it."""
        heading = self._heading(id)
        found = next((node for node in _below(heading) if node.tag in _LISTS), None) if heading else None
        return Part(id, _inside(heading), found.html or "") if found and heading else None

    def section(self, id: str) -> Part | None:
        """The whole of a section."""
        heading = self._heading(id)
        return Part(id, _inside(heading), "".join(n.html or "" for n in _below(heading))) if heading else None

    def explained(self, steps: Part) -> Part:
        """The steps, each that leads to a section of the page followed by how that begins."""
        return Part(steps.id, steps.heading, _STEP.sub(self._with_beginning, steps.html))

    def _with_beginning(self, step: re.Match[str]) -> str:
        heading = self._heading(step.group(2))
        first = next(_below(heading), None) if heading else None
        if first is not None and first.tag in _LISTS:
            first = first.css_first("li")
        return f"{step.group(1)}<p>{_inside(first)}</p></li>" if first else step.group()

    def tables(self) -> Iterator[Part]:
        """Each section of the page that has a table: its heading and its table."""
        for heading in self.tree.css(".text > h2[id]"):
            found = next((node.css_first("table") or node for node in _below(heading) if _table(node)), None)
            if found:
                yield Part(heading.attributes["id"] or "", _inside(heading), found.html or "")

    def letters(self) -> list[str]:
        """The letters of the page, the one to send first, with room to write in place of 【words】."""
        return [_PLACEHOLDER.sub(_blank_to_fill, _inside(node)) for node in self.tree.css(".text .letter")]

    def _heading(self, id: str) -> LexborNode | None:
        return self.tree.css_first(f".text h2#{id}, .text h3#{id}")


def retarget(origin: str, anchor: LexborNode, path: str) -> None:
    """Make a link of an excerpt lead, from the page at `origin`, to a path below the root."""
    page, hash, fragment = path.partition("#")
    for name in list(anchor.attributes):
        del anchor.attrs[name]
    anchor.attrs["href"] = ("" if page == origin else relative(origin, page)) + hash + fragment


def _below(heading: LexborNode) -> Iterator[LexborNode]:
    """The elements of a section, up to the next heading of its level or above."""
    node = heading.next
    while node is not None and node.tag not in _SECTIONS[heading.tag or "h2"]:
        if node.tag != "-text":
            yield node
        node = node.next


def _table(node: LexborNode) -> bool:
    return node.tag == "table" or node.css_first("table") is not None


def _inside(node: LexborNode | None) -> str:
    return (node.inner_html or "").strip() if node else ""


def _blank_to_fill(match: re.Match[str]) -> str:
    return f'<span class="fill">{match.group(1)}</span>'
