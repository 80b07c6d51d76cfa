"""What an answer has to admit: confidence, open questions, assumptions, warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from vatscheck.engine.answer import Assumption, CheckResult, RouteResult
from vatscheck.engine.owners.holdings import HOME
from vatscheck.engine.patches import Patch
from vatscheck.engine.proof import along, local
from vatscheck.engine.space import Space
from vatscheck.engine.values import SILENCE
from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law
from vatscheck.law.evidence import Evidence, Question
from vatscheck.law.models import Announcement, Condition, Prohibition
from vatscheck.law.offers import Note, Service
from vatscheck.law.territory import Member
from vatscheck.profile.models import ROUNDING, Owner, Profile, ServiceEntry

GRADES = ("high", "medium-high", "medium", "low")
"""The confidences from best to worst."""

SOMEWHERE = ("servers-within", "mainland")
"""The check of an area route that asks for no more than facilities in the mainland."""
ALL = Decimal(100)
Asked = tuple[Question, tuple[str, ...]]


def notes(service: Service, day: str) -> tuple[Note, ...]:
    """Return the remarks on a service that hold on an older day."""
    every = (*service.judged_as, *service.notes)
    return tuple(note for note in every if day <= note.to)


def _edges(
    space: Space, best: RouteResult | None, places: Iterable[str]
) -> Iterator[Member | Evidence]:
    """Doubts about the area of the best route: of its part, or of a place at its edge."""
    area = best.rule.route.area if best else None
    if area is not None:
        yield from edges(space.rules.atlas, area, space.axes.registered, places)


def edges(
    atlas: Atlas, area: str, registered: Iterable[int], places: Iterable[str]
) -> Iterator[Member | Evidence]:
    """Yield the doubts about the parts of an area in which some of the points lie.

    `places` are those that the profile names: a doubt about a place counts where it is.
    """
    places, points = list(places), list(registered)
    inside = atlas.parts_of(area)
    for bit, part in atlas.parts.items():
        if bit & inside and any(point & bit for point in points):
            if part.evidence.question:
                yield part.evidence
            for member in atlas.members_of(part):
                if member.question and _named(member.place, places):
                    yield member


def _named(place: str, places: Iterable[str]) -> bool:
    """Whether a profile names a place, or one below it."""
    return any(name == place or name.startswith(f"{place}/") for name in places)


def _relied_on(
    routes: Iterable[RouteResult], best: RouteResult | None
) -> Iterator[Evidence]:
    """The evidence that carries the answer: of the route, or of what refuses it."""
    if best is not None:
        yield best.rule.route.evidence
        yield from (rule.evidence for rule in best.conditions)
        return
    yield from (ban.evidence for ban in _refusing(routes))
    for route in routes:
        kind, failing = route.rule.route.kind, route.failing
        if kind not in ("domestic", "treated") and all(map(_changeable, failing)):
            yield route.rule.route.evidence


def _refusing(routes: Iterable[RouteResult]) -> Iterable[Prohibition]:
    """The prohibitions that defeat some route, each once."""
    found = {c.ban.id: c.ban for route in routes for c in route.failing if c.ban}
    return found.values()


def _changeable(check: CheckResult) -> bool:
    """Whether a check is about shares, customers or content, not place or person."""
    facts = ("ownership.foreign", "ownership.state", "services.")
    return check.ban is None and check.check.fact.startswith(facts)


def confidence(
    space: Space,
    routes: Iterable[RouteResult],
    best: RouteResult | None,
    places: Iterable[str],
) -> str:
    """Return the lowest confidence of what the answer rests on."""
    grades = [evidence.confidence for evidence in _relied_on(routes, best)]
    if best is not None:  # a warning does not carry the answer
        carrying = [rule for rule in best.conditions if rule.effect != "warning"]
        grades = [best.rule.route.evidence.confidence]
        grades += [rule.evidence.confidence for rule in carrying]
    grades += [
        edge.confidence for edge in _edges(space, best, places) if edge.confidence
    ]
    return lowest(grades)


def lowest(grades: Iterable[str | None]) -> str:
    """Return the worst of some confidences, the best where there is none."""
    return max((g for g in grades if g), key=GRADES.index, default=GRADES[0])


def questions(
    space: Space,
    service: Service,
    routes: Iterable[RouteResult],
    best: RouteResult | None,
    places: Iterable[str],
) -> tuple[Asked, ...]:
    """Return what is unsettled about the answer, each with the authority to ask."""
    found: dict[Question, tuple[str, ...]] = {}
    announced = (item.evidence for item in _announced(space, service, best))
    for evidence in (*_relied_on(routes, best), *announced):
        if evidence.question:
            found[evidence.question] = tuple(evidence.cites)
    for ban in _refusing(routes) if best is None else ():
        if ban.evidence.question:
            found[ban.evidence.question] = local(space, ban.evidence.cites)
    for edge in _edges(space, best, places):
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
    products = space.rules.law.products
    asked_by = (n for n in profile.products if entry.id in products[n].services)
    silent = not entry.servers and not profile.servers.places
    readings = {
        "legal-form": profile.registration.legal_form is None,
        "reach": entry.serves is None,
        "servers": silent and somewhere(best),
        "track-record": unproved(best),
    }
    return (
        *(Assumption(id) for id, used in readings.items() if used),
        *for_others(space.rules.law, profile, entry),
        *silences(space, Patch(profile, entry, tuple(profile.services))),
        *(Assumption("product", name) for name in asked_by),
        *of_owners(profile.owners),
    )


def of_owners(owners: Iterable[Owner] | None) -> tuple[Assumption, ...]:
    """Return the fixed readings of what is left out about some owners."""
    return (
        *dict.fromkeys(_sums(owners)),
        *(Assumption("chinese-holder", n) for n in _plain_holders(owners)),
        *(Assumption("certificate", name) for name in _certified(owners)),
    )


def unproved(best: RouteResult | None) -> bool:
    """Return whether the best route takes a track record for provable."""
    return best is not None and "track-record" in [rule.id for rule in best.conditions]


def somewhere(best: RouteResult | None) -> bool:
    """Return whether the best route asks of the facilities only for the mainland."""
    if best is None:
        return False
    return SOMEWHERE in [(check.id, check.wanted) for check in best.checks]


def for_others(law: Law, profile: Profile, entry: ServiceEntry) -> Iterator[Assumption]:
    """Yield, with the first of them, the services that are read as run for others.

    A product says itself for whom it is.
    """
    by_product = {id for name in profile.products for id in law.products[name].services}
    read = [
        e.id
        for e in profile.services
        if e.for_others is None and law.services[e.id].below and e.id not in by_product
    ]
    if read[:1] == [entry.id]:
        yield Assumption("for-others", ", ".join(read))


def silences(space: Space, patch: Patch) -> Iterator[Assumption]:
    """Yield the facts of `[facts]` whose silence is read as a yes or no, where that decides.

    It does where the opposite, stated, gives another status, another best route, or
    other conditions or warnings of it.
    """
    said: tuple[object, ...] = ()
    for fact, atoms in space.rules.on_facts.items():
        if space.axes.fact(fact) is not None:
            continue
        for reading in dict.fromkeys(atom.check.left_out for atom in atoms):
            if reading is not None:
                other = patch.changed(fact, not SILENCE[reading]).space(space)
                said = said or _said(space)
                if said != _said(other):
                    yield Assumption(f"left-out-{reading}", fact)


def _said(space: Space) -> tuple[object, ...]:
    """The status, by which route, and what comes with it."""
    best = space.best
    if best is None:
        return (space.status,)
    return space.status, best.rule, [rule.id for rule in along(space, best)]


def _certified(owners: Iterable[Owner] | None) -> Iterator[str]:
    """Direct holders with a service supplier certificate."""
    for at, owner in enumerate(owners or ()):
        if owner.service_supplier:
            yield owner.name or f"owners[{at}]"


def _plain_holders(
    owners: Iterable[Owner] | None, path: str = "owners"
) -> Iterator[str]:
    """Mainland holders whose own holders are not stated: domestic to the last."""
    for at, owner in enumerate(owners or ()):
        here = f"{path}[{at}]"
        if owner.jurisdiction == HOME:
            if owner.owners is None and owner.kind not in ("person", "state"):
                yield owner.name or here
            yield from _plain_holders(owner.owners, f"{here}.owners")


def _sums(owners: Iterable[Owner] | None, path: str = "owners") -> Iterator[Assumption]:
    """How the shares of a level were read that do not add up to 100 as they stand."""
    level = list(owners or ())
    if not level:
        return
    least = sum((owner.bounds[0] for owner in level), Decimal(0))
    most = sum((owner.bounds[1] for owner in level), Decimal(0))
    if least > ALL:
        yield Assumption("rounding-over", path)
    elif 0 < ALL - most < ROUNDING:
        yield Assumption("rounding")
    silent = [at for at, owner in enumerate(level) if owner.share is None]
    if silent and len(silent) < len(level):
        names = [level[at].name or f"{path}[{at}]" for at in silent]
        about = ", ".join(names)
        yield Assumption("share-rest" if len(silent) == 1 else "shares-rest", about)
    for at, owner in enumerate(level):
        if owner.jurisdiction in (HOME, None):
            yield from _sums(owner.owners, f"{path}[{at}].owners")
