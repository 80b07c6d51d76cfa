"""Plain lists of services and places, one record a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.meanings import near_services as near
from vatscheck.names.words import contains
from vatscheck.words.catalogue import Lang, word


def service_lines(law: Law, words: Sequence[str], lang: Lang) -> Iterator[str]:
    """Yield the services in catalogue order: id, code, both names, market names below.

    With words only those of which an id, a code or a name holds one of them.
    """
    names_ = Names(law)
    meant = {id for word in words for id in names_.services(word) or near(names_, word)}
    for item in law.services.values():
        known = " ".join((item.id, item.code, item.en, item.zh, *item.aliases))
        holds = any(contains(known, word) for word in words)
        if words and not holds and item.id not in meant:
            continue
        names = f"{item.zh} / {item.en}" if lang == "zh" else f"{item.en} / {item.zh}"
        if not item.covered:
            names += f" ({word('not_covered', lang)})"
        yield f"{item.id:<22} {item.code:<6} {names}"
        if item.aliases:
            yield f"{'':<29} {word('also', lang, names=', '.join(item.aliases))}"


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
