"""What stands beside a table of companies: a map of its headings, a table of owners, a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.portfolio.headings import ENTRY, known_keys
from vatscheck.portfolio.owner_table import OwnerTable, owner_table
from vatscheck.profile.load import read_bytes
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.reading import decode, parse

OWNERS = "owners"
"""The table of a map that is about the table of owners."""


class Maps(NamedTuple):
    """What the headings of the companies, and of their owners, stand for."""

    companies: Mapping[str, str] = {}
    owners: Mapping[str, str] = {}


def maps(path: Path) -> Maps:
    """Return what a TOML file says of foreign headings: `"heading" = "key"`.

    What is about the table of owners stands below `[owners]`. Raises `ProfileError` for
    a file that is no such map.
    """
    name = str(path)
    data = parse(decode(read_bytes(path), name), name)
    owners = data.pop(OWNERS, {})
    for table in (data, owners):
        wrong = not isinstance(table, dict) or any(
            not isinstance(value, str) for value in table.values()
        )
        if wrong:
            raise ProfileError(name, [Problem("table-map-form")])
    return Maps(data, owners)


def owners_beside(
    path: Path, form: str, names: Names, mapped: Mapping[str, str]
) -> OwnerTable:
    """Return the owners of a second table. Raises `ProfileError` for one that is none."""
    return owner_table(_reader(form, path)(path, names, mapped, None, OWNERS))


def _reader(form: str, path: Path) -> Callable[..., Any]:
    """What reads a second table, by its form."""
    if form == "xlsx":
        from vatscheck.portfolio.xlsx_input import XlsxReader

        return XlsxReader
    if form in ("csv", "tsv"):
        from vatscheck.portfolio.csv_input import CsvReader, TsvReader

        return CsvReader if form == "csv" else TsvReader
    parts = {"found": path.name, "allowed": "csv, tsv, xlsx"}
    raise ProfileError(path.name, [Problem("batch-no-form", parts=parts)])


def template(law: Law, form: str) -> bytes:
    """Return an empty table of companies with every column that there is, as CSV or XLSX.

    A row has its services in one cell; owners are a foreign share, or stand in columns
    of their own, or in a second table.
    """
    own = ("schema", "service", *ENTRY)
    heads = [key for key in known_keys(law) if key not in own]
    return _workbook(heads) if form == "xlsx" else _text(heads)


def _text(heads: Iterable[str]) -> bytes:
    from vatscheck.formats.csv import render

    return render([heads])


def _workbook(heads: Iterable[str]) -> bytes:
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, bold)
        sheet.set_column(at, at, len(head) + 2)
    book.close()
    return out.getvalue()
