"""The README tells the truth: its profile gives its table, every command is in it."""

import re
import shlex
from pathlib import Path

from tests.cli.running import run
from vatscheck.cli.main import app

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)\n```", README, re.S)
    assert found
    return found[1]


def test_the_profile_prints_the_table() -> None:
    profile = block("toml")
    assert len(profile.splitlines()) == 12
    ran = run("assess", "-", "--as-of", "2026-11-22", stdin=profile.encode())
    assert ran.out == block("text") + "\n"


def test_every_command_is_documented() -> None:
    names = [command.name for command in app.registered_commands]
    assert names
    assert all(f"`vatscheck {name}" in README for name in names)


def test_every_command_shown_prints_what_is_shown() -> None:
    shown = re.findall(r"```text\n\$ vatscheck (.*?)\n(.*?)\n```", README, re.S)
    assert shown
    for command, output in shown:
        assert run(*shlex.split(command)).out.startswith(output + "\n")


def test_every_option_of_assess_is_documented() -> None:
    options = set(re.findall(r"--[a-z-]+", run("assess", "--help", width=120).out))
    assert options - {"--help"}
    missing = {option for option in options if option not in README}
    assert missing <= {"--help"}


def test_every_exit_code_is_documented() -> None:
    for code in ("0", "1", "2", "3", "70", "130, 141"):
        assert f"| {code} |" in README


def test_the_library_example_runs() -> None:
    scope: dict[str, object] = {}
    exec(block("python"), scope)
    assert scope["answer"]


def test_the_first_two_shell_blocks_are_one_command_each() -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", README, re.S)
    assert len(blocks) >= 2
    assert all("\n" not in command for command in blocks[:2])
