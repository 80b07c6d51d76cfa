"""The profiles that people copy: each gives the answers written beside it, no more."""

import json
from pathlib import Path
from typing import Any

import pytest

import vatscheck
from vatscheck.engine.answer import Assessment
from vatscheck.law.book import Law

PROFILES = Path(__file__).parents[1] / "profiles"
FILES = sorted(PROFILES.glob("*.toml"))
EXPECTED = ".expected.json"


def shown(item: Assessment) -> dict[str, Any]:
    """Return what an expected file says about one service."""
    return {
        "status": item.status,
        "route": item.best.rule.route.id if item.best else None,
        "cap": item.cap,
        "where": [group.route.id for group in item.where],
        "asks": [ask.fact for ask in item.asks],
        "cures": [sorted(step.fact for step in cure.steps) for cure in item.cures],
    }


def test_every_profile_has_its_expected_answers_and_the_other_way_round() -> None:
    expected = {p.name.removesuffix(EXPECTED) for p in PROFILES.glob(f"*{EXPECTED}")}
    assert {path.stem for path in FILES} == expected
    assert expected


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_profile_gives_the_answers_beside_it(law: Law, path: Path) -> None:
    beside = path.with_suffix(EXPECTED).read_text(encoding="utf-8")
    expected = json.loads(beside)
    profile = vatscheck.load_profile(path, law)
    answer = vatscheck.assess(profile, law, expected["as_of"])
    found = {item.service.id: shown(item) for item in answer.assessments}
    assert found == expected["services"]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_profile_says_first_who_it_is_and_what_is_assumed(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = " ".join(lines[: lines.index("")])
    assert all(line.startswith("#") for line in lines[: lines.index("")])
    assert any(word in head for word in ("ssumed", "invented", "illustrative"))
    day = json.loads(path.with_suffix(EXPECTED).read_text(encoding="utf-8"))["as_of"]
    dated = path.stem[-4:].isdigit()
    assert (f"--as-of {day}" in head) == dated
