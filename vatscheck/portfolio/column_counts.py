"""What a summary counts, of a batch that was judged in columns: the same as of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vatscheck.portfolio.arrow_input import Layout, column, text
from vatscheck.portfolio.codes import Array, of_values, paired
from vatscheck.portfolio.counts import UNKNOWN, Counts, Provinces
from vatscheck.portfolio.rows import Finding

PLACE = "registration.place"
TOLD = ("service", "code", "status", "route", "reasons", "open")
"""The columns of the verdicts that a summary counts."""


def counts_of(
    found: Any, batch: Any, first: int, layout: Layout, provinces: Provinces
) -> Counts:
    """Return the counts of the verdicts on a batch whose first row has a number."""
    counts = Counts()
    judged = found.filter(pc.is_valid(found["service"]))
    if not judged.num_rows:
        return counts
    rows = judged["row"].to_numpy() - first
    kinds, findings = _findings(judged)
    own = np.unique(rows)
    names, codes = _provinces(batch, own, layout, provinces)
    where = np.zeros(batch.num_rows, np.int64)
    where[own] = codes
    both, at = paired([kinds, where[rows]])
    for here, n in zip(at.tolist(), np.bincount(both).tolist(), strict=True):
        counts.answer(findings[kinds[here]], names[where[rows[here]]], n)
    for name, n in zip(
        names, np.bincount(codes, minlength=len(names)).tolist(), strict=True
    ):
        counts.companies[name] += n
    for some, n in _open(rows, kinds, findings).items():
        counts.opened([findings[kind] for kind in some], n)
    return counts


def _findings(judged: Any) -> tuple[Array, list[Finding]]:
    """The verdicts that differ in what is counted, and which of them each line has."""
    every = [of_values(judged[name]) for name in TOLD]
    columns = [codes for codes in every if codes is not None]
    assert len(columns) == len(TOLD)
    kinds, first = paired(columns)
    told = judged.select(TOLD).take(pa.array(first)).to_pylist()
    findings = [
        Finding(
            **line
            | {
                "reasons": tuple(line["reasons"] or ()),
                "open": tuple(line["open"] or ()),
            }
        )
        for line in told
    ]
    return kinds, findings


def _provinces(
    batch: Any, own: Array, layout: Layout, provinces: Provinces
) -> tuple[list[str], Array]:
    """The provinces of the rows that were judged: their ids, and which each row has."""
    nowhere = [UNKNOWN], np.zeros(len(own), np.int64)
    if PLACE not in layout.at:
        return nowhere
    given = column(batch, layout.flat[layout.at[PLACE]])
    if pa.types.is_dictionary(given.type):
        given = given.cast(given.type.value_type)
    if pa.types.is_nested(given.type):
        return nowhere  # a row that says anything there is not judged
    written = given.take(pa.array(own)).dictionary_encode()
    named = [
        _named(value, layout, provinces) for value in written.dictionary.to_pylist()
    ]
    names = list(dict.fromkeys([UNKNOWN, *named]))
    of_value = np.array([0, *map(names.index, named)], np.int64)
    at = pc.fill_null(written.indices, -1).to_numpy().astype(np.int64) + 1
    return names, of_value[at]


def _named(value: Any, layout: Layout, provinces: Provinces) -> str:
    cell = text(value)
    found = layout.cells.read(PLACE, cell) if cell else None
    return provinces.named(found.value if found else None)


def _open(
    rows: Array, kinds: Array, findings: Sequence[Finding]
) -> Counter[tuple[int, ...]]:
    """How many companies have the same verdicts with an open fact, by these verdicts."""
    opened = np.array([bool(finding.open) for finding in findings])
    at = np.flatnonzero(opened[kinds])
    pairs = zip(rows[at].tolist(), kinds[at].tolist(), strict=True)
    return Counter(
        tuple(kind for _, kind in some)
        for _, some in groupby(pairs, key=lambda pair: pair[0])
    )
