"""Changes to the data of a profile, as typed on a command line: `owners[0].share=50`."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from vatscheck.profile.models import MAX_LEVELS
from vatscheck.profile.problems import Loc, Problem, ProfileError
from vatscheck.profile.sentences import shown

SET, UNSET = "--set", "--unset"
"""The options whose errors are told here."""
LONGEST = 2 * MAX_LEVELS
"""More steps than any path in a profile has."""
STEP = re.compile(r"([^\W\d][\w-]*)((?:\[\d{1,6}\])*)")
"""One step of a path: a key, and places in lists behind it."""
BARE = re.compile(r"[^\s\"'\[\]{}=#,](?:[^\"'\[\]{}=#,\n\r]*[^\s\"'\[\]{}=#,])?")
"""Text that may stand without quotes: no sign in it means anything in TOML."""


def changed(
    data: dict[str, Any], settings: Iterable[str], removals: Iterable[str]
) -> dict[str, Any]:
    """Return a copy of a profile's data with keys set, and after that keys removed.

    Raises `ProfileError` with every setting that cannot be read or has no place.
    """
    data = copy.deepcopy(data)
    found = [(SET, problem) for text in settings for problem in _set(data, text)]
    locs = [(text, path(text)) for text in removals]
    # from the last place of a list to the first, so that no place moves under another
    for text, loc in sorted(locs, key=lambda pair: _order(pair[1]), reverse=True):
        found += [(UNSET, problem) for problem in _unset(data, text, loc)]
    for option in (SET, UNSET):
        problems = [problem for name, problem in found if name == option]
        if problems:
            raise ProfileError(option, problems)
    return data


def path(text: str) -> Loc | None:
    """Return the keys and places of a dotted path; none if it is not one.

    A path longer than the deepest profile is none either.
    """
    loc: list[str | int] = []
    steps = text.strip().split(".")
    if len(steps) > LONGEST:
        return None
    for part in steps:
        hit = STEP.fullmatch(part)
        if not hit:
            return None
        loc += [hit[1], *(int(at) for at in re.findall(r"\d+", hit[2]))]
    return tuple(loc)


def value(text: str) -> Any:
    """Return a value written as TOML, or bare words as text. Raises `ValueError`."""
    text = text.strip()
    try:
        found = tomllib.loads(f"value = {text}", parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError):
        return _bare(text)
    if list(found) != ["value"]:
        raise ValueError(text)
    return found["value"]


def _bare(text: str) -> Any:
    if BARE.fullmatch(text):
        return text
    items = text[1:-1].strip().removesuffix(",").split(",")
    if text[:1] + text[-1:] != "[]" or not all(item.strip() for item in items):
        raise ValueError(text)
    return [value(item) for item in items]


def _order(loc: Loc | None) -> list[tuple[int, str]]:
    """The order of paths: places in lists by number."""
    return [(s, "") if isinstance(s, int) else (-1, s) for s in loc or ()]


def _set(data: dict[str, Any], text: str) -> Iterator[Problem]:
    key, sign, written = text.partition("=")
    loc = path(key)
    if loc is None or not sign:
        yield Problem("set-form", parts={"found": shown(text)})
        return
    try:
        written.encode()  # what a terminal could not decode is no text of a profile
        found = value(written)
    except (ValueError, RecursionError):
        yield Problem("set-value", loc, {"found": shown(written.strip())})
        return
    try:
        _put(data, loc, found)
    except LookupError as error:
        yield error.args[0]


def _put(data: Any, loc: Loc, found: Any) -> None:
    """Put a value at its place; tables that are not there are made, and the next item."""
    for depth, step in enumerate(loc):
        _fits(data, loc, depth)
        last = depth == len(loc) - 1
        empty: Any = [] if not last and isinstance(loc[depth + 1], int) else {}
        if isinstance(data, list) and step == len(data):
            data.append(empty)
        if last:
            data[step] = found
            return
        if isinstance(data, dict):
            data.setdefault(step, empty)
        elif loc[0] == "services" and isinstance(data[step], str):
            data[step] = {"id": data[step]}  # the short form of a service
        data = data[step]


def _fits(data: Any, loc: Loc, depth: int) -> None:
    """Raise `LookupError` with the problem where a step leads nowhere."""
    step, above = loc[depth], Problem("", loc[:depth]).key
    parts = {"found": shown(data), "above": above}
    if isinstance(step, int):
        if not isinstance(data, list):
            raise LookupError(Problem("set-no-list", loc, parts))
        if step > len(data):
            last = {"last": f"{above}[{len(data)}]"}
            raise LookupError(Problem("set-beyond", loc, parts | last))
    elif isinstance(data, list):
        rest = Problem("", loc[depth:]).key
        example = {"example": f"{above}[0].{rest}"}
        raise LookupError(Problem("set-no-place", loc, parts | example))
    elif not isinstance(data, dict):
        raise LookupError(Problem("set-no-table", loc, parts))


def _unset(data: Any, text: str, loc: Loc | None) -> Iterator[Problem]:
    if loc is None:
        yield Problem("unset-form", parts={"found": shown(text)})
        return
    *above, last = loc
    try:
        for step in above:
            data = data[step]
        if not isinstance(data, list | dict):
            raise TypeError
        data.pop(last)  # type: ignore[arg-type]
    except (LookupError, TypeError):
        places = range(len(data)) if isinstance(data, list) else ()
        keys: Iterable[Any] = data if isinstance(data, dict) else places
        yield Problem("unset-nothing", loc, {"hint": _near(str(last), keys)})


def _near(word: str, keys: Iterable[Any]) -> str:
    """The keys that stand beside, the one most like a word first."""
    from difflib import SequenceMatcher

    found = sorted(
        map(str, keys), key=lambda key: -SequenceMatcher(None, word, key).ratio()
    )
    return ", ".join(found) or "-"
