"""OpenSearch descriptions: a browser offers our search in its own box.

The words go behind a `#`, as from the box of every page, so that no server ever sees them.
"""

from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from guide.addresses import page_path
from guide.content import LANGUAGES, Site
from guide.languages import word


def write_opensearch(site: Site, site_dir: Path, site_url: str) -> None:
    for language in LANGUAGES:
        file = site_dir / page_path(language, "index") / "opensearch.xml"
        file.write_text(description(site, language, site_url), encoding="utf-8")


def description(site: Site, language: str, site_url: str) -> str:
    """The OpenSearch 1.1 description of the search in one language."""
    root = site_url + page_path(language, "index")
    search = site_url + page_path(language, "search")
    example = quoteattr(quote(word(site, language, "opensearch-example")))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(word(site, language, 'opensearch-name'))}</ShortName>",
        f"<Description>{escape(word(site, language, 'search-label'))}</Description>",
        f'<Image width="16" height="16" type="image/svg+xml">{escape(site_url)}assets/icon.svg</Image>',
        f'<Url type="text/html" template="{escape(search)}#q={{searchTerms}}"/>',
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{escape(root)}opensearch.xml"/>',
        f'<Query role="example" searchTerms={example}/>',
        f"<Language>{language}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    ]
    return "\n".join(lines) + "\n"
