"""The forms of input and output that there are, by name and by the ending of a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vatscheck.names.index import Names
from vatscheck.portfolio.rows import Edition, Reader, Writer
from vatscheck.profile.problems import Problem, ProfileError

INPUTS = ("jsonl", "csv", "tsv", "parquet", "xlsx", "toml")
OUTPUTS = ("jsonl", "parquet", "csv", "xlsx")
ENDINGS = {"ndjson": "jsonl", "tab": "tsv", "txt": "tsv", "pq": "parquet"}
"""Other endings of the same forms."""
STDIN = "-"


def form_of(path: Path) -> str:
    """Return the form of a file by its ending; a folder holds profiles."""
    if path.is_dir():
        return "toml"
    if str(path) == STDIN:
        return "jsonl"
    ending = path.suffix.lower().removeprefix(".")
    return ENDINGS.get(ending, ending)


def reader(
    path: Path,
    form: str,
    names: Names,
    mapped: Mapping[str, str] | None = None,
    owners: Any = None,
) -> Reader:
    """Return what reads a portfolio; `mapped` and `owners` are for tables alone.

    Raises `ProfileError` for a form that there is not, and for headings that cannot be
    understood.
    """
    if form == "jsonl":
        from vatscheck.portfolio.jsonl_input import JsonlReader

        return JsonlReader(path)
    if form == "toml":
        from vatscheck.portfolio.folder_input import FolderReader

        return FolderReader(path)
    return _table(path, form, names, mapped, owners)


def _table(
    path: Path,
    form: str,
    names: Names,
    mapped: Mapping[str, str] | None,
    owners: Any,
) -> Reader:
    if form in ("csv", "tsv"):
        from vatscheck.portfolio.csv_input import CsvReader, TsvReader

        kind = CsvReader if form == "csv" else TsvReader
        return kind(path, names, mapped, owners)
    if form == "xlsx":
        from vatscheck.portfolio.xlsx_input import XlsxReader

        return XlsxReader(path, names, mapped, owners)
    if form == "parquet":
        _has_arrow(path)
        from vatscheck.portfolio.parquet_input import ParquetReader

        return ParquetReader(path, names, mapped, owners)
    parts = {"found": path.name, "allowed": ", ".join(INPUTS)}
    raise ProfileError(path.name, [Problem("batch-no-form", parts=parts)])


def writer(path: Path, edition: Edition) -> Writer:
    """Return what writes verdicts to a file, by its ending. Raises `ProfileError`."""
    form = form_of(path)
    if form == "jsonl":
        from vatscheck.portfolio.jsonl_output import JsonlWriter

        return JsonlWriter(edition)
    if form == "csv":
        from vatscheck.portfolio.csv_output import CsvWriter

        return CsvWriter(edition)
    if form == "xlsx":
        from vatscheck.portfolio.xlsx_output import XlsxWriter

        return XlsxWriter(edition)
    if form == "parquet":
        _has_arrow(path)
        from vatscheck.portfolio.parquet_output import ParquetWriter

        return ParquetWriter(edition)
    parts = {"found": path.name, "allowed": ", ".join(OUTPUTS)}
    raise ProfileError(path.name, [Problem("batch-no-form", parts=parts)])


def _has_arrow(path: Path) -> None:
    """Raise `ProfileError` if the extra is not installed that reads and writes Parquet."""
    from importlib.util import find_spec

    if find_spec("pyarrow") is None or find_spec("numpy") is None:
        raise ProfileError(path.name, [Problem("batch-no-arrow")])
