"""The same commit and the same day give the same bytes, wherever and however the site is built."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from guide.day import NoDay, day_of, epoch_of
from guide.release.seal import INPUTS, NAME, commit, seal

ROOT = Path(__file__).resolve().parents[1]
# A disk that lists its files in another order each time, for any program.
SHUFFLED = """
import os, random
_listdir, _scandir, _dice = os.listdir, os.scandir, random.Random(os.getpid())
def listdir(*words):
    names = _listdir(*words)
    _dice.shuffle(names)
    return names
class scandir:
    def __init__(self, *words):
        with _scandir(*words) as entries:
            found = list(entries)
        _dice.shuffle(found)
        self.found = iter(found)
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.listdir, os.scandir = listdir, scandir
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site once more: another folder, zone, language, order of files, umask; no cache, no git."""
    root = tmp_path_factory.mktemp("又 一 個")
    for name in INPUTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    for cache in root.rglob("__pycache__"):
        shutil.rmtree(cache)
    (root / "shuffled").mkdir()
    (root / "shuffled/sitecustomize.py").write_text(SHUFFLED)
    settings = {
        **{name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
        "PYTHONPATH": f"{root / 'shuffled'}{os.pathsep}{root / 'scripts'}",
        "PYTHONHASHSEED": "4711",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
    }
    day = json.loads((ROOT / "site" / NAME).read_text("utf-8"))["day"]
    code = (
        "import os; os.umask(0o077); from datetime import date; from pathlib import Path; import build; "
        f"folder = Path('made'); folder.mkdir(); raise SystemExit(build.make(date.fromisoformat('{day}'), folder))"
    )
    subprocess.run(
        [sys.executable, "-c", code.replace("Path('made')", "Path('made').resolve()")],
        cwd=root,
        env=settings,
        check=True,
    )
    return root / "made"


def test_two_builds_give_the_same_bytes(elsewhere: Path) -> None:
    """The hash of the tree is the same; if not, the files are named."""
    one, other = (json.loads((folder / NAME).read_text("utf-8")) for folder in (ROOT / "site", elsewhere))
    if one["sha256"] != other["sha256"]:
        assert contents(ROOT / "site").keys() == contents(elsewhere).keys()
        different = [
            name for name, text in contents(ROOT / "site").items() if contents(elsewhere)[name] != text
        ]
        assert different == []
    assert (one["files"], one["bytes"], one["day"]) == (other["files"], other["bytes"], other["day"])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_strict_umask_shuts_no_reader_out(elsewhere: Path) -> None:
    """Files and folders have the usual rights."""
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in elsewhere.rglob("*")}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_the_hash_can_be_taken_with_common_tools(elsewhere: Path) -> None:
    """The line of shell in the module gives the hash of build.json."""
    line = "find . -type f ! -path ./build.json | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum"
    taken = subprocess.run(
        ["sh", "-c", line], cwd=elsewhere, capture_output=True, text=True, check=True
    ).stdout
    assert taken.split()[0] == json.loads((elsewhere / NAME).read_text("utf-8"))["sha256"]


def test_where_there_is_no_git_no_commit_is_named(elsewhere: Path) -> None:
    """Nor is the commit of a project in which ours lies."""
    assert "commit" not in json.loads((elsewhere / NAME).read_text("utf-8"))
    inside = ROOT / ".build"
    inside.mkdir(exist_ok=True)
    assert commit(inside) == {}


def test_the_site_names_its_commit_day_and_versions() -> None:
    """What built it can be looked up and installed again."""
    facts = json.loads((ROOT / "site" / NAME).read_text("utf-8"))
    assert set(facts) >= {"day", "sha256", "versions", "files", "bytes"}
    assert facts["versions"]["mkdocs"] == "1.6.1"
    assert {"markdown", "jinja2", "python", "zlib"} <= set(facts["versions"])


def test_one_byte_changes_the_hash(tmp_path: Path) -> None:
    """So does a name; build.json itself does not."""
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    shutil.copy(ROOT / "requirements.txt", tmp_path.parent)
    hashes = [seal(tmp_path, tmp_path.parent, date(2026, 1, day)) for day in (1, 2)]
    (tmp_path / "a").write_text("A")
    hashes.append(seal(tmp_path, tmp_path.parent, date(2026, 1, 1)))
    (tmp_path / "b").rename(tmp_path / "c")
    hashes.append(seal(tmp_path, tmp_path.parent, date(2026, 1, 1)))
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


def test_today_is_the_day_in_china() -> None:
    """Wherever the computer stands; SOURCE_DATE_EPOCH decides if it is given."""
    evening = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert day_of({}, evening) == date(2026, 11, 24)
    assert day_of({"SOURCE_DATE_EPOCH": "0"}, evening) == date(1970, 1, 1)
    for day in (date(2026, 2, 28), date(2028, 2, 29)):
        assert day_of({"SOURCE_DATE_EPOCH": epoch_of(day)}, evening) == day
    with pytest.raises(NoDay, match="soon"):
        day_of({"SOURCE_DATE_EPOCH": "soon"}, evening)
