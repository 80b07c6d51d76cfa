"""Asking one question after the other: which one settles most, and what is left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any, NamedTuple

from vatscheck.engine.answer import Answer, Assessment
from vatscheck.engine.assess import assess
from vatscheck.engine.owner_asks import holder
from vatscheck.intake.answers import put
from vatscheck.intake.form import HOLDER, Question, question
from vatscheck.intake.relevance import keys_assumed
from vatscheck.intake.shares import Misread
from vatscheck.intake.toml import written
from vatscheck.intake.values import Reader
from vatscheck.names.aliases import fold
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.profile.load import load
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import Loc, ProfileError

FIRST = ("name", "services", "registration.place")
"""What is asked before anything else; without the first two there is no profile."""
REQUIRED = ("name", "services")
CLOSED = ("not_licensable", "not_covered", "not_needed")
"""The statuses that no further fact can change."""
ASKED = ("services", "products")
"""What a profile asks for: one of the two is enough."""
OF_SERVICE = {"services.content": "content", "services.coverage": "serves"}
"""The facts that each service has for itself, and the key that states them."""
STEP = re.compile(r"(\w+)|\[(\d+)\]")


class Prompt(NamedTuple):
    """One question: the path of its key, what kind of answer, and whom it is about.

    A path such as `owners` or `owners[0].owners` asks for the next holder of a level.
    """

    path: str
    question: Question | None
    about: str = ""

    @property
    def required(self) -> bool:
        """Whether it has to be answered."""
        return self.path in REQUIRED

    @property
    def holders(self) -> bool:
        """Whether it asks for a holder."""
        return self.path.endswith("owners")


class Interview:
    """A profile that grows by answers; it is sound after every one of them."""

    def __init__(
        self, names: Names, day: str, data: dict[str, Any] | None = None
    ) -> None:
        self.names, self.law, self.day = names, names.law, day
        self.reader = Reader(names)
        self.data: dict[str, Any] = data or {"schema": 1}
        self.passed: set[str] = set()
        self.level: str | None = None
        self.answer: Answer | None = None
        if data:
            self.answer = assess(self._profile(data), self.law, day, cured=False)

    @property
    def complete(self) -> bool:
        """Whether the answers make a profile."""
        return "name" in self.data and any(key in self.data for key in ASKED)

    def prompts(self) -> list[Prompt]:
        """Return every question that can still matter, the most telling first."""
        missing = [key for key in REQUIRED if not self._stated(key)]
        if missing:
            return [self._prompt(key) for key in missing]
        level = [self.level] if self.level else []  # begun, it is asked to its end
        own = self._own_use()
        first = (self.level, *own, *FIRST)
        every = (*level, *own, *self._deciding(), *self._assumed(), *self._readiness())
        left = [path for path in dict.fromkeys(every) if path not in self.passed]
        left.sort(key=lambda path: path not in first)
        return [self._prompt(path) for path in left]

    def deciding(self) -> list[Prompt]:
        """Return the questions that can still change a status, the most telling first."""
        open_ = {*self._own_use(), *self._deciding(), self.level}
        return [prompt for prompt in self.prompts() if prompt.path in open_]

    def _stated(self, key: str) -> bool:
        return any(k in self.data for k in (ASKED if key in ASKED else (key,)))

    def _own_use(self) -> list[str]:
        """Whether a service is for others at all; a product says that of itself."""
        entries = self.data.get("services", ())
        opened = {
            id
            for name in self.data.get("products", ())
            for id in self.law.products[name].services
        }
        return [
            f"services[{at}].for_others"
            for at, entry in enumerate(entries)
            if entry["id"] not in opened
            and "for_others" not in entry
            and self.law.services[entry["id"]].below
        ]

    def _assessments(self) -> Iterator[tuple[int, Assessment]]:
        """The answers, each with the place of its service in the profile, -1 = none."""
        order = self._order()
        for item in self.answer.assessments if self.answer else ():
            id = item.service.id
            yield (order.index(id) if id in order else -1), item

    def _order(self) -> list[str]:
        """The services in their order: those that are named, and those that products open."""
        named = [entry["id"] for entry in self.data.get("services", ())]
        opened = (
            id
            for name in self.data.get("products", ())
            if self.law.products[name].need == "licence"
            for id in self.law.products[name].services
        )
        return list(dict.fromkeys((*named, *opened)))

    def _deciding(self) -> list[str]:
        """The facts that can change a status: by rank, then by how many services ask."""
        ranks: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for at, item in self._assessments():
            for rank, ask in enumerate(item.asks):
                path = self._path(ask.fact, at)
                if not path:
                    continue
                ranks[path] = min(rank, ranks.get(path, rank))
                counts[path] += 1
        return sorted(ranks, key=lambda path: (ranks[path], -counts[path]))

    def _assumed(self) -> list[str]:
        """What is read as harmless if left out, while some service may be licensed."""
        found: dict[str, None] = {}
        for _, item in self._assessments():
            if item.status not in CLOSED and item.service.id in self.law.services:
                keys = keys_assumed(self.law, self.day, item.service.id)
                found |= dict.fromkeys(keys)
        return list(found)

    def _readiness(self) -> list[str]:
        """The facts on which duties hang, those first on which most of them hang."""
        counts: Counter[str] = Counter()
        for at, item in self._assessments():
            for duty in item.items:
                paths = (self._path(fact, at) for fact in duty.asks)
                counts.update({path for path in paths if path})
        return sorted(counts, key=lambda path: -counts[path])

    def _path(self, fact: str, at: int) -> str:
        """The path of a fact in the profile; nothing for what is only computed."""
        if fact in OF_SERVICE:
            if at < 0:
                return ""
            return f"services[{at}].{OF_SERVICE[fact]}"
        computed = fact.startswith(("ownership.", "route.", "services."))
        return "" if computed else fact

    def _prompt(self, path: str) -> Prompt:
        key = re.sub(r"\[\d+\]", "", path)
        if key.endswith("owners"):
            return Prompt(path, None, self._holder(path))
        if key.startswith("owners."):
            key = f"owners.{key.rpartition('.')[2]}"
            return Prompt(path, question(self.law, key), self._holder(path))
        about = ""
        if path.startswith("services["):
            about = self._order()[int(steps(path)[1])]
        asked = None if key == "services" else question(self.law, key)
        return Prompt(path, asked, about)

    def _holder(self, path: str) -> str:
        profile = self.answer and self._profile(self.data)
        return (holder(profile, path) if profile else None) or ""

    # --- answers ------------------------------------------------------------------

    def reply(self, prompt: Prompt, text: str) -> Any:
        """Take an answer and return what it is read as; an empty one is unknown: none.

        Raises `Misread` for a wrong one, and nothing has changed then.
        """
        value = self._read(prompt, text.strip())
        if value is None:
            if prompt.required:
                raise Misread("ask-required")
            self.passed.add(prompt.path)
            self.level = None if prompt.path == self.level else self.level
            return None
        data = deepcopy(self.data)
        loc = steps(prompt.path)
        if prompt.holders:
            _level(data, loc, value.pop("through", "")).append(value)
        elif prompt.path == "services":
            data |= value
        else:
            self._enter(data, loc)
            put(data, loc, value)
            self.passed.add(prompt.path)
        try:
            profile = self._profile(data)
        except Misread:
            self.passed.discard(prompt.path)
            raise
        self.data = data
        if prompt.holders:
            self.level = None if self._full(loc) else prompt.path
        if self.complete:
            self.answer = assess(profile, self.law, self.day, cured=False)
        return value

    def _enter(self, data: dict[str, Any], loc: Loc) -> None:
        """Give a service that a product opens an entry of its own, to say more of it."""
        if loc[0] == "services":
            entries = data.setdefault("services", [])
            for id in self._order()[len(entries) : int(loc[1]) + 1]:
                entries.append({"id": id})

    def _full(self, loc: Loc) -> bool:
        """Whether the holders of a level hold all there is."""
        level: Any = self.data
        for step in loc:
            level = level.get(step) if isinstance(level, dict) else level[step]
        shares = [holder.get("share") for holder in level or ()]
        return sum(s for s in shares if isinstance(s, int | Decimal)) >= 100

    def _read(self, prompt: Prompt, text: str) -> Any:
        if prompt.path == "services":
            return self.reader.wanted(text) or None
        if prompt.question is not None:
            return self.reader.read(prompt.question, text)
        return self._holder_of(text) if text else None

    def _holder_of(self, text: str) -> dict[str, Any]:
        """A holder in one line: name; state or region; share; held through."""
        parts = [part.strip() for part in re.split("[;；]", text)]
        if not 3 <= len(parts) <= len(HOLDER):
            raise Misread("ask-holder-form", found=text)
        read = {
            key: self.reader.read(question(self.law, f"owners.{key}"), part)
            for key, part in zip(HOLDER, parts, strict=False)
        }
        return {key: value for key, value in read.items() if value is not None}

    def _profile(self, data: dict[str, Any]) -> Profile:
        """The profile of some data. Raises `Misread` for what a profile may not say."""
        whole: dict[str, Any] = {"name": "-"} | data
        if not any(key in data for key in ASKED):
            whole["services"] = [{"id": next(iter(self.law.services))}]
        try:
            return load(written(whole, ""), "-", settler(self.names))[0]
        except ProfileError as error:
            first = error.problems[0]
            raise Misread(first.id, **first.parts) from None


def steps(path: str) -> Loc:
    """Return the steps of a path such as `owners[0].share`."""
    found = STEP.findall(path)
    return tuple(name or int(number) for name, number in found)


def _level(data: dict[str, Any], loc: Loc, through: str) -> list[dict[str, Any]]:
    """The level of holders to which one is added: of the path, or above a named holder."""
    if through:
        every = list(_every(data.get("owners", [])))
        found = [o for o in every if fold(o.get("name", "")) == fold(through)]
        if len(found) != 1:
            names = ", ".join(filter(None, (o.get("name") for o in every)))
            raise Misread("intake-through", found=through, hint=names)
        level: list[dict[str, Any]] = found[0].setdefault("owners", [])
        return level
    at: Any = data
    for step in loc[:-1]:
        at = at[step]
    above: list[dict[str, Any]] = at.setdefault(loc[-1], [])
    return above


def _every(owners: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for owner in owners:
        yield owner
        yield from _every(owner.get("owners", []))
