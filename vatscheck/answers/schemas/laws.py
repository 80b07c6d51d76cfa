"""The shapes of the JSON documents of the `law` commands."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from vatscheck.answers.shapes import CLOSED, Confidence, Grade, Law, Status


@with_config(CLOSED)
class Record(TypedDict):
    """One record; `from` and `to` are its first and last day, null = none or still."""

    kind: str
    id: str
    title: str
    title_zh: str
    from_: Annotated[str | None, Field(alias="from")]
    to: str | None
    grade: Grade | None
    confidence: Confidence | None
    verified_on: str | None
    open_question: bool


@with_config(CLOSED)
class AgedRecord(Record):
    """A record with the days since it was verified."""

    days: int


@with_config(CLOSED)
class ListDocument(TypedDict):
    """`law list`."""

    schema: Literal["vatscheck/law-list/1"]
    tool: str
    law: Law
    records: list[Record]


@with_config(CLOSED)
class StaleDocument(TypedDict):
    """`law stale`, oldest first."""

    schema: Literal["vatscheck/law-stale/1"]
    tool: str
    law: Law
    as_of: str
    records: list[AgedRecord]


@with_config(CLOSED)
class Shown(TypedDict):
    """One record: where it is written, what it says, and its keys as in TOML."""

    kind: str
    id: str
    file: str
    line: int
    explanation: str | None
    record: dict[str, Any]


@with_config(CLOSED)
class ShowDocument(TypedDict):
    """`law show`."""

    schema: Literal["vatscheck/law-show/1"]
    tool: str
    law: Law
    records: list[Shown]


@with_config(CLOSED)
class Finding(TypedDict):
    """One finding or remark; no file = the record stands in another folder."""

    kind: str
    id: str
    rule: str
    file: str | None
    line: int | None
    text: str


@with_config(CLOSED)
class LintDocument(TypedDict):
    """`law lint`; remarks do not count for the exit code."""

    schema: Literal["vatscheck/law-lint/1"]
    tool: str
    law: Law
    findings: list[Finding]
    remarks: list[Finding]


@with_config(CLOSED)
class Failure(TypedDict):
    """One failing test with all that differs."""

    file: str
    id: str
    title: str
    differences: list[str]


@with_config(CLOSED)
class Seen(TypedDict):
    """How often a check of a rule was seen in each outcome; `never` = could have been."""

    rule: str
    check: str
    true: int
    false: int
    unknown: int
    never: list[Literal["true", "false", "unknown"]]


@with_config(CLOSED)
class TestDocument(TypedDict):
    """`law test`."""

    schema: Literal["vatscheck/law-test/1"]
    tool: str
    law: Law
    tests: int
    failures: list[Failure]
    coverage: list[Seen]


@with_config(CLOSED)
class Span(TypedDict):
    """First and last day, null = still."""

    from_: Annotated[str, Field(alias="from")]
    to: str | None


@with_config(CLOSED)
class Modelled(TypedDict):
    """Where and when one kind of route is open for a service; area null = anywhere."""

    service: str
    kind: str
    area: str | None
    spans: list[Span]
    routes: list[str]


@with_config(CLOSED)
class Area(TypedDict):
    """An area, its number of places on the day verified, and its days."""

    id: str
    places: int
    spans: list[Span]


@with_config(CLOSED)
class Silent(TypedDict):
    """A service with the days on which the law has no route for it."""

    service: str
    spans: list[Span]


@with_config(CLOSED)
class CoverageDocument(TypedDict):
    """`law coverage`."""

    schema: Literal["vatscheck/law-coverage/1"]
    tool: str
    law: Law
    starts: str
    modelled: list[Modelled]
    areas: list[Area]
    silent: list[Silent]
    not_modelled: list[str]


@with_config(CLOSED)
class Key(TypedDict):
    """One key of a changed record; null = it is not there."""

    key: str
    old: Any
    new: Any


@with_config(CLOSED)
class Changed(TypedDict):
    """One record that differs."""

    change: Literal["added", "removed", "changed"]
    kind: str
    id: str
    keys: list[Key]


@with_config(CLOSED)
class Standard(TypedDict):
    """A standard company; `supplier_of` is the home of its certified holder."""

    foreign_share: float
    supplier_of: str | None


@with_config(CLOSED)
class Outcome(TypedDict):
    """A status and the routes that give it."""

    status: Status
    routes: list[str]


@with_config(CLOSED)
class ChangedAnswer(TypedDict):
    """Answers that change alike; a place stands for all in it that is not named itself."""

    services: list[str]
    from_: Annotated[str, Field(alias="from")]
    to: str | None
    everywhere: bool
    places: list[str]
    excluded: list[str]
    companies: list[Standard]
    old: Outcome
    new: Outcome


@with_config(CLOSED)
class Quiet(TypedDict):
    """Days on which the rules for a service differ and no answer tried does."""

    service: str
    from_: Annotated[str, Field(alias="from")]
    to: str | None


@with_config(CLOSED)
class MovedProfile(TypedDict):
    """A service of a stored profile with another status."""

    file: str
    service: str
    old: Status
    new: Status


@with_config(CLOSED)
class DiffDocument(TypedDict):
    """`law diff`; `law` is the new one, `profiles` is there if a folder was named."""

    schema: Literal["vatscheck/law-diff/1"]
    tool: str
    law: Law
    old: Law
    records: list[Changed]
    answers: list[ChangedAnswer]
    without_effect: list[Quiet]
    as_of: NotRequired[str]
    profiles: NotRequired[list[MovedProfile]]
