"""The panel that a page carries while it is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from guide.content import Site
from guide.diagnostics import Problem
from guide.preview.faults import files_behind

# Addresses of ours, which no page of the site can have: keys begin with a letter.
OURS = "/-preview/"
ASSETS = {name: Path(__file__).with_name(name) for name in ("panel.css", "panel.js")}


@dataclass(frozen=True)
class State:
    """What there is to show. `version` grows with every change; `built` names the build that is served.

    `folder` is that build, None before the first; `failure` is what the last build said when it failed.
    """

    version: int = 0
    built: str = ""
    building: bool = True
    failure: str = ""
    folder: Path | None = None
    site: Site | None = None
    problems: tuple[Problem, ...] = ()


def panel(state: State, address: str) -> str:
    """The panel's inside for the page at an address; empty when there is nothing to say."""
    behind = files_behind(state.site, address)
    here = [p for p in state.problems if p.place.path in behind]
    if not (here or state.failure or state.building or state.problems):
        return ""
    words = [f"{_count(here)} here, {len(state.problems) - len(here)} elsewhere"]
    words += ["not rebuilt"] if state.failure else []
    words += ["building …"] if state.building else []
    open = " open" if state.failure else ""
    return (
        f"<details{open}><summary>{' · '.join(words)}</summary>{_failure(state)}{_list(here)}"
        f'<p><a href="{OURS}">all problems</a></p></details>'
    )


def _count(problems: Sequence[Problem]) -> str:
    return f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}"


def _list(problems: Sequence[Problem]) -> str:
    items = "".join(
        f'<li class="{p.severity}"><code>{escape(str(p.place))}</code> {escape(p.message)} '
        f"<i>[{escape(p.rule)}]</i>{f'<br>{escape(p.hint)}' if p.hint else ''}</li>"
        for p in problems
    )
    return f"<ol>{items}</ol>" if items else ""


def _failure(state: State) -> str:
    return f"<pre>{escape(state.failure)}</pre>" if state.failure else ""


def with_panel(html: bytes, state: State, address: str) -> bytes:
    """A built page with the panel at the end of its body."""
    inside = panel(state, address)
    added = (
        f'<link rel="stylesheet" href="{OURS}panel.css">'
        f'<aside id="preview-panel" lang="en" translate="no" aria-label="Problems" '
        f'data-version="{state.version}" data-built="{escape(state.built)}" data-state="{OURS}state">'
        f'{inside}</aside><script defer src="{OURS}panel.js"></script>'
    ).encode("utf-8", errors="replace")
    end = html.lower().rfind(b"</body>")
    return html + added if end < 0 else html[:end] + added + html[end:]


def page_of_all(state: State, address: str) -> bytes:
    """A page of ours: all problems, and what the build says. It stands in where there is no site yet."""
    title = "not built" if state.failure else "building …" if state.building else _count(state.problems)
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{OURS}panel.css">'
        f'<body class="preview-all"><h1>{title}</h1>{_failure(state)}{_list(state.problems)}</body></html>'
    )
    return with_panel(html.encode("utf-8", errors="replace"), state, address)
