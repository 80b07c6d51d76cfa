"""Tests of the law in their short form: companies named once, services in one line.

`[company.NAME]` describes a company for all tests of a file. A test that names it
takes over what the company is, and says the rest in its own `profile`. `days` are
several days of one test, each with what comes out on it: the state of the duty, the
outcome of the route, else the status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from vatscheck.profile.problems import Problem

COMPANY, SERVICE, SERVICES, DAYS = "company", "service", "services", "days"
EXAMPLE = '2018-07-27 = "absent", 2018-07-28 = "due"'
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TOLD = {"duty": "duties", "route": "routes"}
"""Where it is expected what comes out of a duty or a route."""


def opened(cases: list[dict[str, Any]], companies: Mapping[str, Any]) -> Iterator[Any]:
    """Yield every test with its whole profile, and what is expected of each service."""
    for case in (day for case_ in cases for day in _on_days(case_)):
        base = companies.get(case.get(COMPANY, ""), {})
        rest = {key: value for key, value in case.items() if key != COMPANY}
        yield rest | {
            "profile": {**base, **case.get("profile", {})},
            "expect": [one for expect in case["expect"] for one in _each(expect)],
        }


def unnamed(case: Mapping[str, Any], companies: Any) -> Iterator[Problem]:
    """Yield the problem of a test that names a company that its file does not describe."""
    name = case.get(COMPANY)
    known = companies if isinstance(companies, dict) else {}
    if name is not None and not isinstance(known.get(str(name)), dict):
        yield Problem("law-no-company", (COMPANY,), {"name": str(name)})


def _on_days(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A test of several days, on each of them; its id and title name the day."""
    if DAYS not in case:
        yield case
        return
    for day, found in case[DAYS].items():
        rest = {key: value for key, value in case.items() if key != DAYS}
        told = next(({TOLD[k]: {case[k]: found}} for k in TOLD if k in case), None)
        yield rest | {
            "id": f"{case['id']}-{day}",
            "title": f"{case['title']}: {day}",
            "as_of": date.fromisoformat(day),
            "expect": [each | (told or {"status": found}) for each in case["expect"]],
        }


def no_day(case: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the problems of days that are none, or have no word for what comes out."""
    days = case.get(DAYS, {})
    if "as_of" in case:
        yield Problem("no-such-key", ("as_of",), {"key": "as_of", "hint": DAYS})
    if not isinstance(days, dict) or not days:
        parts = {"key": DAYS, "example": f"{DAYS} = {{ {EXAMPLE} }}"}
        yield Problem("law-missing", (DAYS,), parts)
        return
    for day, found in days.items():
        if not (DAY.fullmatch(day) and _exists(day)):
            yield Problem("no-such-day", (DAYS, day), {"found": day})
        elif not isinstance(found, str):
            parts = {"key": day, "example": EXAMPLE}
            yield Problem("law-missing", (DAYS, day), parts)


def _exists(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _each(expect: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is expected of several services alike, for each of them."""
    if SERVICES not in expect:
        yield expect
        return
    rest = {key: value for key, value in expect.items() if key != SERVICES}
    yield from ({SERVICE: service, **rest} for service in expect[SERVICES])
