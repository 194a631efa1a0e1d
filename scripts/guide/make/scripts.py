"""The scripts of the pages: each joined with the modules it imports, as one classic script.

From `file://` browsers run no modules, and a reader on a slow line waits for each request. What
developers write are modules: an entry is a file of `assets/`, its parts are in folders below.
"""

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:class|function\*?|const) (\w+))", re.M)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)$|[ \t]+//[^\n'\"`/]*$", re.M | re.S)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:class|function\*?|const|let) (\w+)", re.M)


class ScriptError(Exception):
    """A script that cannot be joined: what is wrong, and in which file."""


def write_scripts(site_dir: Path) -> None:
    """Replace the scripts of a built site by joined ones, and remove the parts."""
    assets = site_dir / "assets"
    made = {entry: slim(joined(entry)) for entry in entries(assets)}
    for file in assets.rglob("*.js"):
        file.unlink()
    for folder in sorted((path for path in assets.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    for entry, text in made.items():
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(text, encoding="utf-8")


def entries(assets: Path) -> list[Path]:
    """The scripts that pages ask for: those of the folder itself, and one for each tool."""
    return sorted([*assets.glob("*.js"), *assets.glob("tools/*.js")])


def joined(entry: Path) -> str:
    """A module and all that it imports as one classic script; what the entry exports is global."""
    parts = modules(entry)
    declared: dict[str, Path] = {}
    for path, text in parts.items():
        for name in _DECLARED.findall(text):
            if name in declared:
                raise ScriptError(f"{path.name}: {name} is declared in {declared[name].name} too")
            declared[name] = path
    names = ", ".join(_EXPORT.findall(parts[entry]))
    given = f"Object.assign(globalThis, {{ {names} }});\n" if names else ""
    body = "".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in parts.values())
    return f'(() => {{\n"use strict";\n{body}{given}}})();\n'


def slim(script: str) -> str:
    """A script without its comments and indentation; so no string of it runs over a line's end.

    A comment behind code is left out if it has no sign that may end a string.
    """
    lines = (line.strip() for line in _COMMENT.sub("", script).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def modules(entry: Path) -> dict[Path, str]:
    """The text of a module and of all that it imports, each once, what is imported first."""
    found: dict[Path, str] = {}
    _collect(entry, found, ())
    return found


def _collect(path: Path, found: dict[Path, str], above: tuple[Path, ...]) -> None:
    if path in above:
        raise ScriptError(f"{path.name}: imports itself, by way of {above[-1].name}")
    if path in found:
        return
    text = path.read_text(encoding="utf-8")
    for names, target in _IMPORT.findall(text):
        part = Path(path.parent, target).resolve()
        if not part.is_file():
            raise ScriptError(f"{path.name}: there is no {target} to import")
        _collect(part, found, (*above, path))
        for name in (name.strip() for name in names.split(",") if name.strip()):
            if name not in _EXPORT.findall(found[part]):
                raise ScriptError(f"{path.name}: {target} does not export {name}")
    if re.search(r"^import\b", _IMPORT.sub("", text), re.M):
        raise ScriptError(f'{path.name}: write imports as import {{ a, b }} from "./file.js";')
    found[path] = text
