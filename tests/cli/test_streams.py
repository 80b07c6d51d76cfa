"""Streams that are closed, full or left: the exit code says what was judged, no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, ROOT, run, shell

ASSESS = "vatscheck assess profiles/tesla.toml --as-of 2026-11-22"
REFUSED = 'schema = 1\nname = "x"\nservices = ["edi-device"]\n[registration]\nlegal_form = "branch"\n'
LOST = ("2>&-", "2>/dev/full", "2> >(true)")
"""How a message is lost: closed, a full disk, a reader that has gone."""


@pytest.mark.parametrize("lost", LOST)
def test_a_lost_message_is_not_a_lost_verdict(lost: str, tmp_path: Path) -> None:
    whole = shell(ASSESS)
    assert whole.returncode == 0
    assert shell(f"{ASSESS} {lost}").stdout == whole.stdout
    assert shell(f"{ASSESS} {lost}").returncode == 0
    saved = tmp_path / "t.json"
    ran = shell(f"{ASSESS} --format json -o '{saved}' {lost}")
    assert ran.returncode == 0
    assert json.loads(saved.read_text(encoding="utf-8"))["schema"]


@pytest.mark.parametrize("lost", LOST)
def test_a_refusal_and_a_slip_keep_their_codes_too(lost: str, tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text(REFUSED, encoding="utf-8")
    assert shell(f"vatscheck assess '{profile}' {lost}").returncode == 1
    assert shell(f"vatscheck assess nowhere.toml {lost}").returncode == 2
    assert shell(f"vatscheck assess --no-such {lost}").returncode == 2


COMMANDS = (
    "vatscheck --help",
    "vatscheck --version",
    "vatscheck assess --help",
    "vatscheck services",
    "vatscheck law list",
    "vatscheck schema",
    ASSESS,
    f"{ASSESS} --exit-zero",
    f"{ASSESS} --fail-on licensable",
    f"{ASSESS} --format github --fail-on conditional",
    f"{ASSESS} --format sarif",
    f"{ASSESS} --format junit",
    "vatscheck check profiles/tesla.toml",
    "vatscheck drift profiles/tesla.toml --saved nowhere --as-of 2026-11-22",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_results_that_cannot_be_given_are_2(command: str) -> None:
    for target, reason in ((">/dev/full", "No space left"), (">&-", "is closed")):
        ran = shell(f"{command} {target}")
        assert ran.returncode == 2
        (line,) = ran.stderr.decode().splitlines()
        assert line.startswith("cannot be written: standard output")
        assert reason in line


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_left_is_141_and_silent(command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    words = command.split()[1:]
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "vatscheck", *words],
            cwd=ROOT,
            stdout=write,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(write)
    assert (ran.returncode, ran.stderr) == (141, b"")


def test_a_file_needs_no_standard_output(tmp_path: Path) -> None:
    saved = tmp_path / "t.json"
    ran = shell(f"{ASSESS} --format json -o '{saved}' >&- <&- 2>&-")
    assert ran.returncode == 0
    assert saved.read_bytes() == shell(f"{ASSESS} --format json").stdout


def test_everything_closed_at_once_is_2() -> None:
    assert shell(f"{ASSESS} >&- 2>&- <&-").returncode == 2
    assert shell(f"{ASSESS} >/dev/full 2>/dev/full").returncode == 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("vatscheck assess - <&-", "-: standard input is closed"),
        ("vatscheck check - <&-", "-: standard input is closed"),
        ("vatscheck compare - profiles/tesla.toml <&-", "-: standard input is closed"),
        ("vatscheck assess - 0>/dev/null", "-: cannot be read"),
        ("vatscheck classify <&-", "a question stands open"),
        ("vatscheck classify </dev/null", "a question stands open"),
        ("vatscheck init --ask {new} <&-", "a question stands open"),
        ("vatscheck init --ask {new} </dev/null", "(exit 2)"),
        ("vatscheck init --ask {new} 0>/dev/null", "standard input cannot be read"),
    ],
)
def test_no_standard_input_is_2(command: str, said: str, tmp_path: Path) -> None:
    new = tmp_path / "new.toml"
    ran = shell(command.format(new=new))
    assert ran.returncode == 2
    assert said in ran.stderr.decode()
    assert "Traceback" not in ran.stderr.decode()
    assert not new.exists()


def test_a_reason_is_told_in_chinese_too() -> None:
    ran = shell(f"{ASSESS} --lang zh >/dev/full")
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("无法写入：标准输出：")


def test_an_error_while_telling_an_error_does_not_change_the_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("no words")

    monkeypatch.setattr("vatscheck.engine.assess.assess", fails)
    monkeypatch.setattr("vatscheck.cli.main.told", fails)
    assert run("assess", PROFILES / "tesla.toml").code == 70


STOPPED = """
import os, signal, sys
sys.argv = ["vatscheck", "--version"]
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "vatscheck.cli.main":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from vatscheck.cli.start import run
run()
"""


def test_an_interrupt_while_starting_is_130_and_silent() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STOPPED], cwd=ROOT, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (130, b"")


def test_json_stays_json_on_a_console_that_lacks_signs(tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    name = "Müller ☃ 😀 有限公司"
    profile.write_text(
        f'schema = 1\nname = "{name}"\nservices = ["ircs"]\n', encoding="utf-8"
    )
    command = f"vatscheck assess '{profile}' --format json"
    for encoding in ("gbk", "ascii", "utf-8"):
        ran = shell(command, PYTHONIOENCODING=encoding)
        assert ran.returncode == 3
        assert json.loads(ran.stdout.decode(encoding))["profile"]["name"] == name
    table = shell(f"vatscheck assess '{profile}'", PYTHONIOENCODING="gbk")
    assert table.stdout.decode("gbk").startswith("Müller \\u2603 \\ud83d\\ude00")


def test_the_numbers_of_closed_streams_are_kept_from_files(tmp_path: Path) -> None:
    """A file that opened as number 2 would get the messages of the process."""
    script = (
        "from vatscheck.cli.streams import guard\n"
        "with guard():\n"
        f"    print(open({str(tmp_path / 'x')!r}, 'w').fileno())\n"
    )
    ran = shell(f"vatscheck; '{sys.executable}' -c \"{script}\" 2>&- <&-")
    assert int(ran.stdout) > 2
