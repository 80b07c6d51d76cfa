"""Which of several met routes is named: the surer one, then the wider."""

from __future__ import annotations

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
