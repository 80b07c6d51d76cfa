"""A run over many companies in one document: what came out, where, and what it turns on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Document, head
from vatscheck.answers.portfolio_page import lay
from vatscheck.answers.shapes import CLOSED, Head
from vatscheck.answers.summary import naming
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases

if TYPE_CHECKING:
    from vatscheck.portfolio.tally import Tally

WAYS = ("licensable", "conditional", "not_needed")
"""The statuses with which a company may run the service."""
ORDER = (*WAYS, "undetermined", "not_covered", "barred", "not_licensable")
"""The statuses in the order in which they are told; `barred` = no licence, but barred."""


@with_config(CLOSED)
class ByService(TypedDict):
    """What came out for one service."""

    service: str
    """The id of the service, or of a product that needs no licence."""
    code: str | None
    """Its code in the catalogue; null = it has none."""
    name: str
    """Its name in the language of the run."""
    in_catalogue: bool
    """Whether it is a service of the catalogue; a product that needs no licence is none."""
    answers: int
    """How many companies were judged on it."""
    statuses: dict[str, int]
    """The answers by status; `barred` = no licence is needed, and another duty bars it."""


@with_config(CLOSED)
class ByProvince(TypedDict):
    """What came out in one province."""

    province: str | None
    """The id of the province of the registered address; null = none is stated."""
    name: str
    """Its name in the language of the run."""
    companies: int
    """How many companies that were judged are registered there."""
    answers: int
    """How many answers they have."""
    statuses: dict[str, int]
    """The answers by status, as for a service."""


@with_config(CLOSED)
class Square(TypedDict):
    """What came out for one service in one province."""

    service: str
    """The id of the service, one of `services`."""
    province: str | None
    """The id of the province, one of `provinces`."""
    answers: int
    """How many answers there are."""
    ways: int
    """How many of them are `licensable`, `conditional` or `not_needed`."""
    statuses: dict[str, int]
    """The answers by status, as for a service."""


@with_config(CLOSED)
class ByRoute(TypedDict):
    """The answers that rest on one route."""

    route: str
    """The id of the route."""
    name: str
    """Its title in the language of the run."""
    answers: int
    """How many answers name it as the best."""


@with_config(CLOSED)
class ByReason(TypedDict):
    """The answers that one rule stands in the way of."""

    rule: str
    """The id of the check, prohibition or duty."""
    name: str
    """What it asks, in the language of the run; `…` stands for values that differ."""
    answers: int
    """How many answers name it among their reasons."""
    statuses: dict[str, int]
    """These answers by status, as for a service."""


@with_config(CLOSED)
class OpenFact(TypedDict):
    """A fact that is not stated, and what knowing it would settle."""

    fact: str
    """The id of the fact."""
    name: str
    """Its name in the language of the run."""
    settles: int
    """How many answers have it as their only open fact: knowing it settles them."""
    settles_companies: int
    """How many companies have such an answer."""
    open: int
    """How many answers have it as an open fact, alone or beside others."""
    open_companies: int
    """How many companies have such an answer."""


@with_config(CLOSED)
class Mistake(TypedDict):
    """The rows that were not judged for one kind of mistake."""

    id: str
    """The kind of mistake."""
    rows: int
    """How many rows have it; a row with several kinds counts for each."""
    first: int
    """The first row with it, from 1."""
    text: str
    """What is wrong in that row, in the language of the run."""


@with_config(CLOSED)
class Portfolio(Head):
    """What came of a run over many companies."""

    schema: Literal["vatscheck/portfolio/1"]
    """The form of this document."""
    as_of: str
    """The day that was judged (YYYY-MM-DD)."""
    input: str
    """The name of the file or folder that was read; `-` = standard input."""
    rows: int
    """How many rows there are, one a company."""
    judged: int
    """How many of them were judged."""
    unread: int
    """How many could not be read, and were not judged."""
    answers: int
    """How many answers there are, one a service of a company."""
    statuses: dict[str, int]
    """The answers by status; `barred` = no licence is needed, and another duty bars it."""
    services: list[ByService]
    """The services in the order of the catalogue, then products that need no licence."""
    provinces: list[ByProvince]
    """The provinces in the order of their codes, at the end those with none stated."""
    squares: list[Square]
    """Each service in each province where there is an answer, in the order of both."""
    routes: list[ByRoute]
    """The routes, most answers first."""
    reasons: list[ByReason]
    """The rules that stand in the way, most answers first."""
    facts: list[OpenFact]
    """The open facts, those first that settle most answers."""
    errors: list[Mistake]
    """The kinds of mistakes, most rows first."""


class Run(NamedTuple):
    """What was run: the law, the day as an ISO string, and the name of the input."""

    law: Law
    day: str
    input: str


def portfolio(run: Run, tally: Tally, lang: Lang) -> Document:
    """Return what came of a run that counted for a summary (`vatscheck/portfolio/1`)."""
    assert tally.counts is not None
    counts, phrases = tally.counts, Phrases(run.law, run.day, lang)
    answers = counts.answers
    services = _ordered(
        {service for service, _, _ in answers}, [*run.law.services, *run.law.products]
    )
    provinces = _ordered({*counts.companies}, [*run.law.places, ""])
    data = {
        **head("portfolio", run.law),
        "as_of": run.day,
        "input": run.input,
        "rows": tally.rows,
        "judged": tally.rows - tally.unread,
        "unread": tally.unread,
        "answers": answers.total(),
        "statuses": statuses({s: n for (_, s, _), n in _by(answers, 1).items()}),
        "services": [_service(id, answers, phrases) for id in services],
        "provinces": [
            {
                "province": id or None,
                "name": phrases.place(id) if id else phrases.say("portfolio-nowhere"),
                "companies": counts.companies[id],
                **_told(_by(answers, 2, id)),
            }
            for id in provinces
        ],
        "squares": list(_squares(answers, services, provinces)),
        "routes": [
            {"route": id, "name": phrases.of(run.law.routes[id], "title"), "answers": n}
            for id, n in _most(counts.routes)
        ],
        "reasons": _reasons(counts.reasons, phrases),
        "facts": [
            {
                "fact": id,
                "name": phrases.fact(id) if id in run.law.facts else id,
                "settles": counts.alone[id],
                "settles_companies": counts.settled[id],
                "open": n,
                "open_companies": counts.asked[id],
            }
            for id, n in sorted(
                counts.open.items(),
                key=lambda found: (-counts.alone[found[0]], -found[1], found[0]),
            )
        ],
        "errors": [
            {
                "id": id,
                "rows": n,
                "first": counts.first[id][0],
                "text": counts.first[id][1],
            }
            for id, n in _most(tally.problems)
        ],
    }
    return Document(data, lang, lay)


Answers = Mapping[tuple[str, str, str], int]
"""How many answers there are by service, status and province."""


def statuses(found: Mapping[str, int]) -> dict[str, int]:
    """Return counts by status in the order in which statuses are told."""
    return {status: found[status] for status in ORDER if found.get(status)}


def _by(answers: Answers, side: int, id: str | None = None) -> Counter[Any]:
    """The answers with one service, status or province, or with any: by the status alone."""
    found: Counter[Any] = Counter()
    for key, n in answers.items():
        if id is None or key[side] == id:
            found["", key[1], ""] += n
    return found


def _told(found: Mapping[Any, int]) -> dict[str, Any]:
    by_status = statuses({status: n for (_, status, _), n in found.items()})
    return {"answers": sum(by_status.values()), "statuses": by_status}


def _service(id: str, answers: Answers, phrases: Phrases) -> dict[str, Any]:
    law = phrases.law
    record = law.services[id] if id in law.services else law.products[id]
    return {
        "service": id,
        "code": getattr(record, "code", None),
        "name": naming.name(record, phrases),
        "in_catalogue": id in law.services,
        **_told(_by(answers, 0, id)),
    }


def _squares(
    answers: Answers, services: Iterable[str], provinces: Iterable[str]
) -> Iterable[dict[str, Any]]:
    """Each service in each province; nothing where nobody asks."""
    by: dict[tuple[str, str], dict[str, int]] = {}
    for (service, status, province), n in answers.items():
        by.setdefault((service, province), {})[status] = n
    provinces = list(provinces)
    for service in services:
        for province in provinces:
            found = by.get((service, province))
            if found is not None:
                yield {
                    "service": service,
                    "province": province or None,
                    "answers": sum(found.values()),
                    "ways": sum(found.get(status, 0) for status in WAYS),
                    "statuses": statuses(found),
                }


def _reasons(
    found: Mapping[tuple[str, str], int], phrases: Phrases
) -> list[dict[str, Any]]:
    by: dict[str, dict[str, int]] = {}
    for (rule, status), n in found.items():
        by.setdefault(rule, {})[status] = n
    return [
        {
            "rule": rule,
            "name": _rule(rule, phrases),
            "answers": n,
            "statuses": statuses(by[rule]),
        }
        for rule, n in _most({rule: sum(some.values()) for rule, some in by.items()})
    ]


def _rule(id: str, phrases: Phrases) -> str:
    """What a rule asks: of many companies, without the values that are theirs."""
    law = phrases.law
    if id in law.checks:
        return phrases.of(law.checks[id], "wants").replace("{value}", "…")
    kinds: tuple[Mapping[str, Any], ...] = (law.prohibitions, law.duties)
    record = next((kind[id] for kind in kinds if id in kind), None)
    return id if record is None else phrases.of(record, "title")


def _most(found: Mapping[str, int]) -> list[tuple[str, int]]:
    """Ids with their counts, most first; of the same count by id."""
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _ordered(found: set[str], order: Iterable[str]) -> list[str]:
    """Ids in the order of the law."""
    return [id for id in dict.fromkeys(order) if id in found]
