"""The templates of products that MkDocs does not render, in `overrides/made/`."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from guide.content import Site
from guide.languages import word

# The lines that every product names: in danger, then for law and complaints.
HOTLINES = (
    ("12356", "crisis-mind"),
    ("110", "crisis-police"),
    ("12348", "hotline-legal"),
    ("12368", "hotline-court"),
    ("12378", "hotline-complaints"),
)


def templates(site: Site) -> Environment:
    """The folder of templates; text put in is escaped, and an unknown name is an error."""
    folder = site.root / "overrides" / "made"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def words(site: Site, language: str) -> dict[str, Any]:
    """What every template is given: its language, the strings in it, and the hotlines."""
    return {
        "language": language,
        "word": lambda name: word(site, language, name),
        "hotlines": HOTLINES,
    }


def write(file: Path, html: str) -> None:
    """A made page, in its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html + "\n", encoding="utf-8")
