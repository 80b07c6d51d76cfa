"""Owner tables in columns: flat ones are classed by adding up shares, all at once.

It is the arithmetic of `holdings.group` on whole numbers of millionths of a percent. A
table that is not flat, or that has a mistake, is not classed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from vatscheck.engine.owners.holdings import HOME
from vatscheck.portfolio.codes import Array, cells, of_values, paired
from vatscheck.portfolio.cuts import Cuts
from vatscheck.portfolio.headings import HOLDER
from vatscheck.portfolio.holdings import ORDINARY
from vatscheck.profile.models import NEAR_ONE, ROUNDING, SUPPLIER_HOMES

SCALE = 1_000_000
"""Shares are whole numbers of millionths."""
ALL, ROUND, NEAR = 100 * SCALE, int(ROUNDING * SCALE), int(NEAR_ONE * SCALE)
MOST = 3
"""So many holders of a company may have an open kind, or certificate, to be classed here."""
BITS = 62
SAID = tuple(key for key in HOLDER if key not in ("name", "share"))
"""What is said of a holder beside its name and share."""


class Kind(NamedTuple):
    """What a holder is for the sums, by all that is said of it but its share.

    `flat` = it may stand in a flat table.
    """

    flat: bool
    foreign: bool = False
    state: bool | None = False
    supplier: bool | None = False
    unnamed: bool = False
    certified: bool = False


def kind(said: dict[str, Any], cuts: Cuts) -> Kind:
    """Return what a holder is; what is said of it has no mistake."""
    home, kind_ = said.get("jurisdiction"), said.get("kind")
    if home is None or kind_ not in ORDINARY:
        return Kind(False)
    if home == HOME:
        state = None if kind_ is None else kind_ == "state"
        return Kind(True, False, state, False, kind_ not in ("person", "state"))
    able = home in (cuts.suppliers or ()) and home in SUPPLIER_HOMES
    supplier = said.get("service_supplier") if able and kind_ != "person" else False
    return Kind(True, True, False, supplier, False, bool(said.get("service_supplier")))


class Scaled(NamedTuple):
    """The cuts of each share in millionths."""

    foreign: Sequence[int]
    state: Sequence[int]
    supplier: Sequence[int]
    other: Sequence[int]


def scaled(cuts: Cuts) -> Scaled | None:
    """Return the cuts in millionths, none if tables cannot be classed by them here."""
    every = [cuts.foreign, cuts.state, cuts.supplier, cuts.other]
    if cuts.suppliers is None or cuts.records:
        return None
    if any(cut * SCALE % 1 for some in every for cut in some):
        return None
    found = Scaled(*([int(cut * SCALE) for cut in some] for some in every))
    pairs = (2 * len(found.supplier) + 1) * (2 * len(found.other) + 1)
    return found if max(pairs, 2 * len(found.state) + 1) <= BITS else None


class Holders:
    """The holders of a batch in columns, by the struct fields of a list."""

    def __init__(self, column: Any) -> None:
        offsets = column.offsets.to_numpy().astype(np.int64)
        self.inner = column.values.slice(offsets[0], offsets[-1] - offsets[0])
        self.offsets = offsets - offsets[0]
        self.lengths = np.diff(self.offsets)
        self.total = len(self.inner)
        self.row = np.repeat(np.arange(len(column)), self.lengths)

    def field(self, name: str) -> Any:
        """Return a field of all holders, null where there is none."""
        at = self.inner.type.get_field_index(name)
        if at < 0:
            return pa.nulls(self.total, pa.string())
        return pa.compute.struct_field(self.inner, at)

    @property
    def known(self) -> bool:
        """Whether all fields are those of a holder."""
        type_ = self.inner.type
        names = {type_.field(at).name for at in range(type_.num_fields)}
        return names <= {*HOLDER, "owners"} and len(names) == type_.num_fields

    def sum(self, values: Array) -> Array:
        """Return the sum for each company."""
        ends = np.concatenate([[0], np.cumsum(values)])
        return ends[self.offsets[1:]] - ends[self.offsets[:-1]]

    def most(self, values: Array) -> Array:
        """Return the largest for each company, 0 where there is none."""
        found = np.zeros(len(self.lengths), np.int64)
        np.maximum.at(found, self.row, values)
        return found

    def some(self, which: Array, values: Array) -> tuple[Array, Array]:
        """Return up to three values of some holders for each company, and their number."""
        count = self.sum(which.astype(np.int64))
        found = np.zeros((MOST, len(self.lengths)), np.int64)
        place = np.cumsum(which) - 1
        rows = self.row[which]
        start = np.concatenate([[0], np.cumsum(count)])[rows]
        rank = place[which] - start
        kept = rank < MOST
        found[rank[kept], rows[kept]] = values[which][kept]
        return found, count


def millionths(shares: Any) -> Array:
    """Return shares in millionths, -1 for what is null, out of range or not exact."""
    type_ = shares.type
    if pa.types.is_dictionary(type_):
        shares = shares.cast(type_.value_type)
    if pa.types.is_integer(type_):
        whole = shares.cast(pa.int64()).fill_null(-1).to_numpy()
        found = np.where((whole >= 0) & (whole <= 100), whole, -1) * SCALE
    elif pa.types.is_decimal(type_) and type_.scale <= 6:
        wide = shares.cast(pa.decimal128(38, 6)).fill_null(Decimal(-1))
        words = np.frombuffer(wide.buffers()[1], np.int64)
        words = words[2 * wide.offset : 2 * (wide.offset + len(wide))].reshape(-1, 2)
        found = np.where(words[:, 1] == 0, words[:, 0], -1)
    elif pa.types.is_float64(type_):
        numbers = shares.fill_null(-1.0).to_numpy()
        near = np.where(np.isfinite(numbers) & (abs(numbers) <= 100), numbers, -1.0)
        found = np.rint(near * SCALE).astype(np.int64)
        found = np.where(found / SCALE == numbers, found, -1)
    else:
        return np.full(len(shares), -1, np.int64)
    return np.where((found >= 0) & (found <= ALL), found, -1)


def classed(
    holders: Holders, kinds: Sequence[Kind], which: Array, ends: Scaled
) -> tuple[Array, list[Array]]:
    """Return which tables are flat, and in columns what tells the class of each.

    `kinds` are those that holders have, `which` says of each holder which.
    """
    share = millionths(holders.field("share"))
    above = holders.field("owners").is_valid().to_numpy(False)
    whole = holders.inner.is_valid().to_numpy(False)
    flags = np.array([[bool(v) for v in kind] for kind in kinds], bool)[which]
    open_ = np.array([[v is None for v in kind] for kind in kinds], bool)[which]
    flat, foreign, state, supplier, unnamed, certificate = flags.T
    good = flat & (share >= 0) & ~above & whole
    share = np.where(good, share, 0)
    named, abroad = holders.sum(share), holders.sum(share * foreign)
    states, open_states = holders.some(open_[:, 2], share)
    suppliers, open_suppliers = holders.some(open_[:, 3], share)
    rest = ALL - named
    usual = (
        (holders.sum(good.astype(np.int64)) == holders.lengths)
        & (holders.lengths > 0)
        & (rest < ROUND)
        & (rest > -ROUND)
        & ~((holders.lengths > 1) & (abs(named - SCALE) <= NEAR))
        & (open_states <= MOST)
        & (open_suppliers <= MOST)
    )
    certified = holders.sum(share * supplier)
    wide = 2 * len(ends.other) + 1
    at_home = np.maximum(holders.most(np.where(foreign, 0, share)), rest)
    marks = np.stack(
        [
            holders.most(np.where(foreign, share, 0)) < at_home,
            open_states > 0,
            open_suppliers > 0,
            rest < 0,
            rest > 0,
            holders.sum(unnamed.astype(np.int64)) > 0,
            holders.sum(certificate.astype(np.int64)) > 0,
        ]
    )
    key = [
        cells(abroad, ends.foreign),
        _sets(holders.sum(share * state), states, lambda s: cells(s, ends.state)),
        _sets(
            certified,
            suppliers,
            lambda s: cells(s, ends.supplier) * wide + cells(abroad - s, ends.other),
        ),
        (marks * (1 << np.arange(len(marks)))[:, None]).sum(axis=0),
    ]
    return usual, _halves(key)


def _sets(known: Array, open_: Array, of: Any) -> Array:
    """The cells of what is known and any of what is open, as the bits of one number."""
    found = np.zeros(len(known), np.int64)
    for chosen in range(1 << MOST):
        some = sum(
            (open_[at] for at in range(MOST) if chosen >> at & 1), np.zeros_like(known)
        )
        found |= np.int64(1) << of(known + some)
    return found


def _halves(columns: Sequence[Array]) -> list[Array]:
    """Whole numbers in two parts, each small enough to be paired with others."""
    low = (1 << 31) - 1
    return [part for column in columns for part in (column & low, column >> 31)]


def kinds_of(holders: Holders) -> tuple[Array, list[dict[str, Any]]] | None:
    """Return a number for what is said of each holder, and what that is; none if odd."""
    columns = [of_values(holders.field(name)) for name in SAID]
    if not holders.total or not holders.known or any(c is None for c in columns):
        return None
    codes, first = paired(columns)
    places = pa.array(first)
    values = [holders.field(name).take(places).to_pylist() for name in SAID]
    said = [dict(zip(SAID, one, strict=True)) for one in zip(*values, strict=True)]
    return codes, [{k: v for k, v in one.items() if v is not None} for one in said]
