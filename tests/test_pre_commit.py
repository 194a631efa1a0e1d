"""The hooks that run before a commit: local, complete, and runnable as they stand."""

import shlex
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
HOOKS = [
    hook
    for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    for hook in repo["hooks"]
]


def test_nothing_is_fetched_before_a_commit() -> None:
    """Every hook is a program of ours or of our locked requirements."""
    assert [hook["id"] for hook in HOOKS] == ["check", "ruff", "ruff-format"]
    assert {hook["language"] for hook in HOOKS} == {"system"}


def test_each_hook_runs_from_the_root() -> None:
    """As pre-commit calls it: the check alone, the others with the files that changed."""
    for hook in HOOKS:
        files = [] if hook.get("pass_filenames") is False else ["scripts/check.py"]
        command = [*shlex.split(hook["entry"]), *files]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, (command, ended.stdout, ended.stderr)
