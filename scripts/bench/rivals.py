"""Other search engines over the words of the same pages. None of them is a part of this project:
they are fetched into a temporary folder, at these versions, and go with it."""

import html
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench.phone import Box
from bench.scoreboard import Answer, Answered, Question, ask_all
from guide.addresses import page_file, page_path
from guide.content import LANGUAGES, SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site
from guide.make.search import Words
from guide.script import simplified
from guide.search.texts import Text, sections_of, texts_of

JIEBA = "jieba==0.42.1"  # cuts Chinese into words for Material's search
PAGEFIND = "pagefind@1.6.0"
BROTLI = "brotli==1.2.1"  # not a rival: compresses what the bench serves as a host would

_MATERIAL_ASKS = """async (queries) => {
  const config = JSON.parse(document.querySelector("#__config").textContent);
  const index = await (await fetch("search/search_index.json")).json();
  const worker = new Worker(new URL(config.search, location.href));
  const say = (type, data) => new Promise((heard) => {
    worker.onmessage = (message) => heard(message.data.data);
    worker.postMessage({ type, data });
  });
  await say(0, { ...index, options: { suggest: false } });
  const found = [];
  for (const query of queries) {
    const { items } = await say(2, query);
    found.push(items.map((sections) => sections[0].location.split("#")[0]));
  }
  return found;
}"""

_PAGEFIND_ASKS = """async (queries) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const first = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    found.push(first.map(({ url }) => url.replace(/^[/]/, "")));
  }
  return found;
}"""

# The least that a page needs to search with Pagefind; its own boxes load more than this.
_PAGEFIND_BOX = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Pagefind</title>
<input id="query"><ol id="results"></ol>
<script type="module">
  const box = document.querySelector("#query");
  const list = document.querySelector("#results");
  let loading;
  const load = () => (loading ??= import("/pagefind/pagefind.js"));
  box.addEventListener("focus", load);
  box.addEventListener("input", async () => {{
    const {{ results }} = await (await load()).search(box.value);
    for (const result of results.slice(0, 5)) result.data().then(({{ url, meta }}) => {{
      const item = list.appendChild(document.createElement("li"));
      item.append(Object.assign(document.createElement("a"), {{ href: url, textContent: meta.title }}));
    }});
  }});
</script></html>
"""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~^:=\"'])")


class Unavailable(Exception):
    """A tool that could not be had, in one line."""


def texts(site: Site, site_dir: Path) -> dict[str, list[Text]]:
    """The pages that our search knows, with all their words, in each language."""
    kinds = list(Words(site).kinds)
    found = {language: texts_of(site, site_dir, language, kinds) for language in WRITTEN_LANGUAGES}
    for language in set(LANGUAGES) - set(WRITTEN_LANGUAGES):
        found[language] = [_derived(text, site_dir, language) for text in found[SOURCE_LANGUAGE]]
    return found


def _derived(text: Text, site_dir: Path, language: str) -> Text:
    built = (site_dir / page_file(language, text.key)).read_text(encoding="utf-8")
    said = {name: simplified(getattr(text, name)) for name in ("title", "description")}
    aliases = tuple(simplified(alias) for alias in text.aliases)
    return Text(**{**vars(text), **said, "aliases": aliases, "sections": tuple(sections_of(built))})


def run(command: Sequence[str | Path], **options: Any) -> None:
    """Run a tool silently; what it says is told only when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    except OSError as error:
        raise Unavailable(f"{command[0]} is not here ({error.strerror})") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise Unavailable(f"{Path(command[0]).name} failed: {said[-1][:200]}")


def fetch_python(requirement: str, folder: Path) -> Path:
    """A package of Python in a folder of its own."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--target", str(folder)]
    run([sys.executable, "-m", "pip", "install", *options, requirement])
    return folder


def fetch_brotli(folder: Path) -> Any:
    """The module, without making it one of ours; None if it cannot be had."""
    try:
        package = fetch_python(BROTLI, folder)
    except Unavailable:
        return None
    sys.path.insert(0, str(package))
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None
    finally:
        sys.path.remove(str(package))


class Material:
    """A plain Material site of one language with its own search."""

    name = f"Material's search with {JIEBA.replace('==', ' ')}"
    box = Box("", ".md-search__input", ".md-search-result__item a")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packages = fetch_python(JIEBA, folder / "packages")

    def build(self, pages: Sequence[Text], language: str, aliases: bool = False) -> Path:
        """The folder of the built site."""
        place = self.folder / f"{language}{'-aliases' * aliases}"
        for text in pages:
            _write(place / "docs" / f"{text.key}.md", "\n\n".join(_markdown(text, aliases)))
        theme = {"name": "material", "language": language.removesuffix("-Hans"), "font": False}
        config = {"site_name": "Search", "theme": theme, "plugins": ["search"], "validation": _QUIET}
        _write(place / "mkdocs.yml", json.dumps({**config, "markdown_extensions": ["attr_list"]}))
        environment = {**os.environ, "PYTHONPATH": str(self.packages), "NO_MKDOCS_2_WARNING": "1"}
        built = place / "site"
        options = ["--quiet", "--config-file", str(place / "mkdocs.yml"), "--site-dir", str(built)]
        run([sys.executable, "-m", "mkdocs", "build", *options], env=environment)
        return built

    def timed(self, built: Path) -> Box:
        """The theme's own script is not counted, only the worker of the search."""
        workers = built / "assets" / "javascripts" / "workers"
        extra = tuple(file.relative_to(built).as_posix() for file in workers.glob("*.js"))
        return Box(self.box.page, self.box.box, self.box.shown, extra)

    def ask(self, page: Page, address: str, questions: Sequence[Question]) -> list[Answered]:
        page.goto(address)
        return _asked(page, _MATERIAL_ASKS, questions)


class Pagefind:
    """The pages of one language as plain HTML, indexed by Pagefind."""

    name = PAGEFIND.replace("pagefind@", "Pagefind ")
    box = Box("box.html", "#query", "#results a")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        npm = shutil.which("npm")
        if not npm:
            raise Unavailable("npm is not here")
        folder.mkdir(parents=True)
        run([npm, "install", "--silent", "--no-save", "--prefix", folder, PAGEFIND], cwd=folder)

    def build(self, pages: Sequence[Text], language: str, aliases: bool = False) -> Path:
        built = self.folder / f"{language}{'-aliases' * aliases}"
        for text in pages:
            said = "\n".join(_html(text, aliases))
            page = f'<!doctype html><html lang="{language}"><body><main>{said}</main></body></html>'
            _write(built / page_file(SOURCE_LANGUAGE, text.key), page)
        run([self.folder / "node_modules" / ".bin" / "pagefind", "--silent", "--site", built])
        _write(built / "box.html", _PAGEFIND_BOX.format(language=language))
        return built

    def timed(self, built: Path) -> Box:
        return self.box

    def ask(self, page: Page, address: str, questions: Sequence[Question]) -> list[Answered]:
        page.goto(address + self.box.page)
        return _asked(page, _PAGEFIND_ASKS, questions)


Rival = Material | Pagefind
RIVALS: tuple[type[Rival], ...] = (Material, Pagefind)
_QUIET = {"nav": {"omitted_files": "ignore"}}


def _asked(page: Page, script: str, questions: Sequence[Question]) -> list[Answered]:
    expected = {key for question in questions for key in question.expected}
    keys = {page_path(SOURCE_LANGUAGE, key): key for key in expected}
    found: list[list[str]] = page.evaluate(script, [question.query for question in questions])
    answers = iter([Answer(tuple(keys.get(path, path) for path in paths)) for paths in found])
    return ask_all(questions, lambda _: next(answers))


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _html(text: Text, aliases: bool) -> Iterator[str]:
    yield f"<h1>{html.escape(text.title)}</h1>\n<p>{html.escape(text.description)}</p>"
    for section in text.sections:
        if section.id:
            yield f'<h2 id="{section.id}">{html.escape(section.title)}</h2>'
        yield from (f"<p>{html.escape(line)}</p>" for line in _lines(section.text))
    if aliases:
        yield from (f"<p>{html.escape(alias)}</p>" for alias in text.aliases)


def _markdown(text: Text, aliases: bool) -> Iterator[str]:
    def plain(words: str) -> str:
        return _MARKDOWN.sub(r"\\\1", words)

    yield f"# {plain(text.title)}"
    yield plain(text.description)
    for section in text.sections:
        if section.id:
            yield f"## {plain(section.title)} {{ #{section.id} }}"
        yield from map(plain, _lines(section.text))
    if aliases:
        yield from map(plain, text.aliases)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
