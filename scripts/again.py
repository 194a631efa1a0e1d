#!/usr/bin/env python3
"""Build the site once more with another Python, and compare it with site/, page by page.

`--module properdocs` builds with the fork of MkDocs. Exit status: 0 if every page has the same text
and the rest the same bytes, 1 if not, 2 if there is nothing to compare. Without a network, if the
system lets us (`--no-network`).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from guide.day import VARIABLE, epoch_of
from guide.release.again import compare
from guide.release.seal import NAME

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
AGAIN = ROOT / ".build" / "again"
# A network of its own, which has no way out.
ALONE = ("unshare", "--map-root-user", "--net")


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the site once more, and compare.")
    parser.add_argument("--python", type=Path, default=Path(sys.executable), metavar="FILE")
    parser.add_argument("--module", default="mkdocs", help="what builds: mkdocs (as it is) or properdocs")
    parser.add_argument("--no-network", action="store_true")
    return parser.parse_args(argv)


def build(options: argparse.Namespace, day: date, folder: Path) -> int:
    """Into a folder, on the day of site/; the status of the program."""
    command = [str(options.python.absolute()), "-m", options.module, "build", "-f", "mkdocs.yml", "--strict"]
    command += ["--quiet", "--site-dir", str(folder)]
    if (
        options.no_network
        and not subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode
    ):
        command[:0] = ALONE
    settings = {**os.environ, VARIABLE: epoch_of(day), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    try:
        day = date.fromisoformat(json.loads((SITE / NAME).read_text("utf-8"))["day"])
    except (OSError, ValueError, KeyError):
        print("there is no site to compare with; run make site first", file=sys.stderr)
        return 2
    shutil.rmtree(AGAIN, ignore_errors=True)
    if status := build(options, day, AGAIN):
        return status
    found = compare(SITE, AGAIN)
    for line in found.told():
        print(line)
    print(f"{found.pages} pages, {found.others} other files: {found.summary()}")
    return 1 if found.differs else 0


if __name__ == "__main__":
    raise SystemExit(main())
