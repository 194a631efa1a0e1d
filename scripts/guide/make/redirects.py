"""What has moved or was withdrawn: pages at the old addresses, and lists for hosts that redirect.

Every old address answers without the host's help: a page that leads on, with each `#id` that was
ever served on it. `_redirects` (Netlify, Cloudflare Pages, GitLab Pages) and `redirects.nginx`
let a host answer 301 or 410 before that.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from guide.addresses import page_file, page_path, relative
from guide.content import LANGUAGES, Site
from guide.languages import title, word
from guide.ledger import recorded
from guide.make.bare import bare_page, refresh
from guide.make.go import FOLDER
from guide.permalinks import in_use, moves, withdrawn

# GitLab Pages reads no list of more than 1,000 rules, Cloudflare Pages 2,000.
MOST_RULES = 1000


def write_redirects(site: Site, site_dir: Path, site_url: str) -> None:
    """Write the pages at old addresses, the ids that moved, and the lists for hosts."""
    for path, html in _pages(site, site_url):
        file = site_dir / path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    for key in sorted({move.origin.partition("#")[0] for move in moves(site) if "#" in move.origin}):
        for language in LANGUAGES if key in site.keys else ():
            file = site_dir / page_file(language, key)
            html = with_moved_ids(site, language, key, file.read_text(encoding="utf-8"))
            file.write_text(html, encoding="utf-8")
    root = "/" + site_url.split("://", 1)[-1].partition("/")[2]
    (site_dir / "_redirects").write_text(hosts_list(site, root), encoding="utf-8")
    (site_dir / "redirects.nginx").write_text(nginx_map(site, root), encoding="utf-8")


def _place(language: str, name: str) -> str:
    """`key#id` as a path below the root."""
    key, hash, id = name.partition("#")
    return page_path(language, key) + hash + id


def _pages(site: Site, site_url: str) -> Iterator[tuple[str, str]]:
    """(path, HTML) of the page at each old address, in each language."""
    places = {move.origin: move.target for move in moves(site)}
    ids = _recorded_ids(site)
    for language in LANGUAGES:
        for origin, to in places.items():
            if "#" not in origin:
                path = page_path(language, origin)
                yield (
                    path,
                    _moved(site, language, path, to, _targets(places, origin, ids.get(path, [])), site_url),
                )
        for link in withdrawn(site):
            path = page_path(language, link.key)
            yield path, _withdrawn(site, language, path, link.withdrawn, link.see, ids.get(path, []))


def _recorded_ids(site: Site) -> dict[str, list[str]]:
    """Path below the root -> the ids that were ever served there."""
    found: dict[str, list[str]] = {}
    for address in recorded(site):
        path, hash, id = address[1:].partition("#")
        if hash:
            found.setdefault(path, []).append(id)
    return found


def _targets(places: dict[str, str], origin: str, ids: list[str]) -> dict[str, str]:
    """Where each id of an old page is now: as its own row says, or under its name on the new page."""
    page = places[origin].partition("#")[0]
    return {id: places.get(f"{origin}#{id}", f"{page}#{id}") for id in ids}


def _moved(site: Site, language: str, path: str, to: str, ids: dict[str, str], site_url: str) -> str:
    def link(name: str, extra: str) -> str:
        url = _relative(path, language, name)
        words = escape(title(site, language, name.partition("#")[0]))
        return f'<a href="{escape(url)}" hreflang="{language}"{extra}>{words}</a>'

    head = [
        f'<link rel="canonical" href="{escape(site_url + _place(language, to).partition("#")[0])}">',
        refresh(_relative(path, language, to)),
    ]
    places = (f'<li id="{escape(id)}">{link(name, "")}</li>' for id, name in ids.items())
    body = [f"<p>{link(to, ' data-go')}</p>", '<ul class="places">', *places, "</ul>"]
    return bare_page(site, path, language, word(site, language, "go-moved"), head, body, [language])


def _withdrawn(site: Site, language: str, path: str, date: str, see: str, ids: list[str]) -> str:
    said = word(site, language, "go-withdrawn").format(date=date)
    body = [f'<p class="overdue">{escape(said)}</p>', *(f'<span id="{escape(id)}"></span>' for id in ids)]
    if see:
        words = escape(title(site, language, see))
        body.append(
            f'<p><a href="{escape(_relative(path, language, see))}" hreflang="{language}">{words}</a></p>'
        )
    return bare_page(site, path, language, word(site, language, "go-withdrawn-title"), [], body, [language])


def _relative(path: str, language: str, name: str) -> str:
    key, hash, id = name.partition("#")
    return relative(path, page_path(language, key)) + hash + id


def with_moved_ids(site: Site, language: str, key: str, html: str) -> str:
    """A built page with the ids that moved: beside the new one on the same page, or as a link to another."""
    for move in moves(site):
        origin, _, id = move.origin.partition("#")
        if id and origin == key:
            html = _with_moved_id(site, language, key, id, move.target, html)
    return html


def _with_moved_id(site: Site, language: str, key: str, id: str, to: str, html: str) -> str:
    there, _, new = to.partition("#")
    if there == key:
        mark = re.search(rf'<\w+[^<>]*\sid="{re.escape(new)}"', html) if new else None
        at = mark.start() if mark else html.index("<h1")
        added = f'<a id="{escape(id)}"></a>'
    else:
        at = html.index("</main>")
        words = escape(word(site, language, "go-section-moved") + title(site, language, there))
        href = escape(_relative(page_path(language, key), language, to))
        added = f'<p class="moved" id="{escape(id)}"><a href="{href}" hreflang="{language}">{words}</a></p>\n'
    return html[:at] + added + html[at:]


def _rules(site: Site) -> Iterator[tuple[str, str]]:
    """(old path, new place) below the root, of pages: what moved first, then permanent links."""
    for move in moves(site):
        if "#" not in move.origin:
            for language in LANGUAGES:
                yield page_path(language, move.origin), _place(language, move.target)
    for link in in_use(site):
        for language in LANGUAGES:
            yield f"{language}/{FOLDER}/{link.id}/", page_path(language, link.key)


def hosts_list(site: Site, root: str) -> str:
    """`_redirects`. `root` is the path of the site on its host, with a slash at each end.

    Links without a language stay pages: only the device knows what its reader chose.
    """
    rules = [f"{root}{old} {root}{new} 301" for old, new in _rules(site)]
    return (
        "\n".join(["# Made by the build. See DECISIONS.md, “Permanent links”.", *rules[:MOST_RULES]]) + "\n"
    )


def nginx_map(site: Site, root: str) -> str:
    """Two maps for nginx, to be included in its `http` block; the first lines say how."""
    moved = [f"    {root}{old} {root}{new};" for old, new in _rules(site)]
    for link in in_use(site):
        for language in LANGUAGES:
            moved.append(f"    {root}{language}/{FOLDER}/{link.code}/ {root}{page_path(language, link.key)};")
    gone = [
        f"    {root}{page_path(language, link.key)} 1;" for link in withdrawn(site) for language in LANGUAGES
    ]
    return (
        "\n".join([_NGINX_HEAD, *moved, "}", "map $uri $guide_gone {", '    default "";', *gone, "}"]) + "\n"
    )


_NGINX_HEAD = """# Made by the build. In nginx.conf:
#   http {
#     map_hash_max_size 8192;
#     map_hash_bucket_size 128;
#     include /path/to/site/redirects.nginx;
#     server {
#       if ($guide_moved) { return 301 $guide_moved$is_args$args; }
#       location / { error_page 410 @gone; if ($guide_gone) { return 410; } }
#       location @gone { try_files $uri/index.html =410; }
#     }
#   }
# A map compares without regard to capitals, so that /en/go/t53/ is found too. Browsers keep #places.
map $uri $guide_moved {
    default "";"""
