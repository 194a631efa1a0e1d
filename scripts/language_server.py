#!/usr/bin/env python3
"""The checks in an editor, by the Language Server Protocol over stdio.

Problems of all files while typing, what a rule keeps on hover, and the way to what a reference or
an include names. Settings of an editor: command `.venv/bin/python scripts/language_server.py`,
for Markdown and YAML, in the folder of the project.
"""

import asyncio
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from guide.content import Site
from guide.definitions import target_of
from guide.diagnostics import Place, Problem
from guide.overlay import with_text
from guide.preview.faults import check, problems_of
from guide.rules import SOURCE_RULES

ROOT = Path(__file__).resolve().parent.parent
# Seconds without a key before the rules run.
PAUSE = 0.4


class Guide(LanguageServer):
    """The site as it is saved, the site as it is being typed, and what is wrong with the latter."""

    def __init__(self) -> None:
        super().__init__("overdue-loan-guide", "1")
        self.root = ROOT
        self.saved: Site | None = None
        self.typed: Site | None = None
        self.shown: dict[str, list[Problem]] = {}
        self.waiting: asyncio.Task[None] | None = None

    def path(self, uri: str) -> str | None:
        """The path below the root; None for a file from elsewhere."""
        file = Path(to_fs_path(uri) or "/").resolve()
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else None

    def soon(self, *, pause: float, read: bool) -> None:
        """Look after a pause; a look that was to come before is out of date."""
        if read:
            self.saved = None
        if self.waiting:
            self.waiting.cancel()
        self.waiting = asyncio.get_running_loop().create_task(self.look(pause))

    async def look(self, pause: float) -> None:
        await asyncio.sleep(pause)
        texts = {self.path(uri): document.source for uri, document in self.workspace.text_documents.items()}
        self.saved, self.typed, problems = await asyncio.to_thread(looked, self.root, self.saved, texts)
        by_path: dict[str, list[Problem]] = {path: [] for path in self.shown}
        for problem in problems:
            by_path.setdefault(problem.place.path, []).append(problem)
        self.shown = {path: found for path, found in by_path.items() if found}
        for path, found in by_path.items():
            uri = from_fs_path(str(self.root / path)) or ""
            shown = [self.diagnostic(uri, problem) for problem in found]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))

    def range(self, uri: str, place: Place) -> lsp.Range:
        """From the place to the end of the word, as the editor counts."""
        try:
            lines = list(self.workspace.get_text_document(uri).lines)
        except (OSError, UnicodeDecodeError):
            lines = []
        line = lines[place.line - 1].rstrip("\r\n") if place.line <= len(lines) else ""
        word = re.compile(r"[^\s()\[\]{}]*").match(line, place.column - 1)
        start, end = place.column - 1, max(word.end() if word else 0, place.column)
        codec = self.workspace.position_codec
        units = [codec.client_num_units(line[:offset]) for offset in (start, end)]
        return lsp.Range(lsp.Position(place.line - 1, units[0]), lsp.Position(place.line - 1, units[1]))

    def diagnostic(self, uri: str, problem: Problem) -> lsp.Diagnostic:
        message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        severity = (
            lsp.DiagnosticSeverity.Error if problem.severity == "error" else lsp.DiagnosticSeverity.Warning
        )
        where = self.range(uri, problem.place)
        return lsp.Diagnostic(where, message, severity=severity, code=problem.rule, source="guide")


def looked(
    root: Path, saved: Site | None, texts: Mapping[str | None, str]
) -> tuple[Site | None, Site | None, list[Problem]]:
    """The site on the disk, read again if there is none; the site with open texts; its problems."""
    if saved is None:
        saved, problems = check(root, date.today())
        if saved is None or not texts:
            return saved, saved, problems
    typed = saved
    for path, text in texts.items():
        typed = with_text(typed, path, text) if path else typed
    return saved, typed, problems_of(typed)


server = Guide()


@server.feature(lsp.INITIALIZED)
def started(guide: Guide, _: lsp.InitializedParams) -> None:
    folder = to_fs_path(guide.workspace.root_uri or "")
    if folder and (Path(folder) / "docs").is_dir():
        guide.root = Path(folder).resolve()
    guide.soon(pause=0, read=True)


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
def saved(guide: Guide, _: object) -> None:
    guide.soon(pause=0.05, read=True)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def changed(guide: Guide, _: lsp.DidChangeTextDocumentParams) -> None:
    guide.soon(pause=PAUSE, read=False)


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def explain(guide: Guide, params: lsp.HoverParams) -> lsp.Hover | None:
    """What the rules of this line keep, with a bad and a good example."""
    path = guide.path(params.text_document.uri)
    found = {p.rule for p in guide.shown.get(path or "", []) if p.place.line == params.position.line + 1}
    about = [
        f"**{rule.name}**\n```text\n{rule.about.strip()}\n```" for rule in SOURCE_RULES if rule.name in found
    ]
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n".join(about))) if about else None


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
def definition(guide: Guide, params: lsp.DefinitionParams) -> lsp.Location | None:
    """Where the reference or include under the cursor leads."""
    path, site, uri = guide.path(params.text_document.uri), guide.typed, params.text_document.uri
    lines = list(guide.workspace.get_text_document(uri).lines)
    here = guide.workspace.position_codec.position_from_client_units(lines, params.position)
    place = target_of(site, path, here.line + 1, here.character + 1) if site and path else None
    if place is None:
        return None
    there = from_fs_path(str(guide.root / place.path)) or ""
    return lsp.Location(there, guide.range(there, place))


if __name__ == "__main__":
    server.start_io()
