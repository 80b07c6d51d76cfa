"""The short answer as a whole: one entry for services of which the same is to be said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from vatscheck.answers.summary import naming
from vatscheck.answers.summary.clauses import clauses, sentence
from vatscheck.answers.summary.facts import facts
from vatscheck.answers.summary.next_step import Next, first_step
from vatscheck.answers.summary.questions import questions
from vatscheck.answers.summary.reasons import Reason, reason
from vatscheck.engine.answer import Answer, Assessment, RouteResult
from vatscheck.engine.axes import ownership
from vatscheck.engine.dossier import dossier
from vatscheck.engine.duties import applicant, stages
from vatscheck.law.atlas import atlas_on
from vatscheck.law.offers import Service
from vatscheck.profile.models import Profile
from vatscheck.words.phrases import Phrases
from vatscheck.words.sources import valid

if TYPE_CHECKING:
    from vatscheck.answers.summary.shapes import Place

STATUSES = (
    *("licensable", "conditional", "undetermined"),
    *("not_covered", "not_licensable", "not_needed"),
)
DOUBTFUL = ("medium", "low")
"""The confidences with which a reader has to be told what is not settled."""
DECISION = 6
"""The step of the procedure in which the licence, or what stands for it, is granted."""


def summary(
    answer: Answer, text: str, phrases: Phrases, places: Mapping[str, Place]
) -> dict[str, Any]:
    """Return the short answer as JSON has it; `text` is the answer in one sentence.

    `places` are where in the file the facts stand.
    """
    profile = answer.profile
    services = entries(answer, profile, phrases)
    counts = {s: 0 for s in STATUSES}
    for item in answer.assessments:
        counts[item.status] += 1
    asked = questions(answer, profile, phrases)
    return {
        "text": text,
        "lead": lead(text, services, asked, phrases),
        "counts": counts,
        "services": services,
        "facts": facts(answer, profile, phrases, places),
        "questions": asked,
        "basis": basis(answer),
    }


def lead(
    text: str,
    services: list[dict[str, Any]],
    asked: list[dict[str, Any]],
    phrases: Phrases,
) -> str:
    """Return the answer in a few sentences: the counts, what each no or open one needs.

    The last says for which services own use would need no licence, where it is
    assumed that they are offered to others.
    """
    told = phrases.say("lead", text=naming.capital(text)) if text else ""
    for entry in services:
        if entry["status"] in ("not_licensable", "undetermined"):
            names = naming.capital(phrases.join(entry["names"]))
            step = entry["next"]["text"]
            told += phrases.say("lead-entry", names=names, next=step.rstrip("?？"))
    called = {
        i: n for e in services for i, n in zip(e["services"], e["names"], strict=True)
    }
    own = [called[row["of"]] for row in asked if row.get("of") in called]
    if own:
        told += phrases.say("lead-own-use", names=phrases.join(own))
    return told.strip()


def basis(answer: Answer) -> dict[str, Any]:
    """Return the day judged, and to which day the law was checked, the oldest rule too."""
    head = answer.law.head.verified_on
    used = [
        route.rule.route.evidence.verified_on
        for item in answer.assessments
        for route in ([item.best] if item.best else item.routes)
    ]
    after = date.fromisoformat(answer.day) - date.fromisoformat(head)
    return {
        "as_of": answer.day,
        "verified_to": head,
        "oldest_verified_to": min(used, default=head),
        "days": max(after.days, 0),
    }


def entries(answer: Answer, profile: Profile, phrases: Phrases) -> list[dict[str, Any]]:
    """Return one entry a service, those that say the same joined at the first."""
    found: list[dict[str, Any]] = []
    for item in answer.assessments:
        entry = _entry(answer, item, profile, phrases)
        alike = next((old for old in found if _same(old, entry)), None)
        if alike is None:
            found.append(entry)
            continue
        for key in ("services", "names"):
            alike[key] += entry[key]
        known = alike["threshold"]
        several = known if isinstance(known, list) else [known]
        alike["threshold"] = [*several, entry["threshold"]]
        alike["codes"] = list(dict.fromkeys(alike["codes"] + entry["codes"]))
    return found


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two entries say the same of different services."""
    keys = ("status", "because", "next", "authority", "unsettled")
    alike = all(one[key] == other[key] for key in keys) and bool(other["codes"])
    return alike and _there(one["where"]) == _there(other["where"])


def _there(where: dict[str, Any] | None) -> Any:
    """The places of an answer, however they are told: two rules may name one place."""
    return where and (where["status"], where["places"])


def _entry(
    answer: Answer, item: Assessment, profile: Profile, phrases: Phrases
) -> dict[str, Any]:
    found = reason(item)
    step = first_step(item, profile, phrases)
    code = item.service.code
    return {
        "services": [item.service.id],
        "names": [naming.name(item.service, phrases)],
        "codes": [code] if code else [],
        "status": item.status,
        "word": phrases.say("barred-exit" if item.barred else item.status),
        "threshold": _threshold(item, profile, phrases),
        "because": _because(answer, item, found, phrases),
        "where": _where(item, phrases),
        "next": _next(step),
        "authority": _authority(item, step, profile, found.route, phrases),
        "unsettled": _unsettled(item, phrases),
    }


def _threshold(
    item: Assessment, profile: Profile, phrases: Phrases
) -> dict[str, Any] | None:
    service = item.service
    if not isinstance(service, Service) or not service.threshold:
        return None
    stated = {entry.id: entry.for_others for entry in profile.services}
    given = stated.get(service.id) is not None
    state = "given" if given else "assumed"
    return {"text": phrases.of(service, "threshold"), "state": state}


def _because(
    answer: Answer, item: Assessment, found: Reason, phrases: Phrases
) -> dict[str, Any]:
    parts = clauses(item, found, phrases)
    route = found.route.rule.route.id if found.route else None
    return {
        "text": sentence(parts, phrases),
        "kind": found.kind,
        "route": route,
        "clauses": [{"text": p.text, "checks": [*map(list, p.checks)]} for p in parts],
        "cites": _cites(answer, item, found),
        "more": found.more,
    }


def _cites(answer: Answer, item: Assessment, found: Reason) -> list[str]:
    """The sources of the reason: of the checks that are named, else of the rule."""
    checks = [*found.checks] if found.kind != "met" else []
    cited = [cite for check in checks for cite in check.cites]
    if found.ban and not checks:
        cited = list(found.ban[1].cites)
    if found.route and not cited:
        cited = list(found.route.rule.route.evidence.cites)
    if not cited:
        evidence = getattr(item.service, "threshold_evidence", None)
        evidence = evidence if item.need and evidence else item.service.evidence
        cited = list(evidence.cites)
    if found.kind == "open" and item.asks:
        cited = _asked(item)
    return valid(answer.law, answer.day, dict.fromkeys(cited))


def _asked(item: Assessment) -> list[str]:
    """The sources of the open checks that read the fact asked for."""
    fact = item.asks[0].fact
    head = fact.partition("[")[0].partition(".")[0].replace("owners", "ownership")
    open_ = [c for r in item.routes for c in r.checks if c.holds is None]
    own = [c for c in open_ if c.check.fact == fact or c.check.fact.startswith(head)]
    return [cite for check in own[:1] or open_[:1] for cite in check.cites]


def _where(item: Assessment, phrases: Phrases) -> dict[str, Any] | None:
    """Where it would work; none where that is no question: everywhere, or nowhere."""
    if item.need is not None or not item.where:
        return None
    statuses = {group.status for group in item.where}
    if len(statuses) == 1 and any(group.everywhere for group in item.where):
        return None
    best = item.where[0].status
    groups = [group for group in item.where if group.status == best]
    places = {id for group in groups for id in naming.folded(group.places)}
    if item.best is not None and places == {item.place}:
        return None
    text = naming.groups(groups, phrases)
    rest = not all(group.places for group in groups)
    if item.status == best:
        id = "summary-where-too" if rest else "summary-where-here"
        text = phrases.say(id, places=text)
    elif item.best is not None:
        status = phrases.say(best)
        text = phrases.say("summary-where-better", status=status, places=text)
    else:
        one = len(places) == 1 and not rest
        id = "summary-same-place" if one else "summary-same-area"
        text = text if rest else phrases.say(id, places=text)
    return {"text": text, "places": sorted(places), "status": best}


def _next(step: Next) -> dict[str, Any]:
    found: dict[str, Any] = {"text": step.text, "kind": step.kind, "cure": step.cure}
    if step.works:
        found["works"] = list(step.works)
    if step.works_with:
        found["works_with"] = {fact: list(ids) for fact, ids in step.works_with}
    return found


def _authority(
    item: Assessment,
    step: Next,
    profile: Profile,
    way: RouteResult | None,
    phrases: Phrases,
) -> dict[str, Any] | None:
    """Who decides, by the steps of the procedure of the way that is taken."""
    if step.kind not in ("cure", "meet", "obtain", "prepare", "ask"):
        return None
    service, law = item.service, phrases.law
    entry = next((e for e in profile.licensed if e.id == service.id), None)
    if entry is None or not isinstance(service, Service) or item.need is not None:
        return None
    if step.kind == "ask" and item.best is None:
        return None
    about = dossier(
        atlas_on(law, phrases.day), profile, entry, service, ownership(profile)
    )
    route = (way or item.best or item.routes[0]).rule.route if item.routes else None
    if route is None:
        return None
    about = about._replace(area=route.area)
    who = applicant(route.kind, about.shares.foreign[1] > 0)
    taken = [s for s in stages(law, phrases.day, about, who) if s.order == DECISION]
    names = dict.fromkeys(stage.authority for stage in taken)
    if len(names) != 1:
        return None
    (name,) = names
    text = phrases.of(law.authorities[name])
    return {"name": name, "short": naming.authority(name, phrases), "text": text}


def _unsettled(item: Assessment, phrases: Phrases) -> dict[str, Any] | None:
    if not item.questions:
        return None
    question, _ = item.questions[0]
    return {
        "text": phrases.of(question),
        "confidence": item.confidence,
        "ask": question.ask,
        "ask_name": naming.authority(question.ask, phrases),
        "told": item.best is not None and item.confidence in DOUBTFUL,
    }
