#!/usr/bin/env python3
"""Let the W3C's Nu HTML checker read every page of the built site.

    nu.py [FOLDER …]      folders below site/, as en/topics; without any, the whole site

Needs Java, and vnu.jar: $VNU_JAR, or the npm package vnu-jar, which is put into .build/vnu/.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
VERSION = "26.9.27"
OWN = ROOT / ".build" / "vnu"
AT_ONCE = 2000  # files on one command line
# A file has no host that could be its 'self', and Nu asks no local one; linked data is no script.
# What the policy really stops, browsers report: see tests/browser/test_pages.py.
_FALSE = ".*violates Content Security Policy.*"


def jar() -> Path | None:
    """Where the checker is, after getting it if need be; None if that fails."""
    named = os.environ.get("VNU_JAR")
    if named:
        return Path(named) if Path(named).is_file() else None
    found = OWN / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not found.is_file() and shutil.which("npm"):
        command = [
            "npm",
            "install",
            "--silent",
            "--ignore-scripts",
            "--prefix",
            str(OWN),
            f"vnu-jar@{VERSION}",
        ]
        subprocess.run(command, check=False)
    return found if found.is_file() else None


def pages(folders: list[str]) -> list[str]:
    """The pages below folders of the site, as files below `site/`."""
    tops = [SITE / folder for folder in folders] or [SITE]
    files = sorted({file for top in tops for file in top.rglob("*.html")})
    return [str(file.relative_to(SITE)) for file in files]


def check(java: str, checker: Path, paths: list[str]) -> str:
    """What the checker says of the pages, a line each; empty if it finds nothing."""
    with tempfile.TemporaryFile("w+") as out:
        for start in range(0, len(paths), AT_ONCE):
            options = ["--format", "gnu", "--exit-zero-always", "--filterpattern", _FALSE]
            command = [java, "-Xss8m", "-jar", str(checker), *options, *paths[start : start + AT_ONCE]]
            subprocess.run(command, cwd=SITE, stdout=out, stderr=out, check=True)
        out.seek(0)
        said = [line.replace(f"file:{SITE}", "site").rstrip() for line in out if line.strip()]
    return "\n".join(said)


def main(folders: list[str]) -> int:
    java, checker = shutil.which("java"), jar()
    if not java or not checker:
        print("The HTML checker needs Java and npm: install default-jre-headless and npm.", file=sys.stderr)
        return 2
    paths = pages(folders)
    if not paths:
        print("There are no pages: run make site.", file=sys.stderr)
        return 2
    said = check(java, checker, paths)
    print(said or f"{len(paths)} pages: the HTML checker finds nothing")
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
