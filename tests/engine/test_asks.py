"""What the answers to a question lead to is what `assess` says with the answer written in."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engine.companies import company, holder, judged, us
from tests.engine.strategies import LAW, profiles
from tests.engine.test_properties import bare, settle
from vatscheck.engine.answer import Ask, Option, Span
from vatscheck.engine.assess import assess

Data = dict[str, Any]
WORDS = {"yes": True, "no": False, "true": True, "false": False, "other": "company"}
HOMES: dict[str, Data] = {
    "HK or MO, certified supplier": {"jurisdiction": "MO", "service_supplier": True},
    "another place outside the mainland": {"jurisdiction": "FR"},
}
"""The homes of a holder that are answered in words, as a profile states them."""
LITTLE = Decimal("0.0001")


def ask(data: Data, fact: str) -> Ask:
    (found,) = [each for each in judged(data).asks if each.fact == fact]
    return found


def by_status(found: Ask) -> dict[str, set[str]]:
    return {option.status: set(option.values) for option in found.options}


def places(found: Ask) -> dict[str, tuple[set[str], bool]]:
    return {
        o.status: ({part.id for part in o.parts}, o.elsewhere) for o in found.options
    }


# --- values that follow from the law ---------------------------------------------------


def test_up_to_the_cap_of_half_it_is_licensable_and_above_it_is_not() -> None:
    """Foreign-investment rules: at most 50 % in a value-added service that is not open."""
    data = company("info-search", us((40, 60)), content=["none"])
    foreign, chinese = ask(data, "owners[0].share"), ask(data, "owners[1].share")
    assert [(o.status, o.spans) for o in foreign.options] == [
        ("licensable", (Span(Decimal(40), Decimal(50), False, False, False),)),
        ("not_licensable", (Span(Decimal(50), Decimal(60), True, False, False),)),
    ]
    assert [(o.status, o.spans) for o in chinese.options] == [
        ("licensable", (Span(Decimal(50), Decimal(60), False, False, False),)),
        # once stated it is no more the rest: a holder not named may have what is left
        ("undetermined", (Span(Decimal(0), Decimal(50), False, True, False),)),
    ]
    assert (foreign.holder, chinese.holder) == ("US holder", "CN holder")


def test_the_two_ways_of_counting_lead_to_two_answers() -> None:
    """60 % of 60 % is 36 %; counted by control, the whole 60 % is foreign."""
    middle = holder("CN", 60, owners=us(60))
    data = company("info-search", [middle, holder("CN", 40)], content=["none"])
    found = by_status(ask(data, "facts.counting"))
    assert found == {"licensable": {"product"}, "not_licensable": {"control"}}


def test_a_certificate_makes_the_difference_up_to_half() -> None:
    """CEPA: a certified supplier may hold 50 % of a data centre."""
    data = company("idc", [holder("HK", 50), holder("CN", 50)])
    found = ask(data, "owners[0].service_supplier")
    assert by_status(found) == {"conditional": {"true"}, "not_licensable": {"false"}}
    assert found.holder == "HK holder"


def test_a_home_that_is_not_stated_is_asked_of_the_holder_by_name() -> None:
    data = company("idc", [holder(None, 50, name="X"), holder("CN", 50)])
    found = ask(data, "owners[0].jurisdiction")
    assert [(o.status, o.values) for o in found.options] == [
        ("licensable", ("CN",)),
        ("conditional", ("HK or MO, certified supplier",)),
        ("not_licensable", ("another place outside the mainland",)),
    ]
    assert found.holder == "X"


def test_a_holder_without_a_name_is_named_by_its_path() -> None:
    """In a question on a holder of a holder it is that one that is named."""
    inner = [holder("HK", 50), {"jurisdiction": "US", "share": {"min": 10, "max": 50}}]
    outer = {"jurisdiction": "CN", "kind": "company", "share": 80, "owners": inner}
    data = company("info-search", [outer, holder("CN", 20)], content=["none"])
    found = ask(data, "owners[0].owners[1].share")
    assert found.holder == "owners[0].owners[1]"


def test_basic_services_ask_whether_the_holder_is_the_state() -> None:
    """Telecom Regulations: at least 51 % state-owned for basic services."""
    sole = {"name": "S", "jurisdiction": "CN", "share": 100}
    found = ask(company("basic-fixed", [sole]), "owners[0].kind")
    assert by_status(found) == {"conditional": {"state"}, "not_licensable": {"other"}}


def test_each_kind_of_content_is_told_by_what_it_leads_to() -> None:
    """The negative list closes news, games and audio-visual services to foreign shares."""
    found = by_status(ask(company("info-publish", us(30)), "services.content"))
    assert found["licensable"] >= {"none", "user-posts"}
    assert found["conditional"] >= {"music"}
    assert found["not_licensable"] >= {"news", "games", "audio-visual", "culture"}
    kinds = [kind for some in found.values() for kind in some]
    assert len(kinds) == len(set(kinds))


def test_content_on_which_a_duty_hangs_is_no_plain_answer() -> None:
    """Religious content needs the consent of the religious affairs authority (2022)."""
    found = by_status(ask(company("info-publish", us(30)), "services.content"))
    assert "religion" not in found["licensable"]


COOPERATION = "education-cooperation"
"""Content for which a company without any foreign share needs an approval."""


def test_a_share_on_which_a_duty_hangs_is_no_plain_answer() -> None:
    """The approval of the cooperation is asked of domestic companies alone."""
    data = company("info-publish", us((0, 60)), content=[COOPERATION])
    found = {o.status: o.spans for o in ask(data, "owners[0].share").options}
    none, half, most = Decimal(0), Decimal(50), Decimal(60)
    assert found == {
        "licensable": (Span(none, half, True, False, False),),
        "conditional": (Span(none, none, False, False, False),),
        "not_licensable": (Span(half, most, True, False, False),),
    }


def test_a_home_on_which_a_duty_hangs_is_no_plain_answer() -> None:
    """Surveying for maps needs a qualification; above a tenth it is closed to foreigners."""
    owners = [holder(None, 30, kind="company"), holder("CN", 70)]
    data = company("info-publish", owners, content=["map-survey"])
    found = by_status(ask(data, "owners[0].jurisdiction"))
    assert found["conditional"] == {"CN"}
    assert "licensable" not in found


HANGING = st.fixed_dictionaries(
    {
        "share": st.sampled_from([{"min": 0, "max": 30}, {"min": 0, "max": 60}, 20]),
        "home": st.sampled_from(["US", None]),
        "content": st.sampled_from([[COOPERATION], ["map-survey"], ["religion"], None]),
        "mainland": st.sampled_from([True, None]),
    }
)


@given(HANGING, st.sampled_from(["2013-01-01", "2019-01-01", LAW.head.verified_on]))
@settings(max_examples=15)
def test_duties_that_limit_are_judged_with_the_answer_written_in(
    said: Data, day: str
) -> None:
    """Content that needs an approval or a person, and owners on whom that hangs."""
    first = {"jurisdiction": said["home"], "kind": "company", "share": said["share"]}
    owners = [{k: v for k, v in first.items() if v is not None}, holder("CN", None)]
    data = company("info-publish", owners, content=said["content"])
    if said["mainland"]:
        data["facts"] = {"legal_rep_mainland": True}
    asks_are_written_in(data, day)


def test_a_parcel_of_shanghai_decides_on_the_pilot() -> None:
    """The pilot of 2024 runs in Lin-gang and Pudong, and in no other part of Shanghai."""
    registered = {"place": "shanghai"}
    servers = {"places": ["shanghai/lingang"]}
    data = company(
        "ircs", [holder("US", 100)], registration=registered, servers=servers
    )
    assert places(ask(data, "registration.place")) == {
        "conditional": ({"pilot-shanghai"}, False),
        "not_licensable": (set(), True),
    }


def test_the_facilities_have_to_stand_in_the_same_pilot_area() -> None:
    """A company in Pudong with its servers in another pilot area is refused too."""
    registered = {"place": "shanghai/pudong"}
    data = company("ircs", [holder("US", 100)], registration=registered, servers={})
    found = places(ask(data, "servers.places"))
    assert found["conditional"] == ({"pilot-shanghai"}, False)
    areas, elsewhere = found["not_licensable"]
    assert areas >= {"pilot-beijing", "pilot-shenzhen", "pilot-hainan"}
    assert elsewhere
    assert list(found) == ["conditional", "not_licensable"]


def test_the_holders_not_named_may_have_all_that_is_left() -> None:
    """US 30 % and 70 % not named: with 20 % more from abroad the cap of half is reached."""
    data = company("info-search", us(30)[:1], content=["none"])
    options = {o.status: o.spans for o in ask(data, "owners").options}
    zero, twenty, seventy = Decimal(0), Decimal(20), Decimal(70)
    for certified in (False, True):  # a certificate opens no wider cap here
        assert Span(zero, twenty, False, False, certified) in options["licensable"]
        assert (
            Span(twenty, seventy, True, False, certified) in options["not_licensable"]
        )
    assert [len(spans) for spans in options.values()] == [2, 2]


def test_what_cannot_change_the_status_is_not_asked() -> None:
    """In Guiyang no zone is in reach, wherever the servers stand."""
    data = company("ip-vpn", [holder("HK", 50), holder("CN", 50)], servers={})
    asked = [each.fact for each in judged(data).asks]
    assert asked == ["owners[0].service_supplier"]


# --- the answer written in ------------------------------------------------------------


def holder_at(data: Data, fact: str) -> Data:
    path = fact.rpartition(".")[0].split(".")
    found: Data = data
    for step in path:
        found = found["owners"][int(step.removeprefix("owners[").removesuffix("]"))]
    return found


def shares(option: Option) -> Iterator[Decimal]:
    """Both ends of each run, a little inside where an end is open, and the middle."""
    for low, high, low_open, high_open, _ in option.spans:
        yield low + LITTLE * low_open if high - low > LITTLE else (low + high) / 2
        yield high - LITTLE * high_open if high - low > LITTLE else (low + high) / 2
        yield (low + high) / 2


def written(data: Data, found: Ask, option: Option) -> Iterator[Data]:
    """The profile with each value of an option written in."""
    table, _, key = found.fact.partition(".")
    values: list[Any] = [WORDS.get(value, value) for value in option.values]
    if found.fact.startswith("owners["):
        key = found.fact.rpartition(".")[2]
        values = list(shares(option)) if key == "share" else values
    for value in values:
        new = copy.deepcopy(data)
        if found.fact.startswith("owners["):
            holder_at(new, found.fact).update(HOMES.get(str(value), {key: value}))
        elif table == "services":
            new["services"][0][key] = [value]
        else:
            new.setdefault(table, {})[key] = value
        yield new


def asks_are_written_in(data: Data, day: str) -> bool:
    """Whether there are questions, with the outcome of every value judged."""
    (item,) = assess(settle(data), LAW, day, cured=False).assessments
    for found in item.asks:
        if found.fact in ("registration.place", "servers.places", "owners"):
            continue
        if found.fact.endswith(".share") and "share" not in holder_at(data, found.fact):
            continue  # it is the rest of its level: a number would leave a rest of its own
        for option in found.options:
            for new in written(data, found, option):
                assert bare(new, day) == option.status, (found.fact, new)
    return bool(item.asks)


@given(profiles(), st.sampled_from(["2006-06-01", "2016-06-01", LAW.head.verified_on]))
@settings(max_examples=15)
def test_an_outcome_is_that_of_the_answer_written_in(data: Data, day: str) -> None:
    """Contract: open facts are listed, each with what its answers lead to."""
    assume(asks_are_written_in(data, day))


@pytest.mark.parametrize("service", ["ircs", "isp-user"])
def test_a_place_answered_is_the_place_judged(service: str) -> None:
    """Every member of an area that lies in one option alone has the status of it."""
    data = company(service, [holder("US", 100)], servers={})
    data["registration"] = {}
    data["servers"] = {"places": ["shanghai/lingang"]}
    found = ask(data, "registration.place")
    listed = [part.id for option in found.options for part in option.parts]
    tried = 0
    for option in found.options:
        for part in (p for p in option.parts if listed.count(p.id) == 1):
            for member in part.members[:3]:
                there = {**data, "registration": {"place": member.place}}
                assert bare(there, LAW.head.verified_on) == option.status, member
                tried += 1
    assert tried
