"""Where the guide meets MkDocs: the only module that imports it.

mkdocs-static-i18n runs the whole build once per written language, so every event here fires once
per language; each further language is built in a process of its own. The work is in `guide/`.
"""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment
from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from guide import cache
from guide.content import SOURCE_LANGUAGE, Site, load_site
from guide.day import day_of
from guide.extension import GuideExtension
from guide.facts import page_facts
from guide.listings import expand
from guide.make.finish import finish
from guide.make.products import from_sources, write_from_pages
from guide.make.scripts import write_scripts
from guide.make.simplified import write_simplified
from guide.make.sitemap import sitemap
from guide.make.together import Started, start, together, wait_for
from guide.preview.pages import CHANNEL, serve_pages
from guide.script import mark_chinese
from guide.sections import pages_citing, source_page, sources_section
from guide.template_names import names

# Of the theme's files: our words are in the pages, and none of its scripts or styles is loaded.
NOT_PUBLISHED = ("strings/", "assets/javascripts/", "assets/images/", "assets/stylesheets/")

ROOT = Path(__file__).resolve().parent.parent


class _Build:
    """What one build keeps between events."""

    site: Site
    extension: GuideExtension
    citing: dict[str, list[str]]
    not_found: ClassVar[dict[str, str]] = {}
    further: ClassVar[list[Started]] = []
    rest: ClassVar[list[Started]] = []


def _i18n(config: MkDocsConfig) -> Any:
    """The plugin that builds the languages; its state is not part of MkDocs's types."""
    return config.plugins["i18n"]


def _language(config: MkDocsConfig) -> str:
    return str(_i18n(config).current_language or SOURCE_LANGUAGE)


def _building_again(config: MkDocsConfig) -> bool:
    """Whether this is the inner build of a further language."""
    return bool(_i18n(config).building)


@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if not _building_again(config):
        known = cache.load(ROOT / cache.CHECKED, cache.version())  # what the check has read
        _take(config, load_site(ROOT, day_of(os.environ, datetime.now(UTC)), known))
        if CHANNEL in os.environ:  # for `make serve`: no build, but pages one by one, until it is over
            _i18n(config).building = True
            serve_pages(os.environ[CHANNEL], _Pages(config))
            raise SystemExit
    return config


def _take(config: MkDocsConfig, site: Site) -> None:
    """Build from this content."""
    _Build.site = site
    _Build.extension = GuideExtension(site)
    _Build.citing = pages_citing(site)
    extensions = config.markdown_extensions
    extensions[:] = [e for e in extensions if not isinstance(e, GuideExtension)]
    extensions.append(_Build.extension)  # type: ignore[arg-type]


def _build_further(config: MkDocsConfig, languages: list[str]) -> None:
    """Build the other written languages, as mkdocs-static-i18n does once the first is built."""
    i18n = _i18n(config)
    i18n.building = True
    utils.clean_directory = lambda directory: None
    for language in languages:
        i18n.current_language = language
        build(config)


def _start_meanwhile(config: MkDocsConfig) -> None:
    """Begin the other written languages, and what needs no page, each in a process of its own."""
    i18n = _i18n(config)
    others = [language for language in i18n.build_languages if language != i18n.current_language]
    tasks = from_sources(_Build.site, Path(config.site_dir), str(config.site_url))
    further = start(partial(_build_further, config, others))
    if not further:  # there is no fork: the plugin builds them afterwards
        together(tasks)
        return
    _Build.further[:] = [further]
    _Build.rest[:] = [process for task in tasks if (process := start(task))]
    i18n.building = True  # so the plugin has none of them to build


@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each source of law, and leave out what no reader needs."""
    if not _building_again(config):
        _start_meanwhile(config)
    for file in list(files):
        if file.src_uri.startswith(NOT_PUBLISHED):
            files.remove(file)
    for id in _Build.site.sources:
        path = f"{_language(config)}/sources/{id}.md"
        if not files.get_file_from_path(path):
            files.append(File(path, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """The Markdown of a generated page; None leaves MkDocs to read the file."""
    language, _, key = page.file.src_uri.removesuffix(".md").partition("/")
    source = _Build.site.sources.get(key.removeprefix("sources/"))
    if source is None or _Build.site.page(language, key):
        return None
    title = source.short.get(language, source.id).replace('"', "")
    return f'---\ntitle: "{title}"\n---\n{source_page(_Build.site, source, language, _Build.citing)}'


def _key(page: Page) -> str:
    return page.file.src_uri.removesuffix(".md").partition("/")[2]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    language, key = _language(config), _key(page)
    _Build.extension.language, _Build.extension.key = language, key
    written = _Build.site.page(language, key)
    body = expand(_Build.site, language, markdown)
    return body + (sources_section(_Build.site, written) if written else "")


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    env.globals.update(names(_Build.site, _language(config), str(config.site_url)))
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    context["guide"] = page_facts(_Build.site, _language(config), _key(page), str(config.site_url))
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return mark_chinese(output) if _language(config) == "en" else output


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep each language's 404 page, to be written when all are built; make our own sitemap."""
    if template_name == "404.html":
        english = _language(config) == "en"
        _Build.not_found[_language(config)] = mark_chinese(output_content) if english else output_content
        return ""
    return "" if template_name == "sitemap.xml" else output_content


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """After each language its 404 page; after the last what is made of the whole site."""
    site_dir = Path(config.site_dir)
    for language, html in _Build.not_found.items():
        folder = site_dir if language == SOURCE_LANGUAGE else site_dir / language
        (folder / "404.html").write_text(html, encoding="utf-8")
    if _building_again(config) and not _Build.further:
        return
    write_simplified(site_dir, str(config.site_url))
    if _Build.further:
        wait_for(_Build.further)
        _Build.further.clear()
        _i18n(config).building = False
    write_scripts(site_dir)
    write_from_pages(_Build.site, site_dir, str(config.site_url))
    wait_for(_Build.rest)
    _Build.rest.clear()
    (site_dir / "sitemap.xml").write_text(sitemap(_Build.site, str(config.site_url)), encoding="utf-8")
    (site_dir / "sitemap.xml.gz").unlink(missing_ok=True)
    finish(_Build.site, site_dir, str(config.site_url))


def on_build_error(error: Exception) -> None:
    for process in (*_Build.further, *_Build.rest):
        process.stop()


class _Pages:
    """Renders pages one by one, whatever else the site has: what `make serve` asks for.

    The files, the menu and the templates of each language are kept between pages.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.folders = list(config.theme.dirs)
        self.kept: dict[str, tuple[Files, Navigation, Environment]] = {}

    @property
    def site(self) -> Site:
        return _Build.site

    @property
    def site_url(self) -> str:
        return str(self.config.site_url)

    def renew(self, all: bool) -> None:
        """Read what has changed in the content; with `all`, the list of files and the templates too."""
        if all:
            self.kept.clear()
        today = day_of(os.environ, datetime.now(UTC))
        _take(self.config, load_site(ROOT, today, _Build.site.files))
        for language, (files, _, env) in self.kept.items():
            self._speak(language)
            self.config.plugins.on_env(env, config=self.config, files=files)

    def html(self, language: str, key: str) -> str:
        """A page as MkDocs builds it; raises whatever stops a build."""
        self._speak(language)
        if language not in self.kept:
            self.kept[language] = self._prepared()
        files, nav, env = self.kept[language]
        file = files.get_file_from_path(f"{language}/{key}.md")
        if file is None:
            raise FileNotFoundError(f"docs/{language}/{key}.md")
        page = file.page or Page(None, file, self.config)
        _populate_page(page, self.config, files)
        built = Path(file.abs_dest_path)
        built.unlink(missing_ok=True)
        _build_page(page, self.config, files.documentation_pages(), nav, env)
        return built.read_text(encoding="utf-8")

    def _speak(self, language: str) -> None:
        """Set the configuration to a language, as static-i18n does between its builds."""
        if language != _i18n(self.config).current_language or not self.kept:
            _i18n(self.config).current_language = language
            _i18n(self.config).on_config(self.config)
            self.config.theme.dirs[:] = self.folders  # it adds a folder each time

    def _prepared(self) -> tuple[Files, Navigation, Environment]:
        """What MkDocs makes of the project before it reads the first page."""
        config, plugins = self.config, self.config.plugins
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = plugins.on_nav(get_navigation(files, config), config=config, files=files)
        return files, nav, plugins.on_env(env, config=config, files=files)
