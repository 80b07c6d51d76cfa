"""The mutator itself: each change is made once, alone, and as it is told."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from tests.mutation.mutations import mutated, mutations

SOURCE = '''
"""A module."""

NAMES = ("one", "two")


def most(numbers: list[int], limit: int = 3) -> int | None:
    """Return the most."""
    found = [n for n in numbers if n < limit]
    if not found:
        return None
    return max(found) + 1
'''
EXPECTED = {
    "NAMES = ('one', 'two') -> NAMES = ('', 'two')",
    "NAMES = ('one', 'two') -> NAMES = ('one', '')",
    "for n in numbers if n < limit -> for n in numbers if n <= limit",
    "for n in numbers if n < limit -> for n in numbers",
    "if not found: -> if found:",
    "return max(found) + 1 -> return None",
    "return max(found) + 1 -> return max(found) - 1",
    "return max(found) + 1 -> return min(found) + 1",
    "return max(found) + 1 -> return max(found) + 2",
    "return max(found) + 1 -> return max(found) + 0",
}
EQUIVALENTS = Path(__file__).with_name("equivalents.toml")


def test_the_changes_of_a_small_module() -> None:
    found = mutations(SOURCE)
    assert {each.text for each in found} >= EXPECTED
    assert [each.number for each in found] == list(range(len(found)))
    inside = {each.function for each in found if each.line > 6}
    assert inside == {"most"}


def test_a_mutant_differs_from_the_module_in_one_thing() -> None:
    plain = ast.unparse(ast.parse(SOURCE))
    every = [ast.unparse(mutated(SOURCE, each.number)) for each in mutations(SOURCE)]
    assert plain not in every
    assert len(every) == len(set(every))
    assert all('"""Return the most."""' in text for text in every)


def test_the_last_filter_of_a_comprehension_is_dropped() -> None:
    texts = [ast.unparse(mutated(SOURCE, each.number)) for each in mutations(SOURCE)]
    assert any("[n for n in numbers]" in text for text in texts)


def test_every_equivalent_has_its_reason_and_stands_once() -> None:
    rows = tomllib.loads(EQUIVALENTS.read_text("utf-8"))["equivalent"]
    assert all(set(row) == {"module", "function", "mutation", "reason"} for row in rows)
    assert all(" -> " in row["mutation"] and row["reason"] for row in rows)
    keys = [(row["module"], row["function"], row["mutation"]) for row in rows]
    assert len(keys) == len(set(keys))
