#!/usr/bin/env python3
"""Add the addresses that the site now serves to the ledger, and seal it: ledger.py [--check].

Run it with each change that is to be published. With --check nothing is written, and what is not
yet recorded is listed. Exit status: 0 all is recorded, 1 something is not, or cannot be.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from guide.content import Site, load_site
from guide.ledger import LEDGER, SEAL, broken, lines, read_seal, recorded, seal, seal_text, served
from guide.permalinks import permalinks

ROOT = Path(__file__).resolve().parent.parent
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


def addresses(site: Site, kept: Sequence[str]) -> list[str]:
    """All that was ever recorded, in the file or in git, and all that is served, sorted."""
    ever = [*recorded(site), *(address for text in kept for address in lines(text))]
    return sorted({*(address for address in ever if address.startswith("/")), *served(site)})


def unsealed(site: Site) -> bool:
    """Whether there is no seal yet, as before the first run."""
    return read_seal(site) is None


def write(site: Site) -> int:
    kept = list(versions(site.root, LEDGER))
    # Where there is git, it says what was in the ledger of addresses, and that comes back.
    faults = [fault for fault in broken(site) if fault.place.path != LEDGER or not (kept or unsealed(site))]
    for fault in faults:
        print(f"{fault.place}: {fault.message}; {fault.hint}", file=sys.stderr)
    if faults:
        return 1
    every = addresses(site, kept)
    sealed = seal(every, permalinks(site))
    (site.root / LEDGER).write_text("".join(f"{address}\n" for address in every), encoding="utf-8")
    (site.root / SEAL).write_text(seal_text(sealed), encoding="utf-8")
    print(f"{sealed.addresses} addresses and {len(sealed.codes)} permanent names are recorded")
    return 0


def missing(site: Site) -> list[str]:
    """The addresses that are served and not recorded."""
    return sorted(served(site) - set(recorded(site)))


def check(site: Site) -> int:
    faults = [f"{fault.place}: {fault.message}" for fault in broken(site)]
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
