"""The questionnaire in words: tables to fill in. The formats lay them out, add nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """A text, or a field to fill in (`answer`), with what is offered for it.

    `closed` = nothing but one of the choices is an answer.
    """

    text: str
    answer: bool = False
    choices: Sequence[str] = ()
    closed: bool = False


class Table(NamedTuple):
    """A table to fill in; its first column holds the keys by which it is read back;
    widths are millimetres.
    """

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]


class Questionnaire(NamedTuple):
    """Everything on paper: title, what to know before filling it in, the tables.

    `sheets` are the names of the sheets of a workbook, by table; `group` is the head of
    the column in which it names the group of a question.
    """

    title: str
    about: Sequence[str]
    tables: Sequence[Table]
    sheets: Mapping[str, str]
    group: str
