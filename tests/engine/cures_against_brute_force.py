"""Cures against brute force: every change of a small lattice, judged one by one.

The lattice and its judge are written apart from the engine's menu: raw profiles are
changed as a user would change them and judged by `status` alone. Run it for long with

    python -m tests.engine.cures_against_brute_force --profiles 3000 --facts 2 \\
        --shard 0/2 --seed 1 --state FILE

which goes on where it stopped and prints what is missing, unsound or not minimal.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.engine.answer import Assessment, Cure, Step
from vatscheck.engine.assess import assess, status
from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import Law, load_law
from vatscheck.names.index import Names
from vatscheck.names.resolution import Settling
from vatscheck.profile.models import Profile

LAW = load_law()
NAMES = Names(LAW)
YES = ("licensable", "conditional")
PLACED = ("registration.place", "servers.places")
Raw = dict[str, Any]
PLACES = (
    "beijing/chaoyang/non-ftz",
    "beijing/haidian/zhongguancun",
    "shanghai/pudong/non-ftz",
    "guangdong/guangzhou/ftz-nansha",
    "hainan/haikou",
    "guizhou/guiyang",
    "guangdong/shenzhen/ftz-qianhai",
    "sichuan/chengdu/non-ftz",
    "shanghai/xuhui",
    "shanghai/ftz-waigaoqiao",
    "shanghai/lingang",
    "guangdong/shenzhen/non-ftz",
    "guangdong/guangzhou/non-ftz",
    "tianjin/non-ftz",
    "jiangsu/suzhou/non-ftz",
    "liaoning/dalian/non-ftz",
    "hubei/wuhan/ftz-wuhan",
    "hong-kong",
)
SHARES = (0, 25, 30, 35, 49, 50, 55, 99)
KINDS = ("none", "news", "news-original", "games", "maps", "audio-visual", "music")
SERVES = (["nationwide"], ["beijing"], ["hainan"], ["abroad"], ["guizhou"])
DAYS = (
    *("2002-06-01", "2009-01-01", "2014-06-01", "2016-07-01", "2019-08-01"),
    *("2021-11-01", "2023-12-01", "2025-06-01", "2026-11-22", "2026-11-22"),
)


def unassisted(law: Law) -> Law:
    """The law without the routes that are never a cure."""
    other = copy.copy(law)
    other.__dict__.pop("kept", None)
    routes = {id: route for id, route in law.routes.items() if route.curable}
    other.__dict__["routes"] = routes
    return other


OTHER = unassisted(LAW)


def profile_of(data: Raw) -> Profile:
    """The profile of raw data."""
    data = copy.deepcopy(data)
    assert Settling(NAMES).settle(data) == []
    return Profile.model_validate(data)


def yes(data: Raw, day: str, law: Law = LAW) -> bool:
    """Whether the answer for raw data is a yes."""
    profile = profile_of(data)
    return status(law, atlas_on(law, day), profile, profile.services[0]) in YES


# --- the lattice --------------------------------------------------------------------


def drawn(rng: random.Random, services: Sequence[str]) -> tuple[Raw, str]:
    """A random company, of which a little may be left out or coarse, and a day."""
    home = rng.choice(["US", "US", "HK", "MO", "TW", "CN"])
    share = rng.choice([*SHARES, 60, 100, 100, 100])
    holder: Raw = {"name": "F", "jurisdiction": home, "share": share}
    if home in ("HK", "MO"):
        holder["service_supplier"] = rng.choice([True, False, False])
    if rng.random() < 0.2:
        holder["track_record"] = False
    if home == "CN":
        holder["kind"] = "company"
    kind = rng.choice(["company", "company", "state"])
    rest: Raw = {"name": "C", "jurisdiction": "CN", "kind": kind, "share": 100 - share}
    entry: Raw = {"id": rng.choice(services), "content": [rng.choice(KINDS)]}
    if rng.random() < 0.3 and entry["content"] != ["none"]:
        entry["content"] = sorted({*entry["content"], rng.choice(KINDS[1:])})
    if rng.random() < 0.6:
        entry["serves"] = rng.choice(SERVES)
    registration: Raw = {"place": rng.choice(PLACES), "listed": False}
    if rng.random() < 0.1:
        registration["legal_form"] = "partnership"
    servers = rng.choice([registration["place"], rng.choice(PLACES)])
    data = {
        "schema": 1,
        "name": "P",
        "registration": registration,
        "servers": {"places": [servers]},
        "owners": [holder, rest],
        "services": [entry],
    }
    if rng.random() < 0.1:
        del data["servers"]
    if rng.random() < 0.1:
        del entry["content"]
    if rng.random() < 0.1:
        registration["place"] = rng.choice(["beijing", "shanghai", "guangdong"])
    if rng.random() < 0.3:
        holder.pop("service_supplier", None)
    return data, rng.choice(DAYS)


Change = tuple[str, Any]


def _owners(data: Raw) -> list[Any]:
    """Other divisions between the holders; the state may come in."""
    holder = data["owners"][0]
    foreign = holder["jurisdiction"] != "CN"
    kind = data["owners"][1]["kind"]
    most = holder["share"] if foreign else 0
    found = []
    for share in (s for s in SHARES if s <= most):
        for state in (0, 51, 100):
            if state + share > 100:
                continue
            owners = [{**holder, "share": share}] if share else []
            if state:
                owners.append(
                    {"name": "S", "jurisdiction": "CN", "kind": "state", "share": state}
                )
            rest = 100 - share - state
            if rest:
                owners.append(
                    {"name": "C", "jurisdiction": "CN", "kind": kind, "share": rest}
                )
            found.append(owners)
    return found


def lattice(data: Raw, places: Sequence[str]) -> dict[str, list[Any]]:
    """The values of every fact that brute force tries."""
    entry, registration = data["services"][0], data["registration"]
    facts: dict[str, list[Any]] = {
        "registration.place": [p for p in places if p != registration["place"]],
        "servers.places": [
            [p] for p in places if {"places": [p]} != data.get("servers")
        ],
        "owners": _owners(data),
    }
    if entry.get("serves"):
        facts["services.serves"] = [s for s in SERVES if s != entry["serves"]]
    stated = [kind for kind in entry.get("content", ()) if kind != "none"]
    facts["services.content"] = [
        [*kept] or ["none"]
        for size in range(len(stated))
        for kept in combinations(stated, size)
    ]
    if "content" not in entry:
        facts["services.content"] = [[kind] for kind in KINDS]
    if "legal_form" in registration:
        facts["registration.legal_form"] = ["company"]
    first = data["owners"][0]
    if first["jurisdiction"] in ("HK", "MO") and not first.get("service_supplier"):
        facts["certificate"] = [True]
    return {fact: values for fact, values in facts.items() if values}


def changed(data: Raw, changes: Sequence[Change]) -> Raw:
    """Raw data with some changes; the certificate goes to the first holder."""
    new = copy.deepcopy(data)
    for fact, value in sorted(changes, key=lambda change: change[0] == "certificate"):
        table, _, key = fact.partition(".")
        if fact == "certificate":
            for owner in new["owners"]:
                if owner["name"] == "F":
                    owner["service_supplier"] = True
        elif fact == "owners":
            new["owners"] = copy.deepcopy(value)
        elif table == "services":
            new["services"][0][key] = value
        else:
            new.setdefault(table, {})[key] = value
    return new


def solutions(
    data: Raw, day: str, places: Sequence[str], most: int
) -> Iterator[tuple[Change, ...]]:
    """Every minimal set of changes, up to a number of facts, that is a yes."""
    facts = lattice(data, places)
    known: dict[str, bool] = {}

    def judged(changes: Sequence[Change]) -> bool:
        key = json.dumps(sorted(changes), sort_keys=True)
        if key not in known:
            known[key] = yes(changed(data, changes), day)
        return known[key]

    for size in range(1, most + 1):
        for names in combinations(facts, size):
            for values in product(*(facts[name] for name in names)):
                changes = tuple(zip(names, values, strict=True))
                parts = (
                    part for n in range(1, size) for part in combinations(changes, n)
                )
                if judged(changes) and not any(map(judged, parts)):
                    yield changes


# --- what is printed ------------------------------------------------------------------


def label(step: Step) -> str:
    """The fact of the lattice that a step changes."""
    return "certificate" if step.fact.startswith("owners[") else step.fact


def _allows(step: Step, value: Any, data: Raw, after: Raw) -> bool:
    """Whether a step leaves a value of the lattice."""
    if step.fact in PLACED:
        if step.kind == "establish":
            return True  # places that are no longer possible are left out
        place = value if isinstance(value, str) else value[0]
        head = place.removesuffix("/non-ftz")
        above = {place, *atlas_on(LAW, "2026-11-22").upwards(head)}
        outside = {f"{each}/non-ftz" for each in above} if head != place else set()
        return not (above | outside).isdisjoint(step.places)
    if step.fact == "services.content":
        ((_, dropped, _),) = step.wants
        return set(dropped).isdisjoint(value)
    if step.fact == "owners":
        return all(
            _keeps(check.fact, check.op, float(v), after) for check, v, _ in step.wants
        )
    return True


def _moves_away(step: Step, value: Any, data: Raw) -> bool:
    """Whether a place leaves all that is stated, a part of which need only be shown."""
    table, _, key = step.fact.partition(".")
    if step.kind != "establish" or step.fact not in PLACED:
        return False
    stated = data["services"][0].get(table) if key == "places" else None
    stated = stated or data.get(table, {}).get(key)
    if not stated:
        return False
    now, new = (each if isinstance(each, str) else each[0] for each in (stated, value))
    points = atlas_on(LAW, "2026-11-22").points
    return points(new).isdisjoint(points(now))


def _keeps(fact: str, op: str, value: float, data: Raw) -> bool:
    abroad = [o for o in data["owners"] if o["jurisdiction"] != "CN"]
    found = {
        "ownership.foreign": abroad,
        "ownership.other_foreign": [o for o in abroad if not o.get("service_supplier")],
        "ownership.state": [o for o in data["owners"] if o.get("kind") == "state"],
    }[fact]
    share = sum(float(owner["share"]) for owner in found)
    tests = {"at_most": share <= value, "below": share < value}
    return {**tests, "above": share > value, "at_least": share >= value}[op]


def covers(cure: Cure, changes: tuple[Change, ...], data: Raw) -> bool:
    """Whether a printed cure asks for the facts of a solution, and leaves its values.

    Nobody moves away from what need only be established: the menu does not offer it.
    """
    wanted, after = dict(changes), changed(data, changes)
    if {label(step) for step in cure.steps} != wanted.keys():
        return False
    if any(_moves_away(step, wanted[label(step)], data) for step in cure.steps):
        return True
    return all(_allows(step, wanted[label(step)], data, after) for step in cure.steps)


def patched(data: Raw, patch: Any) -> Raw:
    """Raw data with the worked example of a cure."""
    new = copy.deepcopy(data)
    for path, value in patch.items():
        table, _, key = path.partition(".")
        if key:
            new.setdefault(table, {})[key] = value
        else:
            new[table] = copy.deepcopy(value)
    return new


def without(data: Raw, cure: Cure, step: Step) -> Raw:
    """Raw data with the worked example of a cure, one step left out."""
    new = patched(data, cure.patch)
    table, _, key = step.fact.partition(".")
    if step.fact.startswith("owners["):
        at = int(step.fact[7:].partition("]")[0])
        name = data["owners"][at]["name"]
        for owner in new["owners"]:
            if owner.get("name") == name:
                owner.pop("service_supplier")
                if "service_supplier" in data["owners"][at]:
                    owner["service_supplier"] = data["owners"][at]["service_supplier"]
    elif step.fact == "owners":
        certified = {o.get("name") for o in new["owners"] if o.get("service_supplier")}
        new["owners"] = copy.deepcopy(data.get("owners"))
        for owner in new["owners"] or ():
            if owner.get("name") in certified:
                owner["service_supplier"] = True
        if new["owners"] is None:
            del new["owners"]
    elif table == "services":
        new["services"][0].pop(key)
        if key in data["services"][0]:
            new["services"][0][key] = data["services"][0][key]
    elif step.fact == "servers.places" and "servers" in data["services"][0]:
        new["services"][0]["servers"] = data["services"][0]["servers"]
    else:
        new[table] = {k: v for k, v in new[table].items() if k != key}
        if key in data.get(table, {}):
            new[table][key] = data[table][key]
        if table == "servers" and not new[table]:
            del new[table]
    return new


def item_of(data: Raw, day: str) -> Assessment:
    """The answer for the service of raw data."""
    return assess(profile_of(data), LAW, day).assessments[0]


class Fault(NamedTuple):
    """What is wrong with the cures of a profile."""

    kind: str
    data: Raw
    day: str
    about: str


def faults(data: Raw, day: str, places: Sequence[str], most: int) -> Iterator[Fault]:
    """Yield each solution that is not printed, and each cure that is none."""
    item = item_of(data, day)
    if item.status in (*YES, "not_covered"):
        return
    cures = [cure for cure in item.cures if "as_of" not in cure.patch]
    for cure in cures:
        facts = [step.fact for step in cure.steps]
        if not yes(patched(data, cure.patch), day):
            yield Fault("unsound", data, day, str(facts))
        for step in cure.steps:
            if yes(without(data, cure, step), day):
                yield Fault("not minimal", data, day, f"{facts} without {step.fact}")
    for changes in solutions(data, day, places, most):
        if not yes(changed(data, changes), day, OTHER):
            continue  # to be treated as domestic is no cure
        if not any(covers(cure, changes, data) for cure in cures):
            yield Fault("missing", data, day, json.dumps(changes))


def company(seed: int, number: int) -> tuple[Raw, str]:
    """The random company of a number."""
    services = [item.id for item in LAW.services.values() if item.covered]
    return drawn(random.Random(f"{seed}:{number}"), services)


def run(options: argparse.Namespace) -> int:
    """Judge the companies of a shard from where it stopped; return how many faults."""
    shard, _, shards = options.shard.partition("/")
    path = Path(options.state)
    state: dict[str, Any] = {"next": int(shard), "faults": []}
    if path.exists():
        state = json.loads(path.read_text(encoding="utf-8"))
    for number in range(state["next"], options.profiles, int(shards)):
        for fault in faults(*company(options.seed, number), PLACES, options.facts):
            state["faults"].append([number, *fault])
            print(
                number,
                fault.kind,
                fault.about,
                fault.day,
                json.dumps(fault.data),
                flush=True,
            )
        state["next"] = number + int(shards)
        path.write_text(json.dumps(state), encoding="utf-8")
    print(f"{len(state['faults'])} faults up to {state['next']}")
    return len(state["faults"])


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=100)
    parser.add_argument("--facts", type=int, default=2)
    parser.add_argument("--shard", default="0/1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", required=True)
    return min(1, run(parser.parse_args()))


if __name__ == "__main__":
    raise SystemExit(main())
