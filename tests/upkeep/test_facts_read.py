"""Rules read only facts that they can, by operators and with values that fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.upkeep.test_folders import folder, told
from vatscheck.engine.assess import assess
from vatscheck.engine.axes import LEGAL_FORM
from vatscheck.engine.owners.roles import RECORDS
from vatscheck.law.book import Law
from vatscheck.law.comparison import (
    CERTIFIED,
    CHECKED,
    LISTS,
    OPERATORS,
    SUPPLIERS,
    TESTED,
    VALUES,
    kind_read,
    readable,
)
from vatscheck.loading import load_profile
from vatscheck.names.resolution import SERVES
from vatscheck.profile.models import SUPPLIER_HOMES
from vatscheck.upkeep.folders import read_folder

WORDS = """title = "ours"
title_zh = "本所规则"
text = "A rule of ours."
text_zh = "本所的规则。"
cites = ["telecom-regulations#Art. 13"]
grade = "S"
confidence = "high"
verified_on = 2026-11-22
question = false
"""
DUTY = """[[duty]]
id = "ours"
effect = "cond"
from = 2026-01-01
{words}when = [[{{ fact = "{fact}", op = "{op}", value = {value} }}]]
"""
ROUTE = """[[check]]
id = "our-check"
fact = "{fact}"
op = "{op}"
wants = "what we want"
wants_zh = "本所所求"
{more}
[[route]]
id = "ours"
kind = "area"
{words}[[route.version]]
from = 2026-01-01
services = ["cdn"]
when = [{{ check = "our-check", {value}cites = ["telecom-regulations"] }}]
"""


def duty(fact: str, op: str, value: str) -> str:
    return DUTY.format(words=WORDS, fact=fact, op=op, value=value)


def route(fact: str, op: str, value: str, more: str = "", of: str = "") -> str:
    given = f"value = {value}, " if value else ""
    given += f"of = {of}, " if of else ""
    return ROUTE.format(words=WORDS, fact=fact, op=op, value=given, more=more)


TESTS = "; it can read: " + ", ".join(readable(checked=False))
CHECKS = "; it can read: " + ", ".join(readable(checked=True))
NUMBERS = "allowed: at_most, below, above, at_least, is"


@pytest.mark.parametrize(
    ("fact", "op", "value", "expected"),
    [
        (
            "facts.users_count",
            "beside",
            "100",
            f"beside does not compare facts.users_count; {NUMBERS}",
        ),
        ("registration.place", "beside", '"ftz"', "allowed: within, outside"),
        ("registration.place", "within", '"atlantis"', "no area atlantis"),
        (
            "servers.places",
            "within",
            '"pilot-2024"',
            "within does not compare servers.places, nor does any operator in a "
            f"record of this kind{TESTS}",
        ),
        ("servers.places", "outside", '"mainland"', f"record of this kind{TESTS}"),
        ("registration.listed", "is", "true", f"record of this kind{TESTS}"),
        ("services.serves", "reach", '"x"', f"record of this kind{TESTS}"),
        ("owners", "is", '"x"', f"record of this kind{TESTS}"),
        ("as_of", "at_least", "3", f"record of this kind{TESTS}"),
        ("ownership.supplier", "above", "0", f"record of this kind{TESTS}"),
        ("facts.gone", "is", "true", "no fact facts.gone"),
        ("facts.app", "any_of", "[true]", "any_of does not compare facts.app"),
        ("facts.app", "at_least", "1", "facts.app; allowed: is"),
        (
            "facts.app",
            "is",
            '"yes"',
            "facts.app compares with yes: write true or false",
        ),
        ("facts.app", "is", "1", "facts.app compares with 1: write true or false"),
        ("facts.users_count", "any_of", "[1]", NUMBERS),
        ("facts.users_count", "at_least", "0.5", "write a whole number, 0 or more"),
        ("facts.users_count", "at_least", "-1", "write a whole number, 0 or more"),
        ("facts.users_count", "at_least", '"9"', "write a whole number, 0 or more"),
        ("facts.users_count", "is", "true", "write a whole number, 0 or more"),
        ("facts.machine_room", "at_least", "1", "allowed: is, any_of, none_of"),
        ("facts.machine_room", "is", '"roof"', "no value roof"),
        ("facts.machine_room", "is", "true", "write one text in quotes"),
        ("facts.machine_room", "is", '["own"]', "write one text in quotes"),
        ("facts.machine_room", "any_of", '"own"', "write a list"),
        ("facts.machine_room", "any_of", "[]", "write a list"),
        ("facts.machine_room", "any_of", "[1]", "write a list"),
        ("facts.machine_room", "none_of", '["roof"]', "no value roof"),
        ("facts.sectors", "is", '"payment"', "allowed: any_of, none_of"),
        ("facts.sectors", "any_of", '["piracy"]', "no value piracy"),
        ("ownership.foreign", "is", "0", "allowed: at_most, below, above, at_least"),
        ("ownership.foreign", "above", "101", "a share is a percentage from 0 to 100"),
        ("ownership.state", "above", "-1", "a share is a percentage from 0 to 100"),
        ("ownership.state", "above", '"1"', "write a number without quotes"),
        ("registration.capital_cny", "below", "-5", "write a number, 0 or more"),
        ("registration.capital_cny", "below", "nan", "write a number without quotes"),
        ("registration.legal_form", "is", '"club"', "no value club"),
        ("services.id", "any_of", '["nothing"]', "no service nothing"),
        ("services.coverage", "is", '"most"', "no value most"),
        ("services.content", "any_of", '["gossip"]', "no content gossip"),
        ("services.content", "any_of", '["none"]', "no content none"),
        ("route.area", "any_of", '["atlantis"]', "no area atlantis"),
    ],
)
def test_a_duty_that_compares_amiss_is_refused(
    tmp_path: Path, fact: str, op: str, value: str, expected: str
) -> None:
    found = told(folder(tmp_path, duty(fact, op, value)))
    assert any(
        line.startswith("ours.toml:1:1: duty.ours: ") and expected in line
        for line in found
    ), found


@pytest.mark.parametrize("key", ["document", "stage", "alternative"])
def test_papers_steps_and_other_ways_are_read_alike(tmp_path: Path, key: str) -> None:
    own = {
        "document": 'applicants = ["foreign"]\n',
        "stage": 'applicants = ["foreign"]\nauthority = "MIIT"\norder = 1\n',
        "alternative": 'limits = "none at all"\nlimits_zh = "没有限制"\n',
    }
    text = duty("facts.users_count", "beside", "100")
    text = text.replace("[[duty]]", f"[[{key}]]").replace('effect = "cond"\n', own[key])
    assert told(folder(tmp_path, text)) == [
        f"ours.toml:1:1: {key}.ours: beside does not compare facts.users_count; {NUMBERS}"
    ]


@pytest.mark.parametrize(
    ("fact", "op", "value", "more", "of", "expected"),
    [
        ("registration.capital_cny", "at_least", "5", "", "", CHECKS),
        ("services.coverage", "is", '"one"', "", "", CHECKS),
        ("services.id", "any_of", '["cdn"]', "", "", CHECKS),
        ("route.area", "is", '"ftz"', "", "", CHECKS),
        ("owners", "is", '"x"', "", "", CHECKS),
        ("facts.counting", "is", '"product"', "", "", CHECKS),
        ("registration.place", "beside", '"ftz"', "", "", "allowed: within, outside"),
        ("registration.place", "within", '"atlantis"', "", "", "no area atlantis"),
        ("servers.places", "beside", '"mainland"', "", "", "no area mainland"),
        ("servers.places", "within", '["ftz"]', "", "", "write one text in quotes"),
        ("services.serves", "within", '"ftz"', "", "", "allowed: reach, any_of"),
        ("services.serves", "reach", '"ftz"', "", "", "drop value"),
        ("services.serves", "any_of", '["beijing"]', "", "", "no value beijing"),
        ("services.content", "is", '"news"', "", "", "allowed: any_of, none_of"),
        ("services.content", "none_of", '["none"]', "", "", "no content none"),
        ("registration.listed", "is", "1", "", "", "write true or false"),
        ("registration.legal_form", "is", '"club"', "", "", "no value club"),
        ("ownership.foreign", "is", "0", "", "", "at_most, below, above, at_least"),
        ("ownership.hkscc_only", "is", '"yes"', "", "", "write true or false"),
        ("ownership.track_record", "is", '"good"', "", "", "no value good"),
        ("ownership.supplier", "above", "0", "", "", 'some of "HK", "MO"'),
        ("ownership.supplier", "above", "0", "", '["TW"]', 'some of "HK", "MO"'),
        ("ownership.foreign", "above", "0", "", '["HK"]', "drop of"),
        ("facts.users_count", "within", '"ftz"', "", "", NUMBERS),
        ("facts.app", "is", "", "", "", "our-check has no value"),
        ("facts.machine_room", "is", '"none"', 'left_out = "no"', "", "left_out says"),
        ("ownership.foreign", "above", "0", 'left_out = "no"', "", "left_out says"),
    ],
)
def test_a_check_that_compares_amiss_is_refused(
    tmp_path: Path, fact: str, op: str, value: str, more: str, of: str, expected: str
) -> None:
    found = told(folder(tmp_path, route(fact, op, value, more, of)))
    assert any(
        line.startswith(
            ("ours.toml:1:1: check.our-check: ", "ours.toml:8:1: route.ours")
        )
        and expected in line
        for line in found
    ), found


def test_facts_say_what_they_can_be(tmp_path: Path) -> None:
    fact = '[[fact]]\nid = "facts.ours"\nquestion = "Ours?"\nquestion_zh = "本所？"\n'
    one = fact.replace("facts.ours", "facts.one") + 'type = "one"\n'
    assert [
        line.partition(": write ")[0] for line in told(folder(tmp_path, fact + one))
    ] == [
        "ours.toml:1:1: fact.facts.ours: a fact of [facts] without a type",
        "ours.toml:5:1: fact.facts.one: a fact of the type one lists its values",
    ]


def test_the_examples_are_refused_before_anything_is_judged(tmp_path: Path) -> None:
    profile = tmp_path / "p.txt"
    profile.write_text('schema = 1\nname = "X"\nservices = ["ircs"]\n', "utf-8")
    law = tmp_path / "law"
    law.mkdir()
    file = law / "ours.toml"
    for fact, op, value in (
        ("facts.users_count", "beside", "100"),
        ("servers.places", "within", '"pilot-2024"'),
    ):
        file.write_text(duty(fact, op, value), encoding="utf-8")
        said = f"{file}:1:1: duty.ours: {op} does not compare {fact}"
        ran = run("assess", profile, "--as-of", "2026-11-22", "--law", law)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(said)
        ran = run("law", "lint", "--law", law)
        assert ran.code == 1
        assert said in ran.out


FITTING = {
    "yes-no": "true",
    "number": "3",
    "amount": "3.5",
    "share": "3.5",
    "place": '"ftz"',
    "places": '"ftz"',
}
"""A value that each kind of fact is compared with, where it is no word."""
NAMES = {
    "services.id": "cdn",
    "services.coverage": "one",
    "services.content": "news",
    "services.serves": "abroad",
    "registration.legal_form": LEGAL_FORM,
    "route.area": "ftz",
    "ownership.track_record": "failed",
}


OPEN = """schema = 1
name = "X"
services = {services}
[[owners]]
jurisdiction = "HK"
share = {{ min = 1, max = 60 }}
[[owners]]
kind = "person"
jurisdiction = "CN"
"""
"""A profile that leaves the share, the certificate and all else open."""


def pairs(law: Law, *, checked: bool) -> Iterator[tuple[str, str, str]]:
    """Every fact that can be read, one of `[facts]` of each type, by every operator."""
    types = {fact.type: fact.id for fact in law.facts.values() if fact.type}
    for fact in [*(CHECKED if checked else TESTED), *types.values()]:
        kind = _kind(law, fact, checked=checked)
        word = NAMES.get(fact) or next(iter(law.facts[fact].values), "")
        for op in OPERATORS[kind]:
            value = f'["{word}"]' if op in LISTS else FITTING.get(kind, f'"{word}"')
            yield fact, op, "" if op == "reach" else value


def test_what_every_operator_may_read_can_be_read(tmp_path: Path, law: Law) -> None:
    """Every pair that the tables allow is judged, in a check and in a test."""
    rules = ""
    services = [service.id for service in law.services.values() if service.covered]
    for at, pair in enumerate(pairs(law, checked=True)):
        of = '["HK"]' if pair[0] in CERTIFIED else ""
        text = route(*pair, of=of).replace("our-check", f"our-check-{at}")
        text = text.replace('["cdn"]', f'["{services[at % len(services)]}"]', 1)
        rules += text.replace('id = "ours"', f'id = "our-route-{at}"')
    for at, pair in enumerate(pairs(law, checked=False)):
        rules += duty(*pair).replace('id = "ours"', f'id = "our-duty-{at}"')
    ours = read_folder(folder(tmp_path, rules))
    profile = tmp_path / "p.txt"
    profile.write_text(OPEN.format(services=services), "utf-8")
    answer = assess(load_profile(profile, ours), ours, "2026-11-22", cured=False)
    assert [item.service.id for item in answer.assessments] == services
    assert "undetermined" in {item.status for item in answer.assessments}


def _kind(law: Law, fact: str, *, checked: bool) -> str:
    found = kind_read(fact, law.facts[fact].type, checked=checked)
    assert found
    return found


def test_the_table_names_facts_and_words_that_there_are(law: Law) -> None:
    assert {*CHECKED, *TESTED, *VALUES} <= {*law.facts}
    assert VALUES["ownership.track_record"] == tuple(RECORDS)
    assert VALUES["services.serves"] == SERVES
    assert SUPPLIERS == SUPPLIER_HOMES
