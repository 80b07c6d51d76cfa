"""Every place id in exactly one group of `where`, with the status that `assess` gives there.

`python -m tests.engine.places_once --profiles 200 --shard 1/4 --seed 7` judges every
place id for the bundled profiles with all services, and for so many random ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.engine.strategies import DAYS, KINDS, LAW, PLACES, SERVICES, SHARES
from vatscheck.engine.assess import status
from vatscheck.engine.grid import Column, Grid, grid
from vatscheck.law.atlas import Atlas, atlas_on
from vatscheck.loading import load_profile
from vatscheck.profile.models import Profile, ServiceEntry

BUNDLED = sorted(Path("profiles").glob("*.toml"))
BESIDE = ["abroad", "hong-kong", "macao", "taiwan"]
STARTED = [day for day in DAYS if day >= LAW.head.starts]


class Case(NamedTuple):
    """A question: a profile, a day, and whether the servers stay where they are."""

    name: str
    profile: Profile
    day: str
    stay: bool


def random_case(seed: int) -> Case:
    """Return a random profile with two services, on a day on which something changes."""
    some = Random(seed)
    share = some.choice(SHARES)
    foreign: dict[str, Any] = {"jurisdiction": some.choice(["US", "HK", "MO"])}
    foreign["share"] = some.choice([share, {"min": 0, "max": share}])
    if foreign["jurisdiction"] != "US" and some.random() < 0.7:
        foreign["service_supplier"] = some.random() < 0.5
    local: dict[str, Any] = {"jurisdiction": "CN"}
    local["kind"] = some.choice(["company", "state", "listed"])
    if foreign["share"] == 100:  # nothing is left for one without a share
        local["share"] = 0
    services = []
    for id in some.sample(SERVICES, 2):
        entry: dict[str, Any] = {"id": id}
        if some.random() < 0.5:
            entry["serves"] = [
                some.choice(["nationwide", "abroad", "beijing", "hainan"])
            ]
        if some.random() < 0.7:
            entry["content"] = [some.choice(KINDS)]
        services.append(entry)
    data: dict[str, Any] = {"schema": 1, "name": f"R{seed}", "services": services}
    if some.random() < 0.8:
        data["servers"] = {"places": some.sample(PLACES, some.choice([1, 1, 2]))}
    if some.random() < 0.9:
        data["owners"] = [foreign, local]
    profile = Profile.model_validate(data)
    return Case(f"R{seed}", profile, some.choice(STARTED), some.random() < 0.3)


def bundled_case(path: Path, seed: int) -> Case:
    """Return a bundled profile with every service that the law covers."""
    some, profile = Random(f"{path.name} {seed}"), load_profile(path, LAW)
    stated = {entry.id: entry for entry in profile.services}
    every = [stated.get(id) or ServiceEntry(id=id) for id in SERVICES]
    day = some.choice([LAW.head.verified_on, some.choice(STARTED)])
    profile = profile.model_copy(update={"services": every})
    return Case(path.stem, profile, day, some.random() < 0.3)


def moved(profile: Profile, place: str, stay: bool) -> Profile:
    """Return the company registered at a place, with its servers there unless they stay."""
    registration = profile.registration.model_copy(update={"place": place})
    changes: dict[str, Any] = {"registration": registration}
    if not stay:
        changes["servers"] = profile.servers.model_copy(update={"places": [place]})
        changes["services"] = [
            entry.model_copy(update={"servers": None}) for entry in profile.services
        ]
    return profile.model_copy(update=changes)


def above(place: str) -> list[str]:
    """Return the ids that a place lies in directly, as the records of the law say."""
    head, slash, _ = place.rpartition("/")
    record = LAW.places.get(place)
    return list(record.lies_in) if record and record.lies_in else [head] * bool(slash)


def ids(atlas: Atlas) -> list[str]:
    """Return every place, and `X/non-ftz` for those with parcels and land outside."""
    found = []
    for place in LAW.places:
        found.append(place)
        outside = atlas.points(f"{place}/non-ftz")
        if outside and outside != atlas.points(place):
            found.append(f"{place}/non-ftz")
    return found


class Reader:
    """Looks places up in the groups of an answer, as a reader of its JSON would."""

    def __init__(self, found: Grid) -> None:
        self.named: dict[str, list[Column]] = {}
        for column in found.columns:
            for place in (*column.where.places, *column.where.remainders):
                self.named.setdefault(place, []).append(column)
        (self.rest,) = (column for column in found.columns if column.where.rest)

    def upwards(self, place: str) -> Iterator[Column]:
        """Yield the nearest groups that name a place or what it lies in."""
        if place in self.named:
            yield from self.named[place]
        elif not above(place):
            yield self.rest
        else:
            for parent in above(place):
                yield from self.upwards(parent)

    def by_spelling(self, place: str) -> Column:
        """Return the group of the longest id that a place begins with."""
        while place and place not in self.named:
            place = place.rpartition("/")[0]
        return self.named[place][0] if place else self.rest


def faults(case: Case, judged: Collection[str] | None = None) -> Iterator[str]:
    """Yield what is wrong: places in no or in several groups, or with another status.

    `judged` narrows the places whose status is compared, not those that are looked up.
    """
    atlas = atlas_on(LAW, case.day)
    found = grid(case.profile, LAW, case.day, stay=case.stay)
    reader = Reader(found)
    for place in ids(atlas):
        groups = {id(column): column for column in reader.upwards(place)}
        (column, *others) = groups.values()
        if others or reader.by_spelling(place) is not column:
            yield f"{case}: {place} lies in several groups"
        if judged is not None and place not in judged:
            continue
        there = moved(case.profile, place, case.stay)
        for entry, cell in zip(there.services, column.cells, strict=True):
            expected = status(LAW, atlas, there, entry)
            if cell.status != expected:
                yield f"{case}: {entry.id} in {place}: {cell.status}, not {expected}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge a shard of all cases and print what is wrong; 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=200)
    parser.add_argument("--shard", default="1/1")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    part, of = map(int, given.shard.split("/"))
    cases = [(bundled_case, path) for path in BUNDLED]
    first = given.seed * given.profiles
    bad = done = 0
    for at in range(part - 1, len(cases) + given.profiles, of):
        if at < len(cases):
            case = bundled_case(BUNDLED[at], given.seed)
        else:
            case = random_case(first + at - len(cases))
        for fault in faults(case):
            bad += 1
            print(fault, flush=True)
        done += 1
    print(f"{done} profiles, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
