"""What is kept between builds: found again by content, and of no consequence when it is not."""

from pathlib import Path

import pytest

from guide.make.kept import kept


def counted(made: list[int]) -> dict[str, bytes]:
    made.append(1)
    return {"a": b"1"}


def test_the_same_inputs_are_made_once(tmp_path: Path) -> None:
    """Other inputs, also those that only join to the same bytes, are made anew."""
    made: list[int] = []
    for inputs in ([b"a", b"b"], [b"a", b"b"], [b"ab", b""], [b"b", b"a"]):
        assert kept(tmp_path, "x", inputs, lambda: counted(made)) == {"a": b"1"}
    assert len(made) == 3


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 200])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    """Cut off or overwritten, it is not believed."""
    made: list[int] = []
    kept(tmp_path, "x", [b"a"], lambda: counted(made))
    (file,) = (tmp_path / ".build/cache").iterdir()
    whole = file.read_bytes()
    for content in (damage, whole[:-1], whole[:40] + b"\xff" + whole[41:]):
        file.write_bytes(content)
        assert kept(tmp_path, "x", [b"a"], lambda: counted(made)) == {"a": b"1"}


def test_it_does_not_grow_for_ever(tmp_path: Path) -> None:
    """Of each name the newest are kept."""
    for n in range(20):
        kept(tmp_path, "x", [bytes([n])], lambda: 1)
    assert len(list((tmp_path / ".build/cache").iterdir())) == 4


def test_without_a_place_to_keep_it_all_is_made(tmp_path: Path) -> None:
    """A file where the folder should be is no fault of the build."""
    (tmp_path / ".build").write_text("")
    assert kept(tmp_path, "x", [b"a"], lambda: [1]) == [1]
