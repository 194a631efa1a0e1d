"""A small site on which a page and two places moved and one page was withdrawn, built for a test."""

import shutil
from datetime import date
from html import escape
from pathlib import Path

from guide.addresses import page_path
from guide.anchors import anchors
from guide.content import LANGUAGES, Site, load_site
from guide.languages import title, written
from guide.make.go import write_go
from guide.make.redirects import write_redirects
from guide.make.scripts import write_scripts

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2027, 2, 1)

PERMALINKS = """
- {id: home, code: G01, key: index}
- {id: sued, code: T01, key: topics/sued}
- {id: court, code: T02, key: topics/court}
- {id: bad-advice, code: T03, key: topics/bad-advice, withdrawn: 2027-01-31, see: topics/court}
- {id: worse-advice, code: T04, key: topics/worse-advice, withdrawn: 2027-01-31}
"""
REDIRECTS = """
- {from: topics/old, to: topics/sued, since: 2027-01-31}
- {from: topics/old#costs, to: topics/court#fees, since: 2027-01-31}
- {from: topics/court#price, to: topics/court#fees, since: 2027-01-31}
- {from: topics/court#answer, to: topics/sued#do-now, since: 2027-01-31}
"""
LEDGER = ("topics/old", ["costs", "do-now"]), ("topics/bad-advice", ["do-now"])
PAGES = {
    "index": ("首頁", "Home", ""),
    "topics/sued": ("被起訴了", "I am being sued", "## 現在就做 { #do-now }"),
    "topics/court": ("法院", "Court <b>&", "## 訴訟費 { #fees }"),
}


def project(root: Path) -> Site:
    """Write the sources below a folder, and read them."""
    data = root / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "permalinks.yml").write_text(PERMALINKS, encoding="utf-8")
    (data / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    places = ["", *(f"#{id}" for _, ids in LEDGER for id in ids)]
    addresses = {
        f"/{page_path(language, key)}{place}"
        for language in LANGUAGES
        for key, ids in LEDGER
        for place in places
        if not place or place[1:] in ids
    }
    (data / "published-urls.txt").write_text("\n".join(sorted(addresses)) + "\n", encoding="utf-8")
    for key, (chinese, english, body) in PAGES.items():
        for language, name in (("zh-Hant", chinese), ("en", english)):
            file = root / "docs" / language / f"{key}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            kind = "kind: topic\n" if key.startswith("topics/") and language == "zh-Hant" else ""
            file.write_text(f"---\ntitle: {name}\n{kind}---\n\n{body}\n", encoding="utf-8")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    return load_site(root, TODAY)


def build(site: Site, folder: Path, site_url: str) -> None:
    """A built page of each, then what the makers add."""
    for language in LANGUAGES:
        for key in PAGES:
            ids = sorted(anchors(site, written(language), key) - {"short-answer", "sources"})
            file = folder / page_path(language, key) / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_html(language, title(site, language, key), ids), encoding="utf-8")
    shutil.copytree(site.root / "overrides" / "assets", folder / "assets")
    write_scripts(folder)
    write_go(site, folder, site_url)
    write_redirects(site, folder, site_url)


def _html(language: str, name: str, ids: list[str]) -> str:
    headings = "".join(f'<h2 id="{id}">{id}</h2>' for id in ids)
    head = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(name)}</title></head>'
    return f"{head}<body><main><h1>{escape(name)}</h1>{headings}</main></body></html>\n"
