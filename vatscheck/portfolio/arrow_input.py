"""Companies in Arrow batches: nested as in a profile, or flat with dotted headings.

A column is a table of the profile as a struct (`registration`, `servers`, `facts`), the
holders as a list of structs (`owners`), the services as a list of texts or structs, or
any key as in a table of text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from vatscheck.intake.shares import Misread
from vatscheck.names.index import Names
from vatscheck.portfolio.cells import Cells, problem, share
from vatscheck.portfolio.headings import ID, Headings, Legend, headings
from vatscheck.portfolio.rows import Given
from vatscheck.profile.problems import Problem

TABLES = ("registration", "servers", "facts")
"""The tables of a profile that may be one column each."""
NESTED = ("owners", "services")
"""What may be a list of structs."""
EXACT = 6
"""A binary number is read by its shortest text; a share may have so many decimals."""
ROW = "row"
"""The column that numbers the rows, if there is one."""
ABSENT: Mapping[str, Any] = {}


class Part(NamedTuple):
    """A column, or a field of a struct: its heading, and the way to it."""

    head: str
    path: tuple[str, ...]


def parts(schema: Any) -> Iterator[Part]:
    """Yield the columns of a schema, those of a table of the profile by its fields."""
    for field in schema:
        if field.name in TABLES and pa.types.is_struct(field.type):
            for at in range(field.type.num_fields):
                inner = field.type.field(at).name
                yield Part(f"{field.name}.{inner}", (field.name, inner))
        else:
            yield Part(field.name, (field.name,))


def column(batch: Any, part: Part) -> Any:
    """Return the values of a column, or of a field of one; a struct that is null has none."""
    name, *inner = part.path
    found = batch.column(name)
    for field in inner:
        found = pc.struct_field(found, field)
    return found


class Layout:
    """What the columns of a schema mean.

    `nested` are those that hold lists of structs as a profile has them, `every` all
    that are read; `owners` is a table of owners beside them. Raises `ProfileError` for
    columns that cannot be understood.
    """

    def __init__(
        self, schema: Any, names: Names, legend: Legend, owners: Any = None
    ) -> None:
        self.names, self.owners = names, owners
        every = [part for part in parts(schema) if part.head != ROW]
        self.nested = [p for p in every if p.head in NESTED and _structs(schema, p)]
        self.numbered = ROW in schema.names
        flat = [part for part in every if part not in self.nested]
        heads = [part.head for part in flat]
        beside = [part.head for part in self.nested]
        self.headings: Headings = headings(heads, names.law, legend, nested=beside)
        self.flat = [flat[c.at] for c in self.headings.columns]
        self.every = [*self.flat, *self.nested]
        self.at = {c.key: at for at, c in enumerate(self.headings.columns)}
        self.cells = Cells(names, self._renumbered())

    def _renumbered(self) -> Headings:
        """The headings of the columns that are read alone, in their order."""
        columns = (c._replace(at=at) for at, c in enumerate(self.headings.columns))
        return Headings(tuple(columns))

    def rows(self, batch: Any, first: int) -> Iterator[Given]:
        """Yield the rows of a batch, numbered from `first` on, or by their own numbers."""
        flat = [column(batch, part).to_pylist() for part in self.flat]
        nested = {part.head: column(batch, part).to_pylist() for part in self.nested}
        numbers: Sequence[Any] = range(first, first + batch.num_rows)
        if self.numbered:
            numbers = batch.column(ROW).to_pylist()
        for at in range(batch.num_rows):
            number = numbers[at] if isinstance(numbers[at], int) else first + at
            yield self.row(
                number,
                [values[at] for values in flat],
                {head: values[at] for head, values in nested.items()},
            )

    def row(
        self, number: int, values: Sequence[Any], nested: Mapping[str, Any]
    ) -> Given:
        """Return one row as the raw data of a profile."""
        problems: list[Problem] = []
        cells = [self._text(at, value, problems) for at, value in enumerate(values)]
        data: dict[str, Any] = {}
        id = cells[self.at[ID]] if ID in self.at else ""
        if self.owners is not None and id:
            held = self.owners.given(number, str(id))
            data |= held.data if held else {}
            problems += held.problems if held else ()
        for head, value in nested.items():
            try:
                found = raw(value)
            except Misread as error:
                problems.append(problem(error, (head,)))
            else:
                if found is not None:
                    data[head] = found
        return self.cells.given(
            number, cells, Given(number, None, data, tuple(problems))
        )

    def _text(self, at: int, value: Any, problems: list[Problem]) -> Any:
        try:
            return text(value)
        except Misread as error:
            key = self.headings.columns[at].key
            problems.append(problem(error, tuple(key.split("."))))
            return ""


def _structs(schema: Any, part: Part) -> bool:
    """Whether a column holds lists of structs, or of nothing at all."""
    type_ = schema.field(part.head).type
    if not (pa.types.is_list(type_) or pa.types.is_large_list(type_)):
        return False
    inner = type_.value_type
    return bool(pa.types.is_struct(inner) or pa.types.is_null(inner))


def text(value: Any) -> Any:
    """Return a value of a column as the text of a cell, or a list as those of several.

    Raises `Misread` for a number that is not exact, and for what no cell holds.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return tuple(found for item in value if (found := text(item)))
    if isinstance(value, date):
        return value.isoformat()
    found = number(value)
    return str(found) if isinstance(found, int) else f"{found:f}"


def number(value: Any) -> int | Decimal:
    """Return a number exactly. Raises `Misread` for what is none, or is not exact."""
    if isinstance(value, float):
        found = Decimal(repr(value))
        exponent = found.as_tuple().exponent
        if not isinstance(exponent, int) or -exponent > EXACT:
            raise Misread("table-decimals", found=repr(value))
        value = found
    if isinstance(value, Decimal) and value.is_finite():
        whole = value == value.to_integral_value()
        return int(value) if whole else value
    if isinstance(value, int):
        return value
    raise Misread("table-column-type", found=repr(value)[:40])


def raw(value: Any, key: str = "") -> Any:
    """Return a nested value as raw data of a profile; what is null is left out.

    The holders above a holder may be JSON text, a share text as in a table. Raises `Misread` as `number` does.
    """
    if isinstance(value, str) and key:
        return share(value) if key == "share" else _json(value)
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, list):
        return [raw(item) for item in value]
    if isinstance(value, dict):
        return _table(value, key)
    return number(value)


def _table(value: Mapping[str, Any], key: str) -> Any:
    """A struct of which what is null is left out; a share without its ends is none."""
    if key == "share" and all(end is None for end in value.values()):
        return None
    found = (
        (k, raw(v, k if k in ("share", "owners") else "")) for k, v in value.items()
    )
    return {k: v for k, v in found if v is not None}


def _json(value: str) -> Any:
    """What JSON text says, with exact numbers."""
    if not value.strip():
        return None
    try:
        found = json.loads(value, parse_float=Decimal, object_pairs_hook=_once)
    except (ValueError, ArithmeticError, RecursionError):
        raise Misread("table-json", found=value[:40]) from None
    return _exact(found)


def _exact(value: Any) -> Any:
    """What JSON says without what is null; a share is a number there, never text."""
    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, dict):
        return {k: _exact(v) for k, v in value.items() if v is not None}
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table of JSON; a key that stands twice would lose what it said first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found
