"""Files that programs look for at fixed places: robots.txt, and security.txt (RFC 9116)."""

from datetime import date, timedelta
from pathlib import Path

from guide.addresses import page_path
from guide.content import SOURCE_LANGUAGE

# A site that nobody has built for half a year has nobody who answers.
_VALID = timedelta(days=182)


def write_well_known(site_dir: Path, site_url: str, today: date) -> None:
    """Write them. `site_url` is the absolute address of the root, with a slash."""
    folder = site_dir / ".well-known"
    folder.mkdir(exist_ok=True)
    (folder / "security.txt").write_text(security(site_url, today), encoding="utf-8")
    (site_dir / "robots.txt").write_text(robots(site_url), encoding="utf-8")


def security(site_url: str, today: date) -> str:
    """Whom to tell of a weakness, and until when this holds."""
    lines = [
        f"Contact: {site_url}{page_path('en', 'about/corrections')}",
        f"Contact: {site_url}{page_path(SOURCE_LANGUAGE, 'about/corrections')}",
        f"Expires: {(today + _VALID).isoformat()}T00:00:00Z",
        "Preferred-Languages: zh, en",
        f"Canonical: {site_url}.well-known/security.txt",
        f"Policy: {site_url}{page_path('en', 'about/privacy')}",
    ]
    return "\n".join(lines) + "\n"


def robots(site_url: str) -> str:
    """Everything may be read; pages that only lead on say so themselves."""
    return f"User-agent: *\nDisallow:\n\nSitemap: {site_url}sitemap.xml\n"
