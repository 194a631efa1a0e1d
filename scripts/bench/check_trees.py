"""Folders of HTML to measure checkers on: made ones, and what Debian's documentation holds."""

import random
import shutil
import subprocess
from pathlib import Path

# Debian package -> where its pages are in it.
DEBIAN = {
    "git-doc": "usr/share/doc/git-doc",
    "postgresql-doc-15": "usr/share/doc/postgresql-doc-15/html",
    "python3.11-doc": "usr/share/doc/python3.11/html",
    "openjdk-17-doc": "usr/share/doc/openjdk-17-jre-headless",
}


def generated(root: Path, pages: int, seed: int = 7) -> Path:
    """A site of so many pages, each with a menu, ten sections and fifty links, all of them good."""
    if (root / "index.html").exists():
        return root
    chance = random.Random(seed)
    words = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 10))) for _ in range(2000)
    ]
    for number in range(pages):
        file = root / _place(number) / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_page(number, pages, words, chance), "utf-8")
    for name in ("style.css", "icon.svg", "script.js"):
        (root / name).write_text("", "utf-8")
    (root / "index.html").write_text("<!doctype html><title>Start</title>", "utf-8")
    return root


def _place(number: int) -> str:
    return f"s{number % 100}/p{number}"


def _page(number: int, pages: int, words: list[str], chance: random.Random) -> str:
    def link(before: str, after: str) -> str:
        return f'<a href="{before}{_place(chance.randrange(pages))}/{after}">{chance.choice(words)}</a>'

    def paragraph() -> str:
        section = f"#h{chance.randrange(10)}"
        return f"<p>{' '.join(chance.choices(words, k=40))} {link('../../', section)} <code>{chance.choice(words)}</code></p>"

    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page {number}</title>'
        '<link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.svg">'
        '<script src="/script.js" defer></script></head><body><nav><ul>'
    )
    menu = [f"<li>{link('/', '')}</li>" for _ in range(20)]
    sections = [
        "\n".join([f'<h2 id="h{n}">{chance.choice(words)}</h2>', *(paragraph() for _ in range(3))])
        for n in range(10)
    ]
    parts = [head, *menu, "</ul></nav><main>", *sections, '<img src="/icon.svg" alt=""></main></body></html>']
    return "\n".join(parts)


def debian(folder: Path) -> dict[str, Path]:
    """The trees of Debian's documentation that can be had here, unpacked below a folder."""
    found = {}
    for package, inner in DEBIAN.items():
        target = folder / package
        if not target.exists() and shutil.which("apt-get") and shutil.which("dpkg"):
            _unpack(package, target)
        if (target / inner).is_dir():
            found[package] = target / inner
    return found


def _unpack(package: str, target: Path) -> None:
    scratch = target.with_suffix(".deb.d")
    scratch.mkdir(parents=True, exist_ok=True)
    got = subprocess.run(
        ["apt-get", "download", "-q", package], cwd=scratch, check=False, capture_output=True
    )
    for archive in scratch.glob("*.deb") if got.returncode == 0 else ():
        subprocess.run(["dpkg", "-x", str(archive), str(target)], check=False, capture_output=True)
    shutil.rmtree(scratch, ignore_errors=True)
