"""A completion of what is unknown, in words: what it states, and what that gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from vatscheck.engine.answer import Example
from vatscheck.formats.inert import terminal as escape
from vatscheck.law.labels import short_name
from vatscheck.words.catalogue import chinese
from vatscheck.words.phrases import Phrases
from vatscheck.words.pieces import number

FEW = 6
"""So many holders are named one by one; more are put together by what they are."""


def example(found: Example, phrases: Phrases) -> str:
    """Return the completion in one sentence: status, and the facts that it states."""
    every = (
        text
        for fact, value in found.patch.items()
        for text in _fact(fact, value, phrases)
    )
    facts = phrases.series(dict.fromkeys(every))
    return phrases.say("example", status=phrases.say(found.status), facts=facts)


def _fact(fact: str, value: Any, phrases: Phrases) -> Iterator[str]:
    if fact == "registration.place":
        yield phrases.say("example-registered", place=phrases.place(value))
    elif fact == "servers.places":
        yield phrases.say("example-servers", place=_places(value, phrases))
    elif fact == "services":
        yield from _services(value, phrases)
    elif fact == "owners":
        yield phrases.join(_holders(value, phrases))
    else:
        yield phrases.say("example-fact", **_other(fact, value, phrases))


def _other(fact: str, value: Any, phrases: Phrases) -> dict[str, str]:
    """A fact of the company by its label, and what is stated of it."""
    record = phrases.law.facts.get(fact)
    label = phrases.of(record, "label") if record else ""
    if isinstance(value, bool):
        shown = phrases.say("yes" if value else "no")
    else:
        every = value if isinstance(value, list) else [value]
        shown = phrases.join(phrases.value_word(str(item)) for item in every)
    return {"fact": label or fact, "value": escape(shown)}


def _places(ids: list[str], phrases: Phrases) -> str:
    return phrases.join(map(phrases.place, ids))


def _services(entries: list[Mapping[str, Any]], phrases: Phrases) -> Iterator[str]:
    """What a patch says of services: content, or facilities of their own."""
    for entry in entries:
        if content := entry.get("content"):
            kinds = phrases.join(phrases.of(phrases.law.contents[k]) for k in content)
            service = phrases.law.services[entry["id"]]
            name = short_name(service, "zh" if chinese(phrases.lang) else "en")
            yield phrases.say("example-content", service=name, content=kinds)
        if servers := entry.get("servers"):
            yield phrases.say("example-servers", place=_places(servers, phrases))


def _holders(owners: list[Mapping[str, Any]], phrases: Phrases) -> Iterator[str]:
    if len(owners) <= FEW:
        yield from (_holder(owner, phrases) for owner in owners)
        return
    alike = Counter(_holder({**o, "name": None}, phrases) for o in owners)
    for text, count in alike.items():
        yield text if count == 1 else phrases.say("example-times", n=count, text=text)


def _holder(owner: Mapping[str, Any], phrases: Phrases) -> str:
    """A holder with its share, and what the profile does not say of it by its name."""
    home = phrases.law.jurisdictions.get(owner.get("jurisdiction") or "")
    words = [phrases.of(home)] if home else []
    if owner.get("service_supplier"):
        words.append(phrases.say("example-certified"))
    elif owner.get("service_supplier") is False:
        words.append(phrases.say("example-uncertified"))
    if owner.get("kind") == "state":
        words.append(phrases.say("example-state"))
    name = escape(owner.get("name") or "") or phrases.say("example-holder")
    share = phrases.say("percent", value=number(owner["share"]))
    text = phrases.say(
        "example-share", name=name, about=phrases.join(words), share=share
    )
    above = owner.get("owners")
    if not above:
        return text
    inner = phrases.join(_holder(holder, phrases) for holder in above)
    return phrases.say("example-above", text=text, above=inner)
