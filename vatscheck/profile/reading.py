"""From bytes to TOML data, with a sentence of its own for each slip of legal typing."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

from vatscheck.profile.problems import Problem, ProfileError

BOM = "\ufeff"
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
"""How files of Word, Excel and Acrobat begin."""
SPACES = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
"""Spaces that word processors put in and that TOML does not know."""
SLIPS = (
    ("curly-quotes", "[“”„‟＂]"),
    ("curly-apostrophes", "[‘’]"),
    ("share-range", r"=\s*(?!\d{4}-)[\d.]+\s*[%％]?\s*(-|–|—|~|～|to|至|到)\s*\d"),
    ("percent-sign", r"=\s*[\d.]+\s*[%％]"),
    ("full-width", "[＝，：；［］｛｝（）【】＃、。０-９]"),
    ("odd-space", f"[{SPACES}]"),
    ("thousands-comma", r"=\s*\d{1,3}(([, ']\d{3})+|(\.\d{3}){2,})\s*$"),
    ("yes-no", r"=\s*((?i:yes|no|y|n)|True|False|TRUE|FALSE|是|否)(?!\w)"),
    ("number-unit", r"=\s*(?i:RMB|CNY|USD|US\$|[¥￥$€]|人民币)\s*\d"),
    ("number-unit", r"=\s*\d[\d_.,]*(?<!,)\s*[A-Za-z\u4e00-\u9fff¥](?!\w*\s*=)"),
    ("number-form", r"=\s*(\.\d|0\d|\d{4}-\d|\d+\.(?!\d)|[<>~≤≥≈]+=?\s*\d)"),
    ("inner-quotes", r"=\s*([\"'])_*\1[^\"',\]}\s]"),
    ("comment-sign", r"^\s*(//|;|--|\*|/\*)"),
    ("colon", r"^\s*[\"']?\w+[\"']?\s*:"),
    ("no-value", r"=\s*$|=\s*[,}]"),
    ("bare-text", r"=\s*[A-Za-z\u4e00-\u9fff]"),
    ("last-comma", r",\s*\}"),
    ("braces-in-lines", r"=\s*\{\s*$"),
    ("header", r"^\s*(\[\[[^\]]*\]|\[[^\]\[]*\]\])\s*$"),
)
"""What lawyers type instead of TOML, most telling first; text is blanked out before."""
TELLING = {
    "Cannot ": "twice",
    "Duplicate ": "twice",
    "Unescaped '\\'": "backslash",
    "Invalid hex value": "backslash",
    "4300 digits": "number-form",
}
"""What the TOML reader says where its word counts for more than the line."""
VAGUE = {
    "Unclosed array": "unclosed-list",
    "Unclosed inline table": "unclosed-table",
    "at the end of a": "header",
    "Expected '='": "colon",
    "Invalid statement": "key-letters",
    "Expected newline": "one-a-line",
}
"""What it says where no slip explains the line."""
PARTS = 2_000
"""A key of so many parts nobody writes."""
DEEP = re.compile(rf"(?:\.[ \t]*(?:[\w-]+|\"_*\"|'_*')[ \t]*){{{PARTS}}}")
STRING = r"\"_*\"|'_*'"
"""A string whose text is blanked out."""
OPENINGS = {
    "twice": r"^\s*(?=\[|[\w.\"'-]+\s*=)",
    "backslash": r"=\s*",
    "number-form": r"=\s*",
    "unclosed-list": r"=\s*(?=\[)",
    "unclosed-table": r"=\s*(?=\{)",
}
"""What stands before the key or value that an error is about, on its line or above."""


def decode(raw: bytes, name: str) -> str:
    """Return the text of a profile; a byte-order mark is dropped.

    Raises `ProfileError` for what is not UTF-8 text, naming UTF-16 and GBK.
    """
    at = 0
    if raw.startswith(NO_TEXT):
        id = "no-text"
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[1:4:2] == b"\0\0":
        id = "utf-16"
    else:
        try:
            return raw.decode("utf-8").removeprefix(BOM)
        except UnicodeDecodeError as error:
            id, at = encoding(raw, error.start)
    line = raw[:at].count(b"\n") + 1
    column = at - raw.rfind(b"\n", 0, at)
    raise ProfileError(name, [Problem(id, line=line, column=column)])


def encoding(raw: bytes, at: int) -> tuple[str, int]:
    """Return `gbk` and where it begins, or `not-utf-8`: GBK has pairs of high bytes."""
    runs = list(re.finditer(rb"[\x80-\xff]+", raw))
    try:
        raw.decode("gbk")
    except UnicodeDecodeError:
        return "not-utf-8", at
    paired = any(len(run[0]) % 2 == 0 for run in runs)
    return ("gbk", runs[0].start()) if paired else ("not-utf-8", at)


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the data of a profile; numbers with a point are exact decimals.

    Raises `ProfileError` with the line and what to write where it is no TOML.
    """
    if _deep_key(text):  # the reader's work grows with the square of the depth
        raise ProfileError(name, [Problem("too-deep", line=1, column=1)])
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except RecursionError:
        raise ProfileError(name, [Problem("too-deep", line=1, column=1)]) from None
    except ValueError as error:
        raise ProfileError(name, [_syntax(text, str(error))]) from None


def _deep_key(text: str) -> bool:
    """Whether a key has thousands of parts; a line of text with as many stops has none."""
    long = (line for line in text.split("\n") if line.count(".") >= PARTS)
    return any(DEEP.search(blanked(line)) for line in long)


def _decimal(digits: str) -> Decimal:
    """An exact number; one too great or too small for that is endless, and refused."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("Infinity")


def _syntax(text: str, message: str) -> Problem:
    """The problem of the place where the TOML reader stopped."""
    lines = text.rstrip().split("\n")
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), 1)
    if "4300 digits" in message:
        line = max(range(len(lines)), key=lambda at: len(lines[at])) + 1
    line = min(line, len(lines))
    id, line, column = _slip(lines, line, column, message)
    parts = {"found": lines[line - 1].strip()}
    return Problem(id, parts=parts, line=line, column=column)


Slip = tuple[str, int, int]
"""The id of a sentence, a line and a column."""


def _slip(lines: list[str], line: int, column: int, message: str) -> Slip:
    """The sentence for a syntax error, and where the slip itself stands."""
    found = blanked(lines[line - 1])
    id = next((id for sign, id in TELLING.items() if sign in message), "")
    if not id:
        far = "end of document" in message and "Unclosed" not in message
        slip = _unclosed_text(lines, [line, *range(1, line * far)])
        if slip := slip or _typed(found, line):
            return slip
        id = next((id for sign, id in VAGUE.items() if sign in message), "syntax")
    return (id, *_opening(lines, line, column, OPENINGS.get(id)))


def _typed(found: str, line: int) -> Slip | None:
    """What a lawyer typed instead of TOML on this line."""
    for id, pattern in SLIPS:
        if hit := re.search(pattern, found):
            lead = re.match(r"[=\s]*", hit[0])
            return id, line, hit.start() + len(lead[0] if lead else "") + 1
    return None


def _unclosed_text(lines: list[str], numbers: list[int]) -> Slip | None:
    """The quote that nothing closes; a curly one as its partner tells more."""
    for number in numbers:
        found = re.sub(
            STRING, lambda hit: " " * len(hit[0]), blanked(lines[number - 1])
        )
        if hit := re.search("[\"']", found):
            partners = found[: hit.start()] + found.rstrip()[-1]
            curly = re.search("[“”‘’]", partners)
            id = "curly-quotes" if curly else "unclosed-text"
            return id, number, hit.start() + 1
    return None


def _opening(
    lines: list[str], line: int, column: int, before: str | None
) -> tuple[int, int]:
    """Where the key, list or table begins that an error at a line is about."""
    for number in range(line, 0, -1) if before else ():
        if hit := re.search(before or "", blanked(lines[number - 1])):
            return number, hit.end() + 1
    return line, column


def blanked(line: str) -> str:
    """The line with the text of its strings and its comment blanked out.

    Columns stay as they are; what stands in text or a comment is no slip.
    """
    pieces = re.findall(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|.', line)
    return "".join(
        f"{piece[0]}{'_' * (len(piece) - 2)}{piece[-1]}"
        if len(piece) > 1 and piece[0] != "#"
        else piece.partition("#")[0]
        for piece in pieces
    )
