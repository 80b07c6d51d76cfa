"""One row a service: the answer to 'licensable where, and what is missing', in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vatscheck.engine.answer import Ask, Assessment, RouteResult
from vatscheck.engine.grounds import DOMESTIC
from vatscheck.engine.rules import OWNERS
from vatscheck.law.models import Product
from vatscheck.report.phrases import Phrases, number

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


def need(product: Product, phrases: Phrases) -> str:
    """Return what a product needs, in words."""
    services = (phrases.law.services[id] for id in product.services)
    names = phrases.join(f"{phrases.of(item)} ({item.id})" for item in services)
    names = names or phrases.say("by-function")
    return phrases.say(f"need-{product.need}", services=names)


def _status(item: Assessment, phrases: Phrases) -> list[str]:
    lines = [phrases.say(item.status)]
    if isinstance(item.service, Product):
        return [*lines, need(item.service, phrases)]
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
    elif item.status != "not_covered":
        if item.cap:
            lines.append(phrases.say("cap-here", cap=number(item.cap)))
        elif not any(map(_takes_any_share, item.routes)):
            lines.append(phrases.say("closed"))
    return lines


def _takes_any_share(route: RouteResult) -> bool:
    """Whether a route that may still be met asks nothing about foreign holders."""
    facts = (check.check.fact for check in route.checks if check.ban is None)
    return route.status == "undetermined" and not any(
        f.startswith(OWNERS) for f in facts
    )


def _where(item: Assessment, phrases: Phrases) -> list[str]:
    if isinstance(item.service, Product):
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
    if isinstance(item.service, Product):
        asked = [phrases.ask(question) for question, _ in item.questions]
        return [phrases.of(item.service, "text"), *asked]
    if item.status == "undetermined":
        return [_ask(ask, phrases) for ask in item.asks]
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
    done = item.status in (*YES, "not_covered") and not item.cures
    if done or isinstance(item.service, Product):
        return [phrases.say("none-needed")]
    lines = [phrases.cure(cure) for cure in item.cures]
    if len(lines) > 1:
        lines = [
            phrases.say("numbered", at=at, line=line)
            for at, line in enumerate(lines, 1)
        ]
    return lines or [phrases.say("no-cure")]
