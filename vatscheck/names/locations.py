"""Where in a profile's data each fact stands that a check can read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vatscheck.names.index import Names
from vatscheck.profile.models import ServiceEntry
from vatscheck.profile.problems import Loc


def stated(
    data: dict[str, Any], names: Names, entry: ServiceEntry | None, facts: Iterable[str]
) -> dict[str, Loc]:
    """Return the path of every fact that the raw data of a profile states.

    `entry` is the service asked about, none for what is said for all; that counts for
    every one of them.
    """
    own = entry_of(data.get("services"), names, entry.id) if entry else ()
    found: dict[str, Loc] = {}
    for fact in facts:
        for loc in _paths(fact, own):
            if fact not in found and _at(data, loc) is not None:
                found[fact] = loc
    return found


def entry_of(services: Any, names: Names, id: str) -> Loc:
    """Return the path of the entry that opens into a service, empty if a product does."""
    for at, entry in enumerate(services if isinstance(services, list) else ()):
        name = entry.get("id") if isinstance(entry, dict) else entry
        if isinstance(name, str) and id in names.services(name):
            return ("services", at)
    return ()


def _paths(fact: str, own: Loc) -> list[Loc]:
    table, _, name = fact.partition(".")
    if table == "ownership" or fact.startswith("owners"):
        return [("owners",)]
    if table == "services":
        return [(*own, name)] if own else []
    shared: Loc = (table, name)
    return [(*own, "servers"), shared] if own and table == "servers" else [shared]


def _at(data: Any, loc: Loc) -> Any:
    """The value at a path, none if there is none."""
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
