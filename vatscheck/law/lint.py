"""What must be true of the law as a whole, beyond the shape of its records.

Each function yields findings; `lint` runs them all. An empty result means that the
rule base may be used; whether it is tidy besides is said by `vatscheck.law.tidy`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.citations import article_rows, cited_articles
from vatscheck.law.days import shifted
from vatscheck.law.findings import Finding, Subject, subject
from vatscheck.law.models import Version
from vatscheck.law.references import circles, dangling_references
from vatscheck.law.rules import meet, rules, spans, thresholds, uses
from vatscheck.law.values import facts, operators, values
from vatscheck.law.wording import route_lines, short_citations, short_fields

PLACEHOLDERS = ("TODO", "TBD", "FIXME", "XXX", "lorem ipsum")


def _dated(law: Law) -> Iterator[tuple[Subject, Any]]:
    yield from spans(law)
    for area in law.areas.values():
        for part in area.part:
            yield from ((subject(part), member) for member in part.members)
    for ban in law.prohibitions.values():
        yield from ((subject(ban), spared) for spared in ban.unless)
    for item in law.instruments.values():
        if item.from_:
            yield subject(item), item


def duplicates(law: Law) -> Iterator[Finding]:
    """Find ids that stand for two rules."""
    every = dict.fromkeys(found for found, _ in spans(law))
    ids = Counter(found.id for found in every)
    for found in every:
        if ids[found.id] > 1:
            yield found.finding("lint-twin-id", count=ids[found.id])


def impossible_dates(law: Law) -> Iterator[Finding]:
    """Find spans that end before they start."""
    for about, span in _dated(law):
        if span.to and span.to < span.from_:
            parts = {"end": span.to, "start": span.from_}
            yield about.finding("lint-ends-first", **parts)


def overlaps_and_gaps(law: Law) -> Iterator[Finding]:
    """Find versions of one record that overlap or leave days between them."""
    for route in law.routes.values():
        yield from _chain(subject(route), route.version)
    series: dict[str, list[Any]] = {}
    for item in law.instruments.values():
        if item.series and item.from_:
            series.setdefault(item.series, []).append(item)
    for editions in series.values():
        ordered = sorted(editions, key=lambda item: str(item.from_))
        yield from _chain(subject(ordered[-1]), ordered)


def _chain(about: Subject, versions: Iterable[Any]) -> Iterator[Finding]:
    versions = list(versions)
    for earlier, later in pairwise(versions):
        if not earlier.to or earlier.to >= later.from_:
            parts = {"one": earlier.from_, "other": later.from_}
            yield about.finding("lint-overlap", **parts)
        elif shifted(earlier.to, 1) != later.from_:
            yield about.finding("lint-gap", end=earlier.to, start=later.from_)


def sources(law: Law) -> Iterator[Finding]:
    """Find citations of nothing, of what was never in force, and placeholder texts."""
    series = {item.series for item in law.instruments.values() if item.series}
    cited = [(subject(rule), c) for rule in rules(law) for c in rule.evidence.cites]
    cited += [(about, cite) for about, use in uses(law) for cite in use.cites]
    cited += [(about, cite) for about, found in thresholds(law) for cite in found.cites]
    for about, cite in cited:
        name = cite.partition("#")[0]
        item = law.instruments.get(name)
        if item is None and name not in series:
            yield about.finding("lint-cites-nothing", name=name)
        elif item is not None and item.from_ is None:
            yield about.finding("lint-never-in-force", name=name)
    for rule in rules(law):
        for text in (value for value in rule if isinstance(value, str)):
            if any(word in text for word in PLACEHOLDERS):
                yield subject(rule).finding("lint-placeholder", found=text)


def doubts(law: Law) -> Iterator[Finding]:
    """Find rules of medium or low confidence that name no open question."""
    found = [(subject(rule), rule.evidence) for rule in rules(law)]
    for about, evidence in (*found, *thresholds(law)):
        if evidence.confidence in ("medium", "low") and not evidence.question:
            parts = {"confidence": evidence.confidence}
            yield about.finding("lint-doubt", **parts)


def conflicts(law: Law) -> Iterator[Finding]:
    """Find two routes of one rank that ask the same of a service but for the share."""
    for one, other in combinations(law.routes.values(), 2):
        if one.kind != other.kind:
            continue
        for mine in one.version:
            for theirs in other.version:
                shared = set(mine.services) & set(theirs.services)
                if shared and meet(mine, theirs) and _disagree(mine, theirs):
                    parts = {"other": other.id, "services": ", ".join(sorted(shared))}
                    yield subject(one).finding("lint-conflict", **parts)


def _disagree(mine: Version, theirs: Version) -> bool:
    """Whether all checks are the same but the cap is not."""

    def parts(version: Version) -> tuple[set[str], set[str]]:
        caps = {
            str(use.value) for use in version.when if use.check == "foreign-at-most"
        }
        rest = {
            f"{use.check} {use.value} {use.of}"
            for use in version.when
            if use.check != "foreign-at-most"
        }
        return caps, rest

    (my_caps, my_rest), (their_caps, their_rest) = parts(mine), parts(theirs)
    return my_rest == their_rest and my_caps != their_caps


EVERY: tuple[Callable[[Law], Iterator[Finding]], ...] = (
    duplicates,
    dangling_references,
    overlaps_and_gaps,
    sources,
    article_rows,
    cited_articles,
    short_citations,
    route_lines,
    short_fields,
    doubts,
    conflicts,
    operators,
    facts,
    values,
)


def lint(law: Law) -> list[Finding]:
    """Return everything that is wrong with a rule base, in a fixed order.

    Where a day does not exist or a place lies in itself nothing else is looked at.
    """
    broken = [*impossible_dates(law), *circles(law)]
    return broken or [finding for check in EVERY for finding in check(law)]
