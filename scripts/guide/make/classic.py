"""The scripts of the search as classic scripts, because from `file://` browsers run no modules."""

import re
from pathlib import Path

SCRIPTS = ("search-engine.js", "search-page.js")
_EXPORT = re.compile(r"^export (?=(?:class|function|const) (\w+))", re.M)


def write_classic(site_dir: Path) -> None:
    """Rewrite the scripts of a built site."""
    for name in SCRIPTS:
        file = site_dir / "assets" / name
        file.write_text(classic(file.read_text(encoding="utf-8")), encoding="utf-8")


def classic(module: str) -> str:
    """A module without imports as a classic script: what it exports becomes global, the rest not."""
    names = ", ".join(_EXPORT.findall(module))
    given = f"Object.assign(globalThis, {{ {names} }});\n" if names else ""
    return f'(() => {{\n"use strict";\n{_EXPORT.sub("", module)}{given}}})();\n'
