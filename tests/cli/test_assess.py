"""`assess`: options, exit codes, the last line, and what must not come alive."""

import json
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run, shell
from vatscheck.profile.models import Profile

DAY = ("--as-of", "2026-11-22")
DOMESTIC = b"""schema = 1
name = "Domestic"
[[owners]]
jurisdiction = "CN"
share = 100
kind = "company"
[[services]]
id = "ircs"
[[services]]
id = "info-publish"
content = ["none"]
"""
FOREIGN = DOMESTIC.replace(b'"CN"', b'"US"') + b'[registration]\nplace = "guiyang"\n'
OPEN = b'schema = 1\nname = "Open"\nservices = ["ircs"]\n'


@pytest.mark.parametrize(
    ("profile", "options", "code", "why"),
    [
        (DOMESTIC, [], 0, "all 2 services can be licensed (exit 0)"),
        (
            FOREIGN,
            [],
            1,
            "none of the 2 services can be licensed as described (exit 1)",
        ),
        (FOREIGN, ["--exit-zero"], 0, None),
        (OPEN, [], 3, None),
        (OPEN, ["--exit-zero"], 0, None),
        (OPEN, ["--fail-on", "undetermined"], 1, None),
        (DOMESTIC, ["--fail-on", "conditional"], 0, None),
        (DOMESTIC, ["--fail-on", "licensable"], 1, None),
        (DOMESTIC, ["--service", "paging"], 3, None),
        (
            DOMESTIC,
            ["--service", "nonsense"],
            2,
            "not judged: 1 mistake in --service (exit 2)",
        ),
        (DOMESTIC, ["--as-of", "2000-12-31"], 2, None),
        (DOMESTIC, ["--as-of", "yesterday"], 2, None),
        (DOMESTIC, ["--as-of", "20261122"], 2, None),
        (DOMESTIC, ["--as-of", "2026-W47-7"], 2, None),
        (DOMESTIC, ["--as-of", "2026-1-2"], 2, None),
        (DOMESTIC, ["--fail-on", "always"], 2, None),
        (DOMESTIC, ["--format", "pdf"], 2, None),
        (DOMESTIC, ["--no-such"], 2, None),
        (b"schema = 1", [], 2, "not judged: 2 mistakes in standard input (exit 2)"),
    ],
)
def test_exit_codes(
    profile: bytes, options: list[str], code: int, why: str | None
) -> None:
    ran = run("assess", "-", *DAY, *options, stdin=profile)
    assert ran.code == code, ran.err
    if why is not None:
        assert ran.why == why
    if code == 2:
        assert ran.out == ""


def test_the_numbers_do_not_change_with_the_language() -> None:
    ran = run("assess", "-", *DAY, "--lang", "zh", stdin=FOREIGN)
    assert ran.code == 1
    assert ran.why == "2项业务按现状均不具备许可条件（退出码1）"


def test_a_missing_file_is_not_judged() -> None:
    ran = run("assess", "nowhere.toml")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == "nowhere.toml: no such file: check the name and the folder\nnot judged: 1 mistake in nowhere.toml (exit 2)\n"
    )


def test_one_bad_profile_of_several_and_nothing_is_written(tmp_path: Path) -> None:
    bad, output = tmp_path / "bad.toml", tmp_path / "out.txt"
    bad.write_text("schema = 2")
    ran = run("assess", PROFILES / "tesla.toml", bad, "--output", output)
    assert (ran.code, ran.out, output.exists()) == (2, "", False)


def test_several_profiles_are_one_object_a_line() -> None:
    paths = (PROFILES / "tesla.toml", PROFILES / "minimal.toml")
    ran = run("assess", *paths, *DAY, "--format", "json")
    first, second = map(json.loads, ran.out.splitlines())
    assert first["schema"] == second["schema"] == "vatscheck/assessment/1"


@pytest.mark.parametrize("format", ["table", "json", "jsonl"])
def test_answers_are_written_as_they_are_made(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vatscheck.engine.assess import assess

    seen: list[str] = []

    def judged(profile: Profile, *more: object, **most: object) -> object:
        if seen:
            raise KeyboardInterrupt
        seen.append(profile.name)
        return assess(profile, *more, **most)  # type: ignore[arg-type]

    monkeypatch.setattr("vatscheck.engine.assess.assess", judged)
    paths = (PROFILES / "tesla.toml", PROFILES / "minimal.toml")
    ran = run("assess", *paths, *DAY, "--format", format)
    assert ran.code == 130
    assert "Tesla (Shanghai)" in ran.out or "tesla.toml" in ran.out
    assert format == "table" or json.loads(ran.out)["profile"]["name"] == seen[0]


def test_equal_inputs_give_equal_bytes() -> None:
    command = ("assess", PROFILES / "unity.toml", *DAY, "--format", "json")
    assert run(*command) == run(*command)


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "answer.json"
    command = ("assess", PROFILES / "tesla.toml", *DAY, "--format", "json")
    assert run(*command, "--output", output).out == ""
    assert output.read_text(encoding="utf-8") == run(*command).out
    assert list(tmp_path.iterdir()) == [output]


def test_services_named_replace_the_list_and_keep_their_details() -> None:
    command = ("assess", "-", *DAY, "--format", "json", "--service", "B25")
    answer = json.loads(run(*command, stdin=DOMESTIC).out)
    statuses = {a["service"]: a["status"] for a in answer["assessments"]}
    assert statuses["info-publish"] == "licensable"
    assert statuses["info-search"] == "undetermined"
    assert len(statuses) == 7


HOSTILE = (
    b'schema = 1\nname = "[red]x[/red] \\u001b[31m\\u0007 <b>"\n'
    b'services = ["ircs"]\n[[owners]]\nname = "[bold]\\u001b]0;t\\u0007"\n'
    b'jurisdiction = "CN"\nshare = 100\n'
)


@pytest.mark.parametrize("width", [80, 120])
def test_nothing_in_a_profile_comes_alive(width: int) -> None:
    out = run("assess", "-", *DAY, width=width, stdin=HOSTILE).out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[red]x[/red] \\x1b[31m\\x07 <b>" in out
    assert "[bold]\\x1b]0;t\\x07" in out


def test_control_characters_in_an_error_are_shown_escaped() -> None:
    bad = b'schema = 1\nname = "x"\nservices = ["\\u001b[31m"]\n'
    ran = run("assess", "-", stdin=bad)
    assert ran.code == 2
    assert "\x1b" not in ran.err


def test_a_crash_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("no\nluck")

    monkeypatch.setattr("vatscheck.engine.assess.assess", crash)
    ran = run("assess", PROFILES / "tesla.toml")
    assert ran.code == 70
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" in run("assess", PROFILES / "tesla.toml", "-vv").err


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vatscheck.engine.assess.assess", interrupt)
    assert run("assess", PROFILES / "tesla.toml").code == 130


def test_a_closed_pipe_is_141_and_silent() -> None:
    command = "vatscheck assess profiles/*.toml --format json 2>/dev/null | head -c 9; "
    ran = shell(command + "echo ${PIPESTATUS[0]}")
    assert ran.stdout == b'{"schema"141\n'


def test_a_chinese_console_of_another_encoding_gets_words() -> None:
    ran = shell("vatscheck assess profiles/tesla.toml", PYTHONIOENCODING="gbk")
    assert ran.returncode in (0, 1, 3)
    assert b"Traceback" not in ran.stderr
    ran = shell(
        "vatscheck assess profiles/tesla.toml --lang zh", PYTHONIOENCODING="gbk"
    )
    assert "附条件" in ran.stdout.decode("gbk")


def test_no_colour_in_a_pipe() -> None:
    assert b"\x1b" not in shell("vatscheck assess profiles/tesla.toml").stdout


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    nowhere = tmp_path / "no" / "answer.json"
    ran = run("assess", PROFILES / "minimal.toml", "--output", nowhere)
    assert (ran.code, ran.out) == (2, "")
    assert str(nowhere) in ran.err
    folder = run("assess", PROFILES / "minimal.toml", "--output", tmp_path)
    assert folder.code == 2
    assert list(tmp_path.parent.glob(f".{tmp_path.name}*")) == []


def test_services_can_be_looked_for_by_a_word() -> None:
    found = json.loads(run("services", "icp", "--format", "json").out)["services"]
    assert "info-publish" in [item["id"] for item in found]
    assert {item["code"] for item in found} == {"B25"}
    first = run("services", "云", "--lang", "zh").out.splitlines()[3]
    assert first.endswith(" B11 ircs")
    lost = run("services", "nothing-like-it")
    assert (lost.code, lost.out) == (2, "")
    assert "nothing-like-it" in lost.err


def test_no_field_of_a_check_is_left_open() -> None:
    assert "{value}" not in run("explain", "registered-within").out
