"""Places with the same answer, in words and as the keys of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED
from vatscheck.answers.summary import naming
from vatscheck.engine.regions import Territory as Land
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import Phrases

FEW = 2
"""A part of so many places is told by them, a larger one by its own name."""
NAMED = 6
"""So many places are named in a cell; of more the first, and the rest is counted."""
SHORT = {
    "everywhere": "short-everywhere",
    "everywhere-else": "short-everywhere-else",
}
"""How a table says that a group is all the mainland, or the rest of it."""
Kind = Literal["places", "rest", "unclear", "outside"]


@with_config(CLOSED)
class Territory(TypedDict):
    """Places with the same answers; every place id lies in exactly one such group.

    A place whose parts differ lies in the group of its own answer, its parts in theirs.
    """

    label: str
    """The places in words, each by its full name."""
    names: NotRequired[list[str]]
    """The places by their short names, as a table names them."""
    kind: NotRequired[Kind]
    """`rest` = all that no other group names, `unclear` = only places whose parts differ,
    named without one of them, `outside` = outside the mainland, else `places`."""
    places: list[str]
    """Ids that stand for themselves and all below them that no other group names."""
    remainders: list[str]
    """Ids of which named parts lie in other groups."""
    rest: bool
    """Whether it is the group of every place that is named nowhere."""


def label(where: Land, phrases: Phrases) -> str:
    """Return a territory in words."""
    if where.rest:
        return phrases.say(_everywhere(where))
    left = dict.fromkeys(where.label.whole)
    names = list(_whole_parts(left, phrases, 1))
    whole = tuple(place for place in where.label.whole if place in left)
    return phrases.series([*names, *phrases.land(where.label._replace(whole=whole))])


def short_names(where: Land, phrases: Phrases) -> list[str]:
    """Return the short names of what lies in a territory, in the order of the law."""
    if where.rest:
        return [phrases.say(SHORT[_everywhere(where)])]
    left = dict.fromkeys(where.label.whole)
    parts = list(_whole_parts(left, phrases, FEW))
    names = [*_alone(left, phrases), *parts]
    for place in where.label.left:
        names.append(phrases.say("rest-of", place=naming.place_alone(place, phrases)))
    if where.label.mixed and not names:
        names += _alone(where.label.mixed, phrases)
    return names


def _everywhere(where: Land) -> str:
    return "everywhere" if where.label.everything else "everywhere-else"


def _alone(ids: Iterable[str], phrases: Phrases) -> list[str]:
    """Short names of places in order; two of one name are told with their province."""
    order = {id: at for at, id in enumerate(phrases.law.places)}
    found = sorted(naming.folded(ids), key=lambda id: order.get(id, len(order)))
    return [naming.place_alone(id, phrases) for id in found]


def _whole_parts(
    places: dict[str, None], phrases: Phrases, above: int
) -> Iterator[str]:
    """Name the parts of areas that more places make up together, and take those out."""
    for part in phrases.atlas.parts.values():
        members = {member.place for member in phrases.atlas.members_of(part)}
        if len(members) > above and members <= places.keys():
            yield phrases.of(part)
            for member in members:
                del places[member]


def _kind(where: Land, phrases: Phrases) -> Kind:
    named = [*where.label.whole, *where.label.left]
    if where.rest:
        return "rest"
    if not named:
        return "unclear"
    kinds = {phrases.law.places[id].kind for id in named if id in phrases.law.places}
    return "outside" if kinds == {"outside"} else "places"


def territory(where: Land, phrases: Phrases) -> dict[str, Any]:
    """Return a territory as the keys of a document."""
    return {
        "label": label(where, phrases),
        "names": short_names(where, phrases),
        "kind": _kind(where, phrases),
        "places": list(where.places),
        "remainders": list(where.remainders),
        "rest": where.rest,
    }


# --- the page ---------------------------------------------------------------------


def few(names: Iterable[str], lang: Lang, mark: str = "semicolon") -> str:
    """Return places for one cell; of more than a cell holds the first are named."""
    found = list(dict.fromkeys(names))
    shown = word(mark, lang).join(found[:NAMED])
    if len(found) <= NAMED:
        return shown
    first = word(mark, lang).join(found[:3])
    return word("summary-more-places", lang, places=first, n=len(found) - 3)


def told(groups: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    """Return several territories of a document together in a few words."""
    found = list(groups)
    names = [name for group in found for name in group["names"] if not group["rest"]]
    if any(group["rest"] for group in found):
        rest = next(group["names"] for group in found if group["rest"])
        return word("semicolon", lang).join(
            [*([few(names, lang)] if names else []), *rest]
        )
    return few(names, lang)
