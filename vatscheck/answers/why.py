"""Why: the proof of a service, what decides first, with the lines of the profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked, cited, depends_on
from vatscheck.answers.assessments import as_object
from vatscheck.answers.document import Document
from vatscheck.answers.proof_shapes import Check
from vatscheck.answers.shapes import CLOSED, Citation, Judged, Reason, Status
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.reasons import reason
from vatscheck.answers.why_page import lay
from vatscheck.engine.answer import Answer, Assessment, CheckResult, RouteResult
from vatscheck.law.models import Condition
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number

SHARES = ("foreign-at-most", "foreign-below")
"""The checks of a route that say which share it admits."""
Lines = Mapping[str, int]
"""The line of the profile on which each fact stands; a fact not stated has none."""


@with_config(CLOSED)
class ProvedCheck(Check):
    """One check of a route, with where its fact stands."""

    line: int | None
    """The line of the profile on which the fact stands, null = it is not stated."""
    about: NotRequired[str]
    """The name of the fact, in the language of the run."""
    found: NotRequired[str]
    """What the profile says, in words; empty = nothing."""
    cited: NotRequired[str]
    """On what it rests first, in short."""


@with_config(CLOSED)
class Attached(Reason):
    """What comes with a route."""

    title: NotRequired[str]
    """Its name, in the language of the run."""
    cited: NotRequired[str]
    """On what it rests first, in short."""


@with_config(CLOSED)
class ProvedRoute(TypedDict):
    """One route with all its checks and what comes with it."""

    id: str
    """The id of the route."""
    title: str
    """Its name, in the language of the run."""
    name: NotRequired[str]
    """Its short name."""
    admits: NotRequired[str]
    """What it admits, for whom and where, in one clause."""
    cited: NotRequired[str]
    """On what it rests first, in short."""
    cites: NotRequired[list[str]]
    """The citations of the route."""
    status: Status
    """What it gives."""
    checks: list[ProvedCheck]
    """Every check, those that prohibitions add too."""
    conditions: list[Attached]
    """What comes with it."""


@with_config(CLOSED)
class General(TypedDict):
    """The prohibition that closes a service in general."""

    text: str
    """What it says."""
    cited: str
    """On what it rests, in short."""


@with_config(CLOSED)
class Proof(TypedDict):
    """The proof of one service."""

    service: str
    """The id of the service."""
    label: NotRequired[str]
    """Its everyday name, in the language of the run."""
    code: NotRequired[str]
    """Its item of the Catalogue; empty = it has none of its own."""
    status: Status
    """Its status."""
    general: NotRequired[General | None]
    """What closes it in general; null = nothing does."""
    nearest: NotRequired[str | None]
    """The route that gives the status, or that comes nearest; null = there is none."""
    routes: list[ProvedRoute]
    """Every route, the best first."""


@with_config(CLOSED)
class Why(Judged):
    """The proofs of all services asked about."""

    schema: Literal["vatscheck/why/1"]
    """The name of this schema."""
    proofs: list[Proof]
    """Every service that is asked about."""
    citations: dict[str, Citation]
    """Every instrument that is cited, by the key that `cites` names."""


def why(answer: Answer, asked: Asked, lang: Lang) -> Document:
    """Return the proofs (`vatscheck/why/1`)."""
    whole, lines = as_object(answer, lang), asked.lines(answer)
    pairs = zip(whole["assessments"], answer.assessments, strict=True)
    proofs = [
        _proof(item, found, lines.get(item["service"], {}), asked, lang)
        for item, found in pairs
    ]
    routes = [route for proof in proofs for route in proof["routes"]]
    told = [reason_ for r in routes for reason_ in (*r["checks"], *r["conditions"], r)]
    used = (cite for reason_ in told for cite in reason_["cites"])
    data = {**asked.head("why"), "proofs": proofs, "citations": asked.citations(used)}
    return Document(data, lang, lay)


def _proof(
    item: dict[str, Any], found: Assessment, lines: Lines, asked: Asked, lang: Lang
) -> dict[str, Any]:
    phrases = asked.phrases(lang)
    routes = [
        {
            "id": route["id"],
            "title": phrases.of(result.rule.route, "title"),
            "name": naming.way(result.rule.route, phrases),
            "admits": _admits(result, phrases),
            "cited": cited(asked, _of_the_way(result), lang),
            "cites": asked.cites(result.rule.route.evidence.cites),
            "status": route["status"],
            "checks": [
                {
                    **check,
                    "line": lines.get(check["fact"]),
                    "about": depends_on(check["fact"], phrases),
                    "found": _found(result_, found, phrases),
                    "cited": cited(asked, result_.cites, lang),
                }
                for check, result_ in zip(route["checks"], result.checks, strict=True)
            ],
            "conditions": _attached(result.conditions, asked, lang),
        }
        for route, result in zip(item["routes"], found.routes, strict=True)
    ]
    decides = reason(found)
    nearest = decides.route or _open(found)
    return {
        "service": item["service"],
        "label": naming.name(found.service, phrases),
        "code": item["code"],
        "status": item["status"],
        "general": _general(decides.ban, asked, phrases),
        "nearest": nearest.rule.route.id if nearest else None,
        "routes": routes,
    }


def _open(item: Assessment) -> RouteResult | None:
    """The first route on which facts that are not stated decide."""
    found = (route for route in item.routes if route.status == "undetermined")
    return next(found, None)


def _of_the_way(route: RouteResult) -> list[str]:
    """What a route rests on, the text first that says which share it admits."""
    shares = (check for check in route.checks if check.id in SHARES)
    own = [cite for check in shares for cite in check.cites]
    return [*own, *route.rule.route.evidence.cites]


def _admits(route: RouteResult, phrases: Phrases) -> str:
    caps = (c.wanted for c in route.checks if c.id in SHARES and c.wanted is not None)
    cap = next(caps, None)
    shown = number(cap) if cap is not None else ""
    return naming.line(route.rule.route, shown, phrases)


def _general(
    ban: tuple[RouteResult, CheckResult] | None, asked: Asked, phrases: Phrases
) -> dict[str, Any] | None:
    if ban is None:
        return None
    text = phrases.problem(ban[1])
    return {"text": text, "cited": cited(asked, ban[1].cites, phrases.lang, 2)}


def _found(check: CheckResult, item: Assessment, phrases: Phrases) -> str:
    """What the profile says of the fact of a check, places and kinds by their names."""
    fact, contents = check.check.fact, phrases.law.contents
    if fact == "registration.place" and item.place:
        return naming.place(item.place, phrases)
    if fact == "servers.places" and item.servers:
        return phrases.join(naming.place(id, phrases) for id in item.servers)
    if fact == "services.content" and isinstance(check.found, list):
        kinds = (contents[kind] for kind in check.found if kind in contents)
        return phrases.join(map(phrases.of, kinds))
    return phrases.value_word(found) if (found := phrases.found(check)) else ""


def _attached(
    conditions: Iterable[Condition], asked: Asked, lang: Lang
) -> list[dict[str, Any]]:
    """What comes with a route: id, text, citations."""
    phrases = asked.phrases(lang)
    return [
        {
            "id": rule.id,
            "text": phrases.of(rule, "text"),
            "cites": asked.cites(rule.evidence.cites),
            "title": phrases.of(rule, "title"),
            "cited": cited(asked, rule.evidence.cites, lang),
        }
        for rule in conditions
    ]
