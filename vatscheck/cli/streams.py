"""The standard streams: closed, full or left by their reader, they never bend an exit code.

Results that cannot be given are an error of their own; a message that nobody can read
is lost, and nothing else with it.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

SHOWN = "vatscheck-shown"
"""How a sign is written that the console's encoding lacks: as JSON escapes it."""


class PipeClosed(Exception):
    """The reader of the results has gone."""


class NotGiven(Exception):
    """Standard output takes no results; the message says why, empty = it is closed."""


class NotRead(Exception):
    """Standard input gives nothing; the message says why, empty = closed or at its end."""


class Stream(io.TextIOBase):
    """A standard stream under guard; all but writing is asked of the stream itself."""

    def __init__(self, stream: TextIO | None, number: int) -> None:
        self.stream, self.number = stream, number

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the stream."""
        return self.stream.encoding if self.stream else "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """How signs are written that the encoding lacks."""
        return SHOWN

    def isatty(self) -> bool:
        """Return whether a person reads."""
        return bool(self.stream and self.stream.isatty())

    def fileno(self) -> int:
        """Return the number of the stream."""
        return self.number

    def silence(self) -> None:
        """Let what is still to be written vanish, so that the end of the process may."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.number)
            os.close(nowhere)


class Results(Stream):
    """Standard output. Raises `PipeClosed`, or `NotGiven` with the reason.

    Once failed it fails for good: who tries it out may swallow the first failure.
    """

    failure: PipeClosed | NotGiven | None = None

    def write(self, text: str) -> int:
        """Write a text."""
        with self._given():
            return self.stream.write(text) if self.stream else self._closed()

    def flush(self) -> None:
        """Write what is waiting."""
        with self._given():
            if self.stream:
                self.stream.flush()

    @contextmanager
    def _given(self) -> Iterator[None]:
        if self.failure:
            raise self.failure
        try:
            yield
        except BrokenPipeError:
            self.failure = PipeClosed()
        except OSError as error:
            self.failure = NotGiven(error.strerror or error)
        if self.failure:
            self.silence()
            raise self.failure

    def _closed(self) -> int:
        raise NotGiven


class Messages(Stream):
    """Standard error: a message is written, or lost without a word."""

    def write(self, text: str) -> int:
        """Write a text, and what waits with it."""
        if self.stream:
            try:
                self.stream.write(text)
                self.stream.flush()
            except OSError:
                self.silence()
        return len(text)

    def flush(self) -> None:
        """Do nothing: each text is written at once."""


@contextmanager
def guard() -> Iterator[None]:
    """Have both outputs under guard; keep the numbers of closed streams from files."""
    codecs.register_error(SHOWN, _shown)
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=SHOWN)
    sys.stdout, sys.stderr = Results(sys.stdout, 1), Messages(sys.stderr, 2)
    yield
    # What failed is silenced by now: the interpreter's own flush finds nothing wrong.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__


def _fill() -> None:
    """Take the free numbers below 3: a file that got one would be a standard stream."""
    while (number := os.open(os.devnull, os.O_RDWR)) < 3:
        pass
    os.close(number)


def _shown(error: UnicodeError) -> tuple[str, int]:
    """A sign as JSON escapes it: lossless, so that JSON stays JSON on any console."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from vatscheck.formats.inert import escaped

    return escaped(error.object[error.start : error.end]), error.end


@contextmanager
def reading() -> Iterator[TextIO]:
    """Give standard input for one reading. Raises `NotRead` where there is none."""
    if sys.stdin is None:
        raise NotRead
    try:
        yield sys.stdin
    except OSError as error:
        raise NotRead(error.strerror or error) from None
