"""The index of everyday words: which products and services a phrase may mean.

Words are matched whole, never as parts of others; Chinese is matched inside a run,
the longest term first. The rows, and what chooses between their columns, are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from vatscheck.names.units import Folding, Unit

DATA = Path(__file__).parent / "words.toml"
COLUMNS = ("own", "others", "third")
"""For oneself; for others; for who builds, buys or stands elsewhere."""
MOST_ROWS, MOST_CANDIDATES, MOST_NEAR = 3, 12, 5
"""How many rows, candidates and near words are given at most."""
CUT = 4
"""A Chinese term of so many signs may lack its last one."""
GENERIC, PERSON, ORDINARY = 0, 1, 2
"""Which words decide: generic ones only where nothing else is found."""
AND = re.compile(r"\s*[,，、;；\n]\s*|\s+and\s+|以及|和|及|与|并", re.IGNORECASE)
"""What stands between several activities of one sentence."""
LIKE = 0.62
"""How much alike two words are that are near."""


class Row(NamedTuple):
    """One row of the index: its words, its candidates by column, what to ask."""

    words: Sequence[str]
    columns: Mapping[str, Sequence[str]]
    ask: Sequence[str]

    @property
    def every(self) -> list[str]:
        """All candidates, each once, in the order of the columns."""
        ids = (id for column in COLUMNS for id in self.columns[column])
        return list(dict.fromkeys(ids))


class Weight(NamedTuple):
    """How much a match counts: what kind of word, how many units, how many letters."""

    tier: int
    units: int
    letters: int


class Hit(NamedTuple):
    """A term found in a phrase: where, with what weight, in which rows."""

    start: int
    end: int
    weight: Weight
    rows: Sequence[int]


class Reading(NamedTuple):
    """What a phrase may mean: candidates, best first, and what would settle it.

    `columns` are the candidates by column where the phrase chooses none of them, else
    empty; `whole` = the phrase as a whole is a word of the index.
    """

    rows: Sequence[Row]
    candidates: Sequence[str]
    columns: Mapping[str, Sequence[str]]
    whole: bool

    @property
    def ask(self) -> list[str]:
        """The codes of the questions that settle it, in the order of the rows."""
        return list(dict.fromkeys(code for row in self.rows for code in row.ask))


class Words:
    """The index as it is searched."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.folding = Folding(data["fold"])
        self.rows = [_row(row) for row in data["row"]]
        self._terms: dict[tuple[str, ...], list[int]] = {}
        self._cut: dict[tuple[str, ...], list[int]] = {}
        self._pairs: list[tuple[list[tuple[str, ...]], int]] = []
        self._spelt: dict[str, tuple[str, ...]] = {}
        self._written: dict[tuple[str, ...], int] = {}
        for at, row in enumerate(self.rows):
            for word in row.words:
                self._add(word, at)
        self._longest = max(map(len, self._terms))
        keys = self._keys
        self._tiers = dict.fromkeys(keys(data["weight"]["persons"]), PERSON)
        self._tiers |= dict.fromkeys(keys(data["weight"]["generic"]), GENERIC)
        direction = data["direction"]
        names = ("own", "others", "ours", "user", "builder", "border")
        self._directions = {name: list(keys(direction[name])) for name in names}
        sets = {"border": "beyond", "user": "used", "builder": "built"}
        self._first = {name: list(direction[key]) for name, key in sets.items()}

    def _keys(self, words: Iterable[str]) -> Iterator[tuple[str, ...]]:
        return (self.folding.key(self.folding.units(word)) for word in words)

    def _add(self, word: str, at: int) -> None:
        if " + " in word:
            parts = list(self._keys(word.split(" + ")))
            self._pairs.append((parts, at))
            return
        units = self.folding.units(word)
        key, joined = self.folding.key(units), self.folding.joined(units)
        self._spelt.setdefault(word, key)
        self._written.setdefault(tuple(unit.text for unit in units), at)
        for found in filter(None, (key, joined)):
            self._terms.setdefault(found, [])
            if at not in self._terms[found]:
                self._terms[found].append(at)
        if len(units) >= CUT and not any(unit.latin for unit in units):
            self._cut.setdefault(key[:-1], []).append(at)

    # --- reading ------------------------------------------------------------------

    def read(self, phrase: str) -> Reading | None:
        """Return what a phrase may mean, none if no word of it is known."""
        units = self.folding.units(phrase)
        hits = _lasting([*self._hits(units), *self._paired(units)], units)
        if not hits:
            return None
        tiers = max(hit.weight.tier for hit in hits)
        best = max(h.weight[:2] for h in hits if h.weight.tier == tiers)
        kept = [hit for hit in hits if hit.weight[:2] == best]
        kept.sort(key=lambda hit: (-hit.weight.letters, hit.start))
        ats = list(dict.fromkeys(at for hit in kept for at in hit.rows))[:MOST_ROWS]
        rows = [self.rows[at] for at in ats]
        whole = any((hit.start, hit.end) == (0, len(units)) for hit in kept)
        return self._directed(rows, self.directions(units), whole)

    def apart(self, phrase: str) -> list[str]:
        """Return the activities that a phrase names, each in its own words.

        It stays whole where it is a word of the index, where a piece alone means
        nothing, or has generic words only and is none, and where all mean the same.
        """
        pieces = [piece for piece in AND.split(phrase) if piece.strip()]
        whole = self.read(phrase)
        if len(pieces) < 2 or (whole and whole.whole):
            return [phrase]
        found = [self.read(piece) for piece in pieces]
        several = {tuple(row.words[0] for row in r.rows) for r in found if r}
        every = zip(found, pieces, strict=True)
        alone = all(r and (r.whole or self._decides(p)) for r, p in every)
        return pieces if len(several) > 1 and alone else [phrase]

    def _decides(self, phrase: str) -> bool:
        """Whether a phrase has a word that is not generic."""
        hits = self._hits(self.folding.units(phrase))
        return any(hit.weight.tier == ORDINARY for hit in hits)

    def _hits(self, units: Sequence[Unit]) -> Iterator[Hit]:
        for start in range(len(units)):
            for end in range(start + 1, min(start + self._longest, len(units)) + 1):
                span = units[start:end]
                yield from self._spanned(span, start, end, len(units))

    def _spanned(
        self, span: Sequence[Unit], start: int, end: int, of: int
    ) -> Iterator[Hit]:
        """The terms that some units are; a single sign is one only alone."""
        key, joined = self.folding.key(span), self.folding.joined(span)
        if len(span) == 1 and not span[0].latin and of > 1:
            return
        letters = sum(len(unit.text) for unit in span)
        for found in filter(None, (key, joined)):
            if rows := self._terms.get(found):
                tier = self._tiers.get(found, ORDINARY)
                # landlord and landlords are words of two rows
                first = self._written.get(tuple(unit.text for unit in span))
                rows = sorted(rows, key=lambda at: at != first)
                yield Hit(start, end, Weight(tier, len(span), letters), rows)
                return
        if rows := self._cut.get(key):
            yield Hit(start, end, Weight(ORDINARY, len(span) - 1, letters), rows)

    def _paired(self, units: Sequence[Unit]) -> Iterator[Hit]:
        """Both words of a pair, anywhere in the phrase: more than each of them alone."""
        stems = [unit.stem for unit in units]
        for parts, at in self._pairs:
            places = [_find(stems, part) for part in parts]
            if all(place is not None for place in places):
                count = sum(map(len, parts)) + 1
                letters = sum(len(stem) for part in parts for stem in part)
                weight = Weight(ORDINARY, count, letters)
                yield Hit(0, len(units), weight, [at])

    def directions(self, units: Sequence[Unit]) -> set[str]:
        """Return which ways a phrase points: own, others, ours, user, builder, border.

        Who rents out is no user: a longer word takes in the shorter ones in it.
        """
        stems = [unit.stem for unit in units]
        found = [
            (at, at + len(key), name)
            for name, keys in self._directions.items()
            for key in keys
            if (at := _find(stems, key)) is not None
        ]
        lets = [(start, end) for start, end, name in found if name == "others"]
        return {
            name
            for start, end, name in found
            if name != "user" or not any(s < end and start < e for s, e in lets)
        }

    def _directed(
        self, rows: Sequence[Row], ways: Iterable[str], whole: bool
    ) -> Reading:
        """Choose the column that the phrase points at, where it points at one."""
        found: list[str] = []
        open_ = False
        for row in rows:
            chosen = _chosen(row, ways, self._first)
            open_ = open_ or not chosen
            found += chosen or row.every
        if "border" in ways:
            found.sort(key=lambda id: id not in self._first["border"])
        ids = list(dict.fromkeys(found))[:MOST_CANDIDATES]
        columns = _columns(rows) if open_ and len(ids) > 1 else {}
        return Reading(rows, ids, columns, whole)

    # --- misses -------------------------------------------------------------------

    def nearest(self, phrase: str) -> list[str]:
        """Return the words of the index most like a phrase, the most like first."""
        from difflib import SequenceMatcher

        key = self.folding.key(self.folding.units(phrase[:60]))
        joined = "".join(key)
        scores: dict[str, float] = {}
        for word, other in self._spelt.items():
            if not joined or not set(joined) & set("".join(other)):
                continue
            if joined.isascii() != "".join(other).isascii():
                continue
            score = SequenceMatcher(None, joined, "".join(other)).ratio()
            scores[word] = score
        least = LIKE if joined.isascii() else 0.4
        near = sorted(scores, key=lambda word: -scores[word])[:MOST_NEAR]
        return [word for word in near if scores[word] >= least]


def _row(data: Mapping[str, Any]) -> Row:
    columns = {name: tuple(data.get(name, ())) for name in COLUMNS}
    return Row((*data["en"], *data["zh"]), columns, tuple(data.get("ask", ())))


def _find(stems: Sequence[str], key: Sequence[str]) -> int | None:
    """Where some units stand in others, none if they do not."""
    size = len(key)
    for at in range(len(stems) - size + 1):
        if tuple(stems[at : at + size]) == tuple(key):
            return at
    return None


def _lasting(hits: Sequence[Hit], units: Sequence[Unit]) -> list[Hit]:
    """The hits that no longer one takes in; Chinese ones may not overlap at all."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-(h.end - h.start), -h.weight.units)):
        paired = hit.weight.units > hit.end - hit.start or hit.start == hit.end
        chinese = not units[hit.start].latin
        others = [k for k in kept if k.weight.units <= k.end - k.start]
        inside = any(
            (k.start <= hit.start and hit.end <= k.end and k[:2] != hit[:2])
            or (chinese and k.start < hit.end and hit.start < k.end)
            for k in others
        )
        if paired or not inside:
            kept.append(hit)
    return kept


def _chosen(
    row: Row, ways: Iterable[str], first: Mapping[str, Sequence[str]]
) -> Sequence[str]:
    """The candidates that a direction chooses, none where it leaves it open."""
    ways = set(ways)
    for way in ("builder", "user"):
        found = [id for id in row.every if id in first[way]]
        if way in ways and (found or row.columns["third"]):
            return found or row.columns["third"]
    if "own" in ways:
        return row.columns["own"]
    if "others" in ways:
        return row.columns["others"]
    return row.columns["own"] if "ours" in ways else ()


def _columns(rows: Sequence[Row]) -> dict[str, list[str]]:
    found = {
        name: list(dict.fromkeys(id for row in rows for id in row.columns[name]))
        for name in COLUMNS
    }
    return {name: ids for name, ids in found.items() if ids}


def contains(text: str, phrase: str) -> bool:
    """Return whether a text holds a phrase as whole words, Chinese anywhere in it."""
    folding = words().folding
    key = folding.key(folding.units(phrase))
    if not key:
        return False
    return _find([unit.stem for unit in folding.units(text)], key) is not None


@cache
def words() -> Words:
    """Return the bundled index, read once."""
    import tomllib

    return Words(tomllib.loads(DATA.read_text(encoding="utf-8")))
