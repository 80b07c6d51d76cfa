"""What the law models, and on what it is silent: services, places, days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.days import shifted
from vatscheck.law.models import Route, Version

Span = tuple[str, str | None]
"""The first and the last day; no last day = still in force."""


class Extent(NamedTuple):
    """Where and when one kind of route is open for a service; no area = anywhere."""

    service: str
    kind: str
    area: str | None
    spans: tuple[Span, ...]
    routes: tuple[str, ...]


class Silence(NamedTuple):
    """Days on which the law has no route for a service: the answer is `not_covered`."""

    service: str
    span: Span


class Reach(NamedTuple):
    """The areas that rules distinguish: their places on the last day verified, and spans."""

    area: str
    places: int
    spans: tuple[Span, ...]


class Coverage(NamedTuple):
    """Everything that is modelled, and everything that is not, from `starts` on."""

    extents: tuple[Extent, ...]
    silences: tuple[Silence, ...]
    areas: tuple[Reach, ...]
    unread: tuple[str, ...]


def coverage(law: Law) -> Coverage:
    """Return what a law models; `unread` are the services it has no rules for at all."""
    found: dict[tuple[str, str, str | None], list[tuple[Route, Version]]] = {}
    for route in law.routes.values():
        for version in route.version:
            for service in version.services:
                key = (service, route.kind, route.area)
                found.setdefault(key, []).append((route, version))
    order = list(law.services)
    extents = sorted(
        (_extent(*key, pairs) for key, pairs in found.items()),
        key=lambda extent: order.index(extent.service),
    )
    unread = tuple(s.id for s in law.services.values() if not s.covered)
    return Coverage(
        tuple(extents), _silences(law, extents, unread), _areas(law), unread
    )


def _extent(
    service: str, kind: str, area: str | None, pairs: list[tuple[Route, Version]]
) -> Extent:
    spans = joined((version.from_, version.to) for _, version in pairs)
    routes = dict.fromkeys(route.id for route, _ in pairs)
    return Extent(service, kind, area, spans, tuple(routes))


def _silences(
    law: Law, extents: Iterable[Extent], unread: tuple[str, ...]
) -> tuple[Silence, ...]:
    open_: dict[str, list[Span]] = {}
    for extent in extents:
        open_.setdefault(extent.service, []).extend(extent.spans)
    return tuple(
        Silence(service, span)
        for service in law.services
        if service not in unread
        for span in _gaps(joined(open_.get(service, ())), law.head.starts)
    )


def _gaps(spans: tuple[Span, ...], starts: str) -> list[Span]:
    """The days from the start on that no span holds."""
    gaps: list[Span] = []
    day: str | None = starts
    for first, last in spans:
        if day and first > day:
            gaps.append((day, shifted(first, -1)))
        day = max(day, shifted(last, 1)) if day and last else None
    return [*gaps, (day, None)] if day else gaps


def _areas(law: Law) -> tuple[Reach, ...]:
    day = law.head.verified_on
    found = []
    for area in law.areas.values():
        members = [member for part in area.part for member in part.members]
        today = {m.place for m in members if m.from_ <= day <= (m.to or day)}
        spans = joined((m.from_, m.to) for m in members)
        found.append(Reach(area.id, len(today), spans))
    return tuple(found)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, with those that touch or overlap put together."""
    found: list[Span] = []
    for first, last in sorted(spans, key=lambda span: span[0]):
        before = found[-1] if found else None
        if before and (before[1] is None or first <= shifted(before[1], 1)):
            ends = (before[1], last)
            found[-1] = (before[0], None if None in ends else max(filter(None, ends)))
        else:
            found.append((first, last))
    return tuple(found)
