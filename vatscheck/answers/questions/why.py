"""Why: the whole proof of a service as a tree, with the lines of the profile it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.text import Text
from rich.tree import Tree

from vatscheck.answers.assessments import as_object
from vatscheck.answers.interface import Page
from vatscheck.answers.page import printed, status
from vatscheck.answers.questions.asked import Asked
from vatscheck.engine.answer import Answer, Assessment, CheckResult
from vatscheck.law.models import Condition
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases, escape

HOLDS = {True: "yes", False: "no", None: "open"}
PLACES = {"registration.place": "place", "servers.places": "servers"}
"""Facts whose value is the profile's own words, and where an assessment keeps them."""
Lines = Mapping[str, int]
"""The line of the profile on which each fact stands; a fact not stated has none."""


def text(answer: Answer, lines: Mapping[str, Lines], asked: Asked, page: Page) -> str:
    """Return the proofs as trees, one for each service; `lines` by service id."""
    phrases = asked.phrases(page.lang)
    parts: list[Any] = list(asked.opening(phrases))
    for item in answer.assessments:
        stated = lines.get(item.service.id, {})
        parts.append(_Proof(item, stated, asked, phrases).tree())
    return printed(parts, page)


class _Proof:
    """The proof of one service on its way into a tree."""

    def __init__(
        self, item: Assessment, lines: Lines, asked: Asked, phrases: Phrases
    ) -> None:
        self.item, self.lines = item, lines
        self.asked, self.phrases = asked, phrases

    def tree(self) -> Tree:
        """Return the tree: routes, below them checks and conditions with their sources."""
        item, phrases = self.item, self.phrases
        title = Text(f"{phrases.of(item.service)} ({item.service.id}): ", style="bold")
        tree = Tree(title.append(status(item.status, phrases)), guide_style="")
        for route in item.routes:
            rule = route.rule.route
            name = Text(f"{phrases.of(rule, 'title')} ({rule.id}): ")
            branch = tree.add(name.append(status(route.status, phrases)))
            self._sources(branch, rule.evidence.cites)
            for check in route.checks:
                self._check(branch, check)
            for condition in route.conditions:
                leaf = branch.add(Text(f"+ {phrases.of(condition, 'title')}"))
                self._sources(leaf, condition.evidence.cites)
        return tree

    def _check(self, branch: Tree, check: CheckResult) -> None:
        phrases = self.phrases
        wants = phrases.wants(check.check, check.wanted, check.reach)
        text = phrases.of(check.ban, "title") if check.ban else wants
        mark = phrases.say(HOLDS[check.holds])
        leaf = branch.add(Text(phrases.say("labelled", label=mark, text=text)))
        leaf.add(Text(self._fact(check)))
        self._sources(leaf, check.cites)

    def _fact(self, check: CheckResult) -> str:
        """The fact, what the profile says about it, and on which line."""
        phrases, fact = self.phrases, check.check.fact
        value = phrases.found(check)
        if fact in PLACES:
            said = getattr(self.item, PLACES[fact])
            value = phrases.join([said] if isinstance(said, str) else said or ())
        value = escape(value) or phrases.say("unknown")
        if fact in self.lines:
            value = phrases.say("why-line", found=value, line=self.lines[fact])
        return f"{fact} = {value}"

    def _sources(self, branch: Tree, cites: Iterable[str]) -> None:
        """Hang the sources of a record below it, each with its grade."""
        law, phrases = self.asked.law, self.phrases
        for cite in self.asked.cites(cites):
            source = law.source(cite, self.asked.day)
            if source is None:
                continue
            name = phrases.both(source.instrument, "title")
            if article := phrases.article(source.article):
                name = phrases.say("cited", title=name, article=article)
            grade = source.instrument.grade
            branch.add(Text(phrases.say("why-source", source=name, grade=grade)))


def document(
    answer: Answer, lines: Mapping[str, Lines], asked: Asked, lang: Lang
) -> dict[str, Any]:
    """Return the proofs as a document (`vatscheck/why/1`)."""
    whole = as_object(answer, Page(lang))
    pairs = zip(whole["assessments"], answer.assessments, strict=True)
    proofs = [
        _proof(item, found, lines.get(item["service"], {}), asked, lang)
        for item, found in pairs
    ]
    routes = [route for proof in proofs for route in proof["routes"]]
    told = [r for route in routes for r in (*route["checks"], *route["conditions"])]
    cited = (cite for reason in told for cite in reason["cites"])
    return {
        **asked.head("why"),
        "proofs": proofs,
        "citations": asked.citations(cited),
    }


def _proof(
    item: dict[str, Any], found: Assessment, lines: Lines, asked: Asked, lang: Lang
) -> dict[str, Any]:
    routes = [
        {
            "id": route["id"],
            "title": asked.phrases(lang).of(result.rule.route, "title"),
            "status": route["status"],
            "checks": [{**c, "line": lines.get(c["fact"])} for c in route["checks"]],
            "conditions": reasons(result.conditions, asked, lang),
        }
        for route, result in zip(item["routes"], found.routes, strict=True)
    ]
    return {"service": item["service"], "status": item["status"], "routes": routes}


def reasons(
    conditions: Iterable[Condition], asked: Asked, lang: Lang
) -> list[dict[str, Any]]:
    """Return what comes with a route: id, text, citations."""
    phrases = asked.phrases(lang)
    return [
        {
            "id": rule.id,
            "text": phrases.of(rule, "text"),
            "cites": asked.cites(rule.evidence.cites),
        }
        for rule in conditions
    ]
