"""The speed of open owners, each family as a ratio against closed owners in the same run.

The bounds are seconds on a machine on which a thousand profiles with two closed
holders take 0.45.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from math import log
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.test_speed import peak, process, report
from tests.engine.test_owner_families import chain, companies, holders
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.rules import Rules
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law, load_law
from vatscheck.profile.models import Owner

pytestmark = pytest.mark.benchmark
SERVICES = ("info-publish", "app-store", "idc", "basic-mobile")
DAYS = ("2022-05-01", "2024-05-01", "2026-11-22")
PLAIN = holders(40, 60, jurisdiction="US")
FAMILIES: dict[str, list[dict[str, Any]]] = {
    "500 mainland, equal": holders(*[Decimal("0.2")] * 500, jurisdiction="CN"),
    "200 Hong Kong, equal": holders(*[Decimal("0.5")] * 200, jurisdiction="HK"),
    "12 homes unknown, equal": holders(*[Decimal("8.3")] * 12),
    "12 homes unknown, unlike": holders(*range(3, 13), 12, 13),
    "chain of 32 levels": chain(32),
    "8 companies, equal": companies(*[12] * 8),
    "8 companies, unlike": companies(*range(8, 16)),
    "30 ranges": [
        {
            "jurisdiction": "US",
            "share": {"min": Decimal(at) / 10, "max": 3 + Decimal(at) / 10},
        }
        for at in range(1, 31)
    ],
}


def unlike(number: int) -> list[Decimal]:
    """Shares of unlike size that add up to 100."""
    every = Decimal(sum(range(100, 100 + number)))
    shares = [
        (Decimal(at) * 100 / every).quantize(Decimal("0.000001"))
        for at in range(100, 100 + number)
    ]
    return [*shares[:-1], 100 - sum(shares[:-1], Decimal(0))]


GROWING: dict[str, Callable[[int], list[dict[str, Any]]]] = {
    "mainland, equal": lambda n: holders(*[Decimal(100) / n] * n, jurisdiction="CN"),
    "mainland, unlike": lambda n: holders(*unlike(n), jurisdiction="CN"),
    "Hong Kong, equal": lambda n: holders(*[Decimal(100) / n] * n, jurisdiction="HK"),
    "Hong Kong, unlike": lambda n: holders(*unlike(n), jurisdiction="HK"),
}


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def seconds(law: Law, owners: list[dict[str, Any]], service: str, day: str) -> float:
    """Return the CPU seconds of the checks on owners of one service."""
    rules = Rules(law, atlas_on(law, day), law.services[service])
    said = [Owner.model_validate(owner) for owner in owners]
    assert rules.on_owners
    start = time.process_time()
    rules.of_owners(Ownership(said, None, None))
    return time.process_time() - start


def closed(law: Law) -> float:
    """Return what a thousand profiles with two closed holders take."""
    return sum(seconds(law, PLAIN, SERVICES[0], DAYS[-1]) for _ in range(1000))


@pytest.mark.parametrize("family", FAMILIES)
def test_open_owners(benchmark: Any, law: Law, family: str) -> None:
    """Under one second on any service."""
    found = [
        seconds(law, FAMILIES[family], service, day)
        for service in SERVICES
        for day in DAYS
    ]
    benchmark.pedantic(
        lambda: seconds(law, FAMILIES[family], SERVICES[0], DAYS[-1]), rounds=3
    )
    report(benchmark, f"{family} / 1000 closed", max(found) / closed(law), 2.2)


COUNTS = (50, 160, 500, 1600, 5000)


@pytest.mark.parametrize("family", GROWING)
def test_growth(benchmark: Any, law: Law, family: str) -> None:
    """From 50 to 5,000 holders the work grows with an exponent of at most 1.2."""
    curve = [
        min(seconds(law, GROWING[family](n), SERVICES[0], DAYS[-1]) for _ in range(3))
        for n in COUNTS
    ]
    known = closed(law)
    for number, taken in zip(COUNTS, curve, strict=True):
        print(f"\n{family}, {number}: {taken / known:.4f} of 1000 closed")
    few, many = curve[0], curve[-1]
    benchmark.pedantic(
        lambda: seconds(law, GROWING[family](50), SERVICES[0], DAYS[-1]), rounds=3
    )
    report(benchmark, f"{family}: exponent", log(many / few) / log(100), 1.2)


def test_ranges_with_track_records(benchmark: Any, law: Law) -> None:
    """Before 2022-05-01 the main investor matters: five seconds for 30 ranges."""
    owners = FAMILIES["30 ranges"]
    found = seconds(law, owners, "info-search", "2015-01-01")
    benchmark.pedantic(
        lambda: seconds(law, owners, "info-search", "2015-01-01"), rounds=3
    )
    report(benchmark, "30 ranges in 2015 / 1000 closed", found / closed(law), 11)


@pytest.mark.parametrize("service", SERVICES)
def test_the_whole_answer_for_many_holders(
    benchmark: Any, tmp_path: Path, service: str
) -> None:
    """200 Hong Kong holders without a certificate, cures and all: 60 MB."""
    lines = ["schema = 1", 'name = "Many"', f'services = ["{service}"]']
    lines += ["[[owners]]", 'jurisdiction = "HK"', "share = 0.5"] * 200
    profile = tmp_path / "many.toml"
    profile.write_text("\n".join(lines), encoding="utf-8")
    arguments = ("assess", str(profile), "--as-of", DAYS[-1])
    benchmark.pedantic(lambda: process("-m", "vatscheck", *arguments), rounds=1)
    memory = peak(*arguments)
    print(f"\n{service}, 200 Hong Kong, equal: peak memory {memory:.1f} MB (bound 60)")
    assert memory < 60
