"""The frame of small pages that only lead elsewhere: the crisis line, the notice, and a link."""

from collections.abc import Sequence
from html import escape

from guide.addresses import relative
from guide.content import LANGUAGES, Site
from guide.languages import word


def bare_page(
    site: Site,
    path: str,
    language: str,
    title: str,
    head: Sequence[str],
    body: Sequence[str],
    help_in: Sequence[str],
) -> str:
    """The HTML of a page at `path` below the root. Crisis line and notice are in `help_in`.

    `head` and `body` are HTML; `title` is text. The script `assets/go.js` follows its links.
    """
    lines = [
        "<!doctype html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="robots" content="noindex">',
        f"<title>{escape(title)}</title>",
        *head,
        f'<link rel="icon" href="{relative(path, "assets/icon.svg")}" type="image/svg+xml">',
        f'<link rel="stylesheet" href="{relative(path, "assets/guide.css")}">',
        f'<script defer src="{relative(path, "assets/go.js")}"></script>',
        "</head>",
        '<body class="kind-go">',
        '<div class="page"><main id="content">',
        f"<h1>{escape(title)}</h1>",
        *body,
        *(_help(site, each) for each in LANGUAGES if each in help_in),
        "</main></div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _help(site: Site, language: str) -> str:
    mind, police = word(site, language, "crisis-mind"), word(site, language, "crisis-police")
    return (
        f'<p lang="{language}" translate="no">{escape(word(site, language, "crisis-title"))} '
        f'<a href="tel:12356">{escape(mind)} <b>12356</b></a> '
        f'<a href="tel:110">{escape(police)} <b>110</b></a><br>{escape(word(site, language, "notice"))}</p>'
    )


def refresh(url: str) -> str:
    """What sends a reader on who runs no scripts. With scripts, `go.js` keeps #place and query."""
    return f'<noscript><meta http-equiv="refresh" content="0; url={escape(url)}"></noscript>'
