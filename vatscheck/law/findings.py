"""What is wrong with a rule base: which record, and which sentence says what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Finding(NamedTuple):
    """One thing that is wrong with one record of the law.

    `kind` is the TOML key of the record, `what` the id of a sentence in the catalogue
    of words, and `parts` fills it.
    """

    kind: str
    id: str
    what: str
    parts: Mapping[str, str] = {}


class Subject(NamedTuple):
    """The record that a finding is about."""

    kind: str
    id: str

    def finding(self, what: str, **parts: object) -> Finding:
        """Return a finding about this record."""
        return Finding(*self, what, {key: str(value) for key, value in parts.items()})


def subject(record: Any) -> Subject:
    """Return a record of the law as the subject of findings."""
    return Subject(type(record).__name__.lower(), record.id)
