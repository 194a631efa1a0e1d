#!/usr/bin/env python3
"""Print the handouts to PDF: python scripts/handouts.py [FOLDER]; without it, into .build/handouts/.

Each is checked as it is made: its number of pages, A4, fonts embedded, no words missing.
"""

import argparse
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from bench.phone import chromium
from guide.content import LANGUAGES, load_site
from guide.linkable import handout_path
from guide.make.handouts import handouts

ROOT = Path(__file__).resolve().parent.parent
A4 = (595, 842)  # points
_RADICALS = "\u2e80-\u2fdf"


def main(arguments: list[str]) -> int:
    """0 if every sheet is as it should be, 1 if one is not, 2 without a site or Chromium."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / ".build" / "handouts")
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    given = parser.parse_args(arguments)
    if not (given.site / "handouts").is_dir():
        print(f"{given.site}: there are no handouts in it; run make site", file=sys.stderr)
        return 2
    with chromium() as browser:
        if browser is None:
            print("Chromium is needed; tests/browser/browser.py installs it", file=sys.stderr)
            return 2
        found = list(_print_all(browser, given.site, given.folder))
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


def _print_all(browser: Any, site_dir: Path, folder: Path) -> Iterator[str]:
    """Write every PDF; what is wrong with each."""
    page = browser.new_page()
    sheets = list(handouts(load_site(ROOT, date.today())))
    for language in LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for handout in sheets:
            file = folder / language / f"{handout.code}-{handout.id}.pdf"
            html = site_dir / handout_path(language, handout.id) / "index.html"
            pdf = printed(page, html)
            file.write_bytes(pdf)
            for fault in faults(pdf, html.read_text(encoding="utf-8")):
                yield f"{file}: {fault}"
    print(f"printed {len(sheets) * len(LANGUAGES)} handouts into {folder}/")


def printed(page: Any, html: Path) -> bytes:
    """A built page as PDF, from its file: nothing is asked of a network."""
    page.goto(html.resolve().as_uri())
    return bytes(page.pdf(prefer_css_page_size=True))


def faults(pdf: bytes, html: str) -> Iterator[str]:
    """What is wrong with a printed handout."""
    reader = PdfReader(io.BytesIO(pdf))
    most = int((re.search(r'data-pages="(\d+)"', html) or [0, 1])[1])
    if len(reader.pages) > most:
        yield f"{len(reader.pages)} pages instead of {most}"
    for number, page in enumerate(reader.pages, 1):
        size = (round(page.mediabox.width), round(page.mediabox.height))
        if size != A4:
            yield f"page {number} is not A4: {size}"
        for name in sorted(loose_fonts(page)):
            yield f"page {number}: the font {name} is not embedded"
    read = _plain("".join(page.extract_text() for page in reader.pages))
    for words in _words_of(html):
        if not re.search(_as_printed(words), read):
            yield f"missing on paper: {words}"


def loose_fonts(page: Any) -> set[str]:
    """The fonts of a page that a reader's device would have to have."""
    found = set()
    for font in page["/Resources"].get("/Font", {}).values():
        font = font.get_object()
        for part in [each.get_object() for each in font.get("/DescendantFonts", [font])]:
            descriptor = part.get("/FontDescriptor")
            descriptor = descriptor.get_object() if descriptor else {}
            # A font of Type 3 carries its drawings in itself.
            if font.get("/Subtype") != "/Type3" and not any(
                f"/FontFile{n}" in descriptor for n in ("", 2, 3)
            ):
                found.add(str(part.get("/BaseFont")))
    return found


def _words_of(html: str) -> Iterator[str]:
    """Each run of text on a sheet, without what is on the screen alone."""
    sheet = LexborHTMLParser(html).css_first("main")
    for node in sheet.traverse(include_text=True) if sheet else ():
        if node.tag == "-text" and node.text().strip():
            yield node.text().strip()


def _as_printed(words: str) -> str:
    """A pattern for words in what a PDF holds; fonts share the drawing of 民 and the radical ⺠."""
    return "".join(f"[{c}{_RADICALS}]" if c > "\u2fff" else re.escape(c) for c in _plain(words))


def _plain(text: str) -> str:
    """Text without spaces, and with one character for those that Unicode takes for the same."""
    same = (c if "\u2e80" <= c <= "\u2fdf" else unicodedata.normalize("NFKC", c) for c in text)
    return "".join(c for c in same if not c.isspace())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
