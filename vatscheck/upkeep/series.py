"""Tests that are a series: several days, or several shares, each with what comes out.

`days` puts one test on several days. `shares` gives the first holder of the company
several shares, and the last one the rest. The line of a day or a share is one word, the
outcome: the state of the duty, what the route gives (and the service with it), else the
status. A line that says more is a table: `outcome`, and what else is expected there;
its `failing` may be the list of the checks that the route fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from vatscheck.profile.problems import Problem

DAYS, SHARES = "days", "shares"
OUTCOME = "outcome"
"""The word of a line that is a table."""
EXAMPLES = {
    DAYS: '2018-07-27 = "absent", 2018-07-28 = "due"',
    SHARES: '"50" = "licensable", "50.0001" = "not_licensable"',
}
ABSENT = "absent"
"""What a route gives on a day on which there is none; no service has it for a status."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHARE = re.compile(r"\d{1,3}(\.\d{1,8})?")

Case = dict[str, Any]


def members(case: Case) -> Iterator[Case]:
    """Yield the tests of a series, or the one test that is none.

    The id and the title of each name its day or its share.
    """
    key = next((key for key in EXAMPLES if key in case), None)
    if key is None:
        yield case
        return
    rest = {name: value for name, value in case.items() if name != key}
    for at, found in case[key].items():
        percent = " %" if key == SHARES else ""
        line = _line(case, found)
        expect = [_joined(each, line) for each in case["expect"]]
        yield rest | {
            "id": f"{case['id']}-{at}",
            "title": f"{case['title']}: {at}{percent}",
            **_placed(rest, key, at),
            "expect": expect,
        }


def _placed(case: Case, key: str, at: str) -> Case:
    """The day of a test, or its company with the share."""
    if key == DAYS:
        return {"as_of": date.fromisoformat(at)}
    profile = deepcopy(case["profile"])
    first, *between, last = profile["owners"]
    first["share"] = _number(Decimal(at))
    last["share"] = _number(100 - Decimal(at) - sum(o["share"] for o in between))
    return {"profile": profile}


def _number(share: Decimal) -> Decimal | int:
    return int(share) if share == int(share) else share


def _line(case: Case, found: Any) -> Case:
    """What a line of a series expects of each service."""
    line = dict(found) if isinstance(found, dict) else {OUTCOME: found}
    if (outcome := line.pop(OUTCOME, None)) is not None:
        if "duty" in case:
            line["duties"] = {case["duty"]: outcome, **line.get("duties", {})}
        elif outcome != ABSENT:
            line.setdefault("status", outcome)
        if "route" in case:
            line["routes"] = {case["route"]: outcome, **line.get("routes", {})}
    if isinstance(checks := line.get("failing"), list):
        line["failing"] = {case.get("route", ""): checks}
    return line


def _joined(expect: Case, line: Case) -> Case:
    """What is expected on every line, and on this one; tables of both are one table."""
    return expect | {
        key: {**_table(expect.get(key)), **found} if isinstance(found, dict) else found
        for key, found in line.items()
    }


def wrong_in(
    case: Mapping[str, Any], company: Any, known: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the series of a test; none where it has none.

    `company` is the one that the test names, `known` what a line may expect.
    """
    key = next((key for key in EXAMPLES if key in case), None)
    if key is None:
        return
    for other in ("as_of", SHARES) if key == DAYS else ():
        if other in case:
            yield Problem("no-such-key", (other,), {"key": other, "hint": key})
    if not isinstance(lines := case[key], dict) or not lines:
        parts = {"key": key, "example": f"{key} = {{ {EXAMPLES[key]} }}"}
        yield Problem("law-missing", (key,), parts)
        return
    if key == SHARES and not _of_holders(
        {**_table(company), **_table(case.get("profile"))}
    ):
        yield Problem("law-share-holders", (key,), {})
    for at, found in lines.items():
        yield from _wrong_line(key, at, found, known)


def _wrong_line(
    key: str, at: str, found: Any, known: tuple[str, ...]
) -> Iterator[Problem]:
    """What is wrong with the line of a day or a share."""
    if not (_is_day(at) if key == DAYS else _is_share(at)):
        what = "no-such-day" if key == DAYS else "law-no-share"
        yield Problem(what, (key, at), {"found": at})
    elif isinstance(found, dict) and found:
        for name in found.keys() - {OUTCOME, *known}:
            if key == SHARES and name.isdigit():  # 49.99 without its quotes
                parts = {"found": f"{at}.{name}"}
                yield Problem("law-no-share", (key, at, name), parts)
                continue
            parts = {"key": name, "hint": ", ".join((OUTCOME, *known))}
            yield Problem("no-such-key", (key, at, name), parts)
    elif not isinstance(found, str):
        parts = {"key": at, "example": EXAMPLES[key]}
        yield Problem("law-missing", (key, at), parts)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _of_holders(profile: Mapping[str, Any]) -> bool:
    """Whether the first and the last of several holders leave their share to the line."""
    owners = profile.get("owners")
    if not isinstance(owners, list) or len(owners) < 2:
        return False
    first, *between, last = map(_table, owners)
    stated = all(isinstance(each.get("share"), int | Decimal) for each in between)
    return stated and "share" not in first and "share" not in last


def _is_day(text: str) -> bool:
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_share(text: str) -> bool:
    return bool(SHARE.fullmatch(text)) and Decimal(text) <= 100
