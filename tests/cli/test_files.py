"""Writing: never over what is read, in one step, through links, and told if it fails."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run
from vatscheck.cli.files import write

DAY = ("--as-of", "2026-11-22")
COMMANDS = ("assess", "check", "where", "timeline", "limits", "why", "whatif", "cures")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_profile_is_never_written_over(tmp_path: Path, command: str) -> None:
    profile = tmp_path / "p.toml"
    profile.write_bytes((PROFILES / "minimal.toml").read_bytes())
    link = tmp_path / "link.toml"
    link.symlink_to(profile)
    for output in (profile, link):
        ran = run(command, profile, "--output", output, "--format", "json")
        assert (ran.code, ran.out) == (2, "")
        assert f"{output} is what the command reads" in ran.err
    assert profile.read_bytes() == (PROFILES / "minimal.toml").read_bytes()


def test_a_report_is_never_written_over_a_profile(tmp_path: Path) -> None:
    profile = tmp_path / "p.md"
    profile.write_bytes((PROFILES / "minimal.toml").read_bytes())
    assert run("report", profile, "-o", profile).code == 2
    assert profile.read_bytes() == (PROFILES / "minimal.toml").read_bytes()


def test_a_link_stays_one_and_a_mode_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "target"]


def test_what_is_no_file_is_written_into() -> None:
    write(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("output", [".", "/", "{file}/below.json", "{folder}"])
def test_what_cannot_be_written_is_told(tmp_path: Path, output: str) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    path = output.format(file=file, folder=tmp_path)
    ran = run("where", PROFILES / "minimal.toml", *DAY, "-o", path)
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_strange_width_is_no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    from vatscheck.cli.files import screen

    monkeypatch.setenv("COLUMNS", "²")
    assert screen("table", Path("x"))[0] == 80


@pytest.mark.parametrize("ending", ["docx", "XLSX", "pdf"])
def test_a_text_is_not_written_as_an_office_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"answer.{ending}"
    ran = run("assess", PROFILES / "minimal.toml", *DAY, "-o", path)
    assert ran.code == 2
    assert "`vatscheck report` writes office files" in ran.err
    assert not path.exists()
