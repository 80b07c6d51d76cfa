"""What a question is about: a profile on a day, read and judged once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from vatscheck.answers.document import Document, citations, head
from vatscheck.answers.origin import Origin
from vatscheck.answers.summary import naming
from vatscheck.engine import assess as engine
from vatscheck.engine.answer import Answer, CheckResult
from vatscheck.law.book import Law
from vatscheck.law.offers import Service
from vatscheck.names.index import Names
from vatscheck.names.locations import stated
from vatscheck.profile.models import Profile
from vatscheck.profile.reading import parse
from vatscheck.words.catalogue import Lang
from vatscheck.words.citations import joined
from vatscheck.words.phrases import Phrases
from vatscheck.words.sources import valid


@dataclass(frozen=True)
class Asked:
    """A profile with the digest and the text of its file, the law, and the ISO day.

    `source` empty = it was given, and stands in no file; `file` is the profile as it was
    named, for the command that comes next; `narrowed` = other services are asked about
    than its own; `settings` is the file with the settings of the repository, if any.
    `known` are the names of the law, where several profiles share them; `made` are
    answers that have been made of it.
    """

    profile: Profile
    digest: str
    source: str
    law: Law
    day: str
    file: str = "-"
    narrowed: bool = False
    settings: str = ""
    known: Names | None = None
    made: dict[Any, Document] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def names(self) -> Names:
        """What names stand for in the law."""
        return self.known or Names(self.law)

    @cached_property
    def answer(self) -> Answer:
        """The proof, judged once for all questions that are asked."""
        found = engine.assess(self.profile, self.law, self.day)
        return found._replace(digest=self.digest)

    @cached_property
    def origin(self) -> Origin | None:
        """Where in its file each fact of the profile stands; none = it is in no file."""
        if not self.source:
            return None
        narrowed, settings = self.narrowed, self.settings
        return Origin(
            self.file, self.source, self.names, narrowed=narrowed, settings=settings
        )

    def phrases(self, lang: Lang) -> Phrases:
        """Return the words of a language for the law of the day."""
        return Phrases(self.law, self.day, lang)

    def head(self, schema: str) -> dict[str, Any]:
        """Return the first keys of the answer as a document."""
        profile = {"name": self.profile.name, "digest": self.digest}
        return {**head(schema, self.law), "as_of": self.day, "profile": profile}

    def lines(self, answer: Answer) -> dict[str, dict[str, int]]:
        """Return for each service on which line of the file each fact of its checks stands."""
        from vatscheck.profile.positions import lines_of  # slow, and seldom asked for

        names, data = self.names, parse(self.source, "")
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

    def named(self, services: Iterable[Service], lang: Lang) -> list[dict[str, Any]]:
        """Return services by their everyday names, for the rows of a table."""
        phrases = self.phrases(lang)
        return [
            {"service": found.id, "label": naming.name(found, phrases)}
            for found in services
        ]

    def exempt(self, lang: Lang) -> list[dict[str, Any]]:
        """Return what of the profile needs no licence, wherever the company stands."""
        phrases = self.phrases(lang)
        kept = [e for e in self.profile.services if e.for_others is False]
        alone = self.profile.model_copy(update={"services": kept})
        return [
            {
                "id": item.service.id,
                "label": naming.name(item.service, phrases),
                "status": item.status,
            }
            for item in engine.assess(
                alone, self.law, self.day, cured=False
            ).assessments
        ]


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


def depends_on(fact: str, phrases: Phrases) -> str:
    """Return the name of a fact; one that has none goes by its key."""
    record = phrases.law.facts.get(fact)
    return phrases.of(record, "label") if record else fact


def depends(facts: Iterable[str], phrases: Phrases) -> str:
    """Return on which facts, not stated, an answer turns."""
    names = dict.fromkeys(depends_on(fact, phrases) for fact in facts)
    return phrases.say("depends", facts=phrases.join(names))


def cited(asked: Asked, cites: Iterable[str], lang: Lang, most: int = 1) -> str:
    """Return the first texts that are cited on the day, in short, with all their parts."""
    found = (asked.law.source(cite, asked.day) for cite in asked.cites(cites))
    sources = [source for source in found if source]
    texts = list(dict.fromkeys(source.instrument.id for source in sources))[:most]
    return joined((s for s in sources if s.instrument.id in texts), lang)
