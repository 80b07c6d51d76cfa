"""What is handed in for the services that can be applied for, and in which steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from vatscheck.engine.answer import Answer
from vatscheck.engine.axes import ownership
from vatscheck.engine.dossier import dossier
from vatscheck.engine.duties import applicant, documents, stages
from vatscheck.law.atlas import atlas_on
from vatscheck.law.duties import Applicant, Document, Stage
from vatscheck.profile.models import Profile

REFUSED = ("not_licensable", "not_covered", "not_needed")
"""Statuses with which no application is made."""


class Paper(NamedTuple):
    """A paper, and the services for which it is handed in (none = all that apply)."""

    document: Document
    services: tuple[str, ...]


class Step(NamedTuple):
    """A step of the procedure, and the services that take it (none = all that apply)."""

    stage: Stage
    services: tuple[str, ...]


class Filing(NamedTuple):
    """As whom the company applies, with the papers and the steps."""

    applicants: tuple[Applicant, ...]
    papers: tuple[Paper, ...]
    steps: tuple[Step, ...]


def filing(answer: Answer, profile: Profile) -> Filing:
    """Return the papers and steps for all services that are not refused."""
    owners = ownership(profile)
    entries = {entry.id: entry for entry in profile.licensed}
    law, day = answer.law, answer.day
    atlas = atlas_on(law, day)
    who: dict[str, Applicant] = {}
    papers: list[tuple[str, Document]] = []
    steps: list[tuple[str, Stage]] = []
    for item in answer.assessments:
        id = item.service.id
        if item.status in REFUSED or id not in entries:
            continue
        about = dossier(atlas, profile, entries[id], law.services[id], owners)
        route = item.best.rule.route if item.best else None
        kind = route.kind if route else None
        about = about._replace(area=route.area if route else None)
        who[id] = applicant(kind, about.shares.foreign[1] > 0)
        papers += [(id, found) for found in documents(law, day, about, who[id])]
        steps += [(id, found) for found in stages(law, day, about, who[id])]
    applicants = tuple(dict.fromkeys(who.values()))
    in_order = sorted(_shared(steps, len(who)), key=lambda found: found[0].order)
    return Filing(
        applicants,
        tuple(Paper(*found) for found in _shared(papers, len(who))),
        tuple(Step(*found) for found in in_order),
    )


def _shared(
    found: Iterable[tuple[str, Any]], total: int
) -> list[tuple[Any, tuple[str, ...]]]:
    """Each record once, with its services unless it is for all of them."""
    records: dict[str, Any] = {}
    services: dict[str, list[str]] = {}
    for id, record in found:
        records[record.id] = record
        services.setdefault(record.id, []).append(id)
    return [
        (record, tuple(services[id]) if len(services[id]) < total else ())
        for id, record in records.items()
    ]
