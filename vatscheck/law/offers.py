"""What a company may offer: services and their groups, products and what spares them.

Plain frozen tuples, as all records of the law; days are ISO strings, both inclusive.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from vatscheck.law.duties import When
from vatscheck.law.evidence import (
    Day,
    Evidence,
    Line,
    Slug,
)


class Note(NamedTuple):
    """A remark on a service for days up to `to`, or the older item it is judged as."""

    to: Day
    note: Line
    note_zh: Line
    service: Slug | None = None


class Service(NamedTuple):
    """One item of the Telecommunications Services Catalogue, or a named part of one.

    `covered` false = the rule base is silent on it; `content` true = rules on content
    apply to it; `aliases` are the names used on the market, `label` its everyday name.
    `threshold` says in one clause for whom it must be done to be this service at all,
    `threshold_text` where the line runs, on evidence of its own; `below` is what an
    activity under it needs, and without it the record cannot say that one is.
    """

    id: Slug
    code: str
    en: Line
    zh: Line
    text: Line
    text_zh: Line
    evidence: Evidence
    licence: str | None = None
    aliases: Sequence[str] = ()
    includes: Sequence[str] = ()
    covered: bool = True
    content: bool = False
    label: str = ""
    label_zh: str = ""
    threshold: str = ""
    threshold_zh: str = ""
    threshold_text: str = ""
    threshold_text_zh: str = ""
    threshold_evidence: Evidence | None = None
    below: Literal["nothing", "filing"] | None = None
    judged_as: Sequence[Note] = ()
    notes: Sequence[Note] = ()


class Group(NamedTuple):
    """Services that records name together: `@` and its id stands for all of them.

    It is a name and no rule: what cites it carries the evidence.
    """

    id: Slug
    en: Line
    zh: Line
    services: Annotated[Sequence[Slug], Field(min_length=1)]


Need = Literal["licence", "filing", "nothing", "other-permit", "grey"]
ProductId = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]


class Product(NamedTuple):
    """What an ordinary product needs: a licence for services, a filing, or nothing.

    `grey` = the authority has to be asked; `services` are then what may be needed.
    Outside `from_` and `to` the law is silent on it. `sectors` are the regulated lines
    of business that it is by itself, `implies` the yes-or-no facts of `[facts]` that
    hold of it, `subject` further facts that are its own matter: a duty that reads one of
    them bars the product itself, and not only a part of it. `code` is empty: products are no items of the Catalogue.
    """

    id: ProductId
    en: Line
    zh: Line
    need: Need
    text: Line
    text_zh: Line
    evidence: Evidence
    services: Sequence[Slug] = ()
    from_: Day | None = None
    to: Day | None = None
    sectors: Sequence[Slug] = ()
    implies: Sequence[Line] = ()
    subject: Sequence[Line] = ()
    code: Literal[""] = ""


class Proviso(NamedTuple):
    """What the day, the place or the person adds to, or changes about, what products need.

    It holds for its `products` and for every product of its `needs`, where `when`
    holds; `need` is then needed instead.
    """

    id: Slug
    from_: Day
    text: Line
    text_zh: Line
    evidence: Evidence
    to: Day | None = None
    products: Sequence[ProductId] = ()
    needs: Sequence[Need] = ()
    when: When = ()
    need: Need | None = None


class Content(NamedTuple):
    """A kind of content of an information service; `none` needs no permit."""

    id: Slug
    en: Line
    zh: Line
