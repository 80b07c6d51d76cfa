"""What needs no licence: products without one, and a service run for oneself alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vatscheck.engine import caveats
from vatscheck.engine.answer import Assessment
from vatscheck.engine.dossier import Dossier, dossier
from vatscheck.engine.duties import applicant, items
from vatscheck.engine.owners.cells import Ownership
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.evidence import Evidence
from vatscheck.law.models import in_force
from vatscheck.law.offers import Product, Proviso
from vatscheck.profile.models import Profile, ServiceEntry


def products(
    law: Law, day: str, profile: Profile, owners: Ownership
) -> Iterator[Assessment]:
    """Yield the answer for each product of a profile that opens into no service."""
    for product in (law.products[name] for name in profile.products):
        if product.need != "licence":
            about = dossier(atlas_on(law, day), profile, None, product, owners)
            yield _product(law, day, product, about)


def _product(law: Law, day: str, product: Product, about: Dossier) -> Assessment:
    if not (product.from_ or day) <= day <= (product.to or day):
        return Assessment(status="not_covered", **_head(about))
    return _exempt(law, day, about, product.need, product.evidence)


def own_use(
    law: Law, day: str, profile: Profile, entry: ServiceEntry, owners: Ownership
) -> Assessment:
    """Return the answer for a service that stays below the threshold of its record."""
    service = law.services[entry.id]
    about = dossier(atlas_on(law, day), profile, entry, service, owners)
    about = about._replace(entry=None)
    evidence = service.threshold_evidence or service.evidence
    found = _exempt(law, day, about, str(service.below), evidence)
    return found._replace(servers=tuple(entry.servers or ()) or found.servers)


def _exempt(
    law: Law, day: str, about: Dossier, need: str, evidence: Evidence
) -> Assessment:
    """What is needed instead of a licence, and what the day, place and person add."""
    found = tuple(_provisos(law, day, about, need))
    need = next((str(proviso.need) for proviso in found if proviso.need), need)
    every = (evidence, *(proviso.evidence for proviso in found))
    who = applicant(None, about.shares.foreign[0] > 0)
    return Assessment(
        status="undetermined" if need == "grey" else "not_needed",
        need=need,
        provisos=found,
        items=items(law, day, about, who, {}),
        confidence=max((e.confidence for e in every), key=caveats.GRADES.index),
        questions=tuple((e.question, tuple(e.cites)) for e in every if e.question),
        **_head(about),
    )


def _head(about: Dossier) -> dict[str, Any]:
    """What every answer says of its service and its places."""
    profile = about.profile
    return {
        "service": about.service,
        "judged_as": about.service,
        "place": profile.registration.place,
        "servers": tuple(profile.servers.places or ()) or None,
        "notes": (),
    }


def _provisos(law: Law, day: str, about: Dossier, need: str) -> Iterator[Proviso]:
    """The provisos on what is needed that hold on the day for this company."""
    for proviso in law.provisos.values():
        named = about.service.id in proviso.products or need in proviso.needs
        if named and in_force(proviso, day) and about.holds(proviso.when):
            yield proviso
