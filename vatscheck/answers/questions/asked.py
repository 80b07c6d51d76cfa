"""What a question is about: a profile on a day; and the first lines of its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from rich.text import Text

from vatscheck.answers.document import citations, head
from vatscheck.answers.page import opening
from vatscheck.engine.answer import Answer, CheckResult
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.locations import stated
from vatscheck.profile.models import Profile
from vatscheck.profile.positions import lines_of
from vatscheck.profile.reading import parse
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases
from vatscheck.words.sources import valid


class Asked(NamedTuple):
    """A profile with the digest and the text of its file, the law, and the ISO day."""

    profile: Profile
    digest: str
    source: str
    law: Law
    day: str

    def phrases(self, lang: Lang) -> Phrases:
        """Return the words of a language for the law of the day."""
        return Phrases(self.law, self.day, lang)

    def opening(self, phrases: Phrases) -> Iterable[Text]:
        """Yield the lines that say whose answer it is, and an empty one."""
        yield from opening(self.profile.name, self.law, self.day, phrases)
        yield Text()
        if not self.profile.licensed:
            yield Text(phrases.say("asked-nothing"), overflow="fold")
            yield Text()

    def head(self, schema: str) -> dict[str, Any]:
        """Return the first keys of the answer as a document."""
        profile = {"name": self.profile.name, "digest": self.digest}
        return {**head(schema, self.law), "as_of": self.day, "profile": profile}

    def lines(self, answer: Answer) -> dict[str, dict[str, int]]:
        """Return for each service on which line of the file each fact of its checks stands."""
        names, data = Names(self.law), parse(self.source, "")
        entries = {entry.id: entry for entry in self.profile.licensed}
        found = {}
        for item in answer.assessments:
            if item.service.id not in entries:
                continue
            facts = {c.check.fact for route in item.routes for c in route.checks}
            paths = stated(data, names, entries[item.service.id], sorted(facts))
            lines = lines_of(self.source, list(paths.values()))
            found[item.service.id] = dict(zip(paths, lines, strict=True))
        return found

    def cites(self, cited: Iterable[str]) -> list[str]:
        """Return which citations of one record to name on the day."""
        return valid(self.law, self.day, cited)

    def citations(self, cited: Iterable[str]) -> dict[str, Any]:
        """Return the sources of citations, each once, in the order of first use."""
        found = {cite: self.law.source(cite, self.day) for cite in cited}
        return citations({cite: source for cite, source in found.items() if source})


def lacks(
    checks: Iterable[CheckResult], asked: Asked, phrases: Phrases
) -> list[dict[str, Any]]:
    """Return checks that fail or are open as reasons: id, text, citations."""
    return [
        {
            "id": check.id,
            "text": phrases.problem(check),
            "cites": asked.cites(check.cites),
        }
        for check in checks
    ]
