#!/usr/bin/env python3
"""Build the whole site into site/: check the sources, build, check what was built, then switch.

What a reader is served is replaced only by a site that passed; a failed build leaves it as it was.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import check

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
FRESH = ROOT / ".build" / "site"


def build() -> int:
    """The exit status of the first step that failed, or 0."""
    status = check.main([])
    if status:
        return status
    shutil.rmtree(FRESH, ignore_errors=True)
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(FRESH)]
    status = subprocess.run(mkdocs, cwd=ROOT, check=False).returncode
    status = status or check.main(["--site", str(FRESH)])
    if not status:
        switch()
    return status


def switch() -> None:
    """Put the fresh site in the place of the old one."""
    old = FRESH.with_name("old")
    shutil.rmtree(old, ignore_errors=True)
    if SITE.exists():
        SITE.rename(old)
    FRESH.rename(SITE)
    shutil.rmtree(old, ignore_errors=True)
    print(f"built {SITE.relative_to(ROOT)}/")


if __name__ == "__main__":
    raise SystemExit(build())
