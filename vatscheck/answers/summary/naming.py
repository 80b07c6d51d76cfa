"""How the short answer names places, routes, services and holders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from vatscheck.engine.answer import Group
from vatscheck.law.labels import place_label, short_name
from vatscheck.law.models import Route
from vatscheck.law.offers import Product, Service
from vatscheck.words.catalogue import chinese, texts
from vatscheck.words.phrases import Phrases

FEW = 6
"""So many places are named one by one; of more the area is named, or their number."""
SHOWN = 3
"""So many of them are named before the rest is counted."""
ASIDE = re.compile(r"[:：(（]")
"""Where the title of a route turns from its name to what it is about."""


def language(phrases: Phrases) -> Any:
    """Return the language in which the law has its texts for this reader."""
    return texts(phrases.lang)


def name(service: Service | Product, phrases: Phrases) -> str:
    """Return the everyday name of a service or product."""
    label = getattr(service, "label", "")
    return short_name(service, language(phrases)) if label else phrases.of(service)


def lowered(text: str, phrases: Phrases) -> str:
    """Return a sentence as a part of another: English does not begin it with a capital.

    Letters stand as they are: CDN, MIIT.
    """
    if chinese(phrases.lang) or text[1:2].isupper():
        return text
    return text[0].lower() + text[1:]


def capital(text: str) -> str:
    """Return what begins a sentence with a capital; a name that has one inside stands."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def place(id: str, phrases: Phrases) -> str:
    """Return a place with what it lies in: Pudong, Shanghai."""
    if id not in phrases.law.places:
        return _outside(id, place, phrases)
    return place_label(phrases.law, id, language(phrases))


def short_place(id: str, phrases: Phrases) -> str:
    """Return the short name of a place: Pudong."""
    if id not in phrases.law.places:
        return _outside(id, short_place, phrases)
    return short_name(phrases.law.places[id], language(phrases))


def place_alone(id: str, phrases: Phrases) -> str:
    """Return the short name of a place; with what it lies in, if another has its name."""
    kept, key = phrases.law.kept, ("names", phrases.lang)
    if key not in kept:
        places = phrases.law.places.values()
        kept[key] = Counter(short_name(item, language(phrases)) for item in places)
    name = short_place(id, phrases)
    return name if kept[key][name] <= 1 else place(id, phrases)


def _outside(id: str, named: Callable[[str, Phrases], str], phrases: Phrases) -> str:
    """What of a place lies outside the parcels of an area."""
    head, _, last = id.rpartition("/")
    areas = (a for a in phrases.law.areas.values() if a.outside == last)
    area = phrases.of(next(areas))
    return phrases.say("summary-outside", place=named(head, phrases), area=area)


def way(route: Route, phrases: Phrases) -> str:
    """Return the name of a route: its title without what it is about."""
    return ASIDE.split(phrases.of(route, "title"))[0].strip()


def line(route: Route, cap: object, phrases: Phrases) -> str:
    """Return what a route admits, for whom and where, in one clause."""
    text = phrases.of(route, "line") or phrases.of(route, "title")
    return text.replace("{cap}", str(cap))


def folded(ids: Iterable[str]) -> list[str]:
    """Return places without those that lie in another of them."""
    found = list(ids)
    return [id for id in found if not any(id.startswith(f"{up}/") for up in found)]


def places(ids: Sequence[str], route: Route | None, phrases: Phrases) -> str:
    """Return places in words: by name if they are few, by their area if it is whole.

    Of more that are no whole area the first are named and the rest counted.
    """
    shown = folded(ids)
    if len(shown) <= FEW:
        return phrases.either(short_place(id, phrases) for id in shown)
    if route and route.area and _whole(route.area, ids, phrases):
        return phrases.say("summary-any-of", area=phrases.area(route.area))
    first = phrases.join(short_place(id, phrases) for id in shown[:SHOWN])
    return phrases.say("summary-more-places", places=first, n=len(shown) - SHOWN)


def _whole(area: str, ids: Iterable[str], phrases: Phrases) -> bool:
    """Whether places are all that an area consists of on the day."""
    atlas, given = phrases.atlas, set(ids)
    inside = atlas.parts_of(area)
    parts = [part for bit, part in atlas.parts.items() if bit & inside]
    members = {m.place for part in parts for m in atlas.members_of(part)}
    return bool(members) and members <= given


def authority(id: str, phrases: Phrases) -> str:
    """Return an authority as a sentence names it: by its usual letters, if it has such."""
    return id if not chinese(phrases.lang) else phrases.of(phrases.law.authorities[id])


def groups(found: Sequence[Group], phrases: Phrases) -> str:
    """Return groups of places in words, each name once; of many the first are named.

    A group of all that no other group names is told by what it leaves out.
    """
    if not all(group.places for group in found):
        return phrases.say("summary-where-rest")
    every = (name for group in found for name in _group(group, phrases))
    names, between = list(dict.fromkeys(every)), phrases.say("between-places")
    if len(names) <= FEW:
        return between.join(names)
    first = between.join(names[:SHOWN])
    return phrases.say("summary-more-places", places=first, n=len(names) - SHOWN)


def _group(found: Group, phrases: Phrases) -> list[str]:
    names = phrases.parts(found)
    if len(names) > FEW and found.route.area and not found.partly and not found.more:
        return [phrases.say("summary-any-of", area=phrases.area(found.route.area))]
    return names
