"""`vatscheck batch` on tables: every form in, every form out, in one run."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from tests.cli.running import run
from tests.portfolio.form_equality import as_table, plain

DAY = ("--as-of", "2026-12-01", "--fail-on", "never")
CSV = """id,name,registration.place,services,foreign_share,remarks
1,Alpha,shanghai/xuhui,edi-ecommerce,0,x
2,Beta,nowhere at all,idc,5,
3,Gamma,北京,edi-ecommerce,100,
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_in_and_four_forms_out(here: Path) -> None:
    Path("c.csv").write_text(CSV, encoding="utf-8")
    names = ("v.jsonl", "v.csv", "v.xlsx", "v.parquet")
    ran = run("batch", "c.csv", *DAY, *(part for n in names for part in ("-o", n)))
    assert ran.code == 2, ran.err  # a row is not judged
    assert "remarks" in ran.err
    lines = pq.read_table("v.parquet").to_pylist()
    assert [(line["id"], line["status"]) for line in lines] == [
        ("1", "licensable"),
        ("2", "not_judged"),
        ("3", "licensable"),
    ]
    assert "nowhere at all" in lines[1]["error"]
    sheet = load_workbook("v.xlsx").active
    assert [row[5].value for row in sheet.iter_rows(min_row=2)] == [
        line["status"] for line in lines
    ]
    assert Path("v.csv").read_text(encoding="utf-8-sig").count("licensable") == 2
    assert Path("v.jsonl").read_text(encoding="utf-8").count("\n") == 3


def test_the_same_bytes_by_one_process_and_by_two(here: Path) -> None:
    lines = (f"{at},A,edi-ecommerce,{at % 3}" for at in range(20_000))
    text = "\n".join(["id,name,services,foreign_share", *lines])
    Path("c.csv").write_text(text, encoding="utf-8")
    for jobs in ("1", "2"):
        ran = run("batch", "c.csv", *DAY, "-o", f"v{jobs}.parquet", "--jobs", jobs)
        assert ran.code == 0, ran.err
    assert pq.read_metadata("v1.parquet").num_row_groups == 2
    assert Path("v1.parquet").read_bytes() == Path("v2.parquet").read_bytes()


def test_what_is_no_table_is_told(here: Path) -> None:
    Path("c.parquet").write_bytes(b"no")
    ran = run("batch", "c.parquet", *DAY, "-o", "v.csv")
    assert ran.code == 2
    assert "Parquet" in ran.err
    assert not Path("v.csv").exists()


def test_foreign_headings_and_a_table_of_owners(here: Path) -> None:
    Path("c.csv").write_text("编号,企业名称,业务\nA,甲,idc\nB,乙,idc\n", encoding="gbk")
    Path("o.csv").write_text(
        "企业,path,国籍,share\nA,1,美国,49\nC,1,US,5\n", encoding="gbk"
    )
    Path("m.toml").write_text(
        '"编号" = "id"\n"企业名称" = "name"\n"业务" = "services"\n'
        '[owners]\n"企业" = "id"\n',
        encoding="utf-8",
    )
    beside = ("--columns", "m.toml", "--owners", "o.csv")
    ran = run("batch", "c.csv", *beside, *DAY, "-o", "v.parquet")
    assert ran.code == 3, ran.err
    assert "C" in ran.err.splitlines()[0]
    first, second = pq.read_table("v.parquet").to_pylist()
    assert (first["id"], second["id"]) == ("A", "B")
    assert "owners.unnamed" in second["open"]
    refused = run("batch", "x.jsonl", *beside, "-o", "v.csv")
    assert refused.code == 2


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_a_template_is_a_table_that_can_be_read(here: Path, name: str) -> None:
    assert run("batch", "--template", name).code == 0
    ran = run("batch", name, *DAY, "-o", "v.csv")
    assert ran.code == 0, ran.err
    assert run("batch", "--template", name).code == 2  # it is there already


def test_columns_and_rows_write_the_same(here: Path) -> None:
    """With a second form of output every row is judged by itself; Parquet is the same."""
    every = list(plain(30, 21))
    every[3]["owners"] = [{"jurisdiction": "US", "share": 120}]
    table = as_table(every, pa.decimal128(9, 6))
    pq.write_table(table.append_column("row", pa.array([7] * 30)), "c.parquet")
    found = []
    for name, more in (("a", ()), ("b", ("-o", "b.csv"))):
        files = ("-o", f"{name}.parquet", *more, "--rejects", f"{name}.jsonl")
        ran = run("batch", "c.parquet", *DAY, *files)
        assert ran.code == 2, ran.err
        assert "row" in ran.err.splitlines()[0]
        found.append((ran.err, Path(f"{name}.parquet").read_bytes()))
    assert found[0] == found[1]
    rejects = Path("a.jsonl").read_text(encoding="utf-8")
    assert rejects
    assert rejects == Path("b.jsonl").read_text(encoding="utf-8")
