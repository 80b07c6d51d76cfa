"""How far: the largest foreign share in each place, and since when."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.asked import Asked
from vatscheck.answers.document import Document
from vatscheck.answers.limits_page import lay
from vatscheck.answers.shapes import CLOSED, Citation, Judged
from vatscheck.answers.summary import naming
from vatscheck.answers.territory import Territory, territory
from vatscheck.engine.limits import Limits as Found
from vatscheck.engine.limits import Row, Service
from vatscheck.formats.json import plain
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases


@with_config(CLOSED)
class Holder(TypedDict):
    """The holder whose share is varied; all null = anybody."""

    name: str | None
    """Its name."""
    jurisdiction: str | None
    """Where it is at home: ISO 3166-1 alpha-2."""
    kind: str | None
    """What it is, such as `company`."""
    service_supplier: bool | None
    """Whether it is a certified Hong Kong or Macao service supplier."""


@with_config(CLOSED)
class Limit(Territory):
    """The largest foreign share in some places."""

    share: float | None
    """The largest that works, in percent; null = not even none is certain to."""
    below: bool
    """Whether the share has to stay below `share`."""
    possible: float | None
    """A larger one that works if facts that are not stated allow."""
    possible_below: bool
    """Whether the share has to stay below `possible`."""
    open: NotRequired[list[str]]
    """The names of the facts on which `possible` turns."""
    routes: list[str]
    """The routes that give `share`."""
    since: str | None
    """From which day it has worked without a break."""
    as_given_since: str | None
    """From which day the company as stated has been, or will be, let in."""
    cites: list[str]
    """The citations of the routes."""


@with_config(CLOSED)
class ServiceLimits(TypedDict):
    """The limits of one service."""

    service: str
    """The id of the service."""
    label: NotRequired[str]
    """Its everyday name, in the language of the run."""
    limits: list[Limit]
    """The largest shares first; empty = the rule base is silent."""


@with_config(CLOSED)
class Limits(Judged):
    """How far every service goes in every place."""

    schema: Literal["vatscheck/limits/1"]
    """The name of this schema."""
    holder: Holder
    """The holder whose share is varied."""
    holder_text: NotRequired[str]
    """The same in words."""
    rest: str
    """Of what kind the mainland holder of the rest is."""
    services: list[ServiceLimits]
    """Every service of the profile."""
    citations: dict[str, Citation]
    """Every instrument that is cited, by the key that `cites` names."""


def limits(found: Found, asked: Asked, lang: Lang) -> Document:
    """Return the answer (`vatscheck/limits/1`)."""
    phrases = asked.phrases(lang)
    rows = [row for service in found.services for row in service.rows]
    routes = {route.id: route for row in rows for route in row.limit.routes}
    used = [c for r in routes.values() for c in asked.cites(r.evidence.cites)]
    named = {"name", "jurisdiction", "kind", "service_supplier"}
    data = {
        **asked.head("limits"),
        "holder": found.holder.model_dump(include=named),
        "holder_text": _holder(found, phrases),
        "rest": found.rest,
        "services": [_service(service, asked, phrases) for service in found.services],
        "citations": asked.citations(used),
    }
    return Document(data, lang, lay)


def _holder(found: Found, phrases: Phrases) -> str:
    """The holder whose share is varied, by name and home."""
    holder = found.holder
    if holder.jurisdiction is None:
        return phrases.say("limits-anybody")
    home = phrases.of(phrases.law.jurisdictions[holder.jurisdiction])
    if holder.service_supplier:
        home = phrases.say("limits-supplier", home=home)
    name = holder.name or phrases.say("unnamed-holder")
    return phrases.say("limits-holder", name=name, home=home)


def _service(service: Service, asked: Asked, phrases: Phrases) -> dict[str, Any]:
    return {
        "service": service.service.id,
        "label": naming.name(service.service, phrases),
        "limits": [_row(row, asked, phrases) for row in service.rows],
    }


def _row(row: Row, asked: Asked, phrases: Phrases) -> dict[str, Any]:
    limit, facts = row.limit, phrases.law.facts
    cites = [c for r in limit.routes for c in asked.cites(r.evidence.cites)]
    names = (phrases.of(facts[f], "label") for f in limit.open if f in facts)
    return {
        "share": plain(limit.certain and limit.certain.share),
        "below": bool(limit.certain and limit.certain.below),
        "possible": plain(limit.possible and limit.possible.share),
        "possible_below": bool(limit.possible and limit.possible.below),
        "open": list(dict.fromkeys(names)),
        "routes": [route.id for route in limit.routes],
        "since": limit.since,
        "as_given_since": limit.given,
        "cites": list(dict.fromkeys(cites)),
        **territory(row.where, phrases),
    }
