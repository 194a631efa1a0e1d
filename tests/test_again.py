"""Two built sites are compared by what their readers see."""

from pathlib import Path

from guide.release.again import compare

PAGE = '<!doctype html><html lang="en"><title>T</title><p>One <b>two</b></p>'


def folder(root: Path, **files: str) -> Path:
    root.mkdir()
    for name, text in files.items():
        (root / name.replace("_", ".")).write_text(text)
    return root


def test_the_same_site_has_the_same_bytes(tmp_path: Path) -> None:
    """build.json does not count: it is about the build."""
    one = folder(tmp_path / "a", index_html=PAGE, x_js="1", build_json="1")
    other = folder(tmp_path / "b", index_html=PAGE, x_js="1", build_json="2")
    found = compare(one, other)
    assert (found.differs, found.summary(), found.pages, found.others) == (False, "the same bytes", 1, 1)


def test_other_markup_with_the_same_text_is_no_difference(tmp_path: Path) -> None:
    """Attributes, spaces and elements may change; it is counted."""
    other = PAGE.replace("<b>two</b>", '\n <i class="x">two</i>')
    found = compare(folder(tmp_path / "a", index_html=PAGE), folder(tmp_path / "b", index_html=other))
    assert not found.differs
    assert found.summary() == "the same text, 1 with other markup"


def test_another_word_is_told_with_its_page(tmp_path: Path) -> None:
    """Also one that is only added at the end, and one of the title."""
    one = folder(tmp_path / "a", a_html=PAGE, b_html=PAGE, c_html=PAGE)
    other = folder(
        tmp_path / "b",
        a_html=PAGE.replace("two", "three"),
        b_html=PAGE + "more",
        c_html=PAGE.replace("T<", "U<"),
    )
    found = compare(one, other)
    assert [line.split(":")[0] for line in found.told()] == ["a.html", "b.html", "c.html"]
    assert "a.html: says “three” for “two”" in set(found.told())


def test_files_that_one_lacks_and_other_bytes_are_told(tmp_path: Path) -> None:
    """Of what is no page, every byte counts."""
    found = compare(folder(tmp_path / "a", a_js="1", b_js="1"), folder(tmp_path / "b", a_js="2", c_js="1"))
    assert found.differs
    assert sorted(found.told()) == [
        "a.js: has other bytes",
        "b.js: not built again",
        "c.js: was not there before",
    ]
