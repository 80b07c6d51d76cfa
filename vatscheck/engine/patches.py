"""Changed profiles: the worked example of a cure, and the same without one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.engine import axes as profile_axes
from vatscheck.engine.duties import with_duties
from vatscheck.engine.owners.holdings import HOME
from vatscheck.engine.rules import Atom, Rules, Way
from vatscheck.engine.space import Space
from vatscheck.profile.models import HolderKind, Owner, Profile, ServiceEntry

ZERO, ALL = Decimal(0), Decimal(100)
Holders = tuple[tuple[int | None, Owner], ...]
"""New owners, each with its place among the old ones."""


class Patch(NamedTuple):
    """A profile with one of its services, and the changes made to it by fact."""

    original: Profile
    entry: ServiceEntry
    entries: tuple[ServiceEntry, ...]
    changes: tuple[tuple[str, Any], ...] = ()

    def _with(self, fact: str, value: Any) -> Patch:
        return self._replace(changes=(*self.changes, (fact, value)))

    def without(self, fact: str) -> Patch:
        """Return the patch with the change of one fact left out."""
        kept = tuple(change for change in self.changes if change[0] != fact)
        return self._replace(changes=kept)

    def with_registration(self, place: str) -> Patch:
        """Register the company at a place."""
        return self._with("registration.place", place)

    def with_servers(self, place: str) -> Patch:
        """Put all facilities at a place."""
        return self._with("servers.places", [place])

    def with_owners(self, holders: Holders) -> Patch:
        """Give the company other owners."""
        return self._with("owners", holders)

    def with_suppliers(self, suppliers: Iterable[int]) -> Patch:
        """Let direct holders obtain the service supplier certificate."""
        patch = self
        for at in suppliers:
            patch = patch._with(f"owners[{at}].service_supplier", True)
        return patch

    def with_fact(self, fact: str, value: Any) -> Patch:
        """State a fact of `[facts]`."""
        return self._with(fact, value)

    def with_capital(self, amount: int) -> Patch:
        """Raise the registered capital to an amount in RMB."""
        return self._with("registration.capital_cny", Decimal(amount))

    def with_legal_form(self, form: str) -> Patch:
        """Apply in another legal form."""
        return self._with("registration.legal_form", form)

    def without_content(self, kinds: set[str]) -> Patch:
        """Drop kinds of content from the service; content not stated becomes none."""
        kept = [kind for kind in self.entry.content or () if kind not in kinds]
        return self._with("services.content", kept or [profile_axes.NO_CONTENT])

    def with_reach(self, rules: Rules, way: Way, place: str | None) -> Patch:
        """Limit the customers to the reach of a route."""
        words: list[str] = []
        for limit in way.rule.version.reach:
            kind, _, area = limit.partition(":")
            if not area:
                words.append(kind)
            else:
                here = place or self.profile.registration.place
                words += _served(rules, area, here if kind == "part" else None)
        return self._with("services.serves", words)

    @property
    def profile(self) -> Profile:
        """The changed profile."""
        changes = dict(self.changes)
        owners = self._owners(changes)
        registration, facts = self.original.registration, self.original.facts
        update: dict[str, Any] = {"owners": owners}
        if "servers.places" in changes:
            servers = self.original.servers
            places = {"places": changes["servers.places"]}
            update["servers"] = servers.model_copy(update=places)
        named = {
            key.partition(".")[2]: value
            for key, value in self.changes
            if key.startswith("registration.")
        }
        if named:
            update["registration"] = registration.model_copy(update=named)
        stated = {k[6:]: v for k, v in self.changes if k.startswith("facts.")}
        if stated:
            update["facts"] = facts.model_copy(update=stated)
        return self.original.model_copy(update=update)

    def _owners(self, changes: dict[str, Any]) -> list[Owner] | None:
        holders: Holders = changes.get("owners") or tuple(
            enumerate(self.original.owners or ())
        )
        if not holders:
            return self.original.owners
        owners: list[Owner] = []
        for at, owner in holders:
            certified = changes.get(f"owners[{at}].service_supplier")
            old = (self.original.owners or [])[at] if at is not None else owner
            supplier = True if certified else old.service_supplier
            owners.append(owner.model_copy(update={"service_supplier": supplier}))
        return owners

    @property
    def service(self) -> ServiceEntry:
        """The changed entry of the service."""
        changes = dict(self.changes)
        update = {
            key: changes[f"services.{key}"]
            for key in ("serves", "content")
            if f"services.{key}" in changes
        }
        if "servers.places" in changes and self.entry.servers:
            update["servers"] = changes["servers.places"]
        return self.entry.model_copy(update=update)

    def space(self, like: Space) -> Space:
        """Return the completions of the changed profile."""
        facts = {fact for fact, _ in self.changes}
        profile, entry, old = self.profile, self.service, like.axes
        atlas = like.rules.atlas
        update: dict[str, Any] = {
            "serves": tuple(entry.serves or ()),
            "facts": profile.facts,
            "legal_form": profile.registration.legal_form or profile_axes.LEGAL_FORM,
            "registered": profile_axes.places(atlas, profile.registration.place),
            "servers": profile_axes.server_places(
                atlas, entry.servers or profile.servers.places
            ),
        }
        if facts & {"owners", "facts.counting"} or any("[" in fact for fact in facts):
            update["owners"] = profile_axes.ownership(profile)
        if "services.content" in facts:
            update["content"] = profile_axes.contents(entry, like.rules.kinds)
        changed = old._replace(**update)
        if not facts.isdisjoint(like.rules.limited_by):
            changed = with_duties(like.rules, profile, entry, changed)
        return like.changed(changed)

    def values(self) -> dict[str, Any]:
        """Return the changes as dotted paths of the profile and their new values."""
        values: dict[str, Any] = {}
        for fact, value in self.changes:
            if fact.startswith("owners"):
                owners = self.profile.owners or []
                values["owners"] = [_plain(owner) for owner in owners]
            elif fact.startswith("services.") or (
                fact == "servers.places" and self.entry.servers
            ):
                values["services"] = [
                    _plain(self.service if entry is self.entry else entry)
                    for entry in self.entries
                ]
            else:
                values[fact] = value
        return values


def _plain(model: Owner | ServiceEntry) -> dict[str, Any]:
    return model.model_dump(exclude_none=True)


def _served(rules: Rules, area: str, place: str | None) -> list[str]:
    """The places of an area, or of its part in which a place lies."""
    wanted = rules.atlas.parts_of(area)
    if place:
        for point in rules.atlas.points(place):
            wanted &= point
    return [
        member.place
        for bit, part in rules.atlas.parts.items()
        if bit & wanted
        for member in rules.atlas.members_of(part)
    ]


def patched_places(
    space: Space, way: Way, stated: Iterable[str]
) -> Iterator[str | None]:
    """Places at which a route could be met, one for each class that rules tell apart.

    They are members of the route's area, or for other routes provinces in no area;
    what lies in one of the `stated` places comes first.
    """
    atlas = space.rules.atlas
    area = next(
        (a.use.value for a in way.atoms if a.check.op in ("within", "beside")), None
    )
    if area is None:
        provinces = (p.id for p in atlas.law.places.values() if p.kind == "province")
        names = [place for place in provinces if place not in atlas.members]
    else:
        inside = atlas.parts_of(area)
        parts = (part for bit, part in atlas.parts.items() if bit & inside)
        names = [m.place for part in parts for m in atlas.members_of(part)]
    within = set(stated)
    by_id = tuple(f"{place}/" for place in within)
    names.sort(
        key=lambda name: (
            within.isdisjoint(atlas.upwards(name)),
            not name.startswith(by_id) and name not in within,
        )
    )
    seen: set[frozenset[int]] = set()
    for name in names:
        points = frozenset(space.narrow(point) for point in atlas.points(name))
        if points not in seen:
            seen.add(points)
            yield name


def supplier_holders(profile: Profile, homes: set[str]) -> list[int]:
    """Return which direct holders could obtain a certificate that they do not state."""
    return [
        at
        for at, owner in enumerate(profile.owners or ())
        if owner.jurisdiction in homes
        and owner.kind not in ("person", "hkscc")
        and not owner.service_supplier
    ]


def share_patch(profile: Profile, atoms: list[Atom]) -> Holders:
    """Return owners that meet the wanted shares: foreign holders give way to mainland ones."""
    cap, others, state = ALL, ALL, ZERO
    for atom in atoms:
        value = Decimal(atom.use.value)
        if atom.check.fact == "ownership.foreign":
            cap = min(cap, value)
        elif atom.check.fact == "ownership.other_foreign":
            others = min(others, value)
        else:
            state = max(state, value)
    cap = min(cap, ALL - state)
    holders: list[tuple[int | None, Owner]] = []
    for certified, limit in ((False, min(cap, others)), (True, cap)):
        for at, owner in enumerate(profile.owners or ()):
            outside = owner.jurisdiction not in (HOME, None)
            if not outside or bool(owner.service_supplier) != certified:
                continue
            taken = sum((h.bounds[1] for _, h in holders), ZERO)
            share = min(owner.bounds[1], max(ZERO, limit - taken))
            if share:
                holders.append((at, owner.model_copy(update={"share": share})))
    if not holders and cap and others:  # nobody outside is known by name
        share = min(cap, others)
        holders.append((None, Owner(name="holder from anywhere", share=share)))
    taken = sum((h.bounds[1] for _, h in holders), ZERO)
    old = (owner.kind for owner in profile.owners or () if owner.jurisdiction == HOME)
    stays = "state" in old  # a state holder that is there takes up the rest
    kind: HolderKind = "state" if state or stays else "company"
    mainland = Owner(
        name="mainland holder", jurisdiction=HOME, share=ALL - taken, kind=kind
    )
    return (*holders, (None, mainland))
