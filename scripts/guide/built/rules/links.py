"""Rules on where the addresses of built pages lead."""

import unicodedata
from collections.abc import Iterator

from guide.built.addresses import decoded
from guide.built.attributes import ASSET, HREF, REFERENCE
from guide.built.facts import EMPTY, NO_ID, Fault
from guide.built.folder import INDEXLESS, MALFORMED, MISSING
from guide.built.load import Built
from guide.built.places import place_of
from guide.diagnostics import Problem, did_you_mean
from guide.rule import rule


@rule()
def broken_href(built: Built) -> Iterator[Problem]:
    """A link on a built page leads to a file that is served.

    Bad:  <a href="../fes/">, when there is no fes/index.html
    Good: <a href="../fees/">
    """
    yield from _nowhere(built, HREF)


@rule()
def broken_asset(built: Built) -> Iterator[Problem]:
    """What a built page shows or loads is served: src, srcset, url(), refresh, manifest.

    Bad:  <img srcset="big.png 2x">, when there is no big.png
    Good: <img srcset="large.png 2x">
    """
    yield from _nowhere(built, ASSET)


@rule()
def broken_fragment(built: Built) -> Iterator[Problem]:
    """The fragment of an address is an id on the page it leads to.

    Bad:  <a href="../fees/#cots">, when that page has no such id
    Good: <a href="../fees/#costs">
    """
    for fault in built.faults:
        if fault.state == NO_ID and fault.kind != REFERENCE:
            where = "the page" if fault.target == fault.path else shown(fault.target)
            hint = _near_id(built, fault)
            yield Problem(place_of(fault), f"{where} has no id {shown(decoded(fault.fragment))}", hint)


@rule()
def broken_idref(built: Built) -> Iterator[Problem]:
    """What `for`, `list`, `headers` and `aria-labelledby` name is an id on the same page.

    Bad:  <label for="adress">, when the field has id="address"
    Good: <label for="address">
    """
    for fault in built.faults:
        if fault.state == NO_ID and fault.kind == REFERENCE:
            hint = _near_id(built, fault)
            message = f"{fault.attribute} names {shown(fault.value)}, which is no id on the page"
            yield Problem(place_of(fault), message, hint)


def _nowhere(built: Built, kind: str) -> Iterator[Problem]:
    for fault in built.faults:
        if fault.kind != kind:
            continue
        if fault.state == MALFORMED:
            hint = (
                "write #name, with the name of a map"
                if fault.attribute == "usemap"
                else "write a whole address"
            )
            yield Problem(place_of(fault), f"{shown(fault.value)} {fault.target}", hint)
        elif fault.state == EMPTY:
            name = fault.tag if fault.tag != "css" else "the style sheet"
            message = f"{name} has no address in {fault.attribute or 'url()'}"
            yield Problem(place_of(fault), message, "name a file, or leave the element out")
        elif fault.state in (MISSING, INDEXLESS):
            yield Problem(place_of(fault), f"{shown(fault.value)} leads nowhere", _near(built, fault))


def shown(text: str) -> str:
    """A name as it can be printed, whatever bytes it came from."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _near(built: Built, fault: Fault) -> str:
    """What might have been meant by an address that leads nowhere."""
    if fault.state == INDEXLESS:
        return "the folder has no index.html"
    return built.hint(fault.target, lambda: _meant(built, fault.target))


def _meant(built: Built, path: str) -> str:
    files = built.folder.files
    bare = path.rstrip("/")
    if bare in files:
        return "it is a file: leave out the slash at the end"
    if bare + ".html" in files:
        name = shown(bare.rpartition("/")[2])
        return f"did you mean {name}.html? (--extensionless if the host adds it)"
    for file in built.folded.get(_fold(path), ()):
        same = unicodedata.normalize("NFC", file) == unicodedata.normalize("NFC", path)
        why = "written in another Unicode form" if same else "upper and lower case differ"
        return f"did you mean {shown(file)}? ({why})"
    return shown(did_you_mean(path, built.beside(path), "link to a file that is served"))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _near_id(built: Built, fault: Fault) -> str:
    ids = built.ids(fault.target)
    wanted = decoded(fault.fragment)
    for id in ids:
        if _fold(id) == _fold(wanted):
            return f"did you mean {shown(id)}? (ids are compared letter by letter)"
    otherwise = "name an id that is on the page"
    return shown(
        built.hint(f"{fault.target}#{wanted}", lambda: did_you_mean(wanted, sorted(ids)[:500], otherwise))
        or otherwise
    )
