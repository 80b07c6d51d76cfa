"""`drift` as a document: what changed since an answer was saved, why, and what is ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from vatscheck.answers.assess_page import opening
from vatscheck.answers.document import Detail, Document, head
from vatscheck.answers.shapes import CLOSED, Head, Status
from vatscheck.answers.shapes import Law as Edition
from vatscheck.answers.verdict import RANKS
from vatscheck.engine.assess import assess
from vatscheck.engine.timeline import timeline
from vatscheck.formats.page import Block, Gap, Heading, Listing, Page, Paragraph, line
from vatscheck.law.book import Law
from vatscheck.profile.digests import facts_digest
from vatscheck.profile.models import Profile
from vatscheck.words.catalogue import Lang, word

Json = Mapping[str, Any]
Standing = tuple[str, bool]
"""A status, and whether it is one of a product that another duty bars."""
Cause = Literal["profile", "law", "day", "new"]


@with_config(CLOSED)
class Change(TypedDict):
    """A service with another status than the saved one, or a new one."""

    service: str
    """The id of the service or product."""
    before: Status | None
    """The saved status, null = none was saved."""
    after: Status | None
    """The status now, null = it is no longer asked for."""
    cause: Cause
    """The facts that rules read (`profile`), the rule base or the program that reads it
    (`law`), the calendar (`day`: the rules of today give the saved status for the saved
    day), or nothing was saved (`new`)."""
    records: list[str]
    """The rules that decided before and decide now."""
    worse: bool
    """Whether it is worse than before; of a new one whether it fails the run."""
    barred: NotRequired[bool]
    """Whether it is a product that another duty bars now; absent = it is not."""
    waived: NotRequired[bool]
    """Whether a waiver counts it out of the exit code; absent = none does."""


@with_config(CLOSED)
class Ahead(TypedDict):
    """What the calendar alone will change."""

    service: str
    """The id of the service."""
    day: str
    """The first day of the new status (YYYY-MM-DD)."""
    after: Status
    """The status from that day on."""
    rule: str | None
    """The rule behind it, null = the facts decide."""


@with_config(CLOSED)
class Saved(TypedDict):
    """The day and the law of a saved answer."""

    as_of: str
    """The day judged (YYYY-MM-DD)."""
    law: Edition
    """The edition of the law."""


@with_config(CLOSED)
class Drifted(TypedDict):
    """One profile against its saved answer."""

    file: str
    """The file as named."""
    name: str
    """The name of the company."""
    saved: Saved | None
    """What the saved answer rests on; null = nothing was saved."""
    changes: list[Change]
    """What changed; empty = nothing."""
    ahead: list[Ahead]
    """What will change by itself, later than the day judged."""


class Drift(Head):
    """What changed since answers were saved."""

    schema: Literal["vatscheck/drift/1"]
    """The form of this document."""
    as_of: str
    """The day judged (YYYY-MM-DD)."""
    profiles: list[Drifted]
    """One entry a profile, in the order named."""


class Judged(NamedTuple):
    """A profile with its answer of today, and the one saved (none = nothing saved)."""

    profile: Profile
    answer: Json
    saved: Json | None


def drift(
    judged: Iterable[Judged], law: Law, day: str, lang: Lang, fail_on: str | None
) -> Document:
    """Return what changed since the answers were saved; new ones go by `fail_on`."""
    profiles = [
        {
            "file": each.answer["profile"].get("file")
            or each.answer["profile"]["name"],
            "name": each.answer["profile"]["name"],
            "saved": _rests_on(each.saved),
            "changes": list(_changes(each, law, fail_on or "not_licensable")),
            "ahead": list(_ahead(each.profile, law, day)),
        }
        for each in judged
    ]
    data = {**head("drift", law), "as_of": day, "profiles": profiles}
    return Document(data, lang, page)


def _rests_on(saved: Json | None) -> dict[str, Any] | None:
    if saved is None:
        return None
    return {"as_of": saved["as_of"], "law": saved["law"]}


def _changes(each: Judged, law: Law, fail_on: str) -> Iterator[dict[str, Any]]:
    now = {item["service"]: item for item in each.answer["assessments"]}
    if each.saved is None:
        for id, item in now.items():
            worse = rank(item) >= RANKS[fail_on]
            yield _change(id, None, item, "new", worse)
        return
    before = {item["service"]: item for item in each.saved["assessments"]}
    pairs = {id: (before.get(id), now.get(id)) for id in (*before, *now)}
    changed = {
        id: (old, new)
        for id, (old, new) in pairs.items()
        if not (old and new and _status(old) == _status(new))
    }
    then = _on(each.profile, law, each.saved["as_of"]) if changed else {}
    for id, (old, new) in changed.items():
        worse = bool(new and rank(new) > (rank(old) if old else -1))
        if old is None:
            worse = bool(new and rank(new) >= RANKS[fail_on])
        yield _change(id, old, new, _cause(each, old, then.get(id)), worse)


def _change(
    id: str, old: Json | None, new: Json | None, cause: Cause, worse: bool
) -> dict[str, Any]:
    rules = (
        item["decides"]["rule"] for item in (old, new) if item and "decides" in item
    )
    return {
        "service": id,
        "before": old and old["status"],
        "after": new and new["status"],
        "cause": cause,
        "records": list(dict.fromkeys(rules)),
        "worse": worse,
        **({"barred": True} if new and new.get("barred") else {}),
        **({"waived": True} if new and new.get("waived") else {}),
    }


def _cause(each: Judged, old: Json | None, then: Standing | None) -> Cause:
    """Why a status changed: judged anew on the saved day, the calendar is ruled out.

    Where facts and rule base have both changed, the facts are named: the old rule base
    is not at hand to judge the new facts by.
    """
    saved: Json = each.saved or {}
    if old and then == _status(old):
        return "day"
    facts = saved["profile"].get("facts"), facts_digest(each.profile)
    same = facts[0] == facts[1] if facts[0] else _same_file(each)
    return "law" if same else "profile"


def _same_file(each: Judged) -> bool:
    """Whether the file is byte for byte that of the saved answer (an older one)."""
    saved: Json = each.saved or {}
    same: bool = saved["profile"]["digest"] == each.answer["profile"]["digest"]
    return same


def _on(profile: Profile, law: Law, day: str) -> dict[str, Standing]:
    """The statuses of a profile on another day, by service."""
    found = assess(profile, law, day, cured=False)
    return {i.service.id: (i.status, bool(i.barred)) for i in found.assessments}


def _status(item: Json) -> Standing:
    return item["status"], bool(item.get("barred"))


def rank(item: Json) -> int:
    """Return how bad the status of a service is; what is barred counts as refused."""
    return RANKS["not_licensable" if item.get("barred") else item["status"]]


def _ahead(profile: Profile, law: Law, day: str) -> Iterator[dict[str, Any]]:
    """What the calendar alone will change after a day, as far as it is published."""
    for history in timeline(profile, law):
        for period in history.periods:
            if period.start > day:
                yield {
                    "service": history.service.id,
                    "day": period.start,
                    "after": period.status,
                    "rule": period.rule.id if period.rule else None,
                }


def page(data: dict[str, Any], lang: Lang, detail: Detail) -> Page:
    """Return the drift as a page: each profile that changed, and what is ahead."""
    blocks: list[Block] = []
    for each in data["profiles"]:
        other = bool(each["saved"]) and _text(each["saved"]["law"]) != _text(
            data["law"]
        )
        rows = [word_of(change, lang, other) for change in each["changes"]]
        rows += [
            word(
                "drift-ahead",
                lang,
                day=ahead["day"],
                service=ahead["service"],
                after=word(ahead["after"], lang),
            )
            for ahead in each["ahead"]
        ]
        if rows:
            items = tuple(("-", line(text)) for text in rows)
            blocks += [Gap()] if blocks else []
            blocks += [
                Heading(line(f"{each['file']} ({each['name']})")),
                Listing(items),
            ]
    if not blocks:
        blocks = [Paragraph(line(word("drift-none", lang)))]
    head = opening(data["law"], data["as_of"], "", lang)
    return Page(word("drift-title", lang), lang, (*head, *blocks))


def _text(law: Json) -> tuple[str, str]:
    """What an edition of the law consists of: the rule base, and what lies on top."""
    return law["digest"], law.get("overlay", {}).get("digest", "")


def word_of(change: Json, lang: Lang, other_law: bool = False) -> str:
    """Return one change in a sentence, with its cause.

    `other_law` = the saved answer rests on another edition of the rules: then the
    calendar brought the change by the rules of today, and `law` is the rules; with the
    same edition the calendar did it alone, and `law` is the program.
    """
    cause = f"drift-{change['cause']}"
    if change["cause"] in ("day", "law") and other_law == (change["cause"] == "day"):
        cause = f"{cause}-other"
    none = word("drift-nothing", lang)
    before = word(change["before"], lang) if change["before"] else none
    after = word(change["after"], lang) if change["after"] else none
    after = word("barred-exit", lang) if change.get("barred") else after
    id = "drift-worse" if change["worse"] else "drift-change"
    return word(
        "drift-fresh" if change["cause"] == "new" else id,
        lang,
        service=change["service"],
        before=before,
        after=after,
        cause=word(cause, lang),
        rules=", ".join(change["records"]),
    ) + (word("drift-waived", lang) if change.get("waived") else "")
