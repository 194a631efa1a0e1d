#!/usr/bin/env python3
"""Build the whole site into site/: check the sources, build, check and pack what was built, then switch.

What a reader is served is replaced, in one step, only by a site that passed; a failed build leaves
it as it was. The same commit and the same day give the same bytes: site/build.json has their hash.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import check
from guide.day import VARIABLE, NoDay, day_of, epoch_of
from guide.make.compressed import write_compressed
from guide.release.publish import Busy, publish
from guide.release.refusals import found, said
from guide.release.seal import seal

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
BUILD = ROOT / ".build"


def build(day: date) -> int:
    """The exit status of the first step that failed, or 0."""
    status = check.main(["--today", day.isoformat()])
    return status or publish(SITE, BUILD, partial(make, day), check_built)


def make(day: date, folder: Path) -> int:
    """Write the site into an empty folder."""
    status = run_mkdocs(day, folder)
    if not status:
        write_compressed(folder, BUILD / "cache" / "packed")
        print(f"sha256 {seal(folder, ROOT, day)}", flush=True)
    return status


def run_mkdocs(day: date, folder: Path) -> int:
    """MkDocs in a program of its own; what the computer refused it is said in one sentence."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    settings = {**os.environ, VARIABLE: epoch_of(day), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        mkdocs, cwd=ROOT, env=settings, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            output = process.communicate()[1].decode("utf-8", errors="replace")
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)  # with all that it has started
            raise
    refused = found(output) if process.returncode else ""
    if refused:
        print(not_built(refused), file=sys.stderr)
    else:
        print(output, end="", file=sys.stderr)
    return process.returncode


def check_built(folder: Path) -> int:
    return check.main(["--site", str(folder)])


def not_built(reason: str) -> str:
    return f"not built: {reason}; {SITE.name}/ is as it was"


def stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build and check the whole site into site/.")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="DATE", help=f"the day ({VARIABLE}, or today, in China)"
    )
    options = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, stop)
    try:
        status = build(options.today or day_of(os.environ, datetime.now(UTC)))
    except Busy as other:
        reason = f"another build is under way (process {other})"
    except NoDay as error:
        reason = str(error)
    except OSError as error:
        reason = said(error)
    except KeyboardInterrupt:
        reason = "stopped"
    else:
        if not status:
            print(f"built {SITE.relative_to(ROOT)}/")
        return status
    print(not_built(reason), file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
