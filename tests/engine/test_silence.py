"""What is left out of `[facts]`: open, or read as the record says, and then said so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.engine.strategies import LAW
from tests.upkeep.laws import SURE, changed
from vatscheck.engine.answer import Assessment, Assumption
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.law.models import Check, Route, Use, Version
from vatscheck.profile.models import Profile
from vatscheck.upkeep.folders import read_folder
from vatscheck.upkeep.minimum import minimum

DAY = "2026-11-22"
FILED = """[[check]]
id = "icp-filed"
fact = "facts.icp_filed"
op = "is"
wants = "the site is filed: {value}"
wants_zh = "网站已备案：{value}"
cure = "file the site"
cure_zh = "办理网站备案"

[[route]]
id = "firm-route"
kind = "national"
overrides = ["not-committed"]
title = "firm route"
title_zh = "本所途径"
text = "A rule of ours."
text_zh = "本所的规则。"
cites = ["telecom-regulations#Art. 13"]
grade = "S"
confidence = "high"
verified_on = 2026-11-22
question = false
[[route.version]]
from = 2026-01-01
services = ["ircs"]
when = [{ check = "icp-filed", value = true, cites = ["telecom-regulations#Art. 13"] }]
"""
COMPANY = """schema = 1
name = "X"
services = ["ircs"]
[registration]
place = "sichuan/chengdu"
[[owners]]
jurisdiction = "US"
share = 100
"""


def answer(tmp_path: Path, facts: str = "", law: str = FILED) -> dict[str, Any]:
    """The answer for a company held from abroad, under the firm's own route."""
    folder = tmp_path / "law"
    folder.mkdir(exist_ok=True)
    (folder / "ours.toml").write_text(law, encoding="utf-8")
    profile = tmp_path / "p.toml"
    profile.write_text(f"{COMPANY}[facts]\n{facts}", encoding="utf-8")
    options = ("--as-of", DAY, "--law", folder, "--format", "json")
    found: dict[str, Any] = json.loads(run("assess", profile, *options).out)
    item: dict[str, Any] = found["assessments"][0]
    return item


def test_a_fact_of_a_route_that_is_left_out_is_asked_and_cured(tmp_path: Path) -> None:
    found = answer(tmp_path)
    assert found["status"] == "undetermined"
    assert [(ask["fact"], ask["outcomes"]) for ask in found["asks"]] == [
        ("facts.icp_filed", {"yes": "licensable", "no": "not_licensable"})
    ]
    cure = next(cure for cure in found["cures"] if cure["route"] == "firm-route")
    assert cure["patch"] == {"facts.icp_filed": True}
    assert cure["leads_to"] == "licensable"
    assert not any("Left out: read as" in text for text in found["assumptions"])


def test_a_fact_of_a_route_that_is_true_meets_it(tmp_path: Path) -> None:
    found = answer(tmp_path, "icp_filed = true")
    assert (found["status"], found["asks"]) == ("licensable", [])
    assert found["route"] == "firm-route"


def test_a_fact_of_a_route_that_is_false_fails_it(tmp_path: Path) -> None:
    found = answer(tmp_path, "icp_filed = false")
    assert (found["status"], found["asks"]) == ("not_licensable", [])
    cure = next(cure for cure in found["cures"] if cure["route"] == "firm-route")
    assert cure["patch"] == {"facts.icp_filed": True}
    assert cure["steps"][0]["text"] == "file the site"


def test_the_table_says_nothing_about_shares_that_the_route_does_not(
    tmp_path: Path,
) -> None:
    answer(tmp_path, "icp_filed = true")
    options = ("--as-of", DAY, "--law", tmp_path / "law")
    told = run("assess", tmp_path / "p.toml", *options).out
    assert "firm route [Telecom Regulations 2016, Art. 13]" in told
    assert "no foreign share" not in told
    answer(tmp_path)
    told = run("assess", tmp_path / "p.toml", *options).out
    assert "closed to foreign capital" not in told
    answer(tmp_path, "icp_filed = false")
    told = run("assess", tmp_path / "p.toml", *options).out
    assert "closed to foreign capital" not in told  # the site is what is lacking
    assert "file the site (MIIT)" in told


@pytest.mark.parametrize(
    ("left_out", "status", "said"),
    [
        ("no", "not_licensable", "Left out: read as no"),
        ("yes", "licensable", "Left out: read as yes"),
    ],
)
def test_silence_that_the_record_reads_is_known_and_said(
    tmp_path: Path, left_out: str, status: str, said: str
) -> None:
    law = FILED.replace('cure = "file', f'left_out = "{left_out}"\ncure = "file', 1)
    found = answer(tmp_path, law=law)
    question = "Are the website and apps filed (ICP and app filing)?"
    assert (found["status"], found["asks"]) == (status, [])
    assert f"{question} {said}" in found["assumptions"]
    stated = answer(tmp_path, f"icp_filed = {str(left_out == 'yes').lower()}", law)
    assert stated["status"] == status
    assert not any(said in text for text in stated["assumptions"])


def test_a_reading_is_said_in_chinese(tmp_path: Path) -> None:
    law = FILED.replace('cure = "file', 'left_out = "no"\ncure = "file', 1)
    answer(tmp_path, law=law)
    options = ("--full", "--as-of", DAY, "--law", tmp_path / "law", "--lang", "zh")
    told = run("assess", tmp_path / "p.toml", *options).out
    assert "？未填：推定为“否”" in told


def judged(law: Law, facts: dict[str, Any], owners: list[dict[str, Any]]) -> Assessment:
    profile = Profile.model_validate(
        {
            "schema": 1,
            "name": "X",
            "services": ["edi-ecommerce"],
            "owners": owners,
            "facts": facts,
            "registration": {"place": "sichuan/chengdu"},
        }
    )
    return assess(profile, law, DAY, cured=False).assessments[0]


CONTROL = Assumption("left-out-no", "facts.contract_control")
CHINESE = [{"jurisdiction": "CN", "kind": "person", "share": 100}]


def test_control_by_contract_is_a_reading_where_it_would_warn() -> None:
    found = judged(LAW, {}, CHINESE)
    assert found.status == "licensable"
    assert CONTROL in found.assumptions
    assert [rule.id for rule in found.warnings] == []
    stated = judged(LAW, {"contract_control": True}, CHINESE)
    assert "contract-control" in [rule.id for rule in stated.warnings]
    assert CONTROL not in stated.assumptions
    assert CONTROL not in judged(LAW, {"contract_control": False}, CHINESE).assumptions


def test_a_reading_that_decides_nothing_is_not_said() -> None:
    """A refusal stands whoever controls the company."""
    profile = Profile.model_validate(
        {
            "schema": 1,
            "name": "X",
            "services": ["ircs"],
            "owners": [{"jurisdiction": "US", "share": 100}],
            "registration": {"place": "sichuan/chengdu"},
        }
    )
    found = assess(profile, LAW, DAY).assessments[0]
    assert found.status == "not_licensable"
    assert CONTROL not in found.assumptions


def test_a_reading_of_a_fact_that_the_service_does_not_read_is_not_said() -> None:
    facts = {reading.about for reading in judged(LAW, {}, CHINESE).assumptions}
    assert "facts.customers_abroad_in_vpn" not in facts


def test_a_site_abroad_is_a_reading_of_domestic_vpn_only() -> None:
    profile = Profile.model_validate(
        {
            "schema": 1,
            "name": "X",
            "services": ["ip-vpn"],
            "owners": CHINESE,
            "registration": {"place": "beijing"},
        }
    )
    found = assess(profile, LAW, DAY).assessments[0]
    site = Assumption("left-out-no", "facts.customers_abroad_in_vpn")
    assert found.status in ("licensable", "conditional")
    assert site in found.assumptions


@pytest.mark.parametrize("left_out", [None, "yes", "no"])
def test_a_route_of_readings_alone_needs_no_test_of_the_unknown(
    left_out: Any,
) -> None:
    check = Check("ours", "facts.app", "is", "an app", "应用", left_out=left_out)
    use = Use("ours", ["telecom-regulations"], True)
    version = Version("2026-01-01", ["cdn"], [use])
    words = ("made up", "虚构", "A made-up route.", "虚构途径。")
    law = changed(check, Route("made-up", "area", *words, SURE, [version]))
    lacking = [found.what for found in minimum(law, [], {"made-up"})]
    assert ("lint-no-unknown" in lacking) == (left_out is None)


def test_the_overlay_of_the_example_is_sound(tmp_path: Path) -> None:
    answer(tmp_path)
    assert read_folder(tmp_path / "law").routes["firm-route"].kind == "national"
