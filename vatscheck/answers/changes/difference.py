"""What differs between two answers, and which rules make the difference.

Works on answers in the form of the JSON document, so that a saved answer and a fresh
one are compared by the same code. Nothing is judged here, and the two sides are
treated alike: turned round, the difference is the same with its sides exchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args

Document = Mapping[str, Any]
"""An answer as `assess --format json` writes it, or a part of one."""
VALUES = ("status", "route", "cap", "reach", "confidence", "need", "barred")
"""The single values of an assessment that are compared."""
Listed = Literal[
    "where",
    "conditions",
    "missing",
    "asks",
    "cures",
    "alternatives",
    "open_questions",
    "warnings",
    "upcoming",
    "reviews",
    "notes",
    "assumptions",
]
"""The lists of an assessment that are compared, item by item."""
LISTS: tuple[Listed, ...] = get_args(Listed)
FOLLOWING = ("missing", "asks", "cures", "upcoming", "reviews", "notes")
"""The lists that hang on the status: a refusal asks nothing, a yes needs no cure."""
NOT_MET = "not_licensable"
"""What a route gives that fails, or that does not exist on the day."""


class Change(NamedTuple):
    """One value or one item of a list that differs; none = it is not there.

    `about` is the key in the assessment, or `check` in a route; `id` names the item.
    """

    about: str
    id: str
    before: Any
    after: Any


class RouteChange(NamedTuple):
    """A route with another answer: its statuses, and the checks that changed theirs.

    `decides` = it gives the answer, or one in `where` that differs; or its outcome
    differs, and so do status or route of the answer. None as a status = the route
    does not exist on that side.
    """

    id: str
    before: str | None
    after: str | None
    decides: bool
    checks: tuple[Change, ...]


class ServiceChange(NamedTuple):
    """What differs for one service; `only` = `before` or `after` has it alone."""

    service: str
    code: str
    only: str | None
    status: tuple[str | None, str | None]
    changes: tuple[Change, ...]
    routes: tuple[RouteChange, ...]


class Dated(NamedTuple):
    """An instrument that came into force (`began`) or was last in force on a day between."""

    cite: str
    citation: Document
    day: str
    began: bool


class Difference(NamedTuple):
    """All that differs: by service, and the instruments that changed in between."""

    services: tuple[ServiceChange, ...]
    instruments: tuple[Dated, ...]


def difference(before: Document, after: Document, texts: bool = True) -> Difference:
    """Return what differs between two answers; nothing for equal ones.

    A route that is met or not, without a change in the answer, is no difference.
    `texts` false = the answers are in different languages: ids, values and statuses
    are compared, and sentences are not.
    """
    old, new = ({i["service"]: i for i in d["assessments"]} for d in (before, after))
    found = (
        _service(old.get(id), new.get(id), texts) for id in dict.fromkeys([*old, *new])
    )
    services = tuple(item for item in found if item.changes)
    return Difference(services, tuple(_instruments(before, after, services)))


def _value(item: Document, key: str) -> Any:
    """A value as a reader is told it: of the reach its sentence, which 0.1 had there."""
    return item.get("reach_text", item.get(key)) if key == "reach" else item.get(key)


def _service(old: Document | None, new: Document | None, texts: bool) -> ServiceChange:
    some = old or new or {}
    one, other = old or {}, new or {}
    only = None if old and new else "before" if old else "after"
    changes = [
        Change(key, "", _value(one, key), _value(other, key))
        for key in VALUES
        if _value(one, key) != _value(other, key) and (texts or key != "reach")
    ]
    routes: tuple[RouteChange, ...] = ()
    if not only:
        changes += [c for key in LISTS for c in _items(key, one, other, texts)]
        shown = {c.id.partition(" ")[0] for c in changes if c.about == "where"}
        giving = {one["route"], other["route"]} | shown
        steady = one["route"] and all(one[key] == other[key] for key in VALUES[:2])
        routes = tuple(
            route._replace(decides=route.id in giving or (turned and not steady))
            for route, turned in _routes(one["routes"], other["routes"], texts)
        )
    status = one.get("status"), other.get("status")
    return ServiceChange(
        some["service"], some["code"], only, status, tuple(changes), routes
    )


def _items(key: str, one: Document, other: Document, texts: bool) -> Iterator[Change]:
    """The items of a list that are on one side only, or not the same on both."""
    old, new = (
        {id: (mark, item) for id, mark, item in _named(key, side[key], texts)}
        for side in (one, other)
    )
    for id in dict.fromkeys([*old, *new]):
        (mark, before), (mark_after, after) = old.get(id, _NONE), new.get(id, _NONE)
        if mark != mark_after:
            yield Change(key, id, before, after)


_NONE: tuple[Any, Any] = (None, None)


def _named(
    key: str, items: Iterable[Any], texts: bool
) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """Each item with what names it, and with what else of it is compared."""
    for item in items:
        if key == "where":
            label = item["label"] if texts else ""
            yield f"{item['route']} {item['status']}", (item["places"], label), item
        elif key == "asks":
            outcomes = item["outcomes"] if texts else sorted(item["outcomes"].values())
            yield item["fact"], (outcomes,), item
        elif key == "cures":
            yield _cure(item, texts), ("",), item
        elif key == "open_questions":
            cites = f"{item['ask']} {' '.join(item['cites'])}"
            yield item["text"] if texts else cites, ("",), item
        elif key in ("warnings", "assumptions"):
            if texts:
                yield item, ("",), item
        else:
            more = tuple(item.get(k) for k in ("when", "state", "from"))
            yield item["id"], (*more, item["text"] if texts else ""), item


def _cure(cure: Document, texts: bool) -> str:
    """What a cure asks for and gives; its worked example does not count."""
    steps = (
        f"{step['fact']} {step['kind']} {step['wants'] if texts else ''}".strip()
        for step in cure["steps"]
    )
    day = cure["patch"].get("as_of", "")
    return f"{cure['route']} {cure['leads_to']}: {'; '.join(steps)} {day}".strip()


def _routes(
    old: Iterable[Document], new: Iterable[Document], texts: bool
) -> Iterator[tuple[RouteChange, bool]]:
    """The routes that differ, each with whether its own outcome does."""
    one, other = ({route["id"]: route for route in side} for side in (old, new))
    for id in dict.fromkeys([*one, *other]):
        before, after = one.get(id, {}), other.get(id, {})
        checks = tuple(_checks(before, after, texts))
        statuses = before.get("status"), after.get("status")
        if checks or statuses[0] != statuses[1]:
            outcomes = {status or NOT_MET for status in statuses}
            yield RouteChange(id, *statuses, False, checks), len(outcomes) > 1


def _checks(before: Document, after: Document, texts: bool) -> Iterator[Change]:
    """The checks with another answer, or that ask for something else."""
    one, other = (dict(_counted(side.get("checks", ()))) for side in (before, after))
    for key in dict.fromkeys([*one, *other]):
        old, new = one.get(key), other.get(key)
        same = old and new and old["holds"] is new["holds"]
        if not same or (texts and old and new and old["wants"] != new["wants"]):
            yield Change("check", key[0], old, new)


def _counted(
    checks: Iterable[Document],
) -> Iterator[tuple[tuple[str, int], Document]]:
    """The checks of a route by id; one that is made several times is numbered."""
    seen: Counter[str] = Counter()
    for check in checks:
        yield (check["id"], seen[check["id"]]), check
        seen[check["id"]] += 1


def cited(services: Iterable[ServiceChange], whole: bool = False) -> Iterator[str]:
    """Yield the citations behind the differences: of deciding routes, and of items.

    `whole` = also of what only follows from another status, and of every route.
    """
    for service in services:
        turned = service.status[0] != service.status[1]
        passed = (*VALUES, *FOLLOWING) if turned and not whole else VALUES
        changes = [c for c in service.changes if c.about not in passed]
        changes += [c for r in service.routes if r.decides or whole for c in r.checks]
        for change in changes:
            for side in (change.before, change.after):
                if isinstance(side, Mapping):
                    yield from side.get("cites", ())
                    for step in side.get("steps", ()):
                        yield from step["cites"]


def _instruments(
    before: Document, after: Document, services: Iterable[ServiceChange]
) -> Iterator[Dated]:
    """The instruments cited that came into force, or ended, between the two days."""
    first, last = sorted((before["as_of"], after["as_of"]))
    seen: set[tuple[str, str, bool]] = set()
    for cite in dict.fromkeys(cited(services)):
        for side in (before, after):
            citation = side["citations"].get(cite)
            for day, began in _turns(citation, first, last):
                key = (citation["title"], day, began)
                if key not in seen:
                    seen.add(key)
                    yield Dated(cite, citation, day, began)


def _turns(
    citation: Document | None, first: str, last: str
) -> Iterator[tuple[str, bool]]:
    start, end = citation["in_force"] if citation else (None, None)
    if start and first < start <= last:
        yield start, True
    if end and first <= end < last:
        yield end, False
