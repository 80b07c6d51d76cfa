"""The rules of a day made ready once, for whoever judges many companies by them."""

from __future__ import annotations

from vatscheck.engine.rules import Rules
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.models import Service


def rules_on(law: Law, day: str, service: Service) -> Rules:
    """Return the rules for a service on a day, made ready once for each law."""
    key = ("rules", day, service.id)
    if key not in law.kept:
        law.kept[key] = Rules(law, atlas_on(law, day), service)
    found: Rules = law.kept[key]
    return found
