"""Which questions are asked: those that a rule reads that can bind the service."""

from __future__ import annotations

import pytest

from tests.engine.strategies import LAW, SERVICES
from tests.intake.strategies import NAMES
from vatscheck.answers.facts import readers
from vatscheck.engine.assess import assess
from vatscheck.intake.form import answered, form, keys
from vatscheck.intake.relevance import keys_read
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load

DAY = "2026-11-22"


def read(*services: str, day: str = DAY) -> set[str]:
    return keys_read(LAW, day, services, ())


def test_content_is_asked_of_information_services_only() -> None:
    assert "services.content" in read("info-publish")
    assert "services.content" not in read("ircs")


def test_state_holders_matter_for_basic_services() -> None:
    assert "owners.kind" in read("basic-fixed")
    assert "owners.service_supplier" not in read("basic-fixed")


def test_the_track_record_is_asked_for_days_when_a_rule_read_it() -> None:
    assert "owners.track_record" in read("info-publish", day="2019-01-01")
    assert "owners.track_record" not in read("info-publish")


def test_a_platform_question_is_asked_of_platforms_only() -> None:
    assert "facts.third_party_platform" in read("edi-ecommerce")
    assert "facts.third_party_platform" not in read("call-centre")


def test_a_site_that_needs_no_licence_is_asked_about_its_filing() -> None:
    found = keys_read(LAW, DAY, (), ["corp_site"])
    assert "facts.website_or_domain" in found
    assert "facts.staff_insured" not in found


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_the_answer_asks_for_is_in_the_questionnaire(service: str) -> None:
    """The deciding facts of an open answer, and those on which its duties hang."""
    raw = f'schema = 1\nname = "X"\nservices = ["{service}"]\n'.encode()
    profile, _ = load(raw, "x.toml", settler(NAMES))
    known = read(service)
    (item,) = assess(profile, LAW, DAY).assessments
    asked = {ask.fact for ask in item.asks} - {"facts.counting"}
    asked |= {fact for duty in item.items for fact in duty.asks}
    stated = {fact for fact in asked if fact.startswith(("facts.", "registration."))}
    assert stated <= known


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_asked_that_no_rule_reads(service: str) -> None:
    found = {key for key in read(service) if key.startswith("facts.")}
    assert found <= set(readers(LAW)) | {"facts.counting"}
    assert "registration.place" in read(service)


def test_every_question_has_a_key_of_its_own() -> None:
    every = keys(LAW)
    assert len(every) == len(set(every))
    assert {f.id for f in LAW.facts.values() if f.type} <= set(every)


def test_what_a_profile_answers_is_asked_whether_it_matters_or_not() -> None:
    raw = b'schema = 1\nname = "X"\nservices = ["call-centre"]\n'
    raw += b"[facts]\nthird_party_platform = true\n"
    profile, _ = load(raw, "x.toml", settler(NAMES))
    asked = {q.key: q.answer for q in form(LAW, DAY, profile).questions}
    assert asked["facts.third_party_platform"] is True
    assert asked["name"] == answered(profile, "name") == "X"
