"""What was typed: what concerns every command is read before the commands are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from vatscheck.words.catalogue import LANGS, Lang

VARIABLE = "VATSCHECK_LANG"
"""The variable of the environment that names the language of all commands."""
BOTH = "both"
"""English and Chinese side by side, for what is handed over or sent out."""
LANG, END = "--lang", "--"
HELP = {"-h", "--help"}
QUIET = ("-q", "--quiet")
LOUD = {"-v": 1, "--verbose": 1, "-vv": 2}
"""How much is told of an internal error: where it arose, or its whole trace."""
OTHER_NAMES = {"cn": "zh", "chs": "zh", "eng": "en"}


class Typed(NamedTuple):
    """The words for the commands, and what was said to all of them.

    `chosen` is the language named before the command or by the environment, as it was
    written; `lang` the one in which help and errors are told.
    """

    words: tuple[str, ...] = ()
    chosen: str | None = None
    lang: Lang = LANGS[0]
    quiet: bool = False
    loud: int = 0


def typed(argv: Sequence[str], environment: Mapping[str, str]) -> Typed:
    """Return what was typed behind the name of the program."""
    ours = list(takewhile(lambda word: word != END, argv))
    rest = list(argv[len(ours) :])
    words = [word for word in ours if word not in QUIET and word not in LOUD]
    before, words = _before(words)
    lang = _last(words)
    if not HELP.isdisjoint(words):  # the help of a group has no options of its own
        words = [word for word in words if word in HELP or not _names(word, lang)]
    chosen = before or environment.get(VARIABLE) or None
    return Typed(
        words=(*words, *rest),
        chosen=chosen,
        lang=language(lang or chosen or "") or LANGS[0],
        quiet=any(word in QUIET for word in ours),
        loud=max((LOUD.get(word, 0) for word in ours), default=0),
    )


def language(text: str) -> Lang | None:
    """Return the language that is named (`zh-CN`, `cn`, `en_US`); none for any other."""
    found = text.strip().lower().replace("_", "-").partition("-")[0]
    found = OTHER_NAMES.get(found, found)
    return found if found in LANGS else None


def _before(words: list[str]) -> tuple[str, list[str]]:
    """The language named before the command, and the words without it."""
    if words[:1] == [LANG] and len(words) > 1:
        return words[1], words[2:]
    if words and words[0].startswith(f"{LANG}="):
        return words[0].partition("=")[2], words[1:]
    return "", words


def _names(word: str, lang: str) -> bool:
    """Whether a word names the language, or is the name of it."""
    return word in (LANG, lang) or word.startswith(f"{LANG}=")


def _last(words: Sequence[str]) -> str:
    """The language named behind the command: of several the last counts."""
    found = ""
    for word, following in pairwise((*words, "")):
        if word == LANG:
            found = following
        elif word.startswith(f"{LANG}="):
            found = word.partition("=")[2]
    return found
