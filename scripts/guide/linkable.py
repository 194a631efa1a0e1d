"""What other services can link to: each page with a permanent name, and its addresses."""

from dataclasses import dataclass

from guide.content import SOURCE_LANGUAGE, Site
from guide.permalinks import in_use, kind
from guide.remember import remembered


@dataclass(frozen=True)
class Linkable:
    """A page with its permanent id and its spoken code."""

    id: str
    code: str
    key: str
    kind: str
    stages: tuple[str, ...]


@remembered
def linkables(site: Site) -> tuple[Linkable, ...]:
    """The pages that have a permanent name, in the order of the ledger; none that is gone."""
    return tuple(
        Linkable(
            name.id,
            name.code,
            name.key,
            kind(site, name.key),
            tuple(site.facts(name.key).get("stages") or ()),
        )
        for name in in_use(site)
    )


def go_path(language: str, name: str) -> str:
    """The permanent address of an id or code, below the root: in a language, or in the reader's own.

    `language` is empty where the reader's browser is to choose.
    """
    return f"{language}/go/{name}/" if language else f"go/{name}/"


def embed_path(language: str, id: str) -> str:
    return f"{_folder(language)}embed/{id}/"


def handout_path(language: str, id: str) -> str:
    return f"{_folder(language)}handouts/{id}/"


def qr_path(language: str, code: str, suffix: str) -> str:
    """The picture of the code that leads to `go_path(language, code)`."""
    return f"qr/{language}/{code}.{suffix}" if language else f"qr/{code}.{suffix}"


def _folder(language: str) -> str:
    return "" if language == SOURCE_LANGUAGE else f"{language}/"
