"""The nginx configuration of `scripts/production/`, filled in for one machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Where distributions put modules; the first that is there is loaded by its full path.
MODULE_FOLDERS = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/local/libexec/nginx")
_BROTLI = "ngx_http_brotli_static_module.so"
_UNSAFE = set("\"'\\;{}$ \t\n")


class UnsafePath(Exception):
    """A path that nginx would read as something else."""


@dataclass(frozen=True)
class Places:
    """What differs between machines. `kept`: files of earlier releases, named by hash.

    `user` is whose rights nginx has if root starts it; "" if somebody else does.
    """

    site: Path
    kept: Path
    state: Path
    listen: str
    brotli: Path | None
    user: str = ""


def brotli_module() -> Path | None:
    """The module that sends `.br` files, if it is installed."""
    return next((file for folder in MODULE_FOLDERS if (file := Path(folder, _BROTLI)).is_file()), None)


def filled(template: str, places: Places) -> str:
    """The configuration for these places. Raises UnsafePath."""
    for path in (places.site, places.kept, places.state):
        if _UNSAFE & set(str(path)):
            raise UnsafePath(f"{path}: nginx cannot be given a path with such signs")
    for mark, text in _words(places):
        template = template.replace(f"@{mark}@", text)
    return template


def _words(places: Places) -> Iterator[tuple[str, str]]:
    yield "SITE", str(places.site)
    yield "KEPT", str(places.kept)
    yield "STATE", str(places.state)
    yield "LISTEN", places.listen
    yield "USER", f"user {places.user};" if places.user else "# Not started by root."
    loaded = f"load_module {places.brotli};" if places.brotli else "# No module for .br files: .gz are sent."
    yield "MODULES", loaded
    yield "BROTLI", "brotli_static on;" if places.brotli else ""
