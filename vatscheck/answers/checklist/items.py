"""The lines of the checklist: what each item is, why, on what basis, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from vatscheck.answers.checklist import model
from vatscheck.answers.rows import nearest, row, why
from vatscheck.engine.answer import Answer, Assessment
from vatscheck.engine.duties import Item
from vatscheck.law.models import Condition
from vatscheck.profile.models import Task
from vatscheck.words.phrases import Phrases, escape

STATES = {
    "met": "met",
    "fails": "missing",
    "due": "unknown",
    "ask": "unknown",
    "not-applicable": "not-applicable",
    "upcoming": "unknown",
}
"""The status of the checklist for each state of a duty."""
WORST = ("fails", "due", "ask", "upcoming", "met", "not-applicable")
"""The states from the worst, where one duty stands differently for two services."""
STAGES = ("before-filing", "before-launch", "after-launch", None)


class Items:
    """Builds the groups: one a service, then one for what binds the whole company."""

    def __init__(
        self,
        answer: Answer,
        tasks: Sequence[Task],
        phrases: Phrases,
        basis: Callable[[Iterable[str]], str],
    ) -> None:
        self.answer, self.phrases, self.basis = answer, phrases, basis
        self.tasks = {task.id: task for task in tasks}
        self.placed: set[str] = set()

    def groups(self) -> Iterator[model.Group]:
        """Yield the groups with their items numbered."""
        shared: dict[str, Item] = {}
        for at, item in enumerate(self.answer.assessments, 1):
            listed = [found for found in item.items if found.duty.effect != "info"]
            own = [found for found in listed if found.duty.services]
            for found in listed:
                old = shared.get(found.duty.id)
                worse = old is None or _rank(found) < _rank(old)
                if not found.duty.services and worse:
                    shared[found.duty.id] = found
            code = getattr(item.service, "code", "")
            label = f"{code} {item.service.id}".strip()
            title = f"{self.phrases.of(item.service)} ({label})"
            verdict = "\n".join(row(item, self.phrases).status)
            lines = [*self._access(item), *map(self._duty, _sorted(own))]
            yield model.Group(title, verdict, _numbered(at, lines))
        company = tuple(map(self._duty, _sorted(shared.values())))
        title = self.phrases.say("group-company")
        last = len(self.answer.assessments) + 1
        yield model.Group(title, "", _numbered(last, company))

    def apart(self, number: int, here: Collection[str]) -> Iterator[model.Group]:
        """Yield the group of notes that belong to none of the items, if there are any.

        `here` are the ids of the papers and steps that the checklist has; a note on
        anything else is on what does not apply, and is kept all the same.
        """
        lines = [
            self._note(task, task.id in here)
            for task in self.tasks.values()
            if task.id not in self.placed
        ]
        if lines:
            yield model.Group(
                self.phrases.say("group-apart"), "", _numbered(number, lines)
            )

    def _note(self, task: Task, here: bool) -> model.Item:
        law, say = self.phrases.law, self.phrases.say
        rooms = (law.duties, law.documents, law.stages, law.conditions)
        record = next(room[task.id] for room in rooms if task.id in room)
        status = ("met" if task.done else "unknown") if here else "not-applicable"
        cure = say("apart-done") if task.done and not here else ""
        why = say("apart-paper-or-step" if here else "apart-why")
        return self._line(record, status, cure)._replace(why=why)

    # --- what decides access ----------------------------------------------------

    def _access(self, item: Assessment) -> Iterator[model.Item]:
        """The lines that say why the status is what it is, and what would change it."""
        cures = "\n".join(row(item, self.phrases).cures)
        if item.need:
            yield from self._exempt(item, cures)
        elif item.best:
            route = item.best.rule.route
            yield self._line(route, "met", cures if item.cures else "")
            for rule in item.best.conditions:
                yield self._condition(rule)
        elif item.status == "undetermined":
            for ask in item.asks:
                question = self.phrases.question(ask)
                outcomes = "\n".join(
                    f"{self.phrases.option(o)}: {self.phrases.say(o.status)}"
                    for o in ask.options
                )
                why = self.phrases.say("decides-status")
                yield self._kept(
                    model.Item("", ask.fact, question, why, "", "unknown", outcomes)
                )
        else:
            yield from self._refused(item, cures)
        for open_, cites in item.questions:
            title = self.phrases.say("unsettled", text=self.phrases.of(open_))
            whom, basis = self.phrases.ask(open_), self.basis(cites)
            yield self._kept(
                model.Item("", "question", title, whom, basis, "unknown", "")
            )

    def _exempt(self, item: Assessment, cures: str) -> Iterator[model.Item]:
        """What is needed instead of a licence, and who may bring it about where."""
        title = "\n".join(row(item, self.phrases).status)
        text, basis = why(item.service, self.phrases), item.service.evidence.cites
        status, cure = ("missing", cures) if item.barred else ("not-applicable", "")
        about = model.Item("", "need", title, text, self.basis(basis), status, cure)
        yield self._kept(about)
        for proviso in item.provisos:
            text, basis = self.phrases.of(proviso, "text"), proviso.evidence.cites
            about = model.Item(
                "", proviso.id, text, "", self.basis(basis), "unknown", ""
            )
            yield self._kept(about)

    def _refused(self, item: Assessment, cures: str) -> Iterator[model.Item]:
        bans = {c.ban.id: c.ban for r in item.routes for c in r.failing if c.ban}
        for ban in bans.values():
            yield self._line(ban, "missing", cures)
            cures = ""
        near = nearest(item.routes)
        for check in near.failing if near else ():
            if check.ban is None and near:
                why = self.phrases.of(near.rule.route, "text")
                problem, basis = self.phrases.problem(check), self.basis(check.cites)
                yield self._kept(
                    model.Item("", check.id, problem, why, basis, "missing", cures)
                )
                cures = ""
        if not item.routes:
            why = self.phrases.of(item.service, "text")
            basis = self.basis(item.service.evidence.cites)
            title = self.phrases.say(item.status)
            yield self._kept(
                model.Item("", "need", title, why, basis, "not-applicable", "")
            )

    def _condition(self, rule: Condition) -> model.Item:
        task = self.tasks.get(rule.id)
        done = "met" if task and task.done else "unknown"
        return self._line(rule, done, "")

    # --- what else has to be in place -------------------------------------------

    def _duty(self, found: Item) -> model.Item:
        duty, phrases = found.duty, self.phrases
        cure = phrases.of(duty, "cure") if found.stage else ""
        if found.asks and found.state in ("ask", "due"):
            facts = phrases.law.facts
            asked = (phrases.of(facts[fact], "question") for fact in found.asks)
            cure = "\n".join([*asked, cure] if cure else asked)
        due = phrases.say(f"stage-{found.stage or duty.effect}")
        if duty.within:
            due += f"\n{phrases.within(duty.within)}"
        if found.state == "upcoming":
            due += f"\n{phrases.say('since', start=duty.from_)}"
        remarks = [phrases.say(f"severity-{duty.severity}")]
        if duty.authority:
            remarks.append(phrases.of(phrases.law.authorities[duty.authority]))
        if duty.evidence.question:
            remarks.append(phrases.ask(duty.evidence.question))
        line = self._line(duty, STATES[found.state], cure)
        return line._replace(
            due=line.due or due,
            remarks="\n".join(filter(None, [line.remarks, *remarks])),
        )

    # --- a line -------------------------------------------------------------------

    def _line(self, record: Any, status: str, cure: str) -> model.Item:
        title, why = (self.phrases.of(record, name) for name in ("title", "text"))
        basis = self.basis(record.evidence.cites)
        return self._kept(model.Item("", record.id, title, why, basis, status, cure))

    def _kept(self, item: model.Item) -> model.Item:
        """Put the status in words, and what the team keeps on the item beside it."""
        task = self.tasks.get(item.id) or Task(id=item.id)
        self.placed.add(item.id)
        return item._replace(
            status=self.phrases.say(f"state-{item.status}"),
            owner=escape(task.owner or ""),
            evidence=escape(task.evidence or ""),
            due=escape(str(task.due or "")),
            remarks=escape(task.remarks or ""),
        )


def _rank(found: Item) -> int:
    return WORST.index(found.state)


def _sorted(items: Iterable[Item]) -> list[Item]:
    """Items by when they have to be done; what does not apply comes last."""
    return sorted(
        items,
        key=lambda found: (
            found.state == "not-applicable",
            STAGES.index(found.stage),
        ),
    )


def _numbered(group: int, items: Iterable[model.Item]) -> tuple[model.Item, ...]:
    return tuple(
        item._replace(number=f"{group}.{at}") for at, item in enumerate(items, 1)
    )
