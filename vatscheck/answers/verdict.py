"""The verdict of a run in one sentence: from the statuses of documents, and why it exits so.

Services are counted, products and own use that need no licence are not: of them only
what another duty bars is told, and it counts as refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from vatscheck.words.catalogue import Lang, word

RANKS = {
    "licensable": 0,
    "not_needed": 0,
    "conditional": 1,
    "undetermined": 2,
    "not_covered": 2,
    "not_licensable": 3,
    "never": 4,
}
"""How bad a status is, for `--fail-on`; nothing is as bad as `never`."""
BARRED = "barred"
"""What is told of a product that another duty bars: it counts as not licensable."""
BAD = (BARRED, "not_licensable", "undetermined", "not_covered")
"""What is told whether it makes the run fail or not, the worst first."""
GOOD = ("conditional", "licensable")
OPEN = ("undetermined", "not_covered")


class Tally(NamedTuple):
    """How many services of one document have which status; what would settle the open.

    `answers` are the facts whose answers would settle every undetermined service.
    """

    counts: Mapping[str, int]
    answers: int = 0

    @property
    def worst(self) -> str:
        """The worst status; of a document in which no licence is needed, that."""
        order = (*BAD, *GOOD)
        return next((s for s in order if self.counts.get(s)), "not_needed")


class Verdict(NamedTuple):
    """The exit code of a run, and the sentence that says why."""

    code: int
    sentence: str


def tally(document: Mapping[str, Any]) -> Tally:
    """Return how many services of a document of `assess` have which status."""
    counts: Counter[str] = Counter()
    facts: set[tuple[str, str]] = set()
    for item in document["assessments"]:
        counts[BARRED if item.get(BARRED) else item["status"]] += 1
        if item["status"] == "undetermined":
            facts |= {(_about(ask["fact"], item), ask["fact"]) for ask in item["asks"]}
    return Tally(counts, len(facts))


def _about(fact: str, item: Mapping[str, Any]) -> str:
    """The service that a fact is about; nothing for one about the company."""
    return str(item["service"]) if fact.startswith("services.") else ""


def verdict(
    tallies: Iterable[Tally],
    lang: Lang,
    fail_on: str = "not_licensable",
    exit_zero: bool = False,
    counted: Iterable[Tally] | None = None,
) -> Verdict:
    """Return the exit code (0, 1 or 3) of a run over some documents, and why.

    1 = a service is at or beyond `fail_on`, 3 = none is, but one is open; `exit_zero`
    turns both into 0. The sentence is about all services, the code about those that
    are `counted`: all, if nothing else is said.
    """
    found = list(tallies)
    counts = found if counted is None else list(counted)
    statuses = {status for one in counts for status in _statuses(one)}
    worst = [_rank(status) for status in statuses]
    code = 0
    if any(rank >= RANKS[fail_on] for rank in worst):
        code = 1
    elif not statuses.isdisjoint(OPEN):
        code = 3
    told = (
        _one(found[0], fail_on, lang)
        if len(found) == 1
        else _many(found, fail_on, lang)
    )
    option = _option(worst, fail_on, code, exit_zero)
    if option:
        told = word("verdict-option", lang, sentence=told, option=option)
    return Verdict(0 if exit_zero else code, told)


def _option(worst: list[int], fail_on: str, code: int, exit_zero: bool) -> str:
    """The option without which the run would have ended with another code."""
    if exit_zero and code:
        return "--exit-zero"
    refused = max(worst, default=0) >= RANKS["not_licensable"]
    other = (code == 1) != refused
    return f"--fail-on {fail_on.replace('_', '-')}" if other else ""


def _rank(status: str) -> int:
    return RANKS["not_licensable" if status == BARRED else status]


def _statuses(one: Tally) -> Iterator[str]:
    yield from (status for status, count in one.counts.items() if count)


def _told(fail_on: str) -> tuple[str, ...]:
    """The statuses that are told one by one, the worst first."""
    return (*BAD, fail_on) if fail_on == "conditional" else BAD


def _one(one: Tally, fail_on: str, lang: Lang) -> str:
    """The sentence on the services of one document."""
    total = sum(n for s, n in one.counts.items() if s not in ("not_needed", BARRED))
    told = [s for s in _told(fail_on) if one.counts.get(s)]
    if not told:
        return _all_good(one, total, lang)
    clauses: list[str] = []
    for status in told:
        first = clauses == [] or told[: len(clauses)] == [BARRED]
        clause = _clause(status, one.counts[status], total, lang, first=first)
        if status == "undetermined" and one.answers:
            several = "s" if one.counts[status] > 1 else ""
            settled = word(f"verdict-settle{several}", lang, n=one.answers)
            clause = word("verdict-settled", lang, clause=clause, settled=settled)
        clauses.append(clause)
    return word("verdict-and", lang).join(clauses)


def _clause(status: str, n: int, total: int, lang: Lang, *, first: bool = True) -> str:
    """How many services have a status; the first clause says of how many."""
    if status == BARRED:
        return word("verdict-barred", lang, n=n)
    if not first:
        return word(f"verdict-more-{status}", lang, n=n)
    if total == 1:
        return word(f"verdict-one-{status}", lang)
    kind = "all" if n == total else "some"
    return word(f"verdict-{kind}-{status}", lang, n=n, total=total)


def _all_good(one: Tally, total: int, lang: Lang) -> str:
    """The sentence on services that all have a way, or on none that needs one."""
    limited = one.counts.get("conditional", 0)
    if not total:
        return word("verdict-none", lang)
    if limited == total:
        return _clause("conditional", total, total, lang)
    good = _clause("licensable", total, total, lang)
    return word("verdict-limited", lang, clause=good, n=limited) if limited else good


def _many(found: list[Tally], fail_on: str, lang: Lang) -> str:
    """The sentence on many documents: each counts once, by the worst of its services."""
    worst = Counter(one.worst for one in found)
    refused = worst.pop(BARRED, 0)
    worst["not_licensable"] += refused
    told = [s for s in _told(fail_on) if worst.get(s)]
    if not told:
        clause = word("verdict-profiles-licensable", lang, n=len(found))
        limited = worst["conditional"]
        id = "verdict-profiles-limited"
        return word(id, lang, clause=clause, n=limited) if limited else clause
    clauses: list[str] = []
    for status in told:
        id = f"verdict-profiles{'-more' if clauses else ''}-{status}"
        clauses.append(word(id, lang, n=worst[status], total=len(found)))
    return word("verdict-and", lang).join(clauses)
