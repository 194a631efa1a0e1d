"""The short way through for a folder that is not ours: nothing is imported that it does not need."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

TYPE_CHECKING = False  # importing typing would take longer than the rest
if TYPE_CHECKING:
    from guide.built.verdict import Said


def remembered_below(root: str | os.PathLike[str]) -> str:
    """The folder for what is kept, in the project and never in the folder that is checked."""
    return os.path.join(root, ".build", "site-check")


def asked_for(rules: Sequence[str], base_url: str, extensionless: bool) -> list[object]:
    return [list(rules), base_url, extensionless]


def answered(arguments: Sequence[str], root: str) -> int | None:
    """Answer `--site DIR`, from memory if nothing has changed; the exit status.

    None for any other call, and for a site of ours: those take the long way.
    """
    if "--site" not in arguments:
        return None
    at = arguments.index("--site")
    rules = [*arguments[:at], *arguments[at + 2 :]]
    if at + 1 >= len(arguments) or rules or arguments[at + 1].startswith("-"):
        return None
    from guide.built import cache, verdict
    from guide.built.ours import is_ours
    from guide.built.walk import Walk

    site = arguments[at + 1]
    below = remembered_below(root)
    if not os.path.isdir(site) or is_ours(site):
        return None
    walk = Walk(site)
    place = cache.place_for(below, site)
    said = verdict.recall(place, cache.program_digest(), asked_for((), "", False), walk)
    if said is None:
        import gc

        from guide.built.check import check_walk

        gc.disable()  # what is read is needed to the end
        said = check_walk(walk, place)
    return _print(said)


def _print(said: Said) -> int:
    lines = []
    errors = 0
    for (path, line, column), message, hint, rule, severity in said["problems"]:
        lines.append(f"{path}:{line}:{column}: {severity}: {message} [{rule}]\n")
        if hint:
            lines.append(f"    {hint}\n")
        errors += severity == "error"
    warnings = len(said["problems"]) - errors
    lines.append(f"{said['pages']} built pages: {errors} errors, {warnings} warnings\n")
    if not all(line[:-1].isprintable() for line in lines):
        from guide.report.text import visible  # some name holds what a terminal would obey

        lines = [visible(line[:-1]) + "\n" for line in lines]
    sys.stdout.buffer.write("".join(lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 1 if errors else 0
