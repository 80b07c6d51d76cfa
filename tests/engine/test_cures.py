"""Cures: every minimal change of the menu, and words that are no wider than the proof."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from tests.engine.cures_against_brute_force import (
    PLACES,
    Raw,
    company,
    faults,
    item_of,
    label,
    patched,
    without,
    yes,
)
from tests.engine.strategies import LAW, days, profiles
from vatscheck.engine.answer import Cure, Step
from vatscheck.engine.menu import MENU
from vatscheck.words.phrases import Phrases

TODAY, RECORD = "2026-11-22", "2020-09-22"
HOME = "guizhou/guiyang"
US: list[Raw] = [{"name": "U", "jurisdiction": "US", "share": 100}]
PRIVATE: list[Raw] = [{"jurisdiction": "CN", "share": 100, "kind": "company"}]
FAILED: list[Raw] = [
    {"name": "U", "jurisdiction": "US", "share": 40, "track_record": False},
    {"name": "C", "jurisdiction": "CN", "share": 60},
]
PILOT = [
    *("beijing", "guangdong/shenzhen", "guangdong/shenzhen/shenshan"),
    *("hainan", "shanghai/lingang", "shanghai/pudong"),
]
"""The four pilot areas; Lin-gang and Shenshan lie in several districts."""


def asked(
    service: str,
    *content: str,
    owners: list[Raw] = US,
    place: str = HOME,
    servers: str | None = None,
    **more: Any,
) -> Raw:
    """A company with its registration and servers in one place, and one service."""
    entry: Raw = {"id": service, **more}
    if content:
        entry["content"] = list(content)
    return {
        "schema": 1,
        "name": "P",
        "registration": {"place": place},
        "servers": {"places": [servers or place]},
        "owners": owners,
        "services": [entry],
    }


def cures_of(data: Raw, day: str = TODAY) -> list[Cure]:
    """The cures but to wait."""
    return [cure for cure in item_of(data, day).cures if "as_of" not in cure.patch]


def told_of(step: Step) -> set[tuple[str, float]]:
    """The bounds of a step on shares."""
    return {(check.id, float(value)) for check, value, _ in step.wants}


def told(cure: Cure) -> dict[str, Any]:
    """The facts of a cure with what is wanted: bounds, kinds dropped, or places."""
    found: dict[str, Any] = {}
    for step in cure.steps:
        if step.places:
            found[step.fact] = sorted(step.places)
        elif step.fact == "owners":
            found[step.fact] = told_of(step)
        elif step.fact == "services.content":
            found[step.fact] = step.wants[0][1]
        else:
            found[label(step)] = True
    return found


NONE = {("foreign-none", 0.0)}
HALF = {("foreign-at-most", 50.0)}
BELOW = {("foreign-below", 100.0)}
STATE = {("state-above", 50.0)}
WANTED: list[tuple[str, Raw, str, list[Raw]]] = [
    (
        "a ban of two checks is left by its share, and the route met by it",
        asked("info-search", "maps"),
        TODAY,
        [{"owners": HALF}],
    ),
    (
        "owners alone, beside moving",
        asked("info-publish", "maps"),
        TODAY,
        [
            {"owners": HALF},
            {
                "registration.place": PILOT,
                "servers.places": PILOT,
                "services.content": ["maps"],
            },
            {
                "registration.place": PILOT,
                "servers.places": PILOT,
                "owners": BELOW,
            },
        ],
    ),
    (
        "in Beijing a share just below the whole is enough",
        asked("info-publish", "maps", place="beijing"),
        TODAY,
        [{"services.content": ["maps"]}, {"owners": BELOW}],
    ),
    (
        "no foreign share keeps the games",
        asked("info-publish", "games"),
        TODAY,
        [
            {"services.content": ["games"], "owners": HALF},
            {
                "registration.place": PILOT,
                "servers.places": PILOT,
                "services.content": ["games"],
            },
            {"owners": NONE},
        ],
    ),
    (
        "no foreign share keeps the news",
        asked("info-publish", "news"),
        TODAY,
        [
            {"services.content": ["news"], "owners": HALF},
            {
                "registration.place": PILOT,
                "servers.places": PILOT,
                "services.content": ["news"],
            },
            {"owners": NONE},
        ],
    ),
    (
        "state holders for audio-visual programmes",
        asked("info-publish", "audio-visual", owners=PRIVATE),
        TODAY,
        [{"services.content": ["audio-visual"]}, {"owners": STATE}],
    ),
    (
        "state holders for original news",
        asked("info-publish", "news-original", owners=PRIVATE),
        TODAY,
        [{"services.content": ["news-original"]}, {"owners": STATE}],
    ),
    (
        "who failed the record leaves, with games",
        asked("info-security", "games", owners=FAILED),
        RECORD,
        [{"owners": NONE}],
    ),
    (
        "who failed the record leaves, with legal services",
        asked("info-security", "legal-services", owners=FAILED),
        RECORD,
        [{"owners": NONE}],
    ),
]


def ordered(found: Raw) -> Raw:
    return {k: sorted(v) if isinstance(v, list) else v for k, v in found.items()}


@pytest.mark.parametrize(
    ("data", "day", "wanted"),
    [row[1:] for row in WANTED],
    ids=[row[0] for row in WANTED],
)
def test_all_minimal_cures_are_there(data: Raw, day: str, wanted: list[Raw]) -> None:
    assert [told(cure) for cure in cures_of(data, day)] == list(map(ordered, wanted))


def test_the_routes_that_were_found() -> None:
    """With half of the shares by the national list, with 99 % by the pilot."""
    (capped,) = cures_of(asked("info-search", "maps"))
    assert (capped.leads_to, capped.route.id) == ("conditional", "national-capped")
    *_, pilot = cures_of(asked("info-publish", "maps", place="beijing"))
    assert (pilot.leads_to, pilot.route.id) == ("conditional", "pilot-2024")
    assert [float(o["share"]) for o in pilot.patch["owners"]] == [99, 1]
    *_, domestic = cures_of(asked("info-publish", "games"))
    assert (domestic.leads_to, domestic.route.id) == ("conditional", "domestic")


def test_a_better_route_in_the_place_hides_no_cure() -> None:
    """Internet access for Hainan, servers there: registration in Hainan is enough."""
    data = asked(
        "isp-user", place="beijing/haidian", servers="hainan", serves=["hainan"]
    )
    found = [told(cure) for cure in cures_of(data)]
    assert found[0] == {"registration.place": ["hainan"]}
    assert {"services.serves": True} in found
    assert found[-1] == {"owners": NONE}


def test_moving_is_told_apart_from_moving_with_the_servers() -> None:
    """Servers in Beijing: registration there is enough, elsewhere only with the servers."""
    near, far, *_ = cures_of(asked("idc", servers="beijing"))
    assert told(near) == {"registration.place": ["beijing"]}
    others = sorted({*PILOT} - {"beijing"})
    assert told(far) == {"registration.place": others, "servers.places": others}
    text = Phrases(LAW, TODAY, "en").step(near.steps[0])
    assert text == "register the company, or a second company, in Beijing"
    text = Phrases(LAW, TODAY, "zh").step(near.steps[0])
    assert text == "将公司（或另设公司）注册于北京市"


def test_no_foreign_share_is_named_last() -> None:
    """Ranked behind cures of more steps; for a closed service no smaller share helps."""
    cures = cures_of(asked("idc"))
    assert [told(cure).get("owners") for cure in cures] == [None, NONE]


def test_to_be_treated_as_domestic_is_no_cure() -> None:
    for cure in cures_of(asked("idc")):
        assert cure.route.curable
        for step in cure.steps:
            assert all(c.id != "foreign-below" for c, _, _ in step.wants)


def suppliers(count: int) -> list[Raw]:
    """Hong Kong companies without a certificate, and a foreign holder."""
    holders: list[Raw] = [
        {
            "name": f"H{at}",
            "jurisdiction": "HK",
            "share": 4,
            "service_supplier": False,
        }
        for at in range(count)
    ]
    return [*holders, {"name": "U", "jurisdiction": "US", "share": 100 - 4 * count}]


def test_certificates_are_counted() -> None:
    """One of twelve alike is enough; the rest leave. Not one cure for each of them."""
    cures = cures_of(asked("idc", owners=suppliers(12)))
    found = [told(cure) for cure in cures]
    assert {"owners": {("other-foreign-none", 0.0)}, "certificate": True} in found
    (certified,) = [cure for cure in cures if "certificate" in told(cure)]
    (step,) = [step for step in certified.steps if label(step) == "certificate"]
    assert step.holder == "H0"
    assert step.instead == tuple(f"H{at}" for at in range(1, 12))
    words = Phrases(LAW, TODAY, "en").step(step)
    assert words.startswith("H0 (or H1 or H2 or")


def test_a_bound_that_takes_too_long_to_prove_for_all_shares_is_shown() -> None:
    """Eighty holders that may each have anything: judged in the example, and said so."""
    owners = [{"jurisdiction": "HK", "share": 1.25}] * 80
    found = cures_of(asked("info-publish", owners=owners))
    steps = [s for cure in found for s in cure.steps if s.fact == "owners"]
    assert any(step.as_shown for step in steps)
    bare = [s.as_shown for s in steps if ("foreign-none", 0.0) in told_of(s)]
    assert bare
    assert not any(bare)


def test_customers_are_those_of_a_route_that_lets_the_new_place_in() -> None:
    """To serve Beijing alone is of use to those who register there."""
    found = cures_of(asked("isp-user", serves=["nationwide"]))
    (moved,) = [cure for cure in found if cure.route.id == "beijing-isp-2021"]
    assert moved.patch["registration.place"].startswith("beijing")
    assert moved.patch["services"][0]["serves"] == ["beijing"]


def test_of_many_certificates_nobody_else_is_named() -> None:
    """A hundred holders each with two others in their place would be no help."""
    owners = [{"name": f"H{n}", "jurisdiction": "HK", "share": 2} for n in range(50)]
    found = cures_of(asked("app-store", owners=owners), "2022-05-01")
    many = [[s for s in c.steps if label(s) == "certificate"] for c in found]
    assert {1, 25} <= {len(steps) for steps in many}
    for steps in many:
        assert all(bool(step.instead) == (len(steps) <= 6) for step in steps)


def test_the_menu_is_said_in_words() -> None:
    assert all(MENU.values())
    assert {"registration.place", "owners", "services.content"} <= MENU.keys()


# --- against brute force --------------------------------------------------------------


@pytest.mark.parametrize("number", range(30))
def test_up_to_two_facts_against_brute_force(number: int) -> None:
    assert list(faults(*company(11, number), PLACES[:6], 2)) == []


@pytest.mark.parametrize("number", range(5))
def test_up_to_three_facts_against_brute_force(number: int) -> None:
    assert list(faults(*company(12, number), PLACES[:4], 3)) == []


# --- words and proof ------------------------------------------------------------------


def moved(data: Raw, cure: Cure, step: Step) -> Iterator[Raw]:
    """The worked example in every other place that a step names."""
    moves = {step.fact for step in cure.steps}
    for place in step.places:
        new = patched(data, cure.patch)
        both = {"registration.place", "servers.places"} <= moves
        beside = any(c.op == "beside" for s in cure.steps for c, _, _ in s.wants)
        if step.fact == "registration.place" or (both and beside):
            new.setdefault("registration", {})["place"] = place
        if step.fact == "servers.places" or (both and beside):
            new["servers"] = {"places": [place]}
            new["services"][0].pop("servers", None)
        yield new


def lesser(data: Raw, cure: Cure) -> Iterator[Raw]:
    """The worked example with smaller shares of the holders from outside."""
    for part in (0.5, 0.01):
        new = patched(data, cure.patch)
        left = 0.0
        for owner in new["owners"]:
            if owner.get("jurisdiction") != "CN":
                left += float(owner["share"]) * (1 - part)
                owner["share"] = float(owner["share"]) * part
        more = {"name": "X", "jurisdiction": "CN", "kind": "company", "share": left}
        new["owners"] = [*new["owners"], *([more] if left else [])]
        yield new


@given(profiles(), days)
@settings(max_examples=60)
def test_what_a_cure_names_was_judged(data: Raw, day: str) -> None:
    """Every place, list and share that is printed passes; with a step left out none does."""
    rng = random.Random(0)
    for cure in cures_of(data, day):
        assert yes(patched(data, cure.patch), day)
        for step in cure.steps:
            assert not yes(without(data, cure, step), day)
            if step.places and not any(s.fact == "services.serves" for s in cure.steps):
                every = list(moved(data, cure, step))
                for new in rng.sample(every, min(6, len(every))):
                    assert yes(new, day), (step.fact, new)
            if step.fact == "owners" and not step.as_shown:
                assert all(yes(new, day) for new in lesser(data, cure))


def test_a_place_stated_roughly_is_established_before_it_is_moved() -> None:
    """In Shanghai two parts do, with the facilities: nobody is sent to Hainan for that."""
    owners: list[Raw] = [
        {"name": "F", "jurisdiction": "US", "share": 60},
        {"name": "C", "jurisdiction": "CN", "kind": "company", "share": 40},
    ]
    servers = "beijing/haidian/zhongguancun"
    data = asked("ircs", owners=owners, place="shanghai", servers=servers)
    moved = ("registration.place", "servers.places")
    found = [
        cure for cure in cures_of(data) if {s.fact for s in cure.steps} == {*moved}
    ]
    ((place, stand),) = [cure.steps for cure in found]
    assert (place.kind, stand.kind) == ("establish", "change")
    assert set(place.places) == {"shanghai/pudong", "shanghai/lingang"}
    assert list(faults(data, TODAY, PLACES[:6], 2)) == []


@given(profiles(), days)
@settings(max_examples=30)
def test_the_content_that_a_cure_leaves_passes(data: Raw, day: str) -> None:
    kinds = sorted(kind for kind in LAW.contents if kind != "none")
    for cure in cures_of(data, day):
        for step in cure.steps:
            if step.fact != "services.content":
                continue
            dropped = set(step.wants[0][1])
            stated = data["services"][0].get("content")
            for kind in stated or kinds:
                new = copy.deepcopy(patched(data, cure.patch))
                new["services"][0]["content"] = [kind]
                if kind not in dropped:
                    assert yes(new, day)
                elif len(cure.steps) == 1 and not stated:
                    assert not yes(new, day)
