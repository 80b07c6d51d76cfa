"""Do all forms of a portfolio give the same verdicts? On random companies, line by line.

    python -m tests.portfolio.form_equality --rows 20000 --seed 7

Each company is written as CSV with a table of owners, as a workbook, as Parquet and as
Arrow, and read back; what comes out has to be what the company's own data give, which
`tests.portfolio.equality` compares with `assess`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from tests.portfolio.companies import DAYS, LAW, NAMES, companies
from vatscheck.portfolio.arrow import assess_batches
from vatscheck.portfolio.arrow_form import of_records
from vatscheck.portfolio.assessor import Assessor
from vatscheck.portfolio.csv_input import CsvReader
from vatscheck.portfolio.headings import ENTRY
from vatscheck.portfolio.owner_table import owner_table
from vatscheck.portfolio.parquet_input import ParquetReader
from vatscheck.portfolio.records import records
from vatscheck.portfolio.rows import Edition, Given, Reader
from vatscheck.portfolio.xlsx_input import XlsxReader

DAY = DAYS[-2]
EDITION = Edition(DAY, LAW.head.version)
HOLDER = ("jurisdiction", "share", "kind", "service_supplier", "track_record", "name")
FIXED = tuple(
    f"registration.{key}" for key in ("place", "legal_form", "capital_cny", "market")
)
LISTED = pa.list_(pa.string())
SERVICE = pa.struct(
    [
        ("id", pa.string()),
        *((key, LISTED) for key in ("serves", "content", "servers")),
        ("for_others", pa.bool_()),
    ]
)


def owner_type(share: Any) -> Any:
    """The type of a holder whose share has a type."""
    types = {"share": share, "service_supplier": pa.bool_(), "track_record": pa.bool_()}
    every = ((key, types.get(key, pa.string())) for key in (*HOLDER, "owners"))
    return pa.struct(list(every))


def plain(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Random companies as tables can state them: without notes, and one service with details."""
    for data in islice(companies(seed), count):
        data.pop("tasks", None)
        detailed = [one for one in data.get("services", ()) if isinstance(one, dict)]
        if detailed:
            data["services"] = detailed[:1]
        yield data


def text(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"{value['min']:f}-{value['max']:f}"
    if isinstance(value, list):
        return "; ".join(map(text, value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def cells(number: int, data: dict[str, Any]) -> dict[str, str]:
    """A company as the cells of a row, but for its owners."""
    found = {"id": str(number), "name": data["name"]}
    for table in ("registration", "servers", "facts"):
        for key, value in data.get(table, {}).items():
            found[f"{table}.{key}"] = text(value)
    found["products"] = text(data.get("products", []))
    services = data.get("services", [])
    if len(services) == 1 and isinstance(services[0], dict):
        found |= {key: text(services[0].get(key)) for key in ENTRY}
        services = [services[0]["id"]]
    return found | {"service": text(services)}


def holders(owners: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Owners as the rows of a second table."""
    for at, owner in enumerate(owners or (), 1):
        place = f"{path}/{at}".removeprefix("/")
        said = {key: text(owner.get(key)) for key in HOLDER}
        yield {"path": place, **said}
        yield from holders(owner.get("owners"), place)


def tables(every: list[dict[str, Any]]) -> tuple[list[list[str]], list[list[str]]]:
    """Companies and their owners as two tables of text, the headings first."""
    rows = [cells(at, data) for at, data in enumerate(every, 1)]
    heads = list(dict.fromkeys(key for row in rows for key in row))
    beside = [
        [str(at), *row.values()]
        for at, data in enumerate(every, 1)
        for row in holders(data.get("owners"))
    ]
    return (
        [heads, *([row.get(key, "") for key in heads] for row in rows)],
        [["id", "path", *HOLDER], *beside],
    )


def as_csv(folder: Path, every: list[dict[str, Any]]) -> Reader:
    """The companies as CSV."""
    paths = folder / "companies.csv", folder / "owners.csv"
    for path, rows in zip(paths, tables(every), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    beside = owner_table(CsvReader(paths[1], NAMES, table="owners"))
    return CsvReader(paths[0], NAMES, None, beside)


def as_xlsx(folder: Path, every: list[dict[str, Any]]) -> Reader:
    """The companies as a workbook."""
    paths = folder / "companies.xlsx", folder / "owners.xlsx"
    for path, rows in zip(paths, tables(every), strict=True):
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        book.save(path)
    beside = owner_table(XlsxReader(paths[1], NAMES, table="owners"))
    return XlsxReader(paths[0], NAMES, None, beside)


def as_table(every: list[dict[str, Any]], share: Any = None) -> Any:
    """The companies as an Arrow table, nested as in a profile; shares are text or of a type."""
    facts = sorted({key for data in every for key in data.get("facts", {})})
    rows = [_nested(at, data, facts, share is None) for at, data in enumerate(every, 1)]
    fields = [
        *((key, pa.string()) for key in ("id", "name", *FIXED)),
        ("registration.listed", pa.bool_()),
        ("servers.places", LISTED),
        ("services", pa.list_(SERVICE)),
        ("products", LISTED),
        ("owners", pa.list_(owner_type(share or pa.string()))),
        *((f"facts.{key}", pa.string()) for key in facts),
    ]
    return pa.Table.from_pylist(rows, pa.schema(fields))


def _nested(
    number: int, data: dict[str, Any], facts: list[str], words: bool
) -> dict[str, Any]:
    registration = data.get("registration", {})
    found = {"id": str(number), "name": data["name"]}
    found |= {key: text(registration.get(key.partition(".")[2])) for key in FIXED}
    services = data.get("services")
    owners = data.get("owners")
    return {
        **found,
        "registration.listed": registration.get("listed"),
        "servers.places": data.get("servers", {}).get("places"),
        "services": services
        and [{"id": one} if isinstance(one, str) else one for one in services],
        "products": data.get("products"),
        "owners": None if owners is None else [_holder(o, words) for o in owners],
        **{f"facts.{key}": text(data.get("facts", {}).get(key)) for key in facts},
    }


def _holder(owner: dict[str, Any], words: bool) -> dict[str, Any]:
    above, share = owner.get("owners"), owner.get("share")
    if words:
        share = None if share is None else text(share)
    elif share is not None:  # a column of decimals has no ranges, and six digits
        share = share["min"] if isinstance(share, dict) else share
        share = Decimal(share).quantize(Decimal("1e-6"))
    found = {**owner, "share": share}
    return found | {"owners": None if above is None else _json(above)}


def _json(owners: list[dict[str, Any]]) -> str:
    """Owners as JSON text with numbers as they are."""
    marks: dict[str, str] = {}

    def mark(value: Decimal) -> str:
        marks[f'"@{len(marks)}@"'] = f"{value:f}"
        return f"@{len(marks) - 1}@"

    found = json.dumps(owners, default=mark)
    for key, number in marks.items():
        found = found.replace(key, number)
    return found


def lines(reader: Reader, assessor: Assessor) -> list[dict[str, Any]]:
    """The verdicts on what a reader reads."""
    rows = (given for block in reader.blocks() for given in reader.rows(block))
    found: list[dict[str, Any]] = of_records(
        records(assessor, rows, "en"), EDITION
    ).to_pylist()
    return found


def wanted(every: list[dict[str, Any]], assessor: Assessor) -> list[dict[str, Any]]:
    """The verdicts on the companies' own data."""
    rows = (Given(at, str(at), data) for at, data in enumerate(every, 1))
    found: list[dict[str, Any]] = of_records(
        records(assessor, rows, "en"), EDITION
    ).to_pylist()
    return found


def by_form(
    every: list[dict[str, Any]], folder: Path, assessor: Assessor
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the verdicts on the companies through each form."""
    yield "csv", lines(as_csv(folder, every), assessor)
    yield "xlsx", lines(as_xlsx(folder, every), assessor)
    table, path = as_table(every), folder / "companies.parquet"
    pq.write_table(table, path)
    yield "parquet", lines(ParquetReader(path, NAMES), assessor)
    found = assess_batches(table.to_batches(), as_of=DAY)
    yield "arrow", [line for batch in found for line in batch.to_pylist()]


def different(mine: list[dict[str, Any]], right: list[dict[str, Any]]) -> Iterator[Any]:
    """Yield the lines that are not the same; of an error the words may differ."""
    if len(mine) != len(right):
        yield len(mine), len(right)
    for one, other in zip(mine, right, strict=False):
        told = bool(one["error"]), bool(other["error"])
        if {**one, "error": told[0]} != {**other, "error": told[1]}:
            yield {k: (one[k], other[k]) for k in one if one[k] != other[k]}, one


def main(arguments: list[str]) -> int:
    """Compare and print what differs; 1 = something does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    every, assessor = list(plain(given.rows, given.seed)), Assessor(LAW, DAY)
    right, wrong = wanted(every, assessor), 0
    with TemporaryDirectory() as folder:
        for form, mine in by_form(every, Path(folder), assessor):
            found = list(different(mine, right))
            wrong += len(found)
            print(
                f"{form}: {len(mine)} lines, {len(found)} differ", *found[:5], sep="\n"
            )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
