"""A short form of the fuzz: what is read is read or refused with a sentence."""

from __future__ import annotations

from random import Random

from tests.fuzz import PIECES, faults, mutilated

COUNT, SEED = 300, 13


def test_mutilated_profiles_and_tables_are_read_or_refused() -> None:
    found = list(faults(COUNT, SEED, {}, lambda _: None))
    assert [why for _, why in found] == []


def test_the_same_seed_gives_the_same_inputs() -> None:
    raw = b"a profile of some length"
    first, second = (mutilated(raw, Random(SEED)) for _ in range(2))
    assert first == second != raw
    assert "\x1b[31m" in PIECES
