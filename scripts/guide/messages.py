"""What the tool "Is this message real?" looks for, as `_data/messages.yml` has it, ready for a script."""

from collections.abc import Iterable
from typing import Any

from guide.content import Site
from guide.search.characters import Folding

Patterns = dict[str, Any]


def patterns(site: Site) -> Patterns:
    """Every phrase and list in one script and in lower case; a phrase is the list of its parts.

    `alike` is pairs of characters of which the second stands for the first.
    """
    data = site.record("messages").data
    search = site.record("search").data
    if not isinstance(data, dict) or not isinstance(search, dict):
        return {}
    fold = Folding(search["alike"])

    def words(names: Iterable[object]) -> list[str]:
        return list(dict.fromkeys("".join(fold.map.get(c, c) for c in str(name).lower()) for name in names))

    def phrases(names: Iterable[object]) -> list[list[str]]:
        return [word.split("…") for word in words(names)]

    found: Patterns = {
        "kinds": {
            id: {
                "says": phrases(kind["says"]),
                "except": phrases(kind.get("except") or []),
                "topics": kind["topics"],
            }
            for id, kind in data["kinds"].items()
        },
        "signs": {
            id: {
                "side": sign["side"],
                "guarded": bool(sign.get("unless-denied")),
                "says": phrases(sign["says"]),
            }
            for id, sign in data["signs"].items()
        },
        "topics": sorted({topic for kind in data["kinds"].values() for topic in kind["topics"]}),
        "crisis": phrases(search["crisis"]["words"]),
        "provinces": {words([letter])[0]: words(names) for letter, names in data["provinces"].items()},
        "first-case-year": data["first-case-year"],
    }
    for name in _LISTS:
        found[name] = words(data[name])
    found["alike"] = _alike(fold, found)
    return found


_LISTS = (
    "official",
    "denials",
    "public-ends",
    "short",
    "ends",
    "imitated",
    "free-mail",
    "public-numbers",
    "case-types",
    "chats",
    "courts",
)


def _alike(fold: Folding, found: Patterns) -> str:
    """The pairs that matter: those whose second character stands in a pattern."""
    used = set(str(found)) | set("号")
    return "".join(sorted(c + to for c, to in fold.map.items() if to in used))
