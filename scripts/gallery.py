#!/usr/bin/env python3
"""Take the gallery: a sheet for each template, with its three languages in light, dark and print.

    gallery.py [TEMPLATE …]     names as in TEMPLATES; without any, all of them

Writes tests/golden/gallery/<template>.webp. Look at the difference before it is committed.
"""

import io
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from bench.phone import chromium

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
GALLERY = ROOT / "tests" / "golden" / "gallery"
LANGUAGES = ("", "en/", "zh-Hans/")
TEMPLATES = {
    "home": "",
    "stage": "stages/late/",
    "hub": "negotiation/",
    "topic": "topics/being-sued/",
    "topics": "topics/",
    "term": "risks/judgment-debtor-list/",
    "letter": "letters/instalments/",
    "law": "sources/civil-code/",
    "timeline": "about/timeline/",
    "offline": "about/offline/",
    "search": "search/#q=12",
    "tool-cost": "tools/cost/",
    "tool-budget": "tools/budget/",
    "tool-plan": "tools/plan/",
    "links": "counsellors/links/",
    "handout": "handouts/early/",
    "embed": "embed/first-day-late/",
    "not-found": "404.html",
}
PHONE, SHEET = (360, 900), (720, 1018)  # pixels: a phone; A4 less its margins at 96 dots an inch
GAP, SHRUNK = 6, 250
QUALITY = 42


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """What is to be seen is in the pictures."""


def picture(browser: Browser, url: str, look: str) -> Image.Image:
    """One page in one look: light, dark or print."""
    width, height = SHEET if look == "print" else PHONE
    page = browser.new_page(viewport={"width": width, "height": height})
    page.emulate_media(
        media="print" if look == "print" else "screen", color_scheme="dark" if look == "dark" else "light"
    )
    page.goto(url, wait_until="networkidle")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return taken.resize((SHRUNK, round(height * SHRUNK / width))) if width != SHRUNK else taken


def sheet(browser: Browser, root: str, path: str) -> Image.Image:
    """The nine pictures of a template: languages side by side, looks one below the other."""
    rows = [
        [picture(browser, root + home + path, look) for home in LANGUAGES]
        for look in ("light", "dark", "print")
    ]
    height = sum(row[0].height + GAP for row in rows)
    made = Image.new("RGB", (len(LANGUAGES) * (SHRUNK + GAP), height), "#888")
    top = 0
    for row in rows:
        for column, each in enumerate(row):
            made.paste(each, (column * (SHRUNK + GAP), top))
        top += row[0].height + GAP
    return made


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in TEMPLATES]
    if unknown:
        print(f"error: no template {', '.join(unknown)}; there are {', '.join(TEMPLATES)}", file=sys.stderr)
        return 2
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    GALLERY.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        if browser is None:
            print("error: Chromium is needed: run tests/browser/browser.py", file=sys.stderr)
            return 2
        for name in names or TEMPLATES:
            root = f"http://127.0.0.1:{server.server_address[1]}/"
            sheet(browser, root, TEMPLATES[name]).save(GALLERY / f"{name}.webp", quality=QUALITY, method=6)
    server.shutdown()
    size = sum(file.stat().st_size for file in GALLERY.glob("*.webp"))
    print(f"{GALLERY.relative_to(ROOT)}/: {len(list(GALLERY.glob('*.webp')))} sheets, {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
