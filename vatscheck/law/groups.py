"""Groups of services: `services = ["@vats"]` stands for every service of the group.

They are opened where a law is read, so that whoever asks the law meets services only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

GROUP = "group"
"""The TOML key of a group; a group names services, and no other group."""
MARK = "@"
"""What the id of a group begins with where it stands among services."""
SERVICES, FACT, VALUE = "services", "services.id", "value"
"""The key that lists services, and the fact whose tests compare with some."""

Groups = Mapping[str, Sequence[str]]
"""The services of each group, by the id of the group."""
Path = tuple[str | int, ...]


def groups_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the groups that tables describe; what is no group yet is left to its check."""
    return {
        row["id"]: row[SERVICES]
        for row in rows
        if isinstance(row.get("id"), str) and isinstance(row.get(SERVICES), list)
    }


def named(value: Any, loc: Path = ()) -> Iterator[tuple[str, Path]]:
    """Yield every group that a record names, with the path where it does."""
    if isinstance(value, dict):
        for key, item in value.items():
            if _holds_services(value, key):
                found = enumerate(item)
                yield from ((s[1:], (*loc, key, at)) for at, s in found if _marked(s))
            yield from named(item, (*loc, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from named(item, (*loc, at))


def opened(value: Any, groups: Groups) -> Any:
    """Return a record with the services of each group in its place, each of them once.

    A group that nobody knows stays as it is written.
    """
    if isinstance(value, dict):
        return {
            key: _services(item, groups)
            if _holds_services(value, key)
            else opened(item, groups)
            for key, item in value.items()
        }
    return (
        [opened(item, groups) for item in value] if isinstance(value, list) else value
    )


def _holds_services(table: Mapping[str, Any], key: str) -> bool:
    asked = key == VALUE and table.get("fact") == FACT
    return (key == SERVICES or asked) and isinstance(table[key], list)


def _marked(item: Any) -> bool:
    return isinstance(item, str) and item.startswith(MARK)


def _services(items: Sequence[Any], groups: Groups) -> list[Any]:
    if not any(map(_marked, items)):
        return list(items)
    every = [
        service
        for item in items
        for service in (groups.get(item[1:], [item]) if _marked(item) else [item])
    ]
    return [item for at, item in enumerate(every) if item not in every[:at]]
