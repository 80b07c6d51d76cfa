"""A third language is translation only: one made up of accents, in a folder of its own.

Its folder is added to a copy of the package, and the commands are run: what they say is
in the new language, or a text of the law, which has two.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.cli.running import ROOT
from vatscheck.words.catalogue import LANGS, TOPICS, Sentence, sentences

LANG = "xx"
PLAIN = "abcdeghijklnorstuwyzABCDEGHIJKLNORSTUWYZ"
OTHER = "áƀçđéğħíĵķĺñóŕšťúŵýžÁɃÇĐÉĞĦÍĴĶĹÑÓŔŠŤÚŴÝŽ"
ACCENTS = str.maketrans(PLAIN, OTHER)
KEPT = {"law-texts"}
"""What is no sentence: in which language the law is read."""
FIELD = re.compile(r"(\{[^}]*\})")
CAPITALS = re.compile(r"[A-Z]{2,}")
COMMANDS = (
    ("--help",),
    ("-h",),
    ("law", "--help"),
    ("help",),
    *((name, "--help") for name in ("assess", "init", "classify", "report", "batch")),
    ("assess", "profiles/tesla.toml"),
    ("assess", "profiles/tesla.toml", "--full"),
    ("assess", "tests/answers/companies/northwind.toml"),
    ("assess", "tests/answers/companies/fabrikam.toml", "--format", "markdown"),
    ("assess", "tests/answers/companies/silent.toml", "profiles/bt-2019.toml"),
    ("where", "profiles/unity.toml"),
    ("limits", "profiles/unity.toml", "--service", "ircs"),
    ("timeline", "profiles/unity.toml", "--service", "app-store"),
    ("why", "profiles/unity.toml", "info-community"),
    ("cures", "profiles/equinix.toml"),
    ("whatif", "profiles/minimal.toml", "--set", "servers.places=[tianjin]"),
    ("compare", "profiles/equinix.toml", "profiles/minimal.toml"),
    ("check", "profiles/tesla.toml"),
    ("check", "wrong.toml"),
    ("classify", "app", "own_hotline", "zeppelin"),
    ("classify", "--trial"),
    ("services", "icp"),
    ("places", "hainan"),
    ("facts", "users"),
    ("explain", "107"),
    ("law", "list", "route"),
    ("law", "show", "pilot-2024"),
    ("law", "coverage"),
    ("law", "lint"),
    ("init", "new.toml"),
    ("report", "profiles/equinix.toml", "-o", "report.md", "-o", "report.csv"),
    ("nonsense",),
    ("assess", "--nonsense"),
    ("assess", "profiles/tesla.toml", "--as-of", "tomorrow"),
)
"""What is run; every command whose output is for a reader, and some that fail."""
SCRIPT = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from vatscheck.cli.main import call

told = []
for words in json.load(open("commands.json")):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    sys.argv = ["vatscheck", *words]
    with redirect_stdout(out), redirect_stderr(err):
        code = call()
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    told.append([code, *texts])
json.dump(told, sys.stdout)
"""


def accented(text: str) -> str:
    """A sentence as a stranger would say it; fields and capitals stay."""
    if not re.search("[a-z]", FIELD.sub("", text)):
        return text
    parts = [
        p if p.startswith("{") else p.translate(ACCENTS) for p in FIELD.split(text)
    ]
    return f"[!! {''.join(parts)} !!]"


def foreign(sentence: Sentence) -> Sentence:
    if isinstance(sentence, dict):
        return {form: accented(text) for form, text in sentence.items()}
    return accented(sentence)


def translated(folder: Path) -> None:
    """Write the words of the language into a folder, and nothing else."""
    folder.mkdir()
    for topic in TOPICS:
        found = {
            id: text if id in KEPT else foreign(text)
            for id, text in sentences("en", topic).items()
        }
        (folder / f"{topic}.toml").write_text(tomli_w.dumps(found), encoding="utf-8")
    lines = (folder.parent / "en" / "profile.toml").read_text("utf-8").splitlines()
    said = (f"# {accented(row[1:])}" if row.startswith("# ") else row for row in lines)
    (folder / "profile.toml").write_text("\n".join([*said, ""]), encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command says in the new language, on both streams."""
    folder = tmp_path_factory.mktemp("third")
    shutil.copytree(
        ROOT / "vatscheck",
        folder / "vatscheck",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    translated(folder / "vatscheck" / "words" / LANG)
    for name in ("profiles", "tests"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "wrong.toml").write_text('schema = 2\nnam = "x"\nservices = 3\n', "utf-8")
    commands = [["--lang", LANG, *words] for words in COMMANDS]
    (folder / "commands.json").write_text(json.dumps(commands), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "400", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = {
        " ".join(words): f"{out}{err}"
        for words, (code, out, err) in zip(
            COMMANDS, json.loads(done.stdout), strict=True
        )
        if code != 70 or pytest.fail(f"{words}: {err}")
    }
    files = ("new.toml", "report.md", "report.csv")
    return found | {name: (folder / name).read_text("utf-8") for name in files}


@pytest.fixture(scope="module")
def law_texts() -> str:
    """All that the law says, which is in its own two languages in every answer."""
    law = (ROOT / "vatscheck" / "law" / "law.jsonl").read_text(encoding="utf-8")
    tables = (ROOT / "vatscheck").rglob("*.toml")
    data = [p.read_text("utf-8") for p in tables if "words" not in p.parts]
    return " ".join([law, *data])


def fragments(lang: str) -> Iterator[tuple[str, str]]:
    """The pieces of the sentences of a language that are long enough to be known again."""
    for topic in TOPICS:
        for id, sentence in sentences(lang, topic).items():
            if id.startswith("help-examples"):  # commands
                continue
            forms: Any = sentence.values() if isinstance(sentence, dict) else [sentence]
            for piece in (p.strip() for form in forms for p in FIELD.split(form)):
                words = len(re.findall(r"(?<![-\w])[a-z]{2,}", piece))
                alone = words == 1 and re.fullmatch("[a-z]{10,}", piece)
                if words > 1 or alone or len(re.findall("[\u4e00-\u9fff]", piece)) > 3:
                    yield id, piece


def test_the_commands_speak_the_language_and_no_other(
    told: dict[str, str], law_texts: str
) -> None:
    leaks = []
    known = [
        (lang, id, piece)
        for lang in LANGS
        for id, piece in fragments(lang)
        if piece not in law_texts
    ]
    assert len(known) > 1000
    for command, text in told.items():
        assert "[!! " in text, command
        leaks += [
            f"{command}: {lang} {id}: {piece}"
            for lang, id, piece in known
            if piece in text
        ]
    assert not leaks, "\n".join(leaks)


def test_the_help_has_no_word_of_its_own(told: dict[str, str]) -> None:
    """Where no law is told there is nothing but the new language, names and commands."""
    for command, text in told.items():
        if "--help" in command or command in ("-h", "help", "nonsense"):
            for line in text.splitlines():
                if not line.strip().startswith("vatscheck "):
                    assert not re.search(r"(?:\b[a-z]{3,} ){2}[a-z]{3,}\b", line), line


def test_python_names_the_languages_in_few_places() -> None:
    """What differs between languages is data: `law-texts`, and words for the rest."""
    named = re.compile(r"""[=!]= ?["'](?:en|zh)["']""")
    found = {
        str(path.relative_to(ROOT / "vatscheck"))
        for path in (ROOT / "vatscheck").rglob("*.py")
        if named.search(path.read_text(encoding="utf-8"))
    }
    assert found <= NAMING


NAMING = {
    "words/catalogue.py",  # where `law-texts` is read
    "law/labels.py",  # in which of the law's languages a place is named
    "answers/laws/diff.py",  # how the law's fields are called in both
    "upkeep/rows.py",
    "formats/page.py",  # how wide signs are set
    "formats/text.py",
    "formats/html.py",
    "answers/report/sections/sources.py",
    "answers/report/sheets/book.py",  # the font of a workbook
}
"""Rooms that tell the law's own two languages apart, or set Chinese type."""
