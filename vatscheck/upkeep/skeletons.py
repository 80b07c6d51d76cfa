"""A new rule and its tests, written out with everything that somebody has to fill in.

A blank text stands for what only a lawyer can say. No record and no test with a blank
is accepted, so that the lint names each of them until it is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from vatscheck.law.evidence import Evidence
from vatscheck.law.models import KINDS, Version
from vatscheck.upkeep.minimum import SHARE

NewKind = Literal["route", "duty", "prohibition"]
"""The kinds of rule that are written as skeletons."""
ASKED = {
    "route": ("line", "line_zh"),
    "duty": ("services", "when", "phase"),
    "prohibition": ("services",),
}
"""Keys with a default that a rule of a kind nevertheless has to settle.

Where `services` or `when` is left out, the rule is for all: that is decided by dropping
the key, and does not come about because nobody thought of it.
"""
BLANK = '""'
LISTS = ("cites", "services")
"""The keys that hold a list of texts."""
CHECKS = {
    "route": f'[{{ check = "{SHARE}", value = "", cites = [""] }}]',
    "prohibition": '[{ check = "", value = "", cites = [""] }]',
    "duty": '[[{ fact = "", op = "", value = "" }]]',
}
"""What a rule of a kind asks for: a route first of all for its share."""
PROFILE = """[test.profile]
registration = { place = "" }
servers = { places = [""] }
owners = [{ jurisdiction = "", share = "" }]
services = [""]"""


class Trying(NamedTuple):
    """A test to be filled in: the end of its id, its title, and what it expects."""

    end: str
    title: str
    expects: Mapping[str, Any]


def record_text(kind: NewKind, id: str) -> str:
    """Return a rule as TOML with every key that it must have, all but the id blank."""
    record = KINDS[kind]
    lines = [f"[[{kind}]]", f'id = "{id}"']
    lines += [f"{key} = {_blank(kind, key)}" for key in _keys(kind, record)]
    if "version" in record._fields:
        lines += ["", f"[[{kind}.version]]"]
        lines += [f"{key} = {_blank(kind, key)}" for key in _keys(kind, Version)]
    return "\n".join(lines) + "\n"


def _keys(kind: NewKind, record: Any) -> Iterator[str]:
    """The keys that a record needs but for its id, in the order of their fields."""
    for field in record._fields:
        if field == "evidence":
            yield from Evidence._fields
        elif field in ("id", "version"):
            continue
        elif field not in record._field_defaults or field in ASKED[kind]:
            yield field.removesuffix("_")


def _blank(kind: NewKind, key: str) -> str:
    if key == "when":
        return CHECKS[kind]
    return f"[{BLANK}]" if key in LISTS else BLANK


def tests_text(kind: NewKind, id: str) -> str:
    """Return the least that a new rule must be tested for as TOML, to be filled in."""
    return "\n".join(_test(kind, id, trying) for trying in tests_of(kind, id))


def tests_of(kind: NewKind, id: str) -> Sequence[Trying]:
    """Return the tests that `minimum` asks of a rule of a kind."""
    made = {"route": _of_route, "duty": _of_duty, "prohibition": _of_prohibition}
    return list(made[kind](id))


def _of_route(id: str) -> Iterator[Trying]:
    over = {"failing": {id: [SHARE]}, "status": "", "routes": {id: "not_licensable"}}
    opened = {"status": "", "routes": {id: ""}}
    yield Trying("yes", "a company that meets it", opened)
    yield Trying("no", "a check that fails", over | {"failing": {id: [""]}})
    open_ = {"status": "", "routes": {id: "undetermined"}}
    yield Trying("unknown", "a fact is left out", open_)
    absent = {"status": "", "routes": {id: "absent"}}
    yield Trying("before", "the day before it begins", absent)
    yield Trying("first-day", "the day on which it begins", opened)
    yield Trying("at-cap", "a foreign share at the cap", opened)
    yield Trying("under-cap", "a foreign share just under the cap", opened)
    yield Trying("over-cap", "a foreign share just over the cap", over)


def _of_prohibition(id: str) -> Iterator[Trying]:
    refused = {"status": "not_licensable", "failing": {"": [id]}}
    spared = {"status": ""}
    yield Trying("no", "a company that it refuses", refused)
    yield Trying("yes", "a company that it spares", spared)
    yield Trying("unknown", "a fact is left out", {"status": "undetermined"})
    yield Trying("before", "the day before it begins", spared)
    yield Trying("first-day", "the day on which it begins", refused)


def _of_duty(id: str) -> Iterator[Trying]:
    def state(name: str) -> dict[str, Any]:
        return {"duties": {id: name}}

    yield Trying("yes", "it applies", state("due"))
    yield Trying("no", "it does not apply", state("not-applicable"))
    yield Trying("unknown", "a fact that it reads is left out", state("ask"))
    yield Trying("before", "the day before it begins", state("absent"))
    yield Trying("first-day", "the day on which it begins", state("due"))


def _test(kind: NewKind, id: str, trying: Trying) -> str:
    head = {"id": f"{id}-{trying.end}", kind: id, "title": trying.title, "as_of": ""}
    lines = ["[[test]]", *_pairs(head), PROFILE, "[[test.expect]]"]
    lines += _pairs({"service": "", **trying.expects})
    return "\n".join(lines) + "\n"


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{key or BLANK} = {_toml(value)}"


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(_pairs(value))} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"'
