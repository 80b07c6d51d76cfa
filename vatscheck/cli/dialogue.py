"""Questions at the terminal: pick lists on a screen, numbered lines where there is none.

Every question has three answers of its own: back, "I don't know", and stop.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from typing import Any, Protocol

from vatscheck.cli.files import NARROWEST
from vatscheck.cli.streams import NotRead, reading
from vatscheck.words.catalogue import Lang

BACK_WORDS = ("b", "back", "返回")
STOP_WORDS = (".", "。", "stop")
UNKNOWN_WORDS = ("", "?", "？")


POINTER = 6
"""So many columns stand before a label in a list."""


class Move(Enum):
    """What is answered instead of an answer."""

    BACK = "back"
    UNKNOWN = "unknown"
    STOP = "stop"


Option = tuple[str, str]
"""The key of an answer, and how it is shown."""


class Dialogue(Protocol):
    """Puts questions one by one."""

    def say(self, text: str) -> None:
        """Show a text before the next question."""

    def choose(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> str | Move:
        """Return the key of the one answer chosen, or a move that is offered."""

    def pick(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> list[str] | Move:
        """Return the keys of all answers marked, perhaps none, or a move."""

    def write(self, text: str, moves: Sequence[Move]) -> str | Move:
        """Return what is typed, without blanks around it; nothing typed is unknown."""


def dialogue(lang: Lang) -> Dialogue:
    """Return a dialogue on the screen, or in plain lines where there is no terminal."""
    terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return Screen(lang) if terminal else Lines(lang)


class Lines:
    """Numbered answers, a line typed for each question."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, text: str) -> None:
        """Print a text."""
        print(text)

    def choose(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> str | Move:
        """Ask for one number until it is one of those shown."""
        while True:
            self._list(text, options, moves)
            found = self._numbers(self._line(), options, moves)
            if isinstance(found, Move):
                return found
            if len(found) == 1:
                return found[0]

    def pick(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> list[str] | Move:
        """Ask for numbers, 0 = none of them."""
        from vatscheck.words.catalogue import word

        none = ("", word("say-none", self.lang))
        while True:
            self._list(text, [*options, none], moves)
            found = self._numbers(self._line(), [*options, none], moves)
            if isinstance(found, Move):
                return found
            if found:
                return [key for key in found if key]

    def write(self, text: str, moves: Sequence[Move]) -> str | Move:
        """Print a question and return the next line."""
        print(text)
        line = self._line()
        return _move(line, moves) or line

    def _list(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> None:
        from vatscheck.words.catalogue import word

        print(text)
        for number, (_, label) in enumerate(options, 1):
            print(f"{number:>3}  {label}")
        signs = {Move.BACK: "b", Move.UNKNOWN: "?", Move.STOP: "."}
        for move in moves:
            print(f"{signs[move]:>3}  {word(f'say-{move.value}', self.lang)}")
        sys.stdout.flush()

    def _numbers(
        self, line: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> list[str] | Move:
        """The keys of the numbers in a line; empty, after a word on it, for others."""
        from vatscheck.formats.inert import terminal as escape
        from vatscheck.words.catalogue import word

        if move := _move(line, moves):
            return move
        parts = line.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
        parts = [part for part in parts if part]
        known = {str(n): key for n, (key, _) in enumerate(options, 1)}
        if parts and all(part in known for part in parts):
            return list(dict.fromkeys(known[part] for part in parts))
        print(word("say-again", self.lang, found=escape(line)))
        return []

    def _line(self) -> str:
        """The next line of standard input. Raises `NotRead` at its end."""
        sys.stdout.flush()
        with reading() as stream:
            raw, encoding = stream.buffer.readline(), stream.encoding or "utf-8"
        if not raw:
            raise NotRead
        return raw.decode(encoding, errors="replace").strip()


class Screen:
    """Pick lists on a cleared screen, a question at a time."""

    def __init__(self, lang: Lang, **terminal: Any) -> None:
        self.lang, self.terminal = lang, terminal
        self._said: list[str] = []

    def say(self, text: str) -> None:
        """Keep a text for the next question, above which it stands."""
        self._said.append(text)

    def choose(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> str | Move:
        """Let one answer be chosen with the arrows."""
        import questionary

        choices = [*self._choices(options), *self._moves(moves)]
        self._turn()
        asked = questionary.select(
            wrapped(text),
            choices=choices,
            qmark="",
            instruction=self._hint("say-choose"),
            **self.terminal,
        )
        found: str | Move = self._answered(asked)
        return found

    def pick(
        self, text: str, options: Sequence[Option], moves: Sequence[Move]
    ) -> list[str] | Move:
        """Let answers be marked; a move that is marked counts alone.

        Enter with nothing marked is refused: it would lose the line that is pointed at.
        """
        import questionary

        none = ("", f"({self._hint('say-none')})")
        choices = [*self._choices([*options, none]), *self._moves(moves)]
        self._turn()
        asked = questionary.checkbox(
            wrapped(text),
            choices=choices,
            qmark="",
            instruction=self._hint("say-pick"),
            validate=lambda marked: bool(marked) or self._hint("say-mark"),
            **self.terminal,
        )
        found: Any = self._answered(asked)
        if isinstance(found, Move):
            return found
        moved = [key for key in found if isinstance(key, Move)]
        return moved[0] if moved else [key for key in found if key]

    def write(self, text: str, moves: Sequence[Move]) -> str | Move:
        """Let a line be typed."""
        import questionary

        self._turn()
        found: Any = self._answered(
            questionary.text(f"{wrapped(text)}\n", qmark="", **self.terminal)
        )
        line = str(found).strip()
        return _move(line, moves) or line

    def _turn(self) -> None:
        """Clear the screen, and show what was said since the last question."""
        if not self.terminal:
            from prompt_toolkit.shortcuts import clear

            clear()
        for text in self._said:
            print(wrapped(text))
        self._said = []
        sys.stdout.flush()

    def _answered(self, asked: Any) -> Any:
        """The answer. Raises `KeyboardInterrupt` as any other command does."""
        return asked.unsafe_ask()

    def _choices(self, options: Sequence[Option]) -> list[Any]:
        from questionary import Choice

        return [Choice(cropped(label), value=key) for key, label in options]

    def _moves(self, moves: Sequence[Move]) -> list[Any]:
        from questionary import Choice

        from vatscheck.words.catalogue import word

        return [
            Choice(f"({word(f'say-{m.value}', self.lang)})", value=m) for m in moves
        ]

    def _hint(self, id: str) -> str:
        from vatscheck.words.catalogue import word

        return word(id, self.lang)


def wrapped(text: str) -> str:
    """Return a text broken between words, as wide as the screen."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=_width())
    lines = Text(text).wrap(console, _width(), overflow="fold")
    return "\n".join(line.plain.rstrip() for line in lines)


def cropped(label: str) -> str:
    """Return a label that fits one line of a list, a sign for what is cut."""
    from rich.cells import cell_len, set_cell_size

    most = _width() - POINTER
    if cell_len(label) <= most:
        return label
    return f"{set_cell_size(label, most - 1).rstrip()}…"


def _width() -> int:
    from shutil import get_terminal_size

    return max(get_terminal_size((80, 24)).columns, NARROWEST)


def _move(line: str, moves: Sequence[Move]) -> Move | None:
    """The move that a typed line stands for, where it is offered."""
    words = {
        Move.BACK: BACK_WORDS,
        Move.STOP: STOP_WORDS,
        Move.UNKNOWN: UNKNOWN_WORDS,
    }
    return next((m for m in moves if line.casefold() in words[m]), None)
