"""How the answer moves, or stays, when what is said of the owners is changed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.engine.ownership import Case, Trees, profile, valid
from tests.engine.strategies import DAYS, LAW, SERVICES
from vatscheck.engine.assess import judged_as
from vatscheck.engine.owners.cells import Ownership
from vatscheck.engine.ready import rules_on
from vatscheck.engine.rules import Rules
from vatscheck.engine.space import together

Owner = dict[str, Any]
NUMBER = 40
"""How many random trees each relation is tried on."""
SINGLE = ("ownership.largest_chinese", "ownership.track_record")
"""What rules read of how large single holders are."""


def rules_of(random: Random) -> Rules:
    day, service = random.choice(DAYS), LAW.services[random.choice(SERVICES)]
    return rules_on(LAW, day, judged_as(LAW, day, service))


def statuses(case: Case, rules: Rules) -> list[str]:
    """The status that the owners give, for each outcome of all other checks at random."""
    said = profile(case)
    bits = rules.of_owners(Ownership(said.owners, case.listed, case.counting))
    owned = sum(atom.bit for atom, _ in rules.on_owners)
    random = Random("others")
    others = [random.getrandbits(len(rules.atoms) + 1) & ~owned for _ in range(12)]
    return [
        together(rules.verdict(one | other).status for one in bits)
        for other in [*others, -1 & ~owned & (2 << len(rules.atoms)) - 1, 0]
    ]


def holders(owners: list[Owner] | None) -> Iterator[tuple[list[Owner], int]]:
    """Every holder of a tree, as its level and its place there."""
    for at, owner in enumerate(owners or ()):
        yield owners or [], at
        yield from holders(owner.get("owners"))


Change = Callable[[Owner, Random], bool]


def changed(case: Case, random: Random, change: Change) -> Case | None:
    """The case with one holder changed; none if no holder can be."""
    found = case._replace(owners=copy.deepcopy(case.owners))
    every = list(holders(found.owners))
    random.shuffle(every)
    for level, at in every:
        if change(level[at], random) and valid(found):
            return found
    return None


def widened(owner: Owner, random: Random) -> bool:
    share = owner.get("share")
    if share is None:
        return False
    low, high = (
        (share["min"], share["max"]) if isinstance(share, dict) else (share, share)
    )
    by = Decimal(random.choice(("0.0001", "1", "7", "30")))
    owner["share"] = {
        "min": max(Decimal(0), low - by),
        "max": min(Decimal(100), high + by),
    }
    return True


def silenced(owner: Owner, random: Random) -> bool:
    """A statement is left out for which no fixed reading is listed."""
    said = [key for key in ("jurisdiction", "kind", "service_supplier") if key in owner]
    if owner.get("kind") in ("listed", "hkscc"):
        said = [key for key in said if key != "kind"]  # not read as such where left out
    if not said:
        return False
    del owner[random.choice(said)]
    return True


@pytest.mark.parametrize("change", [widened, silenced])
def test_less_said_never_makes_an_open_answer_certain(change: Change) -> None:
    trees, random, tried = Trees(f"less {change.__name__}"), Random("less"), 0
    while tried < NUMBER:
        case = trees.case()
        less = changed(case, random, change)
        if less is None:
            continue
        tried += 1
        rules = rules_of(random)
        for one, other in zip(
            statuses(case, rules), statuses(less, rules), strict=True
        ):
            if one == "undetermined":
                assert other == "undetermined", (case, less)


def test_a_holder_split_into_two_of_the_same_kind_gives_the_same() -> None:
    """Where no rule asks how large a single holder is."""
    trees, random, tried = Trees("split", closed=True), Random("split"), 0
    while tried < NUMBER:
        case, rules = trees.case(), rules_of(random)
        read = {check.fact for _, check in rules.on_owners}
        level, at = random.choice(list(holders(case.owners)))
        owner = level[at]
        if not read.isdisjoint(SINGLE) or owner.get("kind") in ("listed", "hkscc"):
            continue
        if owner["share"] > 50:  # a parent above half is one holder
            continue
        tried += 1
        before = statuses(case, rules)
        owner["share"] /= 2
        level.append(copy.deepcopy(owner))
        assert statuses(case, rules) == before, case


def test_a_wholly_owned_mainland_layer_changes_nothing() -> None:
    trees, random, tried = Trees("layer"), Random("layer"), 0
    while tried < NUMBER:
        case, rules = trees.case(), rules_of(random)
        above = [o[at] for o, at in holders(case.owners) if o[at].get("owners")]
        above = [o for o in above if o.get("jurisdiction") == "CN" and "kind" in o]
        above = [o for o in above if o["kind"] != "listed"]
        if not above:
            continue
        tried += 1
        before = statuses(case, rules)
        holder = random.choice(above)
        layer = {"jurisdiction": "CN", "kind": "company", "share": Decimal(100)}
        holder["owners"] = [layer | {"owners": holder["owners"]}]
        assert statuses(case, rules) == before, case


def test_the_order_of_holders_and_keys_does_not_matter() -> None:
    trees, random = Trees("order"), Random("order")
    for _ in range(NUMBER):
        case, rules = trees.case(), rules_of(random)
        assert statuses(_shuffled(case, random), rules) == statuses(case, rules), case


def _shuffled(case: Case, random: Random) -> Case:
    def level(owners: list[Owner]) -> list[Owner]:
        found = []
        for owner in random.sample(owners, len(owners)):
            keys = random.sample(list(owner), len(owner))
            said = {key: owner[key] for key in keys}
            if said.get("owners"):
                said["owners"] = level(said["owners"])
            found.append(said)
        return found

    return case._replace(owners=level(case.owners) if case.owners else case.owners)
