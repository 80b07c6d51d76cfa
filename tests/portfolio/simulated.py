"""Simulated portfolios: a law firm's, a register's, a data vendor's, as lines of JSON.

Places and services by Zipf's law, shares mostly round, about two services a company.
The part of foreign companies is what tells the three apart.

    python -m tests.portfolio.simulated vendor 1000000 > companies.jsonl
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from random import Random
from typing import Any

from tests.portfolio.companies import ENTRIES, LAW
from tests.portfolio.written import written

FOREIGN = {"firm": 0.9, "register": 0.25, "vendor": 0.08}
"""The part of companies with a foreign holder, by portfolio."""
CITIES = (
    "shanghai/pudong",
    "beijing/haidian",
    "guangdong/shenzhen",
    "beijing/chaoyang",
)
ROUND = (10, 20, 25, 30, 40, 45, 49, 50, 51, 55, 60, 70, 75, 80, 90, 95)
HOMES = ("HK", "US", "SG", "JP", "DE", "TW", "GB", "MO", "KY", "VG")
CAPITAL = (1_000_000, 5_000_000, 10_000_000, 500_000, 50_000_000, 2_000_000)


class Zipf:
    """Picks one of some values, the n-th n times more seldom than the first."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values
        self.weights = [*accumulate(1 / at for at in range(1, len(values) + 1))]

    def one(self, random: Random) -> Any:
        """Return one of the values."""
        return random.choices(self.values, cum_weights=self.weights)[0]


PLACES = Zipf([*CITIES, *(p for p in LAW.places if p not in CITIES and "/" in p)])
SERVICES = Zipf(
    sorted(ENTRIES, key=lambda s: (not s.startswith(("info", "edi", "ircs")), s))
)


def lines(portfolio: str, seed: int = 1) -> Iterator[bytes]:
    """Yield the companies of a portfolio as lines of JSON, without end."""
    random = Random(seed)
    number = 0
    while True:
        number += 1
        yield written(company(random, number, FOREIGN[portfolio])).encode() + b"\n"


def company(random: Random, number: int, foreign: float) -> dict[str, Any]:
    """A company of a portfolio."""
    place = PLACES.one(random)
    found: dict[str, Any] = {
        "schema": 1,
        "id": f"91{number:016}",
        "name": f"Company {number} Co., Ltd.",
        "registration": {"place": place, "capital_cny": random.choice(CAPITAL)},
        "servers": {"places": [place if random.random() < 0.7 else PLACES.one(random)]},
        "owners": owners(random, random.random() < foreign),
        "services": services(random),
    }
    return found


def services(random: Random) -> list[Any]:
    """About two services, some with where they are offered or what they carry."""
    names = {SERVICES.one(random) for _ in range(random.choice((1, 2, 2, 3)))}
    return [_entry(random, name) for name in sorted(names)]


def _entry(random: Random, name: str) -> Any:
    if LAW.services[name].content and random.random() < 0.7:
        return {"id": name, "content": ["none"]}
    if random.random() < 0.3:
        return {"id": name, "serves": ["nationwide"]}
    return name


def owners(random: Random, foreign: bool) -> list[dict[str, Any]]:
    """Holders whose shares add up to 100, a foreign one among them if there is one."""
    count = random.choice((1, 2, 2, 3, 3, 4))
    homes = ["CN"] * count
    if foreign:
        homes[0] = random.choice(HOMES)
    left, found = 10_000, []
    for at, home in enumerate(homes):
        share = left if at == count - 1 else min(left, _share(random))
        left -= share
        found.append(_holder(random, home, share))
    return found


def _share(random: Random) -> int:
    """A share in hundredths of a per cent: round, whole, or with decimals."""
    kind = random.random()
    if kind < 0.6:
        return random.choice(ROUND) * 100
    return random.randint(1, 99) * 100 if kind < 0.85 else random.randint(1, 9_999)


def _holder(random: Random, home: str, share: int) -> dict[str, Any]:
    found: dict[str, Any] = {"name": f"Holder {random.randint(1, 10**6)}"}
    found["jurisdiction"] = home
    found["share"] = share // 100 if share % 100 == 0 else share / 100
    if home == "CN":
        found["kind"] = random.choice(("person", "person", "company", "state"))
    elif home in ("HK", "MO") and random.random() < 0.7:
        found["service_supplier"] = random.random() < 0.3
    return found


if __name__ == "__main__":
    _, name, count_ = sys.argv
    sys.stdout.buffer.writelines(islice(lines(name), int(count_)))
