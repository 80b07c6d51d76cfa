"""Files are written all or none, private until they are whole, and there to stay."""

from __future__ import annotations

import os
import signal
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from vatscheck.cli.streams import PipeClosed

PRIVATE, ORDINARY, BITS = 0o600, 0o666, 0o777
"""The mode of a file not whole yet, of a new one before the umask, and what is kept."""


class NotWritten(Exception):
    """A file could not be written; the message names it and says why.

    `written` are the files that had been written by then.
    """

    def __init__(self, message: object, written: Iterable[Path] = ()) -> None:
        super().__init__(message)
        self.written = tuple(written)


class OverInput(NotWritten):
    """A file to be written is one of those that are read; the message names it."""


class Exists(NotWritten):
    """A file to be made anew is there already; the message names it."""


class Stopped(BaseException):
    """A signal asks the process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Part(NamedTuple):
    """A file on its way: as it was named, where it will stand, where it is prepared."""

    path: Path
    place: Path
    fresh: Path


def write(path: Path, content: bytes, inputs: Iterable[str] = ()) -> None:
    """Replace a file in one step, or write into what is no file, such as a pipe.

    Raises `NotWritten` if that cannot be done, and `OverInput` for one of the inputs.
    """
    write_all({path: content}, inputs)


def write_all(
    contents: Mapping[Path, bytes], inputs: Iterable[str] = (), *, new: bool = False
) -> None:
    """Write several files, all of them or none; with `new` none may be there yet.

    All are prepared before the first takes its place. Raises `NotWritten`.
    """
    inputs = list(inputs)
    for path in contents:
        if over_input(path, inputs):
            raise OverInput(path)
        if new and os.path.lexists(path):
            raise Exists(path)
    parts: list[Part] = []
    done: list[Path] = []
    with _stoppable():
        try:
            for path, content in contents.items():
                with _named(path, done):
                    _prepare(path, content, parts, done)
            with _undisturbed():
                for part in parts:
                    with _named(part.path, done):
                        _place(part, new)
                    done.append(part.path)
        finally:
            for part in parts:
                with suppress(OSError):
                    part.fresh.unlink()


def aside(path: Path) -> dict[Path, bytes]:
    """Return a file that is there under a name that nothing has, to be written beside it."""
    number = 1
    while os.path.lexists(kept := path.with_name(f"{path.name}.{number}.bak")):
        number += 1
    return {kept: path.read_bytes()} if there(path) else {}


def over_input(output: Path | None, inputs: Iterable[str]) -> bool:
    """Return whether a file to be written is one of those that are read."""
    if output is None or not there(output):
        return False
    found = (Path(path) for path in inputs if path != "-")
    return any(there(path) and output.samefile(path) for path in found)


def there(path: Path) -> bool:
    """Return whether something is there; a name that no disk takes names nothing."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def _prepare(path: Path, content: bytes, parts: list[Part], done: list[Path]) -> None:
    """Write a file beside its place, whole and on the disk; a pipe is written into."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG | ORDINARY & ~_umask()
    if not stat.S_ISREG(mode):
        _pour(path, content)
        done.append(path)
        return
    place = Path(os.path.realpath(path))
    if any(part.place == place for part in parts):
        raise OSError(None, "named twice")
    fresh = place.with_name(f".vatscheck-{os.urandom(8).hex()}.new")
    parts.append(Part(path, place, fresh))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(fresh, flags, PRIVATE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(mode & BITS)


def _pour(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as target:
            target.write(content)
    except BrokenPipeError:
        raise PipeClosed from None


def _place(part: Part, new: bool) -> None:
    """Let a file take its place, and the folder remember it."""
    if new:
        _link(part)
    else:
        part.fresh.replace(part.place)
    with suppress(OSError):  # not every system can open a folder
        folder = os.open(part.place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _link(part: Part) -> None:
    """Put a new file in place; of two that do so at once, one finds it taken."""
    try:
        os.link(part.fresh, part.place)
    except FileExistsError:
        raise Exists(part.path) from None
    except OSError:  # a disk without links
        if os.path.lexists(part.place):
            raise Exists(part.path) from None
        part.fresh.replace(part.place)


@contextmanager
def _named(path: Path, done: list[Path]) -> Iterator[None]:
    """Name the file in what went wrong with it, and those that are there by then."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NotWritten(f"{path}: {reason}", done) from None


def _umask() -> int:
    """The mask of new files; to read it is to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a signal that ends the process unwind first, so that nothing half-done stays."""
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    ours = threading.current_thread() is threading.main_thread()
    held = [n for n in numbers if ours and signal.getsignal(n) is signal.SIG_DFL]
    for number in held:
        signal.signal(number, _stop)
    stopped = 0
    try:
        yield
    except Stopped as error:
        stopped = error.number
    finally:
        for number in held:
            signal.signal(number, signal.SIG_DFL)
    if stopped:
        os.kill(os.getpid(), stopped)


def _stop(number: int, _: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)
    raise Stopped(number)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no signal come between the first file that takes its place and the last."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    ending = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = mask(signal.SIG_BLOCK, ending)
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)
