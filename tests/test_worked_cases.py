"""The worked cases: each a company, a day, and the verdict with its reasons and cures."""

from typing import Any

import pytest

from tests.cases import CASES
from vatscheck.law.book import Law
from vatscheck.upkeep.cases import load_cases, wrong

FILES = sorted(CASES.glob("*.toml"))
EVERY = [case for path in FILES for case in load_cases(path)]


@pytest.mark.parametrize("case", EVERY, ids=[case["id"] for case in EVERY])
def test_worked_case(law: Law, case: dict[str, Any]) -> None:
    assert [e["service"] for e in case["expect"]], "a case expects something"
    assert wrong(law, case) == [], case["title"]


def test_every_case_has_an_id_of_its_own() -> None:
    ids = [case["id"] for case in EVERY]
    assert len(set(ids)) == len(ids)
