"""Short everyday names: a place with the city or province in which it lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from vatscheck.law.book import Law
from vatscheck.law.territory import Place

Language = Literal["en", "zh"]
WIDER = ("province", "city")
"""The units by which a place is told from others of its name."""


def short_name(record: Any, language: Language) -> str:
    """Return the short name of a place, a service or a fact, its full name without one."""
    label = record.label if language == "en" else record.label_zh
    return str(label or getattr(record, language))


def place_label(law: Law, id: str, language: Language) -> str:
    """Return the short name of a place with what it lies in.

    English names the next city or province ("Pudong, Shanghai"), Chinese the whole
    path from the province down (上海市浦东新区). Raises `KeyError` for an unknown place.
    """
    place = law.places[id]
    above = [found for found in _above(law, id) if found.kind in WIDER]
    name = short_name(place, language)
    if language == "zh":
        return "".join([*(found.zh for found in reversed(above)), name])
    return ", ".join([name, *(found.en for found in above[:1])])


def _above(law: Law, id: str) -> Iterator[Place]:
    """The places that the id of a place runs through, the nearest first."""
    while id := id.rpartition("/")[0]:
        yield law.places[id]
