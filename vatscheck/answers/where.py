"""Where a company could do what: one column for all places with the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked, cited, depends, lacks
from vatscheck.answers.document import Document
from vatscheck.answers.shapes import CLOSED, Citation, Judged, Reason, Status
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.reasons import ORDER
from vatscheck.answers.territory import Territory, territory
from vatscheck.answers.where_page import lay
from vatscheck.engine.answer import CheckResult
from vatscheck.engine.grid import Cell as Answer
from vatscheck.engine.grid import Column as Places
from vatscheck.engine.grid import Grid
from vatscheck.engine.space import YES
from vatscheck.formats.json import plain
from vatscheck.law.models import Prohibition
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number


@with_config(CLOSED)
class Cell(TypedDict):
    """One service in one column."""

    service: str
    """The id of the service."""
    status: Status
    """What the company would get there."""
    rule: str | None
    """The rule that gives or refuses it, null = facts not stated decide."""
    cap: float | None
    """The largest foreign share of the route that is met, in percent."""
    cites: list[str]
    """The citations of the rule."""
    lacking: list[Reason]
    """What the nearest route lacks, where it is no yes."""
    why: NotRequired[str]
    """Why it is so, in one clause."""
    cited: NotRequired[str]
    """On what it rests, in short citations."""


@with_config(CLOSED)
class Group(Territory):
    """Places with the same answers for every service."""

    services: list[Cell]
    """Every service, in the order of the profile."""


@with_config(CLOSED)
class Named(TypedDict):
    """A service by its everyday name."""

    service: str
    """The id of the service."""
    label: str
    """Its everyday name, in the language of the run."""


@with_config(CLOSED)
class Exempt(TypedDict):
    """What needs no licence, wherever the company stands."""

    id: str
    """The id of the product or service."""
    label: str
    """Its name, in the language of the run."""
    status: Status
    """`not_needed`, or what else holds for it."""


@with_config(CLOSED)
class Staying(TypedDict):
    """Where services would work if the registration moved and the servers did not."""

    services: list[str]
    """The ids of the services."""
    servers: list[str]
    """The short names of the places where their servers stand."""
    names: list[str]
    """The short names of the places in which they would work; empty = in none."""
    not_in: NotRequired[list[str]]
    """The short names of the places in which they would not, if it is the fewer."""


@with_config(CLOSED)
class Where(Judged):
    """Every service in every place, the best places first."""

    schema: Literal["vatscheck/where/1"]
    """The name of this schema."""
    servers_stay: bool
    """Whether only the registration moves, and the servers stay where they are."""
    services: NotRequired[list[Named]]
    """The services by name, in the order of the profile."""
    as_it_is: NotRequired[list[Cell]]
    """The company where it is now."""
    columns: list[Group]
    """Places with the same answers, the best first."""
    exempt: NotRequired[list[Exempt]]
    """What of the profile needs no licence."""
    staying: NotRequired[list[Staying]]
    """What would change if the servers stayed; absent = nothing, or they do."""
    citations: dict[str, Citation]
    """Every instrument that is cited, by the key that `cites` names."""


# --- the document -----------------------------------------------------------------


def where(found: Grid, staying: Grid, asked: Asked, lang: Lang) -> Document:
    """Return the answer (`vatscheck/where/1`).

    `staying` is the grid for servers that stay where they are: beside that for servers
    that move, or the same where that is the question.
    """
    phrases = asked.phrases(lang)
    columns = [_group(found, column, asked, phrases) for column in found.columns]
    cells = (cell for column in columns for cell in column["services"])
    used = (
        cite
        for cell in cells
        for cite in (*cell["cites"], *(c for r in cell["lacking"] for c in r["cites"]))
    )
    data = {
        **asked.head("where"),
        "servers_stay": staying is found,
        "services": asked.named(found.services, lang),
        "as_it_is": _cells(found, found.here, asked, phrases),
        "columns": columns,
        "exempt": asked.exempt(lang),
    }
    kept = [] if staying is found else _staying(found, staying, asked, phrases)
    if kept:
        data["staying"] = kept
    return Document({**data, "citations": asked.citations(used)}, lang, lay)


def _group(
    found: Grid, column: Places, asked: Asked, phrases: Phrases
) -> dict[str, Any]:
    cells = _cells(found, column.cells, asked, phrases)
    return {**territory(column.where, phrases), "services": cells}


def _cells(
    found: Grid, cells: tuple[Answer, ...], asked: Asked, phrases: Phrases
) -> list[dict[str, Any]]:
    return [
        {
            "service": service.id,
            "status": cell.status,
            "rule": cell.rule.id if cell.rule else None,
            "cap": plain(cell.cap),
            "cites": asked.cites(cell.rule.evidence.cites) if cell.rule else [],
            "lacking": lacks(cell.lacking, asked, phrases),
            "why": _why(cell, phrases),
            "cited": cited(asked, _cites(cell), phrases.lang),
        }
        for service, cell in zip(found.services, cells, strict=True)
    ]


def _cites(cell: Answer) -> list[str]:
    """What a cell rests on: the rule that gives or closes it, else the failing check."""
    if cell.rule and (cell.cap is not None or isinstance(cell.rule, Prohibition)):
        return list(cell.rule.evidence.cites)
    failing = _first(cell)
    return list(failing.cites) if failing else []


def _first(cell: Answer) -> CheckResult | None:
    """The check to name first: what no place and no share would mend comes first."""
    starts = [start for start, _ in ORDER]

    def rank(check: CheckResult) -> int:
        about = (at for at, s in enumerate(starts) if check.check.fact.startswith(s))
        return next(about)

    return min(cell.lacking, key=rank, default=None)


def _why(cell: Answer, phrases: Phrases) -> str:
    """Why a cell is what it is, in one clause."""
    if cell.status == "not_covered":
        return phrases.say("silent")
    if isinstance(cell.rule, Prohibition):
        return naming.ASIDE.split(phrases.of(cell.rule, "title"))[0].strip()
    if cell.rule and cell.status in YES:
        cap = number(cell.cap) if cell.cap is not None else ""
        return naming.line(cell.rule, cap, phrases)
    check = _first(cell)
    return _lacking(cell, check, phrases) if check else ""


def _lacking(cell: Answer, check: CheckResult, phrases: Phrases) -> str:
    if check.holds is None:
        return depends((check.check.fact for check in cell.lacking), phrases)
    if check.check.fact != "ownership.foreign" or check.ban or cell.near is None:
        return phrases.problem(check)
    cap = number(check.wanted) if check.wanted is not None else ""
    admitted = naming.line(cell.near, cap, phrases)
    return phrases.say("summary-cap", share=phrases.found(check), line=admitted)


def _staying(
    found: Grid, staying: Grid, asked: Asked, phrases: Phrases
) -> list[dict[str, Any]]:
    """Where services would work with the servers where they are, if not in all those."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for at, service in enumerate(found.services):
        servers = _servers(asked, service.id)
        names = [naming.place_alone(id, phrases) for id in servers]
        lost = _lost(found, staying, at)
        if not lost or not servers:
            continue
        good = [c.where for c in staying.columns if c.cells[at].status in YES]
        groups = [territory(where, phrases) for where in good]
        row = {"services": [], "servers": names, "names": _names(groups)}
        if any(group["rest"] for group in groups):
            row["not_in"] = [naming.place_alone(id, phrases) for id in lost]
        key = *names, "", *row["names"]
        rows.setdefault(key, row)["services"].append(service.id)
    return list(rows.values())


def _names(groups: list[dict[str, Any]]) -> list[str]:
    clear = (group for group in groups if group["kind"] != "unclear")
    return [name for group in clear for name in group["names"]]


def _lost(found: Grid, staying: Grid, at: int) -> list[str]:
    """The named places that are a yes only if the servers move along."""
    free, kept = _looked_up(found, at), _looked_up(staying, at)
    named = dict.fromkeys([*free, *kept])
    return [id for id in named if id and _up(free, id) and not _up(kept, id)]


def _looked_up(found: Grid, at: int) -> dict[str, bool]:
    """Whether a service is a yes in each place that is named; empty = in all others."""
    every: dict[str, bool] = {}
    for column in found.columns:
        good, where_ = column.cells[at].status in YES, column.where
        every |= dict.fromkeys((*where_.places, *where_.remainders), good)
        if where_.rest:
            every[""] = good
    return every


def _up(every: Mapping[str, bool], id: str) -> bool:
    while id and id not in every:
        id = id.rpartition("/")[0]
    return every[id]


def _servers(asked: Asked, service: str) -> list[str]:
    entry = next(e for e in asked.profile.licensed if e.id == service)
    return list(entry.servers or asked.profile.servers.places or ())
