"""The first line under a refusal names what it rests on, and foreign capital only where it is."""

from __future__ import annotations

from typing import Any

import pytest

from vatscheck.answers.rows import row
from vatscheck.engine.answer import Assessment
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.profile.models import Profile
from vatscheck.words.phrases import Phrases

GUIYANG = "guizhou/guiyang"
CHINESE = [{"jurisdiction": "CN", "share": 100, "kind": "person"}]
BRITISH = [{"jurisdiction": "GB", "share": 100}]


def half(jurisdiction: str) -> list[dict[str, Any]]:
    return [
        {"jurisdiction": jurisdiction, "share": 50, "track_record": True},
        {"jurisdiction": "CN", "share": 50, "kind": "company"},
    ]


def found(
    law: Law,
    owners: list[dict[str, Any]],
    service: str,
    *,
    day: str = "2026-06-01",
    place: str = GUIYANG,
    form: str = "company",
    content: list[str] | None = None,
    serves: list[str] | None = None,
    facts: dict[str, Any] | None = None,
) -> Assessment:
    stands = place if "/" in place else GUIYANG
    profile = Profile.model_validate(
        {
            "schema": 1,
            "name": "x",
            "registration": {"place": place, "legal_form": form, "listed": False},
            "servers": {"places": [stands]},
            "owners": owners,
            "facts": facts or {},
            "services": [
                {"id": service, "content": content or ["none"], "serves": serves}
                if service.startswith(("info-", "app-"))
                else {"id": service, "serves": serves}
            ],
        }
    )
    (item,) = assess(profile, law, day).assessments
    return item


@pytest.mark.parametrize(
    ("owners", "service", "more", "grounds"),
    [
        (CHINESE, "idc", {"form": "branch"}, ("form",)),
        (BRITISH, "edi-ecommerce", {"form": "none"}, ("form",)),
        (CHINESE, "info-publish", {"content": ["audio-visual"]}, ("state",)),
        (CHINESE, "info-publish", {"form": "sole-trader"}, ("form",)),
        (
            CHINESE,
            "info-publish",
            {"content": ["games"], "facts": {"contract_control": True}},
            ("contract",),
        ),
        (half("US"), "info-publish", {"content": ["news"]}, ("content",)),
        (BRITISH, "info-publish", {"content": ["news"]}, ("content", "cap")),
        (BRITISH, "info-search", {}, ("cap",)),
        (BRITISH, "idc", {}, ("closed",)),
        (BRITISH, "idc", {"form": "branch"}, ("form", "closed")),
        (CHINESE, "idc", {"place": "hong-kong"}, ("place",)),
        (CHINESE, "ip-vpn", {"serves": ["abroad"]}, ("customers",)),
        (CHINESE, "basic-fixed", {}, ("state",)),
        (
            [
                {"jurisdiction": "US", "share": 50, "track_record": False},
                CHINESE[0] | {"share": 50},
            ],
            "store-forward",
            {"day": "2010-06-01"},
            ("record",),
        ),
    ],
)
def test_what_a_refusal_rests_on(
    law: Law,
    owners: list[dict[str, Any]],
    service: str,
    more: dict[str, Any],
    grounds: tuple[str, ...],
) -> None:
    item = found(law, owners, service, **more)
    assert item.status == "not_licensable"
    assert item.grounds == grounds


def test_the_headline_says_it_in_words(law: Law) -> None:
    item = found(law, CHINESE, "idc", form="branch")
    lines = row(item, Phrases(law, "2026-06-01", "en")).status
    assert lines == ["not licensable", "barred by the legal form"]
    item = found(law, CHINESE, "info-publish", content=["audio-visual"])
    lines = row(item, Phrases(law, "2026-06-01", "zh")).status
    assert lines[1:] == ["限国有控股"]


def test_the_cap_is_named_with_its_number(law: Law) -> None:
    item = found(law, BRITISH, "info-search")
    assert "cap 50 %" in row(item, Phrases(law, "2026-06-01", "en")).status


def test_other_ways_are_named_only_where_they_help(law: Law) -> None:
    """E-commerce is open to any foreign share: what is missing is a company."""
    assert found(law, BRITISH, "edi-ecommerce", form="none").alternatives == ()
    closed = {way.id for way in found(law, BRITISH, "idc").alternatives}
    assert {"licensed-operator", "certified-supplier"} <= closed
