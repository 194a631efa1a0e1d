"""nginx with our configuration on the built site, and releases that change under load."""

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import brotli
import httpx
import pytest

import deploy as program
from guide.policy import Inline, headers
from guide.release.deploy import CURRENT, KEEP, KEPT, RELEASES, NoRelease, back, deploy
from guide.release.nginx import Places, UnsafePath, brotli_module, filled
from guide.release.seal import seal

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
TEMPLATE = (ROOT / "scripts" / "production" / "nginx.conf").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Server:
    """nginx, answering at an address."""

    url: str
    state: Path

    def get(self, path: str, packed: str = "", **others: str) -> httpx.Response:
        """What is answered, before any redirect is followed."""
        given = {"Accept-Encoding": packed or "identity", **others}
        return httpx.get(self.url + path, headers=given, follow_redirects=False)

    def log(self, wanted: str) -> str:
        """The log, once the wanted text is in it."""
        file = self.state / "access.log"
        for _ in range(100):
            if wanted in file.read_text("utf-8"):
                break
            time.sleep(0.1)
        return file.read_text("utf-8")


@contextmanager
def served(site: Path, state: Path) -> Iterator[Server]:
    """nginx on a free port, by the program that `make serve-prod` runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "scripts" / "serve_prod.py"), "--site", str(site)]
    command += ["--listen", f"127.0.0.1:{port}", "--state", str(state)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(100):
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            try:
                httpx.get(f"http://127.0.0.1:{port}/")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield Server(f"http://127.0.0.1:{port}", state)
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    assert (SITE / "index.html").exists(), "run make site first"
    with served(SITE, tmp_path_factory.mktemp("nginx")) as server:
        yield server


@pytest.mark.parametrize("path", ["/", "/en/topics/being-sued/", "/sitemap.xml", "/llms.txt"])
def test_packed_files_are_sent_as_the_build_made_them(nginx: Server, path: str) -> None:
    """Brotli where its module is there, else gzip, else plain: the same text, and caches are told."""
    file = SITE / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
    for asked, suffix in (("gzip", "gz"), ("gzip, deflate, br, zstd", "br" if brotli_module() else "gz")):
        with httpx.stream("GET", nginx.url + path, headers={"Accept-Encoding": asked}) as response:
            raw = b"".join(response.iter_raw())
        assert raw == file.with_name(f"{file.name}.{suffix}").read_bytes()
        assert (brotli.decompress(raw) if suffix == "br" else gzip.decompress(raw)) == file.read_bytes()
        assert "accept-encoding" in response.headers["vary"].lower()
    plain = nginx.get(path)
    assert plain.content == file.read_bytes()
    assert "content-encoding" not in plain.headers


def asset() -> str:
    return next(f"/assets/{f.name}" for f in (SITE / "assets").glob("guide.*.css"))


def test_headers_are_those_of_the_policy(nginx: Server) -> None:
    """Each kind of file is sent with exactly the headers of guide/policy.py, errors too."""
    shown = {"page": "/en/", "embed": "/embed/first-day-late/", "hashed": asset(), "data": "/feed.json"}
    shown |= {"copy": "/offline/copies.json"}
    for kind, path in shown.items():
        sent = nginx.get(path).headers
        for name, value in headers(kind, Inline()).items():
            if name != "Content-Security-Policy":
                assert sent.get_list(name) == ([value] if value else []), (path, name)
        assert len(sent.get_list("Content-Security-Policy")) == 1
        assert "set-cookie" not in sent
        assert "/" not in sent.get("server", "")
    for path in ("/nothing/", "/en/go/T53/", "/en"):
        assert nginx.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_types_of_files(nginx: Server) -> None:
    """Browsers are not left to guess: text has its character set, a manifest its own type."""
    types = {
        "/": "text/html; charset=utf-8",
        asset(): "text/css; charset=utf-8",
        "/manifest.webmanifest": "application/manifest+json; charset=utf-8",
        "/sw.js": "text/javascript; charset=utf-8",
        "/index.md": "text/markdown; charset=utf-8",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
    }
    for path, type in types.items():
        assert nginx.get(path).headers["content-type"] == type


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/nothing/", "zh-Hant"),
        ("/en/nothing", "en"),
        ("/en/topics/nothing/x.html", "en"),
        ("/zh-Hans/nothing/", "zh-Hans"),
        ("/english/", "zh-Hant"),
        ("/assets/", "zh-Hant"),
        ("/assets/guide.0000000000.css", "zh-Hant"),
    ],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    nginx: Server, path: str, language: str
) -> None:
    """404 with the page of that language, also for folders without a page."""
    response = nginx.get(path)
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/headers.nginx",
        "/redirects.nginx",
        "/_headers",
        "/_redirects",
        "/index.html.br",
        "/%2e%2e/etc/passwd",
    ],
)
def test_files_for_the_server_are_not_served(nginx: Server, path: str) -> None:
    """Lists for hosts and packed files are no pages, and nothing outside the site is."""
    assert nginx.get(path).status_code in {400, 404}


def test_old_addresses_and_codes_lead_on(nginx: Server) -> None:
    """A code in any letters, and a folder without its slash, are redirected on the same host."""
    for path, to in (
        ("/en/go/t53/", "/en/topics/being-sued/"),
        ("/en/go/T53/?a=1", "/en/topics/being-sued/?a=1"),
        ("/en/topics", "/en/topics/"),
    ):
        response = nginx.get(path)
        assert (response.status_code, response.headers["location"]) == (301, to)


def test_nothing_that_a_reader_typed_is_logged(nginx: Server) -> None:
    """The log has no query, no address, no browser and no referring page; nor has the error log."""
    secret = "my-secret-debt"
    for path in (f"/search/?q={secret}", f"/nothing/?q={secret}", f"/en/go/T53/?q={secret}"):
        nginx.get(path, **{"User-Agent": secret, "Referer": f"http://a.test/{secret}"})
    nginx.get("/en/topics/last/")
    time.sleep(6)  # nginx writes its log every five seconds
    log = nginx.log("/en/topics/last/")
    assert "/search/index.html" in log or "/search/" in log
    for text in (secret, "127.0.0.1", "httpx", "q="):
        assert text not in log
    assert secret not in (nginx.state / "error.log").read_text("utf-8")


def test_a_page_that_did_not_change_is_not_sent_again(nginx: Server) -> None:
    """The browser's copy is confirmed with 304."""
    tag = nginx.get("/en/").headers["etag"]
    assert nginx.get("/en/", **{"If-None-Match": tag}).status_code == 304


def test_a_path_that_nginx_would_read_as_something_else_is_refused() -> None:
    """Spaces and signs of the configuration's own language are an error, not a broken server."""
    for name in ("a b", "a;b", "a$b", 'a"b'):
        with pytest.raises(UnsafePath):
            filled(TEMPLATE, Places(Path("/", name), Path("/k"), Path("/s"), "8080", None))
    text = filled(TEMPLATE, Places(Path("/x"), Path("/k"), Path("/s"), "8080", None))
    assert not any(f"@{word}@" in text for word in ("SITE", "KEPT", "STATE", "LISTEN", "MODULES", "BROTLI"))


def site(folder: Path, words: str, day: str = "2026-11-24", **assets: str) -> Path:
    """A small built site with pages, assets named by hash and the header sets of the real one."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("headers.nginx", "headers-server.nginx", "redirects.nginx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SITE / name, folder / name)
    files = {"index.html": words, "same/index.html": "same", "404.html": "none"}
    files |= {f"assets/{name.replace('_', '.')}": text for name, text in assets.items()}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    seal(folder, ROOT, date.fromisoformat(day))
    return folder


def test_releases_stand_side_by_side(tmp_path: Path) -> None:
    """The newest is served; what did not change is the same file; old releases go, and what only they had."""
    folder = tmp_path / "www"
    for number in range(KEEP + 2):
        name = f"a_{number:010x}_js"
        release = deploy(site(tmp_path / "site", f"{number}", **{name: f"{number}"}), folder)
        assert (folder / CURRENT / "index.html").read_text() == f"{number}"
        assert (folder / CURRENT).resolve() == release
    assert len(list((folder / RELEASES).iterdir())) == KEEP
    kept = sorted(f.name for f in (folder / KEPT / "assets").iterdir())
    assert kept == [f"a.{number:010x}.js" for number in range(2, KEEP + 2)]
    assert (release / "same" / "index.html").stat().st_nlink == KEEP
    assert (release / "index.html").stat().st_nlink == 1


def test_the_release_before_can_be_served_again(tmp_path: Path) -> None:
    """--back serves the one before; again, the one before that; then there is none."""
    folder = tmp_path / "www"
    assert program.main([str(folder), "--back"]) == 1
    for number in range(3):
        assert program.main([str(folder), "--site", str(site(tmp_path / "site", f"{number}"))]) == 0
        time.sleep(0.02)
    for number in (1, 0):
        assert program.main([str(folder), "--back"]) == 0
        assert (folder / CURRENT / "index.html").read_text() == f"{number}"
    assert program.main([str(folder), "--back"]) == 1
    # The same site again is the release that is there.
    assert program.main([str(folder), "--site", str(tmp_path / "site")]) == 0
    assert (folder / CURRENT / "index.html").read_text() == "2"
    assert len(list((folder / RELEASES).iterdir())) == 3


def test_what_is_no_site_is_not_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without its seal is refused, and what is served stays."""
    folder = tmp_path / "www"
    deploy(site(tmp_path / "site", "good"), folder)
    (tmp_path / "empty").mkdir()
    assert program.main([str(folder), "--site", str(tmp_path / "empty")]) == 1
    assert "not a built site" in capsys.readouterr().err
    assert (folder / CURRENT / "index.html").read_text() == "good"
    with pytest.raises(NoRelease):
        back(folder)


def test_a_deploy_that_is_stopped_leaves_what_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in mid-copy changes nothing; the next deploy clears what was left."""
    folder = tmp_path / "www"
    deploy(site(tmp_path / "site", "good"), folder)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        (tmp_path / "site" / "index.html").write_text("bad")
        facts = json.loads((tmp_path / "site" / "build.json").read_text())
        (tmp_path / "site" / "build.json").write_text(json.dumps({**facts, "sha256": "b" * 64}))
        assert program.main([str(folder), "--site", str(tmp_path / "site")]) == 1
    assert (folder / CURRENT / "index.html").read_text() == "good"
    assert len(list((folder / RELEASES).iterdir())) == 1


class Reader(threading.Thread):
    """Asks for two pages again and again until it is stopped, and notes every answer that is wrong."""

    def __init__(self, url: str, whole: set[str]) -> None:
        super().__init__()
        self.url, self.whole = url, whole
        self.wrong: list[str] = []
        self.answers = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        with httpx.Client(base_url=self.url) as client:
            while not self.stopped.is_set():
                for path in ("/", "/same/"):
                    self.ask(client, path)

    def ask(self, client: httpx.Client, path: str) -> None:
        try:
            response = client.get(path)
        except httpx.HTTPError as error:
            self.wrong.append(repr(error))
            return
        self.answers += 1
        if response.status_code != 200 or (path == "/" and response.text not in self.whole):
            self.wrong.append(f"{path} {response.status_code} {response.text[:40]}")


def words(number: int) -> str:
    """A page of one release, too long for one packet."""
    return f"<p>{number}</p>" * 5000


def release(tmp_path: Path, number: int) -> None:
    made = site(tmp_path / "site", words(number), **{f"a_{number:010x}_js": f"{number}"})
    deploy(made, tmp_path / "www")


def test_no_request_fails_while_releases_change(tmp_path: Path) -> None:
    """Under load, ten releases: every answer is 200 and one release or another, never a part."""
    release(tmp_path, 0)
    with served(tmp_path / "www", tmp_path / "state") as server:
        readers = [Reader(server.url, {words(number) for number in range(11)}) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(1, 11):
            release(tmp_path, number)
            # A page of the release before still finds its file.
            before = server.get(f"/assets/a.{number - 1:010x}.js")
            assert (before.status_code, before.text) == (200, f"{number - 1}")
            assert "immutable" in before.headers["cache-control"]
            time.sleep(0.1)
        for reader in readers:
            reader.stopped.set()
            reader.join()
        assert [fault for reader in readers for fault in reader.wrong] == []
        assert min(reader.answers for reader in readers) > 10
        assert server.get("/").text == words(10)
