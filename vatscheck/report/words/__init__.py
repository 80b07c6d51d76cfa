"""Every word of the interface in English and Chinese, by id. Law texts are in the law.

Both languages have the same fields in braces; a test compares them. The words of an
answer are always here; those of the other rooms are read when one of them is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal

from vatscheck.report.words.answers import WORDS as ANSWERS

Lang = Literal["en", "zh"]

WORDS: dict[str, tuple[str, str]] = dict(ANSWERS)
"""The words read so far."""
ROOMS = (
    *("messages", "questions", "changes", "checklist", "records"),
    *("intake", "guide", "profile_keys", "upkeep"),
)
"""The modules with the other words, each with a table `WORDS`; an id stands in one."""


def read(*rooms: str) -> None:
    """Read the words of some rooms."""
    for room in rooms:
        WORDS.update(import_module(f"vatscheck.report.words.{room}").WORDS)


def word(id: str, lang: Lang, **parts: object) -> str:
    """Return a sentence of the catalogue, filled in. Raises `KeyError` for no such id."""
    for room in ROOMS:
        if id in WORDS:
            break
        read(room)
    text = WORDS[id][lang == "zh"]
    return text.format(**parts) if parts else text
