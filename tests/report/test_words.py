"""The catalogue of words: both languages have the same ids and the same fields."""

import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.words.catalogue import ROOMS, WORDS, read
from vatscheck.answers.words.answers import WORDS as ANSWERS

PACKAGE = Path(__file__).parents[2] / "vatscheck"
read(*ROOMS)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("id", WORDS)
def test_both_languages_have_the_same_fields(id: str) -> None:
    english, chinese = WORDS[id]
    assert english
    assert chinese
    assert fields(english) == fields(chinese)


def test_no_id_stands_in_two_rooms() -> None:
    rooms = [import_module(f"vatscheck.answers.words.{room}").WORDS for room in ROOMS]
    assert len(WORDS) == len(ANSWERS) + sum(len(room) for room in rooms)


def test_every_sentence_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "words"
    )
    data = (PACKAGE / "law" / "law.jsonl").read_text(encoding="utf-8")
    text = code + data
    made = (
        *("need-", "assume-", "column-", "exit-", "above-", "from-", "type-"),
        *("within-", "unit-", "event-", "stage-", "severity-", "applicant-"),
        *("report-", "state-", "paper-", "step-", "history-", "explain-", "op-"),
        *("lint-no-cap-", "law-kind-", "law-page-", "law-seen-", "law-test-exit-"),
        *("intake-group", "intake-sheet-", "intake-about-", "intake-kind-"),
        *("intake-ask-", "key-", "about-"),
        *("limits-", "change-", "ground-", "say-", "find-", "start-need-"),
    )
    unused = {
        id
        for id in WORDS
        if not id.startswith(made) and f'"{id}"' not in text and f"'{id}'" not in text
    }
    assert unused == set()


def test_the_texts_of_the_law_are_in_both_languages(law: Law) -> None:
    for kind in KINDS:
        for record in records(law, kind).values():
            for name in record._fields:
                if name.endswith("_zh") or name == "zh":
                    text = getattr(record, name)
                    twin = getattr(
                        record, name.removesuffix("_zh") if "_" in name else "en"
                    )
                    assert bool(text) == bool(twin), record.id
                    if text:
                        assert re.search("[\u4e00-\u9fff]", text), (record.id, name)


def test_checks_have_the_same_fields_in_both_languages(law: Law) -> None:
    for check in law.checks.values():
        assert fields(check.wants) == fields(check.wants_zh)
        assert fields(check.cure) == fields(check.cure_zh)


def test_every_word_can_be_shown_on_a_chinese_console() -> None:
    read(*ROOMS)
    for pair in WORDS.values():
        for text in pair:
            assert text.encode("gbk").decode("gbk") == text
