"""What the answer for an unchanged profile was, and will be, on every day since 2001."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vatscheck.engine.assess import space_for
from vatscheck.engine.grounds import deciding
from vatscheck.engine.space import Space
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.days import shifted
from vatscheck.law.models import Prohibition, Route, Service
from vatscheck.profile.models import Profile


class Period(NamedTuple):
    """Days on which nothing changes: first, last (none = open), and why it is so.

    `rule` is the route that gives the status, the prohibition that refuses it, or
    the route that comes nearest and is not met.
    """

    start: str
    end: str | None
    status: str
    rule: Route | Prohibition | None


class History(NamedTuple):
    """The periods of one service, from the first day that the law covers."""

    service: Service
    periods: tuple[Period, ...]


def timeline(profile: Profile, law: Law) -> tuple[History, ...]:
    """Return the history of every service of a profile, all else as given.

    It is exact: between two boundary dates of the law no answer changes.
    """
    days = [day for day in law.boundaries() if day >= law.head.starts]
    atlases = [atlas_on(law, day) for day in days]
    return tuple(
        History(
            law.services[entry.id],
            tuple(
                _joined(
                    (atlas.day, *_verdict(space_for(law, atlas, profile, entry)))
                    for atlas in atlases
                )
            ),
        )
        for entry in profile.licensed
    )


def _verdict(space: Space) -> tuple[str, Route | Prohibition | None]:
    """The status of a day, with the rule that makes it so."""
    status = space.status if space.rules.ways else "not_covered"
    return status, deciding(space)


def _joined(
    verdicts: Iterator[tuple[str, str, Route | Prohibition | None]],
) -> Iterator[Period]:
    """Put days with the same verdict together."""
    first, *rest = verdicts
    current = Period(first[0], None, *first[1:])
    for day, status, rule in rest:
        same = rule.id == current.rule.id if rule and current.rule else rule is None
        if status == current.status and same and bool(rule) == bool(current.rule):
            continue
        yield current._replace(end=shifted(day, -1))
        current = Period(day, None, status, rule)
    yield current
