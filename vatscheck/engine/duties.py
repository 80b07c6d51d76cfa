"""What else has to be in place for a service: duties, papers, steps, and other ways.

Nothing here decides whether a service may be licensed, but for one thing: a duty that
limits, known to be open, makes `licensable` `conditional`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from vatscheck.engine.axes import Axes
from vatscheck.engine.dossier import Dossier, dossier
from vatscheck.engine.rules import Rules
from vatscheck.law.book import Law
from vatscheck.law.duties import (
    SECTORS,
    Alternative,
    Applicant,
    Document,
    Duty,
    Stage,
    Test,
)
from vatscheck.law.evidence import Due, Kind
from vatscheck.law.models import in_force
from vatscheck.law.offers import Product, Service
from vatscheck.profile.models import Profile, ServiceEntry

STAGES: dict[str, Due] = {
    "block": "before-filing",
    "reclass": "before-filing",
    "gate": "before-filing",
    "cond": "before-launch",
    "post": "after-launch",
}
"""By when a duty has to be met, by its effect; a flag or a note has no such time."""


class Item(NamedTuple):
    """A duty as it stands for one service.

    `state`: `met`, `fails` (known not to be met, or barred), `due` (it applies, and
    the profile does not show it in place), `ask` (whether it applies is not known;
    `asks` names the facts), `not-applicable`, or `upcoming` (issued, not in force).
    """

    duty: Duty
    state: str
    asks: tuple[str, ...] = ()

    @property
    def stage(self) -> Due | None:
        """By when it has to be met; none for a flag or a note."""
        return self.duty.stage or STAGES.get(self.duty.effect)

    @property
    def open(self) -> bool:
        """Whether something is still to be done about it, or to be found out."""
        return self.state in ("fails", "due", "ask") and self.stage is not None

    def bars(self, what: Service | Product) -> bool:
        """Whether it is known to bar an activity itself, and not only a part of it.

        A barred line of business is always its own matter: it says that it runs it.
        """
        if self.state != "fails" or self.duty.effect != "block":
            return False
        names = (*what.implies, *what.subject) if isinstance(what, Product) else ()
        own = {SECTORS, *(f"facts.{name}" for name in names)}
        return any(
            test.fact in own or (test.fact == "services.id" and what.id in test.value)
            for tests in self.duty.when
            for test in tests
            if test.op != "none_of"
        )

    @property
    def flags(self) -> str | None:
        """What it says where there is nothing to do: `review` or `info`, if it applies."""
        return self.duty.effect if self.state == "due" and not self.stage else None

    @property
    def stands_out(self) -> bool:
        """Whether it is known to fail, or limits the answer."""
        return self.state == "fails" or self.limits

    @property
    def limits(self) -> bool:
        """Whether it keeps a service from being plainly licensable."""
        known = self.state == "fails" or (self.state == "due" and not self.duty.met)
        return self.duty.limits and known


def applicant(kind: Kind | None, foreign: bool) -> Applicant:
    """Return whose papers and steps apply: by the route, or else by the owners."""
    if kind == "area":
        return "pilot"
    domestic = kind in ("domestic", "treated") or (kind is None and not foreign)
    return "domestic" if domestic else "foreign"


Known = dict[str, Item]
"""The items of duties that do not hang on the service, judged once for all services."""


def items(
    law: Law, day: str, dossier: Dossier, who: Applicant, known: Known
) -> tuple[Item, ...]:
    """Return every duty that binds the applicant for a service, in the law's order."""
    return tuple(_items(law.duties.values(), day, dossier, who, known))


def limiting(
    duties: Iterable[Duty], day: str, dossier: Dossier, who: Applicant
) -> tuple[Item, ...]:
    """Return the items that keep a service from being plainly licensable."""
    limits = (duty for duty in duties if duty.limits)
    return tuple(item for item in _items(limits, day, dossier, who, {}) if item.limits)


def _items(
    duties: Iterable[Duty], day: str, dossier: Dossier, who: Applicant, known: Known
) -> Iterator[Item]:
    done = {task.id for task in dossier.profile.tasks if task.done}
    for duty in duties:
        issued = duty.issued or duty.from_
        if not issued <= day <= (duty.to or day) or not _binds(duty, dossier, who):
            continue
        if duty.id in known:
            yield known[duty.id]
            continue
        item = _item(duty, dossier)
        if duty.from_ > day and item.state != "not-applicable":
            item = Item(duty, "upcoming", item.asks)
        elif duty.id in done and item.state in ("due", "ask"):
            item = Item(duty, "met")
        if not duty.services and not duty.of_service:
            known[duty.id] = item
        yield item


def _binds(rule: Any, dossier: Dossier, who: Applicant) -> bool:
    """Whether a rule is addressed to this applicant for this service."""
    stated = getattr(rule, "stated", False)
    asked = dossier.entry is not None and dossier.service.id in rule.services
    known = stated and dossier.holds(rule.when)
    if (rule.services or stated) and not asked and not known:
        return False
    if dossier.entry is None and getattr(rule, "licensee", True):
        return False
    return not getattr(rule, "applicants", ()) or who in rule.applicants


def _item(duty: Duty, dossier: Dossier) -> Item:
    state = _state(duty, dossier)
    open_ = {"ask": duty.when, "due": duty.met}.get(state)
    return Item(duty, state, tuple(dossier.asks(open_)) if open_ else ())


def _state(duty: Duty, dossier: Dossier) -> str:
    """The state of a duty by the facts alone (see `Item`)."""
    applies = dossier.holds(duty.when)
    if applies is False:
        return "not-applicable"
    met = dossier.holds(duty.met) if duty.met else None
    if met:
        return "met"
    if applies is None:
        return "ask"
    return "fails" if met is False or duty.effect in ("block", "reclass") else "due"


def limited(duties: Iterable[Duty], dossier: Dossier) -> bool:
    """Return whether one of the duties that limit is known to be open."""
    done = {task.id for task in dossier.profile.tasks if task.done}
    return any(
        Item(duty, _state(duty, dossier)).limits
        for duty in duties
        if duty.id not in done and _may_limit(duty, dossier)
    )


def _may_limit(duty: Duty, dossier: Dossier) -> bool:
    """Whether a duty can be known to be open: what is unknown about it limits nothing."""
    barred = duty.effect in ("block", "reclass")
    return barred or not duty.met or dossier.holds(duty.met) is False


def undecided(duties: Iterable[Duty], dossier: Dossier) -> list[Test]:
    """Return the tests of duties that hang on the owners, and on what is open of them."""
    return [
        test
        for duty in duties
        if _item(duty, dossier).asks
        for tests in (*duty.when, *duty.met)
        for test in tests
        if test.fact.startswith("ownership.") and dossier.test(test) is None
    ]


def with_duties(
    rules: Rules, profile: Profile, entry: ServiceEntry, found: Axes
) -> Axes:
    """Return the axes of a service with what is known of the duties that limit.

    They are looked at when it is asked: only a plain answer hangs on them.
    """
    if not rules.limits:
        return found

    @cache
    def ready() -> bool:
        about = dossier(rules.atlas, profile, entry, rules.service, found.owners)
        return not limited(rules.limits, about)

    return found._replace(ready=ready)


def _addressed(
    rules: Iterable[Any], day: str, dossier: Dossier, who: Applicant
) -> list[Any]:
    return [
        rule
        for rule in rules
        if in_force(rule, day)
        and _binds(rule, dossier, who)
        and dossier.holds(rule.when) is not False
    ]


def documents(
    law: Law, day: str, dossier: Dossier, who: Applicant
) -> tuple[Document, ...]:
    """Return the papers to hand in, in the order of the form."""
    return tuple(_addressed(law.documents.values(), day, dossier, who))


def stages(law: Law, day: str, dossier: Dossier, who: Applicant) -> tuple[Stage, ...]:
    """Return the steps of the procedure in their order."""
    found = _addressed(law.stages.values(), day, dossier, who)
    return tuple(sorted(found, key=lambda stage: stage.order))


def alternatives(
    law: Law, day: str, dossier: Dossier, kinds: Iterable[Kind]
) -> tuple[Alternative, ...]:
    """Return the lawful ways that leave the foreign share as it is.

    `kinds` are the kinds of route that the service has on the day.
    """
    every = set(kinds)
    found = _addressed(law.alternatives.values(), day, dossier, "foreign")
    return tuple(way for way in found if way.kind is None or way.kind in every)
