"""Whole outputs of `assess`: the table at 80 and 120 columns, both languages, JSON."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests.cli.outputs import KEPT, outputs, produce
from tests.cli.running import PROFILES, run
from vatscheck.words.catalogue import word

EVERY = outputs()


@pytest.mark.parametrize("file", EVERY)
def test_the_whole_output_is_the_kept_one(file: str) -> None:
    assert produce(EVERY[file]) == (KEPT / file).read_text(encoding="utf-8")


def test_nothing_is_kept_that_no_command_gives() -> None:
    assert {path.name for path in KEPT.iterdir()} == set(EVERY)


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.mark.parametrize("file", [name for name in EVERY if name.endswith(".txt")])
def test_no_line_is_wider_than_the_terminal_and_none_is_cut(file: str) -> None:
    text = produce(EVERY[file])
    width = int(file.split(".")[-2])
    assert max(map(columns, text.splitlines())) <= width
    assert "…" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "profile", sorted(path.stem for path in PROFILES.glob("*.toml"))
)
def test_every_profile_gives_its_statuses_in_both_languages(
    profile: str, lang: str
) -> None:
    beside = PROFILES / f"{profile}.expected.json"
    expected = json.loads(beside.read_text(encoding="utf-8"))
    path = PROFILES / f"{profile}.toml"
    options = ("--as-of", expected["as_of"], "--lang", lang)
    answer = json.loads(run("assess", path, *options, "--format", "json").out)
    found = {item["service"]: item["status"] for item in answer["assessments"]}
    statuses = {id: item["status"] for id, item in expected["services"].items()}
    assert found == statuses
    table = run("assess", path, *options).out
    assert all(
        word(status, "zh" if lang == "zh" else "en") in table
        for status in statuses.values()
    )


@pytest.mark.parametrize("file", [name for name in EVERY if name.endswith(".json")])
def test_every_cite_is_a_citation(file: str) -> None:
    answer = json.loads(produce(EVERY[file]))
    cited = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            cited.update(value.get("cites", ()))
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(answer)
    assert cited <= {*answer.get("citations", answer.get("instruments", ()))}
    for item in answer.get("assessments", ()):
        for route in item["routes"]:
            assert all(check["cites"] for check in route["checks"]), route


LIVE = "\x9b31m \x9d0;t\x07 \x7f \u202e \u2066 \u200b \u2028 \ue000 \U000e0041"
"""Codes that a terminal obeys, and signs that hide text or turn it round."""
QUESTIONS = (
    *("assess", "check", "where", "timeline", "limits", "why", "cures"),
    *("whatif", "compare"),
)


@pytest.mark.parametrize("command", QUESTIONS)
def test_no_code_of_a_terminal_is_raw_in_json(command: str, tmp_path: Path) -> None:
    profile, saved = tmp_path / "p.toml", tmp_path / "p.json"
    name = "".join(f"\\U{ord(sign):08x}" for sign in LIVE)
    profile.write_text(
        f'schema = 1\nname = "{name}"\nservices = ["edi-device"]\n'
        f'[[owners]]\nname = "{name}"\njurisdiction = "US"\nshare = 100\n',
        encoding="utf-8",
    )
    more = ("--as-of", "2024-01-01") if command == "compare" else ()
    day = () if command == "check" else ("--as-of", "2026-11-22", *more)
    ran = run(command, profile, "--format", "json", *day)
    run(command, profile, "--format", "json", *day, "-o", saved)
    assert saved.read_text(encoding="utf-8") == ran.out
    assert not [c for c in set(ran.out) - {"\n"} if not c.isprintable()]
    json.loads(ran.out)
    if command in ("assess", "where", "why"):
        assert json.loads(ran.out)["profile"]["name"] == LIVE
