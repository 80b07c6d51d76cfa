"""The proof of a report: the checks that decide each service, and on what they rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vatscheck.answers.report.alike import joined
from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.answers.summary import naming
from vatscheck.answers.summary.reasons import reason
from vatscheck.answers.summary.shapes import Place
from vatscheck.engine.answer import Answer, Assessment, CheckResult, RouteResult
from vatscheck.words.phrases import Phrases

Json = dict[str, Any]
RESULTS = {True: "met", False: "not-met", None: "unknown"}


def proof(
    answer: Answer, phrases: Phrases, notes: Endnotes, places: Mapping[str, Place]
) -> list[Json]:
    """Return the deciding checks of each service, services with the same ones together.

    Of a yes they are those of its route; of any other answer all of the nearest way,
    and of every other way those that fail, or else are open.
    """
    found: list[Json] = []
    told = _Told(phrases, notes, places)
    for item in answer.assessments:
        checks = list(told.checks(item))
        if not checks:
            continue
        entry = {
            "services": [item.service.id],
            "names": [naming.name(item.service, phrases)],
            "status": item.status,
            "word": phrases.say(item.status),
            "checks": checks,
        }
        found.append(entry)
    return joined(found, "checks", "status")


class _Told(NamedTuple):
    """Puts checks into words; `places` are those of facts in the file."""

    phrases: Phrases
    notes: Endnotes
    places: Mapping[str, Place]

    def checks(self, item: Assessment) -> Iterator[Json]:
        """Yield the rows of one service, the nearest way first."""
        near = None if item.best else reason(item).route
        for route in [item.best] if item.best else _nearest_first(item, near):
            for checks in _rows(route, route is item.best or route is near):
                yield self.row(route, checks, item)

    def row(
        self, route: RouteResult, checks: list[CheckResult], item: Assessment
    ) -> Json:
        """Return checks of one route as a row."""
        phrases = self.phrases
        asked = dict.fromkeys(_asked(check, phrases) for check in checks)
        found = dict.fromkeys(_found(check, item, phrases) for check in checks)
        lines = (self.places.get(check.check.fact) for check in checks)
        cites = [cite for check in checks for cite in check.cites]
        return {
            "route": route.rule.route.id,
            "rule": phrases.of(route.rule.route, "title"),
            "checks": list(dict.fromkeys(check.id for check in checks)),
            "asked": phrases.series(asked),
            "found": phrases.series(text for text in found if text),
            "lines": sorted({at["line"] for at in lines if at}),
            "result": RESULTS[checks[0].holds],
            "basis": self.notes.basis(cites or route.rule.route.evidence.cites),
        }


def _rows(route: RouteResult, whole: bool) -> list[list[CheckResult]]:
    """The checks of a route that are told together: of one fact and result, or all.

    A way that is not the nearest has one row: what fails of it, or else is open.
    """
    if not whole:
        open_ = [check for check in route.checks if check.holds is None]
        return [found] if (found := route.failing or open_) else []
    found_: dict[tuple[str, bool | None], list[CheckResult]] = {}
    for check in route.checks:
        found_.setdefault((check.check.fact, check.holds), []).append(check)
    return list(found_.values())


def _nearest_first(item: Assessment, near: RouteResult | None) -> list[RouteResult]:
    return sorted(item.routes, key=lambda route: route is not near)


def _asked(check: CheckResult, phrases: Phrases) -> str:
    if check.ban:
        return phrases.of(check.ban, "title")
    return phrases.wants(check.check, check.wanted, check.reach)


def _found(check: CheckResult, item: Assessment, phrases: Phrases) -> str:
    """What the profile says of the checked fact in words, empty = nothing."""
    fact = check.check.fact
    if fact == "registration.place":
        return naming.place(item.place, phrases) if item.place else ""
    if fact == "servers.places":
        return phrases.join(naming.place(id, phrases) for id in item.servers or ())
    if check.ban is not None and check.found is None:
        return ""
    contents = phrases.law.contents
    if isinstance(check.found, list) and all(v in contents for v in check.found):
        return phrases.join(phrases.of(contents[v]) for v in check.found)
    shown = phrases.found(check)
    return phrases.value_word(shown) if shown else ""
