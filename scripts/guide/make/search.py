"""The search index: files below `search/` that the page loads one after another.

The first tier, `search/<language>/boot.js`, holds titles, aliases, the first sentence of each short
answer and all words that editors own; it answers at once. The rest has the hash of its content in its name: aliases in
the other script with the sounds of characters, the postings of the bodies, and blocks with the
sections of pages. Each file is a call, `searchIndex({…})`, so that it also loads from `file://`.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from guide.addresses import page_file, page_path
from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, WRITTEN_LANGUAGES, Site
from guide.make.kept import kept
from guide.search.bodies import postings, shards
from guide.search.characters import HAN, Folding, is_pinyin, plain, sounds, traditional
from guide.search.learnt import Reader, learn_pages
from guide.search.texts import Text, asked_of, in_simplified, texts_of

FOLDER = "search"
CALL = "searchIndex"
FIRST_TIER = 60_000  # characters of titles, aliases and short answers
LEAST_PRIOR = 0.45  # kinds below it are not in the first tier
BLOCK = 64  # pages
JOINT = "|"  # between phrases of long lists, which so take fewer bytes


def write_search(site: Site, site_dir: Path) -> None:
    """Write the index of every language beside a built site."""
    files = kept(site.root, "search", _made_of(site, site_dir), lambda: search_files(site, site_dir))
    for path, text in files.items():
        file = site_dir / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _made_of(site: Site, site_dir: Path) -> Iterator[bytes]:
    """The sources and the built pages in the languages that are written."""
    for path in sorted(site.files):
        yield f"{path} {site.files[path][0]}".encode()
    for language in WRITTEN_LANGUAGES:
        for key in sorted(site.keys):
            file = site_dir / page_file(language, key)
            yield file.read_bytes() if file.exists() else b""


def search_files(site: Site, site_dir: Path) -> dict[str, str]:
    """Path below the folder of the index -> content."""
    words = Words(site)
    files: dict[str, str] = {}
    for language in WRITTEN_LANGUAGES:
        texts = _likeliest_first(texts_of(site, site_dir, language, list(words.kinds)), words.kinds)
        index = _Index(words, language, texts)
        files |= index.files
        if language == SOURCE_LANGUAGE:
            derived = _Index(words, DERIVED_LANGUAGE, in_simplified(texts), index)
            files |= derived.files
    return files


class Words:
    """What editors own of the search, made ready: folded, sorted, in numbers."""

    def __init__(self, site: Site) -> None:
        data = site.record("search").data or {}
        self._root, self._alike = site.root, list(data.get("alike") or ())
        self.fold = Folding(self._alike)
        prior = {str(kind): float(weight) for kind, weight in (data.get("kinds") or {}).items()}
        self.kinds = {kind: prior[kind] for kind in sorted(prior, key=lambda k: -prior[k]) if prior[kind]}
        stages = site.record("stages").data or ()
        misspelt = {wrong: right for right, many in (data.get("misspelt") or {}).items() for wrong in many}
        self.boot: dict[str, Any] = {
            "kinds": self.kinds,
            "facets": {kind: facet for facet, kinds in (data.get("facets") or {}).items() for kind in kinds},
            "crisis": self._despair(data.get("crisis") or {}),
            "elsewhere": self.phrases(data.get("elsewhere")),
            "stop": self.phrases(data.get("stop")),
            "doors": data.get("doors") or [],
            "intents": {
                kind: {"boost": float(said["boost"]), "words": self.phrases(said["words"])}
                for kind, said in (data.get("intents") or {}).items()
            },
            "stages": {stage: self.phrases(said) for stage, said in (data.get("stages") or {}).items()},
            "ranges": [[row["id"], row["from"], row["to"]] for row in stages if "from" in row],
            "numerals": {self.fold(sign): float(n) for sign, n in (data.get("numerals") or {}).items()},
            "days": {self.fold(unit): int(n) for unit, n in (data.get("days") or {}).items()},
            "misspelt": {self.fold(wrong): self.fold(right) for wrong, right in misspelt.items()},
        }
        self.dates = self._dates(site.record("dates").data or {})
        self.hollow = frozenset(self.fold(str(data.get("hollow") or "")))
        self.concepts = [self.phrases(line) for line in site.record("synonyms").data or ()]
        self._asked = asked_of(site)

    @cached_property
    def learnt(self) -> dict[str, dict[str, int]]:
        """Page -> token -> how strongly the token speaks for the page."""
        phrases = [phrase for line in self.concepts for phrase in line]
        read = Reader(self.fold, self.boot["stop"], phrases)
        made_of = json.dumps([self._asked, self._alike, self.boot["stop"], phrases]).encode()
        return kept(self._root, "learnt", [made_of], lambda: learn_pages(self._asked, read))

    def _despair(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """How despair is heard. What a shorter sign of it says already is left out."""
        characters = "".join(dict.fromkeys(self.fold(str(said.get("characters") or ""))))
        words = _shortest(self.phrases(said.get("words")))
        signs = _shortest(self.phrases([*(said.get("signs") or ()), *(said.get("latin") or ())]))
        heard = [*characters, *words, *signs]
        shapes = [self._shape(shape, heard) for shape in said.get("shapes") or ()]
        return {
            "page": said.get("page", ""),
            "words": JOINT.join(words),
            "signs": JOINT.join(_unheard(signs, [*characters, *words])),
            "characters": characters,
            "patterns": [_pattern(shape) for shape in shapes if [] not in shape],
            "abroad": JOINT.join(plain(str(phrase)) for phrase in said.get("abroad") or ()),
        }

    def _shape(self, shape: Iterable[Any], heard: Sequence[str]) -> list[list[str] | int]:
        """Phrases, and between them how many characters may stand."""
        return [part if isinstance(part, int) else _unheard(self.phrases(part), heard) for part in shape]

    def phrases(self, written: Iterable[Any] | None) -> list[str]:
        """Phrases as the engine reads them, each once, in the order written."""
        return list(dict.fromkeys(self.fold(str(phrase)) for phrase in written or ()))

    def _dates(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """How days and dates are written, folded."""
        return {
            name: {self.fold(str(sign)): int(n) for sign, n in said.items()}
            if name in ("relative", "month", "year", "months")
            else {kind: self.phrases(signs) for kind, signs in said.items()}
            if isinstance(said, Mapping)
            else self.phrases(said)
            for name, said in data.items()
        }

    def concepts_in(self, han: bool) -> dict[str, list[str]]:
        """Number of a concept -> its phrases in Chinese characters, or in Latin letters."""
        sides = ([p for p in line if bool(HAN.search(p)) == han] for line in self.concepts)
        return {str(number): side for number, side in enumerate(sides) if side}


class _Index:
    """The files of one language. The Simplified index shares what it can with the Traditional one."""

    def __init__(
        self, words: Words, language: str, texts: Sequence[Text], twin: "_Index | None" = None
    ) -> None:
        self.words, self.language, self.texts = words, language, texts
        self.han = language != "en"
        self.files: dict[str, str] = {}
        self.first = texts[: _first_tier(texts, words.kinds)]
        self.sounds: dict[str, list[str]] = twin.sounds if twin else sounds(self._chinese())
        self.aliases = [self._aliases(text, frozenset(self.sounds)) for text in self.first]
        self.shards: list[str] = twin.shards if twin else self._shards()
        self.dates: str = twin.dates if twin else self._add("dates", {"dates": words.dates})
        self.other: str = twin.other if twin else self._other()
        self._boot()

    def _aliases(self, text: Text, syllables: frozenset[str]) -> tuple[list[str], list[str]]:
        """The aliases in the language's own script, and the others; none that folds like another.

        None in pinyin: the engine reads any pinyin, and would take these for English.
        """
        written = [alias for alias in text.aliases if not is_pinyin(alias, syllables)]
        once = {self.words.fold(alias): alias for alias in reversed(written)}
        once.pop(self.words.fold(text.title), None)
        kept = [alias for folded, alias in once.items()][::-1]
        own = [alias for alias in kept if bool(HAN.search(alias)) == self.han]
        others = [alias for alias in kept if alias not in own]
        return [traditional(alias) for alias in own] if self.language == SOURCE_LANGUAGE else own, others

    def _concepts(self) -> dict[str, list[str]]:
        """The concepts in the script of the pages, beside whose words they cost fewer bytes."""
        folded = self.words.concepts_in(self.han)
        if self.language != SOURCE_LANGUAGE:
            return folded
        return {number: [traditional(phrase) for phrase in phrases] for number, phrases in folded.items()}

    def _add(self, name: str, content: Mapping[str, Any]) -> str:
        """One file, named after its content; its path."""
        digest = hashlib.sha256(_json(content).encode()).hexdigest()[:10]
        path = f"{self.language}/{name}-{digest}.js"
        self.files[path] = _call({"name": path, **content})
        return path

    def _shards(self) -> list[str]:
        words = self.words
        found = postings(self.texts, len(self.first), words.fold, words.hollow, words.learnt)
        parts = shards(found)
        return [self._add(f"words-{i}", {"terms": part}) for i, part in enumerate(parts)]

    def _other(self) -> str:
        """What is needed for the other script: its aliases and concepts, and how characters sound."""
        heard = self.sounds
        aliases = [other for _, other in self.aliases]
        concepts = self.words.concepts_in(not self.han)
        said = "".join(_strings([aliases, concepts])) + "".join("".join(c) for c in heard.values())
        return self._add(
            "other",
            {
                "aliases": aliases,
                "concepts": concepts,
                "sounds": "".join(sound + "".join(characters) for sound, characters in heard.items()),
                "fold": "" if self.han else self.words.fold.pairs(set(self.words.fold(said)), {})[0],
            },
        )

    def _chinese(self) -> list[str]:
        """Folded Chinese of the first tier, from which the sounds of its characters are learnt."""
        fold = self.words.fold
        own = [t for text in self.first for t in (text.title, text.answer, *text.aliases)]
        phrases = [phrase for line in self.words.concepts for phrase in line]
        return [*(fold(text) for text in own), *phrases, *self.words.boot["stop"]]

    def _blocks(self) -> list[str]:
        names = []
        for start in range(0, len(self.texts), BLOCK):
            part = self.texts[start : start + BLOCK]
            rows = [_row(text) if start + i >= len(self.first) else text.rest for i, text in enumerate(part)]
            sections = [[[s.id, s.title] for s in text.sections[1:]] for text in part]
            names.append(
                self._add(f"pages-{start // BLOCK}", {"from": start, "pages": rows, "sections": sections})
            )
        return names

    def _boot(self) -> None:
        content = {
            **self.words.boot,
            "language": self.language,
            "han": self.han,
            "base": page_path(self.language, "index"),
            "other": self.other,
            "dates": self.dates,
            "shards": self.shards,
            "block": BLOCK,
            "blocks": self._blocks(),
            "concepts": self._concepts(),
            "pages": list(zip(*map(_row, self.first), strict=True)),
            "aliases": [own for own, _ in self.aliases],
        }
        said = "".join(_strings(content))
        shown = "".join(text.title + text.answer for text in self.first)
        kept = set(self.words.fold(said))
        content["fold"], leading_back = self.words.fold.pairs(kept, Counter(shown))
        content["unfold"] = leading_back if self.language == SOURCE_LANGUAGE else 0
        path = f"{self.language}/boot.js"
        self.files[path] = _call({"name": path, **content})


def _shortest(phrases: Sequence[str]) -> list[str]:
    """The phrases without those in Chinese that contain another, and so say nothing more."""
    chinese = [phrase for phrase in phrases if HAN.search(phrase)]
    return [p for p in phrases if not any(p != other and other in p for other in chinese)]


def _unheard(phrases: Sequence[str], heard: Iterable[str]) -> list[str]:
    """The phrases in which none of some others is said."""
    padded = [f" {other} " if other.isascii() else other for other in heard]
    return [phrase for phrase in phrases if not any(other in f" {phrase} " for other in padded)]


def _pattern(shape: Iterable[Sequence[str] | int]) -> str:
    """A shape of despair as a regular expression."""
    return "".join(f".{{0,{part}}}" if isinstance(part, int) else _any_of(part) for part in shape)


def _any_of(phrases: Sequence[str]) -> str:
    """A regular expression for any of some phrases, whole words in Latin letters; * is any ending."""
    words = "|".join(map(re.escape, phrases)).replace(r"\ ", " ").replace(r"\*", r"\w*")
    return f"({words})" if HAN.search(words) else rf"\b({words})\b"


def _likeliest_first(texts: Sequence[Text], kinds: Mapping[str, float]) -> list[Text]:
    """The pages that the first tier may hold, then the others, each in the order given."""
    return sorted(texts, key=lambda text: kinds[text.kind] < LEAST_PRIOR)


def _first_tier(texts: Sequence[Text], kinds: Mapping[str, float]) -> int:
    """How many pages the first tier holds: the likeliest kinds, up to a size."""
    size = 0
    for number, text in enumerate(texts):
        size += len(text.title) + len(text.answer) + sum(map(len, text.aliases))
        if size > FIRST_TIER or kinds[text.kind] < LEAST_PRIOR:
            return number
    return len(texts)


def _row(text: Text) -> list[Any]:
    return [text.key, text.code, text.title, text.kind, list(text.stages), text.group, text.answer]


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _strings(each)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _call(content: Mapping[str, Any]) -> str:
    return f"{CALL}({_json(content)})\n"


def read_call(text: str) -> Any:
    """The content of a file of the index."""
    return json.loads(text.strip().removeprefix(f"{CALL}(").removesuffix(")"))
