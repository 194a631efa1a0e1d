"""QR codes of the permanent addresses, as SVG to print and as PNG for word processors.

One for each page and language, and one that leaves the language to the reader's browser. They hold
the spoken code, which makes them coarser, and so easier to read, than the longer id.
"""

import io
from functools import cache
from pathlib import Path
from typing import Any

import segno

from guide.content import LANGUAGES, Site
from guide.linkable import go_path, linkables, qr_path
from guide.make.kept import kept

# White is drawn, so that a code stays readable on a dark page. PNG: 328 pixels, 1 bit each.
_PICTURES: dict[str, dict[str, Any]] = {
    "svg": {"scale": 4, "light": "#fff", "xmldecl": False, "svgclass": None, "lineclass": None},
    "png": {"scale": 8},
}


def write_qr(site: Site, site_dir: Path, site_url: str) -> None:
    """Write below `qr/` a picture for each permanent address. `site_url` ends in a slash."""
    codes = [(language, page.code) for language in ("", *LANGUAGES) for page in linkables(site)]
    addresses = [site_url + go_path(*code) for code in codes]
    made = kept(site.root, "qr", map(str.encode, addresses), lambda: list(map(pictures, addresses)))
    for (language, code), each in zip(codes, made, strict=True):
        for suffix, content in each.items():
            file = site_dir / qr_path(language, code, suffix)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def pictures(address: str) -> dict[str, bytes]:
    """Suffix -> the picture of an address. Level M: 15 % of it may be damaged.

    The mask is fixed: to try all eight for each address takes five times as long, and this one is
    the best for two in five of ours.
    """
    code = segno.make_qr(address, error="m", boost_error=False, mask=2)
    made = {}
    for suffix, options in _PICTURES.items():
        out = io.BytesIO()
        code.save(out, kind=suffix, border=4, **options)
        made[suffix] = out.getvalue()
    return made


@cache
def inline(address: str) -> str:
    """The picture of an address as an <svg> to stand in a page; it is for the eye alone."""
    code = segno.make_qr(address, error="m", boost_error=False, mask=2)
    svg = code.svg_inline(scale=1, border=4, svgclass="qr", lineclass=None, omitsize=True)
    return svg.replace("<svg ", '<svg aria-hidden="true" ', 1)
