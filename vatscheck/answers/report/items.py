"""The lines of the checklist: what is to be done by phase, and what hangs on a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.answers.report.questions import Found, Questions, is_open
from vatscheck.answers.report.team import Team
from vatscheck.answers.summary import naming
from vatscheck.engine.answer import Answer
from vatscheck.engine.application import REFUSED, Filing
from vatscheck.engine.application import Step as FilingStep
from vatscheck.engine.duties import Item
from vatscheck.law.duties import Stage
from vatscheck.law.models import Condition
from vatscheck.words.deadlines import deadline, last_day
from vatscheck.words.phrases import Phrases

PHASES = (
    "before-incorporation",
    "before-filing",
    "filing",
    "before-launch",
    "after-launch",
    "every-year",
)
"""The phases in the order of work."""
WORST = ("fails", "due", "ask", "upcoming", "met", "not-applicable")
"""The states from the worst, where one duty stands differently for two services."""
STATES = {
    "fails": "not-met",
    "due": "to-do",
    "ask": "to-settle",
    "upcoming": "to-do",
    "met": "met",
    "not-applicable": "does-not-apply",
}
"""The state of a line for each state of a duty."""
Json = dict[str, Any]


class Items:
    """Builds the lines of one answer, each with what the team keeps on it."""

    def __init__(
        self, answer: Answer, filing: Filing, phrases: Phrases, notes: Endnotes
    ) -> None:
        self.answer, self.filing = answer, filing
        self.phrases, self.notes = phrases, notes
        self.team = Team(answer.profile.tasks)
        self.applied_for = {
            item.service.id
            for item in answer.assessments
            if item.items and item.status not in REFUSED
        }
        self.found = dict(self._found())
        self.hanging = Questions(self.found, self.team.tasks, phrases)
        self.placed: set[str] = set()

    # --- the duties ---------------------------------------------------------------

    def _found(self) -> Iterator[tuple[str, Found]]:
        """Every duty that binds the company once, notes left aside."""
        of: dict[str, list[tuple[str, Item]]] = {}
        for assessment in self.answer.assessments:
            for item in assessment.items:
                if item.duty.effect != "info":
                    of.setdefault(item.duty.id, []).append(
                        (assessment.service.id, item)
                    )
        for id, pairs in of.items():
            worst = min(WORST.index(item.state) for _, item in pairs)
            same = [(s, i) for s, i in pairs if i.state == WORST[worst]]
            yield id, Found(same[0][1], self._limited(service for service, _ in same))

    def _limited(self, services: Iterable[str]) -> tuple[str, ...]:
        """The services that an item is limited to; none if it binds all applied for."""
        found = tuple(services)
        return () if self.applied_for <= {*found} else found

    def lines(self) -> list[Json]:
        """Return the lines by phase, numbered: `2.3` is the third of the second phase."""
        by_phase: dict[str, list[Json]] = {phase: [] for phase in PHASES}
        for rule, services in self._conditions():
            line = self._condition(rule, services)
            by_phase[line["phase"]].append(line)
        for found in self.found.values():
            if self._stands(found.item):
                line = self._duty(found)
                by_phase[line["phase"]].append(line)
        by_phase["filing"] += [self._step(step) for step in self.filing.steps]
        lines = []
        for at, group in enumerate(filter(None, by_phase.values()), 1):
            for n, line in enumerate(group, 1):
                lines.append({"number": f"{at}.{n}", **line})
        return lines

    def _stands(self, item: Item) -> bool:
        """Whether a duty is a line of its own: known to apply, or noted by the team."""
        if item.duty.id in self.team.tasks:
            return item.state != "not-applicable"
        return item.state not in ("ask", "not-applicable") and not is_open(item)

    def _conditions(self) -> Iterator[tuple[Condition, tuple[str, ...]]]:
        """What comes with the routes by which services may be licensed."""
        found: dict[str, tuple[Condition, list[str]]] = {}
        for item in self.answer.assessments:
            for rule in item.best.conditions if item.best else ():
                if rule.effect != "warning":
                    found.setdefault(rule.id, (rule, []))[1].append(item.service.id)
        for rule, services in found.values():
            yield rule, self._limited(services)

    def _condition(self, rule: Condition, services: tuple[str, ...]) -> Json:
        phase = rule.phase or rule.due or "before-filing"
        return self._line(rule, "to-do", phase, services)

    def _duty(self, found: Found) -> Json:
        item, duty = found.item, found.item.duty
        phase = duty.phase or item.stage or "before-launch"
        state = "for-decision" if item.flags == "review" else STATES[item.state]
        line = self._line(duty, state, phase, found.services)
        if item.state == "upcoming":
            line["deadline"] = {
                "text": self.phrases.say("from-on", day=duty.from_),
                "day": duty.from_,
            }
            line["team"] |= {"late": self.team.late(duty.id, duty.from_)}
        line["severity"] = duty.severity
        line["authority"] = self._authority(duty.authority)
        line["cure"] = self.phrases.of(duty, "cure") if item.stage else ""
        question = duty.evidence.question
        line["unsettled"] = self.phrases.ask(question) if question else ""
        return line

    def _step(self, step: FilingStep) -> Json:
        stage: Stage = step.stage
        line = self._line(stage, "to-do", "filing", step.services)
        return line | {"authority": self._authority(stage.authority)}

    def _authority(self, id: str | None) -> str:
        return naming.authority(id, self.phrases) if id else ""

    def _line(
        self, record: Any, state: str, phase: str, services: tuple[str, ...]
    ) -> Json:
        """What every line says of its record, with the team's own columns."""
        self.placed.add(record.id)
        if self.team.done(record.id) and state in ("to-do", "to-settle"):
            state = "met"
        within = getattr(record, "within", None)
        day = last_day(within, self.answer.day) if within else None
        return {
            "id": record.id,
            "phase": phase,
            "title": _capital(self.phrases.of(record, "title")),
            "text": self.phrases.of(record, "text"),
            "state": state,
            "services": list(services),
            "basis": self.notes.basis(record.evidence.cites),
            "deadline": {"text": self._deadline(record, phase), "day": day},
            "severity": getattr(record, "severity", "statute"),
            "authority": "",
            "cure": "",
            "unsettled": "",
            "team": self.team.on(record.id) | {"late": self.team.late(record.id, day)},
        }

    def _deadline(self, record: Any, phase: str) -> str:
        within = getattr(record, "within", None)
        if within:
            return deadline(within, self.phrases.lang)
        stage = isinstance(record, Stage)
        return "" if stage else self.phrases.say(f"deadline-{phase}")

    # --- what is no line --------------------------------------------------------------

    def questions(self) -> list[Json]:
        """Return the questions with the items that hang on each, those with most first."""
        return self.hanging.rows(self.notes)

    def hidden(self) -> Json:
        """Return how many items are left out: not applicable, and only for holders."""
        items = (found.item for found in self.found.values())
        none = sum(item.state == "not-applicable" for item in items)
        return {"not_applicable": none, "holders": self.hanging.held}

    def apart(self) -> list[Json]:
        """Return the team's notes on what does not apply, so that none is lost."""
        papers = {paper.document.id for paper in self.filing.papers}
        law = self.phrases.law
        rooms = (law.duties, law.documents, law.stages, law.conditions)
        return [
            {
                "id": task.id,
                "title": _capital(
                    self.phrases.of(
                        next(r[task.id] for r in rooms if task.id in r), "title"
                    )
                ),
                "team": self.team.on(task.id),
            }
            for task in self.team.tasks.values()
            if task.id not in self.placed | papers
        ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
