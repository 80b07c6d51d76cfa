"""The catalogue of words: both languages have the same ids and the same fields."""

import re
from pathlib import Path
from string import Formatter

import pytest

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.words.catalogue import LANGS, TOPICS, Sentence, sentences

PACKAGE = Path(__file__).parents[2] / "vatscheck"
OTHERS = LANGS[1:]
TABLE = {id: s for topic in TOPICS for id, s in sentences("en", topic).items()}


def forms(sentence: Sentence) -> list[str]:
    return list(sentence.values()) if isinstance(sentence, dict) else [sentence]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def all_fields(sentence: Sentence) -> set[str]:
    return set().union(*map(fields, forms(sentence)))


BETWEEN = "between-sentences"
"""What stands between two sentences: in Chinese nothing."""


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_language_has_the_same_sentences(topic: str, lang: str) -> None:
    english, other = sentences("en", topic), sentences(lang, topic)
    assert english.keys() == other.keys()
    for id, sentence in english.items():
        assert all(forms(sentence)), id
        assert all(forms(other[id])) or id == BETWEEN, id
        assert all_fields(sentence) == all_fields(other[id]), id


@pytest.mark.parametrize("lang", LANGS)
def test_no_id_stands_in_two_topics(lang: str) -> None:
    found = [id for topic in TOPICS for id in sentences(lang, topic)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_with_forms_says_what_holds_for_the_rest(lang: str) -> None:
    for topic in TOPICS:
        for id, sentence in sentences(lang, topic).items():
            if isinstance(sentence, dict):
                assert "other" in sentence, id
                assert len(sentence) > 1, id


def test_every_sentence_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    data = (PACKAGE / "law" / "law.jsonl").read_text(encoding="utf-8")
    text = code + data
    made = (
        *("question-", "section-", "phase-", "fact-", "head-", "grid-", "legend-"),
        *("item-", "deadline-", "team-", "limit-", "check-", "note-", "sheet-"),
        *("need-", "assume-", "column-", "above-", "from-", "type-"),
        *("within-", "unit-", "event-", "stage-", "severity-", "applicant-"),
        *(
            "report-",
            "explain-",
            "op-",
            "head-",
            "section-",
            "phase-",
            "fact-",
            "item-",
        ),
        *("legend-", "grid-", "deadline-", "limit-", "ground-of-", "grade-", "note-"),
        *("question-", "sheet-", "check-", "team-"),
        *("lint-no-cap-", "law-kind-", "law-page-", "law-seen-", "law-test-exit-"),
        *("law-exit-", "verdict-", "help-", "batch-other-", "portfolio-"),
        *("intake-group", "intake-sheet-", "intake-about-", "intake-kind-"),
        *("intake-ask-", "key-", "about-"),
        *("limits-", "change-", "ground-", "assumed-", "month-", "grade-", "full-"),
        *("summary-place-", "summary-servers-", "summary-exception-"),
        *("summary-way-", "summary-move-", "summary-settles", "summary-narrows"),
        *("still-", "say-", "find-", "start-need-", "waiver-", "unknown-waiver-"),
        *("drift-", "where-", "why-", "short-"),
        *("kind-", "services-", "places-", "facts-"),
        *("law-aged-", "law-extent-", "law-diff-", "law-grade-"),
    )
    unused = {
        id
        for id in TABLE
        if not id.startswith(made) and f'"{id}"' not in text and f"'{id}'" not in text
    }
    assert sorted(unused) == []


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


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_can_be_shown_on_a_chinese_console(lang: str) -> None:
    for topic in TOPICS:
        for sentence in sentences(lang, topic).values():
            for text in forms(sentence):
                assert text.encode("gbk").decode("gbk") == text
