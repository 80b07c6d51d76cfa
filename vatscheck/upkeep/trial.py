"""Running the tests beside the records, and which checks they saw hold, fail and open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

from vatscheck.engine.answer import Answer
from vatscheck.engine.assess import judged_as
from vatscheck.engine.ready import rules_on, space_under
from vatscheck.engine.space import Space
from vatscheck.law.book import Law
from vatscheck.law.models import Check
from vatscheck.law.rules import uses
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.upkeep.cases import Point, answer_to, points, profile_of
from vatscheck.upkeep.written import Written

STATES = {"due": True, "fails": True, "met": True, "not-applicable": False, "ask": None}
"""Whether a duty applies, by its state; one that is upcoming tells nothing."""
APPLIES = "when"
"""The name under which it is counted whether a duty applies."""
SMALL = 200
"""Fewer tests than this are run in this process: another costs more than it saves."""


class Result(NamedTuple):
    """What a test gave: points that differ, or problems of its own profile."""

    file: str
    id: str
    title: str
    points: tuple[Point, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        """Whether the test did not give what it expects."""
        return bool(self.points or self.problems)


Key = tuple[str, str]
"""A rule and a check of it; of a duty, whether it applies at all."""


class Seen(NamedTuple):
    """How often a check was seen to hold, to fail, and to stay open.

    `never` lists what was not seen and could have been.
    """

    rule: str
    check: str
    true: int
    false: int
    unknown: int
    never: tuple[str, ...]


class Trial(NamedTuple):
    """All results in the order of the files, and the coverage of every check."""

    results: tuple[Result, ...]
    coverage: tuple[Seen, ...]


def trial(law: Law, tests: Sequence[Written], workers: int = 1) -> Trial:
    """Run tests and return what each gave and what they covered.

    With several workers the tests are spread over as many processes.
    """
    if workers < 2 or len(tests) < SMALL:
        return _gathered(law, tests, [_run(law, tests)])
    shares = [tests[at::workers] for at in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        done = list(pool.map(_run, [law] * workers, shares))
    return _gathered(law, tests, done)


Run = tuple[list[Result], dict[Key, list[int]]]


def _run(law: Law, tests: Sequence[Written]) -> Run:
    results: list[Result] = []
    counts: dict[Key, list[int]] = {}
    for test in tests:
        try:
            profile = profile_of(law, test.case["profile"])
        except ProfileError as error:
            results.append(_result(test, problems=error.problems))
            continue
        answer = answer_to(law, test.case, profile)
        results.append(_result(test, points(answer, test.case, profile)))
        for key, holds in _observed(law, answer, profile):
            at = (True, False, None).index(holds)
            counts.setdefault(key, [0, 0, 0])[at] += 1
    return results, counts


def _result(
    test: Written, found: Iterable[Point] = (), problems: Iterable[Problem] = ()
) -> Result:
    case = test.case
    title = str(case.get("title", ""))
    return Result(test.file, str(case["id"]), title, tuple(found), tuple(problems))


def _observed(
    law: Law, answer: Answer, profile: Profile
) -> Iterator[tuple[Key, bool | None]]:
    """Every check of every rule that was asked, and whether it held."""
    for entry in profile.licensed:
        service = judged_as(law, answer.day, law.services[entry.id])
        rules = rules_on(law, answer.day, service)
        yield from _asked(space_under(rules, profile, entry))
    for item in answer.assessments:
        for found in item.items:
            if found.state in STATES:
                yield (found.duty.id, APPLIES), STATES[found.state]


def _asked(space: Space) -> Iterator[tuple[Key, bool | None]]:
    rules, holds = space.rules, space.agreement.holds
    bans: dict[str, Any] = {}
    conditions: dict[str, Any] = {}
    for way in rules.ways:
        reach = tuple(way.rule.version.reach)
        for atom in way.atoms:
            yield (way.rule.route.id, atom.check.id), holds(atom.bit)
        bans |= {ban.id: (ban, ()) for _, ban in way.defeats}
        conditions |= {rule.id: (rule, reach) for _, rule in way.conditions}
    day = rules.atlas.day
    for id, (rule, far) in (bans | conditions).items():
        uses = rules.law.barring(rule, day) if id in bans else rule.when
        for use in uses:
            yield (id, use.check), holds(rules.atom(use, far).bit)


def _gathered(law: Law, tests: Sequence[Written], runs: Sequence[Run]) -> Trial:
    """Put the results in the order of the tests, and the counts together."""
    order = {test.case["id"]: at for at, test in enumerate(tests)}
    results = [result for found, _ in runs for result in found]
    results.sort(key=lambda result: order[result.id])
    total: dict[Key, list[int]] = {}
    for _, counts in runs:
        for key, more in counts.items():
            before = total.get(key, [0, 0, 0])
            total[key] = [a + b for a, b in zip(before, more, strict=True)]
    expected = _expected(law)
    return Trial(
        tuple(results),
        tuple(
            _seen(key, total.get(key, [0, 0, 0]), possible)
            for key, possible in expected.items()
        ),
    )


def _seen(key: Key, counts: list[int], possible: Sequence[bool]) -> Seen:
    names = ("true", "false", "unknown")
    never = tuple(
        name
        for name, count, can in zip(names, counts, possible, strict=True)
        if can and not count
    )
    return Seen(*key, counts[0], counts[1], counts[2], never)


def _expected(law: Law) -> dict[Key, tuple[bool, bool, bool]]:
    """Every check of every rule, with which of the three outcomes it can have at all."""
    found: dict[Key, tuple[bool, bool, bool]] = {}
    for about, use in uses(law):
        key, check = (about.id, use.check), law.checks[use.check]
        possible = (True, not _always(check, use.value), _can_be_open(check, use.value))
        before = found.get(key, (False, False, False))
        pairs = zip(before, possible, strict=True)
        found[key] = tuple(a or b for a, b in pairs)  # type: ignore[assignment]
    for duty in law.duties.values():
        if duty.when:
            spares = bool(duty.services) or not duty.stated
            found[duty.id, APPLIES] = (True, spares, duty.asked)
    return found


def _always(check: Check, value: Any) -> bool:
    """Whether no company can fail a check: any share is at most the whole."""
    whole = check.fact.startswith("ownership.") and check.op == "at_most"
    return whole and value == 100


def _can_be_open(check: Check, value: Any) -> bool:
    """Whether a profile can leave a check open; some facts are read when left out."""
    read = ("facts.", "registration.legal_form", "services.serves", "registration.cap")
    return not check.fact.startswith(read) and not _always(check, value)
