"""Random profiles with everything that a questionnaire can ask, as raw TOML data."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.engine.strategies import LAW, PLACES, SERVICES
from vatscheck.intake.toml import written
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile

NAMES = Names(LAW)
FACTS = [fact for fact in LAW.facts.values() if fact.id.startswith("facts.")]
CONTENT = [id for id in LAW.contents if id != "none"]
TEXT = st.text("aZ9 .,;-&（）有限公司é'\"=+@", min_size=1, max_size=12).map(str.strip)
text = TEXT.filter(bool)
places = st.sampled_from(PLACES)
percents = st.sampled_from([0, 0.5, 1, 12.25, 33.3333, 50])


@st.composite
def owners(draw: st.DrawFn, level: int = 0) -> list[dict[str, Any]]:
    """One or two holders, mainland ones perhaps with holders of their own."""
    found = []
    for _ in range(draw(st.integers(1, 2))):
        home = draw(st.sampled_from(["CN", "US", "HK", "MO"]))
        owner: dict[str, Any] = {"jurisdiction": home}
        if draw(st.booleans()):
            owner["name"] = draw(text)
        if draw(st.booleans()):
            share = draw(percents)
            ranged = {"min": share, "max": share + 10}
            owner["share"] = ranged if draw(st.booleans()) else share
        if home in ("HK", "MO") and draw(st.booleans()):
            owner["service_supplier"] = draw(st.booleans())
        elif draw(st.booleans()):
            owner["kind"] = draw(st.sampled_from(["company", "person", "state"]))
        held = owner.get("kind") != "person"
        if home == "CN" and held and level < 3 and draw(st.booleans()):
            owner["owners"] = draw(owners(level + 1))
        found.append(owner)
    return found


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """A few facts with values of their type."""
    found: dict[str, Any] = {}
    for fact in draw(st.lists(st.sampled_from(FACTS), max_size=5)):
        key = fact.id.removeprefix("facts.")
        value: st.SearchStrategy[Any] = {
            "yes-no": st.booleans(),
            "number": st.integers(0, 10**9),
        }.get(str(fact.type), st.sampled_from(list(fact.values) or [""]))
        if fact.type == "several":
            value = st.lists(value, min_size=1, max_size=3, unique=True)
        found[key] = draw(value)
    return found


@st.composite
def entries(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Services, some with details."""
    found = []
    for id in draw(st.lists(st.sampled_from(SERVICES), min_size=1, unique=True)):
        entry: dict[str, Any] = {"id": id}
        if draw(st.booleans()):
            wide = st.sampled_from(["nationwide", "abroad"])
            entry["serves"] = [draw(st.one_of(wide, places))]
        if draw(st.booleans()):
            entry["content"] = draw(
                st.one_of(
                    st.just(["none"]),
                    st.lists(st.sampled_from(CONTENT), min_size=1, unique=True),
                )
            )
        if draw(st.booleans()):
            entry["servers"] = [draw(places)]
        found.append(entry)
    return found


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """A sound profile."""
    data: dict[str, Any] = {
        "schema": 1,
        "name": draw(text),
        "services": draw(entries()),
    }
    optional = {
        "registration": st.fixed_dictionaries(
            {},
            optional={
                "place": places,
                "legal_form": st.sampled_from(["company", "branch", "none"]),
                "capital_cny": st.integers(0, 10**10),
                "listed": st.booleans(),
            },
        ),
        "servers": st.fixed_dictionaries(
            {"places": st.lists(places, min_size=1, max_size=2, unique=True)}
        ),
        "owners": owners(),
        "facts": facts(),
        "products": st.just(["marketplace"]),
    }
    data |= draw(st.fixed_dictionaries({}, optional=optional))
    return load(written(data, ""), "x.toml", settler(NAMES))[0]
