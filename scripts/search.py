#!/usr/bin/env python3
"""Search the built site as the page does: python scripts/search.py "query" [--lang zh-Hans].

The page's own module ranks, in an embedded JavaScript engine, so that there is one ranking.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import quickjs

from guide.content import LANGUAGES, SOURCE_LANGUAGE
from guide.make.scripts import joined
from guide.make.search import FOLDER, read_call

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "overrides" / "assets"
MODULES = (ASSETS / "search-engine.js", ASSETS / "search-reading.js")
_GLUE = """
function call(method, ...given) { return JSON.stringify(engine[method](...given.map((one) => JSON.parse(one)))); }
"""


class Engine:
    """The page's module with the index of one language, loading what it asks for."""

    def __init__(self, site: Path, language: str, today: date | None = None) -> None:
        self.folder = site / FOLDER
        self._context = quickjs.Context()
        for module in MODULES:
            self._context.eval(joined(module))
        day = json.dumps({"today": (today or date.today()).isoformat()})
        boot = json.dumps(self._read(f"{language}/boot.js"))
        self._context.eval(f"const engine = new SearchEngine({boot}, {day});{_GLUE}")

    def search(self, query: str, **options: Any) -> dict[str, Any]:
        """The answer when everything that the query needs has been loaded."""
        while names := self._call("needed", query):
            for name in names:
                self._call("addBody", self._read(name))
        result: dict[str, Any] = self._call("search", query, options)
        return result

    def suggest(self, query: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._call("suggest", query)
        return found

    def _call(self, method: str, *given: Any) -> Any:
        call = self._context.get("call")
        return json.loads(call(method, *(json.dumps(one) for one in given)) or "null")

    def _read(self, name: str) -> Any:
        return read_call((self.folder / name).read_text(encoding="utf-8"))


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Search the built site as the page does.")
    parser.add_argument("query")
    parser.add_argument("--lang", choices=LANGUAGES, default=SOURCE_LANGUAGE)
    parser.add_argument("--stage", help="only pages of this stage")
    parser.add_argument("--kind", help="only pages of this kind")
    parser.add_argument("--group", help="only topics of this group")
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        metavar="DATE",
        help="the day that dates in the query are read against",
    )
    parser.add_argument("--json", action="store_true", help="print all that the page is given")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    given = arguments(argv)
    if not (given.site / FOLDER / given.lang / "boot.js").exists():
        print(f"{given.site} has no search index: run make site first", file=sys.stderr)
        return 2
    options = {name: getattr(given, name) for name in ("stage", "kind", "group", "limit")}
    found = Engine(given.site, given.lang, given.today).search(
        given.query, **{k: v for k, v in options.items() if v}
    )
    print(json.dumps(found, ensure_ascii=False, indent=2) if given.json else "\n".join(lines(found)))
    return 0


def lines(found: dict[str, Any]) -> list[str]:
    """What an editor wants to see: the signs that were read, then the pages in order."""
    signs = [name for name in ("crisis", "elsewhere", "weak") if found[name]]
    signs += [f"{name}: {found[name]}" for name in ("stage", "corrected") if found[name]]
    shown = [
        f"{hit['score']:7.3f}  {hit['code'] or '—':4} {hit['url']}  {hit['title']}"
        for hit in found["results"]
    ]
    return ["; ".join(signs), *shown] if signs else shown


if __name__ == "__main__":
    raise SystemExit(main())
