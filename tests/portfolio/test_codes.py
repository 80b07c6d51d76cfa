"""Columns as numbers: pairs are told apart however many columns there are."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from vatscheck.portfolio.codes import numbered, of_values, paired


def test_numbers_stand_in_the_order_of_the_values() -> None:
    codes, first = numbered(np.array([7, 3, 7, 9, 3]))
    assert codes.tolist() == [0, 1, 0, 2, 1]
    assert first.tolist() == [0, 1, 3]


@pytest.mark.parametrize("columns", [1, 2, 3, 7])
@pytest.mark.parametrize("most", [3, 2**31 - 1])
def test_pairs_are_told_apart(columns: int, most: int) -> None:
    random = np.random.default_rng(columns)
    values = random.choice([0, 1, most - 1], (columns, 400))
    codes, first = paired(list(values))
    rows = [tuple(row) for row in values.T.tolist()]
    assert len(first) == len(set(rows))
    assert [rows[at] for at in first[codes].tolist()] == rows


def test_nothing_is_paired_with_nothing() -> None:
    codes, first = paired([np.zeros(0, np.int64)] * 3)
    assert codes.tolist() == first.tolist() == []


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([None, "a", "", "a"], [0, 1, 2, 1]),
        ([["a"], [], None, ["a", "b"], [""], ["a"]], [1, 2, 0, 3, 4, 1]),
    ],
)
def test_a_list_is_a_value_and_null_is_none(values: Any, wanted: list[int]) -> None:
    column = pa.array(values, pa.list_(pa.string()) if [] in values else pa.string())
    codes = of_values(column)
    assert codes is not None
    assert codes.tolist() == wanted


@pytest.mark.parametrize("odd", [["a", None], ["a\x1fb"]])
def test_a_list_that_may_be_taken_for_another_is_not_numbered(odd: list[Any]) -> None:
    assert of_values(pa.array([["a", "b"], odd])) is None
