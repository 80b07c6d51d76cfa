"""Short answers against the proof in the same document, and against second runs.

What a sentence says is looked up apart from how it was made: checks by their ids,
places, shares and days by the text, cures by judging the company anew. Run it with

    python -m tests.answers.summaries --n 1000 --seed 1

which prints every fault, and exits 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from tests.engine.cures_against_brute_force import NAMES, drawn, patched
from tests.engine.strategies import LAW, SERVICES
from vatscheck.answers.assess import document
from vatscheck.engine.assess import assess, status
from vatscheck.formats.text import Screen, render
from vatscheck.law.atlas import atlas_on
from vatscheck.law.labels import short_name
from vatscheck.names.resolution import Settling
from vatscheck.profile.models import Profile
from vatscheck.words.catalogue import Lang

Raw = dict[str, Any]
FOLDERS = (
    Path(__file__).parent / "companies",
    Path(__file__).parents[2] / "profiles",
)
YES = ("licensable", "conditional")
LONGEST = {"en": 160, "zh": 70}
"""So many signs a reason may have."""
WHY = 3
"""So many lines of 80 columns a reason may have."""
HEAD = 5
"""So many lines of name, day and facts count; what is assumed is never left out."""
SPARE = 8
"""So many lines more the table of a random company may have."""
SHARE = re.compile(r"(\d[\d.,]*) ?%")
DAY = re.compile(
    r"\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}年\d{1,2}月\d{1,2}日"
)
ID = re.compile(r"\b[a-z]+(?:[-_][a-z0-9]+)+\b|\b[a-z]+\.[a-z_]+\b|\b[a-z]+/[a-z]+\b")
"""How ids of records and facts look; what is an ordinary word with a hyphen is sorted out."""
RECORDS = {
    id
    for kind in ("routes", "services", "products", "places", "areas", "facts", "checks")
    for id in getattr(LAW, kind)
}


ENGLISH = " ".join(service.en for service in LAW.services.values()).lower()
"""Names of services, in which a word may look like an id: multi-party."""


def _names(lang: Literal["en", "zh"]) -> dict[str, set[str]]:
    """The places of the law by the names that a sentence may use."""
    found: dict[str, set[str]] = {}
    for id, place in LAW.places.items():
        for name in (
            getattr(place, lang),
            short_name(place, "zh" if lang == "zh" else "en"),
        ):
            found.setdefault(name, set()).add(id)
    return found


NAMES_OF = {"en": _names("en"), "zh": _names("zh")}
PLACE = {
    lang: re.compile(
        "|".join(
            rf"\b{re.escape(n)}\b" if lang == "en" else re.escape(n)
            for n in sorted(names, key=len, reverse=True)
        )
    )
    for lang, names in NAMES_OF.items()
}


def settled(data: Raw) -> Profile:
    """Return the profile of raw data as the command reads it."""
    data = json.loads(json.dumps(data))
    assert Settling(NAMES).settle(data) == []
    return Profile.model_validate(data)


def answered(data: Raw, day: str, lang: Lang) -> Any:
    """Return the document of a company."""
    return document(assess(settled(data), LAW, day), lang)


def faults(data: Raw, day: str, lang: Lang, spare: int = 0) -> Iterator[str]:
    """Yield what the short answer of a company says and cannot prove, or says badly.

    `spare` = so many lines more are allowed: of odd companies odd things are told.
    """
    made = answered(data, day, lang)
    answer, found = made.data, made.data["summary"]
    items = {item["service"]: item for item in answer["assessments"]}
    told = [(id, entry) for entry in found["services"] for id in entry["services"]]
    if sorted(id for id, _ in told) != sorted(items):
        yield f"services: {[id for id, _ in told]} for {[*items]}"
    for id, entry in told:
        item = items[id]
        if entry["status"] != item["status"]:
            yield f"{id}: {entry['status']} for {item['status']}"
        every = (
            *clauses(entry, item),
            *words(entry, item, lang),
            *second_runs(data, day, id, entry, item),
        )
        yield from (f"{id}: {fault}" for fault in every)
    yield from lines(made, lang, spare)
    yield from put_together(made, lang)


# --- the proof --------------------------------------------------------------------


def clauses(entry: Raw, item: Raw) -> Iterator[str]:
    """Yield the clauses whose checks do not hold (of a yes), or are not false (of a no)."""
    wanted = {"not_licensable": False, "undetermined": None}.get(item["status"], True)
    checks = {
        (route["id"], check["id"]): check["holds"]
        for route in item["routes"]
        for check in route["checks"]
    }
    for clause in entry["because"]["clauses"]:
        for route, check in clause["checks"]:
            holds = checks.get((route, check), "no such check")
            if holds is not wanted:
                yield f"{clause['text']!r} rests on {route} {check}: {holds}"
    proved = any(clause["checks"] for clause in entry["because"]["clauses"])
    if item["status"] in ("not_licensable", *YES) and not proved:
        yield f"{entry['because']['text']!r} rests on no check"
    joined = "".join(clause["text"] for clause in entry["because"]["clauses"])
    text = re.sub(r"[；;] ?", "", entry["because"]["text"])
    if re.sub(r"[；;] ?", "", joined) != text:
        yield f"{entry['because']['text']!r} is not made of its clauses"


def second_runs(data: Raw, day: str, id: str, entry: Raw, item: Raw) -> Iterator[str]:
    """Yield the places that are said to work and do not, or said not to and do."""
    step = entry["next"]
    works = step.get("works", ())
    together = step.get("works_with", {}).get("servers.places", ())
    if step["cure"] is None:
        if works or together:
            yield "places without a cure"
        return
    cure = item["cures"][step["cure"]]
    both = {"registration.place", "servers.places"} <= {*cure["patch"]}
    for place in works:
        moved = {"registration.place": place}
        if (
            both
            and [cure["patch"]["registration.place"]] == cure["patch"]["servers.places"]
        ):
            moved["servers.places"] = [place]
        got = judged(data, day, id, cure["patch"] | moved)
        if got not in YES:
            yield f"{place} works alone by {step['text']!r}, but gives {got}"
    for place in together:
        moved = {"registration.place": place}
        got = judged(data, day, id, cure["patch"] | moved)
        if got in YES:
            yield f"{place} works alone, but {step['text']!r}"
        moved["servers.places"] = [place]
        got = judged(data, day, id, cure["patch"] | moved)
        if got not in YES:
            yield f"{place} with its servers gives {got}, but {step['text']!r}"


def judged(data: Raw, day: str, id: str, patch: Raw) -> str:
    """Return the status of a service of a company with a patch applied to it."""
    patch = dict(patch)
    later = str(patch.pop("as_of", day))
    profile = settled(patched(data, patch))
    entry = next(entry for entry in profile.licensed if entry.id == id)
    return status(LAW, atlas_on(LAW, later), profile, entry)


# --- the words --------------------------------------------------------------------


def words(entry: Raw, item: Raw, lang: Lang) -> Iterator[str]:
    """Yield the sentences that are too long, name an id, or what is not in the proof."""
    because, step, where = entry["because"], entry["next"], entry["where"] or {}
    if len(because["text"]) > LONGEST[lang]:
        yield f"{len(because['text'])} signs: {because['text']}"
    route = LAW.routes.get(because["route"])
    proof = json.dumps(item, ensure_ascii=False) + repr(route)
    for text in (because["text"], step["text"], where.get("text", "")):
        if not text and text is not where.get("text", ""):
            yield "an empty sentence"
        if re.search(r"  |\s$|^\s|\b1 (items|services|days)\b|[,;:.]{2}|None|\{", text):
            yield f"badly put: {text!r}"
        for share in SHARE.findall(text):
            if not re.search(rf"(?<![\d.]){re.escape(share)}(?![\d]|\.\d)", proof):
                yield f"{share} % is not in the proof: {text!r}"
        for found in DAY.findall(text):
            if found not in proof:
                yield f"{found} is not in the proof: {text!r}"
        for name in PLACE[lang].findall(text):
            ids = NAMES_OF[lang][name]
            if name not in proof and not any(f'"{id}' in proof for id in ids):
                yield f"the place {name} is not in the proof: {text!r}"
        for word in ID.findall(text):
            if word in RECORDS and word not in ENGLISH:
                yield f"the id {word}: {text!r}"
    if lang == "en" and not item["routes"]:
        for text in (because["text"], step["text"]):
            if re.match(r"[A-Z][a-z]", text):
                yield f"begins with a capital: {text!r}"


def lines(made: Any, lang: Lang, spare: int) -> Iterator[str]:
    """Yield the faults of the table at 80 columns: its length, and that of a reason."""
    text = render(made.page(), Screen(80))
    entries = len(made.data["summary"]["services"])
    rows = text.splitlines()
    head = rows.index("") if "" in rows else 0
    most = 30 + 6 * max(entries - 4, 0) + max(head - HEAD, 0)
    scope = "范围" if lang == "zh" else "scope"  # for whom a service has to be done
    most += sum(bool(re.match(rf"  {scope} ", row)) for row in rows)
    if len(rows) > most + spare:
        yield f"{len(rows)} lines for {entries} entries, {most} are allowed"
    label = "理由" if lang == "zh" else "why"
    at, count = None, 0
    for row in [*rows, ""]:
        if re.match(rf"  {label} ", row):
            at, count = row, 1
        elif at and re.match(r"     +", row):
            count += 1
        elif at:
            if count > WHY + 1:  # the source in brackets may take a line of its own
                yield f"{count} lines of reason: {at}"
            at = None


TWICE = {
    name
    for area in LAW.areas.values()
    for part in area.part
    for name in (part.en, part.zh)
    for member in part.members
    if member.place in LAW.places
    if re.sub(r" ?[（(].*[）)]$", "", name)
    in (LAW.places[member.place].en, LAW.places[member.place].zh)
    if name not in (LAW.places[member.place].en, LAW.places[member.place].zh)
}
"""Second names of whole places: 海南省（海南自由贸易港）."""
ASKED = {
    "en": "ask MIIT, or the communications administration",
    "zh": "工业和信息化部或者",
}
"""Whom to ask about a service for which there are no rules."""
ASKING = re.compile(
    r"(?:Ask first:|请先查明：).*?(?=For a lawyer|须由律师|To be in place|尚须落实|$)"
)
"""The questions at the foot of a page."""


def put_together(made: Any, lang: Lang) -> Iterator[str]:
    """Yield the faults of sentences that stand beside each other."""
    found = made.data["summary"]
    for asked in ASKING.findall(" ".join(render(made.page(), Screen(400)).split())):
        if hit := re.search(r"[:：)）?？] ?\d [^)）]\S*", asked):
            yield f"a number that reads as a count: {hit[0]!r}"
    if re.search(r"(?:^|(?<!Arts)(?<!Art)(?<!para)\. )[a-z]", found["lead"]):
        yield f"a sentence begins without a capital: {found['lead']!r}"
    told = json.dumps(found, ensure_ascii=False)
    yield from (f"{name} is a second name" for name in TWICE if name in told)
    for entry in found["services"]:
        step = entry["next"]["text"]
        if entry["status"] == "not_covered" and ASKED[lang] not in step:
            yield f"nobody is named to ask: {step!r}"


# --- many companies ---------------------------------------------------------------


def bundled() -> Iterator[tuple[str, Raw, str]]:
    """Yield every profile that is kept in a file, with its name and day."""
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.toml")):
            beside = path.with_suffix(".expected.json")
            day = "2026-12-01"
            if beside.exists():
                day = json.loads(beside.read_text(encoding="utf-8"))["as_of"]
            yield path.stem, tomllib.loads(path.read_text(encoding="utf-8")), day


def at_random(n: int, seed: int) -> Iterator[tuple[Raw, str]]:
    """Yield so many companies with one to four services, and a day for each."""
    rng = random.Random(seed)
    for _ in range(n):
        data, day = drawn(rng, SERVICES)
        for _ in range(rng.choice([0, 0, 1, 3])):
            id = rng.choice(SERVICES)
            if all(entry["id"] != id for entry in data["services"]):
                data["services"].append({"id": id})
        if rng.random() < 0.3:
            data["products"] = [rng.choice([*LAW.products])]
        yield data, day


def main() -> int:
    """Print every fault of bundled and random companies, and return 1 if there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    count = 0
    for name, data, day in bundled():
        for lang in LONGEST:
            for fault in faults(data, day, lang):
                count += 1
                print(f"{name} {day} {lang}: {fault}", flush=True)
    for at, (data, day) in enumerate(at_random(wanted.n, wanted.seed)):
        for lang in LONGEST:
            for fault in faults(data, day, lang, SPARE):
                count += 1
                print(f"{at} {day} {lang}: {fault}\n  {json.dumps(data)}", flush=True)
    print(f"{wanted.n} companies, {count} faults")
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main())
