"""What differs between two laws, and which answers change because of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.document import Document, head
from vatscheck.answers.laws.diff_page import lay
from vatscheck.answers.shapes import CLOSED, Head, Names, Status
from vatscheck.answers.shapes import Law as Edition
from vatscheck.formats.json import plain
from vatscheck.law.book import Law
from vatscheck.upkeep.changes import Change
from vatscheck.upkeep.impact import Difference, Impact
from vatscheck.upkeep.stored import Moved
from vatscheck.words.catalogue import Lang, chinese

NAMES = ("title", "en", "wants", "question", "text")


@with_config(CLOSED)
class Key(TypedDict):
    """One key of a changed record."""

    key: str
    """The key, as in TOML."""
    old: Any
    """What stands there in the old law, null = it is not there."""
    new: Any
    """What stands there in the new law, null = it is not there."""


@with_config(CLOSED)
class Changed(TypedDict):
    """One record that differs."""

    change: Literal["added", "removed", "changed"]
    """Which of the two laws has it."""
    kind: str
    """The kind of record, as in TOML."""
    id: str
    """Its id."""
    keys: list[Key]
    """The keys that differ, of a record that both have."""
    title: NotRequired[str]
    """What it is called, in the language of the run."""


@with_config(CLOSED)
class Standard(TypedDict):
    """A standard company."""

    foreign_share: float
    """Its foreign share in percent."""
    supplier_of: str | None
    """The home of its certified holder, null = its holder has no certificate."""


@with_config(CLOSED)
class Outcome(TypedDict):
    """What a law gives."""

    status: Status
    """The status."""
    routes: list[str]
    """The routes that give it, by id."""


@with_config(CLOSED)
class ChangedAnswer(TypedDict):
    """Answers that change alike; a place stands for all in it that is not named itself."""

    services: list[str]
    """The services, by id."""
    from_: Annotated[str, Field(alias="from")]
    """The first day on which they change."""
    to: str | None
    """The last day, null = from then on."""
    everywhere: bool
    """Whether they change in every place but those of `excluded`."""
    places: list[str]
    """The places in which they change, by id."""
    excluded: list[str]
    """The places among them in which they do not."""
    companies: list[Standard]
    """The standard companies for which they change."""
    old: Outcome
    """What the old law gives."""
    new: Outcome
    """What the new law gives."""


@with_config(CLOSED)
class Quiet(TypedDict):
    """Days on which the rules for a service differ and no answer tried does."""

    service: str
    """The service, by id."""
    from_: Annotated[str, Field(alias="from")]
    """The first of the days."""
    to: str | None
    """The last of them, null = from then on."""


@with_config(CLOSED)
class MovedProfile(TypedDict):
    """A service of a stored profile with another status."""

    file: str
    """The file of the profile."""
    service: str
    """The service, by id."""
    old: Status
    """What the old law gives."""
    new: Status
    """What the new law gives."""


@with_config(CLOSED)
class DiffDocument(Head):
    """`law diff`: what differs between two laws; `law` is the new one."""

    schema: Literal["vatscheck/law-diff/1"]
    """The kind of this document and its number."""
    old: Edition
    """The edition that it is compared with."""
    records: list[Changed]
    """Every record that differs."""
    answers: list[ChangedAnswer]
    """The answers that change for the standard companies."""
    without_effect: list[Quiet]
    """Where rules differ and none of these answers does."""
    as_of: NotRequired[str]
    """The day on which stored profiles were judged; there if a folder was named."""
    profiles: NotRequired[list[MovedProfile]]
    """The stored profiles whose answers change; there if a folder was named."""
    names: NotRequired[Names]
    """The names of the services and places."""


class Compared(NamedTuple):
    """Two laws with all that differs; `moved` none = no profiles were named."""

    old: Law
    new: Law
    changes: Sequence[Change]
    difference: Difference
    day: str
    moved: Sequence[Moved] | None


def diff(found: Compared, lang: Lang) -> Document:
    """Return everything that differs between two laws."""
    records = [
        {
            "change": change.how,
            "kind": change.kind,
            "id": change.id,
            "keys": [
                {"key": key.name, "old": plain(key.old), "new": plain(key.new)}
                for key in change.keys
            ],
            "title": _title(change, lang),
        }
        for change in found.changes
    ]
    still = [
        {"service": item.service, "from": item.start, "to": item.end}
        for item in found.difference.still
    ]
    data: dict[str, Any] = {
        **head("law-diff", found.new),
        "old": head("law-diff", found.old)["law"],
        "records": records,
        "answers": [_impact(impact) for impact in found.difference.impacts],
        "without_effect": still,
    }
    if found.moved is not None:
        data["as_of"] = found.day
        data["profiles"] = [move._asdict() for move in found.moved]
    data["names"] = _names(found, lang)
    return Document(data, lang, lay)


def _title(change: Change, lang: Lang) -> str:
    name = next(field for field in NAMES if hasattr(change.record, field))
    twin = "zh" if name == "en" else f"{name}_zh"
    return str(getattr(change.record, twin if chinese(lang) else name))


def _impact(impact: Impact) -> dict[str, Any]:
    where = impact.where
    companies = [
        {
            "foreign_share": plain(company.share),
            "supplier_of": company.home if company.supplier else None,
        }
        for company in impact.companies
    ]
    return {
        "services": list(impact.services),
        "from": impact.start,
        "to": impact.end,
        "everywhere": where.everywhere,
        "places": list(where.places),
        "excluded": list(where.excluded),
        "companies": companies,
        "old": {"status": impact.statuses[0], "routes": list(impact.old_routes)},
        "new": {"status": impact.statuses[1], "routes": list(impact.new_routes)},
    }


def _names(found: Compared, lang: Lang) -> dict[str, dict[str, str]]:
    """The names of what answers change about, in the new law or else in the old."""

    def name(record: Any) -> str:
        label = record.label_zh if chinese(lang) else record.label
        return str(label or (record.zh if chinese(lang) else record.en))

    impacts = found.difference.impacts
    ids = {
        "services": [
            *(id for impact in impacts for id in impact.services),
            *(item.service for item in found.difference.still),
            *(move.service for move in found.moved or ()),
        ],
        "places": [
            id
            for impact in impacts
            for id in (*impact.where.places, *impact.where.excluded)
        ],
    }
    books: dict[str, dict[str, Any]] = {
        "services": {
            **found.old.services,
            **found.new.services,
        },
        "places": {**found.old.places, **found.new.places},
    }
    return {
        kind: {id: name(books[kind][id]) for id in dict.fromkeys(named)}
        for kind, named in ids.items()
    }
