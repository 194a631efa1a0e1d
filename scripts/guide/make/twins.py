"""Markdown twins of the pages for machines that read, and `llms.txt`, which lists them.

`…/index.md` stands beside each `…/index.html`: the text as it is written, with includes and
listings filled in and every reference an address.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from guide.addresses import page_path
from guide.content import LANGUAGES, Site
from guide.facts import page_facts
from guide.languages import answer, shown, title, word, written
from guide.links import destination, leads_outside
from guide.listings import expand
from guide.markdown import Document
from guide.permalinks import in_use, kind
from guide.references import is_typed, resolve
from guide.sections import pages_citing, source_page, sources_section

NAME = "index.md"
_INCLUDE = re.compile(r"\{!\s*(.+?)\s*!\}")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}")
_WRAPPER = re.compile(r"^[ \t]*</?div\b[^>]*>[ \t]*\n", re.M)
_TAG = re.compile(r"</?(?:span|abbr|div)\b[^>]*>")
_BLANKS = re.compile(r"\n{3,}")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.S)
# The order of the lists of llms.txt, by kind; the laws are what a short reading may leave out.
_KINDS = ("stage", "hub", "topic", "letter", "tool", "risk", "about", "index", "law")


_HEADINGS = {
    "stage": "llms-stages",
    "hub": "stage-negotiation",
    "topic": "llms-questions",
    "index": "link-kind-contents",
    **{each: f"kind-{each}" for each in ("letter", "tool", "risk", "about")},
}


def write_twins(site: Site, site_dir: Path, site_url: str) -> None:
    citing = pages_citing(site)
    for language in LANGUAGES:
        for key in site.keys:
            file = site_dir / page_path(language, key) / NAME
            file.write_text(twin(site, language, key, site_url, citing), encoding="utf-8")
        listing = site_dir / page_path(language, "index") / "llms.txt"
        listing.write_text(llms(site, language, site_url), encoding="utf-8")


def twin(site: Site, language: str, key: str, site_url: str, citing: dict[str, list[str]]) -> str:
    """One page as Markdown, in one language."""
    head = shown(language, "\n".join(_head(site, language, key, site_url)))
    body = _body(site, written(language), key, citing)
    text = _BLANKS.sub("\n\n", _plain(site, language, key, body, site_url)).strip("\n")
    return head + shown(language, text) + "\n"


def _head(site: Site, language: str, key: str, site_url: str) -> Iterator[str]:
    facts = page_facts(site, written(language), key, site_url)
    colon = word(site, language, "colon")
    yield f"# {title(site, language, key)}\n"
    if answer(site, language, key):
        yield f"> {answer(site, language, key)}\n"
    yield f"- {site_url}{page_path(language, key)}"
    if facts.code:
        yield f"- {word(site, language, 'code-label')}{colon}{facts.code}"
    if facts.read:
        yield f"- {word(site, language, 'law-read').format(date=facts.read)}"
    if facts.review_by:
        yield f"- {word(site, language, 'law-due').format(date=facts.review_by)}"
    yield f"- {word(site, language, 'notice')}\n\n"


def _body(site: Site, language: str, key: str, citing: dict[str, list[str]]) -> str:
    page = site.page(language, key)
    if page:
        text = expand(site, language, _included(site, page.document.text, ()))
        return text + sources_section(site, page)
    return source_page(site, site.sources[key.removeprefix("sources/")], language, citing)


def _included(site: Site, text: str, above: tuple[str, ...]) -> str:
    """The text with its snippets, and theirs, in place."""

    def snippet(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in above or name not in site.snippets:
            return ""
        return _included(site, site.snippets[name].text, (*above, name))

    return _INCLUDE.sub(snippet, text)


def _plain(site: Site, language: str, key: str, text: str, site_url: str) -> str:
    """Markdown that needs no build: references as addresses, attributes and wrappers left out."""
    document = Document("", _COMMENT.sub("", text))
    parts: list[str] = []
    done = 0
    for reference in document.references:
        target = resolve(site, reference.label) if is_typed(reference.label) else None
        if target:
            words = reference.text or target.text.get(written(language), target.key)
            url = site_url + page_path(language, target.key) + (f"#{target.anchor}" if target.anchor else "")
            parts += [document.text[done : reference.start], f"[{words}]({url})"]
            done = reference.end
    text = "".join([*parts, document.text[done:]])
    text = _from_the_root(text, language, key, site_url)
    return _TAG.sub("", _WRAPPER.sub("", _ATTRIBUTES.sub("", text)))


def _from_the_root(text: str, language: str, key: str, site_url: str) -> str:
    """Inline links between pages as addresses."""

    def address(match: re.Match[str]) -> str:
        there = destination(key, match.group(2))
        if leads_outside(match.group(2)) or there.key is None:
            return match.group()
        tail = f"#{there.fragment}" if there.fragment else ""
        return f"{match.group(1)}{site_url}{page_path(language, there.key)}{tail})"

    return re.sub(r"(\]\()([^()\s]+)\)", address, text)


def llms(site: Site, language: str, site_url: str) -> str:
    """`llms.txt` of one language: what the site is, and its pages with their short answers."""
    lines = [f"# {word(site, language, 'site-name')}", "", f"> {answer(site, language, 'index')}", ""]
    lines += [word(site, language, "notice"), ""]
    links = in_use(site)
    for each in _KINDS:
        keys = [link.key for link in links if kind(site, link.key) == each]
        if keys:
            heading = "Optional" if each == "law" else word(site, language, _HEADINGS[each])
            lines += [f"## {heading}", "", *(_item(site, language, key, site_url) for key in keys), ""]
    return "\n".join(lines)


def _item(site: Site, language: str, key: str, site_url: str) -> str:
    url = f"{site_url}{page_path(language, key)}{NAME}"
    return f"- [{title(site, language, key)}]({url}): {answer(site, language, key)}".rstrip(": ")
