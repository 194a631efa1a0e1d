"""A small site of our own kind, quick to build: for tests of what happens while someone writes."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = "---\ntitle: 首頁\ndescription: 說明\nkind: home\n---\n\n## 一 { #one }\n\n[乙][page:topics/b]\n"
TOPIC = (
    "---\ntitle: 乙\ndescription: 說明\nkind: topic\n---\n\n## 一 { #one }\n\n正文。\n\n{!zh-Hant/part.md!}\n"
)


def small_site(root: Path) -> Path:
    """Two pages in two languages, with our own templates, hooks and settings."""
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    for language in ("zh-Hant", "en"):
        write(root / f"docs/{language}/index.md", HOME)
        write(root / f"docs/{language}/topics/b.md", TOPIC)
    write(root / "snippets/zh-Hant/part.md", "片段。\n")
    # The build needs these; other data name pages that are not here.
    (root / "docs/_data").mkdir()
    for name in ("search", "stages", "synonyms", "terms"):
        shutil.copy(ROOT / f"docs/_data/{name}.yml", root / "docs/_data")
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
