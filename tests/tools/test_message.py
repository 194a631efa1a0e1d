"""The check of a message: the same in both languages of program, on invented messages and on any text."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.content import load_site
from guide.messages import Patterns, patterns
from guide.tools.message import judge_message
from tools.engine import called, cases

ROOT = Path(__file__).resolve().parents[2]
SITE = load_site(ROOT, date(2026, 11, 23))
DATA: Patterns = patterns(SITE)
YEAR = 2026
WORDS = ["法院", "轉賬", "个人账户", "请勿", "（2026）粤0305民初1号", "http://t.cn/a", "a@qq.com", "。", "*", " ", "\u200b", "①②", "12368", "otp", "гo", "１1", "今天", "点前", "不想活", "\ud800", "😀", "gov.cn", "@", "/"]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map("".join))


def in_page(text: str, sender: str) -> Any:
    return called("message", "judgeMessage", text, sender, YEAR, DATA)


@pytest.mark.parametrize("case", cases("message"), ids=lambda case: case["of"])
def test_each_message_shows_its_signs(case: dict[str, Any]) -> None:
    """A message claims to be what the case says, has the signs that it names and none that it excludes."""
    found = judge_message(case["text"], case["sender"], YEAR, DATA)
    assert found == in_page(case["text"], case["sender"])
    sides = {sign["id"]: sign["side"] for sign in found["signs"]}
    assert found["kinds"][:1] == case["kinds"]
    assert set(case.get("signs", [])) <= sides.keys()
    assert not set(case.get("not", [])) & sides.keys()
    assert found["crisis"] is case.get("crisis", False)
    assert case.get("sides", {}).items() <= sides.items()


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_page_and_program_agree(text: str, sender: str) -> None:
    """On any text both give the same, and every quote stands on one line."""
    text, sender = (
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for value in (text, sender)
    )
    found = judge_message(text, sender, YEAR, DATA)
    assert found == in_page(text, sender)
    assert len(found["kinds"]) <= 3
    for sign in found["signs"]:
        assert len(sign["quotes"]) <= 3
        assert not [quote for quote in sign["quotes"] if re.search(r"[\n\u202e\u200b]", quote)]


@pytest.mark.parametrize("noise", ["", " ", "*", "\u200b", "·"])
def test_signs_between_characters_hide_nothing(noise: str) -> None:
    """However a phrase is broken up, it is found."""
    found = in_page(noise.join("请转到个人账户"), "")
    assert "personal-account" in [sign["id"] for sign in found["signs"]]


def test_a_long_paste_is_judged_in_time() -> None:
    """Texts at the limit of the field, made to be slow, are judged; a signature of minutes would fail."""
    for text in (
        "法院…" * 6000,
        "a." * 10000,
        "(2026)" * 3300,
        "今天" * 10000,
        "http://" * 2800,
        "\u200b" * 20000,
    ):
        assert in_page(text[:20000], "")["signs"] is not None


def test_every_kind_and_sign_has_its_words() -> None:
    """Each kind has a name and a way to check it, each sign a name and a reason; each topic is a page."""
    words = yaml.safe_load((ROOT / "overrides/strings/tools/message.zh-Hant.yml").read_text("utf-8"))
    source = yaml.safe_load((ROOT / "docs/_data/messages.yml").read_text("utf-8"))
    for id, kind in source["kinds"].items():
        assert {f"kind-{id}", f"check-{id}"} <= words.keys()
        assert kind["topics"]
        assert {f"topics/{topic}" for topic in kind["topics"]} <= SITE.keys
    named = {word.removeprefix("sign-") for word in words if word.startswith("sign-")}
    assert {f"why-{id}" for id in named} <= words.keys()
    code = "".join((ROOT / "overrides/assets/lib" / name).read_text("utf-8") for name in ("message.js", "message-form.js"))  # fmt: skip
    assert set(source["signs"]) <= named
    assert all(f'"{id}"' in code for id in named - set(source["signs"]))
    assert set(source["official"]) <= source["kinds"].keys()


def test_it_never_says_which_is_true() -> None:
    """No word of a sign's name or of the result says that a message is real or false."""
    for language in ("zh-Hant", "en"):
        words = yaml.safe_load((ROOT / f"overrides/strings/tools/message.{language}.yml").read_text("utf-8"))
        named = [text for key, text in words.items() if key.startswith("sign-")]
        assert not [text for text in named if re.search(r"是真的|是假的|is real|is fake|is genuine", text)]
