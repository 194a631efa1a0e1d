#!/usr/bin/env python3
"""Measure the check of built folders beside other checkers: python scripts/bench_check.py [--pages N] [--write].

Prints, for each tree, the time of each checker as a ratio to hyperlink's, or to our cold run where
hyperlink is not installed. All run in turn, several rounds; the best round counts. Trees are made or
unpacked below --folder and kept there.
"""

import argparse
import os
import re
import shutil
import tempfile
from pathlib import Path

from bench.check_peers import COMMANDS, Run, installed, ours, run
from bench.check_trees import DEBIAN, debian, generated

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".build" / "site-check"
# The slow ones are not run on trees of more pages: they would take hours.
FAST = {"hyperlink", "htmltest", "lychee"}
SMALL = 600
# So long is waited for one of them: all trees are to be measured in ten minutes.
SLOW_SECONDS = 30.0

README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- bench-check -->\n).*?(<!-- /bench-check -->)", re.S)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the check of built folders.")
    parser.add_argument("--pages", type=int, default=10_000, help="pages of the site that is made")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument(
        "--patience", type=float, default=120, metavar="SECONDS", help="when a run is cut off"
    )
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-check")
    parser.add_argument("--write", action="store_true", help="renew the figures in README.md")
    parser.add_argument("--peers", default="", metavar="DIR", help="where to look for peers besides PATH")
    return parser.parse_args()


def measured(site: Path, peers: dict[str, list[str]], rounds: int, patience: float) -> dict[str, Run | None]:
    """The best run of each checker, and of ours with nothing kept (cold) and all kept (warm)."""
    runs: dict[str, list[Run | None]] = {}
    for number in range(rounds):
        shutil.rmtree(KEPT, ignore_errors=True)
        runs.setdefault("ours, cold", []).append(run(ours(ROOT), site, patience))
        runs.setdefault("ours, warm", []).append(run(ours(ROOT), site, patience))
        for name, command in peers.items():
            if name == "hyperlink" or number == 0:
                most = patience if name in FAST else min(patience, SLOW_SECONDS)
                runs.setdefault(name, []).append(run(command, site, most))
    return {
        name: min((one for one in many if one), key=lambda one: one.seconds, default=None)
        for name, many in runs.items()
    }


def table(name: str, pages: int, size: int, results: dict[str, Run | None]) -> str:
    """Times as ratios: of the clock, and of all processors, which a busy machine disturbs less."""
    unit = results.get("hyperlink") or results["ours, cold"]
    lines = [f"{name}: {pages} pages, {size / 1e6:.0f} MB"]
    for checker, one in results.items():
        if one is None or unit is None:
            lines.append(f"  {checker:14} cut off")
            continue
        lines.append(
            f"  {checker:14} {one.seconds / unit.seconds:7.2f} ({one.seconds:.2f} s)"
            f"   processor {one.processor / (unit.processor or 0.01):6.2f} ({one.processor:.2f} s)"
            f"   {one.memory:4.0f} MiB"
        )
    return "\n".join(lines)


def row(name: str, pages: int, results: dict[str, Run | None]) -> str:
    """A line of the table in README: what each checker took, in the time of the unit."""
    unit = results.get("hyperlink") or results["ours, cold"]
    cells = []
    for checker in ("ours, cold", "ours, warm", *COMMANDS):
        one = results.get(checker)
        if one is None or unit is None:
            cells.append("cut off" if checker in results else "–")
        else:
            cells.append(f"{one.seconds / unit.seconds:.1f} ({one.processor / (unit.processor or 0.01):.1f})")
    return f"| {name} | {pages:,} | {' | '.join(cells)} |"


def as_table(rows: list[str], before: float, most: float) -> str:
    """The table in README, with the load of the machine at the beginning and the end."""
    head = ["tree", "pages", "ours, cold", "ours, warm", *COMMANDS]
    return "\n".join(
        [
            f"| {' | '.join(head)} |",
            f"| {' | '.join('---' for _ in head)} |",
            *rows,
            "",
            f"Time by the clock, and of all processors in brackets, as ratios to the first of hyperlink or "
            f"ours that is there. “–”: not installed, or not run on a tree of so many pages. Load of the "
            f"machine {before:.0f} at the beginning and {os.getloadavg()[0]:.0f} at the end, on "
            f"{os.cpu_count()} cores; ours took {most:.0f} MiB at most.",
        ]
    )


def write(figures: str) -> None:
    """Renew the figures that stand in README between their marks."""
    text = README.read_text(encoding="utf-8")
    README.write_text(MARKED.sub(lambda match: match[1] + figures + "\n" + match[2], text), encoding="utf-8")


def main() -> int:
    options = arguments()
    load = os.getloadavg()[0]
    rows, most = [], 0.0
    peers = installed(options.peers)
    missing = [name for name in COMMANDS if name not in peers]
    print(f"not installed: {', '.join(missing) or 'none'}")
    trees = debian(options.folder)
    for package in DEBIAN.keys() - trees.keys():
        print(f"not here: {package}")
    trees[f"generated-{options.pages}"] = generated(
        options.folder / f"generated-{options.pages}", options.pages
    )
    for name, site in trees.items():
        files = [file for file in site.rglob("*.htm*") if file.is_file()]
        those = {peer: c for peer, c in peers.items() if peer in FAST or len(files) <= SMALL}
        results = measured(site.resolve(), those, options.rounds, options.patience)
        print(table(name, len(files), sum(file.stat().st_size for file in files), results), flush=True)
        rows.append(row(name, len(files), results))
        most = max([most, *(one.memory for kind, one in results.items() if one and kind.startswith("ours"))])
    if options.write:
        write(as_table(rows, load, most))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
