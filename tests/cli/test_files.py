"""Writing: never over what is read, in one step, through links, and told if it fails."""

import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, ROOT, run, shell
from vatscheck.cli.writing import write

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


@pytest.mark.parametrize(
    ("asked", "width"),
    [
        ("²", 80),
        ("-5", 80),
        ("", 80),
        ("1", 40),
        ("120", 120),
        ("1000000000", 400),
        ("9" * 5000, 400),
    ],
)
def test_a_strange_width_is_no_width(
    asked: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vatscheck.cli.files import screen

    monkeypatch.setenv("COLUMNS", asked)
    assert screen("table", Path("x"))[0] == width


@pytest.mark.parametrize("asked", ["²", "1000000000"])
def test_a_strange_width_is_no_crash(asked: str) -> None:
    ran = shell("vatscheck assess profiles/tesla.toml", COLUMNS=asked)
    assert ran.returncode == 0


@pytest.mark.parametrize("ending", ["doc", "XLSX", "pdf"])
def test_a_text_is_not_written_as_an_office_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"answer.{ending}"
    ran = run("assess", PROFILES / "minimal.toml", *DAY, "-o", path)
    assert ran.code == 2
    assert "`vatscheck report` writes office files" in ran.err
    assert not path.exists()


# --- all or none, private, there to stay ---------------------------------------------

REPORT = ("report", PROFILES / "minimal.toml", *DAY)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("no/b.md", "No such file"),
        ("b.csv/b.md", "Not a directory"),
        (f"{'b' * 300}.md", "File name too long"),
        ("loop.md", "symbolic links"),
        ("folder.md", "Is a directory"),
    ],
)
def test_of_several_outputs_all_are_written_or_none(
    bad: str, reason: str, tmp_path: Path
) -> None:
    good, old = tmp_path / "a.csv", tmp_path / "b.csv"
    old.write_text("old", encoding="utf-8")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "folder.md").mkdir()
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = run(*REPORT, "-o", good, "-o", old, "-o", tmp_path / bad)
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("cannot be written: ")
    assert reason in ran.err
    assert "nothing changed" in ran.err
    assert "wrote" not in ran.err
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_what_was_written_before_a_failure_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may refuse the last step that it allowed the first."""
    replace = Path.replace

    def refuses(self: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise PermissionError(1, "Operation not permitted")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuses)
    one, two = tmp_path / "a.csv", tmp_path / "b.md"
    ran = run(*REPORT, "-o", one, "-o", two)
    assert ran.code == 2
    assert "nothing changed" not in ran.err
    (line,) = ran.err.splitlines()
    assert line.endswith(f"; written before it: {one} (exit 2)")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_one_file_under_two_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.md")
    ran = run(*REPORT, "-o", tmp_path / "a.md", "-o", tmp_path / "b.csv")
    assert ran.code == 2
    assert "named twice" in ran.err
    assert not (tmp_path / "a.md").exists()


def test_a_name_given_twice_is_written_once(tmp_path: Path) -> None:
    ran = run(*REPORT, "-o", tmp_path / "a.md", "-o", tmp_path / "a.md")
    assert (ran.code, ran.err.count("wrote")) == (0, 1)


def test_a_file_is_private_until_it_is_whole_and_safe_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int]] = []
    fsync, chmod, replace = os.fsync, Path.chmod, Path.replace

    def modes(step: str) -> bool:
        for path in tmp_path.glob(".vatscheck-*.new"):
            seen.append((step, stat.S_IMODE(path.stat().st_mode)))
        return True

    monkeypatch.setattr(os, "fsync", lambda n: modes("fsync") and fsync(n))
    monkeypatch.setattr(Path, "chmod", lambda p, m: modes("chmod") and chmod(p, m))
    monkeypatch.setattr(Path, "replace", lambda p, t: modes("put") and replace(p, t))
    old = os.umask(0o022)
    try:
        write(tmp_path / "new", b"x" * 100_000)
    finally:
        os.umask(old)
    assert seen == [("fsync", 0o600), ("chmod", 0o600), ("put", 0o644)]
    target = tmp_path / "old"
    target.write_bytes(b"")
    target.chmod(0o4600)
    write(target, b"y")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("length", [246, 255])
def test_a_long_name_can_be_written(length: int, tmp_path: Path) -> None:
    path = tmp_path / ("a" * (length - 3) + ".md")
    assert run(*REPORT, "-o", path).code == 0
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


STOPS = """
import os, signal, sys
from pathlib import Path
from vatscheck.cli import writing
number, when, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
step = {"prepared": "chmod", "placing": "replace"}[when]
kept = getattr(Path, step)
def stopped(self, *rest):
    done = kept(self, *rest)
    if self.name.endswith(".new"):
        os.kill(os.getpid(), number)
    return done
setattr(Path, step, stopped)
writing.write_all({folder / "a": b"a", folder / "b": b"b"})
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("when", "left"), [("prepared", []), ("placing", ["a", "b"])])
def test_a_run_that_is_stopped_leaves_all_or_nothing(
    number: signal.Signals, when: str, left: list[str], tmp_path: Path
) -> None:
    script = [sys.executable, "-c", STOPS, str(int(number)), when, str(tmp_path)]
    ran = subprocess.run(script, cwd=ROOT, capture_output=True, check=False)
    assert ran.returncode == -number, ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == left


def test_of_two_that_begin_a_file_at_once_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.toml"
    link = os.link

    def late(source: Path, target: Path) -> None:
        path.write_text("the other's", encoding="utf-8")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    ran = run("init", path)
    assert ran.code == 2
    assert "exists already" in ran.err
    assert path.read_text(encoding="utf-8") == "the other's"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_that_nobody_reads_is_141_as_an_output_too() -> None:
    command = "vatscheck assess profiles/tesla.toml -o /dev/stdout | true; "
    ran = shell(f"{command} echo ${{PIPESTATUS[0]}}")
    assert ran.stdout == b"141\n"
    seen = shell("vatscheck assess profiles/tesla.toml -o /dev/stdout | cat")
    assert seen.stdout == shell("vatscheck assess profiles/tesla.toml").stdout


@pytest.mark.parametrize("command", ["report", "intake", "init", "assess"])
def test_a_path_forges_no_line_and_moves_no_cursor(
    command: str, tmp_path: Path
) -> None:
    name = "\x1b]0;x\x07a\nall is well (exit 0).md"
    for path in (tmp_path / name, tmp_path / "no" / name):
        profile = () if command == "init" else (PROFILES / "minimal.toml",)
        option = () if command == "init" else ("-o",)
        out = path if command != "intake" else path.with_suffix(".docx")
        ran = run(command, *profile, *option, out)
        assert ran.err
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", ran.err + ran.out)
        lines = ran.err.splitlines()
        assert not [line for line in lines if line.startswith("all is well")]


LONG = "a" * 303
"""A name that no disk takes."""


@pytest.mark.parametrize(
    "words",
    [
        ("assess", f"{LONG}.toml"),
        ("check", f"{LONG}.toml"),
        ("assess", PROFILES / "minimal.toml", "-o", f"{LONG}.txt"),
        ("assess", PROFILES / "minimal.toml", "--law", LONG),
        ("whatif", PROFILES / "minimal.toml", "-o", f"{LONG}.txt"),
        ("compare", f"{LONG}.toml", PROFILES / "minimal.toml"),
        ("cures", PROFILES / "minimal.toml", "--apply", "1", "-o", f"{LONG}.toml"),
        ("report", PROFILES / "minimal.toml", "-o", f"{LONG}.md"),
        ("intake", "-o", f"{LONG}.xlsx", "--service", "ircs"),
        ("init", f"{LONG}.toml"),
        ("init", f"{LONG}.toml", "--owners", PROFILES / "minimal.toml", "--into"),
        ("init", "new.toml", "--owners", f"{LONG}.csv"),
        ("init", "new.toml", "--from", f"{LONG}.xlsx"),
        ("law", "page", "--all", "-o", LONG),
        ("law", "diff", LONG, "bundled"),
        ("law", "lint", "--law", LONG),
        ("law", "test", "--law", LONG),
    ],
)
def test_a_name_that_no_disk_takes_is_2(
    words: tuple[str | Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "report it" not in ran.err
    assert LONG[:79] in ran.err or "(exit 2)" in ran.err
    assert not list(tmp_path.iterdir())
