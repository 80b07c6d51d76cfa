"""The schema of the profile: what it accepts and refuses, by independent validators."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.cli.running import PROFILES, run
from tests.intake.strategies import profiles
from tests.test_bad_profiles import BAD
from vatscheck.answers.profile_schema import profile_schema
from vatscheck.intake.toml import written
from vatscheck.law.book import Law, load_law
from vatscheck.profile.models import Profile

SCHEMA = profile_schema(load_law())
VALIDATOR = Draft202012Validator(SCHEMA)
COPY = PROFILES / "schema.json"
WORDS = Path(__file__).parents[2] / "vatscheck" / "words"
TEMPLATES = sorted(WORDS.glob("*/profile.toml"))
DAY = "what a day is, and how far apart two are"
PLACE, SUM = "what a name of a place means", "what shares add up to"
UNSEEN = {
    "fractions": SUM,
    "fractions-rounded": SUM,
    "33-levels": "how deep tables may be nested",
    "ambiguous-place": PLACE,
    "ambiguous-server": PLACE,
    "byte-order-mark": PLACE,
    "chinese-street": PLACE,
    "english-address": PLACE,
    "foreign-place": PLACE,
    "non-ftz-of-several": PLACE,
    "places-on-several-lines": PLACE,
    "unknown-place": PLACE,
    "unknown-place-served": PLACE,
    "range-turned-round": "that min is not above max",
    "service-twice": "that a service stands once",
    "blank-name": "which signs are seen",
    "due-no-day": "which days there are",
    "hkscc-elsewhere": "which kinds of holders are where",
    "listed-abroad": "which kinds of holders are where",
    "person-with-owners": "which kinds of holders have holders",
    "task-twice": "that an item has one note",
    "waiver-twice": "that a waiver stands once",
    "waiver-at-a-time-of-day": DAY,
    "waiver-days-in-quotes": DAY,
    "waiver-ends-before-it-begins": DAY,
    "waiver-for-ever": DAY,
    "shares-over-100": SUM,
    "shares-over-100-above": SUM,
    "share-nan": "a number that is none",
}
"""The errors of a profile that no schema of its shape can see, and what would be needed."""


def data(path: Path) -> Any:
    """Return a profile as a validator takes it, none if it is no TOML."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return value.isoformat() if isinstance(value, date) else value

    try:
        return plain(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except ValueError:
        return None


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_copy_beside_the_profiles_is_current() -> None:
    assert COPY.read_text(encoding="utf-8") == run("schema").out, (
        "run: vatscheck schema -o profiles/schema.json"
    )


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_a_good_profile_is_valid_and_names_its_schema(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(data(path))) == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"#:schema {COPY.name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.parent.name)
def test_a_template_lacks_only_what_must_be_said_and_names_its_schema(
    path: Path,
) -> None:
    bare = data(path)
    assert not VALIDATOR.is_valid(bare)  # it is nobody's profile yet
    told = {**bare, "name": "A", "services": ["ircs"]}
    assert list(VALIDATOR.iter_errors(told)) == []
    assert path.read_text(encoding="utf-8").startswith("#:schema schema.json\n")


@given(profiles())
@settings(max_examples=60)
def test_what_is_accepted_by_check_is_valid(profile: Profile) -> None:
    from vatscheck.formats.json import plain

    raw = profile.model_dump(by_alias=True, exclude_none=True)
    kept = {key: plain(value) for key, value in raw.items() if value not in ([], {})}
    assert list(VALIDATOR.iter_errors(tomllib.loads(written(kept, "").decode()))) == []


BY_SHAPE = [path for path in sorted(BAD.glob("*.toml")) if data(path) is not None]


@pytest.mark.parametrize("path", BY_SHAPE, ids=lambda p: p.stem)
def test_a_bad_profile_is_refused_or_its_error_is_beyond_a_schema(path: Path) -> None:
    refused = any(VALIDATOR.iter_errors(data(path)))
    assert refused == (path.stem not in UNSEEN)


def test_nothing_is_listed_that_does_not_exist() -> None:
    assert set(UNSEEN) <= {path.stem for path in BY_SHAPE}


def test_every_key_has_a_title_and_a_description_in_both_languages() -> None:
    tables = [SCHEMA, *SCHEMA["$defs"].values()]
    keys = [pair for table in tables for pair in table["properties"].items()]
    assert len(keys) > 60
    for key, value in keys:
        for field in ("title", "description"):
            assert re.search(r"[a-z].* / .*[\u4e00-\u9fff]", value[field]), key


def test_every_fact_of_the_law_is_a_key(law: Law) -> None:
    facts = {id[len("facts.") :] for id in law.facts if id.startswith("facts.")}
    assert set(SCHEMA["$defs"]["Facts"]["properties"]) == facts


def test_the_tool_that_editors_and_hooks_use_agrees() -> None:
    """`check-jsonschema` reads TOML itself; the schema is a file: no network."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(COPY)]
    good = [str(path) for path in sorted(PROFILES.glob("*.toml"))]
    done = subprocess.run(
        [*command, *good], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    bad = [str(BAD / "kind-of-holder.toml")]
    assert subprocess.run([*command, *bad], capture_output=True, check=False).returncode


def test_an_unknown_schema_is_told_with_those_that_exist() -> None:
    ran = run("schema", "profil")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("no schema is called profil; there are: profile, answer")


def test_the_other_schemas_are_printed_too() -> None:
    for name in ("answer", "check"):
        Draft202012Validator.check_schema(json.loads(run("schema", name).out))
