#!/usr/bin/env python3
"""Measure the search: python scripts/bench_search.py [PART …] [--misses] [--write] [--site DIR].

Parts: scoreboard, rivals, scale, typing; without any, all of them. Relevance is counted through the
page's own module; times and bytes are taken in Chromium, slowed down to a cheap telephone.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench.phone import Box, First, chromium, first_result, fresh_page, whole_answer
from bench.phone import typing as type_letters
from bench.rivals import RIVALS, Unavailable, fetch_brotli, texts
from bench.scale import larger
from bench.scoreboard import Answer, Answered, Question, ask_all, misses, questions_in, score, summary, table
from bench.server import Server
from guide.addresses import page_path
from guide.content import LANGUAGES, Site, load_site
from guide.make.search import FOLDER, write_search
from search import Engine

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search"
SETS = {"tuned on": "tune", "kept apart": "keep"}
PARTS = ("scoreboard", "rivals", "scale", "typing")
README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- bench-search -->\n).*?(<!-- /bench-search -->)", re.S)
SCRIPT = "assets/search-page.js"
# Words that every engine finds something for, so that there is a first result to wait for.
SHORT = {"zh-Hans": "征信", "en": "court"}
LONG = "信用卡逾期一天会上征信吗"
PHONE = "zh-Hans"  # the language most readers search in
SIZES = (1000, 5000)
TYPED = 30


class Bench:
    """What the parts share: the site, its questions, and the browser, if there is one."""

    def __init__(self, site_dir: Path, browser: Browser | None, folder: Path) -> None:
        self.site_dir, self.browser, self.folder = site_dir, browser, folder
        self.site: Site = load_site(ROOT, date.today())
        self.brotli: Any = fetch_brotli(folder / "brotli") if browser else None
        self.engine = cache(lambda language: Engine(site_dir, language))

    def answer(self, question: Question) -> Answer:
        found = self.engine(question.language).search(question.query)
        return Answer(tuple(hit["key"] for hit in found["results"]), found["crisis"], found["weak"])

    @cache  # noqa: B019 - one bench a run
    def sets(self) -> dict[str, list[Answered]]:
        files = {name: QUERIES / f"{file}.csv" for name, file in SETS.items()}
        return {name: ask_all(questions_in(file), self.answer) for name, file in files.items()}

    def serve(self, folder: Path) -> Server:
        return Server(folder, self.brotli)

    def packing(self) -> str:
        return "Brotli" if self.brotli else "gzip"


def ours(language: str) -> Box:
    return Box(page_path(language, "index"), "#query", "#suggestions a", (SCRIPT,))


def scoreboard(bench: Bench) -> Iterator[str]:
    sets = bench.sets()
    yield from table(sets)
    yield ""
    yield "; ".join(["A question counts as answered by any of the pages named for it"]) + "."
    for name, answered in sets.items():
        yield f"- {summary(name.capitalize(), answered)}"


def rivals(bench: Bench) -> Iterator[str]:
    """The same questions, the same words of the same pages, the same telephone."""
    if not bench.browser:
        return
    browser = bench.browser
    timed = " | ".join(f"{language}: first result, KiB" for language in SHORT)
    yield f"| engine | {' | '.join(f'{name}, %' for name in SETS)} | {timed} |"
    yield f"|---|{'---|' * (len(SETS) + len(SHORT))}"
    with closing(bench.serve(bench.site_dir)) as server:
        taken = [first_result(browser, server, ours(language), SHORT[language]) for language in SHORT]
    yield _row("this site's", bench.sets(), taken)
    pages = texts(bench.site, bench.site_dir)
    for engine in RIVALS:
        try:
            rival = engine(bench.folder / engine.__name__)
            for aliases in (False, True):
                sets: dict[str, list[Answered]] = {name: [] for name in SETS}
                taken = []
                for language in LANGUAGES:
                    built = rival.build(pages[language], language, aliases)
                    with closing(bench.serve(built)) as server:
                        for name, answered in bench.sets().items():
                            questions = [
                                question for question, _ in answered if question.language == language
                            ]
                            with fresh_page(browser) as page:
                                sets[name] += rival.ask(page, server.address, questions)
                        if language in SHORT and not aliases:
                            box = rival.timed(built, language)
                            taken.append(first_result(browser, server, box, SHORT[language]))
                yield _row(rival.name + ", our aliases added to the text" * aliases, sets, taken)
        except Unavailable as error:
            print(f"{engine.__name__} was not compared: {error}", file=sys.stderr)


def _row(name: str, sets: dict[str, list[Answered]], taken: Sequence[First]) -> str:
    times = [_taken(first) for first in taken] or ["–"] * len(SHORT)
    return f"| {name} | {' | '.join([*(score(each).cell() for each in sets.values()), *times])} |"


def _taken(first: First) -> str:
    return f"{first.time / 1000:.2f} s, {first.bytes / 1024:.0f}"


def scale(bench: Bench) -> Iterator[str]:
    """The index of larger sites, beside ours."""
    before: list[float] = []
    yield (
        "| pages a language | index built | boot.js, KiB | first result | KiB | from Enter to the final order | KiB in all |"
    )
    yield "|---|---|---|---|---|---|---|"
    for size in (0, *SIZES):
        folder = bench.folder / f"scale-{size}"
        site = larger(bench.site, bench.site_dir, size, folder)
        began = time.perf_counter()
        write_search(site, folder)
        built = time.perf_counter() - began
        with closing(bench.serve(folder)) as server:
            boot = len(server.compress(folder / FOLDER / PHONE / "boot.js")[1]) / 1024
            now, units = [built, boot], ["{:.1f} s", "{:.0f}"]
            if bench.browser:
                first = first_result(bench.browser, server, ours(PHONE), SHORT[PHONE])
                whole = whole_answer(bench.browser, server, ours(PHONE), LONG)
                now += [first.time / 1000, first.bytes / 1024, whole.time / 1000, whole.bytes / 1024]
                units += ["{:.2f} s", "{:.0f}", "{:.2f} s", "{:.0f}"]
        cells = [unit.format(value) for unit, value in zip(units, now, strict=True)]
        if before:
            ratios = (value / was for value, was in zip(now, before, strict=True))
            cells = [f"{cell} (×{ratio:.1f})" for cell, ratio in zip(cells, ratios, strict=True)]
        before = before or now
        pages = f"{size:,}" if size else f"{len(texts(site, folder)[PHONE])}, ours"
        yield f"| {pages} | {' | '.join([*cells, *['–'] * (6 - len(cells))])} |"


def typing(bench: Bench) -> Iterator[str]:
    """Every letter of thirty questions."""
    if not bench.browser:
        return
    rows = [question for answered in bench.sets().values() for question, _ in answered]
    chosen = sorted(rows[:: len(rows) // TYPED][:TYPED], key=lambda question: question.language)
    with closing(bench.serve(bench.site_dir)) as server:
        for name, place, list_ in (
            ("on the search page", "search", "#results"),
            ("in the box of every page", "index", "#suggestions"),
        ):
            groups = [
                (server.address + page_path(language, place), [question.query for question in group])
                for language, group in groupby(chosen, key=lambda question: question.language)
            ]
            told = type_letters(bench.browser, groups, "#query", list_)
            long = f"{len(told.long)} tasks above 50 ms" + (
                f", the longest {told.long[0]:.0f} ms" if told.long else ""
            )
            yield (
                f"- A letter typed {name}: median {told.median:.0f} ms, worst {told.worst:.0f} ms"
                f" (“{told.at}”), {told.letters} letters of {len(chosen)} questions; {long}."
            )


def report(bench: Bench, parts: Sequence[str]) -> Iterator[str]:
    """Markdown, part after part."""
    if "scoreboard" in parts:
        yield from scoreboard(bench)
        yield ""
    if not bench.browser and parts != ["scoreboard"]:
        print("There is no Chromium: no time was taken.", file=sys.stderr)
    if "rivals" in parts:
        yield from rivals(bench)
        yield ""
    if "scale" in parts:
        yield from scale(bench)
        yield ""
    if "typing" in parts:
        yield from typing(bench)
        yield ""


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the search of the built site.")
    parser.add_argument("part", nargs="*", help=f"of {', '.join(PARTS)}; all of them by default")
    parser.add_argument("--misses", action="store_true", help="list also what is found, but not first")
    parser.add_argument("--write", action="store_true", help="renew the figures in README.md")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR")
    given = parser.parse_args(argv)
    if unknown := set(given.part) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    return given


def main(argv: Sequence[str] | None = None) -> int:
    given = arguments(argv)
    if not (given.site / FOLDER / PHONE / "boot.js").exists():
        print(f"{given.site} has no search index: run make site first", file=sys.stderr)
        return 2
    parts = given.part or list(PARTS)
    lines = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        bench = Bench(given.site.resolve(), browser, Path(folder))
        for line in report(bench, parts):
            print(line, flush=True)
            lines.append(line)
        if "scoreboard" in parts:
            for name, answered in bench.sets().items():
                print(f"Misses, {name}:")
                print("\n".join(misses(answered, first=given.misses)))
    if given.write:
        written = "\n".join(lines).strip()
        text = README.read_text(encoding="utf-8")
        README.write_text(MARKED.sub(lambda m: f"{m[1]}{written}\n{m[2]}", text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
