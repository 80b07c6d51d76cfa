"""Tests of the law in their short form: companies named once, services in one line.

`[company.NAME]` describes a company for all tests of a file. A test that names it
takes over what the company is, and says the rest in its own `profile`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.profile.problems import Problem
from vatscheck.upkeep.series import members

COMPANY, SERVICE, SERVICES = "company", "service", "services"


def opened(cases: list[dict[str, Any]], companies: Mapping[str, Any]) -> Iterator[Any]:
    """Yield every test with its whole profile, and what is expected of each service."""
    for case in cases:
        base = companies.get(case.get(COMPANY, ""), {})
        rest = {key: value for key, value in case.items() if key != COMPANY}
        yield from members(
            rest
            | {
                "profile": {**base, **case.get("profile", {})},
                "expect": [one for expect in case["expect"] for one in _each(expect)],
            }
        )


def unnamed(case: Mapping[str, Any], companies: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the problem of a test that names a company that its file does not describe."""
    name = case.get(COMPANY)
    if name is not None and not isinstance(companies.get(str(name)), dict):
        yield Problem("law-no-company", (COMPANY,), {"name": str(name)})


def _each(expect: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is expected of several services alike, for each of them."""
    if SERVICES not in expect:
        yield expect
        return
    rest = {key: value for key, value in expect.items() if key != SERVICES}
    yield from ({SERVICE: service, **rest} for service in expect[SERVICES])
