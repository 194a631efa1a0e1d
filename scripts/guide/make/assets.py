"""Style sheets and scripts under names that hold the hash of their content.

A browser may then keep them for ever, and a page only ever meets the versions it was built with:
whatever a script loads, it names by hash too, so a change goes up through all that lead to it.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from guide.content import LANGUAGES

DIGITS = 10
# A text in a script that names a file, as `new URL("search.css", …)` or "assets/search-engine.js".
_NAMED = re.compile(r'"([\w./-]+\.(?:css|js))"')
_MENTION = re.compile(r"[\w./-]*\.(?:css|js)\b(?!\()")


class AssetError(Exception):
    """An asset that cannot be renamed: which, and why."""


def hash_assets(site_dir: Path) -> dict[str, str]:
    """Rename the assets of a built site; path below the root -> new path.

    The first tier of the search index is copied, since `scripts/search.py` finds it by its name.
    """
    texts = {path: (site_dir / path).read_text(encoding="utf-8") for path in _candidates(site_dir)}
    renamed: dict[str, str] = {}
    for path in texts:
        _rename(path, texts, renamed, ())
    for path, name in renamed.items():
        (site_dir / name).write_text(_rewritten(path, texts, renamed), encoding="utf-8")
        if path.startswith("assets/"):
            (site_dir / path).unlink()
    return renamed


def _candidates(site_dir: Path) -> list[str]:
    files = [f for suffix in ("css", "js") for f in (site_dir / "assets").rglob(f"*.{suffix}")]
    files += [f for language in LANGUAGES if (f := site_dir / "search" / language / "boot.js").is_file()]
    return sorted(file.relative_to(site_dir).as_posix() for file in files)


def _rename(path: str, texts: Mapping[str, str], renamed: dict[str, str], above: tuple[str, ...]) -> None:
    """Name a file, after all that it names itself."""
    if path in above:
        raise AssetError(f"{path} names itself, by way of {above[-1]}")
    if path in renamed:
        return
    for named in _named(path, texts):
        _rename(named, texts, renamed, (*above, path))
    text = _rewritten(path, texts, renamed)
    digest = hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
    stem, dot, suffix = path.rpartition(".")
    renamed[path] = f"{stem}.{digest}{dot}{suffix}"


def _named(path: str, texts: Mapping[str, str]) -> list[str]:
    """The assets that a script names."""
    found = {_target(path, name, texts) for name in _NAMED.findall(texts[path])}
    return sorted(found - {""})


def _target(path: str, name: str, texts: Mapping[str, str]) -> str:
    """The asset that a text in a script means, from the root or from the script; empty if none."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    return next((each for each in (name, beside) if each in texts), "")


def _rewritten(path: str, texts: Mapping[str, str], renamed: Mapping[str, str]) -> str:
    def new(match: re.Match[str]) -> str:
        name = match[1]
        target = _target(path, name, texts)
        if not target:
            return match[0]
        return f'"{name[: len(name) - len(posixpath.basename(name))]}{posixpath.basename(renamed[target])}"'

    text = _NAMED.sub(new, texts[path])
    _stop_at_computed_names(path, text, texts)
    return text


def _stop_at_computed_names(path: str, text: str, texts: Mapping[str, str]) -> None:
    """A name put together at run time would lead to a file that is gone: say so now."""
    if path.startswith("search/"):
        return  # the index: text, and no names of assets
    for mention in _MENTION.findall(text):
        base = posixpath.basename(mention)
        if any(base == posixpath.basename(each) for each in texts if each.startswith("assets/")):
            raise AssetError(f'{path} mentions {mention}: write the whole name, as "assets/{base}"')
