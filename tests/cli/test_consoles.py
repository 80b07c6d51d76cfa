"""Any console: what is printed can be shown in GBK, and none brings a command down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, ROOT, Ran, run, shell
from vatscheck.cli.main import COMMANDS
from vatscheck.words.catalogue import LANGS, TOPICS, sentences

DAY = ("--as-of", "2026-11-22")
RUNS = {
    "start": ("{new}.toml",),
    "drift": ("profiles/minimal.toml", "--saved", "{new}"),
    "waive": (
        *("{new}.toml", "app-filing", "--until", "2027-02-28", "--by", "A. Li"),
        *("--reason", "Filed, receipt pending"),
    ),
    "init": ("{new}.toml",),
    "classify": ("all",),
    "intake": ("profiles/minimal.toml", "-o", "{new}.docx"),
    "check": ("profiles/tesla.toml", "tests/bad/hostile.toml"),
    "assess": ("profiles/unity.toml", *DAY),
    "cures": ("profiles/equinix.toml", *DAY),
    "where": ("profiles/minimal.toml", *DAY),
    "limits": ("profiles/unity.toml", "--service", "ircs", *DAY),
    "timeline": ("profiles/unity.toml", "--service", "app-store"),
    "why": ("profiles/unity.toml", "info-community", *DAY),
    "whatif": ("profiles/minimal.toml", "--unset", "servers.places", *DAY),
    "compare": ("profiles/equinix.toml", "--as-of", "2024-01-01", *DAY),
    "report": ("profiles/minimal.toml", "-o", "{new}.md", *DAY),
    "batch": ("profiles", "-o", "{new}.jsonl", *DAY),
    "services": (),
    "places": ("shanghai",),
    "facts": (),
    "explain": ("ircs",),
    "schema": (),
    "help": ("starting",),
    "law list": (),
    "law show": ("pilot-2024",),
    "law page": ("pilot-2024",),
    "law coverage": (),
    "law stale": (),
    "law lint": ("--law", "tests/overlays/good"),
    "law diff": ("bundled", "bundled"),
}
"""One run of each command; a name that begins with {new} lies in a folder of its own."""

FOREIGN = "Åçôã²"
"""Letters in the names of four states, and in km²: a GBK console gets them escaped."""


def words(command: str, folder: Path) -> list[str]:
    return [
        *command.split(),
        *(word.format(new=folder / "new") for word in RUNS[command]),
    ]


def shown(ran: Ran) -> None:
    """Everything printed can be encoded in GBK and moves no cursor."""
    text = "".join(sign for sign in ran.out + ran.err if sign not in FOREIGN)
    assert text.encode("gbk").decode("gbk") == text
    assert not [sign for sign in set(text) - {"\n"} if not sign.isprintable()]


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) <= set(RUNS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", RUNS)
def test_every_command_can_be_shown_in_gbk(
    command: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ran = run(*words(command, tmp_path), "--lang", lang)
    assert ran.out + ran.err
    assert "(exit 70)" not in ran.err
    shown(ran)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_can_be_shown_in_gbk(lang: str) -> None:
    for topic in TOPICS:
        for id, sentence in sentences(lang, topic).items():
            forms = sentence.values() if isinstance(sentence, dict) else [sentence]
            assert all(form.encode("gbk") is not None for form in forms), id


def test_every_text_of_the_law_can_be_shown_in_gbk() -> None:
    text = (ROOT / "vatscheck" / "law" / "law.jsonl").read_text(encoding="utf-8")
    assert {sign for sign in set(text) if not _in_gbk(sign)} <= set(FOREIGN)


def _in_gbk(sign: str) -> bool:
    try:
        return bool(sign.encode("gbk"))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
@pytest.mark.parametrize(
    "line",
    [
        "vatscheck --lang zh -h",
        "vatscheck assess profiles/unity.toml --lang zh --as-of 2026-11-22",
        "vatscheck assess '☃ nowhere 😀.toml' --lang zh",
        "vatscheck services --lang zh",
        "vatscheck check tests/bad/hostile.toml --lang zh",
        "vatscheck '☃' --lang zh",
    ],
)
def test_a_console_that_lacks_signs_changes_no_exit_code(
    line: str, encoding: str
) -> None:
    whole, narrow = shell(line), shell(line, PYTHONIOENCODING=encoding)
    assert narrow.returncode == whole.returncode
    assert narrow.stdout.decode(encoding).count("\n") == whole.stdout.count(b"\n")
    assert b"Traceback" not in narrow.stderr
    assert narrow.stderr.decode(encoding)[:20] or not whole.stderr


LIVE = "\x1b]0;x\x07\x9b31m\u202e\nall is well (exit 0)"
"""A name that would set a title, colour, turn text round, and forge a line."""
OUTPUTS = {
    "report": ("profiles/minimal.toml", "-o", "{at}.md"),
    "intake": ("--service", "ircs", "-o", "{at}.docx"),
    "init": ("{at}.toml",),
    "assess": ("profiles/minimal.toml", "-o", "{at}.txt"),
    "cures": ("profiles/equinix.toml", "isp-site", "--apply", "1", "-o", "{at}.toml"),
    "compare": ("profiles/minimal.toml", "profiles/tesla.toml", "-o", "{at}.txt"),
    "where": ("profiles/minimal.toml", "-o", "{at}.txt"),
    "check": ("{at}.toml",),
    "whatif": ("{at}.toml", "--unset", "servers"),
    "explain": ("{at}",),
    "classify": ("{at}",),
    "schema": ("{at}",),
    "law page": ("pilot-2024", "-o", "{at}.md"),
    "law list": ("{at}",),
    "law lint": ("--law", "{at}"),
    "law new": ("route", "my-route", "--in", "{at}.toml"),
}


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("command", OUTPUTS)
def test_a_name_on_the_command_line_stays_text(
    command: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    folder = tmp_path if there else tmp_path / "no"
    at = folder / LIVE
    ran = run(*command.split(), *(w.format(at=at) for w in OUTPUTS[command]))
    text = ran.out + ran.err
    assert not [s for s in set(text) - {"\n"} if not s.isprintable()]
    assert not [line for line in text.splitlines() if line.startswith("all is well")]
    assert "(exit 70)" not in text


def test_what_is_nobodys_fault_here_is_2(tmp_path: Path) -> None:
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    (tmp_path / "folder.toml").mkdir()
    shutil.copy(PROFILES / "minimal.toml", tmp_path / "locked.toml")
    for command in (
        ("report", PROFILES / "minimal.toml", "-o", loop),
        ("assess", PROFILES / "minimal.toml", "-o", loop),
        ("assess", tmp_path / "folder.toml"),
        ("assess", tmp_path / "locked.toml" / "below.toml"),
        ("init", tmp_path / "locked.toml" / "below.toml"),
        ("law", "lint", "--law", tmp_path / "locked.toml"),
    ):
        ran = run(*command)
        assert (ran.code, ran.out) == (2, ""), command
        assert ran.why.endswith("(exit 2)")
