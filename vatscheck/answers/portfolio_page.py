"""A run over many companies as a page: the short answer, tables, and where there is a way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vatscheck.answers.document import Detail
from vatscheck.answers.opening import EMPTY, opening
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Heat,
    Line,
    Page,
    Paragraph,
    Run,
    Square,
    Table,
    line,
)
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.days import long_day

TOLD = 3
"""So many open facts are told in the short answer."""


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: what came out, what would settle most, then a table each."""
    title = word("portfolio-title", lang, input=data["input"])
    blocks: list[Block] = [*opening(title, data, lang), *_short(data, lang)]
    for heading, block in sections(data, lang):
        blocks += [Gap(), Heading(line(heading)), block]
    return Page(title, lang, tuple(blocks))


def _short(data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    day = long_day(data["as_of"], lang)
    rows = {key: figure(data[key]) for key in ("rows", "judged", "unread", "answers")}
    yield Paragraph(line(word("portfolio-rows", lang, day=day, **rows)))
    if data["statuses"]:
        parts = (
            word("portfolio-count", lang, n=figure(n), status=status_word(status, lang))
            for status, n in data["statuses"].items()
        )
        yield Paragraph(line(word("semicolon", lang).join(parts)), style="lead")
    for fact in [fact for fact in data["facts"] if fact["settles"]][:TOLD]:
        parts_ = {
            "fact": fact["name"],
            "n": figure(fact["settles"]),
            "companies": figure(fact["settles_companies"]),
        }
        yield Paragraph(line(word("portfolio-settles", lang, **parts_)))


def sections(
    data: Mapping[str, Any], lang: Lang, *, short: bool = False
) -> Iterator[tuple[str, Table | Heat]]:
    """Yield each part of the answer with its heading; nothing for what is empty.

    `short` = the heading is short enough for the name of a sheet.
    """
    id = "portfolio-sheet-" if short else "portfolio-"
    for name, found in (
        ("facts", _facts(data, lang)),
        ("services", _by_status("services", data, lang)),
        ("provinces", _by_status("provinces", data, lang)),
        ("map", heat(data, lang)),
        ("routes", _named("routes", "route", data, lang)),
        ("reasons", _named("reasons", "rule", data, lang)),
        ("errors", _errors(data, lang)),
    ):
        if found.rows:
            yield word(f"{id}{name}", lang), found


def figure(n: int) -> str:
    """Return a count as it is written."""
    return f"{n:,}"


def status_word(status: str, lang: Lang) -> str:
    """Return the word of a status that is counted."""
    return word("barred-exit" if status == "barred" else status, lang)


def _head(name: str, lang: Lang) -> str:
    return word(f"portfolio-head-{name}", lang)


def _numbers(*found: int) -> Iterator[Line]:
    for n in found:
        yield line(figure(n) if n else EMPTY)


def _by_status(key: str, data: Mapping[str, Any], lang: Lang) -> Table:
    """A row for each service or province, a column for each status that there is."""
    told = list(data["statuses"])
    first = "service" if key == "services" else "province"
    companies = key == "provinces"
    heads = [
        _head(first, lang),
        *([_head("companies", lang)] if companies else []),
        _head("answers", lang),
        *(status_word(status, lang) for status in told),
    ]
    rows = tuple(
        (
            line(name(found)),
            *_numbers(
                *([found["companies"]] if companies else []),
                found["answers"],
                *(found["statuses"].get(status, 0) for status in told),
            ),
        )
        for found in data[key]
    )
    return Table(tuple(map(Column, heads)), rows, word(f"portfolio-{key}", lang))


def name(found: Mapping[str, Any]) -> str:
    """Return the name of a service with its code, or of a province."""
    return f"{found['name']} ({code})" if (code := found.get("code")) else found["name"]


def _named(key: str, id: str, data: Mapping[str, Any], lang: Lang) -> Table:
    """A row for each route or rule, by its id, most answers first."""
    heads = (_head(id, lang), _head("name", lang), _head("answers", lang))
    rows = tuple(
        (line(Run(found[id], "code")), line(found["name"]), *_numbers(found["answers"]))
        for found in data[key]
    )
    first, *rest = heads
    columns = (Column(first, whole=True), *map(Column, rest))
    return Table(columns, rows, word(f"portfolio-{key}", lang))


def _facts(data: Mapping[str, Any], lang: Lang) -> Table:
    keys = ("settles", "settles_companies", "open", "open_companies")
    heads = ("fact", "settles", "settles-companies", "open", "open-companies")
    rows = tuple(
        (line(found["name"]), *_numbers(*(found[key] for key in keys)))
        for found in data["facts"]
    )
    columns = tuple(Column(_head(head, lang)) for head in heads)
    return Table(columns, rows, word("portfolio-facts", lang))


def _errors(data: Mapping[str, Any], lang: Lang) -> Table:
    heads = ("mistake", "rows", "first", "text")
    rows = tuple(
        (
            line(Run(found["id"], "code")),
            *_numbers(found["rows"], found["first"]),
            line(found["text"]),
        )
        for found in data["errors"]
    )
    columns = tuple(Column(_head(head, lang)) for head in heads)
    return Table(columns, rows, word("portfolio-errors", lang))


def heat(data: Mapping[str, Any], lang: Lang) -> Heat:
    """Return in how many of the answers there is a way, by province and service."""
    squares = {(s["service"], s["province"]): s for s in data["squares"]}
    services: Sequence[Mapping[str, Any]]
    services = [found for found in data["services"] if found["in_catalogue"]]
    rows = tuple(
        (
            line(province["name"]),
            tuple(
                _square(squares.get((service["service"], province["province"])), lang)
                for service in services
            ),
        )
        for province in data["provinces"]
    )
    columns = tuple((found["name"], name(found)) for found in services)
    legend = word("portfolio-legend", lang)
    head = _head("province", lang)
    return Heat(head, columns, rows, legend, word("portfolio-map", lang))


def _square(found: Mapping[str, Any] | None, lang: Lang) -> Square:
    if found is None:
        return Square(None, EMPTY)
    n, of = found["ways"], found["answers"]
    return Square(n / of, word("portfolio-of", lang, n=figure(n), answers=figure(of)))
