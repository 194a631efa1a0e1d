"""All that is made of the built pages."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from guide.content import Site
from guide.make.cards import write_cards
from guide.make.catalogue import write_catalogue
from guide.make.embed import write_embeds
from guide.make.feeds import write_feeds
from guide.make.go import write_go
from guide.make.handouts import write_handouts
from guide.make.head import write_heads
from guide.make.inventory import write_inventories
from guide.make.letters import write_letters
from guide.make.opensearch import write_opensearch
from guide.make.qr import write_qr
from guide.make.redirects import write_redirects
from guide.make.search import write_search
from guide.make.together import together
from guide.make.twins import write_twins

# Each writes files that no other writes. What reads the pages, or writes into them, has its place
# in `write_products`.
_INDEPENDENT: tuple[Callable[[Site, Path, str], None], ...] = (
    write_qr,
    write_embeds,
    write_handouts,
    write_twins,
    write_go,
    write_catalogue,
    write_cards,
    write_feeds,
    write_inventories,
    write_opensearch,
    write_letters,
)


def write_products(site: Site, site_dir: Path, site_url: str) -> None:
    """Write them into a site whose pages are built in all languages.

    `site_url` is the absolute address of the root, with a slash.
    """
    search = partial(write_search, site, site_dir)
    together([search, *(partial(write, site, site_dir, site_url) for write in _INDEPENDENT)])
    write_redirects(site, site_dir, site_url)
    write_heads(site, site_dir, site_url)
