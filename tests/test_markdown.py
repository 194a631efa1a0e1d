"""What the Markdown reader finds, where, and what it passes over."""

import re
from pathlib import Path

from markdown import Markdown
from moved import project

from guide.diagnostics import Place
from guide.extension import GuideExtension
from guide.markdown import Document


def document(text: str) -> Document:
    return Document("page.md", text, first_line=4)


def test_a_heading_knows_its_level_words_id_and_place() -> None:
    """A heading is found with the id written beside it, on the line of the file."""
    (heading,) = document("\n## 先打電話 { #call-first }\n").headings
    assert (heading.level, heading.text, heading.id) == (2, "先打電話", "call-first")
    assert heading.place == Place("page.md", 5, 1)


def test_columns_count_characters() -> None:
    """A column is a number of characters, not of bytes."""
    (reference,) = document("先付[押金][risk:deposit]。").references
    assert reference.place == Place("page.md", 4, 8)


def test_code_and_comments_are_passed_over() -> None:
    """Nothing is found in code spans, fences and comments."""
    text = "`[a][risk:b]`\n\n```\n## 無\n[a](b.md)\n```\n\n<!-- [a][risk:b] -->\n\n~~~\n# 無\n~~~\n"
    found = document(text)
    assert (found.headings, found.references, found.links) == ((), (), ())


def test_text_after_a_fence_is_seen_again() -> None:
    """A closed fence ends."""
    assert document("```\ncode\n```\n\n[a][risk:b]\n").references[0].label == "risk:b"


def test_an_empty_text_is_a_reference_too() -> None:
    """`[][law:x/1]` is a reference without words of its own."""
    assert [r.text for r in document("（[][law:civil-code/188]）").references] == [""]


def test_link_targets_may_hold_parentheses_and_titles() -> None:
    """The target of an inline link ends where Markdown ends it."""
    links = document('[a](/x_(y).md "z") ![b](/c.svg)').links
    assert [(link.target, link.image) for link in links] == [("/x_(y).md", False), ("/c.svg", True)]


def test_brackets_in_the_text_do_not_hide_a_link() -> None:
    """Statute numbers in brackets are part of a link's text."""
    (reference,) = document("[銀發〔2003〕251號 [附件]][law:pboc/3]").references
    assert reference.label == "law:pboc/3"


def test_anchors_of_headings_blocks_and_html_are_found() -> None:
    """Every id that is written is an anchor."""
    text = "## 甲 { #one }\n\n一段。\n{: #two .x }\n\n<span id=\"three\"></span> <a name='four'></a>\n"
    assert [id for id, _ in document(text).anchors] == ["one", "two", "three", "four"]


def test_includes_are_found_in_code_too() -> None:
    """markdown-include expands inside fences, so an include there counts."""
    assert [i.path for i in document("```\n{!zh-Hant/a.md!}\n```\n").includes] == ["zh-Hant/a.md"]


def test_the_empty_corner_of_a_table_is_no_heading(tmp_path: Path) -> None:
    """The first cell of a comparison heads nothing; the others do, and name the cells below them."""
    text = "| | a |\n|---|---|\n| b | c |"
    html = Markdown(extensions=["tables", GuideExtension(project(tmp_path))]).convert(text)
    assert html.count("<td></td>") == 1
    assert re.findall("<th>(.*?)</th>", html) == ["a"]
    assert '<td data-label="a">c</td>' in html
