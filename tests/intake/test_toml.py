"""Profiles as TOML: from data, and other owners in a file whose comments are kept."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.running import PROFILES
from tests.intake.strategies import NAMES
from vatscheck.intake.start import Table, from_table, in_template
from vatscheck.intake.toml import written
from vatscheck.profile.editing import comments

TABLE = "holder,jurisdiction,share,held through\nA,US,33.3%,\nB,CN,66%,\nC,HK,100%,B\n"
ABOVE = [{"name": "C", "jurisdiction": "HK", "share": 100}]
READ = [
    {"name": "A", "jurisdiction": "US", "share": 33.3},
    {"name": "B", "jurisdiction": "CN", "share": 66, "owners": ABOVE},
]
WORDS = Path(__file__).parents[2] / "vatscheck" / "words"
TEMPLATES = sorted(WORDS.glob("*/profile.toml"))


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_nothing_but_the_owners_changes(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "cap.csv"
    table.write_text(TABLE, encoding="utf-8")
    raw = path.read_bytes()
    found = from_table(NAMES, Table(table), raw, path.name).raw.decode()
    assert tomllib.loads(found) == tomllib.loads(raw.decode()) | {"owners": READ}
    assert sorted(comments(found)) == sorted(comments(raw.decode()))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.parent.name)
def test_owners_come_below_the_template(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "cap.csv"
    table.write_text(TABLE, encoding="utf-8")
    raw = path.read_bytes()
    found = in_template(NAMES, Table(table), raw).raw.decode()
    assert tomllib.loads(found) == tomllib.loads(raw.decode()) | {"owners": READ}
    assert sorted(comments(found)) == sorted(comments(raw.decode()))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.parent.name)
def test_every_line_of_the_template_can_be_taken_as_it_is(path: Path) -> None:
    """Without its sign of a comment each line with a value is TOML of a profile."""
    lines = path.read_text("utf-8").splitlines()
    values = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
    bare = [v for v in values if "=" in v and tomllib_reads(v)]
    assert len(bare) >= 15
    assert tomllib.loads(path.read_text("utf-8")).keys() == {
        *("schema", "registration", "servers", "facts")
    }


def tomllib_reads(line: str) -> bool:
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False


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
