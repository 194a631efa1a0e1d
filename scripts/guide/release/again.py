"""Two built sites, compared as their readers see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from guide.release.seal import NAME

_FEW = 20


@dataclass(frozen=True)
class Comparison:
    """What differs: files that one lacks, pages by their text, other files by their bytes."""

    pages: int
    others: int
    lacking: tuple[str, ...]
    added: tuple[str, ...]
    texts: tuple[tuple[str, str, str], ...]
    contents: tuple[str, ...]
    markup: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return bool(self.lacking or self.added or self.texts or self.contents)

    def told(self) -> Iterator[str]:
        """A line for each of the first differences of a kind."""
        for path in self.lacking[:_FEW]:
            yield f"{path}: not built again"
        for path in self.added[:_FEW]:
            yield f"{path}: was not there before"
        for path, before, after in self.texts[:_FEW]:
            yield f"{path}: says “{after}” for “{before}”"
        for path in self.contents[:_FEW]:
            yield f"{path}: has other bytes"

    def summary(self) -> str:
        if self.differs:
            return (
                f"{len(self.lacking)} lacking, {len(self.added)} added, "
                f"{len(self.texts)} with another text, {len(self.contents)} with other bytes"
            )
        return f"the same text, {len(self.markup)} with other markup" if self.markup else "the same bytes"


def compare(before: Path, after: Path) -> Comparison:
    """Compare two folders; build.json is about the build, not of the site."""
    old, new = _files(before), _files(after)
    unlike = [path for path in sorted(old & new) if _bytes(before / path) != _bytes(after / path)]
    pages = [path for path in unlike if path.endswith(".html")]
    texts = {path: _first_difference(_lines(before / path), _lines(after / path)) for path in pages}
    html = sum(path.endswith(".html") for path in old)
    return Comparison(
        pages=html,
        others=len(old) - html,
        lacking=tuple(sorted(old - new)),
        added=tuple(sorted(new - old)),
        texts=tuple((path, *found) for path, found in texts.items() if found),
        contents=tuple(path for path in unlike if not path.endswith(".html")),
        markup=tuple(path for path, found in texts.items() if not found),
    )


def _files(folder: Path) -> set[str]:
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in paths if path != NAME}


def _bytes(file: Path) -> bytes:
    return file.read_bytes()


def _lines(file: Path) -> list[str]:
    """The text of a page, title and data blocks too, line by line, without what only separates."""
    root = LexborHTMLParser(file.read_text("utf-8")).root
    text = root.text(separator="\n") if root else ""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _first_difference(before: list[str], after: list[str]) -> tuple[str, str] | None:
    length = max(len(before), len(after))
    padded = (lines + [""] * (length - len(lines)) for lines in (before, after))
    return next(((one, other) for one, other in zip(*padded, strict=True) if one != other), None)
