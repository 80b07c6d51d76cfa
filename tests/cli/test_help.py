"""The help: the order of work, whole sentences, both languages, every option told."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.cli.running import run
from vatscheck.cli.help import GROUPS, JUDGES, METAVARS
from vatscheck.cli.law import app as law
from vatscheck.cli.main import COMMANDS, application
from vatscheck.cli.typed import Typed
from vatscheck.formats.breaking import CLOSING, width
from vatscheck.words.catalogue import LANGS, sentences

LAW = [str(command.name) for command in law.registered_commands]
NAMES = [*COMMANDS, *(f"law {name}" for name in LAW)]


def helped(command: str, lang: str = "en") -> str:
    ran = run(*command.split(), "-h", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def params(command: str) -> list[Any]:
    group: Any = typer.main.get_command(
        law if command.startswith("law ") else application()
    )
    return list(group.commands[command.removeprefix("law ")].params)


def test_the_program_shows_its_groups_in_the_order_of_work() -> None:
    out = helped("")
    heads = ["Begin", "Judge", "Hand over", "Look up", "First steps:", "Options: "]
    places = [out.index(f"\n{head}") for head in heads]
    assert places == sorted(places)
    begin = out[places[0] : places[1]]
    rows = re.findall(r"^  (\w+) ", begin, re.M)
    assert rows == ["start", "init", "classify", "intake", "check"]
    assert (
        "  init      Writes a profile: empty, or from answers and a cap table.\n" in out
    )
    assert "  services, places, facts, explain  List and explain what a profile" in out
    for code in ("0 ", "1 ", "2 ", "3 ", "70 "):
        assert code in out[out.index("\nExit: ") :]


def test_every_command_stands_in_one_group() -> None:
    rows = [
        name for group in GROUPS["vatscheck"].values() for row in group for name in row
    ]
    assert sorted(rows) == sorted([*COMMANDS, "law"])
    rows = [
        name
        for group in GROUPS["vatscheck law"].values()
        for row in group
        for name in row
    ]
    assert sorted(rows) == sorted(LAW)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", ["", "law", *NAMES])
def test_no_line_is_cut_or_wider_than_80_columns(command: str, lang: str) -> None:
    lines = helped(command, lang).splitlines()
    assert max(width(line, lang == "zh") for line in lines) <= 80
    assert not [line for line in lines if line.endswith(("...", "…"))]
    starts = [line.strip()[:1] for line in lines if line.strip()]
    assert not set(starts) & (set(CLOSING) - {"…"})


@pytest.mark.parametrize("lang", LANGS)
def test_each_command_has_one_whole_sentence(lang: str) -> None:
    for command in ("", "law"):
        out = helped(command, lang)
        rows = re.findall(r"^  (?:[a-z]+(?:, )?)+  +(.*)$", out, re.M)
        assert len(rows) >= 9
        assert all(row.endswith("。" if lang == "zh" else ".") for row in rows)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", NAMES)
def test_every_option_is_told_with_words_of_its_own(command: str, lang: str) -> None:
    words, key = sentences(lang, "help"), command.replace(" ", "-")
    out = helped(command, lang)
    for param in params(command):
        if param.name == "help":
            continue
        name = "outputs" if param.name == "output" and param.multiple else param.name
        ids = (f"help-option-{key}-{name}", f"help-option-{name}")
        assert any(id in words for id in ids), (command, param.name)
        if param.param_type_name == "option":
            assert all(option in out for option in param.opts)
            assert (
                param.is_flag
                or param.metavar
                or param.type_descriptor.choices
                or (param.name in METAVARS)
            ), param.name


@pytest.mark.parametrize("command", NAMES)
def test_the_usage_has_plain_words(command: str) -> None:
    usage = helped(command).splitlines()[0]
    assert re.fullmatch(
        rf"Usage: vatscheck {command}[][ A-Z.|a-z-]* \[OPTIONS\]", usage
    )
    assert not re.search(r"<|\{|list\[|\]\.\.\.", usage)


@pytest.mark.parametrize("command", NAMES)
def test_there_are_two_examples_that_the_command_takes(command: str) -> None:
    out = helped(command)
    examples = re.findall(r"^  (vatscheck .*)$", out.replace("\\\n    ", ""), re.M)
    assert len(examples) == 2
    group: Any = typer.main.get_command(
        law if command.startswith("law ") else application()
    )
    for example in examples:
        path = f"vatscheck {command} "
        assert f"{example} ".startswith(path)
        words = shlex.split(f"{example} ".removeprefix(path))
        words = [word for word in words if word != "-q"]
        found = group.commands[command.removeprefix("law ")]
        assert found.make_context(command, words, obj=Typed())


def test_exit_codes_stand_where_the_code_is_a_verdict() -> None:
    told = [name for name in NAMES if "\nExit: 0 " in helped(name)]
    assert sorted(told) == sorted(JUDGES)


@pytest.mark.parametrize("lang", LANGS)
def test_the_chinese_help_has_no_english_sentence(lang: str) -> None:
    for command in ("", "law", *NAMES):
        out = helped(command, lang)
        chinese = bool(re.search("[\u4e00-\u9fff]", out))
        assert chinese == (lang == "zh")
        if lang == "zh":
            bare = re.sub(r"(?m)^  vatscheck (.*\\\n)*.*$|^用法.*$", "", out)
            assert not re.search(r"[a-z]{3,} (?:the|a|of|to|is|or|and) [a-z]{2,}", bare)


def test_the_environment_sets_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VATSCHECK_LANG", "zh")
    assert run("assess", "-h").out == helped("assess", "zh")
    assert run("-h").out == run("--lang", "zh", "--help").out == helped("", "zh")


def test_no_command_at_all_is_the_help_and_2() -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == helped("")


def test_the_words_of_the_help_are_all_used() -> None:
    keys = {"", *(f"-{name.replace(' ', '-')}" for name in ("law", *NAMES))}
    for id in sentences("en", "help"):
        for kind in ("about", "examples", "exit"):
            if id.startswith(f"help-{kind}"):
                assert id.removeprefix(f"help-{kind}") in keys, id
        if id.startswith("help-row-"):
            assert id.removeprefix("help-row") in keys, id


def test_help_words_lie_in_files_of_their_own() -> None:
    folder = Path(__file__).parents[2] / "vatscheck" / "words"
    assert all((folder / lang / "help.toml").is_file() for lang in LANGS)
