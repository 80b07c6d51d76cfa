"""The largest foreign shares as a page: a table, or everything with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.answers.asked_page import every, listed, nothing, opening, together
from vatscheck.answers.document import Detail
from vatscheck.answers.territory import told
from vatscheck.formats.page import (
    Block,
    Column,
    Gap,
    Heading,
    Line,
    Page,
    Paragraph,
    Run,
    Table,
    line,
)
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.pieces import amount

APART = 3
"""So many rows of one share are told apart by their days; more are put together."""
SMALL = 10
"""A share below it that hangs on other facts is told under `--full` only, in percent."""
NAME, PLACES = 22, 36
"""How wide the columns of services and of places may become."""


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: a row for each service and group of places, the legend below."""
    blocks = list(opening(data, lang, "limits-title", "limits-under"))
    rest = word(f"limits-rest-{data['rest']}", lang)
    parts = {"holder": data["holder_text"], "rest": rest}
    blocks.insert(-1, Paragraph(line(word("limits-whose", lang, **parts))))
    if data["services"]:
        blocks += _whole(data, lang) if detail.full else _short(data, lang)
    else:
        blocks += nothing(lang)
    return Page(data["profile"]["name"], lang, tuple(blocks))


def _short(data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    marks: dict[str, str] = {}
    rows: list[tuple[Line, ...]] = []
    hidden = False
    for name, found in _alike(data, lang):
        kept, folded = _folded(found)
        hidden = hidden or folded
        for at, group in enumerate(kept):
            cells = _cells(group, len(kept) == 1, marks, lang)
            rows.append((line("" if at else name), *cells))
        if not kept:
            status = line(Run(word("not_covered", lang), "not_covered"))
            rows.append((line(name), line(""), status, line("")))
    yield Table(_columns(lang), tuple(rows), word("limits-caption", lang))
    yield Gap()
    for text, mark in marks.items():
        yield Paragraph(line(f"{mark}  {text}"), hang=3)
    legend = word("limits-legend", lang)
    more = word("limits-full" if hidden else "limits-full-only", lang)
    yield Paragraph(line(word("sentences", lang, first=legend, then=more)))


def _columns(lang: Lang) -> tuple[Column, ...]:
    heads = (word(f"limits-{head}", lang) for head in ("where", "share", "since"))
    places, share, since = heads
    return (
        Column("", most=NAME),
        Column(places, most=PLACES),
        Column(share),
        Column(since),
    )


Group = list[dict[str, Any]]
"""Rows of the document that one row of the table stands for."""


def _alike(data: Mapping[str, Any], lang: Lang) -> Iterator[tuple[str, Group]]:
    """Yield the services by name, those with the same limits together."""
    keys = ("share", "below", "possible", "possible_below", "since", "places", "rest")
    found: dict[str, list[dict[str, Any]]] = {}
    for service in data["services"]:
        key = str([[row[key] for key in keys] for row in service["limits"]])
        found.setdefault(key, []).append(service)
    for services in found.values():
        names = together((service["label"] for service in services), lang)
        yield names, services[0]["limits"]


def _folded(rows: Group) -> tuple[list[Group], bool]:
    """The rows of a table, each of places with one share, and whether any is left out.

    Where one share holds in the whole mainland, it does so since the last of the days;
    otherwise places that were let in on other days stand apart, if they are few.
    """
    clear = [row for row in rows if row["kind"] != "unclear"]
    shares: dict[str, Group] = {}
    for row in clear:
        shares.setdefault(str(_told(row)), []).append(row)
    found: list[Group] = []
    for group in shares.values():
        if len(shares) == 1 or len(group) > APART:
            found.append(group)
        else:
            found += [[row] for row in group]
    small = any(_small(row) for row in rows)
    return found, small or len(clear) < len(rows) or len(found) < len(clear)


def _told(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a short table says of a share: a possible one only if it is no small matter."""
    possible = None if _small(row) else row["possible"]
    return row["share"], row["below"], possible, row["possible_below"]


def _small(row: Mapping[str, Any]) -> bool:
    possible = row["possible"]
    return row["share"] is not None and possible is not None and possible <= SMALL


def _cells(
    group: Group, whole: bool, marks: dict[str, str], lang: Lang
) -> tuple[Line, Line, Line]:
    """Places, share with the mark of what it hangs on, and since when."""
    places = word("short-everywhere", lang) if whole else told(group, lang)
    share = _share(group[0], marks, lang)
    days = [found["since"] for found in group]
    since = max((found for found in days if found), default=None)
    since = since or word("none-needed", lang)
    return line(places), line(share), line(since)


def _share(row: Mapping[str, Any], marks: dict[str, str], lang: Lang) -> str:
    certain = _most(row["share"], row["below"], lang)
    if row["possible"] is None or _small(row):
        return certain or word("limits-none", lang)
    facts = listed(row["open"], lang)
    hangs = word("limits-if", lang, facts=facts) if facts else word("limits-ifs", lang)
    mark = marks.setdefault(hangs, "*" * (len(marks) + 1))
    possible = f"{_most(row['possible'], row['possible_below'], lang)} {mark}"
    return together(filter(None, (certain, possible)), lang)


def _most(share: float | None, below: bool, lang: Lang) -> str:
    if share is None:
        return ""
    text = word("percent", lang, value=amount(share))
    return word("limits-below", lang, share=text) if below else text


def _whole(data: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield every row of every service, with both days and what it rests on."""
    heads = ("share", "since", "given", "where")
    columns = [Column(word(f"limits-{head}", lang)) for head in heads]
    columns[0] = columns[0]._replace(most=22)
    marks: dict[str, str] = {}
    for service in data["services"]:
        yield Heading(line(service["label"]))
        rows = []
        for row in service["limits"]:
            given = row["as_given_since"] or word("none-needed", lang)
            if given > data["as_of"] and row["as_given_since"]:
                given = word("timeline-future", lang, days=given)
            source = every(row["cites"], data, lang)
            where = line(row["label"], Run(f" [{source}]" if source else "", "dim"))
            share = line(_whole_share(row, marks, lang))
            since = line(row["since"] or word("none-needed", lang))
            rows.append((share, since, line(given), where))
        if rows:
            yield Table(tuple(columns), tuple(rows), service["label"])
        else:
            status = Run(word("not_covered", lang), "not_covered")
            yield Paragraph(line(status))
        yield Gap()
    for text, mark in marks.items():
        yield Paragraph(line(f"{mark}  {text}"), hang=3)
    yield Paragraph(line(word("limits-legend-full", lang)))


def _whole_share(row: Mapping[str, Any], marks: dict[str, str], lang: Lang) -> str:
    if not _small(row):
        return _share(row, marks, lang)
    certain = _most(row["share"], row["below"], lang)
    return together((certain, _share({**row, "share": None}, marks, lang)), lang)
