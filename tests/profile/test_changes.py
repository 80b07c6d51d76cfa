"""Settings typed on a command line: paths, values, and what has no place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vatscheck.profile.changes import changed, path, value
from vatscheck.profile.problems import ProfileError


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50", 50),
        ("49.99", Decimal("49.99")),
        ("true", True),
        ("beijing", "beijing"),
        ("shanghai/pudong", "shanghai/pudong"),
        ("上海市浦东新区", "上海市浦东新区"),
        ("Example Inc.", "Example Inc."),
        ('"50"', "50"),
        ("[beijing, shanghai/pudong]", ["beijing", "shanghai/pudong"]),
        ('["beijing", hainan,]', ["beijing", "hainan"]),
        ("[]", []),
        ("{ min = 40, max = 60 }", {"min": 40, "max": 60}),
        ("2026-12-15", date(2026, 12, 15)),
        ("50%", "50%"),
    ],
)
def test_a_value_is_toml_or_bare_text(text: str, found: Any) -> None:
    assert value(text) == found
    assert type(value(text)) is type(found)


@pytest.mark.parametrize(
    "text", ["", "[a", '"a', "{a", "a = 1", "1\nb = 2", "[,]", "[a,,b]", "a#b"]
)
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        value(text)


def test_a_path_is_keys_and_places() -> None:
    assert path("owners[0].owners[12].share") == ("owners", 0, "owners", 12, "share")
    assert [path(text) for text in ("", "a..b", "[0]", "a[x]", "a b", "a.")] == [
        None
    ] * 6


DATA: dict[str, Any] = {
    "name": "P",
    "services": ["ircs", "cdn"],
    "owners": [{"share": 100}, {"share": 0}],
}


@pytest.mark.parametrize(
    ("settings", "removals", "found"),
    [
        ([], [], DATA),
        (["name=Q"], [], {**DATA, "name": "Q"}),
        (["facts.app=true"], [], {**DATA, "facts": {"app": True}}),
        (
            ["owners[2].share=5", "owners[2].jurisdiction=US"],
            ["owners[0]", "owners[1]"],
            {**DATA, "owners": [{"share": 5, "jurisdiction": "US"}]},
        ),
        (
            ["services[1].serves=[abroad]"],
            [],
            {**DATA, "services": ["ircs", {"id": "cdn", "serves": ["abroad"]}]},
        ),
    ],
)
def test_keys_are_set_and_left_out(
    settings: list[str], removals: list[str], found: dict[str, Any]
) -> None:
    before = repr(DATA)
    assert changed(DATA, settings, removals) == found
    assert repr(DATA) == before


@pytest.mark.parametrize(
    ("settings", "removals", "problems"),
    [
        (["owners[5].share=1"], [], [("set-beyond", "owners[5].share")]),
        (["owners.share=1"], [], [("set-no-place", "owners.share")]),
        (["name[0]=1"], [], [("set-no-list", "name[0]")]),
        (["name.x=1"], [], [("set-no-table", "name.x")]),
        (["name", "=1"], [], [("set-form", ""), ("set-form", "")]),
        (["name=[x"], [], [("set-value", "name")]),
        ([], ["name.x", "no", "a b"], None),
        ([], ["owners[7]"], [("unset-nothing", "owners[7]")]),
    ],
)
def test_what_has_no_place_is_told(
    settings: list[str], removals: list[str], problems: list[tuple[str, str]] | None
) -> None:
    with pytest.raises(ProfileError) as caught:
        changed(DATA, settings, removals)
    found = [(problem.id, problem.key) for problem in caught.value.problems]
    expected = [
        ("unset-form", ""),
        ("unset-nothing", "name.x"),
        ("unset-nothing", "no"),
    ]
    assert sorted(found) == sorted(problems or expected)
