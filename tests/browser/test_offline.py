"""The copy that a reader keeps, in a real browser: the network goes, comes back, and has a newer site."""

import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import SITE
from guide.make.offline import blocks_of

PREFIX = "/guide/"  # the site below a path, as on a host that it shares


class Host:
    """The built site below a path of a local host that can be stopped, started and renewed."""

    def __init__(self) -> None:
        self.changed: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.port = 0
        self.server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        host = self

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Nothing to read."""

            def translate_path(self, path: str) -> str:
                return super().translate_path("/" + path.removeprefix(PREFIX))

            def do_GET(self) -> None:
                name = self.path.partition("?")[0].removeprefix(PREFIX)
                host.asked.append(name)
                name = f"{name}index.html" if name == "" or name.endswith("/") else name
                if name not in host.changed:
                    return super().do_GET()
                content = host.changed[name]
                self.send_response(200)
                self.send_header("Content-Type", self.guess_type(name))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def handler(*args: object) -> Handler:
            return Handler(*args, directory=str(SITE))  # type: ignore[arg-type]

        ThreadingHTTPServer.allow_reuse_address = True
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}{path}"


@pytest.fixture
def host() -> Iterator[Host]:
    assert (SITE / "index.html").exists(), "run make site first"
    host = Host()
    host.start()
    yield host
    host.stop()


def keep(page: Page, host: Host, language: str = "en") -> None:
    """Do what a reader does who wants a copy."""
    page.goto(host.url(("" if language == "zh-Hant" else f"{language}/") + "about/offline/"))
    page.locator("keep-copy [data-do=keep]").click()
    expect(page.locator("keep-copy [data-do=remove]")).to_be_visible(timeout=20_000)


def newest(language: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = json.loads((SITE / "offline" / "copies.json").read_text())
    return found[language]


def unpacked(content: bytes) -> tuple[dict[str, object], dict[str, bytes]]:
    """The head and the files of a copy."""
    length = int.from_bytes(content[:4], "big")
    head = json.loads(gzip.decompress(content[4 : 4 + length]))
    start, blocks = 4 + length, []
    for size in head["blocks"]:
        blocks.append(gzip.decompress(content[start : start + size]))
        start += size
    return head, {name: blocks[b][at : at + size] for name, (b, at, size) in head["files"].items()}


def release(host: Host, language: str, changed: dict[str, bytes], date: str) -> str:
    """Let the host have a newer site, in which some files differ; the name of its copy."""
    head, files = unpacked((SITE / "offline" / newest(language)["file"]).read_bytes())
    places, blocks = blocks_of({**files, **changed})
    packed = gzip.compress(
        json.dumps({**head, "files": places, "blocks": [len(b) for b in blocks]}).encode(), mtime=0
    )
    content = b"".join([len(packed).to_bytes(4, "big"), packed, *blocks])
    name = f"{language}-{hashlib.sha256(content).hexdigest()[:16]}.copy"
    copies = {language: {"file": name, "bytes": len(content), "date": date}}
    host.changed = {**changed, f"offline/{name}": content, "offline/copies.json": json.dumps(copies).encode()}
    return name


def stored(page: Page) -> list[str]:
    """The names of the copies on the device."""
    names: list[str] = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys())
                    if (request.url.endsWith(".copy")) found.push(request.url.split("/").pop());
            return found.sort();
        }"""
    )
    return names


def test_nothing_is_kept_until_asked(page: Page, host: Host) -> None:
    """Pages register no worker and store nothing; the page about it does neither before the button."""
    for path in ("en/", "en/topics/being-sued/", "en/about/offline/"):
        page.goto(host.url(path), wait_until="networkidle")
    expect(page.locator("keep-copy [data-do=keep]")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys()") == []
    assert not [name for name in host.asked if name == "sw.js" or name.startswith("offline/")]


@pytest.mark.parametrize("language", ["zh-Hant", "en", "zh-Hans"])
def test_the_guide_works_without_the_network(page: Page, host: Host, language: str) -> None:
    """After keeping a copy and losing the network: pages, styles, search and tools, and the date."""
    keep(page, host, language)
    host.stop()
    home = "" if language == "zh-Hant" else f"{language}/"
    wanted = newest(language)["date"]
    for path in ("", "topics/being-sued/", "risks/judgment-debtor-list/", "sources/civil-code/"):
        response = page.goto(host.url(home + path))
        assert response
        assert response.status == 200
        expect(page.locator(".from-copy")).to_contain_text(wanted)
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )
    page.goto(host.url(f"{home}tools/cost/"))
    assert page.evaluate("document.querySelector('main form') !== null")
    page.goto(host.url(home))
    page.fill("#query", "being sued" if language == "en" else "被起訴")
    expect(page.locator("#suggestions a:visible").first).to_be_visible(timeout=10_000)
    page.locator("#query").press("Enter")
    page.wait_for_url("**/search/**")
    expect(page.locator("main a[href*='being-sued']").first).to_be_visible(timeout=10_000)


def test_the_network_goes_in_mid_visit(page: Page, host: Host) -> None:
    """A page that came from the network still searches and leads on when the network is gone."""
    keep(page, host)
    page.goto(host.url("en/topics/being-sued/"), wait_until="networkidle")
    expect(page.locator(".from-copy")).to_have_count(0)
    host.stop()
    page.fill("#query", "prison")
    expect(page.locator("#suggestions a:visible").first).to_be_visible(timeout=10_000)
    page.goto(host.url("en/stages/early/"))
    expect(page.locator(".from-copy")).to_be_visible()
    page.reload()
    expect(page.locator("h1")).to_be_visible()


def test_codes_and_what_is_not_there(page: Page, host: Host) -> None:
    """Without the network a spoken code opens its page; what is not in the copy is said not to be."""
    keep(page, host)
    host.stop()
    for address in ("en/go/R29/", "en/go/r29/", "go/R29/", "en/go/field-visit/"):
        page.goto(host.url(address))
        assert page.url == host.url("en/risks/field-visit/")
    for missing in ("en/no-such-page/", "topics/being-sued/"):
        response = page.goto(host.url(missing))
        assert response
        assert response.status == 404
        expect(page.locator(".from-copy")).to_contain_text("not in the copy")
        expect(page.locator(".crisis a[href='tel:12356']")).to_be_visible()


def test_an_open_page_never_mixes_versions(page: Page, context: BrowserContext, host: Host) -> None:
    """A page of the old copy gets the old files while the new copy is there; after reloading, the new."""
    keep(page, host)
    old = newest("en")["file"]
    host.stop()
    page.goto(host.url("en/tools/"))
    mark = "globalThis.version = 2;"
    _, files = unpacked((SITE / "offline" / old).read_bytes())
    [engine] = [name for name in files if name.startswith("assets/search-engine")]
    html = files["en/tools/index.html"].replace(b"<h1", b'<p id="new">2</p><h1')
    new = release(
        host, "en", {engine: files[engine] + mark.encode(), "en/tools/index.html": html}, "2027-01-02"
    )
    host.start()
    other = context.new_page()
    other.goto(host.url("en/about/offline/"))
    other.locator("keep-copy [data-do=renew]").click()
    expect(other.locator("keep-copy [role=status]")).to_contain_text("2027-01-02", timeout=20_000)
    assert stored(page) == sorted([old, new])
    page.fill("#query", "prison")
    expect(page.locator("#suggestions a:visible").first).to_be_visible(timeout=10_000)
    assert page.evaluate("globalThis.version") is None
    host.stop()
    page.reload()
    expect(page.locator("#new")).to_be_visible()
    page.fill("#query", "prison")
    expect(page.locator("#suggestions a:visible").first).to_be_visible(timeout=10_000)
    assert page.evaluate("globalThis.version") == 2


def test_a_copy_that_is_not_whole_is_not_kept(page: Page, host: Host) -> None:
    """A copy that arrives cut off or altered leaves the old one as it was."""
    keep(page, host)
    old = newest("en")["file"]
    new = release(host, "en", {}, "2027-01-02")
    if new == old:
        new = release(host, "en", {"en/extra.html": b"x"}, "2027-01-02")
    for content in (host.changed[f"offline/{new}"][:-10], host.changed[f"offline/{new}"][:-1] + b"?"):
        host.changed[f"offline/{new}"] = content
        page.goto(host.url("en/about/offline/"))
        page.locator("keep-copy [data-do=renew]").click()
        expect(page.locator("keep-copy [role=status]")).to_contain_text("No copy could be got")
        assert stored(page) == [old]
    host.stop()
    page.goto(host.url("en/"))
    expect(page.locator(".from-copy")).to_contain_text(newest("en")["date"])


def test_the_reader_can_remove_it(page: Page, host: Host) -> None:
    """Removing takes the copy, its records and the worker; the next page comes from the network alone."""
    keep(page, host)
    page.locator("keep-copy [data-do=remove]").click()
    expect(page.locator("keep-copy [data-do=keep]")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    host.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.goto(host.url("en/"))


def test_without_script_the_page_says_so(chromium: Browser, host: Host) -> None:
    """Without scripts the page shows no dead button, and says what is possible."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host.url("en/about/offline/"))
    expect(page.locator("keep-copy noscript p")).to_be_visible()
    assert page.locator("keep-copy button:visible").count() == 0
    context.close()


def test_it_can_be_installed(page: Page, host: Host) -> None:
    """Chromium finds no fault with the manifest of any language."""
    for home in ("", "en/", "zh-Hans/"):
        page.goto(host.url(home))
        session = page.context.new_cdp_session(page)
        answer = session.send("Page.getAppManifest")
        assert answer["errors"] == []
        assert json.loads(answer["data"])["start_url"] == "./"
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A test's window is always private.
        assert {error["errorId"] for error in errors} <= {"in-incognito"}
