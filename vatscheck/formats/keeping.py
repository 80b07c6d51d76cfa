"""What stays together at the end of a line: a figure and its unit, an article's number."""

from __future__ import annotations

import re

APART = re.compile(
    r"(?<=\d) (?=%|million\b|billion\b)"
    r"|(?<=\bArt\.) (?=\d)|(?<=\bArts) (?=\d)|(?<=\bpara\.) (?=\d)|(?<=\bparas) (?=\d)"
    r"|(?<=\bNo\.) (?=\d)|(?<=\bRMB) (?=\d)|(?<=\bAnnex) (?=\d)|(?<=\bline) (?=\d)"
)
"""A blank at which no line may end."""


def kept(text: str) -> str:
    """Return a text whose figures keep their units: `50 %`, `Art. 6`, `RMB 5 million`."""
    return APART.sub("\u00a0", text)
