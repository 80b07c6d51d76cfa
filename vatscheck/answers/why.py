"""Why: the proof of a service, what decides first, with the lines of the profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked, cited, depends_on
from vatscheck.answers.asked_page import bracketed, every, nothing, opening, status
from vatscheck.answers.assess_shapes import Check
from vatscheck.answers.assessments import as_object
from vatscheck.answers.document import Detail, Document
from vatscheck.answers.shapes import CLOSED, Citation, Judged, Reason, Status
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.reasons import reason
from vatscheck.engine.answer import Answer, Assessment, CheckResult, RouteResult
from vatscheck.formats.page import (
    Block,
    Gap,
    Heading,
    Label,
    Labels,
    Line,
    Page,
    Paragraph,
    Run,
    line,
)
from vatscheck.law.models import Condition
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import Phrases, number

HOLDS = {False: "why-not-met", None: "why-unknown", True: "why-met"}
"""How a check stands, in the order in which checks are told."""
SHARES = ("foreign-at-most", "foreign-below")
"""The checks of a route that say which share it admits."""
MANY = 3
"""So many open checks on one fact, and things that come with a way, are told one by one."""
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


# --- the document -----------------------------------------------------------------


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


# --- the page ---------------------------------------------------------------------


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the page: what decides; with `full` every route, with `failed` what fails."""
    blocks = list(opening(data, lang, "why-title", "why-under"))
    if not any(proof["routes"] for proof in data["proofs"]):
        blocks += [*nothing(lang), Gap()]
    whole = detail.full or detail.failed or detail.route is not None
    for proof in data["proofs"]:
        told = _whole(proof, data, lang, detail) if whole else _short(proof, lang)
        blocks += [_title(proof, lang), *told, Gap()]
    if data["proofs"] and not whole:
        blocks.append(Paragraph(line(_more(data, lang))))
    return Page(data["profile"]["name"], lang, tuple(blocks))


def _title(proof: Mapping[str, Any], lang: Lang) -> Heading:
    count = word("why-tried", lang, n=len(proof["routes"]))
    refused = proof["status"] == "not_licensable"
    told = word("why-none", lang, tried=count) if refused and proof["routes"] else count
    name = proof["label"]
    if proof["code"]:
        name = word("with-code", lang, name=name, code=proof["code"])
    parts = (
        Run(f"{name}{word('label-colon', lang)}", "strong"),
        *status(proof["status"], lang),
    )
    after = f"{word('semicolon', lang)}{told}" if proof["routes"] else ""
    return Heading(line(parts, Run(after, "strong")))


def _short(proof: Mapping[str, Any], lang: Lang) -> Iterator[Block]:
    """Yield the general rule, the way that decides with its checks, and the other ways."""
    way = next((r for r in proof["routes"] if r["id"] == proof["nearest"]), None)
    heads = []
    if general := proof["general"]:
        heads.append(_label("why-general", general["text"], general["cited"], lang))
    if way:
        id = "why-way" if way["status"] in ("licensable", "conditional") else "why-near"
        heads.append(_label(id, way["admits"], way["cited"], lang))
    if heads:
        yield Labels(tuple(heads), 0)
    if way:
        yield Labels(tuple(_checks(way, lang)))
    others = [route for route in proof["routes"] if route is not way]
    if others:
        yield Labels((_others(others, lang),), 0)


def _label(id: str, text: str, source: str, lang: Lang) -> Label:
    return Label(word(id, lang), line(text, Run(bracketed(source, lang), "dim")))


def _checks(way: Mapping[str, Any], lang: Lang) -> Iterator[Label]:
    """Yield the checks of a way, those that fail first, and what comes with it.

    What is met because nothing is said of it is no news.
    """
    open_ = Counter(c["about"] for c in way["checks"] if c["holds"] is None)
    for holds, id in HOLDS.items():
        for check in way["checks"]:
            silent = holds and check["line"] is None
            folded = holds is None and open_[check["about"]] > MANY
            if check["holds"] is holds and not silent and not folded:
                yield _label(id, _asked_for(check, lang), check["cited"], lang)
        for about, n in open_.items() if holds is None else ():
            if n > MANY:
                yield _label(id, word("why-many", lang, fact=about, n=n), "", lang)
    for rule in way["conditions"][:MANY]:
        yield _label("why-then", rule["title"], rule["cited"], lang)
    if more := len(way["conditions"][MANY:]):
        yield _label("why-then", word("why-then-more", lang, n=more), "", lang)


def _asked_for(check: Mapping[str, Any], lang: Lang) -> str:
    """What a check asks for, what is found, and on which line."""
    found = check["found"] or word("unknown", lang)
    if check["line"] is not None:
        found = word("why-line", lang, found=found, line=check["line"])
    return word("labelled", lang, label=check["wants"], text=found)


def _others(routes: list[dict[str, Any]], lang: Lang) -> Label:
    names = Counter(route["name"] for route in routes)
    told = (
        name if n == 1 else word("why-times", lang, name=name, n=n)
        for name, n in names.items()
    )
    text = word("semicolon", lang).join(told)
    if all(route["status"] == "not_licensable" for route in routes):
        text = word("why-each-fails", lang, ways=text)
    return Label(word("why-others", lang, n=len(routes)), line(text))


def _more(data: Mapping[str, Any], lang: Lang) -> str:
    nearest = (
        p["nearest"] or p["routes"][0]["id"] for p in data["proofs"] if p["routes"]
    )
    route = next(nearest, None)
    return word("why-more", lang, route=route) if route else word("all-of-it", lang)


def _whole(
    proof: Mapping[str, Any], data: Mapping[str, Any], lang: Lang, detail: Detail
) -> Iterator[Block]:
    """Yield every route, or the one that is asked for, with its checks and sources."""
    for route in proof["routes"]:
        if detail.route not in (None, route["id"]):
            continue
        id = f" [{route['id']}]" if detail.ids else ""
        source = Run(bracketed(every(route["cites"], data, lang), lang), "dim")
        name = f"{route['title']}{id}{word('label-colon', lang)}"
        yield Paragraph(line(name, status(route["status"], lang), source), hang=2)
        told = tuple(_every(route, data, lang, detail))
        if told:
            yield Labels(told)


def _every(
    route: Mapping[str, Any], data: Mapping[str, Any], lang: Lang, detail: Detail
) -> Iterator[Label]:
    for check in route["checks"]:
        if detail.failed and check["holds"] is not False:
            continue
        id = f" [{check['id']}]" if detail.ids else ""
        text = line(
            f"{_asked_for(check, lang)}{id}",
            _sources(check, data, lang, check["grade"]),
        )
        yield Label(word(HOLDS[check["holds"]], lang), text)
    for rule in () if detail.failed else route["conditions"]:
        text = line(rule["title"], _sources(rule, data, lang))
        yield Label(word("why-then", lang), text)


def _sources(
    of: Mapping[str, Any], data: Mapping[str, Any], lang: Lang, grade: str = "P"
) -> Line:
    """All that a check rests on, in short; what was not read itself is said to be so."""
    found = every(of["cites"], data, lang)
    if found and grade != "P":
        found = word(f"why-grade-{grade}", lang, cites=found)
    return line(Run(bracketed(found, lang), "dim"))
