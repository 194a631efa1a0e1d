"""Links in whatever a service keeps them in: a table, a sitemap, a folder of pages, any text."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from guide.inbound.address import parsed

# Where an address ends in running text: at a space, a quotation mark or bracket, Chinese punctuation,
# or what stands between the cells of a table; no address of ours has a comma in it.
_END = r"\s\x00-\x1f,;<>\"'`|{}，。；、！？：「」『』《》【】（）“”‘’"
_URL = re.compile(rf"(?:https?:)?//[^{_END}]+", re.I)
_HTML_URL = re.compile(
    r"""\b(?:href|src|action|content|data|cite|poster)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.I
)
# The most that a packed file may hold.
MOST_BYTES = 200_000_000
_AFTER = re.compile(r"[.,;:!?*_~\]]+$")


@dataclass(frozen=True)
class Found:
    """One link and where it stands: a file and a line, from 1."""

    path: str
    line: int
    link: str


def links_in_text(text: str, path: str, bases: Sequence[str]) -> Iterator[Found]:
    """Every address of a text that is ours, each time it stands there, in order."""
    pattern = _with_hosts(bases)
    for number, line in enumerate(text.splitlines(), 1):
        for match in pattern.finditer(line.replace("&amp;", "&")):
            yield from _ours(match.group(), path, number, bases)


def _with_hosts(bases: Sequence[str]) -> re.Pattern[str]:
    """Addresses, also those of our hosts that are written without https://."""
    hosts = {parsed(base, [base]) for base in bases}
    names = sorted(re.escape(_host(found.base)) for found in hosts if found)
    bare = "|".join(
        rf"(?<![A-Za-z0-9_.@/-])(?:www\.)?{name}(?![A-Za-z0-9_.-]*[A-Za-z0-9_])(?:[/?#:][^{_END}]*)?"
        for name in names
    )
    return re.compile(rf"{_URL.pattern}|{bare}" if bare else _URL.pattern, re.I)


def _host(base: str) -> str:
    return base.split("//")[1].partition("/")[0].removeprefix("www.")


def _ours(raw: str, path: str, line: int, bases: Sequence[str]) -> Iterator[Found]:
    link = _AFTER.sub("", raw)
    # Markdown and running text close a bracket that they opened; an address may have both.
    while link.endswith(")") and link.count("(") < link.count(")"):
        link = _AFTER.sub("", link[:-1])
    if parsed(link, bases):
        yield Found(path, line, link)


def links_in_html(text: str, path: str, bases: Sequence[str]) -> Iterator[Found]:
    """Every address in an attribute of a page, and those in its text."""
    blanked = text
    for match in _HTML_URL.finditer(text):
        value = unescape(match[1].strip("\"'"))
        address = re.sub(r"^\s*\d+\s*;\s*url\s*=\s*['\"]?", "", value, flags=re.I).strip()
        if parsed(address, bases):
            yield Found(path, text.count("\n", 0, match.start()) + 1, address)
            blanked = blanked[: match.start(1)] + " " * len(match[1]) + blanked[match.end(1) :]
    yield from links_in_text(re.sub(r"<!--.*?-->", _lines_only, blanked, flags=re.S), path, bases)


def _lines_only(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def links_in_table(text: str, path: str, bases: Sequence[str], column: str) -> Iterator[Found]:
    """The addresses of one column of a table, by its name or its number from 1."""
    csv.field_size_limit(max(len(text), 1))
    sample = text[:4096]
    delimiter = max(",;\t|", key=sample.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    heading: list[str] = []
    for row in rows:
        heading = heading or row
        at = heading.index(column) if column in heading else int(column) - 1 if column.isdecimal() else -1
        if at < 0:
            raise LookupError(f"{path} has no column {column}; it has {', '.join(heading)}")
        for found in links_in_text(row[at].strip() if at < len(row) else "", path, bases):
            yield Found(path, rows.line_num, found.link)


def links_of(
    source: str, given: str | None, bases: Sequence[str], column: str | None = None
) -> Iterator[Found]:
    """The links of a file or folder, or of `given`, the text of standard input."""
    if given is not None:
        yield from _links_in("standard input", given, bases, column)
        return
    file = Path(source)
    files = sorted(each for each in file.rglob("*") if each.is_file()) if file.is_dir() else [file]
    for each in files:
        if file.is_dir() and each.suffix.lower() not in (".html", ".htm", ".xhtml", ".xml", ".md", ".txt"):
            continue
        yield from _links_in(str(each), text_of(each.read_bytes()), bases, column)


def _links_in(path: str, text: str, bases: Sequence[str], column: str | None) -> Iterator[Found]:
    if column is not None:
        return links_in_table(text, path, bases, column)
    start = text[:2000].lower()
    if path.lower().endswith((".html", ".htm", ".xhtml")) or "<html" in start or "<!doctype html" in start:
        return links_in_html(text, path, bases)
    if start.lstrip().startswith("<"):
        return links_in_text(unescape(text), path, bases)
    return links_in_text(text, path, bases)


def text_of(data: bytes) -> str:
    """UTF-8, or UTF-16 with its mark, as spreadsheets write; what is neither is read byte by byte.

    A packed file, as sitemaps often are, is unpacked. Raises OSError if it is broken.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _unpacked(data: bytes) -> bytes:
    with gzip.open(io.BytesIO(data)) as file:
        try:
            text = file.read(MOST_BYTES + 1)
        except (EOFError, zlib.error) as error:
            raise OSError(f"a packed file is broken: {error}") from error
    if len(text) > MOST_BYTES:
        raise OSError(f"a packed file has more than {MOST_BYTES} bytes")
    return text
