"""Fuzz the readers and all source rules: python tests/fuzz/fuzz_check.py [libFuzzer options].

Needs atheris (Linux, x86-64): `pip install atheris==3.0.0` in an environment of its own that has
also `requirements.txt`; it is no part of what the tests need. A run without options never ends;
`-max_total_time=300` stops it. It ends at once at an exception, or at an input of over 10 seconds.
"""

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import atheris  # noqa: E402

with atheris.instrument_imports(include=["guide"]):
    from guide import baseline
    from guide.fix import fixes
    from guide.live import Watch
    from guide.markdown import Document
    from guide.records import parse_yaml

# The first byte of an input says which file the rest becomes.
FILES = (
    "docs/zh-Hant/index.md",
    "docs/en/index.md",
    "snippets/zh-Hant/part.md",
    "docs/_data/article.yml",
    "docs/_data/claims.yml",
    "docs/_data/stages.yml",
    "docs/_data/terms.yml",
    "docs/_data/permalinks.yml",
    "docs/_data/placeholders.yml",
    "docs/_data/synonyms.yml",
    "docs/_data/sources/civil-code.yml",
    "overrides/strings/en.yml",
)
TODAY = date(2026, 11, 23)
SITE = Path(shutil.copytree(ROOT / "tests" / "sites" / "clean", Path(tempfile.mkdtemp()) / "site"))
WATCH = Watch(SITE)


def one_input(data: bytes) -> None:
    """No exception, whatever a file holds."""
    if not data:
        return
    path, content = SITE / FILES[data[0] % len(FILES)], data[1:]
    text = content.decode("utf-8", "replace")
    Document("x.md", text).anchors  # noqa: B018
    parse_yaml(text, "x.yml")
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        problems = WATCH.check(TODAY)
        assert WATCH.site
        fixes(WATCH.site, problems)
        baseline.written(problems)
    finally:
        path.unlink() if before is None else path.write_bytes(before)


if __name__ == "__main__":
    atheris.Setup([*sys.argv, "-timeout=10"], one_input)
    atheris.Fuzz()
