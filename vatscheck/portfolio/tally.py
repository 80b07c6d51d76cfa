"""What a run counts: rows, services by status, rows that were not judged by what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from vatscheck.portfolio.counts import Counts, counted
from vatscheck.portfolio.rows import Record
from vatscheck.profile.problems import Problem


class Tally:
    """The counts of some rows; those of several blocks are added up.

    `counts` are those of a summary, none = none is asked for.
    """

    def __init__(self) -> None:
        self.counts: Counts | None = None
        self.rows = 0
        self.statuses: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        self.unread = 0

    @property
    def services(self) -> int:
        """How many services were judged."""
        return self.statuses.total()

    def add(self, other: Tally) -> None:
        """Add the counts of other rows."""
        self.rows += other.rows
        self.unread += other.unread
        self.statuses += other.statuses
        self.problems += other.problems
        if other.counts is not None:
            self.counts = self.counts or Counts()
            self.counts.add(other.counts)

    def count(self, records: Iterable[Record]) -> None:
        """Count the lines of rows that were judged."""
        found = Counter(map(id, (record.finding for record in records)))
        findings = {id(record.finding): record.finding for record in records}
        for number, times in found.items():
            finding = findings[number]
            if finding.service is not None:
                self.statuses[counted(finding)] += times

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Count a row that was not judged, by each kind of what is wrong with it."""
        self.unread += 1
        self.problems.update({problem.id for problem in problems})

    def data(self) -> dict[str, Any]:
        """Return the counts as JSON has them."""
        counts = {} if self.counts is None else {"counts": self.counts.data()}
        return counts | {
            "rows": self.rows,
            "unread": self.unread,
            "statuses": dict(sorted(self.statuses.items())),
            "problems": dict(sorted(self.problems.items())),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Tally:
        """Return the counts that JSON has."""
        found = cls()
        found.rows, found.unread = data["rows"], data["unread"]
        found.statuses.update(data["statuses"])
        found.problems.update(data["problems"])
        if "counts" in data:
            found.counts = Counts.of(data["counts"])
        return found
