"""The owners of a report: who holds what, level by level, and how foreign they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vatscheck.answers.summary.facts import foreign_share
from vatscheck.engine.answer import Answer
from vatscheck.engine.owners.holdings import HOME
from vatscheck.profile.models import Owner
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number

Json = dict[str, Any]


def ownership(answer: Answer, phrases: Phrases) -> Json:
    """Return the holders in the order of the profile, each with its level, from 1."""
    owners = answer.profile.owners or ()
    return {
        "foreign_share": foreign_share(answer, phrases) if owners else None,
        "holders": list(_holders(owners, 1, phrases)),
    }


def _holders(owners: Sequence[Owner], level: int, phrases: Phrases) -> Iterator[Json]:
    homes = phrases.law.jurisdictions
    for owner in owners:
        home = homes.get(owner.jurisdiction or "")
        yield {
            "level": level,
            "name": owner.name or phrases.say("unnamed-holder"),
            "home": phrases.of(home) if home else owner.jurisdiction,
            "foreign": owner.jurisdiction not in (HOME, None),
            "share": _share(owner, phrases),
        }
        yield from _holders(owner.owners or (), level + 1, phrases)


def _share(owner: Owner, phrases: Phrases) -> str:
    """The share in words: a number, a range, or that it is not stated."""
    if owner.share is None:
        return phrases.say("share-not-stated")
    low, high = (number(end) for end in owner.bounds)
    value = low if low == high else phrases.say("from-to", low=low, high=high)
    return phrases.say("percent", value=value)
