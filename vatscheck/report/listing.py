"""Plain lists of services and places, one record a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vatscheck.law.book import Law
from vatscheck.report.words import Lang, word


def service_lines(law: Law, lang: Lang) -> Iterator[str]:
    """Yield the services in catalogue order: id, code, both names, market names."""
    for item in law.services.values():
        names = f"{item.zh} / {item.en}" if lang == "zh" else f"{item.en} / {item.zh}"
        if item.aliases:
            names += f" [{', '.join(item.aliases)}]"
        if not item.covered:
            names += f" ({word('not_covered', lang)})"
        yield f"{item.id:<22} {item.code:<6} {names}"


def place_lines(law: Law, below: Sequence[str], lang: Lang) -> Iterator[str]:
    """Yield provinces, or the given places and all below them: id, code, both names."""
    for place in law.places.values():
        inside = any(
            place.id == top or place.id.startswith(f"{top}/") or top in place.lies_in
            for top in below
        )
        if inside or (not below and "/" not in place.id):
            names = (
                f"{place.zh} / {place.en}"
                if lang == "zh"
                else f"{place.en} / {place.zh}"
            )
            yield f"{place.id:<40} {place.code or '-':<7} {names}"
