"""`check`: the shape and the names of profiles, all errors at once, nothing judged."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import PROFILES, run
from tests.test_bad_profiles import BAD, FILES
from vatscheck.answers.schema import schema

VALIDATOR = Draft202012Validator(schema("check"))


def test_a_profile_in_order_is_a_line_with_counts() -> None:
    ran = run("check", PROFILES / "tesla.toml")
    assert ran == (
        0,
        f"{PROFILES}/tesla.toml: OK: Tesla (Shanghai) (services: 4, holders: 1)\n",
        "the profile is in order (exit 0)\n",
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_line_is_one_line_however_long_the_path_is(tmp_path: Path, lang: str) -> None:
    path = tmp_path / ("a long name " * 12 + ".toml")
    path.write_bytes((PROFILES / "tesla.toml").read_bytes())
    ran = run("check", path, "--lang", lang)
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)
    assert ran.out.startswith(str(path))


def test_every_bundled_profile_is_in_order_in_chinese_too() -> None:
    ran = run("check", *sorted(PROFILES.glob("*.toml")), "--lang", "zh")
    assert ran.code == 0
    assert ran.out.count("无误：") == len(list(PROFILES.glob("*.toml")))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_errors_are_those_that_keep_it_from_being_judged(path: Path) -> None:
    ran = run("check", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[:-1] == run("assess", path).err.splitlines()[:-1]


def test_the_errors_of_all_files_are_counted() -> None:
    ran = run(
        "check", PROFILES / "tesla.toml", BAD / "many-errors.toml", "nowhere.toml"
    )
    assert ran.code == 2
    assert len(ran.out.splitlines()) == 1
    count = len(ran.err.splitlines()) - 1
    assert ran.why == f"2 of 3 profiles not in order: {count} mistakes (exit 2)"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_json_says_the_same_and_has_the_promised_shape(lang: str) -> None:
    paths = (PROFILES / "unity.toml", BAD / "many-errors.toml", BAD / "hostile.toml")
    ran = run("check", *paths, "--format", "json", "--lang", lang)
    found = json.loads(ran.out)
    assert list(VALIDATOR.iter_errors(found)) == []
    assert (ran.code, found["ok"]) == (2, False)
    assert [item["ok"] for item in found["files"]] == [True, False, False]
    texts = [p["text"] for item in found["files"] for p in item["problems"]]
    table = run("check", *paths, "--lang", lang).err
    assert all(text in table for text in texts)
    assert len(texts) == len(table.splitlines()) - 1


def test_standard_input_is_checked() -> None:
    raw = (PROFILES / "minimal.toml").read_bytes()
    assert run("check", "-", stdin=raw).out.startswith("-: OK: ")
