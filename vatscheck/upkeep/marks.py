"""Marks of the rules for a service on a day: equal marks give equal answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from vatscheck.engine.assess import judged_as
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law
from vatscheck.law.models import in_force
from vatscheck.upkeep.rows import as_data

WORDS = ("title", "title_zh", "text", "text_zh", "wants", "wants_zh", "version")
"""Keys of a record that say nothing to the engine on the day."""


class Marks:
    """The marks of one law; what each record says is found out once."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self._said: dict[int, tuple[Any, str]] = {}
        shape = [
            (p.id, p.kind, list(p.lies_in), p.overlap) for p in law.places.values()
        ]
        self.places = json.dumps(shape)

    def mark(self, day: str, service: str) -> str:
        """Return the mark of the rules for a service on a day, empty if there are none."""
        law = self.law
        if service not in law.services:
            return ""
        record = judged_as(law, day, law.services[service])
        ways = law.routes_on(day, record.id)
        bans = law.prohibitions_on(day, record.id)
        rules: list[Any] = [*bans]
        for way in ways:
            rules += [way.route, way.version, *law.conditions_on(day, record.id, way)]
        limits = [
            duty
            for duty in law.duties.values()
            if duty.limits
            and in_force(duty, day)
            and (not duty.services or duty.stated or record.id in duty.services)
        ]
        if not ways:
            return ""
        said = [self._says(rule) for rule in (*rules, *limits)]
        return "\n".join([str(record.content), *said, *self._areas(day, rules)])

    def _says(self, record: Any) -> str:
        """What a record says to the engine; of a route without its versions."""
        known = self._said.get(id(record))
        if known is None:
            said = {k: v for k, v in as_data(record).items() if k not in WORDS}
            text = json.dumps(said, default=str, ensure_ascii=False)
            known = self._said[id(record)] = (record, text)  # kept, so is its identity
        return known[1]

    def _areas(self, day: str, rules: Iterable[Any]) -> list[str]:
        """The checks that rules use, and who lies in the areas that they name."""
        uses = [use for rule in rules for use in getattr(rule, "when", ())]
        names = {str(use.value) for use in uses}
        for rule in rules:
            names |= {str(getattr(rule, "area", ""))}
            reach = getattr(rule, "reach", ())
            names |= {limit.partition(":")[2] for limit in reach}
        checks = dict.fromkeys(use.check for use in uses)
        found = [self._says(self.law.checks[id]) for id in checks]
        for place, pairs in sorted(atlas_on(self.law, day).members.items()):
            found += [f"{place} {part.id}" for part, _ in pairs if part.id in names]
        for area in self.law.areas.values():
            if area.id in names:
                parts = [
                    (part.id, [m.place for m in part.members if in_force(m, day)])
                    for part in area.part
                ]
                found.append(f"{area.id} {area.outside} {parts}")
        return found
