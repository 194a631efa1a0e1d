"""What a page of another site says: its ids, where it sends a browser, whether it is a page at all."""

import re
import zlib
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guide.outward.not_found import says_not_found

_PHRASE = re.compile(
    r"\b404\b|(?:page|file|document) (?:was |is |could )?not (?:be )?found|no longer exists"
    r"|页面不存在|頁面不存在|找不到(?:该|該)?(?:页面|頁面|网页|網頁)|(?:内容|內容|文章|信息)(?:已)?(?:不存在|被?删除|被?刪除)",
    re.I,
)
# The text of a page that says nothing else is short, in characters.
_SHORT = 400
# A page with more HTML than this, in characters, is not looked at for it.
_LIGHT = 200_000
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.I)
_REFRESH = re.compile(r"^\s*([0-9]{0,6})[0-9.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.I)
# A page that sends the reader on within so many seconds is a redirect.
_AT_ONCE = 5


def inflate(raw: bytes, encoding: str, limit: int) -> tuple[bytes, bool]:
    """(at most `limit` bytes of the body, whether that is all of it); what is not known is not read."""
    if encoding in ("", "identity"):
        return raw[:limit], len(raw) <= limit
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return b"", False
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            return unpacker.decompress(raw, limit), unpacker.eof
        except zlib.error:
            continue
    return b"", False


def decoded(body: bytes, declared: str | None) -> str:
    """The text of a page: by the header's character set, else by the page's own, else UTF-8."""
    written = _CHARSET.search(body[:2048])
    name = declared or (written.group(1).decode("ascii") if written else "utf-8")
    name = "gb18030" if name.lower() in ("gb2312", "gbk", "gb_2312-80") else name
    try:
        return body.decode(name, errors="replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Reading:
    """One HTML page, as a browser parses it."""

    html: str

    @cached_property
    def _tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @cached_property
    def ids(self) -> frozenset[str]:
        found = [node.attributes.get("id") for node in self._tree.css("[id]")]
        found += [node.attributes.get("name") for node in self._tree.css("a[name]")]
        return frozenset(id for id in found if id)

    @cached_property
    def sent_on_to(self) -> str:
        """Where the page itself sends the reader at once; empty when it does not."""
        for node in self._tree.css("meta[http-equiv]"):
            if (node.attributes.get("http-equiv") or "").lower() == "refresh" and not _in_noscript(node):
                found = _REFRESH.match(node.attributes.get("content") or "")
                if found and int(found.group(1) or 0) <= _AT_ONCE:
                    return found.group(2).strip()
        return ""

    @cached_property
    def text(self) -> str:
        tree = LexborHTMLParser(self.html)  # a tree of its own, since this takes it apart
        for node in tree.css("script, style, template, noscript, nav, header, footer"):
            node.decompose()
        body = tree.body
        return " ".join(body.text(separator=" ").split()) if body else ""

    @property
    def says_not_found(self) -> bool:
        """Whether its title or first heading says that there is no page, and nothing else."""
        heads = [self._tree.css_first("title"), self._tree.css_first("h1")]
        return any(says_not_found(" ".join(node.text().split())) for node in heads if node)

    @property
    def may_say_not_found(self) -> bool:
        """Whether a short page has such words somewhere."""
        return len(self.html) <= _LIGHT and len(self.text) <= _SHORT and bool(_PHRASE.search(self.text))


def _in_noscript(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "noscript":
            return True
        parent = parent.parent
    return False
