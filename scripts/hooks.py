"""Where the guide meets MkDocs: the only module that imports it.

mkdocs-static-i18n runs the whole build once per written language, so every event here fires once
per language; each further language is built in a process of its own. The work is in `guide/`.
"""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from guide.addresses import page_path
from guide.agreement import agreement
from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site, load_site
from guide.day import day_of
from guide.deadlines import deadlines
from guide.extension import GuideExtension
from guide.facts import page_facts
from guide.graph import FOOTER, MENU, WATCHED
from guide.letters import harsh_words, letters
from guide.linkable import go_path, handout_path, linkables
from guide.listings import expand
from guide.make.finish import finish
from guide.make.handouts import handouts
from guide.make.products import from_sources, write_from_pages
from guide.make.qr import inline
from guide.make.scripts import write_scripts
from guide.make.simplified import write_simplified
from guide.make.sitemap import sitemap
from guide.make.together import Started, start, together, wait_for
from guide.messages import patterns
from guide.papers import first_steps, papers
from guide.parameters import parameters
from guide.references import resolve
from guide.script import coded, mark_chinese, simplified
from guide.sections import pages_citing, source_page, sources_section

# Of the theme's files: our words are in the pages, and none of its scripts or styles is loaded.
NOT_PUBLISHED = ("strings/", "assets/javascripts/", "assets/images/", "assets/stylesheets/")

# Page -> the picture below its text, in overrides/pictures/.
PICTURES = {"stages/early": "path", "stages/late": "case", "negotiation/index": "budget"}

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
        _Build.site = load_site(ROOT, day_of(os.environ, datetime.now(UTC)))
        _Build.extension = GuideExtension(_Build.site)
        _Build.citing = pages_citing(_Build.site)
        extensions = config.markdown_extensions
        extensions[:] = [e for e in extensions if not isinstance(e, GuideExtension)]
        extensions.append(_Build.extension)  # type: ignore[arg-type]
    return config


def _handout_of(config: MkDocsConfig, key: str) -> str:
    """The path of the sheet to print of a page."""
    id = next(page.id for page in linkables(_Build.site) if page.key == key)
    return handout_path(_language(config), id)


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
    env.globals["word"] = lambda name: _Build.site.word(_language(config), name)
    env.globals["path"] = lambda key: page_path(_language(config), key)
    env.globals["heading"] = lambda key: _Build.site.title(_language(config), key)
    env.globals["qr"] = lambda code: Markup(inline(str(config.site_url) + go_path("", code)))
    env.globals["permanent"] = lambda code: str(config.site_url) + go_path("", code)
    env.globals["handout"] = lambda key: _handout_of(config, key)
    env.globals["linkables"] = list(linkables(_Build.site))
    env.globals["handouts"] = list(handouts(_Build.site))
    env.globals["menu"], env.globals["footer"] = MENU, FOOTER
    env.globals["pictures"], env.globals["watched"] = PICTURES, WATCHED
    env.globals["say"] = _say
    env.globals["parameters"] = parameters(_Build.site)
    env.globals["letters"] = letters(_Build.site)
    env.globals["letter_facts"] = _Build.site.record("letters").data
    env.globals["placeholders"] = _Build.site.record("placeholders").data
    env.globals["harsh_words"], env.globals["harmless_words"] = harsh_words(_Build.site)
    env.globals["simplified"], env.globals["coded"] = simplified, coded
    env.globals["say_chinese"], env.globals["say_everywhere"] = _say_chinese, _say_everywhere
    env.globals["agreement"] = agreement(_Build.site)
    env.globals["papers"], env.globals["deadlines"] = papers(_Build.site), deadlines(_Build.site)
    env.globals["named"] = lambda label: resolve(_Build.site, label)
    env.globals["stages"] = _Build.site.record("stages").data or []
    env.globals["first_steps"] = lambda at: first_steps(_Build.site, _language(config), at)
    env.globals["messages"] = patterns(_Build.site)
    return env


@pass_context
def _say(context: Context, name: str, tool: str = "") -> str:
    """A word of the tool whose page is being made, or of another tool."""
    facts = context["guide"]
    return _Build.site.tool_word(facts.language, tool or facts.key.removeprefix("tools/"), name)


@pass_context
def _say_chinese(context: Context, name: str) -> str:
    """The same word in Simplified Chinese, to be sent, whatever the language of the page."""
    tool = context["guide"].key.removeprefix("tools/")
    return simplified(_Build.site.tool_word(SOURCE_LANGUAGE, tool, name))


@pass_context
def _say_everywhere(context: Context, name: str) -> list[str]:
    """The same word in every language and script: files that a tool saved on any page can be opened on any."""
    tool = context["guide"].key.removeprefix("tools/")
    written = [_Build.site.tool_word(language, tool, name) for language in WRITTEN_LANGUAGES]
    return list(dict.fromkeys([*written, *map(simplified, written)]))


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
    if _Build.further:
        wait_for(_Build.further)
        _Build.further.clear()
        _i18n(config).building = False
    if _building_again(config):
        return
    write_simplified(site_dir, str(config.site_url))
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
