"""What a summary counts: answers by service, province and status, and what they turn on.

All counts are sums, and the first row with a mistake is the least of several: they are
the same however the rows were shared out. How many there are is bounded by the law.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vatscheck.names.index import Names
from vatscheck.portfolio.records import wrong
from vatscheck.portfolio.rows import Finding, Given
from vatscheck.portfolio.store import Store
from vatscheck.profile.problems import Problem
from vatscheck.words.catalogue import Lang

UNKNOWN = ""
"""Stands for the province of an address that is left out."""
BARRED = "barred"
"""What is counted of something that needs no licence and that another duty bars."""
PLACES = 16_384
"""How many names of places are kept with their provinces."""


def counted(finding: Finding) -> str:
    """Return the status that a finding is counted under: its own, or that it is barred."""
    barred = finding.status == "not_needed" and finding.reasons
    return BARRED if barred else finding.status


class Counts:
    """The counts of some rows; those of several blocks are added up.

    `answers` by service, status and province; `reasons` by rule and status; `open`
    answers that a fact may change, `alone` those that it alone settles, each by fact;
    `asked` and `settled` the same of companies; `first` by kind of mistake the first
    row with it, and what is wrong there.
    """

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, str, str]] = Counter()
        self.companies: Counter[str] = Counter()
        self.routes: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.open: Counter[str] = Counter()
        self.alone: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.settled: Counter[str] = Counter()
        self.first: dict[str, tuple[int, str]] = {}

    def company(self, province: str, findings: Sequence[Finding], n: int = 1) -> None:
        """Count so many companies of a province with the same findings."""
        self.companies[province] += n
        for finding in findings:
            self.answer(finding, province, n)
        self.opened(findings, n)

    def answer(self, finding: Finding, province: str, n: int) -> None:
        """Count so many answers of a province with the same finding."""
        status = counted(finding)
        self.answers[finding.service or "", status, province] += n
        if finding.route is not None:
            self.routes[finding.route] += n
        for rule in finding.reasons:
            self.reasons[rule, status] += n
        for fact in finding.open:
            self.open[fact] += n
        if len(finding.open) == 1:
            self.alone[finding.open[0]] += n

    def opened(self, findings: Sequence[Finding], n: int) -> None:
        """Count so many companies with the same findings by the facts that are open."""
        every = [finding.open for finding in findings]
        for fact in {fact for some in every for fact in some}:
            self.asked[fact] += n
        for fact in {some[0] for some in every if len(some) == 1}:
            self.settled[fact] += n

    def refuse(self, row: int, problems: Iterable[Problem], lang: Lang) -> None:
        """Note what is wrong with a row, if it is the first of its kind."""
        for problem in problems:
            known = self.first.get(problem.id)
            if known is None or row < known[0]:
                self.first[problem.id] = row, wrong([problem], lang)

    def add(self, other: Counts) -> None:
        """Add the counts of other rows."""
        for name in SUMS:
            getattr(self, name).update(getattr(other, name))
        for kind, found in other.first.items():
            self.first[kind] = min(self.first.get(kind, found), found)

    def data(self) -> dict[str, Any]:
        """Return the counts as JSON has them."""
        sums = {
            name: [[_key(key), n] for key, n in sorted(getattr(self, name).items())]
            for name in SUMS
        }
        return sums | {"first": {kind: self.first[kind] for kind in sorted(self.first)}}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Counts:
        """Return the counts that JSON has."""
        found = cls()
        for name in SUMS:
            getattr(found, name).update(
                {tuple(k) if isinstance(k, list) else k: n for k, n in data[name]}
            )
        found.first = {kind: (row, text) for kind, (row, text) in data["first"].items()}
        return found


SUMS = (
    "answers",
    "companies",
    "routes",
    "reasons",
    "open",
    "alone",
    "asked",
    "settled",
)
"""The counts that are added up."""


def _key(key: str | tuple[str, ...]) -> str | list[str]:
    return key if isinstance(key, str) else list(key)


class Counting:
    """Counts the rows of a block; companies with the same findings are counted at once."""

    def __init__(self, provinces: Provinces) -> None:
        self.provinces, self.counts = provinces, Counts()
        self._alike: dict[tuple[object, ...], tuple[Sequence[Finding], int]] = {}

    def row(
        self,
        row: Given,
        findings: Sequence[Finding],
        problems: Sequence[Problem],
        lang: Lang,
    ) -> None:
        """Count a row that was judged, or note what is wrong with it."""
        if problems:
            self.counts.refuse(row.row, problems, lang)
            return
        province = self.provinces.of(row)
        key = province, *map(id, findings)
        known = self._alike.get(key)  # findings that are held keep their number
        self._alike[key] = (findings, 1) if known is None else (known[0], known[1] + 1)

    def done(self) -> Counts:
        """Return the counts of all rows."""
        for (province, *_), (findings, n) in self._alike.items():
            self.counts.company(str(province), findings, n)
        self._alike.clear()
        return self.counts


class Provinces:
    """The province of a row's registered address; what is settled is kept."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._known: Store[str] = Store(PLACES)

    def of(self, row: Given) -> str:
        """Return the id of the province of a row that was judged, empty = left out."""
        if row.pairs is None:
            table = row.data.get("registration")
        else:
            table = dict(dict(row.pairs).get("registration") or ())
        return self.named(table.get("place")) if table else UNKNOWN

    def named(self, place: str | None) -> str:
        """Return the id of the province of a place as it was written: the top of its id."""
        if place is None:
            return UNKNOWN
        found = self._known.get(place)
        if found is None:
            (settled,) = self.names.place(place)
            found = self._known.put(place, settled.partition("/")[0])
        return found
