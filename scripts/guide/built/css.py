"""The addresses that a style sheet loads."""

import re

_PARTS = re.compile(
    r"/\*.*?(?:\*/|\Z)"
    r"|(?P<import>@import\s+(?:\"(?P<import1>[^\"\n]*)\"|'(?P<import2>[^'\n]*)'))"
    r"|(?P<namespace>@namespace\b[^;{}]*)"
    r"|\burl\(\s*(?:\"(?P<url1>(?:\\.|[^\"\\\n])*)\"|'(?P<url2>(?:\\.|[^'\\\n])*)'|(?P<url3>(?:\\.|[^\s\"'()\\])*))\s*\)"
    r"|(?:-webkit-)?image-set\((?P<set>(?:[^()\"']|\"[^\"\n]*\"|'[^'\n]*'|\([^()]*\))*)\)"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
    re.S | re.I,
)
_STRING = re.compile(r"type\([^)]*\)|url\(\s*([^\s\"')]+)\s*\)|\"([^\"\n]*)\"|'([^'\n]*)'", re.I)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.S)


def css_addresses(text: str) -> list[str]:
    """What `url()`, `@import` and `image-set()` name, unescaped; not what stands in comments."""
    return [address for _, address in css_places(text)]


def css_places(text: str) -> list[tuple[int, str]]:
    """(where it is named, address) of what a style sheet loads."""
    lower = text.lower()
    if "url(" not in lower and "@import" not in lower and "image-set(" not in lower:
        return []
    found: list[tuple[int, str]] = []
    for match in _PARTS.finditer(text):
        if match["set"] is not None:
            start = match.start("set")
            inner = _STRING.finditer(match["set"])
            found += [(start + one.start(), "".join(one.groups(""))) for one in inner]
            continue
        for name in ("import1", "import2", "url1", "url2", "url3"):
            if match[name] is not None:
                found.append((match.start(), _ESCAPE.sub(_unescaped, match[name]).strip()))
    return [(at, address) for at, address in found if address]


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return match[2] if match[2] != "\n" else ""
