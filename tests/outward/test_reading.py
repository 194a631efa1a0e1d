"""Which pages say that they are none, and what is read of a body."""

import gzip
import time
import zlib

import pytest

from guide.outward.reading import Reading, decoded, inflate


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404",
        "404 - Page Not Found | Example",
        "Page not found · Example",
        "Not Found",
        "404错误页面",
        "404-页面不存在",
        "404 | 国家金融监督管理总局",
        "页面没有找到 - 中国法院网",
        "您访问的页面不存在",
        "抱歉，您访问的页面不存在",
        "对不起，您要访问的页面不存在或已被删除！",
        "该文章已被删除 - 某某网",
        "找不到页面",
        "頁面不存在",
        "Error 404 (Not Found)!!1",
        "This page does not exist",
        "Sorry, this page isn't available",
        "HTTP 404",
    ],
)
def test_titles_that_say_there_is_no_page(title: str) -> None:
    """In English and Chinese, with the site's name before or behind, or as the first heading."""
    assert Reading(f"<title>{title}</title><p>x").says_not_found, title
    assert Reading(f"<title>某某网</title><h1>{title}</h1>").says_not_found, title


@pytest.mark.parametrize(
    "title",
    [
        "",
        "利率",
        "404号公告 - 最高人民法院",
        "404 Main Street: a case not found in any book",
        "Not found guilty: a case",
        "What to do when your file is not found in court",
        "失联人员找不到怎么办",
        "被告找不到，法院怎么送达",
        "债务不存在",
        "法释〔2020〕404号",
        "Error in a credit report",
        "文件",
        "信息",
        "民法典第404条",
        "Lost and found",
    ],
)
def test_titles_that_only_have_the_words(title: str) -> None:
    """A page about what cannot be found is a page."""
    assert not Reading(f"<title>{title}</title><h1>{title}</h1>").says_not_found, title


def test_a_title_of_any_length_is_read_at_once() -> None:
    """Words repeated ten thousand times take no longer than a second."""
    began = time.monotonic()
    for words in ("the ", "404 error ", "sorry ", "您要访问的", "页面 - ", "!! ", "not found "):
        Reading(f"<title>{words * 10_000}x</title>").says_not_found  # noqa: B018
    assert time.monotonic() - began < 1


def test_a_body_is_unpacked_to_the_limit_and_no_further() -> None:
    """gzip, both kinds of deflate and none; what is damaged or unknown is read as nothing known."""
    text = b"words " * 100
    raw = zlib.compressobj(wbits=-15)
    assert inflate(text, "", 10_000) == (text, True)
    assert inflate(text, "", 10) == (text[:10], False)
    assert inflate(gzip.compress(text), "gzip", 10_000) == (text, True)
    assert inflate(zlib.compress(text), "deflate", 10_000) == (text, True)
    assert inflate(raw.compress(text) + raw.flush(), "deflate", 10_000) == (text, True)
    assert inflate(gzip.compress(text), "gzip", 10) == (text[:10], False)
    assert inflate(gzip.compress(text)[:30], "gzip", 10_000)[1] is False
    assert inflate(text, "br", 10_000) == (b"", False)
    assert inflate(b"", "gzip", 10_000) == (b"", False)


def test_a_page_is_decoded_as_it_says() -> None:
    """The header first, then the page, then UTF-8; nothing that is declared ends the reading."""
    text = "页面"
    assert decoded(text.encode("gb18030"), "gb2312") == text
    assert decoded(b"<meta charset=gbk>" + text.encode("gb18030"), None).endswith(text)
    assert decoded(text.encode(), None) == text
    for name in ("no-such", "rot13", "hex", "idna", "undefined"):
        assert decoded(text.encode(), name) == text, name


def test_a_page_that_sends_the_reader_on_is_seen() -> None:
    """meta refresh at once, in any spelling; not after a while, nor for readers without scripts only."""

    def target(content: str, before: str = "") -> str:
        return Reading(f'{before}<meta http-equiv="Refresh" content="{content}">').sent_on_to

    assert target("0;url=/a") == target("0; URL='/a'") == target("3,/a") == target(" 0.5 ; url = /a") == "/a"
    assert target("30;url=/a") == target("0") == target("") == target("99999999999;url=/a") == ""
    assert target("0;url=/a", "<body><noscript>") == ""
