"""From bytes to TOML data, with a sentence of its own for each slip of legal typing."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any

from vatscheck.profile.problems import Problem, ProfileError

BOM = "\ufeff"
SLIPS = (
    ("curly-quotes", "[“”„‟＂]"),
    ("curly-apostrophes", "[‘’]"),
    ("full-width", "[＝，：［］｛｝（）＃、。]"),
    ("percent-sign", r"=\s*\d+(\.\d+)?\s*[%％]"),
    ("thousands-comma", r"=\s*\d{1,3}(,\d{3})+\s*(#|$)"),
    ("yes-no", r"=\s*(yes|no|True|False|TRUE|FALSE|Yes|No)\b"),
    ("backslash", r'=\s*"[^"]*\\[^"\\btnfruU]'),
    ("colon", r"^\s*[A-Za-z_]+\s*:\s"),
    ("bare-text", r"=\s*[A-Za-z\u4e00-\u9fff]"),
    ("number-unit", r"=\s*\d[\d_.,]*\s*[A-Za-z\u4e00-\u9fff¥]"),
)
"""What lawyers type instead of TOML, most telling first."""
UNCLOSED = {
    "Illegal character '\\n'": "unclosed-text",
    "Unterminated string": "unclosed-text",
    "Unclosed array": "unclosed-list",
    "Unclosed inline table": "unclosed-table",
}
"""What the TOML reader says of something that is not closed."""


def decode(raw: bytes, name: str) -> str:
    """Return the text of a profile; a byte-order mark is dropped.

    Raises `ProfileError` for text that is not UTF-8, naming GBK where it is that.
    """
    try:
        return raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
    for encoding, id in (("utf-16", "utf-16"), ("gbk", "gbk")):
        if encoding == "utf-16" and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        raise ProfileError(name, [Problem(id, line=line, column=column)])
    raise ProfileError(name, [Problem("not-utf-8", line=line, column=column)])


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the data of a profile; numbers with a point are exact decimals.

    Raises `ProfileError` with the line and what to write where it is no TOML.
    """
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(name, [_syntax(text, str(error))]) from None
    except RecursionError:
        raise ProfileError(name, [Problem("too-deep", line=1, column=1)]) from None


def _syntax(text: str, message: str) -> Problem:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    lines = text.splitlines() or [""]
    line, column = len(lines), 1
    if place:
        line, column = int(place[1]), int(place[2])
    found = lines[min(line, len(lines)) - 1]
    for id, slip in SLIPS:
        hit = re.search(slip, _unquoted(found) if id != "backslash" else found)
        if hit:
            return Problem(id, parts={"found": found.strip()}, line=line, column=column)
    if "Cannot overwrite" in message or "Cannot declare" in message:
        return Problem("twice", parts={"found": found.strip()}, line=line, column=1)
    for sign, id in UNCLOSED.items():
        if sign in message:
            return Problem(id, line=line, column=column)
    reason = re.sub(r" \(at .*\)$", "", message)
    parts = {"found": found.strip(), "reason": reason}
    return Problem("syntax", parts=parts, line=line, column=column)


def _unquoted(line: str) -> str:
    """The line with well-formed strings emptied, so that text in them is no slip."""
    return re.sub(r'"[^"]*"|\'[^\']*\'', '""', line)
