"""What the answer for an unchanged profile was, and will be, on every day since 2001."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vatscheck.engine.assess import judged_as
from vatscheck.engine.grounds import deciding, lacking
from vatscheck.engine.reach import CUSTOMERS
from vatscheck.engine.ready import rules_on, space_again, space_under, turning_days
from vatscheck.engine.space import Space
from vatscheck.engine.ways import ABROAD, NATIONWIDE, READY
from vatscheck.law.book import Law
from vatscheck.law.days import shifted
from vatscheck.law.models import Prohibition, Route
from vatscheck.law.offers import Service
from vatscheck.profile.models import Profile, ServiceEntry


class Period(NamedTuple):
    """Days on which nothing changes: first, last (none = open), and why it is so.

    `rule` is the route that gives the status, the prohibition that refuses it, or
    the route that comes nearest and is not met; where facts not stated decide, there is
    none, and `open` are those facts.
    """

    start: str
    end: str | None
    status: str
    rule: Route | Prohibition | None
    open: tuple[str, ...] = ()


class History(NamedTuple):
    """The periods of one service, from the first day that the law covers."""

    service: Service
    periods: tuple[Period, ...]


def timeline(profile: Profile, law: Law) -> tuple[History, ...]:
    """Return the history of every service of a profile, all else as given.

    It is exact: between two boundary dates of the law no answer changes.
    """
    found = []
    for entry in profile.licensed:
        verdicts = _verdicts(spaces_over_days(law, profile, entry))
        found.append(History(law.services[entry.id], tuple(_joined(verdicts))))
    return tuple(found)


def spaces_over_days(
    law: Law, profile: Profile, entry: ServiceEntry, *more: str
) -> list[Space]:
    """Return the completions on every day on which the answer may change, and on more."""
    service = law.services[entry.id]
    first: dict[int, Space] = {}
    found = []
    for day in sorted({*turning_days(law, service), *more}):
        rules = rules_on(law, day, judged_as(law, day, service))
        known = first.get(id(rules.ways))
        if known:
            found.append(space_again(known, rules, profile, entry))
        else:
            found.append(space_under(rules, profile, entry))
            first[id(rules.ways)] = found[-1]
    return found


Rest = tuple[int, bool, int, tuple[frozenset[int], ...]]
"""What the answer of a day hangs on beside owners and the company's own places."""


def beside_places(space: Space) -> Rest:
    """Return what makes two days alike: records, duties, parts in force, places served."""
    rules, words = space.rules, {*space.axes.serves} - {NATIONWIDE, ABROAD, CUSTOMERS}
    served = (map(space.narrow, rules.atlas.points(word)) for word in sorted(words))
    return (
        id(rules.ways),
        bool(space.constant & READY),
        rules.relevant,
        (*map(frozenset, served),),
    )


Verdict = tuple[str, Route | Prohibition | None, tuple[str, ...]]
"""A status, the rule that makes it so, and the facts on which an open one turns."""


def _verdicts(spaces: Iterable[Space]) -> Iterator[tuple[str, *Verdict]]:
    """The status of each day, with the rule that makes it so."""
    known: dict[tuple[object, ...], Verdict] = {}
    for space in spaces:
        key = (
            *beside_places(space),
            frozenset(space.registered),
            frozenset(space.servers),
        )
        if key not in known:
            known[key] = _verdict(space)
        yield space.rules.atlas.day, *known[key]


def _verdict(space: Space) -> Verdict:
    if not space.rules.ways:
        return "not_covered", None, ()
    open_ = lacking(space) if space.status == "undetermined" else ()
    facts = dict.fromkeys(check.check.fact for check in open_)
    return space.status, deciding(space), tuple(facts)


def _joined(verdicts: Iterator[tuple[str, *Verdict]]) -> Iterator[Period]:
    """Put days with the same verdict together."""
    first, *rest = verdicts
    current = Period(first[0], None, *first[1:])
    for day, status, rule, open_ in rest:
        same = rule.id == current.rule.id if rule and current.rule else rule is None
        if status == current.status and same and bool(rule) == bool(current.rule):
            facts = dict.fromkeys((*current.open, *open_))
            current = current._replace(open=tuple(facts))
            continue
        yield current._replace(end=shifted(day, -1))
        current = Period(day, None, status, rule, open_)
    yield current
