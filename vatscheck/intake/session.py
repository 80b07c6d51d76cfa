"""A guided start: a profile file that grows by answers, and is all that is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from vatscheck.intake.asking import Interview, Prompt
from vatscheck.intake.merging import merged
from vatscheck.intake.toml import written
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile
from vatscheck.profile.reading import decode, parse


class Before(NamedTuple):
    """How everything stood before an answer."""

    raw: bytes
    data: dict[str, Any]
    passed: set[str]
    level: str | None


class Session:
    """The answers so far, as bytes of a profile; each can be taken back.

    `name` is what the file is called in errors, the day an ISO string.
    """

    def __init__(self, names: Names, day: str, name: str, raw: bytes) -> None:
        self.names, self.day, self.name, self.raw = names, day, name, raw
        self.answered = 0
        self._history: list[Before] = []
        self.interview = self._begun(raw)

    def _begun(self, raw: bytes) -> Interview:
        """An interview that goes on from a profile. Raises `ProfileError`."""
        load(raw, self.name, settler(self.names))
        data = parse(decode(raw, self.name), self.name)
        settler(self.names)(data)
        opened = {
            id
            for name in data.get("products", ())
            for id in self.names.law.products[name].services
        }
        services = [
            entry if isinstance(entry, dict) else {"id": entry}
            for entry in data.pop("services", ())
        ]
        # What a product opens is no answer of its own, unless more is said of it.
        kept = [e for e in services if len(e) > 1 or e["id"] not in opened]
        if kept:
            data["services"] = kept
        return Interview(self.names, self.day, data)

    @property
    def profile(self) -> Profile:
        """The profile as it stands."""
        return load(self.raw, self.name, settler(self.names))[0]

    def next(self, every: bool = False) -> Prompt | None:
        """Return the next question that can change a status, or with `every` any one."""
        found = self.interview.prompts() if every else self.interview.deciding()
        return found[0] if found else None

    def reply(self, prompt: Prompt, text: str) -> Any:
        """Take an answer and return what it is read as; empty is unknown: none.

        Raises `Misread` for a wrong one, and nothing has changed then.
        """
        found = self.interview
        before = Before(self.raw, deepcopy(found.data), set(found.passed), found.level)
        value = found.reply(prompt, text)
        changes = dict(_changes(before.data, found.data))
        if changes:
            self.raw = merged(self.names, self.raw, self.name, changes)
        self._history.append(before)
        self.answered += 1
        return value

    def back(self) -> bool:
        """Take the last answer back; false if there is none."""
        if not self._history:
            return False
        before = self._history.pop()
        self.raw = before.raw
        self.interview = Interview(self.names, self.day, before.data)
        self.interview.passed, self.interview.level = before.passed, before.level
        self.answered -= 1
        return True


def begun(name: str, wanted: Mapping[str, Any], comment: str) -> bytes:
    """Return the first bytes of a profile: a company's name, and what it offers."""
    return written({"schema": 1, "name": name, **wanted}, comment)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is new in some data, table by table and key by key."""
    found: dict[str, Any] = {}
    for key, value in after.items():
        old = before.get(key)
        if isinstance(value, dict):
            known = old if isinstance(old, dict) else {}
            inner = {k: v for k, v in value.items() if known.get(k) != v}
            found |= {key: inner} if inner else {}
        elif value != old:
            found[key] = value
    return found
