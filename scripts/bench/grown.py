"""Our own project, grown: its topics again and again under other names, linked and cited like ours."""

import re
import shutil
from datetime import date
from pathlib import Path

from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, load_site
from guide.release.seal import INPUTS

_ALIASES = re.compile(r"^aliases: .*$", re.M)
_TITLE = re.compile(r'^title: ("?)', re.M)
_STAMP = re.compile(r"^(translated_from: ).*$", re.M)


def grown(project: Path, folder: Path, pages: int) -> Path:
    """A copy of the project with so many pages a language, or with its own if it has more."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in INPUTS:
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy
        copy(project / name, folder / name)
    site = load_site(folder, date.today())
    topics = sorted(page.key for page in site.pages_in(SOURCE_LANGUAGE) if page.front.get("kind") == "topic")
    names = [
        (f"{topics[n % len(topics)]}-again-{n}", topics[n % len(topics)])
        for n in range(pages - len(site.keys))
    ]
    for key, like in names:
        for language in WRITTEN_LANGUAGES:
            text = (folder / f"docs/{language}/{like}.md").read_text("utf-8")
            number = key.rpartition("-")[2]
            text = _TITLE.sub(rf"title: \g<1>{number} ", text, count=1)
            text = _ALIASES.sub(f"aliases: [again {number}]", text, count=1)
            (folder / f"docs/{language}/{key}.md").write_text(text, "utf-8")
    _stamp(folder, [key for key, _ in names])
    with (folder / "docs/_data/permalinks.yml").open("a", encoding="utf-8") as file:
        for n, (key, _) in enumerate(names):
            file.write(f"- {{id: again-{n}, code: T{1000 + n}, key: {key}}}\n")
    return folder


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
