"""The history of a report: what the answer for the same facts was, to the day judged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from vatscheck.answers.report.alike import joined
from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.answers.summary import naming
from vatscheck.engine.answer import Answer, Assessment
from vatscheck.engine.timeline import History, Period, timeline
from vatscheck.law.models import Route
from vatscheck.profile.models import Profile
from vatscheck.words.phrases import Phrases

Json = dict[str, Any]


def history(answer: Answer, phrases: Phrases, notes: Endnotes) -> Json:
    """Return the periods of each service, and the days on which an answer changed.

    A service that a move of the company would change has a second row: the same facts
    with the company registered there.
    """
    law, profile = answer.law, answer.profile
    rows = []
    by_id = {item.service.id: item for item in answer.assessments}
    for found in timeline(profile, law):
        item = by_id[found.service.id]
        rows.append(_row(found, None, answer, phrases, notes))
        place = _place(item)
        if place:
            (moved,) = timeline(_moved(profile, item, place), law)
            rows.append(_row(moved, place, answer, phrases, notes))
    return {"start": law.head.starts, "today": answer.day, "rows": _joined(rows)}


def _place(item: Assessment) -> str | None:
    """The first place to which a move alone makes a yes."""
    for cure in item.cures:
        if len(cure.steps) == 1 and cure.steps[0].fact == "registration.place":
            place = dict(cure.patch)["registration.place"]
            works = cure.steps[0].places
            return works[0] if works else str(place)
    return None


def _moved(profile: Profile, item: Assessment, place: str) -> Profile:
    """The profile of one service with another registered place."""
    entries = [entry for entry in profile.services if entry.id == item.service.id]
    registration = profile.registration.model_copy(update={"place": place})
    return profile.model_copy(
        update={"services": entries, "registration": registration}
    )


def _joined(rows: list[Json]) -> list[Json]:
    """The rows, those that say the same put together, in the order of their services."""
    found = joined(rows, "periods", "place")
    order: dict[tuple[str, ...], int] = {}
    for row in found:
        order.setdefault(tuple(row["services"]), len(order))
    return sorted(found, key=lambda row: order[tuple(row["services"])])


def _row(
    found: History, place: str | None, answer: Answer, phrases: Phrases, notes: Endnotes
) -> Json:
    label = naming.short_place(place, phrases) if place else None
    return {
        "services": [found.service.id],
        "names": [naming.name(found.service, phrases)],
        "place": phrases.say("same-if-in", place=label) if label else None,
        "periods": list(_periods(found, answer.day, phrases, notes)),
    }


def _periods(
    found: History, today: str, phrases: Phrases, notes: Endnotes
) -> Iterator[Json]:
    """The periods of one status each, to today; the last has no end."""
    begun = [period for period in found.periods if period.start <= today]
    for status, group in groupby(begun, key=lambda period: period.status):
        first, *rest = group
        end = (rest or [first])[-1].end
        cites = first.rule.evidence.cites if first.rule else ()
        yield {
            "start": first.start,
            "end": end if end and end < today else None,
            "status": status,
            "word": phrases.say(f"grid-{status}"),
            "why": _why(first, phrases),
            "basis": notes.basis(cites, first.start),
        }


def _why(period: Period, phrases: Phrases) -> str:
    if period.rule is None:
        return ""
    title = phrases.of(period.rule, "title")
    if period.status == "not_licensable" and isinstance(period.rule, Route):
        return phrases.say("not-met", route=title)
    return title
