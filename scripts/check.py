#!/usr/bin/env python3
"""Check the sources, or a folder of built HTML: python scripts/check.py [RULE …] [--site DIR].

Prints each problem as path:line:column. Exit status: 0 clean or warnings only, 1 errors, 2 misuse.
`--explain RULE` says what a rule wants; `--fix` shows what can be put right by itself, and writes it
with `--write`; `--baseline FILE` leaves out what was there when `--write-baseline` wrote it.
"""

import sys

if __name__ == "__main__":  # before all that is imported for the sources
    from guide.built.quick import answered

    status = answered(sys.argv[1:], __file__.rpartition("/")[0] + "/..")
    if status is not None:
        raise SystemExit(status)

import argparse
import gc
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

from guide import baseline, cache
from guide.content import Site, load_site
from guide.diagnostics import did_you_mean
from guide.explain import as_list, as_table, explained, with_table
from guide.report import Report
from guide.rule import Rule, run
from guide.rules import BUILT_RULES, SOURCE_RULES

ROOT = Path(__file__).resolve().parent.parent
FORMATS = {"text": "text", "json": "data", "github": "github", "sarif": "sarif", "junit": "junit"}


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check the sources of the guide.")
    parser.add_argument("rules", nargs="*", metavar="RULE", help="only these rules")
    parser.add_argument("--site", type=Path, metavar="DIR", help="check this folder of built HTML")
    parser.add_argument("--base-url", default="", metavar="URL", help="where that folder is served")
    parser.add_argument("--extensionless", action="store_true", help="its host serves /page for page.html")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project to check")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="DATE")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how problems are shown")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="leave out the problems it holds")
    parser.add_argument("--write-baseline", action="store_true", help="write what is found into it")
    parser.add_argument("--fix", action="store_true", help="show what can be put right, as a diff")
    parser.add_argument("--write", action="store_true", help="with --fix: write it")
    parser.add_argument(
        "--looked-at", nargs="+", default=[], metavar="PAGE", help="with --fix: stamp these translations"
    )
    parser.add_argument("--explain", action="store_true", help="say what the rules want, and stop")
    parser.add_argument("--markdown", action="store_true", help="with --explain: as a table")
    parser.add_argument("--into", type=Path, metavar="FILE", help="with --explain: renew its table")
    parser.add_argument("--no-cache", action="store_true", help="read every file again")
    options = parser.parse_args(argv)
    if (options.write or options.looked_at) and not options.fix:
        parser.error("--write and --looked-at go with --fix")
    if options.fix and options.site:
        parser.error("--fix is for sources; built pages are built again")
    if options.write_baseline and not options.baseline:
        parser.error("--write-baseline goes with --baseline FILE")
    return options


def chosen(names: Sequence[str], rules: Sequence[Rule]) -> list[Rule]:
    """The rules of these names, or all of them; an unknown name ends the program with status 2."""
    by_name = {rule.name: rule for rule in rules}
    for name in names:
        if name not in by_name:
            raise _misuse(
                f"there is no rule {name}", did_you_mean(name, by_name, "--explain lists the rules")
            )
    return [by_name[name] for name in names] or list(rules)


def _misuse(message: str, hint: str = "") -> SystemExit:
    print(f"{message}; {hint}" if hint else message, file=sys.stderr)
    return SystemExit(2)


def explain(options: argparse.Namespace) -> int:
    """Print what the rules of some names want, or the list of all."""
    rules = (*SOURCE_RULES, *BUILT_RULES)
    if options.into:
        try:
            options.into.write_text(with_table(options.into.read_text("utf-8"), rules), "utf-8")
        except (OSError, ValueError) as error:
            raise _misuse(f"{options.into}: {error}") from error
    elif options.markdown:
        print(as_table(chosen(options.rules, rules)))
    elif options.rules:
        print("\n\n".join(explained(rule).text() for rule in chosen(options.rules, rules)))
    else:
        print(as_list(rules))
    return 0


def check_sources(options: argparse.Namespace) -> tuple[Site, Report]:
    """Run the source rules, with what an earlier run found in files that have not changed."""
    rules = chosen(options.rules, SOURCE_RULES)
    if not options.root.is_dir():
        raise _misuse(f"there is no folder {options.root}")
    store = ROOT / cache.CHECKED
    cached = options.root == ROOT and not options.no_cache
    version = cache.version() if cached else ""
    known = cache.load(store, version) if cached else {}
    site = load_site(options.root, options.today, known)
    problems = run(rules, site)
    if cached and (len(rules) == len(SOURCE_RULES)) and cache.is_new(known, site.files):
        cache.save(store, version, site.files)
    return site, Report(f"{len(site.pages)} pages, {len(site.sources)} sources of law", problems, rules)


def check_built(options: argparse.Namespace) -> Report:
    """Check a folder of built HTML, from memory if nothing has changed in it."""
    from guide.built.check import check_folder, rules_for  # brings a parser that sources do without
    from guide.built.ours import is_ours

    named = chosen(options.rules, BUILT_RULES) if options.rules else []
    if not options.site.is_dir():
        raise _misuse(f"there is no folder {options.site}", "run make site first")
    problems, pages = check_folder(
        options.site,
        options.root,
        named,
        base_url=options.base_url,
        extensionless=options.extensionless,
        cached=not options.no_cache,
    )
    return Report(f"{pages} built pages", problems, named or list(rules_for(is_ours(options.site))))


def without_known(report: Report, options: argparse.Namespace) -> Report:
    """The report without what the baseline holds, or the baseline written and nothing left."""
    if not options.baseline:
        return report
    try:
        if options.write_baseline:
            options.baseline.write_text(baseline.written(report.problems), "utf-8")
        known = baseline.read(options.baseline.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _misuse(f"{options.baseline}: {error}") from error
    new = baseline.unknown(report.problems, known)
    return replace(report, problems=new, known=len(report.problems) - len(new))


def fix(site: Site, report: Report, options: argparse.Namespace) -> int:
    """Show what can be put right as a diff, or write it; status 1 while something is left to do."""
    from guide.fix import as_diff, fixes, write  # not needed in any other run

    keys = {page.key for page in site.pages.values()}
    for key in options.looked_at:
        if key not in keys:
            raise _misuse(f"there is no page {key}", did_you_mean(key, keys))
    changes = fixes(site, report.problems, frozenset(options.looked_at))
    print(as_diff(changes), end="")
    for change in changes if options.write else ():
        for message in write(site.root, change):
            raise _misuse(message)
    verb = "changed" if options.write else "would change; --write writes it"
    print(f"{len(changes)} files {verb}")
    return 1 if changes and not options.write else 0


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    if options.explain:
        return explain(options)
    if options.site:
        report = check_built(options)
    else:
        site, report = check_sources(options)
        if options.fix:
            return fix(site, report, options)
    report = without_known(report, options)
    print(import_module(f"guide.report.{FORMATS[options.format]}").render(report))
    return 1 if report.errors else 0


if __name__ == "__main__":
    # One run makes no cycles worth collecting, and looking for them costs a third of its time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raise SystemExit(main())
