"""What the team has decided to live with: which waivers count, and what they count out.

A waiver changes no status and no cure: the answer says what it says, and only the exit
code leaves out what is waived.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED
from vatscheck.law.book import Law
from vatscheck.profile.waivers import Waiver

KINDS = ("routes", "prohibitions", "conditions", "duties")
"""The kinds of record that can be waived."""
Json = Mapping[str, Any]
State = Literal["active", "expired", "reopened", "refusal", "unused"]


@with_config(CLOSED)
class Waived(TypedDict):
    """A waiver of the profile, and whether it counts."""

    rule: str
    """The id of the rule."""
    service: NotRequired[str]
    """The service that it is for; absent = all."""
    reason: str
    """Why it was decided."""
    by: str
    """Who decided."""
    decided: str
    """On which day (YYYY-MM-DD)."""
    until: str
    """Its last day (YYYY-MM-DD)."""
    evidence: list[str]
    """What proves it, as written."""
    law: NotRequired[str]
    """The digest of the record when it was decided; absent = nothing to compare."""
    state: State
    """`active` counts; `expired`, `reopened` (the record has changed) and `refusal`
    (`accept` is not written) do not; `unused` = nothing rests on it."""


def record_digest(law: Law, id: str) -> str:
    """Return `sha256:` and the hash of a record that can be waived.

    Raises `KeyError` for an id that is none.
    """
    for kind in KINDS:
        records = getattr(law, kind)
        if id in records:
            found = hashlib.sha256(to_json(records[id])).hexdigest()
            return f"sha256:{found}"
    raise KeyError(id)


def waivers(
    document: Json, given: Iterable[Waiver], law: Law, day: str
) -> list[dict[str, Any]]:
    """Return the waivers of a profile as the answer lists them, each with its state."""
    return [_told(waiver, document, law, day) for waiver in given]


def _told(waiver: Waiver, document: Json, law: Law, day: str) -> dict[str, Any]:
    found: dict[str, Any] = {"rule": waiver.rule}
    found |= {"service": waiver.service} if waiver.service else {}
    found |= {
        "reason": waiver.reason,
        "by": waiver.by,
        "decided": waiver.decided.isoformat(),
        "until": waiver.until.isoformat(),
        "evidence": list(waiver.evidence),
    }
    found |= {"law": waiver.law} if waiver.law else {}
    return found | {"state": _state(waiver, document, law, day)}


def _state(waiver: Waiver, document: Json, law: Law, day: str) -> State:
    wanted = (waiver.rule, waiver.service)
    items = [i for i in document["assessments"] if _concerns(*wanted, i)]
    if not items or waiver.decided.isoformat() > day:
        return "unused"
    if waiver.until.isoformat() < day:
        return "expired"
    if waiver.law and waiver.law != record_digest(law, waiver.rule):
        return "reopened"
    refused = any(waiver.rule in refusing(item) for item in items)
    return "refusal" if refused and waiver.accept is None else "active"


def concerning(item: Json, told: Iterable[Json]) -> list[Json]:
    """Return the waivers, as the answer lists them, that the answer for a service meets.

    One that is not used meets none.
    """
    used = (waiver for waiver in told if waiver["state"] != "unused")
    return [w for w in used if _concerns(w["rule"], w.get("service"), item)]


def _concerns(rule: str, service: str | None, item: Json) -> bool:
    """Whether the answer for a service rests on a rule, or asks for what it asks."""
    if service not in (None, item["service"]):
        return False
    asked = {m["id"] for key in ("missing", "conditions", "reviews") for m in item[key]}
    return rule in asked | refusing(item) | {item["decides"]["rule"]}


def refusing(item: Json) -> set[str]:
    """Return the rules that refuse a service: the bans, and the routes that fail."""
    if item.get("barred"):
        return {m["id"] for m in item["missing"] if m["state"] == "fails"}
    if item["status"] != "not_licensable":
        return set()
    return {rule for route in item["routes"] for rule in _lacking(route)}


def _lacking(route: Json) -> set[str]:
    """What would have to be waived for a route to be met.

    A ban goes by its own id; what the route itself asks for goes by the route's.
    """
    failing = [check for check in route["checks"] if check["holds"] is False]
    return {c["id"] if c.get("ban") else route["id"] for c in failing}


def counted_out(item: Json, told: Iterable[Json]) -> list[Json]:
    """Return the waivers by which a service no longer makes a run fail, empty = it does.

    The rule that decides is waived, and so is every rule that would refuse the service
    were that one met: of one way at least. Of a yes on conditions all of them are.
    """
    active = {
        w["rule"]: w
        for w in sorted(told, key=lambda w: str(w["until"]))  # a renewed one lasts on
        if w["state"] == "active" and w.get("service") in (None, item["service"])
    }
    first = item["decides"]["rule"]
    if item.get("barred") or item["status"] == "conditional":
        ways = [refusing(item) or {c["id"] for c in item["conditions"]}]
    elif item["status"] == "not_licensable" and first in active:
        ways = [_lacking(r) | {first} for r in item["routes"] if not _open(r)]
    else:
        return []
    waived = [way for way in ways if way and way <= active.keys()]
    lasting = max(
        waived, key=lambda way: min(active[r]["until"] for r in way), default=()
    )
    return [active[rule] for rule in sorted(lasting)]


def _open(route: Json) -> bool:
    """Whether facts are open that a route asks for: it may be refused all the same."""
    return any(check["holds"] is None for check in route["checks"])
