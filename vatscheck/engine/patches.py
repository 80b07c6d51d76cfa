"""Changed profiles: the worked example of a cure, and the same without one step."""

from __future__ import annotations

from typing import Any, NamedTuple

from vatscheck.engine import axes as profile_axes
from vatscheck.engine.duties import with_duties
from vatscheck.engine.space import Space
from vatscheck.profile.models import Owner, Profile, ServiceEntry

REGISTERED, SERVERS = "registration.place", "servers.places"
SERVES, CONTENT = "services.serves", "services.content"
FORM, OWNERS, COUNTING = "registration.legal_form", "owners", "facts.counting"
LISTED = "registration.listed"
PLACES = frozenset({REGISTERED, SERVERS, SERVES})
"""The facts on which the bits of places depend."""
Holders = tuple[tuple[int | None, Owner], ...]
"""New owners, each with its place among the old ones."""


def certificate(at: int) -> str:
    """Return the path of the certificate of a direct holder."""
    return f"owners[{at}].service_supplier"


class Patch(NamedTuple):
    """A profile with one of its services, and the changes made to it by fact."""

    original: Profile
    entry: ServiceEntry
    entries: tuple[ServiceEntry, ...]
    changes: tuple[tuple[str, Any], ...] = ()

    def changed(self, fact: str, value: Any) -> Patch:
        """Return the patch with one change more."""
        return self._replace(changes=(*self.changes, (fact, value)))

    def without(self, fact: str) -> Patch:
        """Return the patch with the change of one fact left out."""
        kept = tuple(change for change in self.changes if change[0] != fact)
        return self._replace(changes=kept)

    @property
    def profile(self) -> Profile:
        """The changed profile."""
        changes = dict(self.changes)
        update: dict[str, Any] = {"owners": self.owners}
        if SERVERS in changes:
            places = {"places": changes[SERVERS]}
            update["servers"] = self.original.servers.model_copy(update=places)
        for table in ("registration", "facts"):
            named = {
                key.partition(".")[2]: value
                for key, value in self.changes
                if key.startswith(f"{table}.")
            }
            if named:
                old = getattr(self.original, table)
                update[table] = old.model_copy(update=named)
        return self.original.model_copy(update=update)

    @property
    def owners(self) -> list[Owner] | None:
        """The owners of the changed profile."""
        changes = dict(self.changes)
        old = self.original.owners or []
        holders: Holders = changes.get(OWNERS) or tuple(enumerate(old))
        if not holders:
            return self.original.owners
        owners: list[Owner] = []
        for at, owner in holders:
            was = old[at] if at is not None else owner
            certified = at is not None and changes.get(certificate(at))
            supplier = True if certified else was.service_supplier
            same = owner.service_supplier is supplier
            update = {} if same else {"service_supplier": supplier}
            owners.append(owner.model_copy(update=update) if update else owner)
        return owners

    @property
    def service(self) -> ServiceEntry:
        """The changed entry of the service."""
        changes = dict(self.changes)
        update = {
            key.partition(".")[2]: changes[key]
            for key in (SERVES, CONTENT)
            if key in changes
        }
        if SERVERS in changes and self.entry.servers:
            update["servers"] = changes[SERVERS]
        return self.entry.model_copy(update=update)

    def space(self, like: Space) -> Space:
        """Return the completions of the changed profile; axes not touched are kept."""
        facts = {fact for fact, _ in self.changes}
        profile, entry, rules = self.profile, self.service, like.rules
        update: dict[str, Any] = {
            "serves": tuple(entry.serves or ()),
            "facts": profile.facts,
            "market": profile.registration.market,
            "legal_form": profile.registration.legal_form or profile_axes.LEGAL_FORM,
        }
        if REGISTERED in facts:
            place = profile.registration.place
            update["registered"] = profile_axes.places(rules.atlas, place)
        if SERVERS in facts:
            names = entry.servers or profile.servers.places
            update["servers"] = profile_axes.server_places(rules.atlas, names)
        if facts & {OWNERS, COUNTING, LISTED} or any("[" in fact for fact in facts):
            update["owners"] = profile_axes.ownership(profile)
        if CONTENT in facts:
            update["content"] = profile_axes.contents(entry, rules.kinds)
        changed = like.axes._replace(**update)
        if not facts.isdisjoint(rules.limited_by):
            changed = with_duties(rules, profile, entry, changed)
        found = like.changed(changed)
        if facts.isdisjoint(PLACES):
            found.__dict__["by_place"] = like.by_place
        return found

    def values(self) -> dict[str, Any]:
        """Return the changes as dotted paths of the profile and their new values."""
        values: dict[str, Any] = {}
        for fact, value in self.changes:
            if fact.startswith(OWNERS):
                owners = self.profile.owners or []
                values[OWNERS] = [_plain(owner) for owner in owners]
            elif fact.startswith("services.") or (
                fact == SERVERS and self.entry.servers
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
