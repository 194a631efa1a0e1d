"""Our own project, grown: its topics and letters again and again under other names, linked and cited like ours."""

import re
import shutil
from datetime import date
from pathlib import Path

from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, load_site
from guide.release.seal import INPUTS

_ALIASES = re.compile(r"^aliases: .*$", re.M)
_TITLE = re.compile(r'^title: ("?)', re.M)
_FIRST_CODE = 200  # of those that have three figures; ours are below
_STAMP = re.compile(r"^(translated_from: ).*$", re.M)


def grown(project: Path, folder: Path, pages: int) -> Path:
    """A copy of the project with so many pages a language, or with its own if it has more.

    There are codes for 1,600 copies.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in INPUTS:
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy
        copy(project / name, folder / name)
    site = load_site(folder, date.today())
    originals = [
        sorted(page.key for page in site.pages_in(SOURCE_LANGUAGE) if page.front.get("kind") == kind)
        for kind in ("topic", "letter")
    ]
    rows, copies = [], []
    for n in range(pages - len(site.keys)):
        likes, number = originals[n % 2], n // 2
        like = likes[number % len(likes)]
        key = f"{like}-{_letters(n)}"
        copies.append(key)
        rows.append(f"- {{id: again-{_letters(n)}, code: {'TF'[n % 2]}{_FIRST_CODE + number}, key: {key}}}\n")
        for language in WRITTEN_LANGUAGES:
            text = (folder / f"docs/{language}/{like}.md").read_text("utf-8")
            text = _TITLE.sub(rf"title: \g<1>{_letters(n)} ", text, count=1)
            text = _ALIASES.sub(f"aliases: [again {_letters(n)}]", text, count=1)
            (folder / f"docs/{language}/{key}.md").write_text(text, "utf-8")
    _stamp(folder, copies)
    with (folder / "docs/_data/permalinks.yml").open("a", encoding="utf-8") as file:
        file.writelines(rows)
    return folder


def _letters(n: int) -> str:
    """A name without figures, which titles must have alike in both languages."""
    return "q" + "".join(chr(ord("a") + n // 26**place % 26) for place in (2, 1, 0))


def _stamp(folder: Path, keys: list[str]) -> None:
    """The translations are of these texts."""
    site = load_site(folder, date.today())
    for key in keys:
        file = folder / f"docs/en/{key}.md"
        digest = site.pages[(SOURCE_LANGUAGE, key)].digest
        file.write_text(_STAMP.sub(rf'\g<1>"{digest}"', file.read_text("utf-8"), count=1), "utf-8")


PLAIN = """site_name: Plain
site_url: https://plain.example/
strict: false
theme: {name: material, font: false}
plugins:
  - search
  - i18n:
      docs_structure: folder
      reconfigure_material: true
      languages:
        - {locale: zh-Hant, name: 繁體中文, default: true, build: true}
        - {locale: en, name: English, build: true}
markdown_extensions: [attr_list, md_in_html, tables, toc]
validation: {nav: {omitted_files: ignore}, links: {not_found: ignore, unrecognized_links: ignore}}
"""


def plain(built: Path, folder: Path) -> Path:
    """The two written languages of a built site as Markdown, for MkDocs as it comes."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    for twin in built.rglob("index.md"):
        place = twin.parent.relative_to(built)
        language = "en" if place.parts[:1] == ("en",) else SOURCE_LANGUAGE
        if place.parts[:1] == ("zh-Hans",):
            continue
        file = folder / "docs" / language / place.relative_to("en" if language == "en" else ".") / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(twin, file)
    return folder
