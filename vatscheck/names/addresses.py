"""The place in which an address lies, as printed on a business licence.

The street is cut off; nothing is guessed. A street that is called after a place is no
place, so that of a Chinese address only units with their administrative word count.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from vatscheck.names.aliases import fold
from vatscheck.names.index import Names

TOPS = ("province", "city", "special", "parcel", "outside")
"""What an address can begin with."""
UNITS = ("省", "市", "区", "县", "州", "盟", "旗")
"""How the name of a unit or parcel ends on a licence."""
ZONE = re.compile(r"中国\((\w+?)\)自由贸易试验区")
"""A free-trade zone as a whole: which of its parcels has to be said."""
COUNTRY = re.compile(r"^(中华人民共和国|中国)(?!\()")
LAST = re.compile(
    r"(^|\s)(p\.?\s*r\.?\s*c\.?|(people.?s republic of |p\.?\s*r\.?\s*)?china|\d{6})\.?$"
)
"""What an English address ends with: the country, or a postcode."""
KINDS = re.compile(
    r"\s(district|new area|city|county|province|municipality|prefecture)$"
)
"""The words for units in an English address."""


def places_in(names: Names, text: str) -> list[str]:
    """Return the places that an address may lie in; one = settled, none = unknown."""
    from unicodedata import normalize

    if found := names.place(text):
        return found
    address = normalize("NFKC", text).strip()
    if re.search("[\u4e00-\u9fff]", address):
        return _chinese(names, re.sub(r"\s", "", address).casefold())
    return _english(names, address.casefold())


def _chinese(names: Names, address: str) -> list[str]:
    """Read from the province down, as far as the units go; a list is no address."""
    if re.search("[、,;]", address):
        return []
    found = _walk(names, COUNTRY.sub("", address), TOPS)
    zone = ZONE.search(address)
    if zone is None or any(_named(names, place, zone[0]) for place in found):
        return found
    inside = _walk(names, address[zone.end() :], ())
    return _parcels(names, inside or names.place(zone[1]), zone[0])


def _walk(names: Names, address: str, tops: Collection[str]) -> list[str]:
    """The places of the last unit that is written with its administrative word.

    An address begins with a unit of the kinds `tops`: districts of one name are many.
    """
    settled: list[str] = []
    above, rest = [""], address
    while rest and (step := names.next_unit(rest, above)):
        kinds = {names.law.places[place].kind for place in step[0]}
        if tops and above == [""] and not kinds <= set(tops):
            return []
        above, used = step
        if rest[:used].endswith(UNITS):
            settled = above
        rest = rest[used:]
    return settled


def _named(names: Names, place: str, zone: str) -> bool:
    """Whether a place is called after a zone: its parcels carry its name."""
    return fold(names.law.places[place].zh).startswith(zone)


def _parcels(names: Names, inside: list[str], zone: str) -> list[str]:
    """The parcels of a zone that lie in some places or are one of them, or all."""
    parcels = [
        place.id
        for place in names.law.places.values()
        if _named(names, place.id, zone) and not place.overlap
    ]
    near = [p for p in parcels if p in inside or names.inside(p, inside)]
    return near or parcels


def _english(names: Names, address: str) -> list[str]:
    """Read from the end of the address, as far as its parts are places."""
    above: list[str] = []
    for part in [part.strip() for part in re.split("[,;]", address)][::-1]:
        word = _bare(part)
        if not word:
            continue
        unit = KINDS.search(word)
        every = names.place(word) or names.place(KINDS.sub("", word))
        found = [p for p in every if not above or names.inside(p, above)]
        if not found:
            return [] if every or unit else above
        above = found
    return above


def _bare(part: str) -> str:
    """A part of an address without country and postcode."""
    while hit := LAST.search(part):
        part = part[: hit.start()].strip()
    return fold(part) if part else ""
