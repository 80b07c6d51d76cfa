"""Whole batches at once: columns become classes, classes findings, findings lines.

A row that is the least out of the ordinary is read as a row (`records`): it has a
mistake, a listed company, owners in layers or with shares left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from vatscheck.engine.owners.search import TooOpenError
from vatscheck.intake.shares import Misread
from vatscheck.portfolio.arrow_form import lines
from vatscheck.portfolio.arrow_input import ROW, Layout, Part, column, raw, text
from vatscheck.portfolio.assessor import UNREAD, Assessor
from vatscheck.portfolio.batches import Refuse
from vatscheck.portfolio.cells import profile
from vatscheck.portfolio.codes import Array, cells, numbered, of_values, paired
from vatscheck.portfolio.frozen import frozen
from vatscheck.portfolio.headings import ENTRY, ID
from vatscheck.portfolio.holder_columns import (
    Holders,
    Kind,
    classed,
    kind,
    kinds_of,
    scaled,
)
from vatscheck.portfolio.questions import Classes, Found, Questions
from vatscheck.portfolio.records import wrong
from vatscheck.portfolio.rows import Edition, Record
from vatscheck.portfolio.tables import whole
from vatscheck.profile.models import BLANK
from vatscheck.words.catalogue import Lang

CAPITAL = "registration.capital_cny"
WANTED = ("services", "service", *ENTRY, "products")
"""The keys that say which services are asked about."""
SEEN = 50_000
"""So many values of a table are kept with their classes."""
NO_CLASS = -1
"""Stands for a value that has a mistake, or cannot be classed."""


class Columns:
    """Judges batches of one layout; what is learnt is kept by `questions`."""

    def __init__(self, questions: Questions, layout: Layout) -> None:
        self.questions, self.layout = questions, layout
        self.assessor: Assessor = questions.assessor
        self.ends = scaled(self.assessor.tables.cuts)
        self._seen: dict[str, dict[Any, int]] = {}
        self._kept = questions.objects

    def batch(
        self,
        batch: Any,
        first: int,
        lang: Lang,
        edition: Edition,
        refuse: Refuse | None = None,
    ) -> Any:
        """Return the verdicts on a batch whose first row has a number.

        `refuse` is told of each row that is not judged.
        """
        self.questions.tidy()
        if self._kept is not self.questions.objects:
            self._seen, self._kept = {}, self.questions.objects
        numbers = self._numbers(batch, first)
        ids, names, named = self._own(batch, numbers)
        classes, usual = self._classes(batch)
        usual &= named
        rows = np.flatnonzero(usual)
        part = Classes(*(found[rows] for found in classes))
        try:
            found = self.questions.found(part)
        except TooOpenError:  # some company is too open to be judged: which one is told
            usual[:] = False
            rows, found = rows[:0], Found(rows[:0], rows[:0])
        where = np.repeat(rows, found.counts)
        odd = np.flatnonzero(~usual)
        told = self._told(batch, odd, numbers, lang, refuse)
        return self._lines((numbers, ids, names), where, found.findings, told, edition)

    # --- what identifies a row ----------------------------------------------------------

    def _numbers(self, batch: Any, first: int) -> Array:
        own = np.arange(first, first + batch.num_rows)
        if not self.layout.numbered:
            return own
        stated = batch.column(ROW)
        if not pa.types.is_integer(stated.type):
            return own
        return np.where(
            stated.is_valid().to_numpy(False), stated.fill_null(0).to_numpy(), own
        )

    def _own(self, batch: Any, numbers: Array) -> tuple[Any, Any, Array]:
        """The keys and names of the rows, and which of them are named as they should be."""
        size = batch.num_rows
        ids = self._text(batch, ID)
        if ids is not None:
            ids = pc.if_else(pc.equal(ids, ""), None, ids)
        names = self._text(batch, "name")
        if "name" not in self.layout.at:
            rows = pa.array(numbers).cast(pa.string())
            names = rows if ids is None else pc.coalesce(ids, rows)
        bad_id = ids is None and ID in self.layout.at
        if names is None or bad_id:
            return (
                pa.nulls(size, pa.string()),
                pa.nulls(size, pa.string()),
                np.zeros(size, bool),
            )
        seen = pc.utf8_trim(pc.fill_null(names, ""), f"{BLANK} ")
        named = pc.not_equal(pc.utf8_trim_whitespace(seen), "").to_numpy(False)
        return pa.nulls(size, pa.string()) if ids is None else ids, names, named

    def _text(self, batch: Any, key: str) -> Any:
        """A column of texts without blanks around them, none if it is none."""
        if key not in self.layout.at:
            return None
        found = column(batch, self.layout.flat[self.layout.at[key]])
        if pa.types.is_dictionary(found.type):
            found = found.cast(found.type.value_type)
        if pa.types.is_integer(found.type):
            return found.cast(pa.string())
        if not (pa.types.is_string(found.type) or pa.types.is_large_string(found.type)):
            return None
        return pc.utf8_trim_whitespace(found.cast(pa.string()))

    # --- from columns to classes --------------------------------------------------------

    def _classes(self, batch: Any) -> tuple[Classes, Array]:
        """The classes of the tables of all rows, and which rows have one of each."""
        flat = (
            self._group(batch, "registration", self._keys("registration.")),
            self._group(batch, "servers", self._keys("servers.")),
            self._owners(batch),
            self._group(batch, "facts", self._keys("facts.")),
            self._services(batch),
        )
        usual = np.full(batch.num_rows, self._ordinary)
        for codes in flat:
            usual &= codes != NO_CLASS
        registered, sited, held, stated, wanted = (np.where(usual, c, 0) for c in flat)
        known, tables = self.questions.known, self.questions.objects["table"]

        def entire(at: int) -> int:
            columns = (registered, held, stated)
            found, owners, said = (tables[int(column[at])] for column in columns)
            if found.model.listed or said.crossed:
                return NO_CLASS
            return tables.number(whole(owners, found, said))

        of_all = np.full(batch.num_rows, NO_CLASS)
        readings = np.zeros(batch.num_rows, np.int64)
        rows = np.flatnonzero(usual)
        if len(rows):
            columns = [found[rows] for found in (registered, held, stated)]
            of_all[rows] = known("whole").of(columns, lambda at: entire(int(rows[at])))
            readings[rows] = known("readings").of(
                [held[rows]],
                lambda at: tables.number(tables[int(held[rows[at]])].readings),
            )
        usual &= of_all != NO_CLASS
        return Classes(registered, sited, of_all, stated, wanted, readings), usual

    @property
    def _ordinary(self) -> bool:
        """Whether every column is of those that are looked at here."""
        tables = ("registration.", "servers.", "facts.", "owners.", "foreign_")
        others = (ID, "name", *WANTED)
        return self.layout.owners is None and all(
            key.startswith(tables) or key in others for key in self.layout.at
        )

    def _keys(self, *prefixes: str) -> list[str]:
        return [key for key in self.layout.at if key.startswith(prefixes)]

    def _group(self, batch: Any, table: str, keys: Sequence[str]) -> Array:
        """The class of one table of the profile, for each row."""
        if not keys:
            return np.full(batch.num_rows, self._class(table, {}))
        columns = [column(batch, self.layout.flat[self.layout.at[key]]) for key in keys]
        codes = [
            self._codes(key, found) for key, found in zip(keys, columns, strict=True)
        ]
        if any(found is None for found in codes):
            return np.full(batch.num_rows, NO_CLASS)
        which, first = paired(codes)
        places = pa.array(first)
        values = zip(
            *(found.take(places).to_pylist() for found in columns), strict=True
        )
        seen = self._seen.setdefault(table, {})
        if len(seen) > SEEN:
            seen.clear()
        numbers = [self._known(seen, table, keys, tuple(one)) for one in values]
        return np.array(numbers, np.int64)[which]

    def _codes(self, key: str, found: Any) -> Array | None:
        """A number for each value of a column; of capital for the cell that it lies in."""
        cuts = self.assessor.tables.cuts.capital
        whole_ = all(cut % 1 == 0 for cut in cuts)
        if key == CAPITAL and pa.types.is_integer(found.type) and whole_:
            numbers = found.cast(pa.int64())
            at = cells(numbers.fill_null(0).to_numpy(), [int(cut) for cut in cuts])
            return np.where(numbers.is_valid().to_numpy(False), at + 1, 0)
        return of_values(found)

    def _known(
        self, seen: dict[Any, int], table: str, keys: Sequence[str], values: Any
    ) -> int:
        """The class of a table by the values of its columns, each looked at once."""
        key = tuple(tuple(v) if isinstance(v, list) else v for v in values)
        found = seen.get(key)
        if found is None:
            found = seen[key] = self._class(table, dict(zip(keys, values, strict=True)))
        return found

    def _class(self, table: str, values: Mapping[str, Any]) -> int:
        """The class of a table by its values, or none if there is a mistake in them."""
        said: dict[str, Any] = {}
        cells_ = self.layout.cells
        try:
            for key, value in values.items():
                cell = text(value)
                found = cells_.read(key, cell) if cell else None
                if found is not None and found.wrong is not None:
                    return NO_CLASS
                if found is not None and found.value is not None:
                    said[key] = found.value
            data = profile(said, cells_.reader)
        except Misread:
            return NO_CLASS
        if table == "services":
            asked = (data.get(key) for key in ("services", "products"))
            return self._number(self.assessor.services(*map(_frozen, asked)))
        return self._of_table(table, data.get(table))

    def _of_table(self, table: str, value: Any) -> int:
        """The class of a table by its raw data."""
        if value is None:
            return self._number(self.assessor.table(table, None))
        written = frozen(value)
        return self._number(self.assessor.table(table, written))

    def _number(self, found: Any) -> int:
        return NO_CLASS if found is None else self.questions.table(found)

    def _services(self, batch: Any) -> Array:
        """The services that each row asks for; none where something needs no licence."""
        part = next((p for p in self.layout.nested if p.head == "services"), None)
        if part is None:
            found = self._group(batch, "services", self._keys(*WANTED))
        else:
            found = self._nested_services(batch, part)
        tables = self.questions.objects["table"]
        law = self.assessor.law

        def plain(at: int) -> int:
            wanted = tables[int(numbers[at])]
            exempt = any(entry.model.for_others is False for entry in wanted.entries)
            needed = all(law.products[p].need == "licence" for p in wanted.products)
            return int(needed and not exempt)

        numbers = np.where(found == NO_CLASS, 0, found)
        rows = np.flatnonzero(found != NO_CLASS)
        kept = np.zeros(len(found), bool)
        if len(rows):
            of = self.questions.known("plain")
            kept[rows] = of.of([numbers[rows]], lambda at: plain(int(rows[at]))) > 0
        return np.where(kept, found, NO_CLASS)

    def _nested_services(self, batch: Any, part: Part) -> Array:
        """The services of a column of structs, with the products beside them."""
        values = column(batch, part).to_pylist()
        products: Sequence[Any] = [None] * len(values)
        if "products" in self.layout.at:
            at = self.layout.flat[self.layout.at["products"]]
            products = column(batch, at).to_pylist()
        seen = self._seen.setdefault("services", {})
        if len(seen) > SEEN:
            seen.clear()
        found = np.empty(len(values), np.int64)
        for at_, both in enumerate(zip(values, products, strict=True)):
            key = repr(both)
            known = seen.get(key)
            if known is None:
                known = seen[key] = self._asked(*both)
            found[at_] = known
        return found

    def _asked(self, services: Any, products: Any) -> int:
        """The class of services as structs, and of products as the cell of a table."""
        try:
            cell = text(products)
            read = self.layout.cells.read("products", cell) if cell else None
            if read is not None and read.wrong is not None:
                return NO_CLASS
            asked = (raw(services), read.value if read else None)
            return self._number(self.assessor.services(*map(_frozen, asked)))
        except Misread:
            return NO_CLASS

    # --- owners --------------------------------------------------------------------------

    def _owners(self, batch: Any) -> Array:
        """The class of the owners of each row."""
        part = next((p for p in self.layout.nested if p.head == "owners"), None)
        if part is None:
            return self._group(batch, "owners", self._keys("owners.", "foreign_"))
        found = np.full(batch.num_rows, NO_CLASS)
        given = column(batch, part)
        absent = given.is_null().to_numpy(False)
        holders = Holders(given)
        if (holders.lengths[absent] > 0).any():
            return found
        found[absent] = self._of_table("owners", None)
        found[~absent & (holders.lengths == 0)] = self._of_table("owners", [])
        kinds = kinds_of(holders) if self.ends else None
        if kinds is None or self.ends is None:
            return found
        which, said = kinds
        every = [self._kind(one) for one in said]
        flat, key = classed(holders, every, which, self.ends)
        rows = np.flatnonzero(flat)
        if len(rows):
            found[rows] = self.questions.known("held").of(
                [part[rows] for part in key],
                lambda at: self._flat(given[int(rows[at])].as_py()),
            )
        return found

    def _kind(self, said: dict[str, Any]) -> Kind:
        """What a holder is, if nothing that is said of it is a mistake."""
        whole_ = frozen([{**said, "share": 100}])
        if self.assessor.table("owners", whole_) is None:
            return Kind(False)
        return kind(said, self.assessor.tables.cuts)

    def _flat(self, owners: Any) -> int:
        """The class of a flat table, by one of its tables."""
        number = self._of_table("owners", raw(owners))
        held = None if number == NO_CLASS else self.questions.objects["table"][number]
        return number if held is not None and held.group is not None else NO_CLASS

    # --- lines -----------------------------------------------------------------------------

    def _told(
        self, batch: Any, rows: Array, numbers: Array, lang: Lang, refuse: Refuse | None
    ) -> list[Record]:
        """The lines on rows that are read one by one, `row` being the place in the batch."""
        if not len(rows):
            return []
        told: list[Record] = []
        for row, one in zip(
            rows.tolist(), self.layout.rows(batch.take(pa.array(rows)), 1), strict=True
        ):
            id, name, findings, problems = self.assessor.given(one)
            if problems:
                told.append(Record(row, id, name, UNREAD, wrong(problems, lang)))
                if refuse is not None:
                    refuse(int(numbers[row]), id, problems)
            told += (Record(row, id, name, finding) for finding in findings)
        return told

    def _lines(
        self,
        own: tuple[Array, Any, Any],
        where: Array,
        found: Array,
        told: Sequence[Record],
        edition: Edition,
    ) -> Any:
        """The lines of a batch in the order of its rows."""
        which, first = numbered(found)
        findings = [self.questions.finding(int(number)) for number in found[first]]
        places = pa.array(where)
        columns = [pa.array(own[0][where]), own[1].take(places), own[2].take(places)]
        size = len(where)
        if not told:
            errors = pa.nulls(size, pa.string())
            return lines(columns, findings, pa.array(which), errors, edition)
        known = {finding: at for at, finding in enumerate(findings)}
        more = [known.setdefault(line.finding, len(known)) for line in told]
        rows = np.array([line.row for line in told])
        texts = [
            pa.concat_arrays([columns[0], pa.array(own[0][rows])]),
            pa.concat_arrays([columns[1], _texts(line.id for line in told)]),
            pa.concat_arrays([columns[2], _texts(line.name for line in told)]),
        ]
        order = pa.array(np.argsort(np.concatenate([where, rows]), kind="stable"))
        errors = pa.concat_arrays(
            [pa.nulls(size, pa.string()), _texts(line.error for line in told)]
        )
        every = pa.array(np.concatenate([which, more]))
        sorted_ = [part.take(order) for part in (*texts, every, errors)]
        return lines(sorted_[:3], list(known), sorted_[3], sorted_[4], edition)


def _texts(values: Iterable[str | None]) -> Any:
    return pa.array(list(values), pa.string())


def _frozen(value: Any) -> Any:
    return None if value is None else frozen(value)
