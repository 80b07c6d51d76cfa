"""A wait for a known day is a cure too: the first later day on which the answer is yes."""

from __future__ import annotations

from vatscheck.engine.answer import Cure, Step
from vatscheck.engine.ready import rules_on, space_under
from vatscheck.engine.space import YES, Space
from vatscheck.profile.models import Profile, ServiceEntry

AS_OF = "as_of"


def wait(space: Space, profile: Profile, entry: ServiceEntry) -> tuple[Cure, ...]:
    """Return the first known day from which the unchanged profile is a yes."""
    if space.status in YES:
        return ()
    law, service = space.rules.law, space.rules.service
    for day in law.boundaries():
        if day <= space.rules.atlas.day:
            continue
        rules = rules_on(law, day, service)
        later = space_under(rules, profile, entry)
        if rules.ways and later.status in YES and later.best:
            cites = tuple(later.best.rule.route.evidence.cites)
            step = Step(AS_OF, "change", (), cites, day)
            patch = {AS_OF: day}
            return (Cure((step,), patch, later.status, later.best.rule.route),)
    return ()
