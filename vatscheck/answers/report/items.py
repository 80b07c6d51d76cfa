"""The lines of the checklist: what is to be done by phase, and what hangs on a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from vatscheck.answers.report.endnotes import Endnotes
from vatscheck.answers.summary import naming
from vatscheck.engine.answer import Answer
from vatscheck.engine.application import REFUSED, Filing
from vatscheck.engine.application import Step as FilingStep
from vatscheck.engine.assess import assess
from vatscheck.engine.duties import Item
from vatscheck.law.book import Law
from vatscheck.law.duties import Stage
from vatscheck.law.models import Condition
from vatscheck.profile.models import Profile, Task
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
HELD = "facts.licence_expires_in_days"
"""The fact that only a company with a licence can state: what hangs on it binds holders."""
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


class Found(NamedTuple):
    """A duty as the worst of its services has it, and the services that it binds."""

    item: Item
    services: tuple[str, ...]


class Items:
    """Builds the lines of one answer, each with what the team keeps on it."""

    def __init__(
        self, answer: Answer, filing: Filing, phrases: Phrases, notes: Endnotes
    ) -> None:
        self.answer, self.filing = answer, filing
        self.phrases, self.notes = phrases, notes
        self.tasks = {task.id: task for task in answer.profile.tasks}
        self.applied_for = {
            item.service.id
            for item in answer.assessments
            if item.items and item.status not in REFUSED
        }
        self.found = dict(self._found())
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
        if item.duty.id in self.tasks:
            return item.state != "not-applicable"
        return item.state not in ("ask", "not-applicable") and not _open(item)

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
            line["team"] |= {"late": self._late(duty.id, duty.from_)}
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
        task = self.tasks.get(record.id)
        if task and task.done and state in ("to-do", "to-settle"):
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
            "team": self.team(record.id) | {"late": self._late(record.id, day)},
        }

    def _deadline(self, record: Any, phase: str) -> str:
        within = getattr(record, "within", None)
        if within:
            return deadline(within, self.phrases.lang)
        stage = isinstance(record, Stage)
        return "" if stage else self.phrases.say(f"deadline-{phase}")

    def team(self, id: str) -> Json:
        """Return what the team keeps on an item, a paper or a step."""
        task = self.tasks.get(id) or Task(id=id)
        return {
            "responsible": task.owner,
            "due": str(task.due) if task.due else None,
            "done": bool(task.done),
            "evidence": task.evidence,
            "remarks": task.remarks,
        }

    def _late(self, id: str, last: str | None) -> bool:
        task = self.tasks.get(id)
        return bool(task and task.due and last and _iso(task.due) > last)

    # --- the questions ------------------------------------------------------------

    def questions(self) -> list[Json]:
        """Return the questions with the items that hang on each, those with most first."""
        of: dict[str, list[Found]] = {}
        for found in self.found.values():
            if self._folded(found.item):
                of.setdefault(closing(found.item), []).append(found)
        of.pop(HELD, None)
        ordered = sorted(of.items(), key=lambda pair: -len(pair[1]))
        return [
            {"number": f"Q{at}", **self._question(fact, found)}
            for at, (fact, found) in enumerate(ordered, 1)
        ]

    def _question(self, fact: str, found: list[Found]) -> Json:
        record = self.phrases.law.facts.get(fact)
        cites = (cite for f in found for cite in f.item.duty.evidence.cites)
        return {
            "fact": fact,
            "text": self.phrases.of(record, "question") if record else fact,
            "label": self.phrases.of(record, "label") if record else fact,
            "items": [self._hanging(each.item) for each in found],
            "basis": self.notes.basis(cites),
        }

    def _hanging(self, item: Item) -> Json:
        duty = item.duty
        return {
            "id": duty.id,
            "title": self.phrases.of(duty, "title"),
            "phase": duty.phase or item.stage or "before-launch",
            "decision": duty.effect == "review",
        }

    def _folded(self, item: Item) -> bool:
        return _open(item) and item.duty.id not in self.tasks

    def hidden(self) -> Json:
        """Return how many items are left out: not applicable, and only for holders."""
        items = [found.item for found in self.found.values()]
        held = [i for i in items if self._folded(i) and closing(i) == HELD]
        none = [i for i in items if i.state == "not-applicable"]
        return {"not_applicable": len(none), "holders": len(held)}

    # --- what the team noted elsewhere ----------------------------------------------

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
                "team": self.team(task.id),
            }
            for task in self.tasks.values()
            if task.id not in self.placed | papers
        ]


def closing(item: Item) -> str:
    """Return the question under which an item stands: the first whose no closes it.

    That is a fact that alone fills a list of tests that is still open.
    """
    alone = (
        {test.fact for test in tests}
        for tests in item.duty.when
        if any(test.fact in item.asks for test in tests)
    )
    return next((min(facts) for facts in alone if len(facts) == 1), item.asks[0])


def _open(item: Item) -> bool:
    """Whether it is not known if a duty applies, and a fact would tell."""
    return item.state == "ask" and bool(item.asks)


def _iso(due: object) -> str:
    """A day as ISO; words are no day, and later than none."""
    text = str(due)
    return text if text[:4].isdecimal() and text[4:5] == "-" else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def late(tasks: Iterable[Task], duties: Any, day: str) -> Iterator[tuple[Task, str]]:
    """Yield the notes whose day is later than the law's next one, with that day."""
    for task in tasks:
        duty = duties.get(task.id)
        last = last_day(duty.within, day) if duty and duty.within else None
        if last and task.due and _iso(task.due) > last:
            yield task, last


def met_by_facts(profile: Profile, law: Law, day: str) -> set[str]:
    """Return the items that the facts of a profile show in place, whatever is noted."""
    bare = profile.model_copy(update={"tasks": []})
    answer = assess(bare, law, day, cured=False)
    every = (item for found in answer.assessments for item in found.items)
    return {item.duty.id for item in every if item.state == "met"}
