"""What an answer has to admit: confidence, open questions, assumptions, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vatscheck.engine.answer import Assumption, CheckResult, RouteResult
from vatscheck.engine.space import Space
from vatscheck.law.evidence import Evidence, Question
from vatscheck.law.models import Announcement, Condition, Note, Service
from vatscheck.law.territory import Member
from vatscheck.profile.models import ROUNDING, Owner, Profile, ServiceEntry

GRADES = ("high", "medium-high", "medium", "low")
"""The confidences from best to worst."""

Asked = tuple[Question, tuple[str, ...]]


def notes(service: Service, day: str) -> tuple[Note, ...]:
    """Return the remarks on a service that hold on an older day."""
    every = (*service.judged_as, *service.notes)
    return tuple(note for note in every if day <= note.to)


def _edges(space: Space, best: RouteResult | None) -> Iterator[Member | Evidence]:
    """Doubts about the area of the best route: of its part, or of a place at its edge."""
    if best is None or best.rule.route.area is None:
        return
    atlas = space.rules.atlas
    points = {*space.axes.registered, *space.axes.servers}
    inside = atlas.parts_of(best.rule.route.area)
    for bit, part in atlas.parts.items():
        if bit & inside and any(point & bit for point in points):
            if part.evidence.question:
                yield part.evidence
            for member in atlas.members_of(part):
                if member.question and atlas.points(member.place) >= points:
                    yield member


def _relied_on(
    routes: Iterable[RouteResult], best: RouteResult | None
) -> Iterator[Evidence]:
    """The evidence that carries the answer: of the route, or of what refuses it."""
    if best is not None:
        yield best.rule.route.evidence
        yield from (rule.evidence for rule in best.conditions)
        return
    bans = {c.ban.id: c.ban for route in routes for c in route.failing if c.ban}
    yield from (ban.evidence for ban in bans.values())
    for route in routes:
        kind, failing = route.rule.route.kind, route.failing
        if kind not in ("domestic", "treated") and all(map(_changeable, failing)):
            yield route.rule.route.evidence


def _changeable(check: CheckResult) -> bool:
    """Whether a check is about shares, customers or content, not place or person."""
    facts = ("ownership.foreign", "ownership.state", "services.")
    return check.ban is None and check.check.fact.startswith(facts)


def confidence(
    space: Space, routes: Iterable[RouteResult], best: RouteResult | None
) -> str:
    """Return the lowest confidence of what the answer rests on."""
    grades = [evidence.confidence for evidence in _relied_on(routes, best)]
    if best is not None:  # a warning does not carry the answer
        carrying = [rule for rule in best.conditions if rule.effect != "warning"]
        grades = [best.rule.route.evidence.confidence]
        grades += [rule.evidence.confidence for rule in carrying]
    edges = [edge.confidence for edge in _edges(space, best)]
    return max((g for g in grades + edges if g), key=GRADES.index, default="high")


def questions(
    space: Space,
    service: Service,
    routes: Iterable[RouteResult],
    best: RouteResult | None,
) -> tuple[Asked, ...]:
    """Return what is unsettled about the answer, each with the authority to ask."""
    found: dict[Question, tuple[str, ...]] = {}
    announced = (item.evidence for item in _announced(space, service, best))
    for evidence in (*_relied_on(routes, best), *announced):
        if evidence.question:
            found[evidence.question] = tuple(evidence.cites)
    for edge in _edges(space, best):
        if edge.question and best is not None:
            of = edge if isinstance(edge, Evidence) else best.rule.route.evidence
            found[edge.question] = tuple(of.cites)
    return tuple(found.items())


def _announced(
    space: Space, service: Service, best: RouteResult | None
) -> list[Announcement]:
    """Texts without effect so far: said beside a refusal or an open answer."""
    if best is not None:
        return []
    return space.rules.law.announcements_on(space.rules.atlas.day, service.id)


def warnings(
    space: Space, service: Service, best: RouteResult | None
) -> tuple[Condition | Announcement, ...]:
    """Return the warnings of the best route, or what is announced beside a refusal."""
    if best is None:
        every = {
            rule.id: rule
            for way in space.rules.ways
            for mask, rule in way.conditions
            if rule.effect == "warning"
            and rule.kinds
            and rule.when
            and space.agreement.holds(mask) is True
        }
        return (*every.values(), *_announced(space, service, best))
    return tuple(rule for rule in best.conditions if rule.effect == "warning")


def assumptions(
    space: Space, profile: Profile, entry: ServiceEntry, best: RouteResult | None
) -> tuple[Assumption, ...]:
    """Return the fixed readings of left-out keys that this answer used."""
    found = []
    if profile.registration.legal_form is None:
        found.append(Assumption("legal-form"))
    if entry.serves is None:
        found.append(Assumption("reach"))
    for name in _plain_holders(profile.owners or (), "owners"):
        found.append(Assumption("chinese-holder", name))
    for at, owner in enumerate(profile.owners or ()):
        if owner.service_supplier:
            found.append(Assumption("certificate", owner.name or f"owners[{at}]"))
    if _rounded(profile.owners):
        found.append(Assumption("rounding"))
    records = {rule.id for rule in best.conditions} if best else set()
    if "track-record" in records:
        found.append(Assumption("track-record"))
    return tuple(found)


def _plain_holders(owners: Iterable[Owner], path: str) -> Iterator[str]:
    """Mainland holders whose own holders are not stated: domestic to the last."""
    for at, owner in enumerate(owners):
        here = f"{path}[{at}]"
        if owner.jurisdiction == "CN":
            if owner.owners is None and owner.kind not in ("person", "state"):
                yield owner.name or here
            yield from _plain_holders(owner.owners or (), f"{here}.owners")


def _rounded(owners: Iterable[Owner] | None) -> bool:
    if owners is None:
        return False
    total = sum((owner.bounds[1] for owner in owners), ROUNDING - ROUNDING)
    return 0 < 100 - total < ROUNDING
