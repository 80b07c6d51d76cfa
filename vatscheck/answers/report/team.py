"""What the team keeps on items, papers and steps: `[[tasks]]` of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.engine.assess import assess
from vatscheck.law.book import Law
from vatscheck.profile.models import Profile, Task
from vatscheck.words.deadlines import last_day

Json = dict[str, Any]


class Team:
    """The notes of a profile by the record of the law that they are on."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.tasks = {task.id: task for task in tasks}

    def on(self, id: str) -> Json:
        """Return what the team keeps on an item, a paper or a step."""
        task = self.tasks.get(id) or Task(id=id)
        return {
            "responsible": task.owner,
            "due": str(task.due) if task.due else None,
            "done": bool(task.done),
            "evidence": task.evidence,
            "remarks": task.remarks,
        }

    def late(self, id: str, last: str | None) -> bool:
        """Return whether the team's day is later than the last day of the law."""
        task = self.tasks.get(id)
        return bool(task and task.due and last and _iso(task.due) > last)

    def done(self, id: str) -> bool:
        """Return whether the team has noted an item as done."""
        task = self.tasks.get(id)
        return bool(task and task.done)


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


def _iso(due: object) -> str:
    """A day as ISO; words are no day, and later than none."""
    text = str(due)
    return text if text[:4].isdecimal() and text[4:5] == "-" else ""
