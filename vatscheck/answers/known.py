"""What of an answer is not counted: what is waived, and what a saved answer has already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vatscheck.answers.waivers import counted_out

Json = Mapping[str, Any]
Finding = tuple[str, str, str]
"""A service with its status and the rule that decides: what makes a result the same."""


def findings(document: Json) -> set[Finding]:
    """Return what a saved answer says, service by service."""
    return {
        (item["service"], item["status"], item.get("decides", {}).get("rule", ""))
        for item in document["assessments"]
    }


def counting(document: Json, known: Iterable[Finding] = ()) -> dict[str, Any]:
    """Return a document with those services only that count for the exit code."""
    told, seen = document.get("waivers", ()), set(known)
    items = [
        item
        for item in document["assessments"]
        if not counted_out(item, told)
        and (item["service"], item["status"], item["decides"]["rule"]) not in seen
    ]
    return {**document, "assessments": items}
