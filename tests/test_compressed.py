"""The packed files are the same with what is kept, without it, and when it is damaged."""

from pathlib import Path

import pytest

from guide.make import compressed
from guide.make.compressed import PACKERS, write_compressed

PAGES = {f"{name}/index.html": f"<p>{name * 40}</p>" * 9 for name in ("a", "b", "c")}


def _packed(folder: Path, cache: Path) -> dict[str, bytes]:
    """Build a small site in a new folder, and pack it."""
    for name, text in PAGES.items():
        file = folder / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    count = write_compressed(folder, cache)
    found = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.html.*")}
    assert len(found) == count == len(PAGES) * len(PACKERS)
    return found


@pytest.mark.parametrize("damage", [b"", b"cut off", bytes(100)])
def test_what_is_kept_changes_no_byte(tmp_path: Path, damage: bytes) -> None:
    """Also after its files were overwritten, and beside what an older build kept in another way."""
    cache = tmp_path / "cache"
    first = _packed(tmp_path / "first", cache)
    assert _packed(tmp_path / "second", cache) == first
    for file in cache.iterdir():
        file.write_bytes(damage)
    (cache / "of-an-older-build.br").write_bytes(b"x")
    assert _packed(tmp_path / "third", cache) == first
    assert not (cache / "of-an-older-build.br").exists()


def test_what_is_kept_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is packed a second time."""
    first = _packed(tmp_path / "first", tmp_path / "cache")

    def refuse(data: bytes) -> bytes:
        raise AssertionError("packed again")

    monkeypatch.setattr(compressed, "PACKERS", dict.fromkeys(PACKERS, refuse))
    assert _packed(tmp_path / "second", tmp_path / "cache") == first


def test_where_nothing_can_be_kept_all_is_packed(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "cache").write_text("", encoding="utf-8")
    assert _packed(tmp_path / "site", tmp_path / "cache")
