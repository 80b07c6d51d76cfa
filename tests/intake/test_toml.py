"""Profiles as TOML: other owners in a file whose comments are kept."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import PROFILES
from vatscheck.intake.toml import with_owners, written

OWNERS: list[dict[str, Any]] = [
    {"name": "A", "jurisdiction": "US", "share": Decimal("33.3")},
    {"name": "B", "share": 66, "owners": [{"jurisdiction": "HK", "share": 100}]},
]
READ: list[dict[str, Any]] = [OWNERS[0] | {"share": 33.3}, OWNERS[1]]
TEMPLATES = sorted((Path(__file__).parents[2] / "vatscheck" / "cli").glob("*.toml"))


@pytest.mark.parametrize(
    "path", [*sorted(PROFILES.glob("*.toml")), *TEMPLATES], ids=lambda p: p.stem
)
def test_nothing_but_the_owners_changes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = with_owners(text, OWNERS).decode()
    assert tomllib.loads(found) == tomllib.loads(text) | {"owners": READ}
    inside = text[text.index("[[owners]]") :].split("\n[")[0].splitlines()
    comments = [line for line in text.splitlines() if line.startswith("#")]
    kept = [line for line in comments if line not in inside]
    trailing = text.split("[[owners]]")[-1].split("\n[")[0].rstrip().splitlines()
    kept += [line for line in trailing[-1:] if line.startswith("#")]
    assert all(line in found.splitlines() for line in kept)


@pytest.mark.parametrize(
    "text",
    [
        'name = "X"\n',
        'name = "X"\nowners = [{ jurisdiction = "US" }]\nservices = ["ircs"]\n',
        'name = """\n[[owners]]\n"""\n[[owners]]\nshare = 5\n[facts]\napp = true\n',
        "[[owners]]\nshare = 1\n[[owners.owners]]\nshare = 2\n[facts]\n[[owners]]\n",
        "owners = []\n",
    ],
)
def test_owners_in_other_forms_and_none_at_all(text: str) -> None:
    found = tomllib.loads(with_owners(text, OWNERS).decode())
    assert found == tomllib.loads(text) | {"owners": READ}


def test_a_profile_is_written_in_the_order_that_people_read() -> None:
    data = {
        "facts": {"app": True},
        "owners": [{"share": Decimal(50)}],
        "name": "中",
        "schema": 1,
    }
    assert written(data, "why\nnot").decode() == (
        '#:schema schema.json\n# why\n# not\n\nschema = 1\nname = "中"\n'
        "owners = [\n    { share = 50 },\n]\n\n[facts]\napp = true\n"
    )
