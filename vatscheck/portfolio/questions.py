"""From the classes of many companies to findings: each step is looked up by numbers.

What decides about a service is put together from a few classes, each smaller than what
it is made of: places by the areas that rules name, owners by their bits, facts, duties.
The engine is asked only for a signature that was not met before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

import numpy as np

from vatscheck.engine.axes import places, server_places
from vatscheck.portfolio.assessor import Assessor
from vatscheck.portfolio.codes import Array, Known, Objects, numbered
from vatscheck.portfolio.rows import Finding
from vatscheck.portfolio.signature import FOREIGN, Bench, Question
from vatscheck.portfolio.tables import Company, Entry, Wanted
from vatscheck.portfolio.verdicts import UNDETERMINED

MOST = 200_000
"""So many numbers are kept at most; then everything is found out again."""


class Classes(NamedTuple):
    """The classes of the tables of some companies, as numbers of objects."""

    registered: Array
    sited: Array
    whole: Array
    stated: Array
    wanted: Array
    readings: Array


class Found(NamedTuple):
    """How many findings each company has, and the numbers of them all in order."""

    counts: Array
    findings: Array


class Asked(NamedTuple):
    """An entry of a profile under the rules of its service, with what it hangs on.

    `bits` are those of the areas that count there, `edges` the places at their edges
    that are in doubt.
    """

    entry: Entry
    bench: Bench
    bits: int
    edges: frozenset[str]


class Questions:
    """Answers questions on many companies at once, and remembers what it has learnt."""

    def __init__(self, assessor: Assessor) -> None:
        self.assessor = assessor
        self.done = assessor.table("tasks", None)
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        kinds = ("table", "asked", "value", "verdict", "finding")
        self.objects = {kind: Objects() for kind in kinds}
        self._known: dict[str, Known] = {}
        self._asked: dict[Hashable, int] = {}

    def tidy(self) -> None:
        """Forget everything if it has become too much. No number is good after that."""
        kept = sum(map(len, self.objects.values()))
        kept += sum(map(len, self._known.values()))
        if kept > MOST:
            self.clear()

    def table(self, found: Hashable) -> int:
        """Return the number of a class of tables."""
        return self.objects["table"].number(found)

    def finding(self, number: int) -> Finding:
        """Return a finding by its number."""
        found: Finding = self.objects["finding"][number]
        return found

    # --- many companies ------------------------------------------------------------------

    def found(self, of: Classes) -> Found:
        """Return the findings on some companies, in the order of their services."""
        counts, row, at, asked, flags = self._opened(of.wanted)
        return Found(counts, self._findings(_Lines(self, of, row, at, asked), flags))

    def _opened(self, wanted: Array) -> tuple[Array, Array, Array, Array, Array]:
        """Each company once for each of its services: its place, and which service."""
        codes, first = numbered(wanted)
        every = [self._entries(int(number)) for number in wanted[first]]
        lengths = np.array([len(entries) for entries in every], np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        flat = np.array([pair for some in every for pair in some], np.int64).reshape(
            -1, 2
        )
        counts = lengths[codes]
        row = np.repeat(np.arange(len(wanted)), counts)
        ends = np.concatenate([[0], np.cumsum(counts)])[:-1]
        at = np.arange(len(row)) - ends[row]
        which = starts[codes][row] + at
        return counts, row, at, flat[which, 0], flat[which, 1]

    def _entries(self, number: int) -> list[tuple[int, int]]:
        """The entries of a class of services, each with what is read of it."""
        wanted: Wanted = self.objects["table"][number]
        return [
            (
                self._entry(entry),
                (wanted.for_others == at) + 2 * (entry.model.id in wanted.by_product),
            )
            for at, entry in enumerate(wanted.entries)
        ]

    def _entry(self, entry: Entry) -> int:
        if entry not in self._asked:
            bench = self.assessor.bench(entry.model.id)
            bits, edges = bench.reach
            asked = Asked(entry, bench, bits, edges)
            self._asked[entry] = len(self.objects["asked"].every)
            self.objects["asked"].every.append(asked)
        return self._asked[entry]

    def _findings(self, lines: _Lines, flags: Array) -> Array:
        value, verdict = self.objects["value"].number, self.objects["verdict"].number
        known = self.known
        place = known("place").of(
            [lines.area, lines.place], lambda at: value(lines.standing(at, sited=False))
        )
        site = known("site").of(
            [lines.area, lines.site], lambda at: value(lines.standing(at, sited=True))
        )
        sites = known("sites").of(
            [lines.asked, place, site],
            lambda at: value(("sites", *lines.sites(at))),
        )
        owners = known("owners").of(
            [lines.checks, lines.whole], lambda at: value(lines.signature(at).owners)
        )
        facts = known("facts").of(
            [lines.asked, lines.stated, lines.ten, lines.form],
            lambda at: value(("facts", *lines.signature(at)[3:6])),
        )
        duties = known("duties").of(
            [lines.asked, lines.duty, lines.stated, lines.products, lines.held],
            lambda at: value(("duties", lines.signature(at).duties)),
        )
        whole = [lines.asked, sites, owners, facts, duties]
        verdicts = known("verdicts").of(whole, lambda at: verdict(lines.verdict(at)))
        read = flags + 4 * lines.formless + 8 * lines.nowhere
        every = self.objects["verdict"].every
        open_ = np.array([status == UNDETERMINED for status, *_ in every], bool)[
            verdicts
        ]
        owned = np.where(open_, lines.whole + 1, 0)
        return known("findings").of(
            [lines.asked, verdicts, read, lines.readings, owned],
            lambda at: self.objects["finding"].number(lines.finding(at)),
        )

    def known(self, kind: str) -> Known:
        """Return what is known of one kind."""
        return self._known.setdefault(kind, Known())


class _Lines:
    """Questions as lines of numbers: `row` is the company, `asked` the entry."""

    def __init__(
        self, of: Questions, classes: Classes, row: Array, at: Array, asked: Array
    ) -> None:
        self.of, self.classes, self.row, self.at, self.asked = (
            of,
            classes,
            row,
            at,
            asked,
        )
        self._objects = of.objects["table"].every
        self._entries: list[Asked] = of.objects["asked"].every
        value = of.objects["value"].number
        self.whole, self.stated = classes.whole[row], classes.stated[row]
        self.readings = classes.readings[row]
        self.area = self._of_entry(lambda a: value((a.bits, a.edges)))
        self.checks = self._of_entry(lambda a: value(("asked", a.bench.rules.asked)))
        registered, wanted = classes.registered, classes.wanted
        self.place = self._of(registered, "place", lambda r: ("at", r.spot))
        self.form = self._of(
            registered, "form", lambda r: ("form", r.model.legal_form, r.model.market)
        )
        self.formless = self._of(
            registered, "formless", lambda r: r.model.legal_form is None, plain=True
        )
        self.products = self._of(wanted, "products", lambda w: ("products", w.products))
        self.ten = self._of(
            classes.whole, "ten", lambda w: ("ten", w.ownership.ten_largest)
        )
        own = self._of_entry(lambda a: a.entry.sited is not None)
        here = self._of(classes.sited, "here", lambda s: ("servers", s))
        there = self._of_entry(lambda a: value(("servers", a.entry.sited)))
        left_out = self._of(
            classes.sited, "left out", lambda s: s.places is None, plain=True
        )
        self.site: Array = np.where(own, there, here)
        self.nowhere = np.where(own, 0, left_out).astype(np.int64)
        self.duty = of.known("duty").of(
            [self.asked, classes.registered[row], self.site], self._duty
        )
        self.held = of.known("held").of([self.asked, self.whole], self._held)

    def _of_entry(self, make: Callable[[Asked], int]) -> Array:
        return np.array([make(found) for found in self._entries], np.int64)[self.asked]

    def _of(
        self,
        column: Array,
        kind: str,
        make: Callable[[Any], Any],
        *,
        plain: bool = False,
    ) -> Array:
        """What a class of tables says, for each line."""
        value = self.of.objects["value"].number

        def found(at: int) -> int:
            said = make(self._objects[column[at]])
            return int(said) if plain else value(said)

        return self.of.known(kind).of([column], found)[self.row]

    def question(self, at: int) -> Question:
        """Return one line as a question."""
        row, objects = int(self.row[at]), self._objects
        numbers = (int(column[row]) for column in self.classes)
        registered, sited, whole, stated, wanted, readings = (
            objects[n] for n in numbers
        )
        company = Company(registered, sited, whole, stated, self.of.done, readings)
        return Question(wanted.entries[self.at[at]], company, wanted)

    def signature(self, at: int) -> Any:
        """Return the signature of a line."""
        return self._entries[self.asked[at]].bench.signature(self.question(at))

    def sites(self, at: int) -> tuple[int, int, int]:
        """Return what of the signature of a line is about places, points told apart."""
        bench = self._entries[self.asked[at]].bench
        places = bench.places(self.question(at))
        return places.code, places.doubts, places.apart

    def standing(self, at: int, *, sited: bool) -> Hashable:
        """Return all that rules can tell of where a company, or its facilities, may be."""
        asked, question = self._entries[self.asked[at]], self.question(at)
        atlas, place = asked.bench.atlas, question.company.registered.spot.place
        if sited:
            names = question.sited.places
            points = server_places(atlas, names)
        else:
            names = (place,) if place else None
            points = places(atlas, place)
        edges = (
            edge
            for edge in asked.edges
            if any(name == edge or name.startswith(f"{edge}/") for name in names or ())
        )
        return sited, frozenset(p & asked.bits for p in points), frozenset(edges)

    def _duty(self, at: int) -> int:
        """What the duties that limit can read of the registration and the facilities."""
        question = self.question(at)
        bench, registered = (
            self._entries[self.asked[at]].bench,
            question.company.registered,
        )
        said = (
            registered if bench.placed else registered.kind,
            question.sited.mainland,
        )
        return self.of.objects["value"].number(("duty", said))

    def _held(self, at: int) -> int:
        """What the duties that limit can read of the owners: how their tests come out."""
        question = self.question(at)
        bench = self._entries[self.asked[at]].bench
        whole = question.company.whole
        foreign = whole.ownership.extent(FOREIGN)[1] > 0
        return self.of.objects["value"].number(("held", bench.shares(whole), foreign))

    def verdict(self, at: int) -> Hashable:
        """Return the status and the signature of a line."""
        finding = self.finding(at)
        return finding.status, finding.service, self.signature(at), self.sites(at)

    def finding(self, at: int) -> Finding:
        """Return the finding on a line, as the engine and its memory give it."""
        asked, place = self.question(at), int(self.at[at])
        first = asked.wanted.for_others == place
        opened = asked.entry.model.id in asked.wanted.by_product
        return self.of.assessor.answer(asked, first, opened)
