"""Change feeds in each language, as Atom and as JSON Feed 1.1.

An entry is an item of the changelog on Law or Pages, a page that was withdrawn or whose own date
says that it changed, or a day on which sources of law were read. Ids hold whatever the address of
the site; dates are those of the content, never of the build.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from guide.addresses import page_path
from guide.changelog import ANNOUNCED, Change, changes
from guide.content import LANGUAGES, SOURCE_LANGUAGE, Site
from guide.languages import answer, shown, title, word, written
from guide.permalinks import permalinks, withdrawn

# Part of every id (RFC 4151); it does not change when the site moves to another host.
AUTHORITY = "overdue-loan-guide.example,2026"
MOST = 100
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One change. `pages` are (title, address) of what it is about; `tag` is its kind."""

    id: str
    date: str
    tag: str
    title: str
    text: str
    pages: tuple[tuple[str, str], ...]
    url: str

    @property
    def html(self) -> str:
        items = "".join(f'<li><a href="{escape(url)}">{escape(name)}</a></li>' for name, url in self.pages)
        return f"<p>{escape(self.text)}</p>" + (f"<ul>{items}</ul>" if items else "")


def write_feeds(site: Site, site_dir: Path, site_url: str) -> None:
    for language in LANGUAGES:
        folder = site_dir / page_path(language, "index")
        made = entries(site, language, site_url)
        (folder / "feed.json").write_text(json_feed(site, language, site_url, made), encoding="utf-8")
        (folder / "feed.xml").write_bytes(atom(site, language, site_url, made))


def entries(site: Site, language: str, site_url: str) -> list[Entry]:
    """The newest changes first; on one day, what must be withdrawn comes first."""
    maker = _Maker(site, language, site_url)
    made = [*maker.withdrawn(), *maker.announced(), *maker.updated(), *maker.read()]
    return sorted(made, key=lambda entry: (entry.date, entry.tag == "withdraw"), reverse=True)[:MOST]


class _Maker:
    """Makes the entries of one language."""

    def __init__(self, site: Site, language: str, site_url: str) -> None:
        self.site, self.language, self.site_url = site, language, site_url
        self.by_code = {link.code: link for link in permalinks(site)}
        self.announcements = [c for c in changes(site) if c.section in ANNOUNCED or c.withdraws]

    def word(self, name: str) -> str:
        return word(self.site, self.language, name)

    def address(self, key: str) -> str:
        return self.site_url + page_path(self.language, key)

    def entry(
        self, name: str, date: str, tag: str, title: str, text: str, pages: tuple[tuple[str, str], ...] = ()
    ) -> Entry:
        id = f"tag:{AUTHORITY}:{self.language}/{name}"
        url = pages[0][1] if pages else self.address("about/corrections")
        return Entry(id, date, tag, title, text, pages, url)

    def pages(self, change: Change) -> tuple[tuple[str, str], ...]:
        links = [self.by_code[code] for code in change.codes if code in self.by_code]
        return tuple((self.title(link.key, link.code), f"{self.site_url}go/{link.id}/") if link.withdrawn
                     else (self.title(link.key, link.code), self.address(link.key)) for link in links)  # fmt: skip

    def title(self, key: str, code: str) -> str:
        """A page's title; of one that is gone, its code."""
        return title(self.site, self.language, key) if key in self.site.keys else code

    def announced(self) -> Iterator[Entry]:
        for change in self.announcements:
            text = shown(self.language, change.words.get(written(self.language), change.words["en"]))
            tag = "withdraw" if change.withdraws else change.section.lower()
            name = f"change/{change.date}/{hashlib.sha256(change.words['en'].encode()).hexdigest()[:12]}"
            said = _withdrawal(change, text) if change.withdraws else _first(text)
            heading = f"{self.word(f'feed-{tag}')}{self.word('colon')}{said}"
            yield self.entry(name, change.date, tag, heading, text, self.pages(change))

    def withdrawn(self) -> Iterator[Entry]:
        """A page that was taken back, unless the changelog says so in its own words."""
        told = {
            (code, change.date) for change in self.announcements if change.withdraws for code in change.codes
        }
        for link in withdrawn(self.site):
            if not any(code == link.code and date >= link.withdrawn for code, date in told):
                text = self.word("go-withdrawn").format(date=link.withdrawn)
                heading = f"{self.word('feed-withdraw')}{self.word('colon')}{link.code} {link.id}"
                here = ((link.code, f"{self.site_url}go/{link.id}/"),)
                yield self.entry(f"withdrawn/{link.id}", link.withdrawn, "withdraw", heading, text, here)

    def updated(self) -> Iterator[Entry]:
        """A page whose front matter says when it last changed in substance."""
        ids = {link.key: link.id for link in permalinks(self.site)}
        for page in self.site.pages_in(SOURCE_LANGUAGE):
            date = str(page.front.get("updated") or "")
            if date:
                name = title(self.site, self.language, page.key)
                here = ((name, self.address(page.key)),)
                heading = f"{self.word('feed-updated')}{self.word('colon')}{name}"
                text = answer(self.site, self.language, page.key)
                yield self.entry(
                    f"page/{ids.get(page.key, page.key)}/{date}", date, "updated", heading, text, here
                )

    def read(self) -> Iterator[Entry]:
        """Each day on which sources of law were read: those that were read last on it."""
        by_day: dict[str, list[str]] = {}
        for id, source in self.site.sources.items():
            if source.read:
                by_day.setdefault(source.read, []).append(f"sources/{id}")
        for day, keys in by_day.items():
            pages = tuple((title(self.site, self.language, key), self.address(key)) for key in sorted(keys))
            text = self.word("feed-read").format(count=len(keys), date=day)
            yield self.entry(f"read/{day}", day, "read", text, text, pages)


def _withdrawal(change: Change, text: str) -> str:
    """The codes of what is to be withdrawn, and why: the text without its "Withdraw now (T53):"."""
    before, colon, why = text.replace("：", ": ").partition(": ")
    codes = ", ".join(code for code in change.codes if not colon or code in before)
    return f"{codes} · {_first(why)}" if codes and why else codes or _first(text)


def _first(text: str) -> str:
    """The first sentence of a text, shortened where it is long."""
    for end in ("。", "：", ". ", ": "):
        text = text.partition(end)[0]
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def json_feed(site: Site, language: str, site_url: str, made: list[Entry]) -> str:
    root = site_url + page_path(language, "index")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{word(site, language, 'site-name')} · {word(site, language, 'feed')}",
        "description": word(site, language, "feed-about"),
        "home_page_url": root,
        "feed_url": f"{root}feed.json",
        "icon": f"{site_url}assets/icon.svg",
        "language": language,
        "authors": [{"name": word(site, language, "site-name"), "url": root}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "content_text": entry.text,
                "date_published": f"{entry.date}T00:00:00Z",
                "tags": [entry.tag],
            }
            for entry in made
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def atom(site: Site, language: str, site_url: str, made: list[Entry]) -> bytes:
    root = site_url + page_path(language, "index")
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": language})
    name = word(site, language, "site-name")
    _add(feed, "id", f"tag:{AUTHORITY}:{language}/changes")
    _add(feed, "title", f"{name} · {word(site, language, 'feed')}")
    _add(feed, "subtitle", word(site, language, "feed-about"))
    _add(feed, "updated", f"{made[0].date if made else '2026-11-23'}T00:00:00Z")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{root}feed.xml")
    _add(feed, "link", rel="alternate", type="text/html", hreflang=language, href=root)
    _add(feed, "icon", f"{site_url}assets/icon.svg")
    author = _add(feed, "author")
    _add(author, "name", name)
    _add(author, "uri", root)
    for entry in made:
        _add_entry(feed, entry, language)
    ElementTree.indent(feed, " ")
    made_bytes: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return made_bytes + b"\n"


def _add_entry(feed: ElementTree.Element, entry: Entry, language: str) -> None:
    element = _add(feed, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "published", f"{entry.date}T00:00:00Z")
    _add(element, "updated", f"{entry.date}T00:00:00Z")
    _add(element, "link", rel="alternate", type="text/html", hreflang=language, href=entry.url)
    _add(element, "category", term=entry.tag)
    _add(element, "content", entry.html, type="html")


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element
