"""The language server, as an editor speaks to it: JSON-RPC over stdio, in a program of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "tests/sites/unknown-reference"
BAD = "---\ntitle: A\n---\n\n## One { #one }\n\n😀逾期 [x][risk:depositx] [y][risk:deposit] [z][law:civil-code/188]\n"


class Editor:
    """The least of an LSP client: requests, notices, and the last diagnostics of each file."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, str(ROOT / "scripts/language_server.py")]
        self.program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/")
        self.root, self.number = root, 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.abilities = self.ask(
            "initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}}
        )
        self.tell("initialized", {})

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.program.stdin
        self.program.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.program.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.program.stdout
        length = 0
        while line := self.program.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.program.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            path = message["params"]["uri"].removeprefix(self.root.as_uri() + "/")
            self.diagnostics[path] = message["params"]["diagnostics"]
        return message

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any] | None) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.number:
            pass
        assert "error" not in message, message
        return message["result"]

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str) -> None:
        text = (self.root / path).read_text("utf-8")
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def type(self, path: str, text: str, version: int) -> None:
        document = {"uri": self.uri(path), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def at(self, path: str, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}

    def until(self, path: str, words: str, there: bool = True) -> None:
        """Read until a problem of a file says something, or none does."""
        while path not in self.diagnostics or (words in str(self.diagnostics[path])) != there:
            self.receive()


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    shutil.copytree(SITE, tmp_path / "site")
    editor = Editor(tmp_path / "site")
    yield editor
    editor.ask("shutdown", None)
    editor.tell("exit", {})
    assert editor.program.wait(30) == 0


PAGE = "docs/en/index.md"


def test_problems_of_the_files_on_the_disk_are_shown(editor: Editor) -> None:
    """At once, before any file is opened, each with its rule and hint."""
    editor.until(PAGE, "unknown-reference")
    messages = [each["message"] for each in editor.diagnostics[PAGE]]
    assert "nothing is named risk:depositt\ndid you mean risk:deposit?" in messages


def test_problems_follow_what_is_typed_and_not_yet_saved(editor: Editor) -> None:
    """A fault that is typed is shown in units of UTF-16, and goes when it is taken back."""
    editor.open(PAGE)
    editor.until(PAGE, "unknown-reference")
    editor.type(PAGE, BAD, 2)
    editor.until(PAGE, "risk:depositx")
    found = [each for each in editor.diagnostics[PAGE] if each["code"] == "unknown-reference"]
    # The smiling face counts as two; the place is the label's.
    assert [each["range"] for each in found] == [
        {"start": {"line": 6, "character": 9}, "end": {"line": 6, "character": 22}}
    ]
    editor.type(PAGE, BAD.replace("depositx", "deposit"), 3)
    editor.until(PAGE, "risk:depositx", there=False)
    assert "depositx" not in (editor.root / PAGE).read_text("utf-8")


def test_a_broken_text_does_not_end_it(editor: Editor) -> None:
    """Half a front matter, a null character, an unfinished fence: it goes on."""
    editor.open(PAGE)
    for version, text in enumerate(
        ["---\ntitle: [", "\x00", "```", "", "---\n- x\n---\n", "\ud83d", "{!x"], 2
    ):
        editor.type(PAGE, text, version)
    editor.type(PAGE, BAD, 99)
    editor.until(PAGE, "risk:depositx")


def test_hover_explains_the_rule(editor: Editor) -> None:
    """What the rule keeps, a bad and a good example; nothing on an innocent line."""
    editor.open(PAGE)
    editor.type(PAGE, BAD, 2)
    editor.until(PAGE, "risk:depositx")
    shown = editor.ask("textDocument/hover", editor.at(PAGE, 6, 12))["contents"]["value"]
    assert "**unknown-reference**" in shown
    assert "Good: [押金][risk:deposit]" in shown
    assert editor.ask("textDocument/hover", editor.at(PAGE, 0, 0)) is None


def test_a_reference_leads_to_what_it_names(editor: Editor) -> None:
    """A page in the same language, an article of a source, a snippet; nothing elsewhere."""
    editor.open(PAGE)
    editor.type(PAGE, BAD + "\n{!zh-Hant/part.md!}\n", 2)
    editor.until(PAGE, "risk:depositx")

    def leads_to(line: int, character: int) -> str | None:
        found = editor.ask("textDocument/definition", editor.at(PAGE, line, character))
        return (
            found
            and f"{found['uri'].removeprefix(editor.root.as_uri() + '/')}:{found['range']['start']['line']}"
        )

    assert leads_to(6, 12) is None
    assert leads_to(6, 33) == "docs/en/risks/deposit.md:0"
    assert leads_to(6, 53).startswith("docs/_data/sources/civil-code.yml:")
    assert leads_to(8, 5) == "snippets/zh-Hant/part.md:0"
    assert leads_to(0, 0) is None
    assert leads_to(500, 500) is None
