"""Settling the names in one profile's raw data, with everything that is not settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from vatscheck.law.models import Fact
from vatscheck.names import aliases
from vatscheck.names.index import LONGEST, SERVICES, Names, close
from vatscheck.profile.load import MOST, Settle
from vatscheck.profile.models import Facts
from vatscheck.profile.problems import Loc, Problem

SERVES = ("nationwide", "abroad", "foreign-invested-enterprises")
"""Words of `serves` that are no places."""
PLACES = ("beijing", "shanghai/pudong", "guangdong/shenzhen")
PRODUCTS = ("marketplace", "public_cloud", "app_store")
"""What is named where nothing is near."""


SEARCHES = 100
"""How many unknown names of a profile are compared with all that are known."""


class _TooManyError(Exception):
    """More problems than are told one by one: the rest need not be found."""


def settler(names: Names) -> Settle:
    """Return what settles the names in the raw data of a profile that is loaded."""
    return lambda data: Settling(names).settle(data)


class Settling:
    """One profile on its way from names to ids, and the problems met so far."""

    def __init__(self, names: Names) -> None:
        self.names, self.law = names, names.law
        self.problems: list[Problem] = []
        self._nearest: dict[tuple[str, str], Sequence[str]] = {}
        self._seen: dict[str, list[dict[str, Any]]] = {}

    def settle(self, data: dict[str, Any]) -> list[Problem]:
        """Replace the names in a profile's raw data by ids; report what is not settled.

        Of more problems than are told one by one only one more is found.
        """
        with suppress(_TooManyError):
            self._settle(data)
        return self.problems

    def _settle(self, data: dict[str, Any]) -> None:
        registration, servers = data.get("registration"), data.get("servers")
        if isinstance(registration, dict) and isinstance(
            registration.get("place"), str
        ):
            loc: Loc = ("registration", "place")
            registration["place"] = self._place_at(registration["place"], loc)
        if isinstance(servers, dict):
            self._place_list(servers, "places", ("servers",))
        if "services" not in data and "products" not in data:
            self._report(Problem("nothing-asked", ("services",), missing=True))
        services = data.get("services")
        if isinstance(services, list):
            data["services"] = self._entries(services)
        self._products(data)
        self._facts(data.get("facts"))
        self._tasks(data.get("tasks"))
        self._waivers(data.get("waivers"))
        self._jurisdictions(data.get("owners"), ("owners",))

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) > MOST:
            raise _TooManyError

    def _near(
        self, kind: str, name: str, loc: Loc, search: Callable[[str], Sequence[str]]
    ) -> Sequence[str] | None:
        """Return the known names nearest to an unknown one, each looked for once.

        That takes milliseconds: none = it was one too many, and that is reported.
        """
        if (kind, name) not in self._nearest:
            if len(self._nearest) >= SEARCHES:
                parts = {"found": name, "most": str(SEARCHES)}
                self._report(Problem("not-compared", loc, parts))
                return None
            self._nearest[kind, name] = search(name)
        return self._nearest[kind, name]

    def _place_at(self, name: str, loc: Loc) -> str:
        found = self.names.place(name)
        if len(found) == 1:
            return found[0]
        near = found or self._near("place", name, loc, self.names.near_places)
        if near is None:
            return name
        id = (
            "ambiguous-place" if found else "unknown-place" if near else "no-such-place"
        )
        hint = near or (SERVES if "serves" in loc else PLACES)
        self._report(Problem(id, loc, {"found": name, "hint": ", ".join(hint)}))
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
        if name in self.law.places:
            return name
        word = aliases.served(name) if key == "serves" else ""
        return word or self._place_at(name, loc)

    def _entries(self, entries: list[Any]) -> list[Any]:
        """Open aliases into their services; the same service counts once."""
        settled: list[Any] = []
        order = self.names.order
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
                self._unknown_service(table["id"], key)
                found = [table["id"]]
            self._place_list(table, "servers", ("services", at))
            self._place_list(table, "serves", ("services", at))
            self._content(table, ("services", at))
            self._for_others(table, found, ("services", at))
            for id in sorted(found, key=lambda i: order.get(i, 0)):
                settled.append(table | {"id": id})
                self._twice(settled[-1], key)
        return _once(settled)

    def _twice(self, last: dict[str, Any], loc: Loc) -> None:
        """Report a service that an earlier entry asks for with other details."""
        earlier = self._seen.setdefault(last["id"], [])
        others = any(entry != last for entry in earlier)
        if others and len(last) > 1:
            self._report(Problem("service-twice", loc, {"found": last["id"]}))
        if not earlier or (others and len(earlier) == 1):
            earlier.append(last)  # any other differs from one of two that differ

    def _products(self, data: dict[str, Any]) -> None:
        """Add the services that the products need a licence for."""
        names, needed = data.get("products"), []
        for at, name in enumerate(names if isinstance(names, list) else ()):
            product = self.law.products.get(name) if isinstance(name, str) else None
            if isinstance(name, str) and product is None:
                self._unknown_product(name, ("products", at))
            elif product is not None and product.need == "licence":
                needed += [{"id": id} for id in product.services]
        if needed and isinstance(data.get("services", []), list):
            data["services"] = _once([*data.get("services", []), *needed])

    def _unknown_product(self, name: str, loc: Loc) -> None:
        near = self._near("product", name, loc, self._products_like)
        if near is not None:
            parts = {"found": name, "hint": ", ".join(near or PRODUCTS)}
            self._report(Problem("unknown-product", loc, parts))

    def _products_like(self, name: str) -> Sequence[str]:
        from vatscheck.names.meanings import near_products

        return near_products(self.names, name[:LONGEST])

    @staticmethod
    def _among(known: Iterable[str]) -> Callable[[str], Sequence[str]]:
        """What looks for three ids that are at least a little like a name."""
        return lambda name: close(name, known, n=3, cutoff=0.4)

    def _services_like(self, name: str) -> Sequence[str]:
        from vatscheck.names.meanings import near_services

        return near_services(self.names, name[:LONGEST])

    def _unknown_service(self, name: str, loc: Loc) -> None:
        near = self._near("service", name, loc, self._services_like)
        if near is not None:
            id = "unknown-service" if near else "no-such-service"
            parts = {"found": name, "hint": ", ".join(near or SERVICES)}
            self._report(Problem(id, loc, parts))

    def _content(self, table: dict[str, Any], loc: Loc) -> None:
        found = table.get("content")
        kinds = found if isinstance(found, list) else []
        for at, kind in enumerate(kinds):
            if isinstance(kind, str) and (known := self.names.content(kind)):
                kinds[at] = known
            elif isinstance(kind, str):
                self._unknown_content(kind, (*loc, "content", at))

    def _unknown_content(self, kind: str, loc: Loc) -> None:
        cut = kind[:LONGEST]
        near = self._near("content", kind, loc, lambda _: self.names.near_contents(cut))
        if near is not None:
            hint = ", ".join(near or self.law.contents)
            id = "unclear-content" if near else "unknown-content"
            self._report(Problem(id, loc, {"found": kind, "hint": hint}))

    def _for_others(self, table: dict[str, Any], ids: list[str], loc: Loc) -> None:
        """Refuse the key for a service whose record knows no own use."""
        known = self.law.services
        silent = [id for id in ids if id in known and known[id].below is None]
        if "for_others" in table and silent:
            parts = {"found": ", ".join(silent)}
            self.problems.append(Problem("no-threshold", (*loc, "for_others"), parts))

    def _facts(self, table: Any) -> None:
        """Check `[facts]` against the facts that the law knows, and their types."""
        known = self.names.facts
        for key, value in (table if isinstance(table, dict) else {}).items():
            if key not in known:
                self._unknown_fact(key)
            elif key not in Facts.model_fields:
                self._value(known[key], value, ("facts", key))

    def _unknown_fact(self, key: str) -> None:
        loc, known = ("facts", key), self.names.facts
        near = self._near("fact", key, loc, lambda key: close(key, known, 1, 0.75))
        if near is not None:
            parts = {"key": key, "found": key, "hint": "".join(near)}
            self._report(Problem("unknown-key" if near else "no-such-fact", loc, parts))

    def _value(self, fact: Fact, value: Any, loc: Loc) -> None:
        """Check one fact: yes or no, a number, one of some words, or several of them."""
        from vatscheck.profile.sentences import shown

        several = fact.type == "several" and isinstance(value, list)
        item = value if value in fact.values else (*fact.values, "")[0]
        parts = {"found": shown(value), "item": item}
        parts["example"] = f"{loc[-1]} = 100"
        if fact.type == "yes-no" and not isinstance(value, bool):
            self._report(Problem("wants-bool", loc, parts))
        elif fact.type == "number" and (type(value) is not int or value < 0):
            self._report(Problem("out-of-range", loc, parts))
        elif fact.type == "several" and not several:
            self._report(Problem("wants-list", loc, parts))
        elif fact.type in ("one", "several"):
            for word in value if several else [value]:
                if word not in fact.values:
                    self._not_one_of(fact, word, loc)

    def _not_one_of(self, fact: Fact, word: Any, loc: Loc) -> None:
        from vatscheck.profile.sentences import shown

        values = fact.values
        near = self._near(
            fact.id, str(word), loc, lambda word: close(word, values, 1, 0.6)
        )
        if near is not None:
            allowed = ", ".join(f'"{value}"' for value in values)
            parts = {"found": shown(word), "allowed": allowed}
            parts["hint"] = f'"{"".join(near)}"'
            self._report(
                Problem("not-one-of-near" if near else "not-one-of", loc, parts)
            )

    def _tasks(self, tasks: Any) -> None:
        """Check that every task belongs to an item that the law knows."""
        if not tasks or not isinstance(tasks, list):
            return
        law = self.law
        known = {*law.duties, *law.documents, *law.stages, *law.conditions}
        for at, task in enumerate(tasks):
            id = task.get("id") if isinstance(task, dict) else None
            if isinstance(id, str) and id not in known:
                loc = ("tasks", at, "id")
                near = self._near("task", id, loc, self._among(known))
                if near is not None:
                    parts = {"found": id, "hint": ", ".join(near) or "app-filing"}
                    self._report(Problem("unknown-task", loc, parts))

    def _waivers(self, waivers: Any) -> None:
        """Check that every waiver is of a rule and a service that the law knows."""
        law = self.law
        known = {
            "rule": {*law.routes, *law.prohibitions, *law.conditions, *law.duties},
            "service": {*law.services, *law.products},
        }
        for at, waiver in enumerate(waivers if isinstance(waivers, list) else ()):
            for key, ids in known.items():
                id = waiver.get(key) if isinstance(waiver, dict) else None
                if not isinstance(id, str) or id in ids:
                    continue
                near = self._near(key, id, ("waivers", at, key), self._among(ids))
                if near is not None:
                    parts = {"found": id, "hint": ", ".join(near) or "-"}
                    loc = ("waivers", at, key)
                    self._report(Problem(f"unknown-waiver-{key}", loc, parts))

    def _jurisdictions(self, owners: Any, loc: Loc) -> None:
        for at, owner in enumerate(owners if isinstance(owners, list) else ()):
            if not isinstance(owner, dict):
                continue
            code = owner.get("jurisdiction")
            if isinstance(code, str) and code not in self.law.jurisdictions:
                self._unknown_home(code, (*loc, at, "jurisdiction"))
            self._jurisdictions(owner.get("owners"), (*loc, at, "owners"))

    def _unknown_home(self, code: str, loc: Loc) -> None:
        from vatscheck.profile.sentences import shown  # only for errors

        near = self._near("home", code, loc, lambda c: [self.names.jurisdiction(c)])
        if near is not None:
            id = "jurisdiction" if near[0] else "jurisdiction-unknown"
            self._report(Problem(id, loc, {"found": shown(code), "hint": near[0]}))


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
