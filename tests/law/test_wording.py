"""A warning or note names its subject first: whose breach, which law."""

import re

import pytest

from vatscheck.law.book import Law

OPENINGS = re.compile(
    r"(RMB|\d|Up to|Until|Since|Before|On \d|Confiscation|Three to|As before|Rule of|"
    r"The text|The notice|The amounts|A draft|This|That|It) ?"
)
OPENINGS_ZH = re.compile(r"(处\d|处违法|没收|沿用|同前|所见|经验做法|征求意见稿|\d)")


@pytest.mark.parametrize("kind", ["conditions", "duties"])
def test_it_opens_with_its_subject(law: Law, kind: str) -> None:
    told = [
        record
        for record in getattr(law, kind).values()
        if record.effect in ("warning", "info", "review")
    ]
    assert told
    assert [r.id for r in told if OPENINGS.match(r.text)] == []
    assert [r.id for r in told if OPENINGS_ZH.match(r.text_zh)] == []


@pytest.mark.parametrize(
    ("id", "opening", "law_named"),
    [
        ("penalty-unlicensed", "Telecom business without", "Telecommunications"),
        ("penalty-lending", "Forging, using another's", "Telecommunications"),
        ("penalty-foreign-share", "A foreign share above the cap", "FITE Provisions"),
        ("penalty-licence-duties", "A licence holder that", "Licensing Measures"),
        ("network-fines-2026", "A network operator that", "Cybersecurity Law"),
    ],
)
def test_a_penalty_says_whose_breach_of_which_law(
    law: Law, id: str, opening: str, law_named: str
) -> None:
    text = law.duties[id].text
    assert text.startswith(opening)
    assert law_named in text


def test_contract_control_is_called_by_its_name(law: Law) -> None:
    rule = law.conditions["contract-control"]
    assert rule.text.startswith("Control by contract (VIE)")
    assert rule.text_zh.startswith("协议控制（VIE）")


def test_every_text_has_its_short_name_and_every_route_its_clause(law: Law) -> None:
    assert law.instruments["fite-2022"].short == "FITE Provisions 2022"
    assert law.instruments["miit-2024-107"].short_zh == "工信部通信函〔2024〕107号"
    assert law.instruments["national-list-2024"].short_zh == "2024年版负面清单"
    assert "{cap}" in law.routes["national-capped"].line
    assert law.duties["capital-one-province"].phase == "before-incorporation"
    assert law.duties["annual-report"].phase == "every-year"


def test_a_question_names_values_in_words(law: Law) -> None:
    ids = {v for fact in law.facts.values() for v in fact.values if "-" in v}
    assert "linking-own-sites" in ids
    for fact in law.facts.values():
        for text in (fact.question, fact.question_zh, fact.label, fact.label_zh):
            assert not [id for id in ids if id in text], fact.id
            assert " = " not in text or '" = ' in text, fact.id


def test_facts_of_a_licence_held_say_so(law: Law) -> None:
    held = {fact.id for fact in law.facts.values() if fact.of_holders}
    opening = ("If a licence is held:", "如已持证：")
    for fact in law.facts.values():
        begins = fact.question.startswith(opening[0])
        assert begins == fact.question_zh.startswith(opening[1])
        assert begins == (fact.id in held)
