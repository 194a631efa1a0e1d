"""The panel that a page carries while it is being written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from guide.diagnostics import Problem
from guide.preview.faults import Snippets, files_behind

# Addresses of ours, which no page of the site can have: keys begin with a letter.
OURS = "/-preview/"
ASSETS = {name: Path(__file__).with_name(name) for name in ("panel.css", "panel.js")}


@dataclass(frozen=True)
class State:
    """What there is to show. `version` grows with every change, `looks` when pages may look otherwise.

    `folder` is the last good build, None before the first, and `fresh` whether nothing has changed
    since; `failure` is what the last build said when it failed.
    """

    version: int = 0
    building: bool = True
    fresh: bool = False
    looks: int = 0
    failure: str = ""
    folder: Path | None = None
    snippets: Snippets = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def panel(state: State, address: str, failure: str = "") -> str:
    """The panel's inside for the page at an address; empty when there is nothing to say.

    `failure` says why the page itself is not as it should be.
    """
    behind = files_behind(state.snippets, address)
    here = [p for p in state.problems if p.place.path in behind]
    if not (here or failure or state.failure or state.building or state.problems):
        return ""
    words = [f"{_count(here)} here, {len(state.problems) - len(here)} elsewhere"]
    words += ["page not rebuilt"] if failure else ["site not rebuilt"] if state.failure else []
    words += ["building …"] if state.building else []
    open = " open" if failure or state.failure else ""
    return (
        f"<details{open}><summary>{' · '.join(words)}</summary>{_failure(failure or state.failure)}{_list(here)}"
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


def _failure(said: str) -> str:
    return f"<pre>{escape(said)}</pre>" if said else ""


def with_panel(html: bytes, state: State, address: str, built: str = "", failure: str = "") -> bytes:
    """A page with the panel at the end of its body. `built` names these bytes of it."""
    inside = panel(state, address, failure)
    added = (
        f'<link rel="stylesheet" href="{OURS}panel.css">'
        f'<aside id="preview-panel" lang="en" translate="no" aria-label="Problems" '
        f'data-version="{state.version}" data-built="{escape(built)}" data-state="{OURS}state">'
        f'{inside}</aside><script defer src="{OURS}panel.js"></script>'
    ).encode("utf-8", errors="replace")
    end = html.lower().rfind(b"</body>")
    return html + added if end < 0 else html[:end] + added + html[end:]


def page_of_all(state: State, address: str, failure: str = "") -> bytes:
    """A page of ours: all problems, and what the build says. It stands in where there is no page yet."""
    failure = failure or state.failure
    title = "not built" if failure else "building …" if state.building else _count(state.problems)
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{OURS}panel.css">'
        f'<body class="preview-all"><h1>{title}</h1>{_failure(failure)}{_list(state.problems)}</body></html>'
    )
    return with_panel(html.encode("utf-8", errors="replace"), state, address, str(state.version), failure)
