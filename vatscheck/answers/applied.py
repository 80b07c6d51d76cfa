"""What is said when a cure was applied: in the profile itself, and beside it."""

from __future__ import annotations

from collections.abc import Iterator

from vatscheck.answers.revision import Applied, by_service
from vatscheck.engine.answer import Assessment
from vatscheck.words.phrases import Phrases


def marked(found: Applied, phrases: Phrases) -> str:
    """Return the changed text; above it, what in it is an example and no known fact."""
    marks = [
        phrases.say("cures-mark", text=phrases.step(step))
        for step in found.cure.steps
        if step.kind == "establish"
    ]
    end = "\r\n" if "\r\n" in found.text else "\n"
    return "".join(f"{mark}{end}" for mark in marks) + found.text


def told(found: Applied, phrases: Phrases) -> Iterator[str]:
    """Yield what is only an example, and what every service now gives."""
    for step in found.cure.steps:
        if step.kind == "establish":
            yield phrases.say("cures-establish", text=phrases.step(step))
    before = by_service(found.before)
    for id, item in by_service(found.after).items():
        parts = {"service": id, "before": _status(before.get(id), phrases)}
        parts["after"] = _status(item, phrases)
        if id == found.service:
            yield phrases.say("cures-promised", **parts)
        elif parts["before"] != parts["after"]:
            yield phrases.say("cures-also", **parts)
        else:
            yield phrases.say("cures-same", **parts)


def _status(item: Assessment | None, phrases: Phrases) -> str:
    if item is None:
        return phrases.say("none-needed")
    status = phrases.say(item.status)
    return f"{status} ({item.best.rule.route.id})" if item.best else status
