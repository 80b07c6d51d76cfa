"""Waivers: what they count out, and when they count no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vatscheck.answers.assess import document
from vatscheck.answers.waivers import counted_out, record_digest
from vatscheck.engine.assess import assess
from vatscheck.law.book import load_law
from vatscheck.loading import load_profile

LAW = load_law()
DAY = "2026-12-01"
CLOUD = """schema = 1
name = "Northwind"
services = ["ircs"]
registration = { place = "shanghai/xuhui", legal_form = "company" }
servers = { places = ["beijing"] }
owners = [{ jurisdiction = "US", share = 100 }]
"""
WAIVER = """
[[waivers]]
rule = "{rule}"
reason = "{reason}"
by = "GC"
decided = 2026-11-20
until = {until}
"""
REASON = "We wait for the pilot to be enlarged."


def waiver(rule: str, *more: str, until: str = "2027-03-01") -> str:
    head = WAIVER.format(rule=rule, reason=REASON, until=until)
    return head + "".join(f"{line}\n" for line in more)


def answer(tmp_path: Path, *waivers: str, day: str = DAY) -> dict[str, Any]:
    path = tmp_path / "p.toml"
    path.write_text(CLOUD + "".join(waivers), encoding="utf-8")
    found = assess(load_profile(path, LAW), LAW, day)
    return document(found, "en").to_dict()


def states(found: dict[str, Any]) -> list[str]:
    return [told["state"] for told in found["waivers"]]


def out(found: dict[str, Any]) -> bool:
    (item,) = found["assessments"]
    return bool(counted_out(item, found.get("waivers", ())))


RISK = 'accept = "risk"'


def test_every_rule_that_would_refuse_has_to_be_waived(tmp_path: Path) -> None:
    alone = answer(tmp_path, waiver("not-committed", RISK))
    assert states(alone) == ["active"]
    assert not out(alone)
    both = answer(tmp_path, waiver("not-committed", RISK), waiver("pilot-2024", RISK))
    assert states(both) == ["active", "active"]
    assert out(both)
    assert both["assessments"][0]["waived"] is True


def test_a_refusal_is_accepted_in_so_many_words(tmp_path: Path) -> None:
    found = answer(tmp_path, waiver("not-committed"), waiver("pilot-2024", RISK))
    assert states(found) == ["refusal", "active"]
    assert not out(found)


def test_the_last_day_counts_and_the_next_does_not(tmp_path: Path) -> None:
    last = waiver("not-committed", RISK, until="2026-12-01")
    assert states(answer(tmp_path, last)) == ["active"]
    assert states(answer(tmp_path, last, day="2026-12-02")) == ["expired"]


def test_a_waiver_is_none_before_it_is_decided(tmp_path: Path) -> None:
    found = answer(tmp_path, waiver("not-committed", RISK), day="2026-11-19")
    assert states(found) == ["unused"]


def test_a_record_that_has_changed_reopens_it(tmp_path: Path) -> None:
    digest = record_digest(LAW, "not-committed")
    same = waiver("not-committed", RISK, f'law = "{digest}"')
    assert states(answer(tmp_path, same)) == ["active"]
    other = waiver("not-committed", RISK, f'law = "sha256:{"0" * 64}"')
    assert states(answer(tmp_path, other)) == ["reopened"]


def test_a_waiver_of_another_service_is_not_used(tmp_path: Path) -> None:
    found = answer(tmp_path, waiver("not-committed", RISK, 'service = "cdn"'))
    assert states(found) == ["unused"]


def test_a_waiver_changes_nothing_else(tmp_path: Path) -> None:
    plain = answer(tmp_path)
    waived = answer(tmp_path, waiver("not-committed", RISK), waiver("pilot-2024", RISK))
    for key in ("summary", "assessments"):
        found = waived[key]
        if key == "assessments":
            found = [{k: v for k, v in i.items() if k != "waived"} for i in found]
        assert found == plain[key]


@pytest.mark.parametrize("kind", ["routes", "prohibitions", "conditions", "duties"])
def test_every_record_that_can_be_waived_has_a_digest(kind: str) -> None:
    digests = {record_digest(LAW, id) for id in getattr(LAW, kind)}
    assert len(digests) == len(getattr(LAW, kind))
