"""The lists and explanations: whole outputs, every form, and nothing alive in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.outputs import LOOKED_UP, LOOKUPS, lookups, produce
from tests.cli.running import PROFILES, run
from tests.cli.test_outputs import columns
from tests.overlays import ADDED
from vatscheck.answers.schema import SCHEMAS, schema

EVERY = lookups()
DOCUMENTS: dict[str, tuple[str | Path, ...]] = {
    "services": ("services", "icp"),
    "places": ("places", "shanghai"),
    "facts": ("facts", "app"),
    "explain": ("explain", "pilot-2024"),
    "check": ("check", PROFILES / "minimal.toml"),
}


@pytest.mark.parametrize("file", EVERY)
def test_the_whole_output_is_the_kept_one(file: str) -> None:
    assert produce(EVERY[file]) == (LOOKED_UP / file).read_text(encoding="utf-8")


def test_nothing_is_kept_that_no_command_gives() -> None:
    assert {path.name for path in LOOKED_UP.iterdir()} == set(EVERY)


@pytest.mark.parametrize("file", [name for name in EVERY if name.endswith(".txt")])
def test_no_line_is_wider_than_the_terminal_and_any_console_can_print_it(
    file: str,
) -> None:
    text = (LOOKED_UP / file).read_text(encoding="utf-8")
    assert max(map(columns, text.splitlines())) <= int(file.split(".")[-2])
    assert text.encode("gbk").decode("gbk") == text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_has_the_promised_shape_in_both_json_forms(
    name: str, lang: str
) -> None:
    command = (*DOCUMENTS[name], "--lang", lang, "--format")
    document = json.loads(run(*command, "json").out)
    assert document["schema"] == f"vatscheck/{name}/1"
    assert list(Draft202012Validator(schema(name)).iter_errors(document)) == []
    lines = run(*command, "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == [document]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_of_every_document_is_described(name: str) -> None:
    whole = schema(name)
    shapes = {name: whole, **whole.get("$defs", {})}
    undescribed = [
        f"{shape}.{key}"
        for shape, found in shapes.items()
        for key, value in found.get("properties", {}).items()
        if not value.get("description", "").strip()
    ]
    assert undescribed == []
    assert all(found.get("description") for found in shapes.values())


@pytest.mark.parametrize("name", LOOKUPS)
def test_every_list_is_written_in_every_form_at_once(tmp_path: Path, name: str) -> None:
    endings = ("txt", "json", "jsonl", "md", "html", "docx")
    files = [tmp_path / f"a.{ending}" for ending in endings]
    outputs = [part for file in files for part in ("-o", file)]
    ran = run(*LOOKUPS[name], *outputs)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert all(file.stat().st_size for file in files)


EVIL = "<script>alert(1)</script> [x](http://e.example) | `a` =1+1"


@pytest.mark.parametrize("format", ["table", "markdown", "html", "json"])
@pytest.mark.parametrize(
    "command",
    [
        ("explain", "chengdu-cloud"),
        ("law", "show", "chengdu-cloud"),
        ("law", "list", "chengdu"),
        ("law", "page", "chengdu-cloud"),
        ("law", "diff", "bundled"),
    ],
    ids=" ".join,
)
def test_nothing_in_an_overlay_comes_alive(
    tmp_path: Path, command: tuple[str, ...], format: str
) -> None:
    folder = tmp_path / "[red]x"
    folder.mkdir()
    for path in ADDED.iterdir():
        text = path.read_text(encoding="utf-8")
        evil = text.replace("cloud in Chengdu, as answered to the firm", EVIL)
        (folder / path.name).write_text(evil, encoding="utf-8")
    where = (folder,) if "diff" in command else ("--law", folder)
    ran = run(*command, *where, "--format", format)
    assert ran.code == 0, ran.err
    out = re.sub(r"(?ms)^```.*?^```$|<pre>.*?</pre>", "", ran.out)
    if format == "html":
        assert "<script" not in ran.out
        assert "&lt;script&gt;" in ran.out
        assert not re.search(r"(src|href)=", ran.out)
    elif format == "markdown":
        assert "<script" not in out
        assert not re.search(r"(?<!\\)\]\(http", out)
    else:
        assert "<script>alert(1)</script>" in " ".join(ran.out.split())


def test_code_in_markdown_cannot_be_left(tmp_path: Path) -> None:
    for path in ADDED.iterdir():
        text = path.read_text(encoding="utf-8")
        evil = text.replace("as answered to the firm", "`````` <b>x</b>")
        (tmp_path / path.name).write_text(evil, encoding="utf-8")
    command = ("law", "show", "chengdu-cloud", "--law", tmp_path, "--format")
    out = run(*command, "markdown").out
    fences = re.findall(r"^`{3,}$", out, re.M)
    opened, closed = fences[::2], fences[1::2]
    assert opened == closed
    assert max(map(len, opened)) > len("``````")


def test_a_word_that_a_terminal_obeys_is_shown_and_not_obeyed() -> None:
    for command in ("services", "places", "facts", "explain"):
        ran = run(command, "\x1b[31mred")
        assert (ran.code, ran.out) == (2, "")
        assert "\x1b" not in ran.err
        assert "\\x1b[31mred" in ran.err
