"""The proof: what was found of each fact, and the order of the routes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import TODAY, company, holder, judged, us
from tests.upkeep.laws import SURE, changed, prohibition
from vatscheck.engine.answer import Assessment, CheckResult
from vatscheck.engine.ways import KIND_ORDER, RANKS
from vatscheck.law.models import Prohibition, Use

DOMESTIC = [holder("CN", 100)]


def check(item: Assessment, route: str, id: str) -> CheckResult:
    (found,) = [r for r in item.routes if r.rule.route.id == route]
    return next(each for each in found.checks if each.id == id)


def test_a_vpn_with_a_site_abroad_is_refused_by_what_the_profile_states() -> None:
    """Catalogue, B13: a domestic VPN serves sites in the mainland only."""
    data = company("ip-vpn", DOMESTIC, facts={"customers_abroad_in_vpn": True})
    item = judged(data)
    assert item.status == "not_licensable"
    for route in item.routes:
        (ban,) = [
            c for c in route.checks if c.check.fact == "facts.customers_abroad_in_vpn"
        ]
        assert (ban.holds, ban.found, ban.wanted) == (False, True, True)
        assert ban.ban
        assert ban.cites == tuple(ban.ban.evidence.cites)


@pytest.mark.parametrize("said", [None, False])
def test_a_prohibition_that_does_not_apply_is_no_part_of_the_proof(said: Any) -> None:
    facts = {} if said is None else {"customers_abroad_in_vpn": said}
    item = judged(company("ip-vpn", DOMESTIC, facts=facts))
    assert item.status == "licensable"
    assert not [c for route in item.routes for c in route.checks if c.ban]


def test_a_prohibition_that_may_apply_is_an_open_check_of_the_proof() -> None:
    """Above 30 % is made up here; from 20 to 40 % it is open whether it applies."""
    law = changed(prohibition(["info-search"], 30, "2020-01-01"))
    item = judged(company("info-search", us((20, 40)), content=["none"]), law=law)
    assert item.status == "undetermined"
    ban = check(item, "national-capped", "made-up")
    assert (ban.holds, ban.wanted, ban.found) == (None, 30, [20, 40])


def test_a_prohibition_of_two_checks_shows_the_first() -> None:
    cites = ["telecom-regulations"]
    when = [
        Use("foreign-above", cites, 30),
        Use("registered-within", cites, "pilot-2024"),
    ]
    words = ("made up", "虚构", "A made-up prohibition.", "虚构禁止。")
    ban = Prohibition("made-up", "2020-01-01", *words, SURE, when, ["info-search"])
    there = {"registration": {"place": "shanghai/pudong"}}
    data = company("info-search", us(40), content=["none"], **there)
    item = judged(data, law=changed(ban))
    assert item.status == "not_licensable"
    found = check(item, "national-capped", "made-up")
    assert (found.check.fact, found.found) == ("ownership.foreign", 40)


def test_shares_are_found_as_one_value_or_as_both_ends() -> None:
    one = judged(company("info-search", us(40), content=["none"]))
    two = judged(company("info-search", us((20, 60)), content=["none"]))
    at_most = [check(item, "national-capped", "foreign-at-most") for item in (one, two)]
    assert [each.found for each in at_most] == [40, [20, 60]]
    assert [each.holds for each in at_most] == [True, None]
    assert all(each.wanted == 50 for each in at_most)


def test_a_form_other_than_a_company_is_found_as_stated() -> None:
    """Only a company can hold the licence; left out, it is read as one."""
    partner = {"place": "guizhou/guiyang", "legal_form": "partnership"}
    stated = judged(company("cdn", DOMESTIC, registration=partner))
    form = check(stated, "domestic", "company-only")
    assert (form.holds, form.found) == (False, "partnership")
    (domestic, *_) = judged(company("cdn", DOMESTIC)).routes
    assert all(each.check.fact != "registration.legal_form" for each in domestic.checks)


@pytest.mark.parametrize(
    ("service", "owners"),
    [
        ("ircs", [holder("US", 100)]),
        ("isp-user", [holder("US", 100)]),
        ("ip-vpn", us(40)),
        ("idc", [holder("HK", 50), holder("CN", 50)]),
        ("ip-vpn", [{"jurisdiction": "CN", "share": 100}]),
    ],
)
def test_routes_come_best_first_and_refused_ones_by_what_they_lack(
    service: str, owners: list[dict[str, Any]]
) -> None:
    routes = judged(company(service, owners)).routes
    ranks = [RANKS.index(route.status) for route in routes]
    assert ranks == sorted(ranks)
    refused = [route for route in routes if route.status == "not_licensable"]
    lacks = [
        (len(route.failing), KIND_ORDER.index(route.rule.route.kind))
        for route in refused
    ]
    assert lacks == sorted(lacks)
    assert len({count for count, _ in lacks}) > 1


def test_the_nearest_refused_routes_of_a_cloud_in_guizhou() -> None:
    """Without a foreign share, or in a pilot area with the servers beside it."""
    routes = [
        r.rule.route.id for r in judged(company("ircs", us(100)[:1]), TODAY).routes
    ]
    assert routes.index("domestic") < routes.index("pilot-2024")
    assert routes.index("pilot-2024") < routes.index("cepa-capped")


def test_a_missing_form_adds_to_what_every_route_lacks() -> None:
    data = company("cdn", DOMESTIC)
    data["registration"] = {"place": "guizhou/guiyang", "legal_form": "partnership"}
    (domestic, *_) = judged(data).routes
    assert domestic.rule.route.id == "domestic"
    assert [each.id for each in domestic.failing] == ["company-only"]
