"""Why an answer changed: the routes that decide it, their checks, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.answers.changes.items import Items
from vatscheck.formats.inert import terminal as escape
from vatscheck.words.catalogue import twin
from vatscheck.words.pieces import article, join, number


class Reason(NamedTuple):
    """A route with another outcome, and a line for each check that changed."""

    route: str
    checks: list[str]


class Reasons:
    """Puts words to what makes the difference; computes nothing."""

    def __init__(self, data: Mapping[str, Any], items: Items) -> None:
        self.items, self.lang, self.say = items, items.lang, items.say
        self.cited = [data["citations"]["before"], data["citations"]["after"]]

    def of(self, found: Mapping[str, Any]) -> Iterator[Reason]:
        """Yield the routes that decide the answer of a service, or one in `where`."""
        for route in found["routes"]:
            if route["decides"]:
                checks = [self._check(change) for change in route["checks"]]
                yield Reason(self._route(route), checks)

    def _turn(self, before: str, after: str) -> str:
        if before == after:
            return before
        return self.say("change-turn", before=before, after=after)

    def _route(self, route: Mapping[str, Any]) -> str:
        say = self.say
        before, after = (
            say(status) if status else say("change-no-route")
            for status in (route["before"], route["after"])
        )
        turn, name = self._turn(before, after), self.items.route(route["id"])
        return say("change-reason-route", route=name, turn=turn)

    def _check(self, change: Mapping[str, Any]) -> str:
        say = self.say
        both = change["before"], change["after"]
        ban = "ban-" if change["id"] in self.items.names["bans"] else ""
        before, after = (say(f"change-{ban}{_holds(side)}") for side in both)
        sides = [side for side in both if side]
        wants = self._turn(*(escape(side["wants"]) for side in (sides[0], sides[-1])))
        if ban:
            wants = say("change-ban", title=wants)
        turn = self._turn(before, after)
        text = say("change-reason-check", wants=wants, turn=turn)
        if found := self._found(both):
            text = say("change-reason-found", reason=text, turn=found)
        cites = self._cites([cite for side in sides for cite in side["cites"]])
        return say("change-reason-cited", reason=text, cites=cites) if cites else text

    def _found(self, both: Iterable[Mapping[str, Any] | None]) -> str:
        """What the profile says on both sides, where it says the same or another thing."""
        before, after = (
            self._value(side["fact"], side["value"]) if side else "" for side in both
        )
        if not (before and after):
            return before or after
        return self._turn(before, after)

    def _value(self, fact: str, value: Any) -> str:
        say = self.say
        if value is None:
            return say("unknown")
        if isinstance(value, bool):
            return say("yes" if value else "no")
        numbers = value if isinstance(value, list) else [value]
        if fact.startswith("ownership.") and all(map(_is_number, numbers)):
            ends = [number(Decimal(str(item))) for item in numbers[:2]]
            if len(ends) > 1:
                ends = [say("from-to", low=ends[0], high=ends[1])]
            return say("percent", value="".join(ends))
        return join((escape(str(item)) for item in numbers), self.lang)

    # --- sources ----------------------------------------------------------------

    def _cites(self, cites: Iterable[str]) -> str:
        """The instruments behind a check in short: number or title, and article."""
        names = []
        for cite in dict.fromkeys(cites):
            for citation in self._resolved(cite):
                names.append(self._short(citation))
        return "; ".join(dict.fromkeys(names))

    def _short(self, citation: Mapping[str, Any]) -> str:
        """How a sentence cites an instrument: as the law has it, else its number."""
        if name := citation.get(twin("short", self.lang)):
            return escape(name)
        short = escape(citation["number"]) or self.title(citation)
        part = article(escape(citation["article"]), self.lang)
        return f"{short}, {part}" if part else short

    def _resolved(self, cite: str) -> list[Mapping[str, Any]]:
        """The citation on each side; of a series the two days may name two texts."""
        found = [side[cite] for side in self.cited if cite in side]
        return found[:1] if found[1:] == found[:1] else found

    def title(self, citation: Mapping[str, Any]) -> str:
        """Return the title of an instrument in the reader's language, with its number."""
        key = twin("title", self.lang)
        title, more = escape(citation[key]), escape(citation["number"])
        return f"{title}, {more}" if more else title

    def sources(self, cites: Iterable[str]) -> list[str]:
        """Return the instruments cited, each once, with their days and grades."""
        found: dict[str, None] = {}
        for cite in dict.fromkeys(cites):
            for citation in self._resolved(cite):
                found.setdefault(f"{self.title(citation)}, {self._force(citation)}")
        return list(found)

    def _force(self, citation: Mapping[str, Any]) -> str:
        say, grade = self.say, citation["grade"]
        start, end = (escape(day or "") for day in citation["in_force"])
        if not start:
            return say("never-in-force", grade=grade)
        if not end:
            return say("in-force-since", start=start, grade=grade)
        return say("in-force", start=start, end=end, grade=grade)


def _holds(check: Mapping[str, Any] | None) -> str:
    if check is None:
        return "absent"
    return {True: "met", False: "not-met", None: "unknown"}[check["holds"]]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
