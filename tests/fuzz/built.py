#!/usr/bin/env python3
"""Fuzz the reading of built pages: python tests/fuzz/built.py [-runs=100000] [CORPUS].

Needs atheris (`pip install atheris`), which is in no requirements file: it is built for few
versions of Python. Without it, `--once FILE` reads one file, to look at what a fuzzer has found.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))


def read_one(data: bytes) -> None:
    """Read a page as bytes, and its tags, and check a folder that holds it alone."""
    from guide.built.encoding import text_of
    from guide.built.load import load_built
    from guide.built.tokens import start_tags
    from guide.rule import run
    from guide.rules import BUILT_RULES as RULES

    for tag in start_tags(text_of(data)):
        tag.attributes()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.html", "a.css", "a.svg", "_redirects"):
            (Path(folder) / name).write_bytes(data)
        run(RULES, load_built(Path(folder), ours=True))


def main() -> int:
    if sys.argv[1:2] == ["--once"]:
        read_one(Path(sys.argv[2]).read_bytes())
        return 0
    import atheris

    with atheris.instrument_imports():
        import guide.built.load
        import guide.rules  # noqa: F401
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
