"""The document of `assess`: where things stand in the file, what decides, its digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.answers.summaries import answered, at_random, settled
from tests.cli.running import run
from tests.engine.cures_against_brute_force import LAW, patched
from vatscheck.engine.assess import assess

DAY = "2026-12-01"
TABLES = """\
schema = 1
name = "A"
[[owners]]
jurisdiction = "US"
share = 100
[[services]]
id = "ircs"
[[services]]
id = "B26"
servers = ["beijing"]
[registration]
place = "徐汇区"
"""
LISTS = """\
schema = 1
name = "A"
services = ["云服务", "call-centre"]
products = ["own_shop", "public_cloud"]
owners = [{jurisdiction="US", share=100}]
registration = { place = "shanghai/xuhui", legal_form = "partnership" }
"""
INLINE = """\
schema = 1
name = "A"
services = [{id="paging"}, {id="ircs", for_others=false}, {id='call-centre'}]
registration.place = "beijing"
servers.places = [
  "beijing", # one
  "shanghai",
]
owners = [{jurisdiction="CN", kind="company", share=100}]
"""


def judged(text: str, tmp_path: Path, *options: str) -> dict[str, Any]:
    path = tmp_path / "p.toml"
    path.write_text(text, encoding="utf-8")
    ran = run("assess", path, "--as-of", DAY, "--format", "json", *options)
    found: dict[str, Any] = json.loads(ran.out)
    return found


def shown(text: str, place: dict[str, int] | None) -> str | None:
    """What stands in the text from the place's beginning to its end."""
    if place is None:
        return None
    rows = text.splitlines()[place["line"] - 1 : place["end_line"]]
    rows[-1] = rows[-1][: place["end_column"] - 1]
    return "\n".join([rows[0][place["column"] - 1 :], *rows[1:]])


@pytest.mark.parametrize(
    ("text", "service", "at"),
    [
        (TABLES, "ircs", "[[services]]"),
        (TABLES, "dns", "[[services]]"),
        (LISTS, "ircs", '"云服务"'),
        (LISTS, "call-centre", '"call-centre"'),
        (LISTS, "idc", '"public_cloud"'),
        (LISTS, "own_shop", '"own_shop"'),
        (INLINE, "paging", '{id="paging"}'),
        (INLINE, "ircs", '{id="ircs", for_others=false}'),
    ],
)
def test_a_service_stands_where_it_is_asked_for(
    text: str, service: str, at: str, tmp_path: Path
) -> None:
    answer = judged(text, tmp_path)
    (item,) = (i for i in answer["assessments"] if i["service"] == service)
    assert shown(text, item["at"]) == at


def test_the_second_table_has_its_own_line(tmp_path: Path) -> None:
    answer = judged(TABLES, tmp_path)
    lines = {i["service"]: i["at"]["line"] for i in answer["assessments"]}
    assert lines == {"ircs": 6, "dns": 8}


@pytest.mark.parametrize(
    ("text", "service", "decides", "at"),
    [
        (TABLES, "ircs", ("registration.place", "not-committed"), 'place = "徐汇区"'),
        (LISTS, "call-centre", ("registration.legal_form", "company-only"), 'legal_form = "partnership"'),
        (LISTS, "own_shop", (None, "own_shop"), None),
        (INLINE, "paging", (None, "not-covered"), None),
        (INLINE, "ircs", (None, "ircs"), None),
        (INLINE, "call-centre", (None, "domestic"), None),
    ],
)  # fmt: skip
def test_what_decides_is_named_and_found(
    text: str,
    service: str,
    decides: tuple[str | None, str],
    at: str | None,
    tmp_path: Path,
) -> None:
    answer = judged(text, tmp_path)
    (item,) = (i for i in answer["assessments"] if i["service"] == service)
    found = item["decides"]
    assert (found.get("fact"), found["rule"]) == decides
    assert shown(text, found.get("at")) == at


def test_given_facts_say_where_they_stand_and_others_what_they_rest_on(
    tmp_path: Path,
) -> None:
    answer = judged(INLINE, tmp_path)
    found = {f["fact"]: f for f in answer["summary"]["facts"]}
    place = found["registration.place"]
    assert (place["state"], place["value"]) == ("given", "Beijing")
    assert shown(INLINE, place["from"]) == 'registration.place = "beijing"'
    servers = shown(INLINE, found["servers.places"]["from"])
    assert servers == 'servers.places = [\n  "beijing", # one\n  "shanghai",\n]'
    share = found["ownership.foreign"]
    assert (share["state"], share["from"]) == ("derived", {"facts": ["owners"]})
    form = found["registration.legal_form"]
    assert (form["state"], form["from"]) == ("assumed", {"reading": 5})


def test_services_of_the_command_line_stand_nowhere_in_the_file(tmp_path: Path) -> None:
    answer = judged(TABLES, tmp_path, "--service", "call-centre")
    (item,) = answer["assessments"]
    assert item["service"] == "call-centre"
    assert "at" not in item
    assert answer["profile"]["file"] == (tmp_path / "p.toml").as_posix()


def test_standard_input_is_named_by_its_dash() -> None:
    ran = run("assess", "-", "--as-of", DAY, "--format", "json", stdin=TABLES.encode())
    answer = json.loads(ran.out)
    assert answer["profile"]["file"] == "-"
    assert answer["assessments"][0]["at"]["line"] == 6


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("text", [TABLES, LISTS, INLINE])
def test_the_last_key_is_the_digest_of_all_others(
    text: str, lang: str, tmp_path: Path
) -> None:
    answer = judged(text, tmp_path, "--lang", lang)
    assert [*answer][-1] == "digest"
    digest = answer.pop("digest")
    plain = json.dumps(
        answer, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert digest == f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


def test_keys_stand_in_the_order_of_the_contract(tmp_path: Path) -> None:
    answer = judged(TABLES, tmp_path)
    assert [*answer] == [
        *("schema", "tool", "law", "as_of", "profile", "summary", "ownership"),
        *("assessments", "citations", "digest"),
    ]
    assert [*answer["profile"]] == ["name", "file", "digest", "facts"]


RANDOM = [
    (data, day)
    for data, day in at_random(60, seed=3)
    if any(
        item["status"] == "undetermined" and item["routes"]
        for item in answered(data, day, "en").data["assessments"]
    )
][:12]


@pytest.mark.parametrize(("data", "day"), RANDOM)
def test_the_witnesses_of_an_open_answer_are_judged_as_they_say(
    data: dict[str, Any], day: str
) -> None:
    open_ = [
        item
        for item in answered(data, day, "en").data["assessments"]
        if item["status"] == "undetermined" and item["routes"]
    ]
    for item in open_:
        statuses = [found["status"] for found in item["witnesses"]]
        assert len(statuses) == 2
        assert statuses[0] in ("licensable", "conditional")
        for found in item["witnesses"]:
            after = assess(settled(patched(data, found["patch"])), LAW, day)
            (got,) = (i for i in after.assessments if i.service.id == item["service"])
            assert got.status == found["status"]


def test_an_open_answer_is_among_the_random_ones() -> None:
    assert len(RANDOM) >= 5
