"""What a phone needs to put the guide on its home screen, one manifest a language."""

import json
from pathlib import Path
from typing import Any

from guide.addresses import page_path, relative
from guide.content import LANGUAGES, Site
from guide.languages import answer, title, word

NAME = "manifest.webmanifest"
BRAND, PAPER = "#0b4f6c", "#fbfaf7"  # of assets/guide.css
_ICONS = (
    ("icon.svg", "any", "image/svg+xml", "any"),
    ("icon-any-192.png", "192x192", "image/png", "any"),
    ("icon-any-512.png", "512x512", "image/png", "any"),
    ("icon-maskable-192.png", "192x192", "image/png", "maskable"),
    ("icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
_DOORS = ("stages/early", "stages/late", "letters/index", "tools/index")


def write_manifests(site: Site, site_dir: Path) -> None:
    for language in LANGUAGES:
        file = site_dir / page_path(language, "index") / NAME
        text = json.dumps(manifest(site, language), ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")


def manifest(site: Site, language: str) -> dict[str, Any]:
    """The manifest of one language; its addresses are relative to its own."""
    root = page_path(language, "index")
    doors = [key for key in _DOORS if key in site.keys]
    return {
        "id": f"./?language={language}",
        "name": word(site, language, "site-name"),
        "short_name": word(site, language, "opensearch-name"),
        "description": answer(site, language, "index"),
        "lang": language,
        "dir": "ltr",
        "start_url": "./",
        "scope": relative(root, ""),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": BRAND,
        "icons": [
            {"src": relative(root, f"assets/{name}"), "sizes": sizes, "type": type, "purpose": purpose}
            for name, sizes, type, purpose in _ICONS
        ],
        "shortcuts": [
            {"name": title(site, language, key), "url": relative(root, page_path(language, key))}
            for key in doors
        ],
    }
