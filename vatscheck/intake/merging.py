"""Putting answers into a profile that is there: comments stay, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vatscheck.intake.slips import AnswersError, Slip
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.editing import LayoutError, applied
from vatscheck.profile.load import load
from vatscheck.profile.reading import decode


def merged(names: Names, raw: bytes, name: str, data: Mapping[str, Any]) -> bytes:
    """Return a profile's bytes with some data in it; what the data leaves out stays.

    Holders replace those that were there, services are joined by id. Raises
    `ProfileError` for a profile that is not in order, before or after, and
    `AnswersError` for one whose text cannot be changed.
    """
    profile, _ = load(raw, name, settler(names))
    patch = dict(_patch(data))
    try:
        text = applied(decode(raw, name), profile, patch, names.services)
    except LayoutError:
        raise AnswersError(name, [Slip("intake-layout")]) from None
    found = text.encode()
    load(found, name, settler(names))
    return found


def with_products(
    names: Names, raw: bytes, name: str, products: Sequence[str]
) -> bytes:
    """Return a profile's bytes with products added to those that it names."""
    profile, _ = load(raw, name, settler(names))
    every = list(dict.fromkeys((*profile.products, *products)))
    return merged(names, raw, name, {"products": every})


def _patch(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of some data with their values, as `applied` takes them."""
    for key, value in data.items():
        if key == "schema":
            continue
        if isinstance(value, Mapping):
            for inner, item in value.items():
                yield f"{key}.{inner}", item
        else:
            yield key, value
