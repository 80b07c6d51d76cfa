"""The tests beside the records, read with an eye on slips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.law.book import Law
from vatscheck.law.compile import DATA
from vatscheck.profile.positions import locate
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.reading import decode, parse
from vatscheck.upkeep.faults import blank_problem, blanks
from vatscheck.upkeep.folders import LawError
from vatscheck.upkeep.series import DAYS, SHARES, wrong_in
from vatscheck.upkeep.shorthand import COMPANY, SERVICE, SERVICES, opened, unnamed

KEYS = {
    "id": str,
    "title": str,
    "as_of": date,
    "profile": dict,
    "expect": list,
}
"""What every test has, and of what type."""
SHORT = {"profile": COMPANY, "as_of": DAYS}
"""What can stand in its place."""
ABOUT = ("route", "prohibition", "duty", "product", "proviso")
"""The keys that say which record a test is for."""
EXPECT = (
    *("service", "status", "route", "routes", "failing", "cap", "cures", "no_cure"),
    *("asks", "question", "warning", "conditions", "no_conditions", "duties"),
    *("documents", "reading", "need", "barred", "provisos", "no_provisos"),
)
"""What a test may expect of a service; `reading` is a remark."""
EXAMPLES = {
    "id": 'id = "our-rule-yes"',
    "title": 'title = "what is tried"',
    "as_of": "as_of = 2026-01-01",
    "profile": "[test.profile] with owners and services",
    "expect": '[[test.expect]] with service = "ircs" and status = "conditional"',
}


class Written(NamedTuple):
    """One test as it is written, with its file relative to the folder of the law."""

    file: str
    case: dict[str, Any]


def written_in(folder: Path) -> list[Written]:
    """Return the tests of a law folder in the order of its files.

    Raises `LawError` for a file that is no TOML, and for a test that lacks a key.
    """
    found: list[Written] = []
    errors: list[ProfileError] = []
    for path in sorted(folder.rglob("*.tests.toml")):
        try:
            text = decode(path.read_bytes(), str(path))
            data = parse(text, str(path))
        except ProfileError as error:
            errors.append(error)
            continue
        cases = data.get("test", [])
        problems = list(_problems(cases, data))
        if problems:
            told = [_named(p, cases) for p in locate(text, problems)]
            errors.append(ProfileError(str(path), told))
            continue
        name = path.relative_to(folder).as_posix()
        every = opened(cases, data.get(COMPANY, {}))
        found += [Written(name, case) for case in every]
    if errors:
        raise LawError(errors)
    return found


def beside(law: Law, folder: Path | None) -> list[Written]:
    """Return the tests that serve a law: those of its folder, and of what lies below it."""
    own = written_in(folder) if folder else []
    return own + (written_in(DATA) if law.overlay or not folder else [])


def _problems(cases: Any, data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in data.keys() - {"test", COMPANY}:
        yield Problem("no-such-key", (key,), {"key": key, "hint": "[[test]]"})
    if not isinstance(cases, list) or not all(isinstance(c, dict) for c in cases):
        yield Problem("wants-tables", ("test",), {"found": "[test]", "key": "test"})
        return
    ids: set[str] = set()
    for at, case in enumerate(cases):
        id = str(case.get("id", at))
        yield from _of_case(case, ("test", at))
        companies = data.get(COMPANY)
        known = companies if isinstance(companies, dict) else {}
        company = known.get(str(case.get(COMPANY)))
        found = (*unnamed(case, known), *wrong_in(case, company, EXPECT))
        for problem in found:
            yield problem._replace(loc=("test", at, *problem.loc))
        if id in ids:
            yield Problem("law-test-twice", ("test", at), {"name": id})
        ids.add(id)


def _named(problem: Problem, cases: Any) -> Problem:
    """The problem of a test under the id of the test, where it has one."""
    table, *rest = problem.loc
    if not rest or not isinstance(at := rest[0], int):
        return problem
    return problem._replace(loc=(table, str(cases[at].get("id", at)), *rest[1:]))


def _of_case(case: Mapping[str, Any], loc: tuple[str | int, ...]) -> Iterator[Problem]:
    for key, kind in KEYS.items():
        parts = {"key": key, "example": EXAMPLES[key]}
        instead = SHORT.get(key, "")
        asked = key in case or instead not in case
        if asked and not isinstance(case.get(key), kind):
            yield Problem("law-missing", (*loc, key), parts)
    yield from _unknown(case, (*KEYS, *ABOUT, *SHORT.values(), SHARES), loc)
    expects = case.get("expect")
    for at, expect in enumerate(expects if isinstance(expects, list) else ()):
        here = (*loc, "expect", at)
        if not isinstance(expect, dict) or not _of_services(expect):
            parts = {"key": "service", "example": 'service = "ircs"'}
            yield Problem("law-missing", here, parts)
        else:
            yield from _unknown(expect, (*EXPECT, SERVICES), here)
    for what, path in blanks(case):
        if path != ("as_of",):  # that is no day, and told as such
            yield blank_problem(what, (*loc, *path))


def _of_services(expect: Mapping[str, Any]) -> bool:
    """Whether it is said of which service, or of which services, something is expected."""
    service, several = expect.get(SERVICE), expect.get(SERVICES)
    if isinstance(several, list):
        return service is None and bool(several) and all(map(_is_text, several))
    return several is None and _is_text(service)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _unknown(
    table: Mapping[str, Any], known: tuple[str, ...], loc: tuple[str | int, ...]
) -> Iterator[Problem]:
    for key in table:
        if key not in known:
            parts = {"key": key, "hint": ", ".join(known)}
            yield Problem("no-such-key", (*loc, key), parts)
