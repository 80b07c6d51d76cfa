"""README and guide tell the truth: what they show is what the program does."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from tests import pages
from tests.cli.running import ROOT, run
from vatscheck.cli.help_topics import FOLDER, topics
from vatscheck.cli.law import app as law
from vatscheck.cli.main import COMMANDS, application
from vatscheck.cli.typed import Typed
from vatscheck.words.catalogue import LANGS

NAMES = [page.stem for page in pages.PAGES]
HIDDEN = {".github"}
every_page = pytest.mark.parametrize("page", pages.PAGES, ids=NAMES)


@every_page
def test_the_commands_of_a_page_print_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.lend(tmp_path)
    monkeypatch.chdir(tmp_path)
    for block in pages.blocks(page):
        pages.carry_out(block, tmp_path)


@every_page
def test_the_program_text_of_a_page_runs(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pages.lend(tmp_path)
    monkeypatch.chdir(tmp_path)
    for block in pages.blocks(page, "python"):
        exec(compile(block.text, page.name, "exec"), {})
        told = re.findall(r"^# prints (.*)$", block.text, re.M)
        assert told
        out = capsys.readouterr().out
        assert all(line in out for line in told)


@every_page
def test_a_page_names_commands_and_options_that_there_are(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lines = [
        line.partition("vatscheck ")[2]
        for block in pages.blocks(page, "sh")
        for line in block.text.splitlines()
        if line.startswith("vatscheck ")
    ]
    for command in lines:
        _parsed(shlex.split(command))
    for name, rest in re.findall(r"`vatscheck ([a-z]+)((?: [^`]*)?)`", text):
        known = {str(param.name) for param in law.registered_commands}
        assert name in {*COMMANDS, "law"}
        if name == "law" and rest.split()[:1] and rest.split()[0].islower():
            assert rest.split()[0] in known
        options = set(re.findall(r"(?<!\S)--[a-z-]+", rest))
        told = run(*_path(name, rest), "--help").out
        assert not {option for option in options if option not in told}


def _path(name: str, rest: str) -> list[str]:
    return (
        [name, rest.split(maxsplit=1)[0]] if name == "law" and rest.strip() else [name]
    )


def _parsed(words: list[str]) -> None:
    """Read a command line as the program does, without carrying it out."""
    group: Any = typer.main.get_command(law if words[0] == "law" else application())
    words = words[1:] if words[0] == "law" else words
    rest = [word for word in words[1:] if word not in ("-q", "--quiet")]
    assert group.commands[words[0]].make_context(words[0], rest, obj=Typed())


def test_the_waiver_that_is_shown_is_the_one_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pages.lend(tmp_path)
    page = FOLDER / "pipeline.md"
    for block in pages.blocks(page):
        pages.carry_out(block, tmp_path)
    (waiver,) = (
        block.text
        for block in pages.blocks(page, "toml")
        if block.text.startswith("[[waivers]]")
    )
    written = Path("client.toml").read_text(encoding="utf-8")
    assert pages.without_digests(written).endswith(pages.without_digests(waiver))


@every_page
def test_the_tables_of_a_page_can_be_read(page: Path) -> None:
    for block in pages.blocks(page, "toml"):
        tomllib.loads(block.text)


@pytest.mark.parametrize(
    "page",
    [*pages.PAGES, *sorted((ROOT / ".github").glob("*.md"))],
    ids=lambda page: page.stem,
)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, heading = target.partition("#")
        found = page.parent / path if path else page
        assert found.exists(), target
        assert not heading or heading in _anchors(found), target


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_is_a_topic_and_every_topic_a_page() -> None:
    for lang in LANGS:
        assert sorted(topics(lang)) == sorted(path.stem for path in FOLDER.glob("*.md"))


def test_every_page_says_first_what_it_is_about() -> None:
    for path in FOLDER.glob("*.md"):
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_every_option_of_assess_is_documented() -> None:
    options = set(re.findall(r"--[a-z-]+", run("assess", "--help", width=120).out))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages.PAGES)
    assert options
    assert not {option for option in options if option not in text}
