"""Follows a recipe of CONTRIBUTING.md to the letter: its examples are files, changes and commands.

In the fold of a recipe, a block shows what is done. `sh` is run. `diff` changes the file that is named
before it: what stands on lines with - gives way to what stands on lines with +, and + alone goes to the
end. Any other block is the whole of the file that is named before it.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MADE = {".git", ".venv", "site", ".build", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
_TITLE = re.compile(r"^## … (.+)$")
_FENCE = re.compile(r"^(```+)(\w+)$")
_NAMED = re.compile(r"`([\w./-]+)`[^`]*$")
_FOLD = re.compile(r"</?details>")


@dataclass(frozen=True)
class Block:
    """One block of an example: its kind, the file named before it, its lines, where it stands."""

    kind: str
    file: str
    lines: tuple[str, ...]
    number: int

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True)
class Recipe:
    """A question of CONTRIBUTING.md, with the lines of its answer and the blocks of its example."""

    question: str
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class Unclear(Exception):
    """A recipe cannot be followed as it is written."""


def recipes(text: str) -> list[Recipe]:
    """All recipes, in order."""
    found: list[Recipe] = []
    lines = iter(enumerate(text.splitlines(), 1))
    named, folded = "", False
    for number, line in lines:
        title, fence, fold = _TITLE.match(line), _FENCE.match(line), _FOLD.match(line)
        if line.startswith("# ") and found:
            break  # the next part of the file
        if title:
            found.append(Recipe(title[1]))
        elif fence and found:
            block = Block(fence[2], named, tuple(_until(lines, fence[1])), number)
            if folded:
                found[-1].blocks.append(block)
        elif found and not folded:
            found[-1].lines.append(line)
        folded = line.startswith("<details") or (folded and not fold)
        name = _NAMED.search(line)
        named = name[1] if name else named
    return found


def _until(lines: Iterator[tuple[int, str]], fence: str) -> Iterator[str]:
    for _, line in lines:
        if line == fence:
            return
        yield line
    raise Unclear("a block has no end")


def copied(folder: Path) -> Path:
    """The project as somebody gets it who clones it, with the programs of this environment."""
    root = folder / "guide"
    shutil.copytree(ROOT, root, ignore=_made, symlinks=True)
    (root / ".venv").symlink_to(sys.prefix)
    return root


def _made(folder: str, names: list[str]) -> list[str]:
    """What was made, and is not part of the project; fixtures have folders called site of their own."""
    own = _MADE if Path(folder) == ROOT else {"__pycache__"}
    return [name for name in names if name in own]


def follow(recipe: Recipe, root: Path) -> list[str]:
    """Do what an example says; what its commands ask of the built site, after `make site`, is left."""
    proofs = []
    for block in recipe.blocks:
        if block.kind == "sh":
            before, _, after = block.text.partition("make site\n")
            run(before, root)
            proofs.append(after)
        elif block.kind == "diff":
            change(root / block.file, block)
        else:
            write(root / block.file, block)
    return [commands for commands in proofs if commands]


def run(commands: str, root: Path) -> str:
    """Run lines of shell as a contributor would; raises Unclear with what was said if one fails."""
    installed = " ".join(f"-o .venv/{name}.installed" for name in ("site", "dev"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=root,
        env={**os.environ, "MAKEFLAGS": installed, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Unclear(f"{commands}→ {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def write(file: Path, block: Block) -> None:
    if file.exists():
        raise Unclear(f"line {block.number}: {block.file} is there already")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def change(file: Path, block: Block) -> None:
    """Put the new in the place of the old, which must stand there once, or at the end."""
    before = "\n".join(line[1:] for line in block.lines if line[0] != "+")
    after = "\n".join(line[1:] for line in block.lines if line[0] != "-")
    text = file.read_text("utf-8")
    if before and text.count(before) != 1:
        raise Unclear(f"line {block.number}: {block.file} has {text.count(before)} times: {before}")
    file.write_text(text.replace(before, after) if before else f"{text}{after}\n", encoding="utf-8")
