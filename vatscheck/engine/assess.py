"""The whole algorithm: profile and law of a day in, one proved answer a service out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.engine import caveats
from vatscheck.engine.answer import Answer, Assessment, Cure, RouteResult
from vatscheck.engine.asks import asks
from vatscheck.engine.axes import ownership
from vatscheck.engine.cures import cures, lifts, rank
from vatscheck.engine.dossier import Dossier, dossier
from vatscheck.engine.duties import Item, Known, alternatives, applicant, items
from vatscheck.engine.exemption import own_use, products
from vatscheck.engine.grounds import Grounds, grounds
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.owners.holdings import COUNTINGS, printed
from vatscheck.engine.patches import Patch
from vatscheck.engine.proof import prove
from vatscheck.engine.ready import rules_on, space_under
from vatscheck.engine.space import YES, Space
from vatscheck.engine.waiting import wait
from vatscheck.engine.ways import KIND_ORDER, RANKS
from vatscheck.engine.where import where
from vatscheck.engine.witnesses import examples
from vatscheck.law.atlas import Atlas, atlas_on
from vatscheck.law.book import Law
from vatscheck.law.duties import Alternative
from vatscheck.law.offers import Service
from vatscheck.profile.models import Profile, ServiceEntry


class Company(NamedTuple):
    """What is the same for all services of a profile, found out once."""

    profile: Profile
    owners: Ownership
    known: Known
    cured: bool = True
    asked: bool = True


def judged_as(law: Law, day: str, service: Service) -> Service:
    """Return the service under whose rules another is judged on an older date."""
    for note in service.judged_as:
        if note.service and day <= note.to:
            return law.services[note.service]
    return service


def space_for(law: Law, atlas: Atlas, profile: Profile, entry: ServiceEntry) -> Space:
    """Return the completions of one service of a profile under the rules of a day."""
    service = judged_as(law, atlas.day, law.services[entry.id])
    return space_under(rules_on(law, atlas.day, service), profile, entry)


def status(law: Law, atlas: Atlas, profile: Profile, entry: ServiceEntry) -> str:
    """Return the bare status of one service, without proof."""
    if entry.for_others is False:
        return "not_needed"
    space = space_for(law, atlas, profile, entry)
    return space.status if space.rules.ways else "not_covered"


def assess(
    profile: Profile,
    law: Law,
    day: date | str,
    *,
    cured: bool = True,
    asked: bool = True,
) -> Answer:
    """Judge every service of a profile under the law of a day.

    Ids in the profile must be the law's own (see `vatscheck.names.index`). The day
    is a date or an ISO string. `cured` false leaves cures and witnesses out, `asked`
    false what the answers to open facts lead to.
    Raises `KeyError` for an unknown id.
    """
    day = day if isinstance(day, str) else day.isoformat()
    atlas = atlas_on(law, day)
    owners = ownership(profile)
    company = Company(profile, owners, {}, cured, asked)
    found = [_assess(law, atlas, company, entry) for entry in profile.services]
    by_product, by_control = (
        owners.extent("ownership.foreign", counting=how) for how in COUNTINGS
    )
    return Answer(
        law=law,
        day=day,
        name=profile.name,
        digest="",
        product=(printed(by_product[0]), printed(by_product[1])),
        control=(printed(by_control[0]), printed(by_control[1])),
        assessments=[*found, *products(law, day, profile, company.owners)],
        profile=profile,
    )


def _assess(
    law: Law, atlas: Atlas, company: Company, entry: ServiceEntry
) -> Assessment:
    profile = company.profile
    if entry.for_others is False:
        return own_use(law, atlas.day, profile, entry, company.owners)
    space = space_for(law, atlas, profile, entry)
    service = law.services[entry.id]
    servers = entry.servers or profile.servers.places
    places = [p for p in (profile.registration.place, *(servers or ())) if p]
    common: dict[str, Any] = {
        "service": service,
        "judged_as": space.rules.service,
        "place": profile.registration.place,
        "servers": tuple(servers) if servers else None,
        "notes": caveats.notes(service, atlas.day),
    }
    if not space.rules.ways:
        read = tuple(caveats.for_others(law, profile, entry))
        return Assessment(status="not_covered", assumptions=read, **common)
    routes, best, cap = proved(space)
    patch = Patch(profile, entry, tuple(profile.services))
    about = dossier(atlas, profile, entry, service, company.owners)
    why = _grounds(space, about, routes)
    return Assessment(
        status=space.status,
        best=best,
        cap=cap,
        where=where(space),
        routes=routes,
        asks=asks(space, patch) if company.asked and _open(space) else (),
        witnesses=examples(space, patch) if company.cured else (),
        cures=_cures(space, about, patch) if company.cured else (),
        missing=tuple(rule for rule in best.conditions if rule.due) if best else (),
        items=_items(space, about, best, company.known),
        alternatives=_alternatives(space, about, why),
        confidence=caveats.confidence(space, routes, best, places),
        assumptions=caveats.assumptions(space, profile, entry, best),
        questions=caveats.questions(space, service, routes, best, places),
        warnings=caveats.warnings(space, service, best),
        grounds=(*why.any_owner, *why.foreign),
        **common,
    )


class Proved(NamedTuple):
    """The proofs of all routes, the best route if there is one, and the cap in percent."""

    routes: tuple[RouteResult, ...]
    best: RouteResult | None
    cap: Decimal | None


def proved(space: Space, *, valued: bool = True) -> Proved:
    """Return the proof of every route of a space, the best first.

    `valued` false leaves out what the checks found.
    """
    every = (prove(space, way, valued=valued) for way in space.rules.ways)
    routes = tuple(sorted(every, key=_order))
    best = _best(space, routes)
    return Proved(routes, best, _cap(space.status, routes, best))


def _open(space: Space) -> bool:
    return space.status == "undetermined"


def _cures(space: Space, about: Dossier, patch: Patch) -> tuple[Cure, ...]:
    """All minimal cures: changes, duties to be met, days to wait for; best first."""
    changes = [*cures(space, patch), *lifts(space, about, patch)]
    waits = wait(space, patch.original, patch.entry)
    return tuple(sorted([*changes, *waits], key=rank))


def _items(
    space: Space, about: Dossier, best: RouteResult | None, known: Known
) -> tuple[Item, ...]:
    """What else has to be in place; of a refused service nothing is asked."""
    if space.status == "not_licensable":
        return ()
    rules = space.rules
    kind = best.rule.route.kind if best else None
    who = applicant(kind, about.shares.foreign[1] > 0)
    return items(rules.law, rules.atlas.day, about, who, known)


def _grounds(space: Space, about: Dossier, routes: Iterable[RouteResult]) -> Grounds:
    """What a refusal rests on; nothing is refused as long as facts are open."""
    if space.status != "not_licensable":
        return Grounds()
    return grounds(space.rules.law, routes, foreign=about.shares.foreign[0] > 0)


def _alternatives(
    space: Space, about: Dossier, why: Grounds
) -> tuple[Alternative, ...]:
    """Other lawful ways, where foreign capital keeps the service from being licensed.

    Where something else does, only those help that are for a case of their own.
    """
    if space.status in YES or not about.shares.foreign[1]:
        return ()
    kinds = {way.rule.route.kind for way in space.rules.ways}
    found = alternatives(space.rules.law, space.rules.atlas.day, about, kinds)
    of_capital = why.foreign or "state" in why.any_owner
    if of_capital or space.status != "not_licensable":
        return found
    return tuple(way for way in found if way.when)


def _order(route: RouteResult) -> tuple[int, int, int]:
    """The best status first; of refused routes those that lack least, then by kind."""
    refused = route.status == "not_licensable"
    kind = KIND_ORDER.index(route.rule.route.kind) if refused else 0
    return RANKS.index(route.status), len(route.failing), kind


def _best(space: Space, routes: Iterable[RouteResult]) -> RouteResult | None:
    way = space.best
    if way is None:
        return None
    return next(route for route in routes if route.rule is way.rule)


def _cap(
    status: str, routes: Iterable[RouteResult], best: RouteResult | None
) -> Decimal | None:
    """The largest foreign share of the route; where there is none, of the open routes.

    Open are those that may still be met, or for a refusal those of this place.
    """
    if best is not None:
        return _route_cap(best)
    if status == "undetermined":
        open_ = [result for result in routes if result.status == status]
    else:
        open_ = [result for result in routes if _open_here(result)]
    return max(filter(None, map(_route_cap, open_)), default=None)


def _open_here(result: RouteResult) -> bool:
    """Whether a route fails by shares or content only, not by place or person."""
    return result.rule.route.kind in ("national", "area", "basic") and all(
        check.check.fact.startswith(("ownership.", "services.content"))
        for check in result.failing
    )


def _route_cap(route: RouteResult) -> Decimal | None:
    for check in route.checks:
        if check.check.fact == "ownership.foreign" and check.check.op == "at_most":
            return Decimal(check.wanted)
    return None
