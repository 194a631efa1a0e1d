"""The headers of guide/policy.py as each kind of host reads them, with the hashes of this build.

`_headers` is for Netlify and Cloudflare, which read one format but disagree on what happens when
two rules fit an address, so that here only one ever does. `headers.caddy` and `headers.nginx` are
included by the configurations in `scripts/production/`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide.content import DERIVED_LANGUAGE, SOURCE_LANGUAGE, TRANSLATIONS
from guide.policy import KINDS, Inline, headers, kind_of
from guide.release.seal import NAME as SEAL

# What Cloudflare Pages reads of a file, and of a line of it.
MOST_RULES, LONGEST_LINE = 100, 2000
_LANGUAGES = (*TRANSLATIONS, DERIVED_LANGUAGE, SOURCE_LANGUAGE)


def write_headers(site_dir: Path, site_url: str, inline: Mapping[str, Inline]) -> None:
    """Write the header sets beside a site whose pages are finished."""
    root = "/" + site_url.split("://", 1)[-1].partition("/")[2]
    sets = {kind: headers(kind, _inside(kind, inline)) for kind in ("page", *KINDS)}
    (site_dir / "headers.nginx").write_text(nginx_maps(root, sets), encoding="utf-8")
    (site_dir / "headers-server.nginx").write_text(nginx_lines(sets), encoding="utf-8")
    (site_dir / "headers.caddy").write_text(caddy(root, sets), encoding="utf-8")
    (site_dir / "_headers").write_text(hosts_list(site_dir, root, sets), encoding="utf-8")


def _inside(kind: str, inline: Mapping[str, Inline]) -> Inline:
    return inline.get("embed" if kind == "embed" else "page", Inline())


def _variable(name: str) -> str:
    return "$guide_" + name.lower().replace("-", "_")


def _pattern(kind: str, root: str) -> str:
    """The pattern of a kind below the root of the site."""
    return KINDS[kind].replace("^/", f"^{re.escape(root)}", 1)


def nginx_maps(root: str, sets: Mapping[str, Mapping[str, str]]) -> str:
    """A map for each header, for the `http` block."""
    lines = ["# Made by the build. Include it in the http block, and headers-server.nginx in the server."]
    # One map looks at the path; the others at what it found, which costs nothing.
    lines += ["map $uri $guide_kind {", "    default page;"]
    lines += [f'    "~{_pattern(kind, root)}" {kind};' for kind in KINDS]
    lines.append("}")
    for name, usual in sets["page"].items():
        lines += [f"map $guide_kind {_variable(name)} {{", f'    default "{usual}";']
        lines += [f'    {kind} "{sets[kind][name]}";' for kind in KINDS if sets[kind][name] != usual]
        lines.append("}")
    return "\n".join(lines) + "\n"


def nginx_lines(sets: Mapping[str, Mapping[str, str]]) -> str:
    """What sends them, for the `server` block; no `location` may have an `add_header` of its own."""
    lines = [f"add_header {name} {_variable(name)} always;" for name in sets["page"]]
    return "\n".join(["# Made by the build.", *lines]) + "\n"


def caddy(root: str, sets: Mapping[str, Mapping[str, str]]) -> str:
    """A snippet, `guide-headers`, to be imported in a site's block."""
    lines = [
        "# Made by the build. In the Caddyfile: import headers.caddy, then import guide-headers.",
        "(guide-headers) {",
    ]
    for place, kind in enumerate(KINDS):
        earlier = list(KINDS)[:place]  # the first that fits holds
        lines.append(f"    @{kind} {{")
        lines.append(f"        path_regexp {kind} `{_pattern(kind, root)}`")
        lines += [f"        not path_regexp `{_pattern(other, root)}`" for other in earlier]
        lines.append("    }")
    lines.append("    @page {")
    lines += [f"        not path_regexp `{_pattern(kind, root)}`" for kind in KINDS]
    lines.append("    }")
    for kind, values in sets.items():
        lines.append(f"    header @{kind} {{")
        lines += [f"        {name} `{value}`" for name, value in values.items() if value]
        lines.append("    }")
    return "\n".join([*lines, "}"]) + "\n"


def hosts_list(site_dir: Path, root: str, sets: Mapping[str, Mapping[str, str]]) -> str:
    """`_headers`: a rule for each file and folder at the top of a language, so that no two rules fit."""
    lines = ["# Made by the build. See guide/make/headers.py."]
    for path in _places(site_dir):
        lines.append(f"{root}{path}")
        lines += [f"  {name}: {value}" for name, value in sets[_kind_of_place(path)].items() if value]
    return "\n".join(lines) + "\n"


def _kind_of_place(path: str) -> str:
    """All of a folder is served alike here: in `assets` all names have hashes but pictures'."""
    name = path.removesuffix("*")
    return "hashed" if name == "assets/" else kind_of(f"/{name}")


def _places(site_dir: Path) -> Iterator[str]:
    for top in ("", *(f"{language}/" for language in _LANGUAGES if (site_dir / language).is_dir())):
        yield top
        for entry in sorted((site_dir / top).iterdir()):
            name = entry.relative_to(site_dir).as_posix()
            if entry.is_dir() and name not in _LANGUAGES:
                yield f"{name}/*"
            elif entry.is_file() and not name.startswith("_") and not name.endswith((".nginx", ".caddy")):
                yield name
    yield SEAL  # written last
