"""How far: the largest foreign share in each place, and since when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vatscheck.answers.interface import Page
from vatscheck.answers.page import printed, status
from vatscheck.answers.questions.asked import Asked
from vatscheck.answers.questions.where import label, territory
from vatscheck.engine.limits import Limit, Limits, Most, Row, Service
from vatscheck.formats.json import plain
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases, escape, number

HEADS = ("share", "since", "given", "where")


def text(found: Limits, asked: Asked, page: Page) -> str:
    """Return the limits as text, one service below the other."""
    return printed(_parts(found, asked, asked.phrases(page.lang)), page)


def _parts(found: Limits, asked: Asked, phrases: Phrases) -> Iterator[RenderableType]:
    yield from asked.opening(phrases)
    title = phrases.say(
        "limits-title",
        holder=_holder(found, phrases),
        rest=phrases.say(f"limits-rest-{found.rest}"),
    )
    yield Text(title, overflow="fold")
    for service in found.services:
        item = service.service
        yield Text()
        yield Text(f"{phrases.of(item)} ({item.code} {item.id})", style="bold")
        if service.rows:
            yield _block(service, asked, phrases)
        else:
            yield status("not_covered", phrases)


def _holder(found: Limits, phrases: Phrases) -> str:
    """The holder whose share is varied, by name and home."""
    holder = found.holder
    if holder.jurisdiction is None:
        return phrases.say("limits-anybody")
    home = phrases.of(phrases.law.jurisdictions[holder.jurisdiction])
    if holder.service_supplier:
        home = phrases.say("limits-supplier", home=home)
    name = escape(holder.name) if holder.name else phrases.say("unnamed-holder")
    return phrases.say("limits-holder", name=name, home=home)


def _block(service: Service, asked: Asked, phrases: Phrases) -> Table:
    block = Table(box=None, expand=True, pad_edge=False, header_style="")
    for head, width in zip(HEADS, (12, 11, 11, None), strict=True):
        title = Text(phrases.say(f"limits-{head}"))
        ratio = None if width else 1
        block.add_column(title, overflow="fold", width=width, ratio=ratio)
    for row in service.rows:
        limit = row.limit
        where = label(row.where, phrases)
        given = limit.given or phrases.say("none-needed")
        if limit.given and limit.given > asked.day:
            given = phrases.say("timeline-future", days=limit.given)
        since = limit.since or phrases.say("none-needed")
        block.add_row(Text(_share(limit, phrases)), since, given, _where(where, row))
    return block


def _where(where: str, row: Row) -> Text:
    routes = ", ".join(route.id for route in row.limit.routes)
    return Text(f"{where} [{routes}]" if routes else where)


def _share(limit: Limit, phrases: Phrases) -> str:
    shares = [_most(limit.certain, phrases)] if limit.certain else []
    if limit.possible:
        possible = _most(limit.possible, phrases)
        shares.append(phrases.say("limits-possible", share=possible))
    return phrases.series(shares) or phrases.say("limits-none")


def _most(most: Most, phrases: Phrases) -> str:
    share = phrases.say("percent", value=number(most.share))
    return phrases.say("limits-below", share=share) if most.below else share


def document(found: Limits, asked: Asked, lang: Lang) -> dict[str, Any]:
    """Return the limits as a document (`vatscheck/limits/1`)."""
    phrases = asked.phrases(lang)
    rows = [row for service in found.services for row in service.rows]
    routes = {route.id: route for row in rows for route in row.limit.routes}
    cited = [c for r in routes.values() for c in asked.cites(r.evidence.cites)]
    return {
        **asked.head("limits"),
        "holder": found.holder.model_dump(
            include={"name", "jurisdiction", "kind", "service_supplier"}
        ),
        "rest": found.rest,
        "services": [
            {
                "service": service.service.id,
                "limits": [_row(row, asked, phrases) for row in service.rows],
            }
            for service in found.services
        ],
        "citations": asked.citations(cited),
    }


def _row(row: Row, asked: Asked, phrases: Phrases) -> dict[str, Any]:
    limit = row.limit
    cites = [c for r in limit.routes for c in asked.cites(r.evidence.cites)]
    return {
        "share": plain(limit.certain and limit.certain.share),
        "below": bool(limit.certain and limit.certain.below),
        "possible": plain(limit.possible and limit.possible.share),
        "possible_below": bool(limit.possible and limit.possible.below),
        "routes": [route.id for route in limit.routes],
        "since": limit.since,
        "as_given_since": limit.given,
        "cites": list(dict.fromkeys(cites)),
        **territory(row.where, phrases),
    }
