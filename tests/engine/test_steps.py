"""The steps of a cure: changed or established, whose, where, and as what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.companies import GUIYANG, company, holder, judged, us
from vatscheck.engine.answer import Cure, Step

Data = dict[str, Any]
CHANGE, ESTABLISH = "change", "establish"


def cure(data: Data, *facts: str, route: str | None = None) -> Cure:
    """The cure that changes just these facts, by a route if that is said."""
    found = [
        each
        for each in judged(data).cures
        if {step.fact for step in each.steps} == set(facts)
        and route in (None, each.route.id)
    ]
    assert len(found) == 1, [[s.fact for s in c.steps] for c in judged(data).cures]
    return found[0]


def step(data: Data, fact: str, *more: str, route: str | None = None) -> Step:
    steps = cure(data, fact, *more, route=route).steps
    return next(each for each in steps if each.fact == fact)


@pytest.mark.parametrize(("share", "kind"), [(60, CHANGE), ((40, 60), ESTABLISH)])
def test_a_share_too_large_is_changed_and_an_open_one_established(
    share: Any, kind: str
) -> None:
    found = step(company("info-search", us(share), content=["none"]), "owners")
    assert (found.kind, found.as_shown) == (kind, False)
    assert [(check.id, value) for check, value, _ in found.wants] == [
        ("foreign-at-most", 50)
    ]


@pytest.mark.parametrize(("said", "kind"), [(False, CHANGE), (None, ESTABLISH)])
def test_a_certificate_denied_is_to_be_obtained_and_an_unknown_one_to_be_shown(
    said: bool | None, kind: str
) -> None:
    more = {} if said is None else {"service_supplier": said}
    data = company("idc", [holder("HK", 50, **more), holder("CN", 50)])
    found = step(data, "owners[0].service_supplier")
    assert (found.kind, found.holder) == (kind, "HK holder")


@pytest.mark.parametrize(("content", "kind"), [(["games"], CHANGE), (None, ESTABLISH)])
def test_content_stated_is_dropped_and_unstated_is_excluded(
    content: list[str] | None, kind: str
) -> None:
    found = step(company("info-search", us(30), content=content), "services.content")
    assert found.kind == kind
    ((check, dropped, _),) = found.wants
    assert check.op == "none_of"
    assert "games" in dropped
    assert content is None or dropped == content


def test_another_form_is_a_change() -> None:
    data = company("cdn", [holder("CN", 100)])
    data["registration"] = {"place": "guizhou/guiyang", "legal_form": "partnership"}
    found = step(data, "registration.legal_form")
    assert found.kind == CHANGE
    ((check, value, _),) = found.wants
    assert (check.fact, value) == ("registration.legal_form", "company")


def test_counting_is_established_with_what_it_has_to_be() -> None:
    middle = holder("CN", 60, owners=us(60))
    data = company("info-search", [middle, holder("CN", 40)], content=["none"])
    found = step(data, "facts.counting")
    assert (found.kind, found.counting) == (ESTABLISH, "product")


PLACES = ("registration.place", "servers.places")


def moves(place: str | None) -> tuple[Step, ...]:
    registration = {"place": place} if place else {}
    servers = {"places": [place]} if place else {}
    owners = [holder("US", 100)]
    data = company("ircs", owners, registration=registration, servers=servers)
    return cure(data, *PLACES, route="pilot-2024").steps


def test_a_company_elsewhere_moves_to_a_pilot_area_with_its_servers() -> None:
    """The pilot's own places; facilities stand in the area of the company."""
    here, there = moves("guizhou/guiyang")
    assert (here.kind, there.kind) == (CHANGE, CHANGE)
    assert (here.place, there.place) == (None, None)
    pilots = {"beijing", "shanghai/pudong", "shanghai/lingang", "guangdong/shenzhen"}
    assert pilots <= set(here.places)
    assert [(check.id, value) for check, value, _ in here.wants] == [
        ("registered-within", "pilot-2024")
    ]


def test_a_company_somewhere_in_shanghai_shows_that_it_lies_in_the_pilot() -> None:
    """Pudong or Lin-gang: the worked example takes one of them, and names it."""
    here, there = moves("shanghai")
    assert (here.kind, there.kind) == (ESTABLISH, ESTABLISH)
    assert set(here.places) == {"shanghai/pudong", "shanghai/lingang"}
    assert here.place in here.places
    assert there.place is None


def test_a_company_of_no_known_place_is_shown_one() -> None:
    here, _ = moves(None)
    assert here.kind == ESTABLISH
    assert here.place in here.places


def test_the_worked_place_is_the_place_of_the_example() -> None:
    data = company(
        "ircs",
        [holder("US", 100)],
        **{**GUIYANG, "registration": {"place": "shanghai"}},
    )
    data["servers"] = {"places": ["shanghai"]}
    found = cure(data, *PLACES, route="pilot-2024")
    assert found.patch["registration.place"] == found.steps[0].place
    assert found.patch["servers.places"] == [found.steps[0].place]


def test_a_step_is_cited_by_the_articles_of_its_checks() -> None:
    found = step(company("info-search", us(60), content=["none"]), "owners")
    item = judged(company("info-search", us(60), content=["none"]))
    (route,) = [r for r in item.routes if r.rule.route.id == "national-capped"]
    (share,) = [c for c in route.checks if c.id == "foreign-at-most"]
    assert set(share.cites) <= set(found.cites)
    assert found.cites


def test_a_state_majority_is_written_into_the_example() -> None:
    """Audio-visual services: state-owned or state-controlled companies only."""
    data = company("info-publish", [holder("CN", 100)], content=["audio-visual"])
    found = cure(data, "owners")
    (shown,) = found.steps
    ((check, value, _),) = [w for w in shown.wants if w[0].fact == "ownership.state"]
    assert (check.op, value) == ("above", 50)
    assert not shown.as_shown  # a little above half does as well
    kinds = {owner["kind"]: owner["share"] for owner in found.patch["owners"]}
    assert kinds["state"] > 50
    assert sum(kinds.values()) == 100
    assert all(owner["jurisdiction"] == "CN" for owner in found.patch["owners"])


def test_customers_are_limited_to_the_reach_of_the_route() -> None:
    """The pilot lets an access provider serve its own pilot area only."""
    place = "hainan/haikou"
    there: Data = {"registration": {"place": place}, "servers": {"places": [place]}}
    data = company("isp-user", [holder("US", 100)], serves=["nationwide"], **there)
    found = step(data, "services.serves", route="pilot-2024-isp")
    ((check, value, reach),) = found.wants
    assert (check.op, value, reach) == ("reach", None, ("part:pilot-2024",))


def test_customers_abroad_are_given_up() -> None:
    """Catalogue, B13: a domestic VPN serves sites in the mainland."""
    data = company("ip-vpn", [holder("CN", 100)], serves=["nationwide", "abroad"])
    found = cure(data, "services.serves")
    (shown,) = found.steps
    assert shown.wants
    assert all(check.fact == "services.serves" for check, _, _ in shown.wants)
    assert found.patch["services"] == [{"id": "ip-vpn", "serves": ["nationwide"]}]
    assert found.leads_to == "licensable"
