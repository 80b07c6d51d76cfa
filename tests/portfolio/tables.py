"""Tables of companies as tests write them, and what is read out of them."""

from collections.abc import Mapping
from pathlib import Path

from vatscheck.law.book import load_law
from vatscheck.names.index import Names
from vatscheck.portfolio.csv_input import CsvReader
from vatscheck.portfolio.owner_table import owner_table
from vatscheck.portfolio.rows import Given, Reader
from vatscheck.profile.problems import ProfileError

NAMES = Names(load_law())


def rows(reader: Reader) -> list[Given]:
    return [given for block in reader.blocks() for given in reader.rows(block)]


def read(
    folder: Path,
    text: str | bytes,
    mapped: Mapping[str, str] | None = None,
    owners: str = "",
) -> list[Given]:
    path = folder / "companies.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    beside = None
    if owners:
        table = folder / "owners.csv"
        table.write_text(owners, encoding="utf-8")
        beside = owner_table(CsvReader(table, NAMES, table="owners"))
    return rows(CsvReader(path, NAMES, mapped, beside))


def wrong(given: Given) -> list[tuple[str, str]]:
    return [(problem.id, problem.key) for problem in given.problems]


def refused(
    folder: Path, text: str, mapped: Mapping[str, str] | None = None
) -> list[str]:
    try:
        read(folder, text, mapped)
    except ProfileError as error:
        return [problem.id for problem in error.problems]
    return []
