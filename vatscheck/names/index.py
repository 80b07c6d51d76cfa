"""From names as people write them to the ids of the law: places, services, content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from vatscheck.law.book import Law
from vatscheck.law.models import Fact
from vatscheck.law.territory import Place
from vatscheck.names.aliases import fold, value
from vatscheck.profile.models import Profile, ServiceEntry

SERVICES = ("ircs", "edi-ecommerce", "info-publish")
"""Services that are named where nothing is near."""
LICENCE = re.compile(
    r"(经营)?(许可证?|牌照|证)$|\s+(licen[cs]e|permit)s?$", re.IGNORECASE
)
"""What people add to the name of a service when they mean its licence."""
FACTS = "facts."
"""How the names of the facts of `[facts]` begin."""
LONGEST = 60
"""How much of an unknown name is compared."""
SUFFIXES = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "地区",
    "新区",
    "林区",
    "自治县",
    "省",
    "市",
    "区",
    "县",
    "盟",
)
"""Administrative words that people leave out of Chinese names."""


def close(name: str, names: Iterable[str], n: int, cutoff: float) -> list[str]:
    """The names most like a name; imported late, for it is slow and errors are rare."""
    from difflib import get_close_matches

    return get_close_matches(name, list(names), n=n, cutoff=cutoff)


def _short(zh: str) -> str:
    for suffix in SUFFIXES:
        if zh.endswith(suffix) and len(zh) - len(suffix) >= 2:
            return zh.removesuffix(suffix)
    return zh


class Names:
    """Finds what a name stands for; a name of several things is never guessed."""

    def __init__(self, law: Law) -> None:
        self.law = law

    # --- places ---------------------------------------------------------------

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for place in self.law.places.values():
            for name in {fold(n) for n in self._spellings(place)}:
                found.setdefault(name, []).append(place.id)
        return found

    @cached_property
    def _outsides(self) -> frozenset[str]:
        """The words for what lies in a district and outside the zones."""
        every = (area.outside for area in self.law.areas.values())
        return frozenset(word for word in every if word)

    @staticmethod
    def _spellings(place: Place) -> Iterable[str]:
        last = place.id.rpartition("/")[2]
        yield from (place.id, last, place.en, place.zh, _short(place.zh))
        yield from (place.code or place.id, *place.aliases)

    def place(self, name: str) -> list[str]:
        """Return the ids that a place name may stand for; one = settled, none = unknown."""
        if name.strip() in self.law.places:
            return [name.strip()]
        head, _, last = name.strip().rpartition("/")
        if head and last in self._outsides:
            found = [place for place in self.place(head) if place in self.law.places]
            return [f"{place}/{last}" for place in found]
        found = self._index.get(fold(name)) or self._printed(fold(name))
        top = [p for p in found if self.law.places[p].kind in ("province", "outside")]
        return top if len(top) == 1 else found

    def _printed(self, name: str) -> list[str]:
        """Read an address from the province down, as printed on a business licence."""
        found = [""]
        rest = name.replace(" ", "")
        while rest:
            step = self.next_unit(rest, found)
            if step is None:
                return []
            found, used = step
            rest = rest[used:]
        return found if found != [""] else []

    def next_unit(self, rest: str, above: list[str]) -> tuple[list[str], int] | None:
        """Return the places that a text begins with, and how many letters name them."""
        for size in range(min(len(rest), 24), 1, -1):
            below = [
                place
                for place in self._index.get(rest[:size], ())
                if above == [""] or self.inside(place, above)
            ]
            if below:
                return below, size
        return None

    def inside(self, place: str, above: list[str]) -> bool:
        """Whether a place lies in one of some others, or is one."""
        lies_in = self.law.places[place].lies_in or [place]
        return any(p == a or p.startswith(f"{a}/") for p in lies_in for a in above)

    def near_places(self, name: str) -> list[str]:
        """Return the place ids nearest to an unknown name: of a street its district."""
        index = self._index
        if self.jurisdiction(name) not in ("", "CN"):
            return ["abroad"]
        if inside := self._inside_an_address(name[:LONGEST]):
            return inside
        nearest = close(fold(name[:LONGEST]), index, n=3, cutoff=0.7)
        return list(dict.fromkeys(place for name in nearest for place in index[name]))

    def _inside_an_address(self, name: str) -> list[str]:
        """Read an address small to large, as in English, or cut the street off."""
        turned = " ".join(part.strip() for part in name.split(",")[::-1])
        for words in (turned, turned.replace(" District", "").replace(" City", "")):
            if found := self.place(words):
                return found
        for end in range(len(name) - 1, 1, -1):
            if not name.isascii() and (found := self._printed(fold(name[:end]))):
                return found
        return []

    # --- services -------------------------------------------------------------

    def services(self, name: str) -> list[str]:
        """Return the services that an id, a catalogue code or a market name opens into."""
        if name in self.law.services:
            return [name]
        return self._called(name) or self._called(LICENCE.sub("", name.strip()))

    def _called(self, name: str) -> list[str]:
        by_code, by_name = self._service_names
        wanted = fold(name)
        found = by_code.get(wanted) or by_name.get(wanted, [])
        covered = [id for id in found if self.law.services[id].covered]
        return covered or found

    @cached_property
    def _service_names(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The services of each code, and of each name."""
        by_code: dict[str, list[str]] = {}
        by_name: dict[str, list[str]] = {}
        for s in self.law.services.values():
            for code in {fold(c) for c in (s.code, *s.includes) if s.code}:
                by_code.setdefault(code, []).append(s.id)
            for name in {fold(n) for n in (s.id, s.en, s.zh, *s.aliases)}:
                by_name.setdefault(name, []).append(s.id)
        return by_code, by_name

    def near_services(self, name: str) -> list[str]:
        """Return the service ids nearest to an unknown name, by one of its words first."""
        for part in fold(re.sub("许可证?|牌照|业务", " ", name[:LONGEST])).split():
            if found := self.services(part):
                return found
        names = self._last_named
        nearest = close(fold(name[:LONGEST]), names, n=3, cutoff=0.7)
        return list(dict.fromkeys(names[match] for match in nearest))

    @cached_property
    def _last_named(self) -> dict[str, str]:
        """The last service of each name, as a nearest one is offered."""
        return {
            fold(n): s.id
            for s in self.law.services.values()
            for n in (*s.aliases, s.en, s.zh, s.id)
        }

    def entries(
        self, names: Iterable[str]
    ) -> tuple[list[ServiceEntry], list[tuple[str, str]]]:
        """Return the services that names open into, and unknown names with the nearest."""
        found: dict[str, ServiceEntry] = {}
        unknown: list[tuple[str, str]] = []
        for name in names:
            ids = self.services(name)
            if not ids:
                hint = self.near_services(name) or SERVICES
                unknown.append((name, ", ".join(hint)))
            found |= {id: ServiceEntry(id=id) for id in ids}
        return list(found.values()), unknown

    @staticmethod
    def narrowed(profile: Profile, entries: Iterable[ServiceEntry]) -> Profile:
        """Return a profile that asks for other services; entries that it has are kept."""
        known = {entry.id: entry for entry in profile.services}
        services = [known.get(entry.id, entry) for entry in entries]
        return profile.model_copy(update={"services": services})

    def products(self, name: str) -> list[str]:
        """Return the products that a name or word may mean; `all` means every one."""
        every = self.law.products
        if name in every or name == "all":
            return list(every) if name == "all" else [name]
        word = fold(name)
        return [p.id for p in every.values() if word in fold(f"{p.id} {p.en} {p.zh}")]

    # --- facts, content and holders ---------------------------------------------------

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts of `[facts]`, by their key there."""
        every = self.law.facts.items()
        return {
            id.removeprefix(FACTS): fact for id, fact in every if id.startswith(FACTS)
        }

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each service in the catalogue."""
        return {id: at for at, id in enumerate(self.law.services)}

    def content(self, kind: str) -> str:
        """Return the kind of content that an id or its exact name stands for, or nothing."""
        every = self.law.contents
        if kind in every:
            return kind
        english = {fold(item.en): item.id for item in every.values()}
        chinese = [item.zh for item in every.values()]
        return value(kind, list(every), chinese) or english.get(fold(kind), "")

    def near_contents(self, kind: str) -> list[str]:
        """Return the kinds of content nearest to an unknown one."""
        names = {
            fold(n): c.id
            for c in self.law.contents.values()
            for n in (c.zh, c.en, *c.id.split("-"), c.id)
        }
        nearest = close(fold(kind), names, n=3, cutoff=0.7)
        return list(dict.fromkeys(names[match] for match in nearest))

    def jurisdiction(self, name: str) -> str:
        """Return the code of the state or region that a name stands for, or nothing."""
        if found := self.state(name):
            return found
        names = self._states
        nearest = close(fold(name[:LONGEST]), names, n=1, cutoff=0.85)
        return names[nearest[0]] if nearest else ""

    def state(self, name: str) -> str:
        """Return the code that a name of a state or region is exactly, or nothing."""
        if name in self.law.jurisdictions:
            return name
        return self._states.get(fold(name), "")

    @cached_property
    def _states(self) -> dict[str, str]:
        return {
            fold(n): state.id
            for state in self.law.jurisdictions.values()
            for n in (state.id, state.en, state.zh, *state.aliases)
        }
