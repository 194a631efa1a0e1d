"""Deriving Simplified Chinese, and marking Chinese in English pages."""

from guide.make.simplified import derive
from guide.script import mark_chinese, simplified, simplify_html

ROOT = "https://guide.example/"


def test_statute_words_convert_to_the_statutes_own() -> None:
    """Legal terms come out as the statute prints them."""
    traditional = "失信被執行人、終結本次執行程序、徵信、賬戶、強制執行、訴訟時效、債權轉讓"
    assert (
        simplified(traditional) == "失信被执行人、终结本次执行程序、征信、账户、强制执行、诉讼时效、债权转让"
    )


def test_quotation_marks_become_mainland_ones() -> None:
    """Corner brackets become curly quotation marks."""
    assert simplified("「拒不履行『判決』」") == "“拒不履行‘判决’”"


def test_attributes_titles_and_data_are_converted() -> None:
    """Conversion is of the whole document: nothing Traditional is left over."""
    html = '<title>債</title><img alt="債" src="a.svg"><script type="application/json">{"a":"債"}</script>'
    assert "債" not in simplify_html(html)


def test_what_must_not_be_translated_stays() -> None:
    """translate="no" keeps its text, nested elements included, and what follows is converted."""
    html = '<a translate="no" lang="zh-Hant"><b>繁體</b>中文</a>債'
    assert simplify_html(html) == '<a translate="no" lang="zh-Hant"><b>繁體</b>中文</a>债'


def test_chinese_in_english_is_simplified_and_marked() -> None:
    """A Chinese term in an English page is what the reader's letter says, and says its language."""
    assert mark_chinese("<p>list (失信被執行人名單)</p>") == (
        '<p>list (<span lang="zh-Hans">失信被执行人名单</span>)</p>'
    )


def test_chinese_is_not_marked_twice() -> None:
    """Chinese that says its language already gets no second mark."""
    assert mark_chinese('<p lang="zh-Hans">债</p>') == '<p lang="zh-Hans">债</p>'


def test_chinese_in_attributes_and_titles_is_only_converted() -> None:
    """No markup is put where none may stand."""
    assert mark_chinese('<title>債</title><img alt="債">') == '<title>债</title><img alt="债">'


def test_links_of_a_derived_page_stay_in_its_language() -> None:
    """Relative links lead to the Simplified pages, assets stay shared, anchors are kept."""
    html = '<html lang="zh-Hant"><a href="../../stages/early/#cost">早</a><img src="../../assets/a.svg">'
    assert derive(html, "risks/overdue/index.html", ROOT) == (
        '<html lang="zh-Hans"><a href="../../stages/early/#cost">早</a><img src="../../../assets/a.svg">'
    )


def test_the_language_switch_of_a_derived_page_leads_to_the_others() -> None:
    """Links that name their language lead where they led, and the current one is marked."""
    html = (
        '<a href="./" hreflang="zh-Hant" aria-current="true">繁</a>'
        '<a href="../../en/risks/overdue/" hreflang="en">EN</a>'
        '<a href="../../zh-Hans/risks/overdue/" hreflang="zh-Hans">简</a>'
    )
    assert derive(html, "risks/overdue/index.html", ROOT) == (
        '<a href="../../../risks/overdue/" hreflang="zh-Hant">繁</a>'
        '<a href="../../../en/risks/overdue/" hreflang="en">EN</a>'
        '<a href="./" hreflang="zh-Hans" aria-current="true">简</a>'
    )


def test_the_canonical_address_of_a_derived_page_is_its_own() -> None:
    """canonical names the Simplified page; the alternates are the same on every page."""
    html = (
        '<link rel="canonical" href="https://guide.example/risks/overdue/">'
        '<link rel="alternate" hreflang="zh-Hant" href="https://guide.example/risks/overdue/">'
    )
    assert derive(html, "risks/overdue/index.html", ROOT) == (
        '<link rel="canonical" href="https://guide.example/zh-Hans/risks/overdue/">'
        '<link rel="alternate" hreflang="zh-Hant" href="https://guide.example/risks/overdue/">'
    )


def test_addresses_from_the_root_are_moved_too() -> None:
    """The 404 page is served anywhere, so its links start at the root; below a sub-path as well."""
    html = '<a href="/guide/stages/early/">早</a><link href="/guide/assets/guide.css">'
    assert derive(html, "404.html", "https://example.org/guide/") == (
        '<a href="/guide/zh-Hans/stages/early/">早</a><link href="/guide/assets/guide.css">'
    )
