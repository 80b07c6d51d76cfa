"""The cures as text: each with its number, what it leads to, its steps and an example."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from vatscheck.answers.cures.interface import patched
from vatscheck.answers.interface import Page
from vatscheck.answers.overlay import overlay_text
from vatscheck.answers.page import hanging, printed
from vatscheck.engine.answer import Answer, Assessment, Cure
from vatscheck.words.phrases import Phrases, escape
from vatscheck.words.sources import valid

YES = ("licensable", "conditional", "not_needed", "not_covered")


def render(answer: Answer, page: Page) -> str:
    """Return the cures of every service as text."""
    return printed(_parts(answer, Phrases(answer.law, answer.day, page.lang)), page)


def _parts(answer: Answer, phrases: Phrases) -> Iterable[RenderableType]:
    head = answer.law.head
    parts = {"version": head.version, "verified": head.verified_on}
    yield Text(escape(answer.name), style="bold")
    yield Text(phrases.say("as-of", day=answer.day, **parts))
    if overlay := overlay_text(answer.law, phrases.lang):
        yield Text(overlay)
    for item in answer.assessments:
        yield Text()
        label = f"{item.service.code} {item.service.id}".strip()
        title = f"{phrases.of(item.service)} ({label}): {phrases.say(item.status)}"
        yield Text(title, style="bold", overflow="fold")
        yield from _service(item, answer, phrases)
    yield from (Text(), Text(phrases.say("grades"), overflow="fold"))


def _service(
    item: Assessment, answer: Answer, phrases: Phrases
) -> Iterable[RenderableType]:
    if not item.cures:
        none = "cures-none" if item.status in YES else "no-cure"
        yield Text(phrases.say(none))
    for at, cure in enumerate(item.cures, 1):
        status = phrases.say(cure.leads_to)
        route = f"{phrases.of(cure.route, 'title')} ({cure.route.id})"
        line = phrases.say("cures-leads-to", status=status, route=route)
        yield hanging(f"{at}.", line)
        for line in _steps(cure, item.service.id, answer, phrases):
            yield hanging("   -", line)


def _steps(cure: Cure, service: str, answer: Answer, phrases: Phrases) -> Iterable[str]:
    """What to do, each step with its sources, and the example that was proved."""
    for step in cure.steps:
        kind = "" if step.kind == "establish" else phrases.say("cures-change")
        cites = "; ".join(
            dict.fromkeys(
                _source(cite, answer, phrases)
                for cite in valid(answer.law, answer.day, step.cites)
            )
        )
        text = f"{kind}{phrases.step(step)}"
        yield phrases.say("cures-cited", text=text, cites=cites) if cites else text
    if any(step.fact != "as_of" for step in cure.steps):
        yield phrases.say("cures-example", patch=patched(cure.patch, service))


def _source(cite: str, answer: Answer, phrases: Phrases) -> str:
    source = answer.law.source(cite, answer.day)
    if source is None:
        return cite
    instrument = source.instrument
    name = instrument.number or phrases.of(instrument, "title")
    article = phrases.article(source.article)
    grade = f"{instrument.grade}"
    return ", ".join(part for part in (name, article, grade) if part)
