"""The questions about a company: wrong input, other ways to ask, and what is said."""

import json
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run

UNITY = str(PROFILES / "unity.toml")
COMMANDS = ("where", "timeline", "limits", "why")
DAY = ("--as-of", "2026-11-22")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_profile_is_told_and_nothing_printed(command: str) -> None:
    ran = run(command, "-", stdin=b'schema = 1\nname = "x"\nservices = ["idx"]\n')
    assert (ran.code, ran.out) == (2, "")
    assert "line 3" in ran.err or ":3:" in ran.err
    assert ran.why == "not judged: 1 mistake in standard input (exit 2)"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_day_before_the_first_is_refused(command: str) -> None:
    ran = run(command, UNITY, "--as-of", "2000-12-31")
    assert (ran.code, ran.out) == (2, "")
    assert "2001-01-01" in ran.err


def test_an_unknown_service_is_told() -> None:
    ran = run("why", UNITY, "clowd")
    assert ran.code == 2
    assert "clowd" in ran.err


def test_one_service_can_be_asked_for() -> None:
    ran = run("where", UNITY, "--service", "cdn", *DAY, "--format", "json")
    columns = json.loads(ran.out)["columns"]
    assert {s["service"] for c in columns for s in c["services"]} == {"cdn"}


def test_servers_that_stay_keep_the_pilot_to_their_own_place() -> None:
    """Letter 107, annex: registration and facilities in the same area."""
    options = ("--service", "ircs", *DAY, "--format", "json", "--servers-stay")
    found = json.loads(run("where", UNITY, *options).out)
    assert found["servers_stay"] is True
    yes = [c for c in found["columns"] if c["services"][0]["status"] == "conditional"]
    assert [c["label"] for c in yes] == ["Shanghai (Pudong and Lin-gang)"]


def test_the_answer_can_be_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "where.json"
    ran = run("where", UNITY, *DAY, "--format", "json", "-o", path)
    assert (ran.code, ran.out) == (0, "")
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["schema"] == "vatscheck/where/1"


PROFILE = b"""schema = 1
name = "x\\u001b[31m"
services = ["cloud", { id = "app-store", servers = ["beijing"] }]

[registration]
place = "shanghai/pudong"

[servers]
places = ["shanghai/pudong"]

[[owners]]
jurisdiction = "US"
share = 100

[facts]
counting = "product"
"""


def test_the_proof_names_the_lines_of_the_profile() -> None:
    ran = run("why", "-", *DAY, "--format", "json", stdin=PROFILE)
    lines = {
        (proof["service"], check["fact"], check["line"])
        for proof in json.loads(ran.out)["proofs"]
        for route in proof["routes"]
        for check in route["checks"]
    }
    assert ("ircs", "registration.place", 6) in lines
    assert ("ircs", "servers.places", 9) in lines
    assert ("app-store", "servers.places", 3) in lines
    assert ("ircs", "ownership.foreign", 11) in lines
    assert {line for _, fact, line in lines if fact == "services.serves"} <= {None}


def test_the_name_in_a_profile_stays_text() -> None:
    for command in COMMANDS:
        ran = run(command, "-", *DAY, stdin=PROFILE)
        assert "\x1b" not in ran.out
        assert ran.out.startswith("x\\x1b[31m")


def test_a_future_day_is_marked() -> None:
    """Seen from 2020, the pilot of 2024 lies ahead."""
    asked = ("timeline", UNITY, "--service", "ircs", "--as-of", "2020-01-01")
    ran = run(*asked, width=120)
    assert "upcoming," in ran.out
    options = ("--service", "ircs", "--as-of", "2020-01-01", "--full")
    limits = run("limits", UNITY, *options)
    assert "upcoming" in limits.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_product_without_a_service_is_no_question(command: str) -> None:
    profile = b'schema = 1\nname = "x"\nproducts = ["corp_site"]\n'
    ran = run(command, "-", *DAY, stdin=profile)
    assert ran.code == 0
    assert "No service is asked for that needs a telecom licence" in ran.out
    document = json.loads(run(command, "-", "--format", "json", stdin=profile).out)
    assert document["schema"] == f"vatscheck/{command}/1"


@pytest.mark.parametrize("command", ["where", "timeline", "limits"])
def test_a_service_that_is_not_covered_is_said_to_be(command: str) -> None:
    ran = run(command, UNITY, "--service", "paging", *DAY)
    assert "not covered" in ran.out
    assert "none" not in ran.out
