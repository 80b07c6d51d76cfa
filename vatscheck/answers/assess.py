"""`assess` as a document: the short answer first, then one assessment a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vatscheck.answers.assessments import as_object
from vatscheck.answers.document import Document, signed
from vatscheck.answers.origin import Origin
from vatscheck.answers.summary.build import summary
from vatscheck.answers.summary.reasons import reason
from vatscheck.answers.verdict import tally, verdict
from vatscheck.answers.waivers import counted_out, waivers
from vatscheck.engine.answer import Answer, Assessment
from vatscheck.profile.digests import facts_digest
from vatscheck.words.catalogue import Lang
from vatscheck.words.phrases import Phrases

if TYPE_CHECKING:
    from vatscheck.answers.document import Detail
    from vatscheck.answers.summary.shapes import Place
    from vatscheck.formats.page import Page as Laid

AFTER_STATUS = ("need", "why", "barred", "status")
"""The keys of an assessment behind which `at` and `decides` stand."""


TABLES = ("registration", "servers", "owners", "services", "facts")
"""The tables of a profile in their order."""


def document(
    answer: Answer,
    lang: Lang,
    origin: Origin | None = None,
    *,
    with_waivers: bool = True,
) -> Document:
    """Return the answer as a document; `origin` says where in a file its facts stand.

    `with_waivers` false = as if the profile had none.
    """
    phrases = Phrases(answer.law, answer.day, lang)
    found = as_object(answer, lang)
    facts = origin.of_facts(None, _facts(answer)) if origin else {}
    data: dict[str, Any] = {}
    for key, value in found.items():
        if key == "profile":
            file = {"file": origin.file} if origin else {}
            data[key] = {"name": value["name"], **file, "digest": value["digest"]}
            data[key]["facts"] = facts_digest(answer.profile)
            if origin and origin.settings:
                data["settings"] = origin.settings
            text = verdict([tally(found)], lang).sentence
            data["summary"] = summary(answer, text, phrases, facts)
        elif key == "assessments":
            data[key] = [
                _placed(answer, item, shown, origin)
                for item, shown in zip(answer.assessments, value, strict=True)
            ]
            if with_waivers and answer.profile.waivers:
                _waive(data, answer)
        else:
            data[key] = value
    return Document(signed(data), lang, _page)


def _page(data: dict[str, Any], lang: Lang, detail: Detail) -> Laid:
    """The document as a page; JSON needs none of that."""
    from vatscheck.answers.assess_page import page

    return page(data, lang, detail)


def _waive(data: dict[str, Any], answer: Answer) -> None:
    """Add the waivers with their states, and mark the services that they count out."""
    told = waivers(data, answer.profile.waivers, answer.law, answer.day)
    data["assessments"] = [
        item | ({"waived": True} if counted_out(item, told) else {})
        for item in data["assessments"]
    ]
    data["waivers"] = told


def _facts(answer: Answer) -> list[str]:
    """Every fact that a check reads."""
    every = (
        c.check.fact for i in answer.assessments for r in i.routes for c in r.checks
    )
    return list(dict.fromkeys(every))


def _order(fact: str) -> int:
    """Where a fact stands in a profile as it is written, what stands nowhere last."""
    keys = [key for key in TABLES if fact.startswith(key)]
    return TABLES.index(keys[0]) if keys else len(TABLES)


def _placed(
    answer: Answer, item: Assessment, shown: Mapping[str, Any], origin: Origin | None
) -> dict[str, Any]:
    """An assessment with the place of its entry, and of the fact that decides."""
    at = origin.of_service(answer.profile, item.service.id) if origin else None
    told: dict[str, Any] = {"at": at} if at else {}
    told["decides"] = _decides(answer, item, origin)
    last = [key for key in shown if key in AFTER_STATUS][-1]
    found: dict[str, Any] = {}
    for key, value in shown.items():
        found[key] = value
        if key == last:
            found |= told
    return found


def _decides(answer: Answer, item: Assessment, origin: Origin | None) -> dict[str, Any]:
    """The rule that decides, and the fact to look at; of a yes there is none."""
    rule, fact = _rule(item), _fact(item)
    found: dict[str, Any] = {"fact": fact} if fact else {}
    found["rule"] = rule
    entries = {entry.id: entry for entry in answer.profile.services}
    entry = entries.get(item.service.id)
    places: Mapping[str, Place] = {}
    if fact and origin:
        places = origin.of_facts(None if origin.narrowed else entry, [fact])
    return found | ({"at": places[fact]} if fact and fact in places else {})


def _rule(item: Assessment) -> str:
    if item.need is not None:
        return item.service.id
    if item.status == "not_covered":
        return "not-covered"
    if item.status == "undetermined":
        return _open_check(item)
    return item.best.rule.route.id if item.best else _refusing(item)


def _refusing(item: Assessment) -> str:
    """The rule that refuses: a prohibition before the route that fails."""
    found = reason(item)
    bans = [found.ban[1]] if found.ban else [c for c in found.checks[:1] if c.ban]
    if bans:
        return bans[0].id
    return found.route.rule.route.id if found.route else item.service.id


def _open_check(item: Assessment) -> str:
    """The first open check that reads the fact asked for first."""
    open_ = [c for r in item.routes for c in r.checks if c.holds is None]
    fact = item.asks[0].fact if item.asks else ""
    table = fact.partition("[")[0].partition(".")[0].replace("owners", "ownership")
    own = [c for c in open_ if c.check.fact == fact] or [
        c for c in open_ if c.check.fact.startswith(table)
    ]
    return (own or open_)[0].id


def _fact(item: Assessment) -> str | None:
    if item.need is not None or item.best is not None or item.status == "not_covered":
        return None
    if item.status == "undetermined":
        return item.asks[0].fact if item.asks else "owners"
    if item.cures:
        facts = [step.fact for step in item.cures[0].steps]
        return min(facts, key=_order)
    failing = [check for route in item.routes for check in route.failing]
    return failing[0].check.fact if failing else None
