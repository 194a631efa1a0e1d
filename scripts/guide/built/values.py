"""Addresses inside the values of attributes that hold more than one address."""

import re


def srcset_addresses(value: str) -> list[str]:
    """The addresses of a `srcset`, read as the standard says: a comma inside one belongs to it."""
    found: list[str] = []
    position = 0
    while match := _CANDIDATE.match(value, position):
        position = match.end()
        address = match[1]
        if address.endswith(","):
            address = address.rstrip(",")
        elif descriptor := _DESCRIPTOR.match(value, position):
            position = descriptor.end()
        if address:
            found.append(address)
    return found


_CANDIDATE = re.compile(r"[\t\n\f\r ,]*+([^\t\n\f\r ]++)")
_DESCRIPTOR = re.compile(r"(?:[^(),]|\([^)]*\)?)*+,?")
_REFRESH = re.compile(
    r"[\t\n\f\r ]*(?:\d+[\d.]*|[.][\d.]*)(?:\Z|(?=[\t\n\f\r ;,])[\t\n\f\r ]*[;,]?[\t\n\f\r ]*)(?P<rest>.*)\Z",
    re.S,
)
_URL_IS = re.compile(r"url[\t\n\f\r ]*=[\t\n\f\r ]*", re.I)


def refresh_address(content: str) -> str | None:
    """Where a `<meta http-equiv=refresh>` leads: None to its own page, "" if browsers pass over it."""
    match = _REFRESH.match(content)
    if not match:
        return ""
    rest = match["rest"]
    if prefix := _URL_IS.match(rest):
        rest = rest[prefix.end() :]
    if rest[:1] in ("'", '"'):
        rest = rest[1:].partition(rest[0])[0]
    return rest.strip() or None
