"""The data tests beside the law records hold."""

from __future__ import annotations

from collections import Counter

import pytest

from vatscheck.law.book import Law
from vatscheck.law.compile import DATA
from vatscheck.upkeep.cases import wrong
from vatscheck.upkeep.written import Written, written_in

EVERY = written_in(DATA)


@pytest.mark.parametrize("test", EVERY, ids=[test.case["id"] for test in EVERY])
def test_beside_the_record(law: Law, test: Written) -> None:
    assert wrong(law, test.case) == [], test.case["title"]


def test_every_test_has_an_id_of_its_own() -> None:
    ids = Counter(test.case["id"] for test in EVERY)
    assert [id for id, count in ids.items() if count > 1] == []
