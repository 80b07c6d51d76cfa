"""A run: rows in are rows out in their order, whatever is wrong, interrupted or shared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.running import PROFILES, Ran, run
from tests.portfolio.companies import companies, owners
from tests.portfolio.written import written
from vatscheck.portfolio import jsonl_input
from vatscheck.portfolio.rows import COLUMNS, Block
from vatscheck.words.catalogue import LANGS

DAY = ("--as-of", "2026-12-01")
BAD: tuple[bytes, ...] = (
    b'{"schema":1,',
    b'["schema"]',
    b'{"schema":1,"name":"A","services":["idc"],"name":"B"}',
    b'{"schema":1,"name":"A","services":["idc"],"owners":[{"share":5,"share":6}]}',
    b'{"schema":1,"name":"A","services":["no such"]}',
    b'{"schema":1,"name":"A","services":["idc"],"registration":{"capital_cny":1e30}}',
    b'{"schema":1,"name":"A","services":["idc"],"owners":[{"share":120}]}',
    b'{"schema":1,"name":"\\ud800","services":["idc"]}',
    b'{"schema":1,"name":"A","services":["idc"],"colour":"red"}',
    b'{"schema":1,"name":"A","services":["idc"]} {}',
    b'{"schema":1.0,"name":"A","services":["idc"]}',
    b'{"schema":1,"name":"A","services":["idc"],"id":[1]}',
    b'{"schema":1,"name":"A","services":["idc"],"registration":{"place":"NaN"}}',
    b'{"schema":1,"name":"A","services":["idc"],"owners":[{"share":NaN}]}',
    b'{"schema":1,"name":"A","services":["idc"],"owners":[{"share":1e999999999999}]}',
    "\u00e9".encode("latin-1"),
    "上海".encode("gbk"),
    b'{"name": "' + b"x" * 1_000_001 + b'"}',
    b"[" * 100_000,
)
"""Lines that cannot be read, of more than nine kinds."""


def portfolio(path: Path, count: int, *, bad: bool = True) -> list[bytes]:
    """Write companies to a file, among them bad ones, and return its lines."""
    random = Random(5)
    lines: list[bytes] = []
    for data in islice(companies(5), count):
        data["owners"] = owners(random, 3)
        lines.append(written(data | {"id": len(lines)}).encode())
    if bad:
        for at, line in enumerate(BAD):
            lines.insert(3 * at, line)
    path.write_bytes(b"\n".join(lines) + b"\n")
    return lines


def batch(source: Path | str, *more: Path | str, stdin: bytes = b"") -> Ran:
    return run("batch", source, *DAY, *more, stdin=stdin)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few companies."""
    monkeypatch.setattr(jsonl_input, "BLOCK", 3_000)


def test_no_row_is_lost_and_none_stops_the_run(tmp_path: Path, small: None) -> None:
    lines = portfolio(tmp_path / "in.jsonl", 60)
    out, refused = tmp_path / "out.jsonl", tmp_path / "rejects.jsonl"
    ran = batch(tmp_path / "in.jsonl", "-o", out, "--rejects", refused)
    found = rows(out)
    assert list(dict.fromkeys(r["row"] for r in found)) == [*range(1, len(lines) + 1)]
    assert all(tuple(row) == COLUMNS for row in found)
    unread = [r for r in found if r["status"] == "not_judged"]
    numbers = {3 * at + 1 for at in range(len(BAD))}
    assert numbers <= {r["row"] for r in unread}
    assert all(r["error"] and not r["service"] for r in unread)
    assert [r["row"] for r in rows(refused)] == [r["row"] for r in unread]
    assert ran.code == 2
    assert f"{len(lines)} rows: {len(lines) - len(unread)} judged, " in ran.why
    assert not (tmp_path / "out.jsonl.parts").exists()


def test_standard_input_gives_the_same_lines(tmp_path: Path) -> None:
    portfolio(tmp_path / "in.jsonl", 20)
    batch(tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl")
    ran = batch("-", stdin=(tmp_path / "in.jsonl").read_bytes())
    assert ran.out.encode() == (tmp_path / "out.jsonl").read_bytes()


def test_two_processes_give_the_same_bytes(tmp_path: Path, small: None) -> None:
    portfolio(tmp_path / "in.jsonl", 40)
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    first = batch(tmp_path / "in.jsonl", "-o", one)
    second = batch(tmp_path / "in.jsonl", "-o", two, "--jobs", "2")
    assert one.read_bytes() == two.read_bytes()
    assert (first.code, first.err) == (second.code, second.err)


@pytest.mark.parametrize("after", [0, 1, 4])
def test_an_interrupted_run_goes_on(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    portfolio(source, 40)
    whole = tmp_path / "whole.jsonl"
    batch(source, "-o", whole)
    with monkeypatch.context() as patch:
        real = jsonl_input.JsonlReader.blocks

        def broken(reader: jsonl_input.JsonlReader) -> Iterator[Block]:
            yield from islice(real(reader), after)
            raise KeyboardInterrupt

        patch.setattr(jsonl_input.JsonlReader, "blocks", broken)
        ran = batch(source, "-o", out)
    assert ran.code == 130
    assert "out.jsonl.parts" in ran.err
    assert not out.exists()
    assert len(list((tmp_path / "out.jsonl.parts").glob("0*"))) == after
    again = batch(source, "-o", out, "--resume")
    assert again.code == 2
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("--as-of", "2026-11-22"), "another day"),
        (("--service", "idc"), "other options"),
        (("--lang", "zh"), "选项"),
        ((), "the input has changed"),
        (("elsewhere",), "nothing to go on with"),
    ],
)
def test_what_is_done_of_another_run_is_not_taken_over(
    tmp_path: Path,
    small: None,
    monkeypatch: pytest.MonkeyPatch,
    change: tuple[str, ...],
    told: str,
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = portfolio(source, 30)
    with monkeypatch.context() as patch:
        real = jsonl_input.JsonlReader.blocks

        def broken(reader: jsonl_input.JsonlReader) -> Iterator[Block]:
            yield from islice(real(reader), 2)
            raise KeyboardInterrupt

        patch.setattr(jsonl_input.JsonlReader, "blocks", broken)
        batch(source, "-o", out)
    if not change:
        source.write_bytes(b"\n".join([b"{}", *lines]))
    if change == ("elsewhere",):
        change, out = (), tmp_path / "other.jsonl"
    ran = run(
        "batch",
        source,
        *(DAY if "--as-of" not in change else ()),
        *change,
        "-o",
        out,
        "--resume",
    )
    assert ran.code == 2
    assert told in ran.err
    assert not out.exists()


def test_errors_beyond_the_most_stop_the_run(tmp_path: Path, small: None) -> None:
    portfolio(tmp_path / "in.jsonl", 30)
    out = tmp_path / "out.jsonl"
    ran = batch(tmp_path / "in.jsonl", "-o", out, "--max-errors", "0")
    assert ran.code == 2
    assert "--max-errors allows 0" in ran.why
    assert not out.exists()


def test_a_folder_of_profiles(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    ran = batch(PROFILES, "-o", out)
    paths = sorted(path.name for path in PROFILES.glob("*.toml"))
    found = rows(out)
    assert [*dict.fromkeys(row["id"] for row in found)] == paths
    assert ran.code == 1
    assert not [row for row in found if row["error"]]


def test_a_profile_of_a_folder_needs_its_schema(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "A"\nservices = ["idc"]\n')
    (tmp_path / "b.toml").write_text("name = \n")
    ran = batch(tmp_path, "-o", tmp_path / "out.jsonl")
    first, second = rows(tmp_path / "out.jsonl")
    assert (ran.code, first["id"], second["id"]) == (2, "a.toml", "b.toml")
    assert "schema is missing" in first["error"]
    assert "no value" in second["error"] or "value" in second["error"]


def test_whole_answers_for_chosen_rows(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    more = ("--explain", "--only", "not-licensable", "--service", "ircs")
    batch(PROFILES, "-o", out, *more)
    refused = {r["row"] for r in rows(out) if r["status"] == "not_licensable"}
    told = rows(tmp_path / "out.explained.jsonl")
    assert [row["row"] for row in told] == sorted(refused)
    for row in told:
        (item,) = row["assessment"]["assessments"]
        assert (item["service"], item["status"]) == ("ircs", "not_licensable")
        assert row["assessment"]["schema"] == "vatscheck/assessment/1"


def test_a_waiver_of_json_has_its_days_in_quotes() -> None:
    line = {
        "schema": 1,
        "name": "A",
        "services": ["idc"],
        "waivers": [
            {
                "rule": "pilot-2024",
                "reason": "filed, receipt pending",
                "by": "B",
                "decided": "2026-11-20",
                "until": "2027-02-28",
            }
        ],
    }
    ran = batch("-", stdin=json.dumps(line).encode())
    assert json.loads(ran.out)["error"] is None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "wrong",
    [
        ("missing.jsonl", "-o", "out.jsonl"),
        ("in.jsonl", "-o", "in.jsonl"),
        ("in.jsonl", "-o", "out.jsonl", "-o", "out.jsonl"),
        ("in.jsonl", "-o", "no/out.jsonl"),
        ("in.jsonl", "-o", "out.pdf"),
        ("in.odt", "-o", "out.jsonl"),
        ("in.jsonl", "--resume"),
        ("in.jsonl", "--explain"),
        ("in.jsonl", "-o", "out.jsonl", "--service", "nope"),
        ("in.jsonl", "-o", "out.jsonl", "--as-of", "1999-01-01"),
        ("in.jsonl", "-o", "out.jsonl", "--explain", "--only", "fine"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, ...], lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in.jsonl", "in.odt"):
        Path(name).write_text("{}\n")
    ran = run("batch", *wrong, "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    assert ran.why.endswith("2)" if lang == "en" else "2）")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "in.odt"]


def test_an_empty_portfolio_has_no_rows(tmp_path: Path) -> None:
    ran = batch("-", stdin=b"\n  \n")
    assert (ran.code, ran.out) == (0, "")
    assert ran.why == "0 rows: 0 judged, 0 not (exit 0)"
