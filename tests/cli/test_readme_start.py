"""What the README shows of starting a profile is what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import PROFILES, ROOT, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## Starting and keeping a profile\n")[2].partition("\n## ")[
    0
]
BLOCKS = re.findall(r"```console\n(.*?)```", SECTION, re.S)
TABLE = "holder,jurisdiction,share,held through\nHoldCo,中国,60%,\nFounder,CN,40%,\nAcme Inc.,USA,100%,HoldCo\n"
FRACTIONS = "holder,jurisdiction,share\nA,US,0.6\nB,CN,0.4\n"


def test_the_commands_print_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("captable.csv").write_text(TABLE, encoding="utf-8")
    Path("fractions.csv").write_text(FRACTIONS, encoding="utf-8")
    run("intake", PROFILES / "minimal.toml", "-o", "questions.xlsx")
    for block in BLOCKS[:2]:
        for talk in block.split("$ vatscheck ")[1:]:
            command, _, printed = talk.partition("\n")
            ran = run(*command.split())
            assert sorted(printed.splitlines()) == sorted(
                (ran.err + ran.out).splitlines()
            )


def test_the_talk_is_the_one_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    talk = BLOCKS[2].splitlines()
    typed = "".join(f"{line[2:]}\n" for line in talk if line.startswith(">"))
    ran = run(
        "init", "talk.toml", "--ask", "--as-of", "2026-11-22", stdin=typed.encode()
    )
    assert (ran.out + ran.err).splitlines() == [
        line for line in talk if not line.startswith(">")
    ]
