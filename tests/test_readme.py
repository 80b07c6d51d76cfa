"""The README tells the truth: its profile gives its answer, every command is in it."""

import re

from tests.cli.running import run
from tests.pages import README as PAGE
from tests.pages import blocks
from vatscheck.cli.main import COMMANDS

README = PAGE.read_text(encoding="utf-8")
LONGEST = 160
"""Lines: what is longer belongs in the guide."""


def test_the_profile_prints_the_answer() -> None:
    (profile,), (answer,) = blocks(PAGE, "toml"), blocks(PAGE, "text")
    assert len(profile.text.splitlines()) == 12
    ran = run("assess", "-", "--as-of", "2026-11-22", stdin=profile.text.encode())
    assert ran.out == answer.text


def test_every_command_is_documented() -> None:
    rows = re.findall(r"^\| `vatscheck ([a-z]+)", README, re.M)
    assert sorted(rows) == sorted([*COMMANDS, "law"])


def test_every_exit_code_is_documented() -> None:
    for code in ("0", "1", "2", "3", "70", "130, 141"):
        assert f"| {code} |" in README


def test_the_first_two_shell_blocks_are_one_command_each() -> None:
    found = blocks(PAGE, "sh")
    assert len(found) >= 2
    assert all(block.text.count("\n") == 1 for block in found[:2])


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= LONGEST
