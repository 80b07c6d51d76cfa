"""The records of a law in a list, by age, and some of them as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers import explain
from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.opening import opening
from vatscheck.answers.shapes import CLOSED, Citation, Confidence, Grade, Head
from vatscheck.formats.page import (
    Block,
    Code,
    Column,
    Gap,
    Heading,
    Label,
    Labels,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.law.book import Law
from vatscheck.upkeep.rows import Aged, Row, as_data
from vatscheck.upkeep.spots import Spot
from vatscheck.words.catalogue import Lang, twin, word
from vatscheck.words.days import long_day
from vatscheck.words.pieces import series


@with_config(CLOSED)
class Record(TypedDict):
    """One record."""

    kind: str
    """The kind of record, as in the TOML of the law."""
    id: str
    """Its id."""
    title: str
    """What it is called in English."""
    title_zh: str
    """What it is called in Chinese."""
    from_: Annotated[str | None, Field(alias="from")]
    """Its first day in force, null = it has no days of its own."""
    to: str | None
    """Its last day in force, null = still."""
    grade: Grade | None
    """P = the original text was read, S = a secondary source, M = neither yet."""
    confidence: Confidence | None
    """How sure its reading is, null = it rests on no source."""
    verified_on: str | None
    """The day to which it was checked, null = it rests on no source."""
    open_question: bool
    """Whether something is open that an authority can settle."""


@with_config(CLOSED)
class AgedRecord(Record):
    """A record with its age."""

    days: int
    """The days since it was checked."""


@with_config(CLOSED)
class ListDocument(Head):
    """`law list`: records that hold all of some words."""

    schema: Literal["vatscheck/law-list/1"]
    """The kind of this document and its number."""
    records: list[Record]
    """The records found, by kind."""


@with_config(CLOSED)
class StaleDocument(Head):
    """`law stale`: records by the age of their verification."""

    schema: Literal["vatscheck/law-stale/1"]
    """The kind of this document and its number."""
    as_of: str
    """The day from which the age is counted (YYYY-MM-DD)."""
    records: list[AgedRecord]
    """The records, the oldest first."""


@with_config(CLOSED)
class Shown(TypedDict):
    """One record: where it is written, what it says, and its keys as in TOML."""

    kind: str
    """The kind of record, as in the TOML of the law."""
    id: str
    """Its id."""
    file: str
    """The TOML file in which it stands, from the folder of the law."""
    line: int
    """The line on which it begins, from 1."""
    explanation: str | None
    """What `explain` says of it, a statement a line; null = nothing of its own."""
    record: dict[str, Any]
    """The record with its keys as in TOML."""
    toml: NotRequired[str]
    """The record as it is written, to copy."""


@with_config(CLOSED)
class ShowDocument(Head):
    """`law show`: the records of one id."""

    schema: Literal["vatscheck/law-show/1"]
    """The kind of this document and its number."""
    records: list[Shown]
    """The records found; several kinds may have one id."""
    asked: NotRequired[str]
    """The words that were asked about."""
    explained: NotRequired[list[explain.Explained]]
    """The same records as `explain` has them."""
    citations: NotRequired[dict[str, Citation]]
    """The instruments that they cite, by citation."""


def span_text(start: str, end: str | None, lang: Lang) -> str:
    """Return a span of days in words."""
    if end is None:
        return word("since", lang, start=start)
    return word("from-to", lang, low=start, high=end)


def listed(law: Law, found: Iterable[Row], lang: Lang) -> Document:
    """Return some records of a law."""
    data = {**head("law-list", law), "records": [*map(_object, found)]}
    return Document(data, lang, lay_list)


def stale(law: Law, found: Iterable[Aged], day: str, lang: Lang) -> Document:
    """Return records with their age on a day."""
    aged = [{**_object(item.row), "days": item.days} for item in found]
    data = {**head("law-stale", law), "as_of": day, "records": aged}
    return Document(data, lang, lay_stale)


def shown(
    law: Law, asked: str, records: Sequence[tuple[Any, Spot]], lang: Lang
) -> Document:
    """Return records with what is said of them and as they are written."""
    ids = dict.fromkeys(spot.id for _, spot in records)
    said = explain.explain(law, asked, ids, lang).data
    found = [
        {
            "kind": spot.kind,
            "id": spot.id,
            "file": spot.file,
            "line": spot.line,
            "explanation": explain.explanation(law, spot.id, lang),
            "record": as_data(record),
            "toml": spot.text,
        }
        for record, spot in records
    ]
    data = {
        **head("law-show", law),
        "records": found,
        "asked": asked,
        "explained": said["records"],
        "citations": said["citations"],
    }
    return Document(data, lang, lay_show)


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


# --- pages ------------------------------------------------------------------------


def lay_list(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the records as a page, those of a kind below its name."""
    title = word("law-list-title", lang, n=len(data["records"]))
    blocks: list[Block] = [*opening(title, data, lang)]
    for kind, items in groupby(data["records"], key=lambda item: item["kind"]):
        blocks += [Gap(), Heading(line(word(f"kind-{kind}", lang)))]
        blocks.append(Labels(tuple(_row(item, lang) for item in items)))
    return Page(title, lang, tuple(blocks))


def _row(item: Mapping[str, Any], lang: Lang) -> Label:
    facts = _facts(item, lang)
    more = Run(word("law-facts", lang, facts=facts) if facts else "", "dim")
    return Label(item["id"], line(_title(item, lang), more))


def lay_stale(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the records as a page, a row each, the oldest first."""
    found, day = data["records"], long_day(data["as_of"], lang)
    title = word("law-aged", lang, n=len(found), day=day)
    heads = (word(f"law-aged-{key}", lang) for key in ("days", "id", "title", "grade"))
    columns = tuple(Column(head, whole=at < 2) for at, head in enumerate(heads))
    rows = tuple(
        (
            line(str(item["days"])),
            line(Run(item["id"], "code")),
            line(_title(item, lang)),
            line(_evidence(item, lang)),
        )
        for item in found
    )
    blocks: list[Block] = [*opening(title, data, lang)]
    if rows:
        blocks += [Gap(), Table(columns, rows, title)]
    return Page(title, lang, tuple(blocks))


def lay_show(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return what is said of the records as a page, and below it how each is written."""
    said = {**data, "records": data["explained"]}
    page = explain.lay(said, lang, detail._replace(full=True))
    return page._replace(blocks=(*page.blocks, *_written(data["records"])))


def _written(records: Iterable[Mapping[str, Any]]) -> Iterator[Block]:
    for item in records:
        place = f"# {item['file']}:{item['line']}"
        yield from (Gap(), Paragraph(line(Run(place, "code"))), Code(item["toml"]))


def _title(item: Mapping[str, Any], lang: Lang) -> str:
    return str(item[twin("title", lang)])


def _evidence(item: Mapping[str, Any], lang: Lang) -> str:
    """The grade and the confidence of a record, and whether something is open."""
    parts = [word(f"law-grade-{item['grade']}", lang), word(item["confidence"], lang)]
    if item["open_question"]:
        parts.append(word("law-open", lang))
    return series(parts, lang)


def _facts(item: Mapping[str, Any], lang: Lang) -> str:
    """The days of a record, how far it is verified, and whether something is open."""
    parts = [span_text(item["from"], item["to"], lang)] if item["from"] else []
    if item["grade"] and item["confidence"]:
        confidence = word(item["confidence"], lang)
        more = {"grade": item["grade"], "verified": item["verified_on"]}
        parts.append(word("graded", lang, confidence=confidence, **more))
    if item["open_question"]:
        parts.append(word("law-open", lang))
    return series(parts, lang)
