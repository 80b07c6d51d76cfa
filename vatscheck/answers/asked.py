"""What a question is about: a profile on a day; and the first lines of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from vatscheck.answers.document import citations, head
from vatscheck.answers.overlay import overlay_words
from vatscheck.answers.summary import naming
from vatscheck.engine.answer import Answer, CheckResult
from vatscheck.engine.assess import assess
from vatscheck.formats.page import Block, Gap, Heading, Line, Paragraph, Run, line
from vatscheck.law.book import Law
from vatscheck.law.models import Service
from vatscheck.names.index import Names
from vatscheck.names.locations import stated
from vatscheck.profile.models import Profile
from vatscheck.profile.positions import lines_of
from vatscheck.profile.reading import parse
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.citations import joined
from vatscheck.words.days import long_day
from vatscheck.words.phrases import Phrases
from vatscheck.words.sources import valid


class Asked(NamedTuple):
    """A profile with the digest and the text of its file, the law, and the ISO day.

    `file` is the profile as it was named, for the command that comes next.
    """

    profile: Profile
    digest: str
    source: str
    law: Law
    day: str
    file: str = "-"

    def phrases(self, lang: Lang) -> Phrases:
        """Return the words of a language for the law of the day."""
        return Phrases(self.law, self.day, lang)

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
            for item in assess(alone, self.law, self.day, cured=False).assessments
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


# --- the page ---------------------------------------------------------------------


def opening(
    data: Mapping[str, Any], lang: Lang, title: str, under: str, **parts: object
) -> Iterator[Block]:
    """Yield the first lines of a page: whose answer, the day, what is said, the overlay.

    `title` and `under` are ids of sentences; the name of the company and `parts` go into
    the one, the day into the other.
    """
    name = data["profile"]["name"]
    yield Heading(line(Run(word(title, lang, name=name, **parts), "strong")), 1)
    day = long_day(data["as_of"], lang)
    yield Paragraph(line(word(under, lang, day=day)))
    if overlay := data["law"].get("overlay"):
        yield Paragraph(line(overlay_words(overlay, lang)))
    verified = data["law"]["verified_on"]
    if data["as_of"] > verified:
        told = word("after-verified", lang, day=data["as_of"], verified=verified)
        yield Paragraph(line(told))
    yield Gap()


def nothing(lang: Lang) -> Iterator[Block]:
    """Yield what is said where no service is asked for that needs a licence."""
    yield Paragraph(line(word("asked-nothing", lang)))


def every(cites: Iterable[str], data: Mapping[str, Any], lang: Lang) -> str:
    """Return citations of a document in short, all of them."""
    key = "short_zh" if lang == "zh" else "short"
    return together((data["citations"][cite][key] for cite in cites), lang)


def listed(names: Iterable[str], lang: Lang) -> str:
    """Return names in a sentence."""
    return word("comma", lang).join(names)


def bracketed(cites: str, lang: Lang) -> str:
    """Return short citations in brackets, as they follow a sentence; none of none."""
    return word("in-brackets", lang, text=cites) if cites else ""


def status(id: str, lang: Lang) -> Line:
    """Return the word of a status in its colour."""
    return line(Run(word(id, lang), id))


def together(labels: Iterable[str], lang: Lang) -> str:
    """Return services in words: those that share a row, in one cell."""
    return word("semicolon", lang).join(labels)
