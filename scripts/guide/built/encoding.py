"""Which characters the bytes of a page are, as browsers decide it."""

import codecs
import re

_CHARSET = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([-\w:.]+)", re.I)
_NOT_CHARACTERS = {"base64", "bz2", "hex", "quopri", "rot13", "rot_13", "uu", "zlib", "idna", "punycode"}


def text_of(data: bytes) -> bytes:
    """The page in UTF-8: a byte-order mark decides, then what the page declares, then UTF-8.

    Bytes that are none of it are read as windows-1252, as browsers do.
    """
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, "replace").encode("utf-8", "replace")
    if data.startswith(codecs.BOM_UTF8):
        return data[3:]
    if data.isascii():
        return data
    declared = _CHARSET.search(data, 0, 1024)
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    if name in ("utf-8", "utf8") or name.startswith("utf-16"):
        return data
    try:
        if name and name not in _NOT_CHARACTERS:
            return data.decode(name, "replace").encode("utf-8", "replace")
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    except (LookupError, UnicodeError, ValueError):
        pass
    return data
