#!/usr/bin/env python3
"""Add the addresses that the site now serves to the ledger, and seal it: ledger.py [--check].

Run it with each change that is to be published. With --check nothing is written, and what is not
yet recorded is listed. Exit status: 0 all is recorded, 1 something is not, or cannot be.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from guide.content import Site, load_site
from guide.ledger import LEDGER, SEAL, broken, lines, recorded, seal, served
from guide.permalinks import permalinks
from guide.records import parse_yaml

ROOT = Path(__file__).resolve().parent.parent
PERMALINKS = "docs/_data/permalinks.yml"
# The two sides of a merge that is under way; outside one there is only the first.
REVISIONS = ("HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD")


def versions(root: Path, path: str) -> Iterator[str]:
    """A file as git has it, in each revision that has it; nothing where there is no git."""
    for revision in REVISIONS:
        command = ["git", "-C", str(root), "show", f"{revision}:./{path}"]
        try:
            shown = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            return
        if not shown.returncode:
            yield shown.stdout.decode("utf-8")


def lost_names(site: Site, kept: Sequence[str]) -> list[str]:
    """The pairs of id and code that stood in a version of permalinks.yml and no longer do."""
    now = {(row.id, row.code) for row in permalinks(site)}
    then = {
        (row.id, row.code)
        for text in kept
        for row in permalinks(replace(site, data={"permalinks": parse_yaml(text, PERMALINKS)}))
    }
    return [f"{id} {code}" for id, code in sorted(then - now)]


def addresses(site: Site, kept: Sequence[str]) -> list[str]:
    """All that was ever recorded, in the file or in git, and all that is served, sorted."""
    ever = [*recorded(site), *(address for text in kept for address in lines(text))]
    return sorted({*(address for address in ever if address.startswith("/")), *served(site)})


def write(site: Site) -> int:
    kept, names = list(versions(site.root, LEDGER)), list(versions(site.root, PERMALINKS))
    lost = lost_names(site, names)
    for name in lost:
        print(f"{PERMALINKS}: {name} is gone or changed; put it back", file=sys.stderr)
    for path, message in broken(site):
        # Where there is git it says what was there; a merge, too, changes the order of lines.
        if not (kept if path == LEDGER else names):
            print(f"{path}: {message}; put back what was there", file=sys.stderr)
            lost.append(path)
    if lost:
        return 1
    every = addresses(site, kept)
    sealed = seal(every, permalinks(site))
    (site.root / LEDGER).write_text("".join(f"{address}\n" for address in every), encoding="utf-8")
    held = "".join(f"{name}: {value}\n" for name, value in asdict(sealed).items())
    head = "# The seal on published-urls.txt and permalinks.yml, written by `make ledger`. See guide/ledger.py.\n"
    (site.root / SEAL).write_text(head + held, encoding="utf-8")
    print(f"{sealed.addresses} addresses and {sealed.permalinks} permanent names are recorded")
    return 0


def missing(site: Site) -> list[str]:
    """The addresses that are served and not recorded."""
    return sorted(served(site) - set(recorded(site)))


def check(site: Site) -> int:
    faults = [f"{path}: {message}" for path, message in broken(site)]
    new = missing(site)
    for line in [*faults, *(f"{address} is not recorded" for address in new[:20])]:
        print(line)
    if new:
        print(f"{len(new)} addresses are not recorded; run make ledger")
    return 1 if faults or new else 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Record the addresses that the site serves.")
    parser.add_argument("--check", action="store_true", help="write nothing; list what is not recorded")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    options = parser.parse_args(argv)
    site = load_site(options.root, date.today())
    return check(site) if options.check else write(site)


if __name__ == "__main__":
    raise SystemExit(main())
