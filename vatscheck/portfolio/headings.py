"""What the columns of a table of companies mean: dotted keys of the profile, or mapped.

A column that is not understood is left aside and told; one that may say who holds what,
or that looks like a key of the profile, is an error, so that nothing is left out of a
verdict by a slip in a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal, NamedTuple

from vatscheck.intake.columns import ASIDE, BY_NAME, speaks_of_ownership
from vatscheck.intake.form import KINDS
from vatscheck.law.book import Law
from vatscheck.names.aliases import fold
from vatscheck.portfolio.bounds import COLUMNS
from vatscheck.profile.models import MAX_LEVELS, Owner, ServiceEntry
from vatscheck.profile.problems import Problem, ProfileError

Table = Literal["companies", "owners"]
ID, PATH = "id", "path"
FOREIGN = ("foreign_share", "foreign_min", "foreign_max", "foreign_from")
"""The columns of registers that know no more of the owners than what is foreign."""
ENTRY = tuple(key for key in ServiceEntry.model_fields if key != "id")
"""What is said of the one service of a row."""
HOLDER = tuple(key for key in Owner.model_fields if key != "owners")
"""What is said of a holder."""
NUMBER = rf"[1-9]\d{{0,{len('1000')}}}"
STEP = rf"owners\.{NUMBER}"
HOLDERS = re.compile(
    rf"({STEP}(?:\.{STEP}){{0,{MAX_LEVELS - 1}}})\.({'|'.join(HOLDER)}|share\.(?:min|max))"
)
"""A key of a holder: `owners.1.share`, and `owners.1.owners.2.share` above the first."""
OWNERSHIP = (
    "foreign",
    "holder",
    "owner",
    "investor",
    "外资",
    "外商",
    "外方",
    "股比",
    "出资",
)
"""Words that speak of ownership in the heading of a company's own column."""
OF_HOLDERS = ("share", "through", "count", "service_supplier")
"""Columns of a cap table: among those of a company they speak of ownership."""
TABLES = ("registration.", "servers.", "services.", "facts.", "owners.")
"""How keys of the profile begin: a heading that begins so is meant to be one."""


class Legend(NamedTuple):
    """The name of a file, and what its foreign headings stand for; `-` = left aside."""

    name: str
    mapped: Mapping[str, str] = {}


class Column(NamedTuple):
    """A column that is read: where it stands, its heading, and the key that it means."""

    at: int
    head: str
    key: str


class Headings(NamedTuple):
    """The columns that are read, and the headings of those that are not."""

    columns: tuple[Column, ...]
    unread: tuple[str, ...] = ()

    def keys(self) -> frozenset[str]:
        """Return the keys that have a column."""
        return frozenset(column.key for column in self.columns)


def known_keys(law: Law, table: Table = "companies") -> tuple[str, ...]:
    """Return the keys that a column may have, but for those of numbered holders."""
    if table == "owners":
        return (ID, PATH, *HOLDER)
    own = [key for key in KINDS if key.partition(".")[0] not in ("owners", "services")]
    facts = [fact.id for fact in law.facts.values() if fact.type]
    every = (ID, "schema", *own, "services", "service", *ENTRY, *facts, *FOREIGN)
    return tuple(dict.fromkeys(every))


def headings(
    heads: Sequence[str],
    law: Law,
    legend: Legend,
    table: Table = "companies",
    nested: Sequence[str] = (),
) -> Headings:
    """Return what the headings of a table mean.

    `nested` are keys of the profile that columns beside these have. Raises
    `ProfileError` with every heading that is wrong.
    """
    meanings = {fold(head): meaning for head, meaning in legend.mapped.items()}
    keys = known_keys(law, table)
    read: list[Column] = []
    unread: list[str] = []
    problems = list(_misnamed(meanings, [*heads, *nested], keys, table))
    if len(heads) > COLUMNS:
        problems.append(Problem("table-too-wide", parts={"most": str(COLUMNS)}))
    for at, head in enumerate(heads):
        text = head.strip()
        key = _meaning(text, meanings, keys, table)
        if key:
            read.append(Column(at, text, key))
        elif text and meanings.get(fold(text)) not in ASIDE:
            problems += _told(text, keys, table)
            unread.append(text)
        elif text:
            unread.append(text)
    found = Headings(tuple(read), tuple(unread))
    if table == "companies":
        problems += _beside(found, nested)
    problems += _twice(found)
    if not problems:
        problems += _missing(found, table, nested)
    if problems:
        raise ProfileError(legend.name, problems)
    return found


def _meaning(
    head: str, mapped: Mapping[str, str], keys: Sequence[str], table: Table
) -> str:
    """The key that a heading stands for, empty if it is none."""
    if fold(head) in mapped:
        head = mapped[fold(head)]
    if head in keys or (table == "companies" and HOLDERS.fullmatch(head)):
        return head
    lower = head.casefold()
    if lower in keys or (table == "companies" and HOLDERS.fullmatch(lower)):
        return lower
    if table == "owners":
        key = BY_NAME.get(fold(head), "")
        return key if key in HOLDER else ""
    return ""


def _misnamed(
    mapped: Mapping[str, str],
    heads: Sequence[str],
    keys: Sequence[str],
    table: Table,
) -> Iterator[Problem]:
    """What a map says of columns that there are not, and of meanings that nobody knows."""
    there = {fold(head) for head in heads}
    for head, meaning in mapped.items():
        if head not in there:
            yield Problem("table-map-head", parts={"found": head})
        if meaning not in ASIDE and not _meaning(meaning, {}, keys, table):
            yield Problem("table-map-key", parts=_near(meaning, keys))


def _told(head: str, keys: Sequence[str], table: Table) -> Iterator[Problem]:
    """Why a heading that means nothing cannot be left aside without a word, if so."""
    lower = head.casefold()
    if table == "owners" or lower.startswith(TABLES):
        yield Problem("table-no-key", parts=_near(head, keys))
    elif (
        speaks_of_ownership(head, {})
        or any(word in lower for word in OWNERSHIP)
        or BY_NAME.get(fold(head)) in OF_HOLDERS
    ):
        yield Problem("table-ownership", parts={"found": head})


def _near(found: str, keys: Sequence[str]) -> dict[str, str]:
    near = get_close_matches(found.casefold(), keys, n=3, cutoff=0.5)
    return {"found": found, "hint": ", ".join(near or keys[:6])}


def _twice(found: Headings) -> Iterator[Problem]:
    count = Counter(column.key for column in found.columns)
    for key in (key for key, number in count.items() if number > 1):
        heads = [column.head for column in found.columns if column.key == key]
        yield Problem("table-twice", parts={"found": ", ".join(heads), "key": key})


def _beside(found: Headings, nested: Sequence[str]) -> Iterator[Problem]:
    """Columns that say the same thing in two ways."""
    entry = next((c for c in found.columns if c.key in ENTRY), None)
    service = next((c for c in found.columns if c.key == "service"), None)
    if entry and not service:
        yield Problem("table-entry", parts={"found": entry.head})
    services = [c.head for c in found.columns if c.key == "services"]
    owners = [
        next((c.head for c in found.columns if c.key in FOREIGN), ""),
        next((c.head for c in found.columns if HOLDERS.fullmatch(c.key)), ""),
        *(key for key in nested if key == "owners"),
    ]
    services += [service.head] if service else []
    services += [key for key in nested if key == "services"]
    for heads in (services, list(filter(None, owners))):
        if len(heads) > 1:
            parts = {"found": heads[0], "other": heads[1]}
            yield Problem("table-beside", parts=parts)


def _missing(found: Headings, table: Table, nested: Sequence[str]) -> Iterator[Problem]:
    """The columns without which no row could be read."""
    keys = found.keys()
    if table == "owners":
        for key in (key for key in (ID, PATH) if key not in keys):
            yield Problem("table-missing", parts={"key": key})
    elif not {*keys, *nested} & {"services", "service", "products"}:
        yield Problem("table-no-services")
