"""One language of the built site as a zip that needs no server: unpack it, open `index.html`.

The tree stays as it is served, so that scripts find what they ask for; in the pages, folders get
the name of their file, and what the zip does not hold becomes an address of the site.
"""

import io
import re
import zipfile
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from guide.addresses import page_path, relative
from guide.content import Site
from guide.languages import title
from guide.make.portable import below, files_of, home

_ATTRIBUTE = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
# Of use to a browser that has a site before it, and refused in a file.
_SITE_ONLY = re.compile(
    r'\s*<link rel="manifest"[^<>]*>|\s*<link rel="alternate"[^<>]*type="[^<>]*>|\s*<link rel="search"[^<>]*>'
)
_WHEN = (1980, 1, 1, 0, 0, 0)


def pack(site: Site, site_dir: Path, language: str, site_url: str) -> bytes:
    """The zip; the same site gives the same bytes. `site_url` ends in a slash."""
    names = [name for name in files_of(site_dir, language) if not name.endswith(("404.html", ".webmanifest"))]
    contents = {name: (site_dir / name).read_bytes() for name in names}
    inside = frozenset(contents)
    for name in names:
        if name.endswith(".html"):
            html = contents[name].decode("utf-8")
            contents[name] = standing_alone(html, name, inside, site_url).encode("utf-8")
    if home(language):
        contents["index.html"] = _front(site, language).encode("utf-8")
    return _zip(contents)


def standing_alone(html: str, page: str, inside: frozenset[str], site_url: str) -> str:
    """A page that stands at the path `page` among the files `inside`."""
    html = _SITE_ONLY.sub("", html)

    def moved(match: re.Match[str]) -> str:
        return match[1] + escape(_address(unescape(match[2]), page, inside, site_url)) + match[3]

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(moved, tag.group()), html)


def _address(address: str, page: str, inside: frozenset[str], site_url: str) -> str:
    path = below(page, address)
    if path is None:
        return address
    tail = address[len(urlsplit(address).path) :]
    name = f"{path}index.html" if path == "" or path.endswith("/") else path
    if name in inside:
        return quote(relative(page, name)) + tail
    return site_url + quote(path) + tail


def _front(site: Site, language: str) -> str:
    """What is beside the folders of a translation: the way to its home page."""
    there = escape(page_path(language, "index") + "index.html")
    name = escape(title(site, language, "index"))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<title>{name}</title>\n</head>\n'
        f'<body>\n<p><a href="{there}">{name}</a></p>\n</body>\n</html>\n'
    )


def _zip(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same bytes wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, contents[name])
    return out.getvalue()
