"""Which of several met routes is named: the surer one, then the wider."""

from __future__ import annotations

import copy

from tests.engine.test_properties import settle
from vatscheck.engine.assess import assess
from vatscheck.law.book import Law


def test_the_surer_and_wider_of_two_met_routes_is_named(law: Law) -> None:
    """CEPA is nationwide and settled; the plan of the 20 regions has no rule behind it."""
    data = {
        "schema": 1,
        "name": "P",
        "services": ["isp-user"],
        "registration": {"place": "guangdong/shenzhen/ftz-qianhai"},
        "servers": {"places": ["guangdong/shenzhen", "beijing"]},
        "owners": [{"jurisdiction": "HK", "service_supplier": True, "share": 100}],
    }
    (item,) = assess(settle(data), law, "2026-11-22").assessments
    assert item.best
    assert item.best.rule.route.id == "cepa-uncapped-closed"
    met = [r.rule.route.id for r in item.routes if r.status == "conditional"]
    assert "service-pilot-isp" in met


def test_a_plain_answer_comes_before_everything(law: Law) -> None:
    data = {
        "schema": 1,
        "name": "P",
        "services": ["edi-ecommerce"],
        "registration": {"place": "shanghai/pudong"},
        "servers": {"places": ["shanghai/pudong"]},
        "owners": [{"jurisdiction": "US", "share": 100}],
    }
    (item,) = assess(settle(data), law, "2026-11-22").assessments
    assert item.best
    assert (item.status, item.best.rule.route.id) == ("licensable", "national-uncapped")


def less_sure(law: Law, route: str) -> Law:
    """The law with the source of one route a little less certain."""
    found = copy.copy(law)
    found.__dict__.pop("kept", None)  # what was worked out from the other law
    old = law.routes[route]
    evidence = old.evidence._replace(confidence="medium-high")
    found.__dict__["routes"] = {**law.routes, route: old._replace(evidence=evidence)}
    return found


def test_a_route_for_all_places_comes_before_one_of_an_area(law: Law) -> None:
    """Half foreign in the Shanghai zone in 2016: the cap of half, then the zone."""
    zone = "shanghai/ftz-waigaoqiao"
    data = {
        "schema": 1,
        "name": "P",
        "services": ["edi-ecommerce"],
        "registration": {"place": zone},
        "servers": {"places": [zone]},
        "owners": [
            {"jurisdiction": "US", "share": 50, "track_record": True},
            {"jurisdiction": "CN", "share": 50, "kind": "company"},
        ],
    }
    judged = less_sure(law, "national-capped")
    (item,) = assess(settle(data), judged, "2015-01-01").assessments
    met = {
        r.rule.route.id: r.rule.route for r in item.routes if r.status == "conditional"
    }
    assert item.best
    assert item.best.rule.route.id == "national-capped"
    assert any(
        r.kind == "area" and r.evidence.confidence == "high" for r in met.values()
    )
