"""The guided start: from words to a checklist, taken back, stopped, and taken up again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.outputs import TALKS, talk, talks
from tests.cli.running import run
from vatscheck.cli.dialogue import Lines, Move, Screen, cropped, wrapped

EVERY = talks()
DAY = ("--as-of", "2026-11-22")


@pytest.mark.parametrize("file", EVERY)
def test_the_whole_talk_is_the_kept_one(file: str) -> None:
    assert talk(*EVERY[file]) == (TALKS / file).read_text(encoding="utf-8")


def test_nothing_is_kept_that_no_talk_gives() -> None:
    assert {path.name for path in TALKS.iterdir()} == set(EVERY)


def typed(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


TO_A_CHECKLIST = (
    *("Northwind", "public cloud", "3", "shanghai/pudong", "beijing"),
    *("Northwind Inc.", "US", "100%", "1"),
)
"""One product, one place, one foreign holder, and the checklist as a Word file."""


def test_from_nothing_to_a_checklist_in_ten_prompts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("start", "client.toml", *DAY, stdin=typed(*TO_A_CHECKLIST))
    assert ran.code == 0
    assert len(TO_A_CHECKLIST) <= 10
    assert f"({len(TO_A_CHECKLIST) - 1} questions answered)" in ran.out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["client.docx", "client.toml"]
    assert "next: vatscheck assess client.toml" in ran.err
    assert run("check", "client.toml").code == 0


def test_own_use_needs_no_further_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = typed("Northwind", "our own call centre", "4")
    ran = run("start", "client.toml", *DAY, stdin=answers)
    assert ran.code == 0
    assert "own hotline, help desk, sale of own goods by telephone: no licence" in (
        " ".join(ran.out.split())
    )
    assert tomllib.loads(Path("client.toml").read_text("utf-8"))["products"] == [
        "own_hotline"
    ]


def test_it_is_taken_up_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("start", "c.toml", *DAY, stdin=typed(*TO_A_CHECKLIST[:4], "."))
    assert first.code == 0
    assert "next: vatscheck start c.toml" in first.err
    rest = run("start", "c.toml", *DAY, stdin=typed(*TO_A_CHECKLIST[4:]))
    assert rest.code == 0
    assert "c.toml is there: we go on from it (Northwind)." in rest.out
    whole = run("start", "d.toml", *DAY, stdin=typed(*TO_A_CHECKLIST))
    assert whole.code == 0
    assert Path("c.toml").read_text("utf-8") == Path("d.toml").read_text("utf-8")


def test_an_answer_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = (*TO_A_CHECKLIST[:3], "beijing", "b", *TO_A_CHECKLIST[3:])
    assert run("start", "c.toml", *DAY, stdin=typed(*answers)).code == 0
    found = tomllib.loads(Path("c.toml").read_text("utf-8"))
    assert found["registration"] == {"place": "shanghai/pudong"}


def test_a_profile_with_comments_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("c.toml")
    path.write_text(
        '# mine\nschema = 1\nname = "X" # theirs\nservices = ["ircs"]\n', "utf-8"
    )
    ran = run("start", "c.toml", *DAY, stdin=typed("yes", "1", "shanghai/pudong", "."))
    assert ran.code == 0
    text = path.read_text("utf-8")
    assert "# mine" in text
    assert "# theirs" in text
    assert tomllib.loads(text)["services"] == [{"id": "ircs", "for_others": True}]


def test_a_profile_that_is_not_in_order_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.toml").write_text("schema = 1\n", "utf-8")
    ran = run("start", "c.toml", stdin=typed("x"))
    assert (ran.code, Path("c.toml").read_text("utf-8")) == (2, "schema = 1\n")
    assert "c.toml:1:1: name: name is missing" in ran.err
    assert ran.err.endswith("nothing written: 2 mistakes in c.toml (exit 2)\n")


def test_nothing_typed_comes_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = typed(
        "A\x1b[31m", "\x1b]0;x\x07", "", "public cloud", "3", "\x1b[2J", "."
    )
    ran = run("start", "c.toml", *DAY, stdin=answers)
    assert ran.code == 0
    assert "\x1b" not in ran.out + ran.err
    assert "\x1b" not in Path("c.toml").read_text("utf-8")


# --- the screen -----------------------------------------------------------------------

DOWN, ENTER, SPACE = "\x1b[B", "\r", " "
OPTIONS = [("a", "first"), ("b", "second")]


def pressed(keys: str, ask: str) -> object:
    """What a question on the screen is answered with by some keys."""
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    moves = (Move.UNKNOWN, Move.BACK, Move.STOP)
    with create_pipe_input() as source:
        source.send_text(keys)
        screen = Screen("en", input=source, output=DummyOutput())
        screen.say("before")
        if ask == "choose":
            return screen.choose("Which?", OPTIONS, moves)
        if ask == "pick":
            return screen.pick("Which?", OPTIONS, moves)
        return screen.write("What?", moves)


@pytest.mark.parametrize(
    ("keys", "ask", "answer"),
    [
        (ENTER, "choose", "a"),
        (DOWN + ENTER, "choose", "b"),
        (DOWN * 2 + ENTER, "choose", Move.UNKNOWN),
        (DOWN * 3 + ENTER, "choose", Move.BACK),
        (DOWN * 4 + ENTER, "choose", Move.STOP),
        (SPACE + DOWN + SPACE + ENTER, "pick", ["a", "b"]),
        # Enter alone is refused: the line that is pointed at would be lost
        (ENTER + SPACE + ENTER, "pick", ["a"]),
        (DOWN * 2 + SPACE + ENTER, "pick", []),
        (SPACE + DOWN * 4 + SPACE + ENTER, "pick", Move.BACK),
        (f" Acme {ENTER}", "write", "Acme"),
        (ENTER, "write", Move.UNKNOWN),
        (f"b{ENTER}", "write", Move.BACK),
        (f".{ENTER}", "write", Move.STOP),
    ],
)
def test_a_screen_is_answered_by_keys(keys: str, ask: str, answer: object) -> None:
    assert pressed(keys, ask) == answer


def test_a_screen_is_interrupted_as_any_command() -> None:
    with pytest.raises(KeyboardInterrupt):
        pressed("\x03", "choose")


def test_texts_fit_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    text = "Where exactly do all service facilities stand (district, and zone)?"
    assert wrapped(text).splitlines() == [
        "Where exactly do all service facilities",
        "stand (district, and zone)?",
    ]
    assert cropped("短") == "短"
    assert cropped("很长的一段中文说明文字，超出了屏幕的宽度").endswith("…")


def test_without_a_terminal_lines_are_read() -> None:
    assert isinstance(Lines("en"), Lines)
    ran = run("start", stdin=b"")
    assert ran.code == 2
    assert "a question stands open" in ran.err
