#!/usr/bin/env python3
"""Release the built site into a folder that a server serves from, in one step.

deploy.py FOLDER           releases site/ and serves it
deploy.py FOLDER --back    serves the release before
"""

import argparse
import fcntl
import sys
from collections.abc import Sequence
from pathlib import Path

from guide.release.deploy import NoRelease, back, deploy
from guide.release.refusals import said

ROOT = Path(__file__).resolve().parent.parent


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Release the built site into FOLDER, in one step.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="SITE")
    parser.add_argument("--back", action="store_true", help="serve the release before")
    options = parser.parse_args(argv)
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        with (options.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            release = back(options.folder) if options.back else deploy(options.site, options.folder)
    except NoRelease as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: not released: {said(error)}", file=sys.stderr)
        return 1
    print(f"serving {release.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
