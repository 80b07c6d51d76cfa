"""What the formats of pipelines tell: one result a service, each at a place in a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vatscheck.formats import inert

ERROR, WARNING, NOTE, NONE = "error", "warning", "note", "none"
"""How much a result weighs, the worst first; `none` is told only where all is."""
LEVELS = (ERROR, WARNING, NOTE, NONE)
STDIN = "stdin"
"""The file of a profile that came by standard input."""


class Result(NamedTuple):
    """What was found for one service of one profile.

    Lines and columns count from 1. `failed` = it makes the run fail, `skipped` = it is
    nothing to look at, and why. `rule` is the id of the rule that decides; `waiver`
    says in brackets what became of the waivers that concern it. `known` = a saved
    answer has it already, none = it was compared with none.
    """

    file: str
    line: int
    column: int
    end_column: int
    level: str
    status: str
    word: str
    service: str
    name: str
    rule: str
    reason: str
    profile: str
    failed: bool = False
    skipped: str = ""
    waiver: str = ""
    known: bool | None = None

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines move: file, service and rule, hashed."""
        text = "\0".join((self.file, self.service, self.rule))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def waived(self) -> bool:
        """Whether it is skipped since the team has decided to live with it."""
        return bool(self.skipped and self.waiver)

    @property
    def weight(self) -> str:
        """How much it weighs in a report: what is waived, or known, is a note at most."""
        if self.level == NONE or self.waived:
            return NOTE if self.waiver else NONE
        if self.known and not self.skipped:
            return NOTE
        return NONE if self.skipped else self.level

    @property
    def told(self) -> str:
        """The reason, and why it may not count: waivers, or a saved answer."""
        return f"{self.reason}{self.waiver}"

    @property
    def message(self) -> str:
        """The result in one sentence."""
        return f"{self.name}: {self.word}: {self.told}"


class Rule(NamedTuple):
    """A rule by which a result was decided: its id, its name, what it says, a page."""

    id: str
    name: str
    text: str
    help: str
    url: str | None = None


class Fault(NamedTuple):
    """Why a file was not judged: a text, at a line and column from 1 (0 = the file)."""

    text: str
    line: int = 0
    column: int = 0


class Suite(NamedTuple):
    """The results of one file; `problems` are why it was not judged."""

    file: str
    profile: str
    results: tuple[Result, ...] = ()
    problems: tuple[Fault, ...] = ()


class Run(NamedTuple):
    """The results of a run: all files, the rules behind them, tool and law."""

    suites: tuple[Suite, ...]
    rules: tuple[Rule, ...]
    tool: str
    law: tuple[tuple[str, str], ...]

    def results(self) -> Iterator[Result]:
        """Yield every result, file by file."""
        for suite in self.suites:
            yield from suite.results

    def faults(self) -> Iterator[tuple[str, Fault]]:
        """Yield why files were not judged, each with its file."""
        for suite in self.suites:
            for fault in suite.problems:
                yield suite.file, fault


def worst_first(results: Iterable[Result]) -> list[Result]:
    """Return results by weight, equal ones in the order of the files."""
    return sorted(results, key=lambda found: LEVELS.index(found.level))


def shown(text: str) -> str:
    """Return a text on one line, control signs shown instead of obeyed."""
    return inert.terminal(text)
