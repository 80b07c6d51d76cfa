"""The file that ships is the one that the sources give."""

import json
import shutil
from pathlib import Path

import pytest

from vatscheck.law import compile
from vatscheck.law.book import BUILT, Law
from vatscheck.law.compile import DATA, build, digest, read
from vatscheck.law.models import KINDS


def test_the_compiled_law_is_current(law: Law) -> None:
    assert BUILT.read_text(encoding="utf-8") == build(), (
        "run: python -m vatscheck.law.compile"
    )
    assert law.head.digest == digest()


def test_every_line_is_one_record_and_the_kinds_stand_together() -> None:
    lines = BUILT.read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" ") for line in lines]
    assert [kind for kind, _, _ in rows[:2]] == ["head", "instrument"]
    assert list(dict.fromkeys(kind for kind, _, _ in rows)) == ["head", *KINDS]
    order = [*KINDS]
    places = [order.index(kind) for kind, _, _ in rows[1:]]
    assert places == sorted(places)
    book = read()
    for kind in KINDS:
        ids = [json.loads(row)[0] for found, _, row in rows if found == kind]
        assert ids == [record.id for record in book[kind]]


def test_the_records_read_are_those_of_the_sources(law: Law) -> None:
    book = read()
    assert [id for id in law.routes] == [route.id for route in book["route"]]
    assert law.head == book["head"]


def test_a_row_that_stands_elsewhere_is_not_lost_in_silence() -> None:
    lines = BUILT.read_bytes().splitlines(keepends=True)
    law = Law(b"".join([*lines[:1], *lines[2:], lines[1]]))
    with pytest.raises(ValueError, match="expected"):
        dict(law.alternatives)


def test_a_law_without_records_of_a_kind_has_none() -> None:
    law = Law(BUILT.read_bytes().splitlines()[0])
    assert [*law.routes, *law.duties, *law.instruments] == []


def test_sources_that_the_lint_refuses_are_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, built = tmp_path / "data", tmp_path / "law.jsonl"
    shutil.copytree(DATA, data)
    path = data / "duties" / "data.toml"
    text = path.read_text(encoding="utf-8")
    old = 'fact = "facts.users_count", op = "at_least"'
    assert old in text
    path.write_text(text.replace(old, old.replace("at_least", "beside"), 1), "utf-8")
    monkeypatch.setattr(compile, "DATA", data)
    monkeypatch.setattr(compile, "BUILT", built)
    assert compile.main() == 1
    assert not built.exists()
    line = next(at for at, line in enumerate(text.splitlines(), 1) if old in line)
    said = capsys.readouterr().err
    where, told = said.split(": duty.", 1)
    file, at, _ = where.rsplit(":", 2)
    assert (file, int(at) <= line) == (str(path), True)
    assert told.partition(": ")[2] == (
        "beside does not compare facts.users_count; "
        "allowed: at_most, below, above, at_least, is\n"
    )
