"""Which route is named where completions, or places, are met by different ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import company, holder, judged

SUPPLIER = [holder("HK", 30, service_supplier=True), holder("CN", 70)]
DOMESTIC = [holder("CN", 100)]
EARLIER = "2015-01-01"
"""A day of the first free trade zone, the one of Shanghai, beside CEPA."""


def at(place: str) -> dict[str, Any]:
    return {"registration": {"place": place}, "servers": {"places": [place]}}


def named(data: dict[str, Any], day: str) -> str | None:
    best = judged(data, day).best
    return best.rule.route.id if best else None


def test_a_domestic_company_is_licensable_everywhere_in_the_same_way() -> None:
    (group,) = judged(company("ip-vpn", DOMESTIC)).where
    assert (group.status, group.route.id) == ("licensable", "domestic")
    assert (group.places, group.everywhere) == ((), True)


def test_a_zone_with_a_route_of_its_own_leaves_no_everywhere() -> None:
    """In the zone its own route is the surer one; all else is left to CEPA."""
    found = judged(company("ip-vpn", SUPPLIER), EARLIER).where
    zone, rest = found
    assert zone.route.id == "shanghai-ftz-ip-vpn"
    assert set(zone.places) == {
        "shanghai/ftz-waigaoqiao",
        "shanghai/ftz-waigaoqiao-logistics",
        "shanghai/ftz-yangshan",
        "shanghai/ftz-pudong-airport",
    }
    assert rest.route.id == "cepa-capped"
    assert (rest.places, rest.everywhere) == ((), False)


@pytest.mark.parametrize(
    ("place", "route"),
    [
        ("shanghai/ftz-waigaoqiao", "shanghai-ftz-ip-vpn"),
        ("shanghai/xuhui", "cepa-capped"),
        ("shanghai", "cepa-capped"),
    ],
)
def test_the_route_named_is_met_wherever_the_company_may_be(
    place: str, route: str
) -> None:
    """Of Shanghai as a whole the zone is a part only: its route is not met for sure."""
    assert named(company("ip-vpn", SUPPLIER, **at(place)), EARLIER) == route


def test_the_route_named_is_met_whatever_the_certificate() -> None:
    """The city was open to foreign shares for offshore call centres, certified or not."""
    owners = [holder("HK", 30), holder("CN", 70)]
    item = judged(company("call-centre-offshore", owners, **at("shanghai")), EARLIER)
    assert item.best
    assert item.best.rule.route.id == "offshore-call-centre-2010"
    status = {route.rule.route.id: route.status for route in item.routes}
    assert status["cepa-capped"] == "undetermined"
    assert status["offshore-call-centre-2010"] == "conditional"
    zone, cities = item.where
    assert zone.route.id == "shanghai-ftz-uncapped"
    assert cities.route.id == "offshore-call-centre-2010"
    assert {"beijing", "tianjin", "liaoning/dalian"} <= set(cities.places)


def test_a_holder_from_anywhere_is_named_the_route_for_foreign_shares() -> None:
    """Domestic or not, a share of 30 % is within the cap; one of the two is certain."""
    owners = [{"name": "X", "share": 30}, holder("CN", 70)]
    item = judged(company("edi-ecommerce", owners), EARLIER)
    assert item.best
    assert item.best.rule.route.id == "national-capped"
    (group,) = item.where
    assert (group.route.id, group.everywhere) == ("national-capped", True)
