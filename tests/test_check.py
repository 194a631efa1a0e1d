"""The checking program: what it prints, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

import check

ROOT = Path(__file__).resolve().parents[1]
SITES = ROOT / "tests" / "sites"


def test_a_problem_is_printed_at_its_place_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """path:line:column: error: message [rule], and a hint below it."""
    status = check.main(["unknown-reference", "--root", str(SITES / "unknown-reference")])
    printed = capsys.readouterr().out
    assert status == 1
    assert (
        "docs/en/index.md:8:54: error: nothing is named risk:depositt [unknown-reference]\n"
        "    did you mean risk:deposit?\n"
    ) in printed


def test_a_clean_site_ends_with_status_0() -> None:
    """Nothing wrong, status 0."""
    assert check.main(["--root", str(SITES / "clean")]) == 0


def test_warnings_alone_end_with_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning is shown and breaks nothing."""
    assert check.main(["long-title", "--root", str(SITES / "long-title")]) == 0
    assert "warning" in capsys.readouterr().out


def test_an_unknown_rule_is_a_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped rule is answered with the nearest name and status 2."""
    with pytest.raises(SystemExit) as stop:
        check.main(["brokn-link"])
    assert stop.value.code == 2
    assert "did you mean broken-link?" in capsys.readouterr().err


def test_it_runs_from_anywhere() -> None:
    """The program needs no settings of the shell."""
    command = [sys.executable, str(ROOT / "scripts" / "check.py"), "--root", str(SITES / "clean")]
    assert subprocess.run(command, cwd="/", check=False, capture_output=True).returncode == 0
