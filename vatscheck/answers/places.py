"""The places that a profile can name: provinces, or everything in some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.opening import EMPTY, opening
from vatscheck.answers.shapes import CLOSED, Head
from vatscheck.formats.page import Column, Gap, Page, Paragraph, Run, Table, line
from vatscheck.law.book import Law
from vatscheck.law.territory import Place as Record
from vatscheck.words.catalogue import Lang, chinese, word
from vatscheck.words.pieces import join


@with_config(CLOSED)
class Place(TypedDict):
    """A place with its own rules or its own number, a zone or a part of one."""

    id: str
    """What a profile writes; every name here is read too."""
    code: str | None
    """Its number in GB/T 2260, null = it has none."""
    kind: str
    """What it is: `province`, `city`, `district`, `zone` ..."""
    name: str
    """Its name in English."""
    name_zh: str
    """Its name in Chinese."""
    lies_in: list[str]
    """The districts that a zone or parcel may lie in; empty = its id says where it is."""


@with_config(CLOSED)
class Places(Head):
    """`places`: the provinces, or the places below those asked for."""

    schema: Literal["vatscheck/places/1"]
    """The kind of this document and its number."""
    below: list[str]
    """The places asked for, which are listed too; none = the provinces."""
    places: list[Place]
    """The places found."""


def places(law: Law, below: Sequence[str], lang: Lang) -> Document:
    """Return the provinces, or the given places and all that lies in them."""
    found = {
        **head("places", law),
        "below": list(below),
        "places": [_place(place) for place in _inside(law, below)],
    }
    return Document(found, lang, lay)


def _inside(law: Law, below: Sequence[str]) -> Iterator[Record]:
    for place in law.places.values():
        inside = any(
            place.id == top or place.id.startswith(f"{top}/") or top in place.lies_in
            for top in below
        )
        if inside or (not below and "/" not in place.id):
            yield place


def _place(place: Record) -> dict[str, Any]:
    return {
        "id": place.id,
        "code": place.code,
        "kind": place.kind,
        "name": place.en,
        "name_zh": place.zh,
        "lies_in": list(place.lies_in),
    }


def lay(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the list as a page, a row a place."""
    tops = [item for item in data["places"] if item["id"] in data["below"]]
    names = join((_names(item, lang)[0] for item in tops), lang)
    title = word("places-in" if names else "places-title", lang, names=names)
    heads = (word(f"places-{key}", lang) for key in ("id", "code", "name", "other"))
    rows = tuple(
        (
            line(Run(item["id"], "code")),
            line(item["code"] or EMPTY),
            *_cells(item, lang),
        )
        for item in data["places"]
    )
    columns = tuple(Column(head, whole=at < 2) for at, head in enumerate(heads))
    how = word("places-how" if names else "places-below", lang)
    table = Table(columns, rows, title)
    blocks = (*opening(title, data, lang), Gap(), table, Gap(), Paragraph(line(how)))
    return Page(title, lang, blocks)


def _cells(item: dict[str, Any], lang: Lang) -> Iterator[Any]:
    return (line(name) for name in _names(item, lang))


def _names(item: dict[str, Any], lang: Lang) -> tuple[str, str]:
    names = item["name"], item["name_zh"]
    return names if not chinese(lang) else (names[1], names[0])
