"""The two completions of an open answer: found wherever there are any, and true."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.engine.companies import company, holder, judged
from tests.engine.cures_against_brute_force import patched
from tests.engine.strategies import LAW, SERVICES
from vatscheck.engine.answer import Assessment
from vatscheck.engine.ready import rules_on
from vatscheck.engine.regions import map_of
from vatscheck.engine.space import YES
from vatscheck.law.atlas import atlas_on

Data = dict[str, Any]
ROUGH = (
    *("beijing", "shanghai", "shanghai/pudong", "hainan", "fujian", "tianjin"),
    *("guangdong", "guangdong/shenzhen", "jiangsu/suzhou", "guizhou/guiyang", "hubei"),
)
"""Places of which only some, or all, parts are in an area that rules ask about."""
DAYS = ("2018-08-01", "2021-10-18", "2024-10-23", "2026-11-22")


@pytest.mark.parametrize("day", DAYS)
def test_every_point_has_an_id_that_means_just_it(day: str) -> None:
    """So that a place picked within each stated one leaves out no completion."""
    atlas = atlas_on(LAW, day)
    for service in SERVICES:
        relevant = rules_on(LAW, day, LAW.services[service]).relevant
        single = {frozenset(points) for points in map_of(atlas, relevant).kinds}
        assert {frozenset({p & relevant}) for p in atlas.everywhere} <= single


def scattered(seed: int) -> tuple[Data, str]:
    """A company whose address, and several places of facilities, are roughly stated."""
    draw = Random(seed)
    owners = [holder(draw.choice(["US", "HK"]), draw.choice([40, 60, 100]))]
    if owners[0]["share"] < 100:
        owners.append(holder("CN", 100 - owners[0]["share"]))
    place = {"place": draw.choice(ROUGH)}
    servers = {"places": draw.sample(ROUGH, draw.choice([1, 2, 2, 3]))}
    service = draw.choice(SERVICES)
    data = company(service, owners, registration=place, servers=servers)
    return data, draw.choice(DAYS)


def open_ones(seeds: range) -> Iterator[tuple[Data, str, Assessment]]:
    """The companies of some seeds of which the answer is open."""
    for seed in seeds:
        data, day = scattered(seed)
        item = judged(data, day)
        if item.status == "undetermined":
            yield data, day, item


def test_an_open_answer_has_two_completions_and_a_question() -> None:
    """With facilities in several rough places at once, too."""
    several = 0
    for data, day, item in open_ones(range(80)):
        several += len(data["servers"]["places"]) > 1
        assert item.asks
        good, bad = item.witnesses
        assert good.status in YES
        assert bad.status not in (*YES, "undetermined")
        for found in item.witnesses:
            assert judged(patched(data, found.patch), day).status == found.status
    assert several >= 5
