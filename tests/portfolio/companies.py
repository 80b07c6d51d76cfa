"""Random companies as raw data of profiles: everything that a profile can say, and leave."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import load_law
from vatscheck.law.models import Fact
from vatscheck.names.index import Names

LAW = load_law()
NAMES = Names(LAW)
DAYS = (
    *("2005-06-01", "2014-12-31", "2016-02-06", "2020-10-15", "2021-12-01"),
    *("2022-05-01", "2024-04-10", "2026-11-22", "2026-12-01", "2027-03-01"),
)
"""Days before and after the turns of the law; most rows are judged on the last but one."""
PLACES = atlas_on(LAW, DAYS[-2]).ids
HOMES = ("US", "DE", "SG", "JP", "HK", "HK", "MO", "TW", "CN", "CN", "CN", "CN")
SHARES = (0, 1, 5, 9, 10, 15, 20, 25, 30, 33, 34, 40, 49, 50, 51, 60, 70, 75, 90, 100)
LONG = ("50.00000000000000000001", "49.99999999999999", "33.3333333333", "9.99")
FORMS = ("company",) * 8 + ("partnership", "branch", "representative-office", "none")
MONEY = (0, 1, 999_999, 1_000_000, 5_000_000, 10_000_000, 1_000_000_000)
ENTRIES = [s.id for s in LAW.services.values() if s.covered]
ALIASES = ("B25", "ICP", "EDI", "cloud", "ISP", "SP", "B11")


def companies(seed: int) -> Iterator[dict[str, Any]]:
    """Yield companies without end, the same for the same seed."""
    random = Random(seed)
    while True:
        yield company(random)


def company(random: Random) -> dict[str, Any]:
    """A company of which this and that is stated."""
    found: dict[str, Any] = {"schema": 1, "name": f"Company {random.random()}"}
    found |= _some(random, 0.95, "registration", _registration)
    found |= _some(random, 0.7, "servers", _servers)
    found |= _some(random, 0.95, "owners", owners)
    found |= _some(random, 0.25, "facts", facts)
    found |= _some(random, 0.03, "tasks", _tasks)
    if random.random() < 0.1:
        found["products"] = random.sample(list(LAW.products), random.randint(1, 2))
    if random.random() < 0.97 or "products" not in found:
        found["services"] = _services(random)
    return found


def _some(random: Random, often: float, key: str, make: Any) -> dict[str, Any]:
    return {key: make(random)} if random.random() < often else {}


def _registration(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if random.random() < 0.95:
        found["place"] = place(random)
    if random.random() < 0.3:
        found["legal_form"] = random.choice(FORMS)
    if random.random() < 0.5:
        found["capital_cny"] = random.choice(MONEY)
    if random.random() < 0.06:
        found["listed"] = random.random() < 0.5
    if random.random() < 0.2:
        found["market"] = random.choice(("A", "NEEQ", "H", "B"))
    return found


def place(random: Random) -> str:
    """A place id, most often one of a few cities."""
    if random.random() < 0.6:
        some = ("beijing", "shanghai/pudong", "shanghai/lingang", "guangdong/shenzhen")
        return random.choice((*some, "hainan/haikou", "beijing/haidian", "北京"))
    return random.choice(PLACES)


def _servers(random: Random) -> dict[str, Any]:
    found = [place(random) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    if random.random() < 0.05:
        found.append(random.choice(("abroad", "hong-kong", "taiwan")))
    return {"places": found}


def owners(random: Random, level: int = 0) -> list[dict[str, Any]]:
    """Owners whose shares mostly add up to 100."""
    count = (
        random.choice((0, 1, 1, 2, 2, 3, 4)) if level == 0 else random.choice((1, 2))
    )
    found = [owner(random, level) for _ in range(count)]
    left = Decimal(100)
    for at, one in enumerate(found):
        if random.random() < 0.03:
            continue
        share = left if at == len(found) - 1 else _share(random, left)
        if random.random() < 0.05:
            share = share * random.choice((Decimal("0.9"), Decimal("0.9995")))
        if random.random() < 0.05 and share > 1:
            one["share"] = {"min": share - 1, "max": share}
        else:
            one["share"] = share
        left -= share
    return found


def _share(random: Random, left: Decimal) -> Decimal:
    if random.random() < 0.1:
        return min(left, Decimal(random.choice(LONG)))
    if random.random() < 0.3:
        return min(left, Decimal(random.randint(0, 10_000)) / 100)
    return min(left, Decimal(random.choice(SHARES)))


def owner(random: Random, level: int) -> dict[str, Any]:
    """A holder of any kind that its home allows, without its share."""
    found: dict[str, Any] = {"name": f"Holder {random.randint(1, 99)}"}
    home = random.choice(HOMES)
    if random.random() < 0.95:
        found["jurisdiction"] = home
    kinds = ["company", "person", *(["state", "state"] if home == "CN" else [])]
    if random.random() < 0.6:
        found["kind"] = random.choice(kinds)
    elif random.random() < 0.04 and home in ("CN", "HK"):
        found["kind"] = "listed" if home == "CN" else "hkscc"
    able = home in ("HK", "MO") and found.get("kind") not in ("person", "hkscc")
    if able and random.random() < 0.7:
        found["service_supplier"] = random.random() < 0.6
    if random.random() < 0.1:
        found["track_record"] = random.random() < 0.7
    last = found.get("kind") in ("person", "hkscc")
    if home == "CN" and not last and level < 3 and random.random() < 0.25:
        found["owners"] = owners(random, level + 1)
    return found


def facts(random: Random) -> dict[str, Any]:
    """Some facts of `[facts]`, each with a value of its type."""
    found: dict[str, Any] = {}
    for key in random.sample(sorted(NAMES.facts), random.randint(1, 4)):
        found[key] = value(random, NAMES.facts[key])
    for key in ("contract_control", "counting", "website_or_domain", "sectors"):
        if random.random() < 0.15:
            found[key] = value(random, NAMES.facts[key])
    return found


def value(random: Random, fact: Fact) -> Any:
    """A value that a fact may have."""
    if fact.type == "yes-no":
        return random.random() < 0.5
    if fact.type == "number":
        return random.choice((0, 1, 100, 10_000, 1_000_000, 100_000_000))
    if fact.type == "several":
        return random.sample(
            list(fact.values), random.randint(0, min(2, len(fact.values)))
        )
    return random.choice(list(fact.values))


def _tasks(random: Random) -> list[dict[str, Any]]:
    ids = random.sample(sorted(LAW.duties), 2)
    return [{"id": id, "done": random.random() < 0.7} for id in ids]


def _services(random: Random) -> list[Any]:
    if random.random() < 0.1:
        return [random.choice(ALIASES)]
    names = random.sample(ENTRIES, random.choice((1, 1, 1, 2, 3)))
    return [entry(random, id) if random.random() < 0.6 else id for id in names]


def entry(random: Random, id: str) -> dict[str, Any]:
    """A service with some details."""
    found: dict[str, Any] = {"id": id}
    if random.random() < 0.4:
        areas = ("nationwide", "nationwide", "abroad", "foreign-invested-enterprises")
        found["serves"] = [random.choice((*areas, place(random)))]
    if random.random() < 0.5 and LAW.services[id].content:
        kinds = [kind for kind in LAW.contents if kind != "none"]
        none = random.random() < 0.5
        found["content"] = ["none"] if none else random.sample(kinds, 2)
    if random.random() < 0.1:
        found["servers"] = [place(random)]
    if random.random() < 0.08 and LAW.services[id].below:
        found["for_others"] = random.random() < 0.5
    return found
