"""What is read is bounded before it is parsed, and told in a moment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run, shell

HEAD = b'schema = 1\nname = "x"\nservices = ["ircs"]\n'


@pytest.mark.parametrize(
    "command", ["assess", "check", "where", "why", "cures", "whatif", "report"]
)
def test_a_profile_beyond_1_mb_is_not_parsed(command: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(HEAD + b"#" * 1_000_000)
    more = ("-o", tmp_path / "p.md") if command == "report" else ()
    ran = run(command, path, *more)
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}: more than 1 MB" in ran.err
    ran = run("assess", "-", stdin=path.read_bytes())
    assert (ran.code, ran.out) == (2, "")


def test_a_profile_below_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(HEAD + b"#" * 900_000)
    assert run("check", path).code == 0


@pytest.mark.parametrize(
    "command",
    [
        "vatscheck assess /dev/zero",
        "vatscheck check - </dev/zero",
        "vatscheck compare /dev/zero profiles/tesla.toml",
        "vatscheck init /tmp/none-of-it.toml --owners /dev/zero",
        "vatscheck whatif /dev/zero",
    ],
)
def test_a_file_without_end_is_2(command: str) -> None:
    ran = shell(command)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"more than 10 MB" in ran.stderr


def test_a_pipe_is_read_as_before() -> None:
    piped = shell("vatscheck assess <(cat profiles/tesla.toml) --format json")
    assert piped.returncode == shell("vatscheck assess profiles/tesla.toml").returncode
    assert piped.stdout


def test_a_key_of_a_hundred_thousand_parts_is_refused_at_once() -> None:
    for part in (b"a.", b'"a" . '):
        ran = run("check", "-", stdin=HEAD + part * 100_000 + b"b = 1\n")
        assert ran.code == 2
        assert "nested too deeply" in ran.err
    text = b'remarks = "' + b"word. " * 3000 + b'"\n'
    task = b'[[tasks]]\nid = "annual-report"\n' + text
    assert run("check", "-", stdin=HEAD + task).code == 0


def test_problems_beyond_a_thousand_are_said_to_be_there() -> None:
    keys = b"".join(b"k%d = 1\n" % number for number in range(1500))
    ran = run("check", "-", stdin=keys + HEAD)
    assert ran.code == 2
    lines = ran.err.splitlines()
    assert len(lines) == 1002
    assert lines[0].startswith("-:1:")
    assert lines[1000] == "-: there are more problems than these 1000: mend these first"


def test_far_problems_keep_a_place(tmp_path: Path) -> None:
    holders = b'[[owners]]\njurisdiction = "us"\nshare = 0\n' * 400
    ran = run("check", "-", stdin=HEAD + holders)
    assert ran.code == 2
    lines = [line for line in ran.err.splitlines() if "owners[" in line]
    assert len(lines) == 400
    for at, line in enumerate(lines):
        assert line.split(":")[1] in (str(4 + 3 * at), str(5 + 3 * at))


def test_bundled_profiles_are_far_below(tmp_path: Path) -> None:
    assert max(path.stat().st_size for path in PROFILES.glob("*.toml")) < 20_000


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_law_folder_holds_plain_files_only(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.toml"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    ran = run("assess", PROFILES / "tesla.toml", "--law", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"{file}: not a plain file" in ran.err


def test_a_law_file_beyond_10_mb_is_not_parsed(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"#" * 10_000_001)
    ran = run("assess", PROFILES / "tesla.toml", "--law", tmp_path)
    assert ran.code == 2
    assert "more than 10 MB" in ran.err
