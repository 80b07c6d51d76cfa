"""Every JSON answer has the promised shape, judged by an independent validator."""

import json
from functools import cache

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import PROFILES, run
from vatscheck.answers.schema import SCHEMAS, schema

VALIDATOR = Draft202012Validator(schema("answer"))


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema("answer"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_every_answer_has_the_promised_shape(path: object, lang: str) -> None:
    options = ("--as-of", "2026-11-22", "--format", "json", "--lang", lang)
    answer = json.loads(run("assess", str(path), *options).out)
    assert list(VALIDATOR.iter_errors(answer)) == []


@pytest.mark.parametrize("services", ["B25", "paging", "idc"])
def test_an_open_answer_has_it_too(services: str) -> None:
    profile = f'schema = 1\nname = "x"\nservices = ["{services}"]\n'.encode()
    out = run("assess", "-", "--format", "json", stdin=profile).out
    assert list(VALIDATOR.iter_errors(json.loads(out))) == []


def test_a_changed_answer_is_refused() -> None:
    path = PROFILES / "minimal.toml"
    answer = json.loads(run("assess", path, "--format", "json").out)
    answer["assessments"][0]["status"] = "maybe"
    assert list(VALIDATOR.iter_errors(answer))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_document_has_a_schema_that_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("command", ["where", "timeline", "limits", "why"])
@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.toml")), ids=lambda p: p.stem)
def test_every_question_has_the_promised_shape(
    path: object, command: str, lang: str
) -> None:
    ran = run(command, str(path), "--format", "json", "--lang", lang)
    assert ran.code == 0
    document = json.loads(ran.out)
    assert list(validator(command).iter_errors(document)) == []
    assert cited(document) <= set(
        document.get("citations", document.get("instruments"))
    )


def cited(value: object) -> set[str]:
    if isinstance(value, list):
        return {cite for item in value for cite in cited(item)}
    if not isinstance(value, dict):
        return set()
    own = {*value.get("cites", ()), *value.get("instruments", ())}
    if isinstance(value.get("instruments"), dict):
        own = set()
    return own.union(*map(cited, value.values()))
