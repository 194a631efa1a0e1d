"""The last step of a build: assets get their final names, pages their heads, hosts their headers."""

from pathlib import Path

from guide.content import Site
from guide.make.assets import hash_assets
from guide.make.headers import write_headers
from guide.make.inline import finish_pages
from guide.make.offline import write_offline
from guide.make.well_known import write_well_known


def finish(site: Site, site_dir: Path, site_url: str) -> None:
    """Finish a site to which nothing will be added. `site_url` is the absolute address of its root."""
    write_well_known(site_dir, site_url, site.today)
    inline = finish_pages(site_dir, site_url, hash_assets(site_dir))
    # The copies hold what is served, under the names by which it is asked for.
    write_offline(site, site_dir)
    write_headers(site_dir, site_url, inline)
