"""The search engine of the page, run in an embedded JavaScript engine on a small site made here."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import quickjs
import yaml

from guide.content import LANGUAGES, Site, load_site
from guide.make.scripts import joined
from guide.make.search import FOLDER, read_call, search_files, write_search
from guide.search.bodies import QUESTIONS, bucket, postings, shards
from guide.search.characters import Folding, stem, tokens
from guide.search.texts import Section, Text, sections_of
from search import ASSETS, Engine, main

ROOT = Path(__file__).resolve().parents[1]
DATA = ("search", "dates", "synonyms", "stages")

# key: (kind, stages, group, title, short answer, aliases, title in English, short answer in English)
PAGES: dict[str, tuple[str, str, str, str, str, str, str, str]] = {
    "topics/credit-record-when": (
        "topic", "early", "credit", "逾期一天會上徵信嗎？", "可能會：要看合同有沒有寬限期。越早還清越好。",
        "花呗逾期几天上征信, does one late day show", "Does one late day show?", "It may. Pay early.",
    ),
    "topics/calls-to-family": (
        "topic", "early, mid", "people", "催收可以打電話給我家人嗎？", "聯繫不上你時才可以。",
        "催收给我爸妈打电话, collector called my parents", "May they call my family?", "Only if they cannot reach you.",
    ),
    "topics/being-sued": (
        "topic", "late", "court", "網貸被起訴了，怎麼辦？", "不要不理：15日內交答辯狀。",
        "收到法院传票, 银行把我告了, sued by the bank", "I am being sued", "Answer within 15 days.",
    ),
    "topics/suicidal-thoughts": (
        "topic", "early, mid, late", "help", "撐不下去的時候", "現在就撥12356。", "不想活了", "You are not alone",
        "Call 12356.",
    ),
    "letters/instalments": (
        "letter", "mid", "", "申請分期還款的信", "寫明每月能還多少。", "分期申请书模板, instalment letter",
        "Letter asking for instalments", "Say what you can pay.",
    ),
    "risks/judgment-debtor-list": (
        "risk", "late", "", "失信被執行人", "被法院列入名單的人。", "老赖, laolai list", "Dishonest judgment debtor",
        "A person on the list.",
    ),
    "stages/early": (
        "stage", "early", "", "逾期第1天至第7天", "今天就聯繫貸款人。", "刚逾期怎么办, just missed a payment",
        "Day 1–7 overdue", "Contact the lender today.",
    ),
    "tools/deadlines": (
        "tool", "late", "", "期限計算器", "填收到的日子，算出最後一天。", "算答辩期限, deadline calculator",
        "Deadline calculator", "Fill in the day; it tells the last day.",
    ),
}  # fmt: skip


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with the project's own words, and its index."""
    root = tmp_path_factory.mktemp("site")
    for name in DATA:
        _write(root / f"docs/_data/{name}.yml", (ROOT / f"docs/_data/{name}.yml").read_text("utf-8"))
    for key, (kind, stages, group, title, answer, aliases, english, says) in PAGES.items():
        facts = {"kind": kind, "stages": stages.split(", "), "group": group, "aliases": aliases.split(", ")}
        for language, front in {
            "zh-Hant": {"title": title, "description": answer, **facts},
            "en": {"title": english, "description": says},
        }.items():
            _write(root / f"docs/{language}/{key}.md", f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n")
            folder = "" if language == "zh-Hant" else f"{language}/"
            body = "房屋租賃押金另案處理" if language == "zh-Hant" else "The tenancy deposit is another case."
            html = f'<main><div class="text"><h2 id="deposit">其他</h2><p>{body}</p></div></main>'
            if key == "topics/being-sued":
                _write(root / f"site/{folder}{key}/index.html", html)
            else:
                _write(root / f"site/{folder}{key}/index.html", '<main><div class="text"></div></main>')
    write_search(_site(root), root / "site")
    return root / "site"


def _site(root: Path) -> Site:
    return load_site(root, date(2026, 11, 23))


@pytest.fixture(scope="module")
def engines(built: Path) -> dict[str, Engine]:
    return {language: Engine(built, language) for language in LANGUAGES}


def first(found: dict[str, Any]) -> str:
    return str(found["results"][0]["key"])


@pytest.mark.parametrize(
    ("query", "language", "key"),
    [
        ("花呗晚还一天会影响信用吗", "zh-Hans", "topics/credit-record-when"),
        ("花唄遲還一天會影響聯徵嗎", "zh-Hant", "topics/credit-record-when"),
        ("花呗晚还一天会影响信用吗", "zh-Hant", "topics/credit-record-when"),
        ("cuishou da dianhua gei jiaren", "zh-Hans", "topics/calls-to-family"),
        ("the collector rang my mother", "en", "topics/calls-to-family"),
        ("the collector rang my mother", "zh-Hans", "topics/calls-to-family"),
        ("催收给我爸妈打电话", "en", "topics/calls-to-family"),
        ("分期申请书怎么写", "zh-Hans", "letters/instalments"),
        ("失信被执行人是什么意思", "zh-Hans", "risks/judgment-debtor-list"),
        ("sxbzxr", "zh-Hans", "risks/judgment-debtor-list"),
        ("银行把我告了又打给我爸妈", "zh-Hans", "topics/being-sued"),
        ("租赁押金", "zh-Hant", "topics/being-sued"),
        ("tenancy deposit", "en", "topics/being-sued"),
    ],
)
def test_a_question_finds_its_page(engines: dict[str, Engine], query: str, language: str, key: str) -> None:
    """A question in any script, in the reader's own words, has its page first."""
    assert first(engines[language].search(query)) == key


@pytest.mark.parametrize(
    "query",
    [
        "想死", "不想活了", "活著沒意思", "撑不下去了", "自殺", "我要自杀", "zisha", "bu xiang huo le", "buxianghuo",
        "I want to end it", "kill myself", "what happens when someone dies", "can’t go on", "ｚｉｓｈａ", "想　死", "想 死",
    ],
)  # fmt: skip
def test_despair_comes_first(engines: dict[str, Engine], query: str) -> None:
    """Words of despair put the page for a person in danger first, in each language, and in suggestions."""
    for engine in engines.values():
        found = engine.search(query)
        assert found["crisis"]
        assert first(found) == "topics/suicidal-thoughts"
        assert engine.suggest(query)[0]["key"] == "topics/suicidal-thoughts"


@pytest.mark.parametrize(
    "query",
    [
        "kil myself", "kill myslef", "sucide", "죽고 싶어요", "хочу умереть", "Quiero morir", "muốn chết",
        "tự tử", "ölmek istiyorum", "อยากตาย",
    ],
)  # fmt: skip
def test_despair_is_heard_in_other_languages_and_misspelt(engines: dict[str, Engine], query: str) -> None:
    """Other languages and scripts, and slips of the finger, are no reason to miss it."""
    assert all(first(engine.search(query)) == "topics/suicidal-thoughts" for engine in engines.values())


@pytest.mark.parametrize("query", ["催收打死也不走", "爸爸死了要还债吗"])
def test_a_sign_of_despair_moves_no_page(engines: dict[str, Engine], query: str) -> None:
    """What may be despair brings the panel; the pages keep their order."""
    found = engines["zh-Hans"].search(query)
    assert found["crisis"]
    assert not found["despair"]


@pytest.mark.parametrize("query", ["spend it all", "I tried to send it", "相似的案子", "征信"])
def test_other_words_are_no_crisis(engines: dict[str, Engine], query: str) -> None:
    """A phrase in Latin letters is made of whole words."""
    assert not any(engine.search(query)["crisis"] for engine in engines.values())


@pytest.mark.parametrize(
    ("query", "language", "corrected"),
    [
        ("余期一天上征信吗", "zh-Hans", "逾期一天上征信吗"),
        ("余期一天上征信吗", "zh-Hant", "逾期一天上徵信嗎"),
        ("催首打电话", "zh-Hans", "催收打电话"),
        ("yuqi yitian", "zh-Hans", "逾期一天"),
        ("逾期一天", "zh-Hans", None),
    ],
)
def test_did_you_mean(engines: dict[str, Engine], query: str, language: str, corrected: str | None) -> None:
    """Homophones and pinyin are put right, in the script of the page."""
    assert engines[language].search(query)["corrected"] == corrected


def _stages() -> list[tuple[str, str, str | None]]:
    """Language, query, stage."""
    written = yaml.safe_load((ROOT / "tests" / "search" / "stages.yml").read_text("utf-8"))
    sides = [("zh-Hans", "zh"), ("zh-Hant", "zh"), ("en", "en")]
    return [
        (language, str(query), stage) for language, side in sides
        for stage, queries in written[side].items() for query in queries
    ]  # fmt: skip


def test_the_stage_is_read(built: Path) -> None:
    """Days, dates and words tell the stage; an amount, a limit, a frequency or a plan does not."""
    engines = {language: Engine(built, language, date(2026, 11, 23)) for language in LANGUAGES}
    wrong = {
        (language, query): (engines[language].search(query)["stage"], stage)
        for language, query, stage in _stages()
        if engines[language].search(query)["stage"] != stage
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("query", "today", "stage"),
    [
        ("5月3号到期没还", date(2026, 5, 4), "early"), ("5月3号到期没还", date(2026, 5, 20), "mid"),
        ("5月3号到期没还", date(2026, 5, 2), "late"), ("5月3号到期", date(2026, 5, 2), "early"),
        ("12月30日逾期的", date(2027, 1, 2), "early"), ("上个月31号到期没还", date(2026, 11, 2), "early"),
        ("2月29号到期没还", date(2028, 3, 1), "early"), ("2月30号到期没还", date(2026, 3, 5), None),
        ("逾期三天收到法院传票", date(2026, 5, 4), "late"),
    ],
)  # fmt: skip
def test_a_date_is_read_against_today(built: Path, query: str, today: date, stage: str | None) -> None:
    """A day without a year is the last one that was; one to come is early, unless money is owed since."""
    assert Engine(built, "zh-Hans", today).search(query)["stage"] == stage


def test_kinds_of_pages(engines: dict[str, Engine]) -> None:
    """Topics and stages are guides, also under their old name; tools are found as the others are."""
    for engine in engines.values():
        found = engine.search("逾期 期限 deadline overdue", limit=99)
        kinds = [hit["kind"] for hit in found["results"]]
        assert found["facets"]["kind"] == {kind: kinds.count(kind) for kind in kinds}
        assert found["facets"]["kind"]["guide"] >= 1
        guides = engine.search("逾期 期限 deadline overdue", kind="guide")["results"]
        assert guides == engine.search("逾期 期限 deadline overdue", kind="topic")["results"]
        assert {hit["kind"] for hit in guides} == {"guide"}
        tools = engine.search("deadline calculator 算答辩期限", kind="tool", stage="late")["results"]
        assert [hit["key"] for hit in tools] == ["tools/deadlines"]


def test_mainland_law_only(engines: dict[str, Engine]) -> None:
    """A legal word of Taiwan or Hong Kong is noticed in either script."""
    for query in ("收到支付命令", "支付命令", "聯徵", "IVA", "联征中心"):
        assert engines["zh-Hant"].search(query)["elsewhere"], query
    assert not engines["zh-Hant"].search("徵信")["elsewhere"]


def test_a_filter_leaves_the_other_counts(engines: dict[str, Engine]) -> None:
    """A stage filters when chosen; its own counts stay as they were without it."""
    engine = engines["zh-Hans"]
    free, late = engine.search("逾期"), engine.search("逾期", stage="late")
    assert late["facets"]["stage"] == free["facets"]["stage"]
    assert all("late" in hit["stages"] for hit in late["results"])
    assert engine.search("分期", kind="letter", limit=1)["results"][0]["kind"] == "letter"


def test_the_words_are_marked_in_the_script_of_the_page(engines: dict[str, Engine]) -> None:
    """Typed in one script, marked in the other; the pieces make the whole short answer."""
    hit = engines["zh-Hant"].search("宽限期")["results"][0]
    assert {"text": "寬限期", "mark": True} in hit["excerpt"]
    assert "".join(piece["text"] for piece in hit["excerpt"]) == PAGES[hit["key"]][4]


def test_a_section_is_linked(engines: dict[str, Engine]) -> None:
    """When one section says what was asked, the link leads to it."""
    hit = engines["zh-Hans"].search("租赁押金")["results"][0]
    assert hit["section"] == {"id": "deposit", "title": "其他"}
    assert hit["url"] == "zh-Hans/topics/being-sued/#deposit"


def test_nothing_fits(engines: dict[str, Engine]) -> None:
    """What no page says is called weak."""
    assert engines["zh-Hans"].search("红烧肉菜谱")["weak"]
    assert not engines["zh-Hans"].search("逾期上征信")["weak"]


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "<script>alert(1)</script>", "逾" * 10_000, "a" * 10_000, "\ud800", "x\udfff逾期", "😀😀", "(.*)+[", "\\",
        "$&", "__proto__", "constructor toString", "#0 #1", "\u0000", "%E0", "'\"`", "\u202e逾期", "1" * 400, "0",
    ],
)  # fmt: skip
def test_hostile_queries(engines: dict[str, Engine], query: str) -> None:
    """Whatever is typed, the engine answers, and quotes no more than its own texts."""
    for engine in engines.values():
        found = engine.search(query)
        engine.suggest(query)
        assert len(found["query"]) <= 160
        assert not any("<" in piece["text"] for hit in found["results"] for piece in hit["excerpt"])


def test_same_input_same_bytes(built: Path) -> None:
    """The index has no date, no order of chance; what is written is what was made."""
    files = search_files(_site(built.parent), built)
    assert files == search_files(_site(built.parent), built)
    on_disk = {
        f.relative_to(built / FOLDER).as_posix(): f.read_text("utf-8") for f in (built / FOLDER).rglob("*.js")
    }
    assert files == on_disk
    assert all(read_call(text)["name"] == path for path, text in files.items())


def test_the_stemmer_is_porters() -> None:
    """The stemmer of the page gives what Snowball's gives, on every English word of the site."""
    context = quickjs.Context()
    context.eval(joined(ASSETS / "search" / "stemmer.js"))
    words = {word for file in sorted((ROOT / "docs" / "en").rglob("*.md")) for word in _words(file)}
    stemmed = json.loads(context.eval(f"JSON.stringify({json.dumps(sorted(words))}.map(stem))"))
    assert stemmed == [stem(word) for word in sorted(words)]


def _words(file: Path) -> list[str]:
    return [token for token in file.read_text("utf-8").lower().split() if token.isascii() and token.isalpha()]


def test_both_scripts_are_one() -> None:
    """Traditional, Simplified and regional characters fold to one."""
    fold = Folding(["著着", "帐账"])
    assert fold("徵信帳戶著ＡＢé") == "征信账户着abe"
    assert list(tokens("征信a1 calls 的")) == ["征信", "a1", "call"]


def test_shards_hold_every_token() -> None:
    """A large site is cut into shards, each token in the one where the page looks for it."""
    texts = [
        Text(
            f"topics/{i}",
            "",
            "topic",
            (),
            "",
            "",
            "",
            (),
            (),
            (Section("", "", f"word{i} 逾期押{chr(0x4E00 + i)}押"),),
        )
        for i in range(3000)
    ]
    parts = shards(
        postings(texts, 3000, Folding([]), frozenset(), {}) | {f"{i}x" * 40: [i] for i in range(3000)}
    )
    assert len(parts) > 1
    assert all(bucket(token, len(parts)) == i for i, part in enumerate(parts) for token in part)


def test_collected_questions_are_searched_but_not_shown() -> None:
    """A question that editors collected leads to its page, and never is an alias, section or excerpt."""
    question = Text(
        "topics/a", "", "topic", (), "", "甲", "", (), ("村裏人都收到我欠錢的短信",), (Section("", "", "乙"),)
    )
    found = postings([question], 1, Folding([]), frozenset(), {})
    assert found["村里"] == [QUESTIONS * 4 + 1]
    assert not any("村" in alias for alias in question.aliases)


def test_sections_of_a_page() -> None:
    """A section is a heading with an id and the text up to the next; sources are not read."""
    html = '<main><div class="text">開頭<h2 id="a">一</h2><p>甲</p><h3 id="b">二</h3>乙<h2 id="sources">源</h2>丙</div></main>'
    assert sections_of(html) == [Section("", "", "開頭"), Section("a", "一", "甲"), Section("b", "二", "乙")]


def test_the_command_line(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """python scripts/search.py prints the pages in order, or all of the answer as JSON."""
    assert main(["逾期一天上征信", "--lang", "zh-Hans", "--site", str(built)]) == 0
    assert "zh-Hans/topics/credit-record-when/" in capsys.readouterr().out
    assert main(["court", "--lang", "en", "--json", "--stage", "late", "--site", str(built)]) == 0
    assert json.loads(capsys.readouterr().out)["stage"] == "late"
    assert main(["x", "--site", str(built / "none")]) == 2
