"""What is typed wrongly: option, value, command, language; told in the reader's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PROFILES, run
from vatscheck.cli.typed import Typed, language, typed

TESLA = PROFILES / "tesla.toml"
DAY = ("--as-of", "2026-11-22")
WRONG = [
    (
        ["asess", TESLA],
        "asess: no such command; did you mean assess? See `vatscheck -h` (exit 2)",
        "asess：没有该命令；是否指assess？见`vatscheck -h`（退出码2）",
    ),
    (
        ["xyz"],
        "xyz: no such command; see `vatscheck -h` (exit 2)",
        "xyz：没有该命令；见`vatscheck -h`（退出码2）",
    ),
    (
        ["assess", TESLA, "--formt", "json"],
        "--formt: no such option; did you mean --format? See `vatscheck assess -h` (exit 2)",
        "--formt：没有该选项；是否指--format？见`vatscheck assess -h`（退出码2）",
    ),
    (
        ["assess", TESLA, "--json"],
        "--json: no such option; did you mean --format json? See `vatscheck assess -h` (exit 2)",
        "--json：没有该选项；是否指--format json？见`vatscheck assess -h`（退出码2）",
    ),
    (
        ["assess", TESLA, "--format", "yaml"],
        "--format: found yaml; allowed: table, json, jsonl, markdown, html, concise, github, gitlab, junit, sarif (exit 2)",
        "--format：现为yaml；允许：table, json, jsonl, markdown, html, concise, github, gitlab, junit, sarif（退出码2）",
    ),
    (
        ["assess", TESLA, "--format", "jsn"],
        "--format: found jsn; did you mean json? Allowed: table, json, jsonl, markdown, html, concise, github, gitlab, junit, sarif (exit 2)",
        "--format：现为jsn；是否指json？允许：table, json, jsonl, markdown, html, concise, github, gitlab, junit, sarif（退出码2）",
    ),
    (
        ["assess"],
        "PROFILE... is missing, and no .vatscheck.toml names any; see `vatscheck assess -h` (exit 2)",
        "缺少PROFILE...，.vatscheck.toml亦未列明；见`vatscheck assess -h`（退出码2）",
    ),
    (
        ["report", TESLA],
        "-o/--output is missing; see `vatscheck report -h` (exit 2)",
        "缺少-o/--output；见`vatscheck report -h`（退出码2）",
    ),
    (
        ["assess", TESLA, "--as-of"],
        "--as-of: a value is missing behind it; see `vatscheck assess -h` (exit 2)",
        "--as-of：其后缺少值；见`vatscheck assess -h`（退出码2）",
    ),
    (
        ["assess", TESLA, "--exit-zero=yes"],
        "--exit-zero: takes no value; see `vatscheck assess -h` (exit 2)",
        "--exit-zero：不带值；见`vatscheck assess -h`（退出码2）",
    ),
    (
        ["where", TESLA, "two", "three"],
        "two three: more than the command takes; see `vatscheck where -h` (exit 2)",
        "two three：多余的参数；见`vatscheck where -h`（退出码2）",
    ),
    (
        ["cures", TESLA, "--apply", "one"],
        "--apply: found one; write a whole number (exit 2)",
        "--apply：现为one；请写整数（退出码2）",
    ),
    (
        ["law", "stale", "--older-than", "-1"],
        "--older-than: found -1; write a whole number, 0 or more (exit 2)",
        "--older-than：现为-1；请写不小于0的整数（退出码2）",
    ),
    (
        ["law", "lnt"],
        "lnt: no such command; did you mean lint? See `vatscheck law -h` (exit 2)",
        "lnt：没有该命令；是否指lint？见`vatscheck law -h`（退出码2）",
    ),
    (
        ["assess", TESLA, "--fail-on", "always"],
        "--fail-on: found always; allowed: licensable, conditional, undetermined, "
        "not-licensable, never (exit 2)",
        "--fail-on：现为always；允许：licensable, conditional, undetermined, "
        "not-licensable, never（退出码2）",
    ),
    (
        ["assess", TESLA, "--as-of", "22 Nov"],
        "--as-of 22 Nov is no date: write YYYY-MM-DD (exit 2)",
        "--as-of 22 Nov不是日期：请写YYYY-MM-DD（退出码2）",
    ),
]


@pytest.mark.parametrize(("words", "english", "chinese"), WRONG)
def test_each_slip_is_one_line_in_both_languages(
    words: list[str], english: str, chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(*words) == (2, "", f"{english}\n")
    assert run("--lang", "zh", *words) == (2, "", f"{chinese}\n")
    monkeypatch.setenv("VATSCHECK_LANG", "zh")
    assert (
        run(*words, "--lang", "en") == run(*words, "--lang=en")
        or words[-1] == "--as-of"
    )
    assert run(*words).err == f"{chinese}\n"


def test_what_was_typed_stays_text() -> None:
    for words in (
        ["\x1b[2Jx"],
        ["assess", TESLA, "--\x1b[2J"],
        ["where", "a", "\x1b[2J"],
    ):
        ran = run(*words)
        assert ran.code == 2
        assert "\x1b" not in ran.err
        assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["cn", "zh", "zh-CN", "zh_CN", "ZH"])
def test_chinese_has_several_names(name: str) -> None:
    assert run("services", "ircs", "--lang", name) == run(
        "services", "ircs", "--lang", "zh"
    )
    assert language(name) == "zh"


def test_english_has_several_names_and_others_none() -> None:
    assert [language(name) for name in ("en", "en-US", "en_GB", "EN")] == ["en"] * 4
    assert [language(name) for name in ("fr", "both", "", "zhong")] == [None] * 4


def test_both_is_for_what_is_handed_over() -> None:
    ran = run("assess", TESLA, "--lang", "both")
    assert ran == (
        2,
        "",
        "assess prints one language: --lang en|zh; report and intake print both (exit 2)\n",
    )


def test_an_unknown_language_is_refused() -> None:
    ran = run("services", "--lang", "fr")
    assert (ran.code, ran.err) == (
        2,
        "no language is called fr: write --lang en|zh (exit 2)\n",
    )
    assert "en|zh|both" in run("report", TESLA, "-o", "x.md", "--lang", "fr").err


@pytest.mark.parametrize(
    "words",
    [
        ("assess", TESLA, *DAY),
        ("check", TESLA),
        ("where", TESLA, *DAY),
        ("services", "ircs"),
        ("law", "show", "ircs"),
        ("init", "{new}"),
    ],
)
def test_both_in_the_environment_breaks_nothing(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    def ran(name: str) -> tuple[int, str]:
        found = run(*(str(word).format(new=f"{tmp_path}/{name}") for word in words))
        return found.code, found.out

    plain = ran("a.toml")
    monkeypatch.setenv("VATSCHECK_LANG", "both")
    assert ran("b.toml") == plain
    assert plain[0] != 2


def test_a_wrong_language_in_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VATSCHECK_LANG", "fr")
    ran = run("services")
    assert (ran.code, ran.err) == (
        2,
        "VATSCHECK_LANG=fr names no language: write en|zh (exit 2)\n",
    )


def test_what_is_said_to_all_commands_is_read_before_them() -> None:
    found = typed(["--lang", "zh", "assess", "-q", "-vv", "p.toml"], {})
    assert found == Typed(("assess", "p.toml"), "zh", "zh", quiet=True, loud=2)
    found = typed(["assess", "--lang=en", "--", "-q"], {"VATSCHECK_LANG": "zh"})
    assert found == Typed(("assess", "--lang=en", "--", "-q"), "zh", "en")
    assert typed([], {}).lang == "en"


def test_quiet_drops_the_last_line_and_nothing_else(tmp_path: Path) -> None:
    loud = run("assess", TESLA, *DAY)
    quiet = run("-q", "assess", TESLA, *DAY)
    assert (quiet.code, quiet.out, quiet.err) == (loud.code, loud.out, "")
    assert run("assess", "nowhere.toml", "--quiet").err == (
        "nowhere.toml: no such file: check the name and the folder\n"
    )
    assert run("-q", "xyz").err == run("xyz").err


def test_where_an_internal_error_arose_is_told_if_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("no luck")

    monkeypatch.setattr("vatscheck.engine.assess.assess", crash)
    (line,) = run("assess", TESLA, "-v").err.splitlines()
    assert "RuntimeError: no luck (test_usage.py:" in line
    assert line.endswith("(exit 70)")
