"""Checking again and again in one process: only what has changed is read again."""

from datetime import date
from pathlib import Path

from guide.content import Site, load_site
from guide.diagnostics import Problem
from guide.rule import run
from guide.rules import SOURCE_RULES


class Watch:
    """Keeps the site between checks. `site` is the one that was checked last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site: Site | None = None

    def check(self, today: date) -> list[Problem]:
        """Read what has changed since the last call, and run every rule; never raises for a file."""
        self.site = load_site(self.root, today, self.site.files if self.site else None)
        return run(SOURCE_RULES, self.site)
