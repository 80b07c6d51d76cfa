"""Settling the names in one profile's raw data, with everything that is not settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from vatscheck.law.models import Fact
from vatscheck.names import aliases
from vatscheck.names.index import LONGEST, SERVICES, Names, close
from vatscheck.profile.load import Settle
from vatscheck.profile.models import Facts
from vatscheck.profile.problems import Loc, Problem

SERVES = ("nationwide", "abroad", "foreign-invested-enterprises")
"""Words of `serves` that are no places."""
PLACES = ("beijing", "shanghai/pudong", "guangdong/shenzhen")
FACTS = "facts."
PRODUCTS = ("marketplace", "public_cloud", "app_store")
"""What is named where nothing is near."""


def settler(names: Names) -> Settle:
    """Return what settles the names in the raw data of a profile that is loaded."""
    return lambda data: Settling(names).settle(data)


class Settling:
    """One profile on its way from names to ids, and the problems met so far."""

    def __init__(self, names: Names) -> None:
        self.names, self.law = names, names.law
        self.problems: list[Problem] = []

    def settle(self, data: dict[str, Any]) -> list[Problem]:
        """Replace the names in a profile's raw data by ids; report what is not settled."""
        registration, servers = data.get("registration"), data.get("servers")
        if isinstance(registration, dict) and isinstance(
            registration.get("place"), str
        ):
            loc: Loc = ("registration", "place")
            registration["place"] = self._place_at(registration["place"], loc)
        if isinstance(servers, dict):
            self._place_list(servers, "places", ("servers",))
        if "services" not in data and "products" not in data:
            self.problems.append(Problem("nothing-asked", ("services",), missing=True))
        services = data.get("services")
        if isinstance(services, list):
            data["services"] = self._entries(services)
        self._products(data)
        self._facts(data.get("facts"))
        self._tasks(data.get("tasks"))
        self._jurisdictions(data.get("owners"), ("owners",))
        return self.problems

    def _place_at(self, name: str, loc: Loc) -> str:
        found = self.names.place(name)
        if len(found) == 1:
            return found[0]
        near = found or self.names.near_places(name)
        id = (
            "ambiguous-place" if found else "unknown-place" if near else "no-such-place"
        )
        hint = near or (SERVES if "serves" in loc else PLACES)
        parts = {"found": name, "hint": ", ".join(hint)}
        self.problems.append(Problem(id, loc, parts))
        return name

    def _place_list(self, table: dict[str, Any], key: str, loc: Loc) -> None:
        names = table.get(key)
        if isinstance(names, list):
            table[key] = [
                self._area_at(name, key, (*loc, key, at))
                if isinstance(name, str)
                else name
                for at, name in enumerate(names)
            ]

    def _area_at(self, name: str, key: str, loc: Loc) -> str:
        """A place, or one of the words of `serves`."""
        word = aliases.served(name) if key == "serves" else ""
        return word or self._place_at(name, loc)

    def _entries(self, entries: list[Any]) -> list[Any]:
        """Open aliases into their services; the same service counts once."""
        settled: list[Any] = []
        order = {id: at for at, id in enumerate(self.law.services)}
        for at, entry in enumerate(entries):
            table = {"id": entry} if isinstance(entry, str) else entry
            if not isinstance(table, dict) or not isinstance(table.get("id"), str):
                settled.append(entry)
                continue
            key: Loc = (
                ("services", at) if table is not entry else ("services", at, "id")
            )
            found = self.names.services(table["id"])
            if not found:
                self.problems.append(self._unknown_service(table["id"], key))
                found = [table["id"]]
            self._place_list(table, "servers", ("services", at))
            self._place_list(table, "serves", ("services", at))
            self._content(table, ("services", at))
            self._for_others(table, found, ("services", at))
            for id in sorted(found, key=lambda i: order.get(i, 0)):
                settled.append(table | {"id": id})
                self._twice(settled, key)
        return _once(settled)

    def _twice(self, settled: list[Any], loc: Loc) -> None:
        """Report a service that an earlier entry asks for with other details."""
        last = settled[-1]
        for entry in settled[:-1]:
            same = isinstance(entry, dict) and entry.get("id") == last["id"]
            if same and len(last) > 1 and entry != last:
                self.problems.append(
                    Problem("service-twice", loc, {"found": last["id"]})
                )
                return

    def _products(self, data: dict[str, Any]) -> None:
        """Add the services that the products need a licence for."""
        names, needed = data.get("products"), []
        for at, name in enumerate(names if isinstance(names, list) else ()):
            product = self.law.products.get(name) if isinstance(name, str) else None
            if isinstance(name, str) and product is None:
                near = close(name, self.law.products, n=3, cutoff=0.4)
                parts = {"found": name, "hint": ", ".join(near or PRODUCTS)}
                self.problems.append(
                    Problem("unknown-product", ("products", at), parts)
                )
            elif product is not None and product.need == "licence":
                needed += [{"id": id} for id in product.services]
        if needed and isinstance(data.get("services", []), list):
            data["services"] = _once([*data.get("services", []), *needed])

    def _unknown_service(self, name: str, loc: Loc) -> Problem:
        near = self.names.near_services(name)
        id = "unknown-service" if near else "no-such-service"
        return Problem(id, loc, {"found": name, "hint": ", ".join(near or SERVICES)})

    def _content(self, table: dict[str, Any], loc: Loc) -> None:
        found = table.get("content")
        kinds = found if isinstance(found, list) else []
        allowed = list(self.law.contents)
        for at, kind in enumerate(kinds):
            if isinstance(kind, str) and (known := self.names.content(kind)):
                kinds[at] = known
            elif isinstance(kind, str):
                near = self.names.near_contents(kind[:LONGEST])
                parts = {"found": kind, "hint": ", ".join(near or allowed)}
                id = "unclear-content" if near else "unknown-content"
                self.problems.append(Problem(id, (*loc, "content", at), parts))

    def _for_others(self, table: dict[str, Any], ids: list[str], loc: Loc) -> None:
        """Refuse the key for a service whose record knows no own use."""
        known = self.law.services
        silent = [id for id in ids if id in known and known[id].below is None]
        if "for_others" in table and silent:
            parts = {"found": ", ".join(silent)}
            self.problems.append(Problem("no-threshold", (*loc, "for_others"), parts))

    def _facts(self, table: Any) -> None:
        """Check `[facts]` against the facts that the law knows, and their types."""
        known = {
            id.removeprefix(FACTS): fact
            for id, fact in self.law.facts.items()
            if id.startswith(FACTS)
        }
        for key, value in (table if isinstance(table, dict) else {}).items():
            if key not in known:
                self.problems.append(_unknown(key, known, ("facts", key)))
            elif key not in Facts.model_fields:
                self._value(known[key], value, ("facts", key))

    def _value(self, fact: Fact, value: Any, loc: Loc) -> None:
        """Check one fact: yes or no, a number, one of some words, or several of them."""
        from vatscheck.profile.sentences import shown

        several = fact.type == "several" and isinstance(value, list)
        item = value if value in fact.values else (*fact.values, "")[0]
        parts = {"found": shown(value), "item": item}
        parts["example"] = f"{loc[-1]} = 100"
        if fact.type == "yes-no" and not isinstance(value, bool):
            self.problems.append(Problem("wants-bool", loc, parts))
        elif fact.type == "number" and (type(value) is not int or value < 0):
            self.problems.append(Problem("out-of-range", loc, parts))
        elif fact.type == "several" and not several:
            self.problems.append(Problem("wants-list", loc, parts))
        elif fact.type in ("one", "several"):
            for word in value if several else [value]:
                if word not in fact.values:
                    self.problems.append(_not_one_of(word, fact.values, loc))

    def _tasks(self, tasks: Any) -> None:
        """Check that every task belongs to an item that the law knows."""
        if not tasks or not isinstance(tasks, list):
            return
        law = self.law
        known = {*law.duties, *law.documents, *law.stages, *law.conditions}
        for at, task in enumerate(tasks):
            id = task.get("id") if isinstance(task, dict) else None
            if isinstance(id, str) and id not in known:
                near = close(id, known, n=3, cutoff=0.4)
                parts = {"found": id, "hint": ", ".join(near) or "app-filing"}
                loc = ("tasks", at, "id")
                self.problems.append(Problem("unknown-task", loc, parts))

    def _jurisdictions(self, owners: Any, loc: Loc) -> None:
        for at, owner in enumerate(owners if isinstance(owners, list) else ()):
            if not isinstance(owner, dict):
                continue
            code = owner.get("jurisdiction")
            if isinstance(code, str) and code not in self.law.jurisdictions:
                from vatscheck.profile.sentences import shown  # only for errors

                parts = {"found": shown(code), "hint": self.names.jurisdiction(code)}
                id = "jurisdiction" if parts["hint"] else "jurisdiction-unknown"
                self.problems.append(Problem(id, (*loc, at, "jurisdiction"), parts))
            self._jurisdictions(owner.get("owners"), (*loc, at, "owners"))


def _unknown(key: str, known: Iterable[str], loc: Loc) -> Problem:
    near = close(key, known, n=1, cutoff=0.75)
    parts = {"key": key, "found": key, "hint": "".join(near)}
    return Problem("unknown-key" if near else "no-such-fact", loc, parts)


def _not_one_of(word: Any, values: Sequence[str], loc: Loc) -> Problem:
    from vatscheck.profile.sentences import shown

    near = close(str(word), values, n=1, cutoff=0.6)
    allowed = ", ".join(f'"{value}"' for value in values)
    parts = {"found": shown(word), "allowed": allowed, "hint": f'"{"".join(near)}"'}
    return Problem("not-one-of-near" if near else "not-one-of", loc, parts)


def _once(entries: list[Any]) -> list[Any]:
    seen: set[str] = set()
    kept = []
    for entry in entries:
        id = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(id, str) or id not in seen:
            kept.append(entry)
        if isinstance(id, str):
            seen.add(id)
    return kept
