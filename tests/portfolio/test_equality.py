"""The rows of a portfolio are what `assess` answers, with everything that a row says."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.cases import CASES
from tests.cli.running import PROFILES
from tests.portfolio.companies import DAYS, companies
from tests.portfolio.equality import assessor, differing
from vatscheck.portfolio.rows import Given
from vatscheck.profile.reading import parse
from vatscheck.upkeep.cases import load_cases

TODAY = DAYS[-2]


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_a_bundled_profile(path: Path) -> None:
    data = parse(path.read_text(encoding="utf-8"), path.name)
    for day in DAYS:
        assert differing(data, day, assessor(day).given(Given(1, None, data))) == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.toml")), ids=lambda p: p.stem)
def test_the_worked_cases(path: Path) -> None:
    for case in load_cases(path):
        data, day = case["profile"], str(case["as_of"])
        found = assessor(day).given(Given(1, None, data))
        assert differing({"schema": 1, **data}, day, found) == [], case["id"]


@pytest.mark.parametrize("seed", range(4))
def test_random_companies(seed: int) -> None:
    judged = 0
    for at, data in enumerate(islice(companies(1000 + seed), 25)):
        found = assessor(TODAY).given(Given(at + 1, None, data))
        assert differing(data, TODAY, found) == [], data
        judged += len(found.findings)
    assert judged > 25


def test_a_long_decimal_is_above_what_it_is_above() -> None:
    def statuses(share: Any) -> list[str]:
        data = {
            "name": "A",
            "registration": {"place": "beijing"},
            "owners": [
                {"jurisdiction": "US", "share": share},
                {"jurisdiction": "CN", "kind": "company", "share": 100 - share},
            ],
            "services": ["edi-exchange"],
        }
        return [f.status for f in assessor(TODAY).given(Given(1, None, data)).findings]

    assert statuses(Decimal(50)) == ["licensable"]
    assert statuses(Decimal("50.00000000000000000001")) == ["undetermined"]
