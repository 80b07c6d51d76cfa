"""Columns as numbers: equal values have one, and pairs of numbers are numbers again.

Numbers of a batch count from 0 in the order in which their values first stand there, so
that nothing hangs on what was learnt before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Array = Any
"""A column of whole numbers, as numpy has it."""
MOST = 1 << 62
"""Whole numbers are smaller than this, however many are packed into one."""
BETWEEN = "\x1f"
"""Stands between the texts of a list: no text of a profile has it."""


def numbered(codes: Array) -> tuple[Array, Array]:
    """Return numbers without gaps for some whole ones, and where each first stands."""
    found = pa.array(codes).dictionary_encode()
    return _first(found.indices.to_numpy().astype(np.int64), len(found.dictionary))


def _first(codes: Array, size: int) -> tuple[Array, Array]:
    first = np.zeros(size, np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return codes, first


def paired(columns: Sequence[Array]) -> tuple[Array, Array]:
    """Return one number for the numbers of several columns, and where each first stands.

    The numbers are not negative, and smaller than 2^31. As many columns as fit are one
    whole number, and told apart at once.
    """
    packed, room = columns[0], 1
    for at, column in enumerate(columns):
        size = int(column.max(initial=0)) + 1
        if room * size >= MOST:
            packed, first = numbered(packed)
            room = max(len(first), 1)
        packed = column if at == 0 else packed * size + column
        room *= size
    return numbered(packed)


def of_values(column: Any) -> Array | None:
    """Return a number for each value of a column, 0 for null; none for a type not known.

    Of a list its texts are taken together.
    """
    type_ = column.type
    if pa.types.is_dictionary(type_):
        column = column.cast(type_.value_type)
        type_ = column.type
    if pa.types.is_list(type_) or pa.types.is_large_list(type_):
        texts = column.cast(pa.list_(pa.string())) if _is_text(type_) else None
        if texts is None:
            return None
        joined = pc.binary_join(texts, BETWEEN)
        # An empty list is no empty text, and a null in a list is not one beside it.
        absent = pc.and_(pc.is_null(joined), pc.is_valid(texts))
        if pc.any(absent).as_py() or pc.any(_holds(texts)).as_py():
            return None
        column = pc.binary_join_element_wise(
            pc.list_value_length(texts).cast(pa.string()), joined, BETWEEN
        )
    elif pa.types.is_nested(type_) or pa.types.is_floating(type_):
        return None
    found = column.dictionary_encode()
    return (pc.fill_null(found.indices, -1).to_numpy() + 1).astype(np.int64)


def _is_text(type_: Any) -> bool:
    inner = type_.value_type
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))


def _holds(texts: Any) -> Any:
    """Whether a text of some lists has the sign that stands between them."""
    return pc.fill_null(pc.match_substring(texts.values, BETWEEN), False)


def cells(numbers: Array, cuts: Sequence[int]) -> Array:
    """Return the cells of some numbers: even between cuts, odd on one (see `cuts.cell`)."""
    ends = np.array(cuts, np.int64)
    left = np.searchsorted(ends, numbers, "left")
    return 2 * left + (np.searchsorted(ends, numbers, "right") > left)


class Objects:
    """Objects by number; two that are equal have one number, if they say so themselves."""

    def __init__(self) -> None:
        self.every: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, found: Hashable) -> int:
        """Return the number of an object."""
        known = self._numbers.get(found)
        if known is None:
            known = self._numbers[found] = len(self.every)
            self.every.append(found)
        return known

    def __getitem__(self, number: int) -> Any:
        return self.every[number]

    def __len__(self) -> int:
        return len(self.every)


class Known:
    """What was found for each tuple of numbers."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, ...], int] = {}

    def __len__(self) -> int:
        return len(self._found)

    def of(self, columns: Sequence[Array], make: Callable[[int], int]) -> Array:
        """Return what belongs to the numbers of each line of some columns.

        `make` finds it for a line that has others than those before.
        """
        if not len(columns[0]):
            return np.zeros(0, np.int64)
        codes, first = paired(columns)
        keys = zip(*(column[first].tolist() for column in columns), strict=True)
        found = np.empty(len(first), np.int64)
        known = self._found
        for at, key in enumerate(keys):
            value = known.get(key)
            if value is None:
                value = known[key] = make(int(first[at]))
            found[at] = value
        return found[codes]
