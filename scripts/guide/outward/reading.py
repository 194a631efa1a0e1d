"""What a page of another site says: its ids, where it sends a browser, whether it is a page at all."""

import re
import zlib
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

# A title that is nothing but the news that there is no page. The parts of a title stand between
# dashes, bars and the like; an article about the number 404 has other words in the same part.
_NOTHING_HERE = re.compile(
    r"(?:http\s*)?(?:error|錯誤|错误)?\s*[:：]?\s*404(?:\s*[:：.,，-]?\s*(?:error|錯誤|错误|not found|page not found|"
    r"页面不存在|頁面不存在|找不到页面|找不到頁面|未找到))?[.!。！]*"
    r"|(?:(?:oops|sorry|error|抱歉|对不起|對不起)[,.!，。！：:\s]*)?(?:the |this |that |your |您(?:要)?(?:访问|訪問|查看)的)?(?:requested )?"
    r"(?:page|file|document|article|url|resource|content|页面|頁面|网页|網頁|内容|內容|文章|文件|信息|資料|链接|鏈接)?\s*"
    r"(?:(?:was |is |has |could |can ?)?(?:not (?:be )?found|does ?n[o']t exist|no longer (?:exists|available)|been removed)"
    r"|(?:已經?经?)?(?:不存在|未找到|找不到|走丢了|走丟了|已删除|已刪除|被删除|被刪除|已下线|已下線)"
    r"(?:或(?:已)?(?:被)?(?:删除|刪除|移除))?)[.!。！]*"
    r"|(?:找不到|没有找到|沒有找到|无法找到|無法找到)(?:该|該|您要的|此)?(?:页面|頁面|网页|網頁|内容|內容|文章|文件)[.!。！]*",
    re.I,
)
_PARTS = re.compile(r"\s+[-–—|·_:]+\s*|\s*[|_·–—]+\s*|\s+-+\s+|-(?=[^\x00-\x7f])")
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
        words = [" ".join(node.text().split()) for node in heads if node]
        return any(
            _NOTHING_HERE.fullmatch(part.strip()) for each in words for part in _PARTS.split(each) if part
        )

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
