"""Are the rows of a portfolio what `assess` answers? On random companies, row by row.

    python -m tests.portfolio.equality --rows 1000000 --seed 7 --shard 1/2

Every row is judged twice: by the portfolio, which looks up what it knows, and alone, by
the engine that `assess` calls. What differs is printed with the company.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from tests.portfolio.companies import DAYS, LAW, NAMES, companies
from vatscheck.engine.answer import Answer, Assessment
from vatscheck.engine.assess import assess, space_for
from vatscheck.engine.grounds import deciding, lacking
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.names.resolution import settler
from vatscheck.portfolio.assessor import Assessor, Judged
from vatscheck.portfolio.rows import Finding, Given
from vatscheck.profile.load import problems_of
from vatscheck.profile.models import Profile


@cache
def assessor(day: str) -> Assessor:
    """What judges the rows of a day: known signatures are kept from row to row."""
    return Assessor(LAW, day)


def wanted(profile: Profile, day: str, law: Law = LAW) -> list[Finding]:
    """What the rows of a profile have to be, by the answer of `assess` alone."""
    answer = assess(profile, law, day, cured=False)
    return [_finding(answer, item) for item in answer.assessments]


def _finding(answer: Answer, item: Assessment) -> Finding:
    best = item.best
    conditions = [
        c.id for c in (best.conditions if best else ()) if c.effect == "condition"
    ]
    conditions += [found.duty.id for found in item.items if found.limits]
    conditions += [proviso.id for proviso in item.provisos]
    reach = best.rule.version.reach if best else ()
    return Finding(
        service=item.service.id,
        code=item.service.code,
        status=item.status,
        route=best.rule.route.id if best else None,
        cap=item.cap,
        confidence=item.confidence,
        reach=",".join(r.partition(":")[2] or r for r in reach) or None,
        **_why(answer, item),
        conditions=_ids(conditions),
        open=_ids(ask.question for ask in item.asks),
        assumptions=_ids(found.id for found in item.assumptions),
    )


def _why(answer: Answer, item: Assessment) -> dict[str, Any]:
    """What decides, and the checks that say so, by the engine on the profile itself."""
    if item.status == "not_covered":
        return {"decided_by": "not-covered"}
    if item.need is not None:
        barring = _ids(found.duty.id for found in item.barring)
        return {"decided_by": item.service.id, "reasons": barring}
    profile = answer.profile
    entry = next(e for e in profile.services if e.id == item.service.id)
    space = space_for(answer.law, atlas_on(answer.law, answer.day), profile, entry)
    rule = deciding(space)
    reasons = _ids(check.id for check in lacking(space))
    return {"decided_by": rule.id if rule else None, "reasons": reasons}


def _ids(found: Any) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def differing(data: dict[str, Any], day: str, found: Judged) -> list[str]:
    """What differs between the findings on a company and the answer of `assess`."""
    settled = _copy(data)
    problems = problems_of(settled, settler(NAMES))
    if problems:
        told = tuple(problem.id for problem in found.problems)
        return [] if told == tuple(p.id for p in problems) else [f"problems {told}"]
    if found.problems:
        return [f"problems {found.problems}"]
    expected = wanted(Profile.model_validate(settled), day)
    if len(expected) != len(found.findings):
        return [f"{len(found.findings)} findings, not {len(expected)}"]
    return [
        f"{right.service}.{key}: {got!r}, not {want!r}"
        for right, mine in zip(expected, found.findings, strict=True)
        for key, want, got in zip(Finding._fields, right, mine, strict=True)
        if got != want
    ]


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value


def rows(
    count: int, seed: int, shard: int, shards: int
) -> Iterator[tuple[int, Any, str]]:
    """Yield the companies of one shard with their numbers, and the day of each."""
    for at, data in enumerate(islice(companies(seed), count)):
        if at % shards == shard:
            yield at, data, DAYS[-2] if at % 4 else DAYS[at // 4 % len(DAYS)]


def main(arguments: list[str]) -> int:
    """Compare, print what differs and how much was compared; 1 = something differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", default="1/1")
    given = parser.parse_args(arguments)
    shard, shards = map(int, given.shard.split("/"))
    wrong, statuses = 0, Counter[str]()
    for at, data, day in rows(given.rows, given.seed, shard - 1, shards):
        found = assessor(day).given(Given(at + 1, None, data))
        statuses.update(f.status for f in found.findings)
        statuses["not_judged"] += bool(found.problems)
        different = differing(data, day, found)
        if different:
            wrong += 1
            print(at, day, different, data)
    print(f"{given.rows} rows, shard {given.shard}: {wrong} differ; {dict(statuses)}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
