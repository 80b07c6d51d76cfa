"""How far: the largest foreign share in each place, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked
from vatscheck.answers.asked_page import every, listed, nothing, opening, together
from vatscheck.answers.document import Detail, Document
from vatscheck.answers.shapes import CLOSED, Citation, Judged
from vatscheck.answers.summary import naming
from vatscheck.answers.territory import Territory, territory, told
from vatscheck.engine.limits import Limits as Found
from vatscheck.engine.limits import Row, Service
from vatscheck.formats.json import plain
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
from vatscheck.words.phrases import Phrases, amount

NAME, PLACES = 22, 36
"""How wide the columns of services and of places may become."""
APART = 3
"""So many rows of one share are told apart by their days; more are put together."""
SMALL = 10
"""A share below it that hangs on other facts is told under `--full` only, in percent."""


@with_config(CLOSED)
class Holder(TypedDict):
    """The holder whose share is varied; all null = anybody."""

    name: str | None
    """Its name."""
    jurisdiction: str | None
    """Where it is at home: ISO 3166-1 alpha-2."""
    kind: str | None
    """What it is, such as `company`."""
    service_supplier: bool | None
    """Whether it is a certified Hong Kong or Macao service supplier."""


@with_config(CLOSED)
class Limit(Territory):
    """The largest foreign share in some places."""

    share: float | None
    """The largest that works, in percent; null = not even none is certain to."""
    below: bool
    """Whether the share has to stay below `share`."""
    possible: float | None
    """A larger one that works if facts that are not stated allow."""
    possible_below: bool
    """Whether the share has to stay below `possible`."""
    open: NotRequired[list[str]]
    """The names of the facts on which `possible` turns."""
    routes: list[str]
    """The routes that give `share`."""
    since: str | None
    """From which day it has worked without a break."""
    as_given_since: str | None
    """From which day the company as stated has been, or will be, let in."""
    cites: list[str]
    """The citations of the routes."""


@with_config(CLOSED)
class ServiceLimits(TypedDict):
    """The limits of one service."""

    service: str
    """The id of the service."""
    label: NotRequired[str]
    """Its everyday name, in the language of the run."""
    limits: list[Limit]
    """The largest shares first; empty = the rule base is silent."""


@with_config(CLOSED)
class Limits(Judged):
    """How far every service goes in every place."""

    schema: Literal["vatscheck/limits/1"]
    """The name of this schema."""
    holder: Holder
    """The holder whose share is varied."""
    holder_text: NotRequired[str]
    """The same in words."""
    rest: str
    """Of what kind the mainland holder of the rest is."""
    services: list[ServiceLimits]
    """Every service of the profile."""
    citations: dict[str, Citation]
    """Every instrument that is cited, by the key that `cites` names."""


# --- the document -----------------------------------------------------------------


def limits(found: Found, asked: Asked, lang: Lang) -> Document:
    """Return the answer (`vatscheck/limits/1`)."""
    phrases = asked.phrases(lang)
    rows = [row for service in found.services for row in service.rows]
    routes = {route.id: route for row in rows for route in row.limit.routes}
    used = [c for r in routes.values() for c in asked.cites(r.evidence.cites)]
    named = {"name", "jurisdiction", "kind", "service_supplier"}
    data = {
        **asked.head("limits"),
        "holder": found.holder.model_dump(include=named),
        "holder_text": _holder(found, phrases),
        "rest": found.rest,
        "services": [_service(service, asked, phrases) for service in found.services],
        "citations": asked.citations(used),
    }
    return Document(data, lang, lay)


def _holder(found: Found, phrases: Phrases) -> str:
    """The holder whose share is varied, by name and home."""
    holder = found.holder
    if holder.jurisdiction is None:
        return phrases.say("limits-anybody")
    home = phrases.of(phrases.law.jurisdictions[holder.jurisdiction])
    if holder.service_supplier:
        home = phrases.say("limits-supplier", home=home)
    name = holder.name or phrases.say("unnamed-holder")
    return phrases.say("limits-holder", name=name, home=home)


def _service(service: Service, asked: Asked, phrases: Phrases) -> dict[str, Any]:
    return {
        "service": service.service.id,
        "label": naming.name(service.service, phrases),
        "limits": [_row(row, asked, phrases) for row in service.rows],
    }


def _row(row: Row, asked: Asked, phrases: Phrases) -> dict[str, Any]:
    limit, facts = row.limit, phrases.law.facts
    cites = [c for r in limit.routes for c in asked.cites(r.evidence.cites)]
    names = (phrases.of(facts[f], "label") for f in limit.open if f in facts)
    return {
        "share": plain(limit.certain and limit.certain.share),
        "below": bool(limit.certain and limit.certain.below),
        "possible": plain(limit.possible and limit.possible.share),
        "possible_below": bool(limit.possible and limit.possible.below),
        "open": list(dict.fromkeys(names)),
        "routes": [route.id for route in limit.routes],
        "since": limit.since,
        "as_given_since": limit.given,
        "cites": list(dict.fromkeys(cites)),
        **territory(row.where, phrases),
    }


# --- the page ---------------------------------------------------------------------


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
