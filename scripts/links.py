#!/usr/bin/env python3
"""Ask every outgoing address once, and keep docs/_data/links.yml: python scripts/links.py [--offline].

Prints each problem as path:line:column. Exit status: 0 clean or warnings only, 1 errors, 2 misuse.
"""

import argparse
import asyncio
import socket
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import httpx

from guide.content import load_site
from guide.diagnostics import Problem
from guide.outward import answers
from guide.outward.addresses import LEDGER, outgoing
from guide.outward.answers import Answer, Failure
from guide.outward.asking import address_of, ask_all
from guide.outward.hosts import Manners
from guide.outward.ledger import Entry, dumped, entries, recorded, write
from guide.outward.report import problems

ROOT = Path(__file__).resolve().parent.parent
AGENT = "OverdueLoanGuide-links/1.0 (asks each link of the Overdue Loan Guide once; never posts)"
# Documentation address (RFC 5737): a route is looked up for it, nothing is sent.
NOWHERE = ("192.0.2.1", 9)


def ask(addresses: Sequence[str], manners: Manners) -> dict[str, Answer]:
    """The answer for each address as written; those that came before an interruption."""
    found: dict[str, Answer] = {}
    meant: dict[httpx.URL, list[str]] = {}
    for address in addresses:
        try:
            meant.setdefault(address_of(address), []).append(address)
        except Failure as failure:
            found[address] = failure.answer

    def heard(url: httpx.URL, answer: Answer) -> None:
        for address in meant[url]:
            found[address] = answers.with_fragment(answer, unquote(address.partition("#")[2]))
        print(f"{answer.status:>20}  {url}", file=sys.stderr, flush=True)

    try:
        asyncio.run(ask_all(meant, manners, heard))
    except KeyboardInterrupt:
        print("interrupted; what was heard so far is kept", file=sys.stderr)
    return found


def is_offline(found: Mapping[str, Answer]) -> bool:
    """Whether it is this computer that has no network, rather than every server that has gone."""
    asked = {address: answer for address, answer in found.items() if answer.verdict != "invalid"}
    if not asked or any(answer.status not in answers.NETWORK for answer in asked.values()):
        return False
    silent = all(answer.status == "dns-silent" for answer in asked.values())
    hosts = {address_of(address).host for address in asked}
    return silent or len(hosts) > 2 or not has_route()


def has_route() -> bool:
    """Whether this computer knows any way out. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOWHERE)
        except OSError:
            return False
    return True


def report(found: Sequence[Problem], ledger: Mapping[str, Entry]) -> int:
    """Print problems and a closing line; the exit status that they call for."""
    for problem in found:
        print(problem)
    errors = sum(problem.severity == "error" for problem in found)
    fresh = sum(entry.days_failing == 0 for entry in ledger.values())
    unasked = sum(not entry.asked for entry in ledger.values())
    print(f"{len(ledger)} outgoing addresses: {errors} errors, {len(found) - errors} warnings", end="")
    print(f"; {fresh} failed for the first time" if fresh else "", end="")
    print(f"; {unasked} never asked" if unasked else "")
    return 1 if errors else 0


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ask every outgoing address once.")
    parser.add_argument("--offline", action="store_true", help="ask nothing; report from the ledger")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="DATE")
    parser.add_argument(
        "--pause", type=float, default=1.0, metavar="SECONDS", help="between two requests to a host"
    )
    parser.add_argument(
        "--timeout", type=float, default=15.0, metavar="SECONDS", help="for each step of an answer"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    site = load_site(options.root, options.today)
    record = site.record(LEDGER)
    if record.problems or (record.data is not None and not isinstance(record.data, dict)):
        print(f"{record.path} cannot be read; mend it, or take it back from git", file=sys.stderr)
        return 2
    places = outgoing(site)
    known = entries(record)
    ledger = {address: known.get(address, Entry()) for address in places}
    if not options.offline:
        manners = Manners(AGENT, pause=options.pause, timeout=options.timeout, total=3 * options.timeout)
        found = ask(list(places), manners)
        if is_offline(found):
            print("there is no network here: nothing could be asked, and this is what the ledger says")
        else:
            ledger |= {address: recorded(ledger[address], found[address], options.today) for address in found}
            write(options.root / record.path, dumped(ledger))
    return report(problems(places, ledger), ledger)


if __name__ == "__main__":
    raise SystemExit(main())
