"""Where pages are served: the address of a page key in each language."""

import posixpath

from guide.content import SOURCE_LANGUAGE


def page_path(language: str, key: str) -> str:
    """The path below the site's root, ending in a slash; empty for the home page at the root."""
    folder = "" if language == SOURCE_LANGUAGE else f"{language}/"
    if key == "index":
        return folder
    return f"{folder}{key.removesuffix('/index')}/"


def page_file(language: str, key: str) -> str:
    """The built file of a page, below the site folder."""
    return page_path(language, key) + "index.html"


def relative(origin: str, target: str) -> str:
    """The relative address from one path below the root to another, directories with a slash.

    `origin` and `target` are paths such as "risks/deposit/" or "assets/site.css".
    """
    start = posixpath.dirname(origin) if not origin.endswith("/") else origin.rstrip("/")
    path = posixpath.relpath(target.rstrip("/") or ".", start or ".")
    return f"{path}/" if target.endswith("/") or not target else path
