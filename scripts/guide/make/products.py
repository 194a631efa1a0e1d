"""All that is made besides the pages."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from guide.addresses import page_path
from guide.content import LANGUAGES, Site
from guide.make.cards import write_cards
from guide.make.catalogue import write_catalogue
from guide.make.embed import write_embeds
from guide.make.feeds import write_feeds
from guide.make.go import write_go
from guide.make.handouts import write_handouts
from guide.make.head import write_heads
from guide.make.inventory import write_inventories
from guide.make.letters import write_letters
from guide.make.manifest import write_manifests
from guide.make.opensearch import write_opensearch
from guide.make.qr import write_qr
from guide.make.redirects import write_redirects
from guide.make.search import write_search
from guide.make.together import Task, together
from guide.make.twins import write_twins

# Each writes files that no other writes, none of them a page. They are made of the sources alone,
# while the pages are built.
_OF_SOURCES: tuple[Callable[[Site, Path, str], None], ...] = (
    write_qr,
    write_twins,
    write_catalogue,
    write_cards,
    write_feeds,
    write_inventories,
    write_opensearch,
    write_letters,
)
# These read the built pages, or write pages that must not be taken for them.
_OF_PAGES: tuple[Callable[[Site, Path, str], None], ...] = (write_embeds, write_handouts, write_go)


def from_sources(site: Site, site_dir: Path, site_url: str) -> list[Task]:
    """What needs no built page, to be done at any time. `site_url` is the absolute address of the root."""
    for language in LANGUAGES:
        for key in site.keys:
            (site_dir / page_path(language, key)).mkdir(parents=True, exist_ok=True)
    return [partial(write, site, site_dir, site_url) for write in _OF_SOURCES]


def write_from_pages(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the rest into a site whose pages are built in all languages."""
    search = partial(write_search, site, site_dir)
    together([search, *(partial(write, site, site_dir, site_url) for write in _OF_PAGES)])
    write_redirects(site, site_dir, site_url)
    write_heads(site, site_dir, site_url)
    write_manifests(site, site_dir)
