"""The sitemap: every page in every language, each naming the others."""

from xml.sax.saxutils import quoteattr

from guide.addresses import page_path
from guide.content import LANGUAGES, SOURCE_LANGUAGE, Site


def sitemap(site: Site, site_url: str) -> str:
    """The text of sitemap.xml. `site_url` is the absolute address of the root, with a slash."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for key in sorted(site.keys):
        for language in LANGUAGES:
            lines.append(f"<url><loc>{site_url}{page_path(language, key)}</loc>")
            lines += [_alternate(other, site_url + page_path(other, key)) for other in LANGUAGES]
            lines.append(_alternate("x-default", site_url + page_path(SOURCE_LANGUAGE, key)))
            lines.append("</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def _alternate(language: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>'
