"""The places of keys: the text there is what the library finds at the same path."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from vatscheck.profile.positions import lines_of
from vatscheck.profile.problems import Loc
from vatscheck.profile.spans import Span, spans

ROOT = Path(__file__).parents[2]
PROFILES = sorted((ROOT / "profiles").glob("*.toml"))

names = st.text("ab-_19", min_size=1, max_size=4) | st.text(max_size=4)
scalars = (
    st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.floats(allow_nan=False, allow_infinity=False)
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)
    ),
    max_leaves=8,
)


def leaves(value: Any, loc: Loc = ()) -> list[tuple[Loc, Any]]:
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in leaves(v, (*loc, k))]
    if isinstance(value, list):
        return [x for k, v in enumerate(value) for x in leaves(v, (*loc, k))]
    return [(loc, value)]


def cut(text: str, span: Span) -> str:
    rows = text.split("\n")[span.line - 1 : span.end_line]
    rows[-1] = rows[-1][: span.end_column - 1]
    rows[0] = rows[0][span.column - 1 :]
    return "\n".join(rows)


def stated(text: str, loc: Loc) -> Any:
    """What the text at the place of a path says, read by itself."""
    piece = cut(text, spans(text)[loc])
    if isinstance(loc[-1], int):
        return tomllib.loads(f"it = {piece}")["it"]
    found: Any = tomllib.loads(piece)
    while isinstance(found, dict) and len(found) == 1 and not isinstance(loc, str):
        (found,) = found.values()
        if not isinstance(found, dict):
            break
    return found


@given(st.dictionaries(names, values, max_size=5))
def test_what_stands_at_a_place_is_the_value(data: dict[str, Any]) -> None:
    text = tomlkit.dumps(data)
    for loc, value in leaves(tomllib.loads(text)):
        assert stated(text, loc) == value


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_lines_are_those_of_the_library(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = spans(text)
    paths = [loc for loc, _ in leaves(tomllib.loads(text))]
    ends = [found[loc].end_line for loc in paths]
    assert ends == lines_of(text, paths)


def test_a_place_runs_from_the_name_to_the_end_of_the_value() -> None:
    text = 'a = 1\n[registration]\nplace = "beijing" # here\n\n[[services]]\nid = "x"\n'
    found = spans(text)
    assert found["registration", "place"] == Span(3, 1, 3, 18)
    assert found["registration",] == Span(2, 1, 2, 15)
    assert found["services", 0] == Span(5, 1, 5, 13)
    assert found["services", 0, "id"] == Span(6, 1, 6, 9)


def test_an_item_of_a_list_stands_alone() -> None:
    found = spans('services = [\n  "ircs", # cloud\n  "cdn",\n]\n')
    assert found["services", 1] == Span(3, 3, 3, 8)
    assert found["services",] == Span(1, 1, 4, 2)


def test_dotted_keys_and_inline_tables() -> None:
    found = spans("registration.place = 'beijing'\nx = { y.z = [1, { q = 2 }] }\n")
    assert found["registration", "place"] == Span(1, 1, 1, 31)
    assert found["x", "y", "z", 1, "q"] == Span(2, 19, 2, 24)
