"""The questionnaire: which questions, in which groups, with what is answered already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from vatscheck.intake.relevance import keys_read
from vatscheck.law.book import Law
from vatscheck.profile.models import Owner, Profile

Kind = Literal[
    "text",
    "number",
    "yes-no",
    "one",
    "several",
    "place",
    "places",
    "products",
    "serves",
    "content",
    "jurisdiction",
    "share",
]
KINDS: Mapping[str, Kind] = {
    "name": "text",
    "products": "products",
    "registration.place": "place",
    "registration.legal_form": "one",
    "registration.capital_cny": "number",
    "registration.listed": "yes-no",
    "registration.market": "one",
    "servers.places": "places",
    "services.for_others": "yes-no",
    "services.serves": "serves",
    "services.content": "content",
    "services.servers": "places",
    "owners.name": "text",
    "owners.jurisdiction": "jurisdiction",
    "owners.share": "share",
    "owners.through": "text",
    "owners.kind": "one",
    "owners.service_supplier": "yes-no",
    "owners.track_record": "yes-no",
}
"""What kind of answer the keys outside `[facts]` take."""
GROUPS = ("company", "owners", "places", "services", "more")
TABLES = {
    "name": "company",
    "registration": "company",
    "servers": "places",
    "products": "services",
    "facts": "more",
}
"""The group of a question, by the table of its key."""
HOLDER = ("name", "jurisdiction", "share", "through")
"""What is always asked of a holder; `through` names the holder whose shares it has."""
HOLDER_MORE = ("kind", "service_supplier", "track_record")
"""What is asked of a holder where a rule reads it."""


class Question(NamedTuple):
    """One question: its key in the profile, its kind, what it allows, its answer.

    `values` are the allowed words and `chinese` their Chinese names; `answer` is the
    value that the profile has, none if it has none.
    """

    key: str
    kind: Kind
    values: Sequence[str] = ()
    chinese: Sequence[str] = ()
    answer: Any = None

    @property
    def group(self) -> str:
        """The group in which it is asked."""
        return TABLES[self.key.partition(".")[0]]


class Holder(NamedTuple):
    """A holder as a row: `through` is the number of the row whose shares it has."""

    number: int
    owner: Owner
    through: int | None


class Form(NamedTuple):
    """A questionnaire: questions, columns and rows of holders, and of services.

    `products` are all there are, each with whether the profile names it.
    """

    questions: Sequence[Question]
    holder: Sequence[Question]
    holders: Sequence[Holder]
    entry: Sequence[Question]
    entries: Sequence[tuple[str, Sequence[Any]]]
    products: Sequence[tuple[str, bool]] = ()


def question(law: Law, key: str, answer: Any = None) -> Question:
    """Return the question for a key of the profile. Raises `KeyError` for no such key."""
    if key == "services.content":
        contents = law.contents.values()
        ids, names = [c.id for c in contents], [c.zh for c in contents]
        return Question(key, "content", ids, names, answer)
    fact = law.facts.get(key)
    values, chinese = (fact.values, fact.chinese) if fact else ((), ())
    if key in KINDS:
        return Question(key, KINDS[key], values, chinese, answer)
    kind = law.facts[key].type
    if kind is None:
        raise KeyError(key)
    return Question(key, kind, values, chinese, answer)


def keys(law: Law) -> list[str]:
    """Return every key that has a question of its own, in the order of asking."""
    facts = [f.id for f in law.facts.values() if f.type]
    own = [key for key in KINDS if key.partition(".")[0] not in ("owners", "services")]
    return sorted([*own, *facts], key=lambda key: _order(law, key))


def _order(law: Law, key: str) -> tuple[int, str]:
    """By group, and in the last one by who in the company knows."""
    group = GROUPS.index(TABLES[key.partition(".")[0]])
    fact = law.facts.get(key)
    return group, fact.who if fact and TABLES[key.partition(".")[0]] == "more" else ""


def form(law: Law, day: str, profile: Profile) -> Form:
    """Return the questions that can matter for a profile's services and products.

    What the profile answers is in it, whether it matters or not: nothing is lost.
    """
    read = keys_read(law, day, [e.id for e in profile.services], profile.products)
    answers = {key: answered(profile, key) for key in keys(law)}
    asked = [k for k, v in answers.items() if k in read or v is not None]
    if "name" not in asked:
        asked.insert(0, "name")
    if "products" not in asked:
        asked.append("products")
    holders = list(_holders(profile.owners or (), None, 1))
    more = [
        key
        for key in HOLDER_MORE
        if f"owners.{key}" in read
        or any(getattr(holder.owner, key) is not None for holder in holders)
    ]
    more_keys = ("serves", "content", "servers")
    columns = [k for k in more_keys if _column(profile, k, read)]
    if any(law.services[entry.id].below for entry in profile.services):
        columns.insert(0, "for_others")
    rows = [(e.id, [getattr(e, key) for key in columns]) for e in profile.services]
    return Form(
        [question(law, key, answers[key]) for key in asked],
        [question(law, f"owners.{key}") for key in (*HOLDER, *more)],
        holders,
        [question(law, f"services.{key}") for key in columns],
        rows,
        [(id, id in profile.products) for id in law.products],
    )


def _column(profile: Profile, key: str, read: set[str]) -> bool:
    """Whether a column of the services is needed: it is read, or filled in."""
    filled = any(getattr(entry, key) is not None for entry in profile.services)
    return filled or f"services.{key}" in read


def answered(profile: Profile, key: str) -> Any:
    """Return what a profile says under a key, none if nothing."""
    table, _, name = key.partition(".")
    if not name:
        return getattr(profile, key) or None
    if table == "facts":
        return profile.facts.get(name)
    return getattr(getattr(profile, table), name)


def _holders(
    owners: Sequence[Owner], through: int | None, number: int
) -> Iterator[Holder]:
    """Yield the holders, each before those above it, numbered from 1."""
    for owner in owners:
        yield Holder(number, owner, through)
        above = list(_holders(owner.owners or (), number, number + 1))
        yield from above
        number += 1 + len(above)
