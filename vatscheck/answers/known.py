"""What of an answer is not counted: what is waived, and what a saved answer has already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vatscheck.answers.waivers import counted_out

Json = Mapping[str, Any]
Finding = tuple[str, str, str]
"""A service with its status and the rule that decides: what makes a result the same."""


def findings(document: Json) -> set[Finding]:
    """Return what a saved answer says, service by service."""
    return {finding(item) for item in document["assessments"]}


def finding(item: Json) -> Finding:
    """Return what makes the answer for a service the same as another."""
    rule = item.get("decides", {}).get("rule", "")
    return item["service"], item["status"], rule


class Counted(NamedTuple):
    """The services that count for the exit code, and those that do not and why."""

    counting: list[Json]
    waived: list[Json]
    known: list[Json]


def counted(document: Json, known: Iterable[Finding] = ()) -> Counted:
    """Return which services of an answer count for the exit code.

    `known` is what a saved answer says; one that is waived too is told as waived.
    """
    told, seen = document.get("waivers", ()), set(known)
    found = Counted([], [], [])
    for item in document["assessments"]:
        if counted_out(item, told):
            found.waived.append(item)
        else:
            (found.known if finding(item) in seen else found.counting).append(item)
    return found
