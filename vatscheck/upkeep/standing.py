"""The records of one id, each with the place where it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vatscheck.law.book import Law
from vatscheck.law.compile import DATA
from vatscheck.law.models import KINDS
from vatscheck.law.rules import records
from vatscheck.upkeep.rows import PARTS
from vatscheck.upkeep.spots import Spot, spots_in


def standing(law: Law, folder: Path | None, id: str) -> list[tuple[Any, Spot]]:
    """Return the records with an id and where they stand; an overlay's own come first.

    A part of an area is a record too, unless its area has the same id.
    """
    places = [folder, DATA] if folder and law.overlay else [folder or DATA]
    spots: dict[tuple[str, str], Spot] = {}
    for place in filter(None, places):
        for spot in spots_in(place):
            spots.setdefault((spot.kind, spot.id), spot)
    books = {kind: records(law, kind) for kind in KINDS}
    areas = law.areas.values()
    parts = {part.id: part for area in areas for part in area.part}
    if id not in law.areas:
        books[PARTS] = parts
    return [
        (book[id], spots[kind, id])
        for kind, book in books.items()
        if id in book and (kind, id) in spots
    ]
