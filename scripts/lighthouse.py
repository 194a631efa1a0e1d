#!/usr/bin/env python3
"""Run Lighthouse on a page of each template in each language, as nginx serves them.

    lighthouse.py [--runs N] [TEMPLATE …]     names as in scripts/gallery.py; without any, all of them

Lighthouse's mobile setting; each figure is the median of the runs. Prints a line a page, and ends
with 1 if a category is below 100. Needs Node and npm (Lighthouse is put into .build/lighthouse/),
nginx and Chromium. A busy machine makes performance look worse than it is.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from gallery import LANGUAGES, TEMPLATES

ROOT = Path(__file__).resolve().parent.parent
VERSION = "13.5.0"
OWN = ROOT / ".build" / "lighthouse"
STATE = ROOT / ".build" / "production-lighthouse"
PORT = 8089
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
AUDITS = {
    "FCP, s": ("first-contentful-paint", 1000),
    "LCP, s": ("largest-contentful-paint", 1000),
    "TBT, ms": ("total-blocking-time", 1),
    "CLS": ("cumulative-layout-shift", 1),
    "KiB": ("total-byte-weight", 1024),
}
# Meant not to be found by search engines, which is the one thing that counts against them.
UNLISTED = {"handout", "embed", "not-found"}
CRAWLABLE = "is-crawlable"
Run = dict[str, Any]


def program() -> Path | None:
    """Where Lighthouse is, after getting it if need be; None if that fails."""
    found = OWN / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not found.is_file() and shutil.which("npm"):
        command = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--prefix", str(OWN)]
        subprocess.run([*command, f"lighthouse@{VERSION}"], check=False)
    return found if found.is_file() else None


def run(lighthouse: Path, address: str, template: str) -> Run:
    """The report of one run. Lighthouse is asked once more if it could not measure."""
    skipped = [f"--skip-audits={CRAWLABLE}"] if template in UNLISTED else []
    options = ["--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}", *skipped]
    for _ in range(2):
        made = subprocess.run(
            ["node", str(lighthouse), address, *options],
            check=False, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        report: Run = json.loads(made.stdout) if made.stdout.startswith("{") else {}
        if report and not report.get("runtimeError"):
            return report
    raise SystemExit(f"error: Lighthouse could not measure {address}: {made.stderr[-300:]}")


def scores(runs: Sequence[Run]) -> dict[str, int]:
    """Category -> the median score, of 100."""
    names = runs[0]["categories"]
    return {
        name: round(100 * median(each["categories"][name]["score"] or 0 for each in runs)) for name in names
    }


def figures(runs: Sequence[Run]) -> dict[str, float]:
    return {
        name: median(each["audits"][audit]["numericValue"] for each in runs) / unit
        for name, (audit, unit) in AUDITS.items()
    }


def faults(runs: Sequence[Run]) -> Iterator[str]:
    """What took a point in the last run."""
    for name, category in runs[-1]["categories"].items():
        for reference in category["auditRefs"]:
            audit = runs[-1]["audits"].get(reference["id"], {})
            if reference["weight"] and audit.get("score") is not None and audit["score"] < 0.9:
                yield f"    {name}: {audit['title']} ({reference['id']})"


def serve() -> subprocess.Popen[bytes]:
    """nginx, answering."""
    command = [sys.executable, str(ROOT / "scripts" / "serve_prod.py")]
    server = subprocess.Popen(
        [*command, "--listen", f"127.0.0.1:{PORT}", "--state", str(STATE)], stdout=subprocess.DEVNULL
    )
    for _ in range(50):
        if server.poll() is not None:
            break
        try:
            urlopen(f"http://127.0.0.1:{PORT}/", timeout=2).close()
        except URLError:
            time.sleep(0.1)
        else:
            return server
    server.terminate()
    raise SystemExit("error: the site is not served; the reason is above")


def measure(lighthouse: Path, templates: Sequence[str], runs: int) -> int:
    """Print the table; how many pages are below 100 somewhere."""
    below = 0
    for template in templates:
        for language in LANGUAGES:
            path = language + TEMPLATES[template]
            address = f"http://localhost:{PORT}/{path}"
            made = [run(lighthouse, address, template) for _ in range(runs)]
            points = scores(made)
            said = "  ".join(f"{name} {value:.2f}" for name, value in figures(made).items())
            print(f"/{path:36} {' '.join(f'{value:3}' for value in points.values())}  {said}", flush=True)
            if min(points.values()) < 100:
                below += 1
                for fault in faults(made):
                    print(fault, flush=True)
    print(f"columns: {', '.join(points)}; load of the machine {os.getloadavg()[0]:.1f}")
    return below


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run Lighthouse on a page of each template.")
    parser.add_argument("templates", nargs="*", metavar="TEMPLATE", help=", ".join(TEMPLATES))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(argv)
    unknown = [name for name in options.templates if name not in TEMPLATES]
    if unknown or options.runs < 1:
        parser.error(f"no template {', '.join(unknown)}" if unknown else "at least one run")
    lighthouse = program()
    if not lighthouse or not shutil.which("node"):
        print("error: Lighthouse needs Node and npm: install nodejs and npm", file=sys.stderr)
        return 2
    server = serve()
    try:
        below = measure(lighthouse, options.templates or list(TEMPLATES), options.runs)
    finally:
        server.terminate()
        server.wait()
    print(f"{below} pages below 100" if below else "100 in every category on every page")
    return 1 if below else 0


if __name__ == "__main__":
    raise SystemExit(main())
