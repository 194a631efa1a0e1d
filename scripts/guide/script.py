"""Chinese script: deriving Simplified from Traditional, and marking Chinese in English pages."""

import re
from functools import cache
from html.parser import HTMLParser

import opencc

# The quotation marks of mainland typesetting.
_QUOTES = str.maketrans("「」『』", "“”‘’")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_RUN = re.compile(
    r"[「『《〈【（\u3400-\u9fff\U00020000-\U0003ffff]"
    r"(?:[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff]|〔\d+〕)*"
)


@cache
def _converter() -> opencc.OpenCC:
    # Characters only: the phrase profiles rewrite words, and with them the names of statutes.
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional Chinese text in Simplified characters, with mainland quotation marks."""
    return str(_converter().convert(text)).translate(_QUOTES)


def coded(text: str) -> str:
    """Text for HTML as character references, which no conversion of script changes."""
    return "".join(f"&#{ord(character)};" for character in text)


class _Regions(HTMLParser):
    """Finds, by offset, the parts of a document that are text, and which are protected."""

    SILENT = frozenset({"script", "style", "template"})
    VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"])

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self.starts = [0, *(m.end() for m in re.finditer("\n", html))]
        self.open: list[tuple[str, bool, bool]] = []
        self.kept: list[tuple[int, int]] = []
        self.marked: list[tuple[int, int]] = []
        self._protected_from: int | None = None
        self.feed(html)
        self.close()

    def position(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        given = dict(attrs)
        protect = given.get("translate") == "no"
        marked = str(given.get("lang") or "").startswith("zh")
        if protect and self._protected_from is None:
            self._protected_from = self.position()
        self.open.append((tag, protect, marked))

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _, _ in self.open):
            return
        while self.open:
            name, protect, _ = self.open.pop()
            if protect and not any(p for _, p, _ in self.open) and self._protected_from is not None:
                self.kept.append((self._protected_from, self.position()))
                self._protected_from = None
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        names = {name for name, _, _ in self.open}
        if names & self.SILENT or "title" in names or "head" in names:
            return
        if any(protect or marked for _, protect, marked in self.open):
            return
        start = self.position()
        self.marked.append((start, start + len(data)))


def simplify_html(html: str) -> str:
    """A Traditional document in Simplified characters: text, attributes and data alike.

    Ids and addresses are ASCII and come through unchanged; `translate="no"` is respected.
    """
    kept = [(start, end, html[start:end]) for start, end in _Regions(html).kept]
    return _replaced(html, kept)


def mark_chinese(html: str) -> str:
    """An English document with each run of Chinese in Simplified and marked as Chinese.

    An editor writes `judgment-debtor list (失信被執行人名單)`; the reader's letter is in
    Simplified characters, and a screen reader needs to know the language.
    """
    regions = _Regions(html)
    kept = [(start, end, html[start:end]) for start, end in regions.kept]
    marked = [(start, end, _RUN.sub(_span, html[start:end])) for start, end in regions.marked]
    return _replaced(html, sorted(kept + marked))


def _replaced(html: str, parts: list[tuple[int, int, str]]) -> str:
    """The document with the parts (start, end, text) put in, and all between them simplified."""
    out: list[str] = []
    done = 0
    for start, end, text in parts:
        out += [simplified(html[done:start]), text]
        done = end
    return "".join([*out, simplified(html[done:])])


def _span(match: re.Match[str]) -> str:
    run = match.group()
    if not _HAN.search(run):
        return run
    return f'<span lang="zh-Hans">{simplified(run)}</span>'
