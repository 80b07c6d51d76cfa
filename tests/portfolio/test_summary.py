"""The summary of a run: counted while it runs, the same however the work is shared out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator
from pyarrow import parquet

from tests.cli.running import run
from tests.portfolio.test_run import DAY, batch, portfolio, rows
from vatscheck.answers.schema import schema
from vatscheck.api import load_law
from vatscheck.names.index import Names
from vatscheck.portfolio import jsonl_input
from vatscheck.portfolio.rows import Block

COMPANY = {"schema": 1, "services": ["call-centre"]}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of a few companies."""
    monkeypatch.setattr(jsonl_input, "BLOCK", 3_000)


def written(path: Path, *companies: dict[str, Any]) -> Path:
    """Write companies, a line each."""
    lines = [COMPANY | {"name": f"{at}"} | c for at, c in enumerate(companies)]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


def summary(source: Path, *more: Path | str) -> dict[str, Any]:
    """Return the summary of a run."""
    found = source.with_name("summary.json")
    out = source.with_name("out.jsonl")
    batch(source, "-o", out, "--summary", found, *more)
    return json.loads(found.read_bytes())  # type: ignore[no-any-return]


def test_the_counts_are_those_of_the_lines(tmp_path: Path, small: None) -> None:
    source = tmp_path / "in.jsonl"
    lines = portfolio(source, 60)
    found = summary(source)
    Draft202012Validator(schema("portfolio")).validate(found)
    told = rows(tmp_path / "out.jsonl")
    places = dict(enumerate(map(_province, lines), 1))
    judged = [row for row in told if row["status"] != "not_judged"]
    assert found["rows"] == len(lines)
    assert found["unread"] == len(told) - len(judged)
    assert found["answers"] == len(judged)
    squares = {(s["service"], s["province"]): s for s in found["squares"]}
    expected = Counter((row["service"], places[row["row"]]) for row in judged)
    assert {key: s["answers"] for key, s in squares.items()} == expected
    for services, key in (("services", "service"), ("provinces", "province")):
        for part in found[services]:
            own = [s for s in found["squares"] if s[key] == part[key]]
            assert sum(s["answers"] for s in own) == part["answers"]
            assert sum(part["statuses"].values()) == part["answers"]
    routes = Counter(row["route"] for row in judged if row["route"])
    assert {r["route"]: r["answers"] for r in found["routes"]} == routes
    reasons = Counter(rule for row in judged for rule in row["reasons"])
    assert {r["rule"]: r["answers"] for r in found["reasons"]} == reasons
    alone = Counter(row["open"][0] for row in judged if len(row["open"]) == 1)
    some = Counter(fact for row in judged for fact in row["open"])
    facts = {f["fact"]: (f["settles"], f["open"]) for f in found["facts"]}
    assert facts == {fact: (alone[fact], n) for fact, n in some.items()}
    assert len(facts) > 2
    asked = Counter(f for _, f in {(r["row"], f) for r in judged for f in r["open"]})
    assert {f["fact"]: f["open_companies"] for f in found["facts"]} == asked
    companies = Counter(places[row] for row in {row["row"] for row in judged})
    assert {p["province"]: p["companies"] for p in found["provinces"]} == companies


NAMES = Names(load_law(None))


def _province(line: bytes) -> str | None:
    """The province of a company by the id of its place; of a bad line nothing."""
    try:
        place = json.loads(line)["registration"]["place"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return next(iter(NAMES.place(place)), "").partition("/")[0]


def test_a_place_by_any_of_its_names_is_its_province(tmp_path: Path) -> None:
    names = ("浦东新区", "Shanghai", "310115", None)
    companies = ({"registration": {"place": name}} if name else {} for name in names)
    found = summary(written(tmp_path / "in.jsonl", *companies))
    told = [(p["province"], p["name"], p["companies"]) for p in found["provinces"]]
    assert told == [("shanghai", "Shanghai", 3), (None, "no address stated", 1)]


def test_a_fact_that_settles_is_the_only_open_one(tmp_path: Path) -> None:
    place = {"registration": {"place": "hebei"}, "servers": {"places": ["hebei"]}}
    home = {"jurisdiction": "HK", "share": 50, "kind": "company"}
    of = {"services": ["idc"], **place}
    certified = [home | {"service_supplier": value} for value in (True, False)]
    other = {"jurisdiction": "CN", "share": 50, "kind": "company"}
    companies = [of | {"owners": [owner, other]} for owner in (home, *certified)]
    found = summary(written(tmp_path / "in.jsonl", *companies))
    (fact,) = found["facts"]
    assert fact["fact"] == "owners.service_supplier"
    counts = "settles", "settles_companies", "open", "open_companies"
    assert [fact[key] for key in counts] == [1, 1, 1, 1]
    assert found["statuses"]["undetermined"] == 1


def test_two_processes_tell_the_same(tmp_path: Path, small: None) -> None:
    portfolio(tmp_path / "in.jsonl", 40)
    one, two = tmp_path / "1.html", tmp_path / "2.html"
    batch(tmp_path / "in.jsonl", "-o", tmp_path / "1.jsonl", "--summary", one)
    more = ("--summary", two, "--jobs", "2")
    batch(tmp_path / "in.jsonl", "-o", tmp_path / "2.jsonl", *more)
    assert one.read_bytes() == two.read_bytes()


def test_what_was_counted_before_an_interruption_counts(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    portfolio(source, 40)
    whole = tmp_path / "whole.json"
    batch(source, "-o", out, "--summary", whole)
    told = tmp_path / "told.json"
    real = jsonl_input.JsonlReader.blocks
    read: list[int] = []

    def broken(reader: jsonl_input.JsonlReader) -> Iterator[Block]:
        yield from islice(real(reader), 2)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(jsonl_input.JsonlReader, "blocks", broken)
        assert batch(source, "-o", out, "--summary", told).code == 130
    assert not told.exists()
    without = batch(source, "-o", out, "--resume")
    assert "other options" in without.err
    with monkeypatch.context() as patch:
        rows_ = jsonl_input.JsonlReader.rows

        def seen(reader: jsonl_input.JsonlReader, block: Block) -> Any:
            read.append(block.number)
            return rows_(reader, block)

        patch.setattr(jsonl_input.JsonlReader, "rows", seen)
        batch(source, "-o", out, "--summary", told, "--resume")
    assert min(read) == 2
    assert told.read_bytes() == whole.read_bytes()


def test_columns_are_counted_as_rows_are(tmp_path: Path) -> None:
    random = Random(3)
    places = ("beijing", "浦东新区", "", None, "310115", "no such", "hainan", "tianjin")
    services = (
        "idc;info-publish",
        "call-centre",
        "app-store;idc",
        "no such",
        "isp-site",
    )
    size = 300
    columns = {
        "id": [str(n) for n in range(size)],
        "registration.place": random.choices(places, k=size),
        "services": random.choices(services, k=size),
        "foreign_share": random.choices((0, 30, 50, 100, 120, None), k=size),
        "foreign_from": random.choices(("HK", "US", None), k=size),
    }
    source = tmp_path / "in.parquet"
    parquet.write_table(pa.table(columns), source, row_group_size=100)
    by_column, by_row = tmp_path / "columns.json", tmp_path / "rows.json"
    batch(source, "-o", tmp_path / "o.parquet", "--summary", by_column)
    batch(source, "-o", tmp_path / "o.jsonl", "--summary", by_row)
    found = json.loads(by_column.read_bytes())
    assert found == json.loads(by_row.read_bytes())
    assert found["unread"] > 20
    assert len(found["facts"]) > 2
    assert len(found["provinces"]) == 5


def test_standard_input_is_summed_up_too(tmp_path: Path) -> None:
    portfolio(tmp_path / "in.jsonl", 20)
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    text = (tmp_path / "in.jsonl").read_bytes()
    batch(tmp_path / "in.jsonl", "-o", tmp_path / "o.jsonl", "--summary", one)
    run("batch", "-", *DAY, "--summary", two, stdin=text)
    first, second = (json.loads(path.read_bytes()) for path in (one, two))
    assert second == first | {"input": "-"}


HOSTILE = '<script>alert(1)</script><b onclick="x">=HYPERLINK("http://a")\u202e'


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_of_a_row_comes_alive(tmp_path: Path, lang: str) -> None:
    companies = ({HOSTILE: 1}, {"services": [HOSTILE]}, {"name": HOSTILE})
    source = written(tmp_path / "<script>=1+1.jsonl", *companies)
    page, text, book = (tmp_path / f"s{end}" for end in (".html", ".md", ".xlsx"))
    files = [part for path in (page, text, book) for part in ("--summary", path)]
    ran = batch(source, "-o", tmp_path / "out.jsonl", *files, "--lang", lang)
    assert "unread" not in ran.err
    html = page.read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(html)
    assert "&lt;script&gt;" in html
    assert not {"script", "b"} & {tag for tag, _ in tags.found}
    assert not any(k.startswith("on") or k == "style" for _, a in tags.found for k in a)
    assert "\u202e" not in html + text.read_text(encoding="utf-8")
    assert "<script>" not in text.read_text(encoding="utf-8")
    sheets = openpyxl.load_workbook(BytesIO(book.read_bytes()))
    cells = [c for sheet in sheets for row in sheet.iter_rows() for c in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert any("<script>" in str(cell.value) for cell in cells)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_map_is_drawn_and_told(tmp_path: Path, lang: str) -> None:
    places = [{"registration": {"place": p}} for p in ("beijing", "shanghai")]
    source, page = written(tmp_path / "in.jsonl", *places), tmp_path / "s.html"
    batch(source, "-o", tmp_path / "o.jsonl", "--summary", page, "--lang", lang)
    tags = Tags()
    tags.feed(page.read_text(encoding="utf-8"))
    drawn = [found for tag, found in tags.found if found.get("class") == "tile"]
    assert len(drawn) == 2
    told = page.read_text(encoding="utf-8").partition('<div class="told">')[2]
    place, of = {"en": ("Shanghai", "1 of 1"), "zh": ("上海市", "1项中1项")}[lang]
    assert place in told.partition("</div>")[0]
    assert of in told.partition("</div>")[0]


def test_counts_of_a_workbook_are_numbers(tmp_path: Path) -> None:
    source, path = written(tmp_path / "in.jsonl", {}, {}), tmp_path / "s.xlsx"
    batch(source, "-o", tmp_path / "o.jsonl", "--summary", path)
    sheet = openpyxl.load_workbook(path)["Services"]
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert last[:2] == ["call centre (B24)", 2]


@pytest.mark.parametrize("name", ["s.docx", "s"])
def test_another_ending_is_refused_before_anything_is_read(
    tmp_path: Path, name: str
) -> None:
    source = written(tmp_path / "in.jsonl", {})
    ran = batch(source, "-o", tmp_path / "o.jsonl", "--summary", tmp_path / name)
    assert ran.code == 2
    assert ".html, .xlsx, .md, .json" in ran.err
    assert not (tmp_path / "o.jsonl").exists()


def test_a_summary_does_not_overwrite_what_is_read(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    written(source, {})
    before = source.read_bytes()
    more = ("--from", "jsonl", "-o", tmp_path / "o.jsonl", "--summary", source)
    assert batch(source, *more).code == 2
    assert source.read_bytes() == before
