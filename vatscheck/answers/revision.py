"""Applying a cure: from the text of a profile to a changed text, judged again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vatscheck.engine.answer import Answer, Assessment, Cure
from vatscheck.engine.assess import assess
from vatscheck.engine.waiting import AS_OF
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.editing import LayoutError, applied
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile, ServiceEntry


class NotApplied(Exception):
    """A cure that cannot be applied: the id of the sentence that says why, its parts."""

    def __init__(self, id: str, cure: Cure | None = None, **parts: object) -> None:
        super().__init__(id)
        self.id, self.cure, self.parts = id, cure, parts


class Changing(NamedTuple):
    """A profile to be changed: its text, what it stands for, and its answer.

    The answer holds the services from which a cure is chosen.
    """

    text: str
    profile: Profile
    answer: Answer
    names: Names


class Applied(NamedTuple):
    """The changed text, the cure in it, and the answers before and after.

    The answers have the status and the routes of every service, and no cures.
    """

    text: str
    cure: Cure
    service: str
    before: Answer
    after: Answer


def judged_with(
    profile: Profile, law: Law, day: str, entries: Sequence[ServiceEntry]
) -> Answer:
    """Return the answer for some services of a profile; for none named, for all.

    A service that the profile does not ask for is judged as if it were added.
    """
    wanted = {entry.id for entry in entries}
    there = {entry.id for entry in profile.services}
    more = [entry for entry in entries if entry.id not in there]
    services = [*profile.services, *more]
    answer = assess(profile.model_copy(update={"services": services}), law, day)
    chosen = [i for i in answer.assessments if not wanted or i.service.id in wanted]
    return answer._replace(assessments=chosen)


def apply(changing: Changing, number: int) -> Applied:
    """Return the text of a profile with the cure of a number, and what it then gives.

    Raises `NotApplied` if there is no one such cure, if it is to wait, or if the text
    does not allow the change.
    """
    text, profile, answer, names = changing
    item = _meant(answer.assessments)
    if item.service.id not in {entry.id for entry in profile.services}:
        raise NotApplied("cures-not-asked", service=item.service.id)
    if not 1 <= number <= len(item.cures):
        count = len(item.cures)
        raise NotApplied(
            "cures-no-such", service=item.service.id, number=number, count=count
        )
    cure = item.cures[number - 1]
    if AS_OF in cure.patch:
        raise NotApplied("cures-wait", number=number, day=cure.patch[AS_OF])
    try:
        changed = applied(text, profile, cure.patch, names.services)
    except LayoutError:
        id = item.service.id
        raise NotApplied("cures-layout", cure, number=number, service=id) from None
    law, day = answer.law, answer.day
    after, _ = load(changed.encode(), "", settler(names))
    before, now = (
        assess(one, law, day, cured=False, asked=False) for one in (profile, after)
    )
    found = Applied(changed, cure, item.service.id, before, now)
    _keeps_its_promise(found)
    return found


def _meant(items: Sequence[Assessment]) -> Assessment:
    """The one service with cures; of several, one has to be named."""
    curable = [item for item in items if item.cures]
    if len(items) == 1:
        return items[0]
    if len(curable) != 1:
        ids = [item.service.id for item in curable or items]
        raise NotApplied("cures-which", services=", ".join(ids))
    return curable[0]


def by_service(answer: Answer) -> Mapping[str, Assessment]:
    """Return the assessments of an answer by the id of the service."""
    return {item.service.id: item for item in answer.assessments}


def _keeps_its_promise(found: Applied) -> None:
    item = by_service(found.after)[found.service]
    route = item.best.rule.route if item.best else None
    if (item.status, route) != (found.cure.leads_to, found.cure.route):
        raise RuntimeError(f"the cure for {found.service} gives {item.status}")
