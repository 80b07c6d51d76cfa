"""The lines of the checklist: phases, deadlines, questions, and what is left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.answers.report.made import NORTHWIND, TESLA, report
from tests.cli.running import PROFILES
from vatscheck.answers.schema import schema

ORDER = [
    "before-incorporation",
    "before-filing",
    "filing",
    "before-launch",
    "after-launch",
    "every-year",
]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "path", sorted(PROFILES.glob("*.toml")), ids=lambda path: path.stem
)
def test_every_report_has_the_promised_shape(path: Path, lang: str) -> None:
    text = path.read_text(encoding="utf-8")
    found = report(text, lang)
    assert list(Draft202012Validator(schema("report")).iter_errors(found)) == []
    numbers = [source["number"] for source in found["sources"]]
    assert numbers == list(range(1, len(numbers) + 1))
    used = {n for n in _numbers(found)}
    assert used == set(numbers)


def _numbers(value: object) -> list[int]:
    if isinstance(value, list):
        return [n for item in value for n in _numbers(item)]
    if not isinstance(value, dict):
        return []
    own = value["numbers"] if "cites" in value and "numbers" in value else []
    return [*own, *(n for item in value.values() for n in _numbers(item))]


def test_items_stand_in_the_order_of_work_and_are_numbered_so() -> None:
    found = report(NORTHWIND)
    phases = [item["phase"] for item in found["items"]]
    assert sorted(phases, key=ORDER.index) == phases
    numbers = [item["number"] for item in found["items"]]
    assert len(set(numbers)) == len(numbers)
    assert numbers[0] == "1.1"


@pytest.mark.parametrize(
    ("id", "phase", "en", "zh"),
    [
        ("staff-suited", "before-filing", "before filing", "申请前"),
        ("data-classification", "before-launch", "before launch", "上线前"),
        ("licence-display", "after-launch", "from launch", "自上线之日起"),
        (
            "incident-report-2025",
            "after-launch",
            "within 4 hours after an incident",
            "事件发生后4小时内",
        ),
        ("licence-renewal", "after-launch", "90 days before expiry", "届满90日前"),
        ("annual-report", "every-year", "by 31 March", "3月31日前"),
        ("mlps-assessment", "every-year", "every year", "每年"),
        (
            "mlps-filing-2026",
            "before-launch",
            "within 30 days after grading",
            "定级后30日内",
        ),
    ],
)
def test_the_deadline_of_the_law_is_said_as_a_lawyer_says_it(
    id: str, phase: str, en: str, zh: str
) -> None:
    for lang, text in (("en", en), ("zh", zh)):
        (item,) = [i for i in report(NORTHWIND, lang)["items"] if i["id"] == id]
        assert (item["phase"], item["deadline"]["text"]) == (phase, text)


def test_what_the_calendar_alone_tells_has_a_day() -> None:
    days = {i["id"]: i["deadline"]["day"] for i in report(NORTHWIND)["items"]}
    assert days["annual-report"] == "2027-03-31"
    assert days["licence-renewal"] is None
    assert days["mlps-assessment"] is None


def test_what_is_known_to_be_in_place_is_met() -> None:
    states = {i["id"]: i["state"] for i in report(NORTHWIND)["items"]}
    assert states["licensing-company"] == "met"
    assert states["capital-one-province"] == "met"
    assert states["long-term-service"] == "to-do"


def test_each_item_is_a_line_or_stands_under_one_question() -> None:
    found = report(NORTHWIND)
    ids = [item["id"] for item in found["items"]]
    ids += [item["id"] for asked in found["asked"] for item in asked["items"]]
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    counts = [len(asked["items"]) for asked in found["asked"]]
    assert counts == sorted(counts, reverse=True)


def test_an_item_stands_under_the_question_whose_no_closes_it() -> None:
    of = {
        item["id"]: asked["fact"]
        for asked in report(NORTHWIND)["asked"]
        for item in asked["items"]
    }
    assert of["pi-basics"] == "facts.handles_personal_information"
    assert of["pi-localisation"] == "facts.handles_personal_information"
    assert of["export-contract"] == "facts.cross_border_transfer"
    assert of["ai-labels"] == "facts.generative_ai"
    assert of["capital-several-provinces"] == "services.coverage"


def test_what_binds_holders_only_and_what_does_not_apply_is_counted() -> None:
    found = report(NORTHWIND)
    shown = {item["id"] for item in found["items"]}
    shown |= {item["id"] for asked in found["asked"] for item in asked["items"]}
    assert "licence-renewal-late" not in shown
    assert found["hidden"]["holders"] == 1
    assert found["hidden"]["not_applicable"] > 0
    held = report(NORTHWIND + "[facts]\nlicence_expires_in_days = 30\n")
    assert held["hidden"]["holders"] == 0


def test_an_answer_opens_items_into_their_phases_and_a_no_drops_them() -> None:
    fact = "[facts]\ncross_border_connectivity = {}\n"
    some = report(NORTHWIND)
    none = report(NORTHWIND + fact.format('"none"'))
    asked = {a["fact"]: {i["id"] for i in a["items"]} for a in some["asked"]}
    hung = asked["facts.cross_border_connectivity"]
    assert "line-sale" in hung
    left = {i["id"] for i in none["items"]}
    left |= {i["id"] for a in none["asked"] for i in a["items"]}
    assert not hung & left


def test_no_statement_of_a_report_is_without_its_source() -> None:
    for text in (NORTHWIND, TESLA):
        found = report(text)
        for row in (*found["items"], *found["papers"], *found["services"]):
            assert row["basis"]["numbers"], row


def test_the_history_ends_on_the_day_judged() -> None:
    for row in report(TESLA)["history"]["rows"]:
        assert all(period["start"] <= "2026-12-01" for period in row["periods"])
        assert row["periods"][-1]["end"] is None
        assert row["periods"][0]["start"] == "2001-01-01"


def test_a_move_that_makes_a_yes_has_a_row_of_its_own() -> None:
    rows = report(NORTHWIND)["history"]["rows"]
    (moved,) = [row for row in rows if row["place"]]
    assert moved["place"] == "the same, if in Beijing"
    assert moved["services"] == ["idc", "ircs"]
    assert [p["status"] for p in moved["periods"]] == ["not_licensable", "conditional"]
    assert moved["periods"][1]["start"] == "2024-10-23"


def test_the_grid_has_the_company_first_and_every_service() -> None:
    grid = report(NORTHWIND)["grid"]
    assert [column["own"] for column in grid["columns"]].index(True) == 0
    statuses = {row["service"]: row["cells"][0]["status"] for row in grid["rows"]}
    assert statuses == {
        "info-community": "not_licensable",
        "idc": "not_licensable",
        "ircs": "not_licensable",
        "call-centre": "licensable",
        "own_shop": "not_needed",
    }
    places = {id for column in grid["columns"] for id in column["places"]}
    assert {"beijing", "shanghai/lingang"} <= places


def test_the_owners_stand_level_by_level() -> None:
    text = (
        'schema = 1\nname = "P"\nservices = ["ircs"]\n'
        '[[owners]]\nname = "Up"\njurisdiction = "CN"\nshare = 60\n'
        '[[owners.owners]]\nname = "Top"\njurisdiction = "US"\nshare = 50\n'
        '[[owners.owners]]\nname = "Rest"\njurisdiction = "CN"\n'
        '[[owners]]\nname = "Side"\njurisdiction = "HK"\nshare = 40\n'
    )
    holders = report(text)["ownership"]["holders"]
    assert [(h["level"], h["name"], h["foreign"], h["share"]) for h in holders] == [
        (1, "Up", False, "60 %"),
        (2, "Top", True, "50 %"),
        (2, "Rest", False, "share not stated"),
        (1, "Side", True, "40 %"),
    ]


def test_a_question_says_how_many_items_hang_on_it() -> None:
    found = report('schema = 1\nname = "P"\nservices = ["info-publish"]\n')
    hanging = {asked["fact"]: len(asked["items"]) for asked in found["asked"]}
    rows = {row["fact"]: row["items"] for row in found["summary"]["questions"]}
    assert rows == {fact: hanging.get(fact, 0) for fact in rows}
    assert rows["services.content"] > 1
