"""All that is made for other sites and for machines, in the order in which it is made."""

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
from guide.make.opensearch import write_opensearch
from guide.make.qr import write_qr
from guide.make.redirects import write_redirects
from guide.make.twins import write_twins


def write_products(site: Site, site_dir: Path, site_url: str) -> None:
    """Write them into a site whose pages are built in all languages.

    `site_url` is the absolute address of the root, with a slash.
    """
    write_go(site, site_dir, site_url)
    write_catalogue(site, site_dir, site_url)
    write_inventories(site, site_dir)
    write_feeds(site, site_dir, site_url)
    write_opensearch(site, site_dir, site_url)
    write_twins(site, site_dir, site_url)
    write_heads(site, site_dir, site_url)
    write_qr(site, site_dir, site_url)
    write_cards(site, site_dir, site_url)
    write_embeds(site, site_dir, site_url)
    write_handouts(site, site_dir, site_url)
    write_redirects(site, site_dir, site_url)
