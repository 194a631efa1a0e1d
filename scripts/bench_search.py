#!/usr/bin/env python3
"""Measure the search: python scripts/bench_search.py [PART …] [--misses] [--write] [--site DIR].

Parts: scoreboard, rivals, scale, typing; without any, all of them. Relevance is counted through the
page's own module; times and bytes are taken in Chromium, slowed down to a cheap telephone.
"""

import argparse
import csv
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cache, cached_property
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench.phone import (
    RUNS,
    SLOWER,
    Box,
    First,
    chromium,
    first_result,
    fresh_page,
    keystrokes,
    whole_answer,
)
from bench.rivals import RIVALS, Rival, Unavailable, fetch_brotli, texts
from bench.scale import larger
from bench.scoreboard import (
    Answer,
    Answered,
    Question,
    alarm,
    ask_all,
    corrections,
    misses,
    questions_in,
    score,
    summary,
    table,
)
from bench.server import Server
from guide.addresses import page_path
from guide.content import LANGUAGES, Site, load_site
from guide.make.search import FOLDER, write_search
from guide.search.texts import Text
from search import Engine

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "tests" / "search"
SETS = {"tuned on": "tune", "kept apart": "keep", "unseen": "unseen"}
DESPAIR = "crisis"  # ways to say it, and questions that only sound alike
PARTS = ("scoreboard", "rivals", "scale", "typing")
README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- bench-search -->\n).*?(<!-- /bench-search -->)", re.S)
SCRIPT = "assets/search-box.*.js"
# Words that every engine finds something for, so that there is a first result to wait for.
SHORT = {"zh-Hans": "征信", "en": "court"}
LONG = "信用卡逾期一天会上征信吗"
PHONE = "zh-Hans"  # the language most readers search in
SIZES = (1000, 5000)
TYPED = 30
DISTURBED = "Other programs kept the computer busy at times, so times are rather too long."


class Bench:
    """What the parts share: the site, its questions, and the browser, if there is one."""

    def __init__(self, site_dir: Path, browser: Browser | None, folder: Path) -> None:
        self.site_dir, self._browser, self.folder = site_dir, browser, folder
        self.site: Site = load_site(ROOT, date.today())
        self.brotli: Any = fetch_brotli(folder / "brotli") if browser else None
        self.engine = cache(lambda language: Engine(site_dir, language))

    def answer(self, question: Question) -> Answer:
        found = self.engine(question.language).search(question.query)
        keys = tuple(hit["key"] for hit in found["results"])
        return Answer(keys, found["crisis"], found["weak"], found["corrected"])

    def correct(self, typed: str, language: str) -> str | None:
        """What is offered instead of a query."""
        offered: str | None = self.engine(language).search(typed)["corrected"]
        return offered

    @cached_property
    def sets(self) -> dict[str, list[Answered]]:
        files = {name: QUERIES / f"{file}.csv" for name, file in SETS.items()}
        return {name: ask_all(questions_in(file), self.answer) for name, file in files.items()}

    @cached_property
    def despair(self) -> list[Answered]:
        return ask_all(questions_in(QUERIES / f"{DESPAIR}.csv"), self.answer)

    def serve(self, folder: Path) -> Server:
        return Server(folder, self.brotli)

    @property
    def packing(self) -> str:
        return "Brotli" if self.brotli else "gzip"

    @property
    def browser(self) -> Browser:
        """Only the scoreboard is made without one."""
        assert self._browser
        return self._browser


def ours(language: str) -> Box:
    return Box(page_path(language, "index"), "#query", "#suggestions a", (SCRIPT,))


def scoreboard(bench: Bench) -> Iterator[str]:
    """How well the questions are answered, by class."""
    yield from table(bench.sets)
    yield ""
    yield "Right is any of the pages named for a question. Only the first set may be tuned on."
    yield ""
    for name, answered in bench.sets.items():
        yield f"- {summary(name.capitalize(), answered)}"
    yield f"- {alarm(bench.despair)}"
    with (QUERIES / "corrections.csv").open(encoding="utf-8", newline="") as rows:
        slips = [(row["lang"], row["query"], row["meant"]) for row in csv.DictReader(rows)]
    yield from corrections(slips, bench.correct, chain.from_iterable(bench.sets.values()))


def rivals(bench: Bench) -> Iterator[str]:
    """The same questions, the same words of the same pages, the same telephone."""
    timed = (f"{language}: first result; KiB" for language in SHORT)
    yield f"| engine | {' | '.join([*(f'{name}, %' for name in bench.sets), *timed])} |"
    yield f"|---|{'---|' * (len(bench.sets) + len(SHORT))}"
    browser = bench.browser
    with closing(bench.serve(bench.site_dir)) as server:
        taken = {lang: first_result(browser, server, ours(lang), SHORT[lang]) for lang in SHORT}
    yield _row("this site's", bench.sets, taken)
    pages = texts(bench.site, bench.site_dir)
    missing = []
    for engine in RIVALS:
        try:
            rival = engine(bench.folder / engine.__name__)
            for aliases in (False, True):
                yield _row(
                    rival.name + " and our aliases as text" * aliases,
                    *_measured(bench, rival, pages, aliases),
                )
        except Unavailable as error:
            missing.append(f"{engine.__name__} is not compared: {error}.")
    yield ""
    yield "In each cell: right page first / in the first three / nothing found."
    yield (
        f"Time from the focus, with the query at once in the box, to the first result on Slow 4G with the"
        f" processor slowed {SLOWER} times, median of {RUNS}; KiB in {bench.packing}."
        " Of ours the script of the box is counted, of the others only the engine and its index; their"
        " workers are not slowed, and Material's index, which it loads with every page, is only asked for"
        " at the focus."
    )
    yield from missing


def _measured(
    bench: Bench, rival: Rival, pages: dict[str, list[Text]], aliases: bool
) -> tuple[dict[str, list[Answered]], dict[str, First]]:
    """The answers of one engine in every language, and its times, which aliases are left out of."""
    sets: dict[str, list[Answered]] = {name: [] for name in bench.sets}
    taken: dict[str, First] = {}
    for language in LANGUAGES:
        built = rival.build(pages[language], language, aliases)
        with closing(bench.serve(built)) as server:
            for name, answered in bench.sets.items():
                questions = [question for question, _ in answered if question.language == language]
                with fresh_page(bench.browser) as page:
                    sets[name] += rival.ask(page, server.address, questions)
            if language in SHORT and not aliases:
                box = rival.timed(built)
                taken[language] = first_result(bench.browser, server, box, SHORT[language])
    return sets, taken


def _row(name: str, sets: dict[str, list[Answered]], taken: dict[str, First]) -> str:
    firsts = [taken.get(language) for language in SHORT]
    times = (f"{first.time / 1000:.2f} s; {first.bytes / 1024:.0f}" if first else "–" for first in firsts)
    return f"| {name} | {' | '.join([*(score(each).cell() for each in sets.values()), *times])} |"


def scale(bench: Bench) -> Iterator[str]:
    """The index of larger sites, beside ours."""
    ours_first: list[float] = []
    names = (
        "pages a language", "index built", "boot.js, KiB", "first result", "KiB",
        "Enter to results", "Enter to final order", "KiB in all",
    )  # fmt: skip
    yield f"| {' | '.join(names)} |"
    yield "|---" * len(names) + "|"
    for size in (0, *SIZES):
        folder = bench.folder / f"scale-{size}"
        site = larger(bench.site, bench.site_dir, size, folder)
        began = time.process_time()
        write_search(site, folder)
        built = time.process_time() - began
        for named in (folder / FOLDER).glob("*/boot.*.js"):  # what the pages of the copied site load
            shutil.copyfile(named.with_name("boot.js"), named)
        with closing(bench.serve(folder)) as server:
            boot = len(server.compress(folder / FOLDER / PHONE / "boot.js")[1])
            first = first_result(bench.browser, server, ours(PHONE), SHORT[PHONE])
            whole = whole_answer(bench.browser, server, ours(PHONE), LONG)
        now = [
            built, boot / 1024, first.time / 1000, first.bytes / 1024,
            whole.first / 1000, whole.final / 1000, whole.bytes / 1024,
        ]  # fmt: skip
        cells = [
            f"{value:.0f}" if "KiB" in name else f"{value:.2f} s"
            for name, value in zip(names[1:], now, strict=True)
        ]
        if ours_first:
            ratios = [value / was for value, was in zip(now, ours_first, strict=True)]
            cells = [f"{cell} (×{ratio:.1f})" for cell, ratio in zip(cells, ratios, strict=True)]
        ours_first = ours_first or now
        pages = f"{size:,}" if size else f"{len(texts(site, folder)[PHONE])} (ours)"
        yield f"| {' | '.join([pages, *cells])} |"
    yield ""
    yield (
        f"In {PHONE}, “{SHORT[PHONE]}” in the box, then Enter with “{LONG}” in it; KiB in all is what both"
        " took since the focus, with the search page itself. The pages that are not ours are recombined"
        " from our sentences, titles and aliases."
    )


def typing(bench: Bench) -> Iterator[str]:
    """Every letter of thirty questions."""
    rows = [question for answered in bench.sets.values() for question, _ in answered]
    chosen = sorted(rows[:: len(rows) // TYPED][:TYPED], key=lambda question: question.language)
    places = {
        "on the search page": ("search", "#results"),
        "in the box of every page": ("index", "#suggestions"),
    }
    with closing(bench.serve(bench.site_dir)) as server:
        for name, (key, results) in places.items():
            groups = [
                (server.address + page_path(language, key), [question.query for question in group])
                for language, group in groupby(chosen, key=lambda question: question.language)
            ]
            told = keystrokes(bench.browser, groups, "#query", results)
            longest = f", the longest of {told.long[0]:.0f} ms" if told.long else ""
            yield (
                f"- A letter typed {name}, processor slowed {SLOWER} times: median {told.median:.0f} ms,"
                f" 95 in 100 below {told.high:.0f} ms, worst {told.worst:.0f} ms (“{told.at}”),"
                f" {told.letters} letters of {len(chosen)} questions; {len(told.long)} tasks of the page"
                f" above 50 ms{longest}."
            )


def report(bench: Bench, parts: Sequence[str]) -> Iterator[str]:
    """Markdown, part after part."""
    makers = {"scoreboard": scoreboard, "rivals": rivals, "scale": scale, "typing": typing}
    for part in parts:
        yield from makers[part](bench)
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
    if given.write and given.part:
        parser.error("only all parts together are written")
    return given


def main(argv: Sequence[str] | None = None) -> int:
    given = arguments(argv)
    if not (given.site / FOLDER / PHONE / "boot.js").exists():
        print(f"{given.site} has no search index: run make site first", file=sys.stderr)
        return 2
    lines = []
    disturbed = busy()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        bench = Bench(given.site.resolve(), browser, Path(folder))
        parts = given.part or list(PARTS)
        if browser is None:
            parts = [part for part in parts if part == "scoreboard"]
            print("There is no Chromium here: no other engine was asked, and no time taken.", file=sys.stderr)
        for line in report(bench, parts):
            print(line, flush=True)
            lines.append(line)
            if busy():
                disturbed = True
        listed = {**bench.sets, DESPAIR: bench.despair} if "scoreboard" in parts else {}
        for name, answered in listed.items():
            found = list(misses(answered, first=given.misses))
            print(f"Missed, {name}: {len(found)}", *found, sep="\n")
    if disturbed:
        print(DISTURBED, file=sys.stderr)
        lines.append(DISTURBED)
    if given.write:
        write("\n".join(lines).strip())
    return 0


def busy() -> bool:
    """Whether so much runs beside the bench that its times mean little."""
    return os.getloadavg()[0] > 0.75 * (os.cpu_count() or 1)


def write(figures: str) -> None:
    """Renew what stands between the two marks in README.md."""
    text = README.read_text(encoding="utf-8")
    README.write_text(MARKED.sub(lambda found: f"{found[1]}{figures}\n{found[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
