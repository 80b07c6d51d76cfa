"""Which facts the law of a day reads for some services and products."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vatscheck.engine.assess import judged_as
from vatscheck.engine.axes import ownership
from vatscheck.engine.dossier import Dossier, dossier
from vatscheck.engine.duties import alternatives, documents, items, stages
from vatscheck.engine.rules import Rules
from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law
from vatscheck.law.duties import Applicant, When
from vatscheck.law.models import in_force
from vatscheck.profile.models import Profile, ServiceEntry

APPLICANTS: Sequence[Applicant] = ("domestic", "foreign", "pilot")
CONTENT = "services.content"
"""What is asked only of services that carry content."""
ASSUMED = ("registration.legal_form", "facts.")
STATED = {
    "services.coverage": ("services.serves",),
    "ownership.track_record": ("owners", "owners.track_record"),
    "ownership.supplier": ("owners", "owners.service_supplier", "owners.kind"),
    "ownership.other_foreign": ("owners", "owners.service_supplier", "owners.kind"),
    "ownership.state": ("owners", "owners.kind"),
    "ownership.hkscc_only": ("owners", "owners.kind"),
    "ownership.listed_foreign": ("owners", "owners.kind", "registration.listed"),
    "services.id": (),
    "servers.mainland": ("servers.places", "services.servers"),
    "route.area": (),
}
"""Where a profile states what a computed fact is computed from; owners where not here."""


def keys_read(
    law: Law, day: str, services: Iterable[str], products: Iterable[str]
) -> set[str]:
    """Return the keys of a profile that some rule reads for services or products.

    `services` and `products` are ids of the law, the day an ISO string. A rule that
    cannot bind the service, whatever else the profile says, is left out.
    """
    facts: set[str] = set()
    atlas = Atlas(law, day)
    for id in services:
        facts |= _of_service(law, atlas, id)
    for id in products:
        profile = Profile.model_validate({"schema": 1, "name": "-", "products": [id]})
        about = dossier(atlas, profile, None, law.products[id], ownership(profile))
        facts |= (_of_duties(law, day, about) | _of_provisos(law, day, id)) - {CONTENT}
    return {key for fact in facts for key in _stated(fact)}


def keys_assumed(law: Law, day: str, service: str) -> list[str]:
    """Return the keys that decide on a service, and are read as harmless if left out.

    They are the facts and the legal form that a check compares with one value.
    """
    read = {atom.check.fact for atom in _rules(law, Atlas(law, day), service).atoms}
    return [f for f in law.facts if f in read and f.startswith(ASSUMED)]


def _rules(law: Law, atlas: Atlas, id: str) -> Rules:
    return Rules(law, atlas, judged_as(law, atlas.day, law.services[id]))


def _stated(fact: str) -> Sequence[str]:
    computed = fact.startswith("ownership.")
    return STATED.get(fact, ("owners",) if computed else (fact,))


def _of_service(law: Law, atlas: Atlas, id: str) -> set[str]:
    rules = _rules(law, atlas, id)
    entry = ServiceEntry(id=id)
    profile = Profile.model_validate({"schema": 1, "name": "-", "services": [id]})
    about = dossier(atlas, profile, entry, law.services[id], ownership(profile))
    kinds = [way.rule.route.kind for way in rules.ways]
    facts = {atom.check.fact for atom in rules.atoms}
    for way in alternatives(law, atlas.day, about, kinds):
        facts |= _facts(way.when)
    facts |= _of_duties(law, atlas.day, about)
    return facts if law.services[id].content else facts - {CONTENT}


def _of_duties(law: Law, day: str, about: Dossier) -> set[str]:
    """The facts of duties, papers and steps that can come with a service."""
    facts: set[str] = set()
    for who in APPLICANTS:
        for item in items(law, day, about, who, {}):
            if item.state != "not-applicable":
                facts |= {test.fact for test in item.duty.tests}
        for paper in documents(law, day, about, who):
            facts |= _facts(paper.when)
        for step in stages(law, day, about, who):
            facts |= _facts(step.when)
    return facts


def _of_provisos(law: Law, day: str, id: str) -> set[str]:
    """The facts of what the place and the person change about a product."""
    need = law.products[id].need
    return {
        fact
        for proviso in law.provisos.values()
        if in_force(proviso, day) and (id in proviso.products or need in proviso.needs)
        for fact in _facts(proviso.when)
    }


def _facts(when: When) -> set[str]:
    return {test.fact for tests in when for test in tests}
