"""Where a company could do what: one block for all places with the same answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.answers.interface import Page
from vatscheck.answers.page import printed, status
from vatscheck.answers.questions.asked import Asked, lacks
from vatscheck.engine.answer import CheckResult
from vatscheck.engine.grid import Cell, Column, Grid
from vatscheck.engine.regions import Territory
from vatscheck.formats.json import plain
from vatscheck.law.models import Prohibition
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases, number


def text(found: Grid, stay: bool, asked: Asked, page: Page) -> str:
    """Return the grid as text: the best places first, refused ones with the reasons."""
    return printed(_parts(found, stay, asked, asked.phrases(page.lang)), page)


def _parts(
    found: Grid, stay: bool, asked: Asked, phrases: Phrases
) -> Iterator[RenderableType]:
    yield from asked.opening(phrases)
    yield Text(phrases.say("where-stay" if stay else "where-moved"))
    for at, column in enumerate(found.columns, 1):
        yield Text()
        places = f"{at}. {label(column.where, phrases)}"
        yield Text(places, style="bold", overflow="fold")
        yield _block(found, column, phrases)


def _block(found: Grid, column: Column, phrases: Phrases) -> Table:
    block = Table(box=None, show_header=False, expand=True, pad_edge=False)
    block.add_column(overflow="fold", width=22)
    block.add_column(overflow="fold", width=14 if phrases.lang == "en" else 8)
    block.add_column(overflow="fold", ratio=1)
    for service, cell in zip(found.services, column.cells, strict=True):
        name = Text(f"{service.code} {service.id}")
        block.add_row(name, status(cell.status, phrases), Text(_why(cell, phrases)))
    return block


def _why(cell: Cell, phrases: Phrases) -> str:
    """The route with its cap, or what refuses the service or is open."""
    if cell.near is None:
        title = phrases.of(cell.rule, "title") if cell.rule else ""
        cap = number(cell.cap) if cell.cap else ""
        return phrases.say("route-cap", route=title, cap=cap) if cap else title
    lines = list(reasons(cell.lacking, phrases))
    if isinstance(cell.rule, Prohibition):
        lines = [phrases.of(cell.rule, "title"), *lines]
    *first, last = dict.fromkeys(lines)
    return "\n".join([*first, phrases.say("labelled", label=cell.near.id, text=last)])


def reasons(lacking: Iterable[CheckResult], phrases: Phrases) -> Iterator[str]:
    """Yield the bans that apply, then in one line what is wanted or which facts are open."""
    checks = list(lacking)
    if all(check.holds is None for check in checks):
        facts = dict.fromkeys(key(check.check.fact) for check in checks)
        yield phrases.say("depends", facts=phrases.join(facts))
        return
    yield from (phrases.problem(check) for check in checks if check.ban)
    failing = [phrases.problem(check) for check in checks if not check.ban]
    if failing:
        yield phrases.series(dict.fromkeys(failing))


def key(fact: str) -> str:
    """Return the key of a profile that settles a fact: shares are sums over owners."""
    return "owners" if fact.startswith("ownership.") else fact


def label(where: Territory, phrases: Phrases) -> str:
    """Return a territory in words."""
    if where.rest:
        everything = where.label.everything
        return phrases.say("everywhere" if everything else "everywhere-else")
    left = dict.fromkeys(where.label.whole)
    names = list(_whole_parts(left, phrases))
    whole = tuple(place for place in where.label.whole if place in left)
    return phrases.series([*names, *phrases.land(where.label._replace(whole=whole))])


def _whole_parts(places: dict[str, None], phrases: Phrases) -> Iterator[str]:
    """Name the parts of areas that places make up together, and take those out."""
    for part in phrases.atlas.parts.values():
        members = {member.place for member in phrases.atlas.members_of(part)}
        if len(members) > 1 and members <= places.keys():
            yield phrases.of(part)
            for member in members:
                del places[member]


def territory(where: Territory, phrases: Phrases) -> dict[str, Any]:
    """Return a territory as the keys of a document."""
    return {
        "label": label(where, phrases),
        "places": list(where.places),
        "remainders": list(where.remainders),
        "rest": where.rest,
    }


def document(found: Grid, stay: bool, asked: Asked, lang: Lang) -> dict[str, Any]:
    """Return the grid as a document (`vatscheck/where/1`)."""
    phrases = asked.phrases(lang)
    columns = [_column(found, column, asked, phrases) for column in found.columns]
    cited = (
        cite
        for column in columns
        for cell in column["services"]
        for cite in (*cell["cites"], *(c for r in cell["lacking"] for c in r["cites"]))
    )
    return {
        **asked.head("where"),
        "servers_stay": stay,
        "columns": columns,
        "citations": asked.citations(cited),
    }


def _column(
    found: Grid, column: Column, asked: Asked, phrases: Phrases
) -> dict[str, Any]:
    return {
        **territory(column.where, phrases),
        "services": [
            {
                "service": service.id,
                "status": cell.status,
                "rule": cell.rule.id if cell.rule else None,
                "cap": plain(cell.cap),
                "cites": asked.cites(cell.rule.evidence.cites) if cell.rule else [],
                "lacking": lacks(cell.lacking, asked, phrases),
            }
            for service, cell in zip(found.services, column.cells, strict=True)
        ],
    }
