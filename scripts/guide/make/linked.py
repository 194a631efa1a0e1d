"""Linked data (JSON-LD, schema.org): what each page is, for machines that index.

The site and its publisher, the glossary as a set of defined terms, each source as legislation,
each hotline as a contact point. Addresses are ids, so that the parts find each other.
"""

from collections.abc import Iterator
from typing import Any

from guide.addresses import page_path
from guide.content import SOURCE_LANGUAGE, Site
from guide.facts import page_facts
from guide.hotlines import PAGE as HOTLINES
from guide.hotlines import hotlines
from guide.languages import answer, shown, title, word, written
from guide.law import Source
from guide.permalinks import in_use, kind
from guide.references import laws_cited

GLOSSARY = "risks/index"
Node = dict[str, Any]


def linked_data(site: Site, language: str, key: str, site_url: str) -> Node:
    """The graph of one page in one language."""
    maker = _Graph(site, language, site_url)
    return {"@context": "https://schema.org", "@graph": list(maker.nodes(key))}


class _Graph:
    """Makes the nodes of the pages of one language."""

    def __init__(self, site: Site, language: str, site_url: str) -> None:
        self.site, self.language, self.site_url = site, language, site_url

    def url(self, key: str, id: str = "") -> str:
        return self.site_url + page_path(self.language, key) + (f"#{id}" if id else "")

    def word(self, name: str) -> str:
        return word(self.site, self.language, name)

    def said(self, text: str) -> str:
        return shown(self.language, text)

    def nodes(self, key: str) -> Iterator[Node]:
        yield self.page(key)
        if key == "index":
            yield from self.whole_site()
        elif key == GLOSSARY:
            yield self.glossary()
        elif key == HOTLINES:
            yield from self.contacts()
        elif kind(self.site, key) == "risk":
            yield {**self.term(key), "inDefinedTermSet": self.url(GLOSSARY, "glossary")}
        elif kind(self.site, key) == "law":
            yield self.legislation(self.site.sources[key.removeprefix("sources/")], key)

    def page(self, key: str) -> Node:
        """The page itself: language, code, what it cites, when its law was read."""
        facts = page_facts(self.site, written(self.language), key, self.site_url)
        return _without_nothing(
            {
                "@type": "CollectionPage" if kind(self.site, key) == "index" else "WebPage",
                "@id": self.url(key),
                "url": self.url(key),
                "name": title(self.site, self.language, key),
                "description": answer(self.site, self.language, key),
                "inLanguage": self.language,
                "identifier": facts.code,
                "isPartOf": {"@id": f"{self.url('index')}#site"},
                "lastReviewed": facts.read,
                "dateModified": str(self.site.facts(key).get("updated") or ""),
                "citation": self.citations(key),
                "mainEntity": self.main(key),
            }
        )

    def citations(self, key: str) -> list[Node]:
        page = self.site.page(SOURCE_LANGUAGE, key)
        ids = dict.fromkeys(name.partition("/")[0] for name in (laws_cited(self.site, page) if page else ()))
        return [{"@id": f"{self.url(f'sources/{id}')}#legislation"} for id in ids if id in self.site.sources]

    def main(self, key: str) -> Node | None:
        id = {"risk": "term", "law": "legislation"}.get(kind(self.site, key))
        id = "glossary" if key == GLOSSARY else id
        return {"@id": self.url(key, id)} if id else None

    def whole_site(self) -> Iterator[Node]:
        publisher = {"@id": f"{self.site_url}#publisher"}
        yield {
            "@type": "WebSite",
            "@id": f"{self.url('index')}#site",
            "url": self.url("index"),
            "name": self.word("site-name"),
            "inLanguage": self.language,
            "publisher": publisher,
        }
        yield {
            "@type": "Organization",
            **publisher,
            "name": self.word("site-name"),
            "url": self.url("index"),
            "logo": f"{self.site_url}assets/icon.svg",
        }

    def glossary(self) -> Node:
        keys = [link.key for link in in_use(self.site) if kind(self.site, link.key) == "risk"]
        return {
            "@type": "DefinedTermSet",
            "@id": self.url(GLOSSARY, "glossary"),
            "url": self.url(GLOSSARY),
            "name": title(self.site, self.language, GLOSSARY),
            "inLanguage": self.language,
            "hasDefinedTerm": [self.term(key) for key in keys],
        }

    def term(self, key: str) -> Node:
        facts = page_facts(self.site, written(self.language), key, self.site_url)
        return {
            "@type": "DefinedTerm",
            "@id": self.url(key, "term"),
            "url": self.url(key),
            "name": title(self.site, self.language, key),
            "description": answer(self.site, self.language, key),
            "termCode": facts.code,
        }

    def contacts(self) -> Iterator[Node]:
        for line in hotlines(self.site, written(self.language)):
            yield _without_nothing(
                {
                    "@type": "ContactPoint",
                    "@id": self.url(HOTLINES, line.id),
                    "url": self.url(HOTLINES, line.id),
                    "telephone": line.number,
                    "name": self.said(line.name),
                    "contactType": self.said(line.name),
                    "description": self.said(line.purpose),
                    "areaServed": {"@type": "Country", "name": "CN"},
                }
            )

    def legislation(self, source: Source, key: str) -> Node:
        language = written(self.language)
        node = {
            "@type": "Legislation",
            "@id": self.url(key, "legislation"),
            "url": self.url(key),
            "name": self.said(source.title.get(language, source.id)),
            "alternateName": self.said(source.short.get(language, "")),
            "legislationIdentifier": self.said(source.number),
            "legislationJurisdiction": "CN",
            "legislationPassedBy": self.issuer(source.issuer.get(language, "")),
            "legislationDateOfApplicability": source.in_force,
            "legislationLegalForce": self.force(source),
            "inLanguage": "zh",
            "hasPart": [
                _without_nothing(
                    {
                        "@type": "Legislation",
                        "@id": self.url(key, article.anchor),
                        "url": self.url(key, article.anchor),
                        "name": self.said(source.citation(article, language)),
                        "description": self.said(article.says.get(language, "")),
                    }
                )
                for article in source.articles.values()
            ],
        }
        return _without_nothing(node)

    def issuer(self, name: str) -> Node | None:
        return {"@type": "Organization", "name": self.said(name)} if name else None

    def force(self, source: Source) -> str:
        """Whether it is in force on the day of the build; nothing where the date was not read."""
        today = self.site.today.isoformat()
        if not source.in_force:
            return ""
        there = source.in_force <= today and (not source.until or today <= source.until)
        return f"https://schema.org/{'InForce' if there else 'NotInForce'}"


def _without_nothing(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}
