"""The reason for a status in clauses, each with the checks that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vatscheck.answers.rows import why
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.reasons import Reason
from vatscheck.engine.answer import (
    Ask,
    Assessment,
    CheckResult,
    Option,
    RouteResult,
)
from vatscheck.words.examples import example
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number

LONGEST = {"en": 160, "zh": 70}
"""So many signs a reason may have; a longer one says less, never half of a sentence."""
NAMED = 3
"""So many answers to a question are named; the rest is counted."""


class Clause(NamedTuple):
    """A clause, and its checks: each the id of a route and that of a check in it."""

    text: str
    checks: tuple[tuple[str, str], ...] = ()


def clauses(item: Assessment, found: Reason, phrases: Phrases) -> list[Clause]:
    """Return the clauses that say why a service has its status."""
    if found.kind in ("exempt", "silent"):
        text = _sentence(_exempt(item, found, phrases), phrases)
        return [Clause(naming.lowered(text, phrases))]
    if found.kind == "open":
        return [Clause(_turns(item, phrases))]
    if found.kind == "met" and found.route:
        text = naming.line(found.route.rule.route, _cap(item), phrases)
        return [Clause(text, _all(found.route))]
    told: list[Clause] = []
    for named, whole in ((True, True), (False, True), (False, False)):
        told = list(_refused(item, found, phrases, named=named, whole=whole))
        if fits(sentence(told, phrases), phrases):
            break
    return told if fits(sentence(told, phrases), phrases) else told[-1:]


def fits(found: str, phrases: Phrases) -> bool:
    """Return whether a reason is short enough to be read at a glance."""
    return len(found) <= LONGEST.get(phrases.lang, LONGEST["en"])


def sentence(parts: list[Clause], phrases: Phrases) -> str:
    """Return clauses as one sentence, without its full stop."""
    return phrases.series(part.text for part in parts)


def _cap(item: Assessment) -> str:
    return number(item.cap) if item.cap is not None else ""


def _all(route: RouteResult) -> tuple[tuple[str, str], ...]:
    return tuple((route.rule.route.id, check.id) for check in route.checks)


def _exempt(item: Assessment, found: Reason, phrases: Phrases) -> str:
    if found.kind == "silent":
        return phrases.of(item.service, "text")
    return why(item.service, phrases)


def _sentence(found: str, phrases: Phrases) -> str:
    """The first sentence of a text without its full stop; of a long one what fits."""
    for end in ("。", ". "):
        found = found.split(end, maxsplit=1)[0]
    found = found.rstrip(".。")
    return found if fits(found, phrases) else re.split("[;；]", found)[0]


# --- what refuses -----------------------------------------------------------------


def _refused(
    item: Assessment, found: Reason, phrases: Phrases, *, named: bool, whole: bool
) -> Iterator[Clause]:
    """What refuses; `named` = the nearest way is called by its name.

    `whole` = with what is stated of the fact, and every kind of content by its name.
    """
    if found.ban:
        route, check = found.ban
        general = naming.ASIDE.split(phrases.problem(check))[0]
        yield Clause(general, ((route.rule.route.id, check.id),))
    if found.route is None:
        return
    id = found.route.rule.route.id
    name = naming.way(found.route.rule.route, phrases)
    kind = "summary-exception" if found.ban else "summary-way"
    way = phrases.say(kind, way=name) if named else phrases.say(f"{kind}-unnamed")
    for at, check in enumerate(found.checks):
        called = way if not at or not named else name
        told = _lacking(item, found.route, check, phrases, Manner(called, whole))
        yield Clause(told, ((id, check.id),))


class Manner(NamedTuple):
    """How the nearest way is called, and whether all that it asks for is told."""

    way: str
    whole: bool


def _lacking(
    item: Assessment,
    route: RouteResult,
    check: CheckResult,
    phrases: Phrases,
    manner: Manner,
) -> str:
    """What a failing check of the nearest way asks for, and what is stated."""
    fact = check.check.fact
    if check.ban is not None:
        return _banned(check, phrases)
    if fact == "ownership.foreign":
        cap = number(check.wanted) if check.wanted is not None else ""
        line = naming.line(route.rule.route, cap, phrases)
        return phrases.say("summary-cap", share=phrases.found(check), line=line)
    tell = TELLING.get(fact)
    if tell and (told := tell(item, check, phrases, manner.way)):
        return told
    wants = _wants(check, phrases, whole=manner.whole)
    stated = _found(check, phrases) if manner.whole else ""
    id = "summary-needs-found" if stated else "summary-needs"
    return phrases.say(id, way=manner.way, wants=wants, found=stated)


def _wants(check: CheckResult, phrases: Phrases, *, whole: bool) -> str:
    """What a check asks for; of many kinds of content the first is named."""
    if whole or check.check.fact != "services.content" or len(check.wanted) <= NAMED:
        return phrases.wants(check.check, check.wanted, check.reach)
    first = phrases.of(phrases.law.contents[check.wanted[0]])
    kinds = phrases.say("summary-kinds", first=first, n=len(check.wanted) - 1)
    return phrases.of(check.check, "wants").replace("{value}", kinds)


def _found(check: CheckResult, phrases: Phrases) -> str:
    """What is stated of the fact that a check reads, kinds of content by their names."""
    contents = phrases.law.contents
    if check.check.fact == "services.content" and isinstance(check.found, list):
        return phrases.join(phrases.of(contents[id]) for id in check.found)
    return phrases.found(check)


def _banned(check: CheckResult, phrases: Phrases) -> str:
    rule = phrases.problem(check)
    if check.check.fact != "registration.legal_form" or check.found is None:
        return rule
    return phrases.say("summary-form", rule=rule, form=phrases.say(str(check.found)))


def _place(item: Assessment, check: CheckResult, phrases: Phrases, way: str) -> str:
    if item.place is None:
        return ""
    id = "outside" if check.check.op == "outside" else "within"
    area = phrases.value(check.check, check.wanted, check.reach)
    place = naming.short_place(item.place, phrases)
    return phrases.say(f"summary-place-{id}", way=way, area=area, place=place)


def _servers(item: Assessment, check: CheckResult, phrases: Phrases, way: str) -> str:
    if not item.servers or check.check.op not in ("within", "beside"):
        return ""
    area = phrases.value(check.check, check.wanted, check.reach)
    shown = naming.folded(item.servers)
    places = phrases.join(naming.short_place(id, phrases) for id in shown)
    id = f"summary-servers-{check.check.op}"
    return phrases.say(id, way=way, area=area, places=places)


def _customers(item: Assessment, check: CheckResult, phrases: Phrases, way: str) -> str:
    if check.check.op != "reach":
        return ""
    return phrases.say("summary-customers", way=way, reach=phrases.reach(check.reach))


TELLING: dict[str, Callable[[Assessment, CheckResult, Phrases, str], str]] = {
    "registration.place": _place,
    "servers.places": _servers,
    "services.serves": _customers,
}
"""How a failing check is told, by the fact that it reads."""

# --- what is open -----------------------------------------------------------------


def _turns(item: Assessment, phrases: Phrases) -> str:
    """What an open answer turns on: the first question, or two if it alone may not settle it."""
    if not item.asks:
        return _between(item, phrases)
    first = item.asks[0]
    alone = all(option.status != "undetermined" for option in first.options)
    asks = item.asks[:1] if alone else item.asks[:2]
    facts = phrases.say("summary-and-on").join(label(ask, phrases) for ask in asks)
    outcomes = phrases.series(_outcomes(first, phrases, several=len(asks) > 1))
    told = phrases.say("summary-turns", facts=facts, outcomes=outcomes)
    if not outcomes or not fits(told, phrases):
        return phrases.say("summary-turns-only", facts=facts)
    return told


def _between(item: Assessment, phrases: Phrases) -> str:
    """An open answer that no one question settles: two completions that differ."""
    return phrases.series(example(found, phrases) for found in item.witnesses)


def label(ask: Ask, phrases: Phrases) -> str:
    """Return the name of the fact that a question asks for."""
    fact = phrases.law.facts[ask.question]
    holder = ask.holder or phrases.say("unnamed-holder")
    name = phrases.of(fact, "label") or phrases.of(fact, "question")
    return name.replace("{holder}", phrases.safe(holder))


def _outcomes(ask: Ask, phrases: Phrases, *, several: bool) -> Iterator[str]:
    """What the answers of a question settle; `several` = another question is asked too."""
    for option in ask.options:
        if option.status == "undetermined":
            continue
        status = phrases.say(option.status)
        answer = brief(option, phrases)
        if several:
            parts = {"label": label(ask, phrases), "value": answer}
            place = ask.fact.endswith((".place", ".places"))
            id = "summary-answer-place" if place else "summary-answer"
            answer = phrases.say(id, **parts)
        yield phrases.say("summary-outcome", answer=answer, status=status)


def brief(option: Option, phrases: Phrases) -> str:
    """Return a group of answers in few words: the first ones, the rest counted."""
    if option.spans or not (option.values or option.parts):
        return phrases.option(option)
    contents = phrases.law.contents
    names = [phrases.of(part) for part in option.parts]
    names += [
        phrases.of(contents[v]) if v in contents else phrases.value_word(v)
        for v in option.values
    ]
    if option.elsewhere:
        return phrases.say("elsewhere") if names else phrases.option(option)
    if len(names) <= NAMED:
        return phrases.either(dict.fromkeys(names))
    return phrases.say("summary-kinds", first=names[0], n=len(names) - 1)
