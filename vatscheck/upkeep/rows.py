"""The records of a law as one list: what each is, when it holds, how far it is verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records

PARTS = "part"
"""The kind under which the parts of areas are listed."""
TITLES = ("title", "en", "wants", "question", "text")
"""The field that names a record, by what it has."""


class Row(NamedTuple):
    """One record: titles in both languages, days in force, and its evidence if it has any.

    `start` none = it has no days of its own; `end` none = still in force.
    """

    kind: str
    id: str
    title: str
    title_zh: str
    start: str | None
    end: str | None
    grade: str | None
    confidence: str | None
    verified_on: str | None
    open: bool


class Aged(NamedTuple):
    """A record with the days since it was last verified."""

    row: Row
    days: int


def rows(law: Law) -> Iterator[Row]:
    """Yield every record by kind, in the law's order; parts follow the areas."""
    for kind in KINDS:
        for record in records(law, kind).values():
            yield _row(kind, record)
        if kind == "area":
            areas = law.areas.values()
            yield from (_row(PARTS, part) for area in areas for part in area.part)


def matching(law: Law, words: Sequence[str]) -> list[Row]:
    """Return the records of the kinds named (all if none is) that hold every other word.

    A kind may be named in the plural.
    """
    kinds = {kind: kind for kind in (*KINDS, PARTS)}
    kinds |= {f"{kind}s": kind for kind in kinds} | {"authorities": "authority"}
    kinds |= {"duties": "duty"}
    wanted = {kinds[word] for word in words if word in kinds}
    others = [word.casefold() for word in words if word not in kinds]
    return [
        row
        for row in rows(law)
        if (not wanted or row.kind in wanted)
        and all(w in f"{row.id} {row.title} {row.title_zh}".casefold() for w in others)
    ]


def aged(
    law: Law, day: str, older_than: int = 0, before: str | None = None
) -> list[Aged]:
    """Return what was verified more than so many days ago, and before a day; oldest first.

    What was verified after the day itself is left out.
    """
    today = date.fromisoformat(day)
    found = [
        Aged(row, (today - date.fromisoformat(row.verified_on)).days)
        for row in rows(law)
        if row.verified_on and (before is None or row.verified_on < before)
    ]
    late = [
        item for item in found if item.days > older_than or item.days == older_than == 0
    ]
    return sorted(late, key=lambda item: -item.days)


def _row(kind: str, record: Any) -> Row:
    name = next(field for field in TITLES if hasattr(record, field))
    twin = "zh" if name == "en" else f"{name}_zh"
    start, end = _days(record)
    evidence = getattr(record, "evidence", record)
    graded = hasattr(evidence, "grade")
    return Row(
        kind,
        record.id,
        getattr(record, name),
        getattr(record, twin),
        start,
        end,
        evidence.grade if graded else None,
        evidence.confidence if graded else None,
        evidence.verified_on if graded else None,
        bool(graded and evidence.question),
    )


def _days(record: Any) -> tuple[str | None, str | None]:
    """The first and the last day of a record, from its versions, members or itself."""
    spans: Iterable[Any] = (
        getattr(record, "version", None)
        or getattr(record, "members", None)
        or [member for part in getattr(record, "part", ()) for member in part.members]
    )
    spans = list(spans) or [record]
    starts = [s.from_ for s in spans if getattr(s, "from_", None)]
    if not starts:
        return None, None
    ends = [span.to for span in spans]
    return min(starts), None if None in ends else max(ends)


def as_data(value: Any) -> Any:
    """Return a record as plain tables and lists, with the keys of its TOML form."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        found: dict[str, Any] = {}
        for key, item in value._asdict().items():
            if key == "evidence":
                found |= as_data(item)
            elif item is not None and item not in ((), []):
                found["from" if key == "from_" else key] = as_data(item)
        return found
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    return value
