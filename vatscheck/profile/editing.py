"""Changing the text of a profile and nothing else in it: order and comments stay.

A change replaces values at `registration.place`, `servers.places` and the like; where
it replaces `owners` or `services`, only what differs inside is touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.items import AoT, Array, Comment, Table, Whitespace

from vatscheck.profile.models import Profile
from vatscheck.profile.reading import parse

Opens = Callable[[str], Sequence[str]]
"""Returns the services that a name in the profile stands for."""
COMMENT = re.compile(
    r"\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}"
    r"|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|(#[^\n\r]*)",
    re.DOTALL,
)
"""A text, in which # is nothing special, or a comment."""
RENEWED = ("share", "service_supplier")
"""What may differ in a holder that is still the same."""


class LayoutError(Exception):
    """The text cannot be changed without touching what is to stay."""


def applied(text: str, profile: Profile, patch: Mapping[str, Any], opens: Opens) -> str:
    """Return the text of a profile with the values of a patch.

    `profile` is the one that the text stands for. Raises `LayoutError` if the form of
    the text does not allow it.
    """
    data = parse(text, "")
    try:
        document = tomlkit.parse(text)
        for key, value in patch.items():
            if key == "owners":
                _owners(document, data.get("owners"), value)
            elif key == "tasks":
                _tasks(document, data.get("tasks", []), value)
            elif key == "services":
                _services(document, data.get("services", []), profile, value, opens)
            else:
                table, _, name = key.partition(".")
                _put(_table(document, table) if name else document, name or key, value)
        found = _with_comments(text, tomlkit.dumps(document))
        after = parse(found, "")
    except Exception as error:  # tomlkit fails on a little that tomllib reads
        raise LayoutError(str(error)) from error
    touched = {key.partition(".")[0] for key in patch}
    if any(data.get(key) != after.get(key) for key in {*data, *after} - touched):
        raise LayoutError("other keys moved")
    return found


def with_owners(text: str, owners: Sequence[Mapping[str, Any]]) -> str:
    """Return a TOML text that names no holders yet, with some at its end."""
    document = tomlkit.parse(f"{text.rstrip()}\n\n")
    _owners(document, None, [dict(owner) for owner in owners])
    return re.sub("\n{3,}", "\n\n", tomlkit.dumps(document))


def comments(text: str) -> list[str]:
    """Return the comments of a TOML text in their order, each from its # on."""
    return [hit.rstrip() for hit in COMMENT.findall(text) if hit]


def _with_comments(old: str, new: str) -> str:
    """The new text in the old line ends; comments that lost their place stand last."""
    lost = Counter(comments(old)) - Counter(comments(new))
    new = new.replace("\r\n", "\n")
    if new and not new.endswith("\n"):
        new += "\n"
    new += "".join(f"{comment}\n" for comment in lost.elements())
    return new.replace("\n", "\r\n") if "\r\n" in old else new


def _item(value: Any) -> Any:
    """A value as TOML: whole decimals as integers, others with their digits."""
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole else tomlkit.value(f"{value:f}")
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, inner in value.items():
            table[key] = _item(inner)
        return table
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        for inner in value:
            array.append(_item(inner))
        return array
    return value


def _table(document: Any, name: str) -> Any:
    if name not in document:
        document[name] = tomlkit.table()
    return document[name]


def _fill(table: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Bring a table from its old values to the new ones, key by key."""
    for key in [key for key in old if key not in new]:
        del table[key]
    # Holders above come last: what follows their tables would belong to them.
    for key, value in sorted(new.items(), key=lambda item: item[0] == "owners"):
        if key not in old or old[key] != value:
            _put(table, key, value)


def _put(table: Any, key: str, value: Any) -> None:
    """Put a value at a key; the comments inside a list that stood there stay in it."""
    if key == "owners" and isinstance(table, Table) and key not in table and value:
        table.append(key, _tables(value))
        return
    old = table.get(key)
    kept = comments(old.as_string()) if isinstance(old, Array) else []
    if kept:
        lines = [f"  {item.as_string()}," for item in _item(value)]
        lines += [f"  {comment}" for comment in kept]
        written = "\n".join(("x = [", *lines, "]"))
        table[key] = tomlkit.parse(written)["x"]
    else:
        table[key] = _item(value)


def _tables(entries: Iterable[Mapping[str, Any]]) -> AoT:
    """Some holders as tables of their own, and those above them below each."""
    found = tomlkit.aot()
    for entry in entries:
        table = tomlkit.table()
        _fill(table, {}, entry)
        found.append(table)
    return found


def _append(document: Any, name: str, new: Mapping[str, Any]) -> None:
    """Add an entry to a list of tables, in the form that the list has."""
    if name not in document:
        if document.body and not document.as_string().endswith("\n\n"):
            document.add(tomlkit.nl())
        document.append(name, tomlkit.aot())
    entries = document[name]
    if not isinstance(entries, AoT):
        entries.append(_item(new))
        return
    table = tomlkit.table()
    _fill(table, {}, new)
    for item in _tail(entries[-1]) if len(entries) else ():
        table.add(item)
    entries.append(table)


def _tail(table: Table) -> list[Any]:
    """Take off a table what stands between it and the next: blank lines and comments.

    A blank line is left, or put, in its place.
    """
    body = table.value.body
    tail: list[Any] = []
    while body and isinstance(body[-1][1], Whitespace | Comment):
        tail.insert(0, body.pop()[1])
    while tail and isinstance(tail[0], Comment):  # written close below: its own
        table.add(tail.pop(0))
    table.add(tomlkit.nl())
    return tail


# --- owners -----------------------------------------------------------------------


def _owners(
    document: Any, old: list[dict[str, Any]] | None, new: list[dict[str, Any]]
) -> None:
    """Change the holders: the same ones keep their tables, others give theirs up."""
    pairs, spare, fresh = _paired(old or [], new)
    for at, owner in pairs:
        _fill(document["owners"][at], (old or [])[at], owner)
    for owner in fresh:
        _append(document, "owners", owner)
    for at in reversed(spare):
        _drop(document["owners"], at)


def _paired(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> tuple[list[tuple[int, dict[str, Any]]], list[int], list[dict[str, Any]]]:
    """Which old table holds which new holder, which are left over, and who is new."""
    spare, fresh, pairs = list(range(len(old))), [], []
    for owner in new:
        same = (at for at in spare if _lasting(old[at]) == _lasting(owner))
        at = next(same, None)
        if at is None:
            fresh.append(owner)
        else:
            spare.remove(at)
            pairs.append((at, owner))
    both = list(zip(spare, fresh, strict=False))
    return [*pairs, *both], spare[len(both) :], fresh[len(both) :]


def _lasting(owner: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in owner.items() if key not in RENEWED}


def _drop(owners: Any, at: int) -> None:
    """Remove a holder; the comments of its table stay where it stood."""
    entry = owners[at]
    del owners[at]
    if isinstance(owners, AoT):
        before = owners[max(at - 1, 0)]
        for comment in comments(entry.as_string()):
            before.add(tomlkit.comment(comment.removeprefix("#").removeprefix(" ")))


# --- tasks --------------------------------------------------------------------------


def _tasks(
    document: Any, old: Sequence[Mapping[str, Any]], new: Iterable[dict[str, Any]]
) -> None:
    """Change what the team keeps, each item in its own table; others stay as they are."""
    places = {task["id"]: at for at, task in enumerate(old)}
    for task in new:
        if task["id"] in places:
            at = places[task["id"]]
            _fill(document["tasks"][at], old[at], {**old[at], **task})
        else:
            _append(document, "tasks", task)


# --- services ---------------------------------------------------------------------


def _services(
    document: Any,
    raw: list[Any],
    profile: Profile,
    new: Iterable[dict[str, Any]],
    opens: Opens,
) -> None:
    """Change the details of services, each in the entry that asks for it."""
    old = {e.id: e.model_dump(exclude_none=True) for e in profile.services}
    names = [item if isinstance(item, str) else item["id"] for item in raw]
    for entry in new:
        id = entry["id"]
        more = {k: v for k, v in entry.items() if old.get(id, {}).get(k) != v}
        if not more:
            continue
        if id not in old:
            _append(document, "services", entry)
            continue
        at = next((at for at, name in enumerate(names) if id in opens(name)), None)
        if at is None:  # a product asks for it
            _append(document, "services", {"id": id, **more})
            continue
        others = [other for other in opens(names[at]) if other != id]
        change = {**more, "id": id} if others else more
        _detail(document["services"], at, raw[at], change, others)


def _detail(
    services: Any, at: int, raw: Any, change: dict[str, Any], others: Sequence[str]
) -> None:
    """State details of one service; a name that opens into several is written out."""
    old: dict[str, Any] = {"id": raw} if isinstance(raw, str) else raw
    if isinstance(raw, str):
        services[at] = _item(old | change)
    else:
        _fill(services[at], old, old | change)
    for other in others:
        entry = old | {"id": other}
        if isinstance(services, AoT):
            table = tomlkit.table()
            _fill(table, {}, entry)
            services.append(table)
        else:
            services.append(_item(entry) if len(old) > 1 else other)
