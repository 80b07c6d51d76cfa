"""Phrases as units that can be compared: stems of Latin words, and Chinese signs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

PIECES = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")
VOWEL = re.compile("[aeiouy]")
JOINED = 3
"""So many words, written as one, are still the same term."""


class Unit(NamedTuple):
    """A Latin word or a Chinese sign: as it is compared, and as it was written."""

    stem: str
    text: str

    @property
    def latin(self) -> bool:
        """Whether it is a Latin word or a number."""
        return self.text.isascii()


class Folding:
    """How words are folded before they are compared: width, case, spelling, endings."""

    def __init__(self, table: Mapping[str, object]) -> None:
        traditional, simplified = str(table["traditional"]), str(table["simplified"])
        self._signs = str.maketrans(traditional, simplified)
        american, whole = table["american"], table["whole"]
        assert isinstance(american, dict) and isinstance(whole, list)
        self._american: Mapping[str, str] = american
        self._whole = frozenset(whole)

    def units(self, phrase: str) -> list[Unit]:
        """Return the units of a phrase; signs between words are none."""
        from unicodedata import combining, normalize

        text = normalize("NFKC", phrase).casefold().translate(self._signs)
        text = re.sub("['’`]", "", text)
        bare = "".join(c for c in normalize("NFKD", text) if not combining(c))
        return [Unit(self.stem(piece), piece) for piece in PIECES.findall(bare)]

    def stem(self, word: str) -> str:
        """Return a word without plural, -ing, -ed and final e; some are kept whole."""
        word = self._american.get(word, word)
        if word in self._whole or not word.isascii() or len(word) < 4:
            # A short plural, as in ads, is one as well.
            short = word.endswith("s") and len(word) == 3 and word.isalpha()
            plural = short and word not in self._whole and word.isascii()
            return word[:-1] if plural and VOWEL.search(word[:-1]) else word
        if word.endswith("ies"):
            word = f"{word[:-3]}y"
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        if word in self._whole:
            return word
        for ending in ("ing", "ed"):
            rest = word.removesuffix(ending)
            if rest != word and len(rest) > 2 and VOWEL.search(rest):
                word = rest
                break
        return word[:-1] if len(word) > 3 and word.endswith("e") else word

    def key(self, units: Sequence[Unit]) -> tuple[str, ...]:
        """Return what two terms have in common that are the same."""
        return tuple(unit.stem for unit in units)

    def joined(self, units: Sequence[Unit]) -> tuple[str, ...] | None:
        """Return the key of two or three Latin words written as one; none for others."""
        if not 1 < len(units) <= JOINED or not all(unit.latin for unit in units):
            return None
        return (self.stem("".join(unit.text for unit in units)),)
