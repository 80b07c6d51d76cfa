"""What comes next: a command that can be pasted, for a person, and only if there is one."""

from __future__ import annotations

import io
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, ROOT, Ran, run
from vatscheck.cli.following import Going, after_check, after_init, free

DAY = ("--as-of", "2026-11-22")
OPEN = 'schema = 1\nname = "Open"\nservices = ["ircs"]\n'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Has a person at the terminal, in an empty folder."""
    monkeypatch.setattr("tests.cli.running.io.StringIO", Terminal)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def following(ran: Ran) -> list[str]:
    return [
        line for line in ran.err.splitlines() if line.startswith(("next: ", "下一步："))
    ]


def test_the_steps_lead_from_one_to_the_next(person: Path) -> None:
    assert following(run("init", "client.toml")) == [
        "next: fill in client.toml, then vatscheck check client.toml"
    ]
    assert following(run("check", "client.toml")) == [
        "next: vatscheck assess client.toml"
    ]
    Path("open.toml").write_text(OPEN, encoding="utf-8")
    ran = run("assess", "open.toml", *DAY)
    assert following(ran) == [
        "next: vatscheck intake open.toml -o questions.xlsx --as-of 2026-11-22"
    ]
    assert ran.err.splitlines()[-1].endswith("(exit 3)")
    sure = PROFILES / "tesla.toml"
    Path("tesla.toml").write_bytes(sure.read_bytes())
    assert following(run("assess", "tesla.toml")) == [
        "next: vatscheck report tesla.toml -o tesla.docx"
    ]
    assert following(run("report", "open.toml", "-o", "open.md")) == [
        "next: vatscheck intake open.toml -o questions.xlsx"
    ]
    assert following(run("intake", "open.toml", "-o", "questions.xlsx")) == []


def test_each_command_named_runs(person: Path) -> None:
    Path("my client.toml").write_text(OPEN, encoding="utf-8")
    for command in (("check", "my client.toml"), ("assess", "my client.toml", *DAY)):
        (line,) = following(run(*command))
        program, *words = shlex.split(line.removeprefix("next: "))
        assert program == "vatscheck"
        assert "my client.toml" in words
        assert run(*words).code in (0, 3)
    assert Path("questions.xlsx").is_file()
    assert "-o questions-2.xlsx" in following(run("assess", "my client.toml"))[0]


def test_the_language_the_day_and_the_law_stay(
    person: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("open.toml").write_text(OPEN, encoding="utf-8")
    shutil.copytree(ROOT / "tests" / "overlays" / "good", "law")
    options = ("--lang", "zh", *DAY, "--law", "law")
    (line,) = following(run("assess", "open.toml", *options))
    assert line == (
        "下一步：vatscheck intake open.toml -o questions.xlsx --lang zh "
        "--as-of 2026-11-22 --law law"
    )
    monkeypatch.setenv("VATSCHECK_LANG", "zh")
    assert Going("zh").command("check") == "vatscheck check"
    assert Going("en").command("check") == "vatscheck check --lang en"


def test_a_pipe_and_a_quiet_run_hear_nothing(person: Path) -> None:
    Path("open.toml").write_text(OPEN, encoding="utf-8")
    assert run("assess", "open.toml", "-q").err == ""
    assert run("check", "open.toml", "-q").err == ""


def test_without_a_terminal_nothing_is_advised(tmp_path: Path) -> None:
    path = tmp_path / "open.toml"
    path.write_text(OPEN, encoding="utf-8")
    assert following(run("assess", path)) == following(run("check", path)) == []


def test_nothing_is_advised_that_could_not_be_pasted(person: Path) -> None:
    raw = OPEN.encode()
    assert following(run("assess", "-", stdin=raw)) == []
    assert following(run("check", "-", stdin=raw)) == []
    assert (
        following(run("assess", PROFILES / "tesla.toml", PROFILES / "bt-2019.toml"))
        == []
    )
    assert after_init(Path("a\x1b[2J.toml"), filled=False, going=Going("en")) == ""
    assert after_check(["a", "b", "c", "d"], Going("en")) == ""
    assert after_check(["-a.toml"], Going("en")) == "next: vatscheck assess ./-a.toml"


def test_a_free_name_is_one_that_no_file_has(person: Path) -> None:
    assert free("x.docx") == "x.docx"
    Path("x.docx").touch()
    Path("x-2.docx").symlink_to("nowhere")
    assert free("x.docx") == "x-3.docx"
