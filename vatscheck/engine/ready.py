"""The rules of a day made ready once, and the completions of a profile under them."""

from __future__ import annotations

from vatscheck.engine.axes import axes
from vatscheck.engine.duties import with_duties
from vatscheck.engine.rules import Rules
from vatscheck.engine.space import Space
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.models import Service
from vatscheck.profile.models import Profile, ServiceEntry


def rules_on(law: Law, day: str, service: Service) -> Rules:
    """Return the rules for a service on a day, made ready once for each law."""
    key = ("rules", day, service.id)
    if key not in law.kept:
        law.kept[key] = Rules(law, atlas_on(law, day), service)
    found: Rules = law.kept[key]
    return found


def space_under(rules: Rules, profile: Profile, entry: ServiceEntry) -> Space:
    """Return the completions of one service of a profile under rules already found."""
    found = axes(profile, entry, rules.atlas, rules.kinds)
    return Space(rules, with_duties(rules, profile, entry, found))
