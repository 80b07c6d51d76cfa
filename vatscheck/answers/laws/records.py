"""The records of a law in a list, by age, and one of them as it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vatscheck.answers.document import head
from vatscheck.answers.explain import explanation
from vatscheck.formats.json import written
from vatscheck.law.book import Law
from vatscheck.upkeep.rows import Aged, Row, as_data
from vatscheck.upkeep.spots import Spot
from vatscheck.words.catalogue import Lang, word


def span_text(start: str, end: str | None, lang: Lang) -> str:
    """Return a span of days in words."""
    if end is None:
        return word("since", lang, start=start)
    return word("from-to", lang, low=start, high=end)


def record_lines(found: Iterable[Row], lang: Lang) -> Iterator[str]:
    """Yield two lines a record: what it is, then its days and its evidence."""
    for row in found:
        yield word(
            "law-row", lang, kind=row.kind, record=row.id, title=_title(row, lang)
        )
        if more := _facts(row, lang):
            yield f"    {more}"


def aged_lines(found: Sequence[Aged], day: str, lang: Lang) -> Iterator[str]:
    """Yield how many records there are, then each with its age, oldest first."""
    yield word("law-aged", lang, count=len(found), day=day)
    for item in found:
        row = item.row
        parts = {"days": item.days, "kind": row.kind, "record": row.id}
        yield word("law-age", lang, title=_title(row, lang), **parts)
        yield f"    {_facts(row, lang)}"


def _title(row: Row, lang: Lang) -> str:
    return row.title_zh if lang == "zh" else row.title


def _facts(row: Row, lang: Lang) -> str:
    parts = [span_text(row.start, row.end, lang)] if row.start else []
    if row.grade and row.confidence:
        confidence = word(row.confidence, lang)
        more = {"grade": row.grade, "verified": row.verified_on}
        parts.append(word("graded", lang, confidence=confidence, **more))
    if row.open:
        parts.append(word("law-open", lang))
    return ("；" if lang == "zh" else "; ").join(parts)


def shown(law: Law, spots: Sequence[Spot], lang: Lang) -> str:
    """Return what `explain` says of records, and the records as they are written."""
    ids = dict.fromkeys(spot.id for spot in spots)
    parts = [explanation(law, id, lang) or "" for id in ids]
    parts += [f"# {spot.file}:{spot.line}\n{spot.text}" for spot in spots]
    return "\n\n".join(filter(None, parts))


def _object(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "id": row.id,
        "title": row.title,
        "title_zh": row.title_zh,
        "from": row.start,
        "to": row.end,
        "grade": row.grade,
        "confidence": row.confidence,
        "verified_on": row.verified_on,
        "open_question": row.open,
    }


def list_document(law: Law, found: Iterable[Row]) -> str:
    """Return the list as JSON (`vatscheck/law-list/1`)."""
    return written({**head("law-list", law), "records": [*map(_object, found)]})


def stale_document(law: Law, found: Iterable[Aged], day: str) -> str:
    """Return the records by age as JSON (`vatscheck/law-stale/1`)."""
    aged = [{**_object(item.row), "days": item.days} for item in found]
    return written({**head("law-stale", law), "as_of": day, "records": aged})


def show_document(law: Law, records: Iterable[tuple[Any, Spot]], lang: Lang) -> str:
    """Return records of one id as JSON (`vatscheck/law-show/1`)."""
    found = [
        {
            "kind": spot.kind,
            "id": spot.id,
            "file": spot.file,
            "line": spot.line,
            "explanation": explanation(law, spot.id, lang),
            "record": as_data(record),
        }
        for record, spot in records
    ]
    return written({**head("law-show", law), "records": found})
