"""The facts that an answer rests on: given, derived, assumed, or unknown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vatscheck.answers.summary import naming
from vatscheck.answers.summary.clauses import label
from vatscheck.engine.answer import Answer, Assumption, CheckResult
from vatscheck.engine.owners.holdings import HOME
from vatscheck.profile.models import Owner, Profile
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number

if TYPE_CHECKING:
    from vatscheck.answers.summary.shapes import Place

READINGS = {
    "chinese-holder": 1,
    "rounding": 3,
    "rounding-over": 3,
    "share-rest": 3,
    "shares-rest": 3,
    "certificate": 4,
    "legal-form": 5,
    "track-record": 6,
    "reach": 7,
    "servers": 8,
    "left-out-yes": 12,
    "left-out-no": 12,
    "for-others": 13,
}
"""The number of each fixed reading in the list of what left-out keys mean."""
ABOUT = {
    "legal-form": "registration.legal_form",
    "reach": "services.serves",
    "servers": "servers.places",
    "track-record": "ownership.track_record",
    "for-others": "services.for_others",
}
"""The fact that a fixed reading is about, where it names none itself."""
SHARE = "ownership.foreign"
PLACES = ("registration.place", "servers.places")
NAMED = ("registration.", "servers.", "ownership.", "services.")
"""The tables of a profile of which only some facts are told, each in its own way."""


def facts(
    answer: Answer, profile: Profile, phrases: Phrases, places: Mapping[str, Place]
) -> list[dict[str, Any]]:
    """Return the facts on which the statuses rest, each with where it comes from.

    `places` are where in the file each fact stands. A fact of `[facts]` that no
    deciding check reads stands in the last row, which counts what is not stated.
    """
    found = {fact: row for fact, row in _stated(answer, profile, phrases)}
    for fact, row in found.items():
        if row["state"] == "given" and fact in places:
            row["from"] = places[fact]
    unknown = list(_unknown(answer, found, phrases))
    rows = [*found.values(), *_assumed(answer, phrases), *unknown]
    asked = [f.partition(".")[2] for f in phrases.law.facts if f.startswith("facts.")]
    n = len([name for name in asked if profile.facts.get(name) is None])
    if n:
        text = phrases.say("summary-not-stated", n=n)
        rows.append({"fact": "facts", "label": text, "value": None, "state": "unknown"})
    return rows


def _row(fact: str, value: Any, state: str, phrases: Phrases) -> dict[str, Any]:
    record = phrases.law.facts.get(fact)
    name = phrases.of(record, "label") if record else fact
    return {"fact": fact, "label": name, "value": value, "state": state}


def _stated(
    answer: Answer, profile: Profile, phrases: Phrases
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the profile says of the facts that it is judged by, and what follows."""
    place = profile.registration.place
    if place:
        shown = naming.place(place, phrases)
        yield "registration.place", _row("registration.place", shown, "given", phrases)
    servers = profile.servers.places
    if servers:
        shown = phrases.join(naming.place(id, phrases) for id in servers)
        yield "servers.places", _row("servers.places", shown, "given", phrases)
    if profile.owners:
        shown = _share(answer, profile, phrases)
        row = _row(SHARE, shown, "derived", phrases)
        yield SHARE, row | {"from": {"facts": ["owners"]}}
    content = any(entry.content is not None for entry in profile.services)
    stated = ["registration.legal_form", *(["services.content"] if content else [])]
    for check in _deciding(answer):
        fact = check.check.fact
        if fact.startswith(NAMED) and fact not in stated:
            continue
        table, _, key = fact.partition(".")
        own = profile.registration if table == "registration" else profile.facts
        if key != "content" and getattr(own, key, None) is None:
            continue  # what a check finds may follow from other facts
        if check.found is not None and (shown := _value(check, phrases)):
            yield fact, _row(fact, shown, "given", phrases)


def _value(check: CheckResult, phrases: Phrases) -> str:
    contents = phrases.law.contents
    if isinstance(check.found, list):
        words = (
            phrases.of(contents[v]) if v in contents else str(v) for v in check.found
        )
        return phrases.join(words)
    shown = phrases.found(check)
    return phrases.value_word(shown) if shown else ""


def _deciding(answer: Answer) -> Iterator[CheckResult]:
    """The checks of the best route, or of every route where there is none."""
    for item in answer.assessments:
        routes = [item.best] if item.best else item.routes
        for route in routes:
            yield from route.checks


def _share(answer: Answer, profile: Profile, phrases: Phrases) -> str:
    """The foreign share by both readings, and where the foreign holders are at home."""
    share = foreign_share(answer, phrases)
    homes = dict.fromkeys(_homes(profile.owners or ()))
    names = phrases.join(
        phrases.of(phrases.law.jurisdictions[home])
        for home in homes
        if home in phrases.law.jurisdictions
    )
    return phrases.say("summary-homes", share=share, homes=names) if names else share


def foreign_share(answer: Answer, phrases: Phrases) -> str:
    """Return the total foreign share in words: by product, and by control if it differs."""

    def span(low: Any, high: Any) -> str:
        ends = number(low), number(high)
        if low == high:
            return ends[0]
        return phrases.say("from-to", low=ends[0], high=ends[1])

    by_product, by_control = span(*answer.product), span(*answer.control)
    if by_product == by_control:
        return phrases.say("percent", value=by_product)
    return phrases.say("both-readings", product=by_product, control=by_control)


def _homes(owners: Iterable[Owner]) -> Iterator[str]:
    """The homes of the first holders outside the mainland, from the company up."""
    for owner in owners:
        if owner.jurisdiction not in (HOME, None):
            yield owner.jurisdiction
        elif owner.jurisdiction:
            yield from _homes(owner.owners or ())


def _assumed(answer: Answer, phrases: Phrases) -> Iterator[dict[str, Any]]:
    every = (found for item in answer.assessments for found in item.assumptions)
    for found in dict.fromkeys(every):
        if found.id == "product":
            continue  # that a service came by a product is no reading of a gap
        fact = ABOUT.get(found.id, found.about or found.id)
        row = _row(fact, assumed(found, phrases), "assumed", phrases)
        yield row | {"from": {"reading": READINGS.get(found.id)}}


def assumed(found: Assumption, phrases: Phrases) -> str:
    """Return a fixed reading in few words."""
    record = phrases.law.facts.get(found.about)
    if record:
        about = phrases.of(record, "label") or phrases.of(record, "question")
    elif found.id == "for-others":
        services = (phrases.law.services[id] for id in found.about.split(", "))
        about = phrases.join(naming.name(service, phrases) for service in services)
    elif found.about.startswith("owners["):  # a holder without a name
        about = phrases.say("summary-unnamed")
    else:  # the name of a holder, which may hold a comma itself
        about = phrases.safe(found.about)
    return phrases.say(f"assumed-{found.id}", about=about)


def _unknown(
    answer: Answer, stated: Container[str], phrases: Phrases
) -> Iterator[dict[str, Any]]:
    """The facts that open answers turn on, with the services for which they matter.

    A fact that is stated too coarsely is asked for more exactly.
    """
    matters: dict[tuple[str, str], list[str]] = {}
    for item in answer.assessments:
        for ask in item.asks:
            key = ask.fact, label(ask, phrases)
            matters.setdefault(key, []).append(item.service.id)
    for (fact, name), services in matters.items():
        closer = fact in stated and fact.startswith(PLACES)
        yield {
            "fact": fact,
            "label": phrases.say("summary-exactly", label=name) if closer else name,
            "value": None,
            "state": "unknown",
            "matters": list(dict.fromkeys(services)),
        }
