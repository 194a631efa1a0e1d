"""What the templates of pages know by name, besides the facts of the page at hand."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from guide.addresses import page_path
from guide.agreement import agreement
from guide.content import SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site
from guide.deadlines import deadlines
from guide.graph import FOOTER, MENU, WATCHED
from guide.letters import harsh_words, letters
from guide.linkable import go_path, handout_path, linkables
from guide.make.handouts import handouts
from guide.make.qr import inline
from guide.messages import patterns
from guide.papers import first_steps, papers
from guide.parameters import parameters
from guide.references import resolve
from guide.script import coded, simplified

# Page -> the picture below its text, in overrides/pictures/.
PICTURES = {"stages/early": "path", "stages/late": "case", "negotiation/index": "budget"}


def names(site: Site, language: str, site_url: str) -> Mapping[str, Any]:
    """Name -> function or data, for the templates of one language. `site_url` is the root's address."""
    harsh, harmless = harsh_words(site)
    return {
        "word": partial(site.word, language),
        "path": partial(page_path, language),
        "heading": partial(site.title, language),
        "qr": lambda code: Markup(inline(site_url + go_path("", code))),
        "permanent": lambda code: site_url + go_path("", code),
        "handout": lambda key: _handout(site, language, key),
        "linkables": list(linkables(site)),
        "handouts": list(handouts(site)),
        "menu": MENU,
        "footer": FOOTER,
        "pictures": PICTURES,
        "watched": WATCHED,
        "say": _say(site),
        "say_chinese": _say_chinese(site),
        "say_everywhere": _say_everywhere(site),
        "parameters": parameters(site),
        "letters": letters(site),
        "letter_facts": site.record("letters").data,
        "placeholders": site.record("placeholders").data,
        "harsh_words": harsh,
        "harmless_words": harmless,
        "simplified": simplified,
        "coded": coded,
        "agreement": agreement(site),
        "papers": papers(site),
        "deadlines": deadlines(site),
        "named": partial(resolve, site),
        "stages": site.record("stages").data or [],
        "first_steps": partial(first_steps, site, language),
        "messages": patterns(site),
    }


def _handout(site: Site, language: str, key: str) -> str:
    """The path of the sheet to print of a page."""
    return handout_path(language, next(page.id for page in linkables(site) if page.key == key))


def _say(site: Site) -> Any:
    @pass_context
    def say(context: Context, name: str, tool: str = "") -> str:
        """A word of the tool whose page is being made, or of another tool."""
        facts = context["guide"]
        return site.tool_word(facts.language, tool or facts.key.removeprefix("tools/"), name)

    return say


def _say_chinese(site: Site) -> Any:
    @pass_context
    def say(context: Context, name: str) -> str:
        """The same word in Simplified Chinese, to be sent, whatever the language of the page."""
        tool = context["guide"].key.removeprefix("tools/")
        return simplified(site.tool_word(SOURCE_LANGUAGE, tool, name))

    return say


def _say_everywhere(site: Site) -> Any:
    @pass_context
    def say(context: Context, name: str) -> list[str]:
        """The same word in every language and script: a file that a tool saved can be opened on any page."""
        tool = context["guide"].key.removeprefix("tools/")
        written = [site.tool_word(language, tool, name) for language in WRITTEN_LANGUAGES]
        return list(dict.fromkeys([*written, *map(simplified, written)]))

    return say
