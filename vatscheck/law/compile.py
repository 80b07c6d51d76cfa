"""Build `law.jsonl`, the one file that is read at run time, from the TOML sources.

Run `python -m vatscheck.law.compile` after every change of `law/data`; a test
refuses a stale file. TOML stays the only source. The built file holds one record a
line, its kind first and its fields as a row in their order, the records of a kind
together: it loads in about a millisecond where the TOML would take 80.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from vatscheck.law.evidence import Evidence
from vatscheck.law.groups import GROUP, MARK, Groups, groups_of, named, opened
from vatscheck.law.models import KINDS, Head

EVIDENCE = frozenset(Evidence._fields)
DATA = Path(__file__).parent / "data"
BUILT = Path(__file__).parent / "law.jsonl"


def sources(folder: Path = DATA) -> list[Path]:
    """Return the TOML files of a law folder in a fixed order, their tests left out."""
    files = sorted(folder.rglob("*.toml"))
    return [path for path in files if not path.name.endswith(".tests.toml")]


def digest(folder: Path = DATA) -> str:
    """Return `sha256:` and the hash of all sources, names and contents."""
    total = hashlib.sha256()
    for path in sources(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return f"sha256:{total.hexdigest()}"


def as_row(value: Any) -> Any:
    """Return TOML as the records want it: ISO days, `from_`, evidence in a record of its own."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [as_row(item) for item in value]
    if not isinstance(value, dict):
        return value
    row = {"from_" if key == "from" else key: as_row(v) for key, v in value.items()}
    more = row.keys() - EVIDENCE  # nothing more: it is evidence itself
    if len(row.keys() & EVIDENCE) > 2 and more and "issuer" not in row:  # no instrument
        row["evidence"] = {key: row.pop(key) for key in sorted(EVIDENCE) if key in row}
    return row


def _refuse_twins(kind: str, rows: list[dict[str, Any]]) -> None:
    ids = [row.get("id") for row in rows]
    twins = sorted({str(id) for id in ids if ids.count(id) > 1})
    if twins:
        raise ValueError(f"{kind}: the same id twice: {', '.join(twins)}")


def _refuse_unknown_groups(
    path: Path, text: str, data: dict[str, Any], groups: Groups
) -> None:
    """Refuse the first group in a file that no record describes, with its line."""
    for name, _ in named(data):
        if name not in groups:
            line = text.partition(f"{MARK}{name}")[0].count("\n") + 1
            raise ValueError(f"{path}:{line}: no group {name}")


def read(folder: Path = DATA) -> dict[str, Any]:
    """Return the law of a folder as validated records by kind, with its `head`.

    Raises `pydantic.ValidationError` for a record that lacks a citation, a grade, a
    date or a text, or has an unknown key, `ValueError` for an id that is used twice
    or a group that no record describes, and `tomllib.TOMLDecodeError`.
    """
    rows: dict[str, Any] = {kind: [] for kind in KINDS}
    head: dict[str, Any] = {"digest": digest(folder)}
    texts = {path: path.read_text(encoding="utf-8") for path in sources(folder)}
    tables = {path: tomllib.loads(text) for path, text in texts.items()}
    groups = groups_of(row for data in tables.values() for row in data.get(GROUP, ()))
    for path, data in tables.items():
        named_in = {key: value for key, value in data.items() if key != GROUP}
        _refuse_unknown_groups(path, texts[path], named_in, groups)
        for key, value in data.items():
            if key in KINDS:
                rows[key].extend(
                    as_row(value if key == GROUP else opened(value, groups))
                )
            else:
                head[key] = as_row(value)
    book: dict[str, Any] = {"head": TypeAdapter(Head).validate_python(head)}
    for kind, record in KINDS.items():
        _refuse_twins(kind, rows[kind])
        book[kind] = TypeAdapter(list[record]).validate_python(rows[kind])  # type: ignore[valid-type]
    return book


def build(folder: Path = DATA) -> str:
    """Return the law of a folder in the compiled form, one record a line."""
    book = read(folder)
    lines = [f"head {_row(book.pop('head'))}\n"]
    for kind, records in book.items():
        lines += [f"{kind} {_row(record)}\n" for record in records]
    return "".join(lines)


def _row(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def main() -> int:
    """Build the file anew and return 0; 1 = the sources are refused, the file stays.

    Each fault is printed with its file and line.
    """
    from vatscheck.answers.errors import lines
    from vatscheck.upkeep.folders import LawError, read_folder

    try:
        read_folder(DATA)
    except LawError as error:
        for each in error.errors:
            print(*lines(each.name, each.problems, "en"), sep="\n", file=sys.stderr)
        return 1
    fresh = BUILT.with_suffix(".tmp")
    fresh.write_text(build(DATA), encoding="utf-8")
    fresh.replace(BUILT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
