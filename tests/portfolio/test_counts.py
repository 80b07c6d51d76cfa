"""Counts are sums: in whatever order, kept and read again, they are the same."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

from vatscheck.api import load_law
from vatscheck.names.index import Names
from vatscheck.portfolio.counts import Counting, Counts, Provinces
from vatscheck.portfolio.rows import Finding, Given
from vatscheck.profile.problems import Problem

OPEN = Finding("idc", "B11", "undetermined", open=("owners.kind",))
BOTH = Finding("isp-site", "B14", "undetermined", open=("owners.kind", "owners"))
GOOD = Finding("idc", "B11", "licensable", "domestic")
FREE = Finding("own-use", None, "not_needed")
BARRED = Finding("own-use", None, "not_needed", reasons=("crypto-trading",))


def block(first: int, *findings: tuple[Finding, ...]) -> Counts:
    """Return the counts of some companies in Shanghai, and a row with a mistake."""
    counting = Counting(Provinces(Names(load_law(None))))
    data = {"registration": {"place": "浦东新区"}}
    for at, some in enumerate(findings):
        counting.row(Given(first + at, None, data), some, (), "en")
    bad = Problem("row-id", ("id",), {"found": str(first)})
    counting.row(Given(first + 50, None, {}), (), (bad,), "en")
    return counting.done()


def test_a_company_counts_once_for_a_fact_and_each_answer_for_itself() -> None:
    found = block(1, (OPEN, BOTH), (OPEN, BOTH), (BOTH,), (GOOD,))
    assert found.answers["idc", "undetermined", "shanghai"] == 2
    assert found.companies == {"shanghai": 4}
    assert (found.open["owners.kind"], found.alone["owners.kind"]) == (5, 2)
    assert (found.asked["owners.kind"], found.settled["owners.kind"]) == (3, 2)
    assert (found.open["owners"], found.alone["owners"]) == (3, 0)
    assert found.routes == {"domestic": 1}


def test_what_is_barred_is_not_counted_as_free() -> None:
    found = block(1, (FREE,), (BARRED,), (BARRED,))
    assert found.answers["own-use", "not_needed", "shanghai"] == 1
    assert found.answers["own-use", "barred", "shanghai"] == 2
    assert found.reasons == {("crypto-trading", "barred"): 2}


def test_the_order_of_the_blocks_changes_nothing() -> None:
    told = set()
    for order in permutations((1, 100, 200)):
        whole = Counts()
        for first in order:
            kept = json.loads(json.dumps(block(first, (OPEN, GOOD), (FREE,)).data()))
            whole.add(Counts.of(kept))
        told.add(json.dumps(whole.data()))
    (text,) = told
    assert json.loads(text)["first"]["row-id"][0] == 51
    assert whole.companies == {"shanghai": 6}


def test_an_address_that_is_left_out_is_no_province() -> None:
    provinces = Provinces(Names(load_law(None)))
    given: tuple[dict[str, Any], ...] = (
        {},
        {"registration": {}},
        {"registration": {"place": None}},
    )
    assert [provinces.of(Given(1, None, data)) for data in given] == ["", "", ""]
    pairs = (("registration", (("place", "Shanghai"),)),)
    assert provinces.of(Given(1, None, {}, pairs=pairs)) == "shanghai"
