"""Our own sources, broken in the ways in which people break them: a rule finds each, where it is."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from guide.live import Watch

ROOT = Path(__file__).resolve().parents[1]
# The last day on which a source was read: what was read later would lie in the future.
TODAY = max(
    date.fromisoformat(day)
    for file in (ROOT / "docs/_data/sources").glob("*.yml")
    for day in re.findall(r"^ *read: '?(\d{4}-\d\d-\d\d)", file.read_text("utf-8"), re.M)
)
ZH, EN = "docs/zh-Hant/", "docs/en/"
TOPIC, RISK, LETTER = "topics/call-hours.md", "risks/grace-period.md", "letters/instalments.md"
LAW = "docs/_data/sources/civil-code.yml"

Break = Callable[[bytes], bytes]


def sub(pattern: str, new: str, count: int = 1) -> Break:
    """Replace the first match; a pattern that matches nothing would prove nothing."""

    def change(data: bytes) -> bytes:
        text, found = re.subn(pattern, new, data.decode(), count=count, flags=re.M)
        assert found, pattern
        return text.encode()

    return change


def append(text: str) -> Break:
    return lambda data: data + text.encode()


def put(data: bytes) -> Break:
    return lambda _: data


def paragraph(text: str) -> Break:
    """A paragraph after the first heading."""
    return sub(r"^(## .*)$", rf"\1\n\n{text}")


# What was done to which file, and the rule that says so.
WAYS: list[tuple[str, str, Break, str]] = [
    ("wrong law", ZH + TOPIC, sub(r"\[law:[a-z]", "[law:zz"), "unknown-reference"),
    ("article that does not exist", ZH + TOPIC, sub(r"(\[law:[a-z0-9-]+)/[a-z0-9-]+", r"\1/99999"), "unknown-reference"),
    ("another article in one language", EN + RISK, sub(r"\[law:[^\]]+\]", "[law:civil-code/188]"), "reference-mismatch"),
    ("a citation lost in one language", EN + RISK, sub(r" ?\(\[\]\[law:[^\]]+\]\)", ""), "reference-mismatch"),
    ("words of a citation that name another article", "snippets/zh-Hant/letters/extension.md", sub(r"第\d+條(?=\]\[law:)", "第1條"), "citation-mismatch"),
    ("heading id changed in one language", EN + TOPIC, sub(r"\{ #[a-z-]+ \}", "{ #another-id }"), "heading-mismatch"),
    ("heading id changed in both, linked from elsewhere", ZH + "stages/early.md", sub(r"\{ #call-first \}", "{ #cal-first }"), "broken-anchor"),
    ("list item dropped", EN + TOPIC, sub(r"^- .*\n", ""), "structure-mismatch"),
    ("table row dropped", EN + "about/timeline.md", sub(r"^\| [A-Z].*\n(?=\| [A-Z])", ""), "structure-mismatch"),
    ("paragraph dropped", ZH + "index.md", sub(r"^[^#\n{<|\[a-z-][^\n]{15,}。\n", ""), "structure-mismatch"),
    ("emphasis lost", EN + "about/myths.md", sub(r"\*\*(.+?)\*\*", r"\1"), "structure-mismatch"),
    ("amount changed", EN + TOPIC, sub(r"\b22:00|\b10 p\.m\.|\b22\b", "23:00"), "number-mismatch"),
    ("days instead of working days", EN + "topics/leaving-the-list.md", sub(r"working days", "days", count=0), "unit-mismatch"),
    ("title not translated", EN + TOPIC, sub("^title: .*", "title: 半夜打電話催收"), "untranslated-text"),
    ("kind of another folder", ZH + TOPIC, sub("^kind: .*", "kind: letter"), "wrong-value"),
    ("cell of a table lost", ZH + "about/timeline.md", sub(r"^(\| 逾期.*)\|[^|]*\|$", r"\1|"), "uneven-table"),
    ("listing in capitals", ZH + "topics/index.md", sub(r"\{\{ topics in calls", "{{ Topics in calls"), "unknown-listing"),
    ("a letter of another alphabet", EN + TOPIC, paragraph("\u0421all first."), "odd-character"),
    ("YAML with another ending", "docs/_data/more.yaml", put(b"a: 1\n"), "odd-file-name"),
    ("a folder of pages in the derived language", "docs/zh-Hans/index.md", put(b"x\n"), "odd-file-name"),
    ("paragraph pasted twice", EN + TOPIC, sub(r"^(- [^\n\[]{40,}\n)", r"\1\1"), "repeated-text"),
    ("telephone number changed", EN + "about/hotlines.md", sub("12378", "12387"), "number-mismatch"),
    ("number in a description changed", ZH + "stages/early.md", sub(r"^title: .*$", "title: 逾期第1天至第9天"), "number-mismatch"),
    ("placeholder misspelt", "snippets/zh-Hant/letters/instalments.md", sub("【姓名】", "【姓明】"), "placeholder-mismatch"),
    ("placeholder lost in one language", "snippets/en/letters/instalments.md", sub(r"【[^】]+】", "it"), "placeholder-mismatch"),
    ("bracket of a placeholder not closed", "snippets/zh-Hant/letters/instalments.md", sub("】", ""), "unclosed-markup"),
    ("include of a missing file", ZH + LETTER, sub(r"\{!zh-Hant/letters/\w+", "{!zh-Hant/letters/none"), "missing-snippet"),
    ("include of the other language", ZH + LETTER, sub(r"\{!zh-Hant", "{!en"), "foreign-snippet"),
    ("snippet that includes itself", "snippets/zh-Hant/letters/extension.md", append("\n{!zh-Hant/letters/extension.md!}\n"), "recursive-snippet"),
    ("id not closed", ZH + TOPIC, sub(r" \}$", ""), "unclosed-markup"),
    ("id not opened", ZH + TOPIC, sub(r"\{ #", "#"), "unclosed-markup"),
    ("id missing", EN + TOPIC, sub(r" \{ #[a-z-]+ \}$", ""), "heading-without-id"),
    ("id in Chinese", ZH + TOPIC, sub(r"\{ #[a-z-]+ \}", "{ #電話 }"), "heading-without-id"),
    ("heading without a space", ZH + TOPIC, sub(r"^## ", "##"), "unclosed-markup"),
    ("heading of level 1", ZH + TOPIC, sub(r"^## ", "# "), "skipped-heading-level"),
    ("level skipped", ZH + TOPIC, sub(r"^## (?=.*\n)", "#### "), "skipped-heading-level"),
    ("section emptied", ZH + TOPIC, sub(r"^(## .*\n)(?:(?!## ).*\n)*", r"\1\n"), "empty-section"),
    ("front matter without end", ZH + TOPIC, sub(r"^---\n(?=\n|#)", ""), "unreadable-file"),
    ("no front matter", ZH + TOPIC, sub(r"\A---\n", ""), "missing-key"),
    ("tab in front matter", ZH + TOPIC, sub(r"^kind: ", "kind:\n\t"), "unreadable-file"),
    ("colon in a title", ZH + TOPIC, sub(r"^title: .*$", "title: 逾期: 第一天"), "unreadable-file"),
    ("key given twice", ZH + TOPIC, sub(r"^(kind: .*)$", r"\1\n\1"), "unreadable-file"),
    ("key misspelt", ZH + TOPIC, sub("^review_by:", "reveiw_by:"), "unknown-key"),
    ("key left out", ZH + TOPIC, sub("^group: .*\n", ""), "missing-key"),
    ("kind left out", ZH + TOPIC, sub("^kind: .*\n", ""), "missing-key"),
    ("unknown kind", ZH + TOPIC, sub("^kind: .*", "kind: topik"), "wrong-value"),
    ("unknown group", ZH + TOPIC, sub("^group: .*", "group: cals"), "wrong-value"),
    ("unknown stage", ZH + TOPIC, sub(r"^stages: \[", "stages: [erly, "), "unknown-stage"),
    ("stages as text", ZH + TOPIC, sub(r"^stages: .*", "stages: early"), "wrong-value"),
    ("review_by no date", ZH + TOPIC, sub("^review_by: .*", "review_by: next spring"), "wrong-value"),
    ("review_by on 30 February", ZH + TOPIC, sub("^review_by: .*", "review_by: 2027-02-30"), "wrong-value"),
    ("title empty", ZH + TOPIC, sub("^title: .*", "title:"), "wrong-value"),
    ("alias given twice", ZH + TOPIC, sub(r"^aliases: \[([^,\]]+)", r"aliases: [\1, \1"), "repeated-value"),
    ("fact in a translation", EN + TOPIC, sub("^title:", "stages: [late]\ntitle:"), "fact-in-translation"),
    ("stamp of the wrong length", EN + TOPIC, sub('^translated_from: "[0-9a-f]', 'translated_from: "'), "wrong-value"),
    ("stamp missing", EN + TOPIC, sub("^translated_from: .*\n", ""), "stale-translation"),
    ("source changed after translation", ZH + TOPIC, paragraph("新的一段話。"), "stale-translation"),
    ("translation without a source", EN + "topics/no-such-page.md", put(b"---\ntitle: None\n---\n\nText.\n"), "untranslated-page"),
    ("page without a translation", ZH + "topics/no-such-page.md", put("---\ntitle: 無\n---\n\n一段話。\n".encode()), "untranslated-page"),
    ("name with capitals", ZH + "topics/NoSuch.md", put("---\ntitle: 無\n---\n\n一段話。\n".encode()), "odd-file-name"),
    ("name with a space", EN + "topics/no such.md", put(b"---\ntitle: No\n---\n\nText.\n"), "odd-file-name"),
    ("name in Chinese", ZH + "topics/電話.md", put("---\ntitle: 無\n---\n\n一段話。\n".encode()), "odd-file-name"),
    ("a file that is no page", ZH + "topics/notes.docx", put(b"PK"), "odd-file-name"),
    ("paragraph not translated", EN + TOPIC, paragraph("這一段話忘了翻譯成英文。"), "untranslated-text"),
    ("paragraph in English", ZH + TOPIC, paragraph("This paragraph was never translated."), "untranslated-text"),
    ("link to a page that is not there", ZH + TOPIC, paragraph("[費用](/risks/fes.md)。"), "broken-link"),
    ("link to the other language", ZH + TOPIC, paragraph("[費用](/en/risks/overdue.md)。"), "link-names-a-language"),
    ("link to a place that is not there", ZH + TOPIC, paragraph("[費用](/risks/overdue.md#none)。"), "broken-anchor"),
    ("plain http", ZH + TOPIC, paragraph("[法院](http://example.cn/)。"), "unsafe-link"),
    ("script in an address", ZH + TOPIC, paragraph("[法院](javascript:alert)。"), "broken-link"),
    ("picture missing", ZH + TOPIC, paragraph("![圖](/assets/none.svg)"), "broken-link"),
    ("picture without words", ZH + TOPIC, paragraph("![](/assets/none.svg)"), "missing-alt"),
    ("raw link", ZH + TOPIC, paragraph('見<a href="/none/">這裏</a>。'), "raw-html"),
    ("raw picture", ZH + TOPIC, paragraph('<img src="none.svg" alt="圖">'), "raw-html"),
    ("script", ZH + TOPIC, paragraph("<script>alert(1)</script>"), "raw-html"),
    ("label not defined", ZH + TOPIC, paragraph("見[這裏][nowhere]。"), "unknown-reference"),
    ("reference without its words", ZH + TOPIC, paragraph("見[risk:overdue]。"), "unclosed-markup"),
    ("reference with a space", ZH + TOPIC, paragraph("見[逾期] [risk:overdue]。"), "unclosed-markup"),
    ("reference not closed", ZH + TOPIC, paragraph("見[逾期][risk:overdue。"), "unclosed-markup"),
    ("link not closed", ZH + TOPIC, paragraph("見[逾期](/risks/overdue.md。"), "unclosed-markup"),
    ("bold not closed", ZH + TOPIC, paragraph("這**很重要。"), "unclosed-markup"),
    ("quotation not closed", ZH + TOPIC, paragraph("他說「不行。"), "unclosed-markup"),
    ("comment not closed", ZH + TOPIC, append("\n<!-- 記下\n"), "unclosed-markup"),
    ("fence not closed", ZH + TOPIC, append("\n```\n代碼\n"), "unclosed-markup"),
    ("listing of an unknown group", ZH + "topics/index.md", sub(r"\{\{ topics in calls \}\}", "{{ topics in cals }}"), "unknown-listing"),
    ("unknown listing", ZH + "topics/index.md", sub(r"\{\{ topics in calls \}\}", "{{ topic in calls }}"), "unknown-listing"),
    ("listing within a line", ZH + "topics/index.md", sub(r"^(\{\{ topics in calls \}\})", r"這裏：\1"), "unclosed-markup"),
    ("conflict of a merge", ZH + TOPIC, paragraph("<<<<<<< HEAD"), "leftover-mark"),
    ("note to oneself", EN + TOPIC, paragraph("TODO: look this up."), "leftover-mark"),
    ("Simplified characters", ZH + TOPIC, paragraph("账户被冻结。"), "off-script"),
    ("Simplified in a letter", "snippets/zh-Hant/letters/extension.md", append("\n请贵行回复。\n"), "off-script"),
    ("Simplified in English", EN + TOPIC, paragraph("An account (账户)."), "off-script"),
    ("Simplified in a description", ZH + TOPIC, sub("^description: .*", "description: 账户被冻结"), "off-script"),
    ("word of Taiwan", ZH + TOPIC, paragraph("收到簡訊。"), "off-term"),
    ("contract in the words of Taiwan", ZH + TOPIC, paragraph("看合約。"), "off-term"),
    ("word of Taiwan in a letter", "snippets/zh-Hant/letters/extension.md", append("\n我的帳戶。\n"), "off-term"),
    ("zero-width space", ZH + TOPIC, paragraph("逾\u200b期。"), "odd-character"),
    ("control character", ZH + TOPIC, paragraph("逾\x07期。"), "odd-character"),
    ("text turned round", ZH + TOPIC, paragraph("逾\u202e期。"), "odd-character"),
    ("letter and accent apart", ZH + TOPIC, paragraph(unicodedata.normalize("NFD", "拼音é。")), "odd-character"),
    ("wide digits", ZH + TOPIC, paragraph("１５日。"), "odd-character"),
    ("byte order mark", ZH + TOPIC, lambda data: b"\xef\xbb\xbf" + data, "unreadable-file"),
    ("CR LF", ZH + TOPIC, lambda data: data.replace(b"\n", b"\r\n"), "unreadable-file"),
    ("not UTF-8", ZH + TOPIC, lambda data: data.decode().encode("gb18030"), "unreadable-file"),
    ("NUL", ZH + TOPIC, append("\x00"), "odd-character"),
    ("a line of a megabyte", ZH + TOPIC, append("[" * 900_000), "unreadable-file"),
    ("half-width punctuation", ZH + TOPIC, paragraph("先打電話,再寫信。"), "mixed-punctuation"),
    ("full-width punctuation", EN + TOPIC, paragraph("Call first，then write."), "mixed-punctuation"),
    ("a day that is not in the calendar", ZH + TOPIC, paragraph("2026年2月30日。"), "impossible-date"),
    ("law without a citation", ZH + TOPIC, paragraph("催收人不得騷擾。"), "unsourced-claim"),
    ("term without its entry", ZH + "topics/stress.md", paragraph("會成為失信被執行人名單。"), "unlinked-first-mention"),
    ("a sentence too long", ZH + TOPIC, paragraph("長" * 41 + "。"), "long-sentence"),
    ("code of a page given again", "docs/_data/permalinks.yml", append("- {id: new, code: E01, key: about/index}\n"), "reused-code"),
    ("code wrongly written", "docs/_data/permalinks.yml", sub("code: E01", "code: E-1"), "wrong-value"),
    ("permanent name of no page", "docs/_data/permalinks.yml", sub("key: stages/early", "key: stages/erly"), "unknown-page"),
    ("permanent name removed", "docs/_data/permalinks.yml", sub("^.*code: T02.*\n", ""), "page-without-permalink"),
    ("stages that overlap", "docs/_data/stages.yml", sub("from: 8", "from: 7"), "overlapping-stages"),
    ("claim without its place", "docs/_data/article.yml", sub(r"#call-first", "#cal-first"), "claim-without-place"),
    ("claim on a law that is not cited", "docs/_data/claims.yml", append("- id: new\n  claim: 新\n  at: [topics/stress]\n  sources: [civil-code/188]\n  review_by: 2027-01-31\n"), "claim-without-citation"),
    ("claim with a wrong date", "docs/_data/claims.yml", sub(r"^  review_by: .*", "  review_by: 2027-13-01"), "wrong-value"),
    ("empty line of synonyms", "docs/_data/synonyms.yml", append("- []\n"), "wrong-value"),
    ("synonym alone", "docs/_data/synonyms.yml", append("- [逾期]\n"), "wrong-value"),
    ("placeholder without English", "docs/_data/placeholders.yml", sub(r"(zh-Hant: 姓名), en: .*\}", r"\1}"), "missing-key"),
    ("terms without write", "docs/_data/terms.yml", sub(r", write: 短信", ""), "missing-key"),
    ("questions of no page", "docs/_data/questions/calls.yml", sub(r"^topics/[a-z-]+:", "topics/none:"), "unknown-page"),
    ("unknown basis", LAW, sub("^basis: .*", "basis: hearsay"), "wrong-value"),
    ("unknown key of a source", LAW, sub("^basis:", "basiss:"), "unknown-key"),
    ("id that is not the name of the file", LAW, sub("^id: .*", "id: civil-cod"), "wrong-value"),
    ("read in the future", LAW, sub("^read: .*", "read: 2062-01-01"), "future-date"),
    ("source that has ended", LAW, sub("^read:", "until: 2025-12-31\nread:"), "repealed-source"),
    ("quotation lost", LAW, sub("^    quote: .*\n", "", count=0), "source-without-link-or-note"),
    ("article that no page cites", LAW, append("  \"9999\":\n    cite: {zh-Hant: 第9999條, en: Art. 9999}\n    says: {zh-Hant: 無。, en: None.}\n    note: read\n"), "unused-source"),
    ("article without English", LAW, sub(r"^      en: Art\. 148\n", ""), "missing-key"),
    ("YAML bomb", "docs/_data/terms.yml", put(b"a: &a [x]\nb: [*a, *a]\n"), "unreadable-file"),
    ("YAML nested ten thousand deep", "docs/_data/terms.yml", put(b"[" * 10_000), "unreadable-file"),
    ("word of the templates missing", "overrides/strings/en.yml", sub("^menu: .*\n", ""), "string-mismatch"),
    ("word of the templates unused", "overrides/strings/en.yml", append("nobody-uses-this: x\n"), "string-mismatch"),
    ("field of a word lost", "overrides/strings/en.yml", sub(r"\{date\}", "today"), "string-mismatch"),
    ("template that asks for no word", "overrides/main.html", append('{{ word("no-such-word") }}\n'), "string-mismatch"),
]  # fmt: skip


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """A copy of our own sources, checked once."""
    root = tmp_path_factory.mktemp("broken")
    for folder in ("docs", "snippets", "overrides", "scripts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    watch = Watch(root)
    watch.check(TODAY)
    return watch


@pytest.fixture
def broken(watch: Watch, request: pytest.FixtureRequest) -> Iterator[tuple[str, Watch]]:
    path, change = request.param
    file = watch.root / path
    before = file.read_bytes() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(change(before or b""))
    yield path, watch
    file.unlink() if before is None else file.write_bytes(before)
    if not any(file.parent.iterdir()):
        file.parent.rmdir()


def test_our_own_sources_are_clean(watch: Watch) -> None:
    """Not one error before anything is broken; what is late in time is a warning."""
    assert [str(p) for p in watch.check(TODAY) if p.severity == "error"] == []


@pytest.mark.parametrize(
    ("broken", "rule"),
    [((path, change), rule) for _, path, change, rule in WAYS],
    ids=[name.replace(" ", "-") for name, *_ in WAYS],
    indirect=["broken"],
)
def test_what_is_broken_is_found_in_the_file(broken: tuple[str, Watch], rule: str) -> None:
    """The rule for it reports a problem; in the file that was changed, or in one that needs it."""
    path, watch = broken
    found = [problem for problem in watch.check(TODAY) if problem.rule == rule]
    assert found
    needs_it = {
        "broken-anchor",
        "claim-without-place",
        "repealed-source",
        "stale-translation",
        "page-without-permalink",
        "reused-code",
        "odd-file-name",
    }
    assert rule in needs_it or any(p.place.path == path for p in found) or rule.endswith("-mismatch")
