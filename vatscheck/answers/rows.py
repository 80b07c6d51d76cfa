"""One row a service: the answer to 'licensable where, and what is missing', in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vatscheck.engine.answer import Ask, Assessment, RouteResult
from vatscheck.engine.grounds import DOMESTIC
from vatscheck.law.offers import Product, Service
from vatscheck.words.examples import example
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number

YES = ("licensable", "conditional")


class Row(NamedTuple):
    """The cells of one service; each is a list of lines."""

    service: list[str]
    status: list[str]
    where: list[str]
    problems: list[str]
    cures: list[str]


def row(item: Assessment, phrases: Phrases) -> Row:
    """Return the cells of one assessment."""
    return Row(
        service=[
            phrases.of(item.service),
            f"{item.service.code} {item.service.id}".strip(),
        ],
        status=_status(item, phrases),
        where=_where(item, phrases),
        problems=_problems(item, phrases),
        cures=_cures(item, phrases),
    )


def need(about: Product | Service, needed: str, phrases: Phrases) -> str:
    """Return what a product, or a service for oneself alone, needs in words."""
    ids = about.services if isinstance(about, Product) else ()
    services = (phrases.law.services[id] for id in ids)
    names = phrases.join(f"{phrases.of(item)} ({item.id})" for item in services)
    names = names or phrases.say("by-function")
    return phrases.say(f"need-{needed}", services=names)


def why(about: Product | Service, phrases: Phrases) -> str:
    """Return what decides that no licence is needed: the threshold."""
    own = isinstance(about, Service) and about.threshold_text
    return phrases.of(about, "threshold_text" if own else "text")


def _status(item: Assessment, phrases: Phrases) -> list[str]:
    lines = [phrases.say(item.status)]
    if item.barred:
        bars = phrases.join(phrases.of(found.duty, "title") for found in item.barring)
        lines = [phrases.say("barred", status=lines[0], duties=bars)]
    if item.need:
        return [*lines, need(item.service, item.need, phrases)]
    if item.best:
        title = phrases.of(item.best.rule.route, "title")
        if item.cap is None:  # the route asks for no share: any holder may have any
            lines.append(title)
        else:
            id = "route-cap" if item.cap else "domestic-cap"
            lines.append(phrases.say(id, route=title, cap=number(item.cap)))
        if item.confidence != "high":
            grade = phrases.say(item.confidence)
            lines.append(phrases.say("confidence", grade=grade))
    elif item.status == "not_licensable":
        lines += [_ground(ground, item, phrases) for ground in item.grounds]
    elif item.cap:
        lines.append(phrases.say("cap-here", cap=number(item.cap)))
    return lines


def _ground(ground: str, item: Assessment, phrases: Phrases) -> str:
    if ground == "cap" and item.cap:
        return phrases.say("cap-here", cap=number(item.cap))
    return phrases.say(f"ground-{ground}")


def _where(item: Assessment, phrases: Phrases) -> list[str]:
    if item.need or item.status == "not_covered":
        return [phrases.say("none-needed")]
    statuses = {group.status for group in item.where}
    if len(statuses) == 1 and any(not group.places for group in item.where):
        return [phrases.say("anywhere")]  # a group without places is all the rest
    lines = [phrases.say("here")] if item.status in YES else []
    lines += [phrases.group(group) for group in item.where]
    if item.status == "undetermined" and not lines:
        facts = phrases.join(dict.fromkeys(ask.fact for ask in item.asks))
        return [phrases.say("depends", facts=facts)]
    return lines or [phrases.say("nowhere")]


def _problems(item: Assessment, phrases: Phrases) -> list[str]:
    if item.need:
        asked = [phrases.ask(question) for question, _ in item.questions]
        return [why(item.service, phrases), *asked]
    if item.status == "not_covered":
        lines = [phrases.of(item.service, "text")]
        return [*lines, why(item.service, phrases)] if _threshold(item) else lines
    if item.status == "undetermined":
        told = (example(found, phrases) for found in item.witnesses)
        return [*(_ask(ask, phrases) for ask in item.asks), *told]
    if item.best:
        conditions = [c for c in item.best.conditions if c.effect != "warning"]
        open_ = [found.duty for found in item.items if found.stands_out]
        titles = [phrases.of(rule, "title") for rule in (*conditions, *open_)]
        return titles or [phrases.say("nothing")]
    found = {
        check.ban.id: phrases.problem(check)
        for route in item.routes
        for check in route.failing
        if check.ban
    }
    return [*found.values(), *_nearest(item.routes, phrases)] or [
        phrases.say("none-needed")
    ]


def _threshold(item: Assessment) -> bool:
    return isinstance(item.service, Service) and bool(item.service.threshold)


def nearest(routes: Iterable[RouteResult]) -> RouteResult | None:
    """Return the route that is nearest to being met, those of domestic firms aside."""
    open_ = [r for r in routes if r.rule.route.kind not in DOMESTIC]
    return min(open_, key=lambda route: len(route.failing), default=None)


def _nearest(routes: Iterable[RouteResult], phrases: Phrases) -> list[str]:
    route = nearest(routes)
    if route is None:
        return []
    failing = [check for check in route.failing if check.ban is None]
    label = route.rule.route.id
    return [
        phrases.say("labelled", label=label, text=phrases.problem(check))
        for check in failing
    ]


def _ask(ask: Ask, phrases: Phrases) -> str:

    if {option.status for option in ask.options} == {"undetermined"}:
        return phrases.say("ask-with-others", question=phrases.question(ask))
    outcomes = "; ".join(
        phrases.say("outcome", answer=phrases.option(o), status=phrases.say(o.status))
        for o in ask.options
    )
    return phrases.say("ask", question=phrases.question(ask), outcomes=outcomes)


def _cures(item: Assessment, phrases: Phrases) -> list[str]:
    if item.barred:
        bars = (found.duty for found in item.barring)
        return [phrases.of(duty, "cure") for duty in bars]
    done = item.status in (*YES, "not_covered") and not item.cures
    if done or item.need:
        return [phrases.say("none-needed")]
    lines = [phrases.cure(cure) for cure in item.cures]
    if len(lines) > 1:
        lines = [
            phrases.say("numbered", at=at, line=line)
            for at, line in enumerate(lines, 1)
        ]
    return lines or [phrases.say("no-cure")]
