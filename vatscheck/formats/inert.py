"""Text that stays text, whatever reads it: a terminal, JSON, a spreadsheet, Markdown.

What stands in a profile or an overlay is somebody else's: a name may hold the code
that clears a screen, a formula that sends a sheet away, or a link. Every output makes
it inert here, and nowhere else. Patterns are read when they are first used: most answers
need none of them.
"""

from __future__ import annotations

import re
from html import escape

FORMULA = "=+\\-@\0＝＋－＠"
"""How a cell begins that a spreadsheet would take for a formula; so do full-width signs."""
OPENS = rf"^(?=[\t\r\n\0]|[\s\"']*[{FORMULA}])"
"""Before the first sign of a formula, or of a cell that is shifted into the next."""
BEHIND = rf"([;\t\r\n]+)(?=[\s\"']*[{FORMULA}])"
"""A sign that ends a cell for a reader whose separator is not the comma."""
SIGNS = r"([\\`*_\[\]|~$]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)])"
"""Signs that mean something to Markdown anywhere, or at the beginning of a text."""
END = r"[^\s`|<>，。；、：！？（）《》“”]"
"""A sign that an address may hold; no other ends up between the quotes of code."""
TOPS = "biz|com|edu|gov|net|org|pro|web|xxx|aero|asia|coop|info|museum|name|shop"
"""Ends of a bare host that readers look for, beside all of two letters."""
ADDRESS = (
    rf"(?i)(?<![a-z0-9_])(?:(?:[a-z][a-z0-9+.-]*:)?//{END}+"
    rf"|(?:www\.|mailto:|xmpp:|javascript:|data:){END}+"
    rf"|[a-z0-9_.+-]*@{END}+"
    rf"|(?:[a-z0-9_-]+\.)+(?:[a-z]{{2}}|{TOPS})(?![a-z0-9_-])(?:[:/?#]{END}*)?)"
    r"(?<![,.;:!?)\]'\"])"
)
"""What some reader makes a link of: with a scheme, an @, or as a bare host; and a mention."""


def terminal(text: str) -> str:
    """Return text with control characters shown instead of obeyed."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )


def json(text: str) -> str:
    """Return a JSON text in which what no reader shows is escaped; it means the same.

    JSON allows raw what a terminal obeys (C1 controls) and what hides or turns text
    round (zero width, bidirectional); all of it can only stand inside its strings.
    """
    live = {c for c in set(text) if not c.isprintable() and c != "\n"}
    if not live:
        return text
    return text.translate({ord(c): escaped(c) for c in live})


def escaped(text: str) -> str:
    """Return every sign of a text as JSON escapes it."""
    pairs = text.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{pairs[at : at + 4]}" for at in range(0, len(pairs), 4))


def cell(text: str) -> str:
    """Return a cell of CSV in which no spreadsheet finds a formula.

    Where the list separator is a semicolon, as in most of Europe, a cell may end at
    any `;` of the text: quoting does not help inside a line, so each new beginning
    gets the sign that says text.
    """
    return re.sub(OPENS, "'", re.sub(BEHIND, r"\1'", text))


def markdown(text: str) -> str:
    """Return text in which no sign of Markdown, HTML or a link comes alive.

    An address becomes code: that is the one form which no reader makes a link of,
    whether it looks for links before or after it has decoded the text.
    """
    return "<br>".join(_line(terminal(line.strip())) for line in text.splitlines())


def _line(line: str) -> str:
    pieces, at = [], 0
    for hit in re.finditer(ADDRESS, line):
        pieces += [_plain(line[at : hit.start()], at == 0), f"`{hit[0]}`"]
        at = hit.end()
    return "".join([*pieces, _plain(line[at:], at == 0)])


def _plain(text: str, first: bool) -> str:
    """Text without addresses; only the first piece can open a heading or a list."""
    safe = re.sub(SIGNS, r"\\\1", f"{'' if first else ' '}{escape(text, quote=False)}")
    return safe if first else safe[1:]
