"""Whether what a rule cites is in the text that was in force on the rule's own days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from vatscheck.law.articles import UNSEEN, Articles, misnumbered, numbers
from vatscheck.law.book import Law
from vatscheck.law.findings import Finding, Subject, subject
from vatscheck.law.models import Instrument
from vatscheck.law.rules import joined, meet, rules


class Span(NamedTuple):
    """Days from `from_` to `to`, both inclusive; no `to` = without end."""

    from_: str
    to: str | None = None


class Cited(NamedTuple):
    """One citation of a rule with the days on which the rule can name it."""

    about: Subject
    cite: str
    spans: tuple[Span, ...]


def cited(law: Law) -> Iterator[Cited]:
    """Yield every citation of every rule and of its checks."""
    for rule in [*rules(law), *law.articles.values()]:
        spans = tuple(_spans(law, rule))
        yield from (Cited(subject(rule), c, spans) for c in rule.evidence.cites)
    for about, holder, when in joined(law):
        spans = (Span(holder.from_, holder.to),)
        yield from (Cited(about, c, spans) for use in when for c in use.cites)
    for ban in law.prohibitions.values():
        for spared in ban.unless:
            spans = (Span(spared.from_, spared.to),)
            yield from (Cited(subject(ban), c, spans) for c in spared.cites)


def _spans(law: Law, rule: Any) -> Iterator[Span]:
    """The days of a rule: of its versions or members, its own, or all that are covered."""
    held: Iterable[Any] = getattr(rule, "version", ()) or getattr(rule, "members", ())
    for one in held or [rule]:
        start = getattr(one, "from_", None) or law.head.starts
        yield Span(start, getattr(one, "to", None))


def cited_articles(law: Law) -> Iterator[Finding]:
    """Find articles that an edition in the rule's span lacks, and editions never in it."""
    by_series = {found.series: found for found in law.articles.values()}
    for each in dict.fromkeys(cited(law)):
        name, _, locator = each.cite.partition("#")
        item = law.instruments.get(name)
        series = item.series if item else name
        if series not in law.series:
            continue
        if item and item.from_ and not _in(each, item):
            parts = {"edition": name, "start": item.from_, "end": item.to or "-"}
            yield each.about.finding("lint-edition", **parts)
        elif numbers(locator) and series not in by_series:
            yield each.about.finding("lint-no-articles", series=series)
        else:
            there = [item] if item else [e for e in law.series[series] if _in(each, e)]
            for number in numbers(locator):
                yield from _number(law, by_series[series], number, each, there)


def _in(each: Cited, edition: Instrument) -> bool:
    """Whether an edition is in force on one of the days of a citation."""
    return any(meet(span, edition) for span in each.spans)


def _number(
    law: Law, articles: Articles, number: str, each: Cited, there: list[Instrument]
) -> Iterator[Finding]:
    """What is wrong with one article: no row for it, or an edition that lacks it."""
    literal = each.cite.partition("#")[0] in law.instruments
    named = there if literal else law.series[articles.series]
    row = articles.row(number, [edition.id for edition in named])
    if row is None:
        if not articles.unchanged:
            parts = {"number": number, "name": each.cite.partition("#")[0]}
            yield each.about.finding("lint-no-row", **parts)
        return
    if not literal and _ambiguous(law, articles, number, row, there):
        parts = {"number": number, "series": articles.series}
        yield each.about.finding("lint-ambiguous-article", **parts)
        return
    for edition in there:
        if row.get(edition.id, UNSEEN) == UNSEEN:
            parts = {"number": number, "name": articles.series, "edition": edition.id}
            yield each.about.finding("lint-article", **parts)


def _ambiguous(
    law: Law,
    articles: Articles,
    number: str,
    row: Mapping[str, str],
    there: list[Instrument],
) -> bool:
    """Whether a number of a later edition names another provision on the rule's days."""
    newest = next(e.id for e in law.series[articles.series] if e.id in row)
    days = [edition.id for edition in there]
    others = [found for found in articles.rows if found is not row]
    return newest not in days and any(
        found.get(edition) == number for found in others for edition in days
    )


def article_rows(law: Law) -> Iterator[Finding]:
    """Find rows of articles that name no edition of their series, or a number twice."""
    for found in law.articles.values():
        known = [edition.id for edition in law.series.get(found.series, ())]
        if not known:
            parts = {"kind": "series", "name": found.series}
            yield subject(found).finding("lint-dangling", **parts)
        for name in sorted({edition for row in found.rows for edition in row}):
            if known and name not in known:
                parts = {"kind": "edition", "name": name}
                yield subject(found).finding("lint-dangling", **parts)
    for found, edition, number in misnumbered([*law.articles.values()]):
        parts = {"edition": edition, "number": number}
        yield subject(found).finding("lint-number-twice", **parts)
