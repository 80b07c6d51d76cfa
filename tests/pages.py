"""What the README and the guide show, and how it is carried out.

A block whose fence names a file (```` ```toml client.toml ````) is that file. A `console`
block holds commands with all that they print, lines that begin with `>` being typed; a
`text` block that begins with `$` holds one command and how its answer begins. All blocks
of a page share one folder, in their order. `python -m tests.pages` brings what is shown to
what is answered today: look at the difference.
"""

from __future__ import annotations

import re
import shlex
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.cli.running import ROOT, run

README = ROOT / "README.md"
GUIDE = ROOT / "vatscheck" / "guide"
PAGES = (README, *sorted(GUIDE.glob("*.md")))
LENT = ("profiles", "tests")
"""Folders of the repository that a page may name."""
INTERNAL = 70
"""The exit code of an error that is the program's own: never to be shown."""
PROMPT, TYPED = "$ vatscheck ", ">"
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.S | re.M)
DIGEST = re.compile(r"sha256:\w+")


class Block(NamedTuple):
    """A block of code: its language, the file that it is, and its text."""

    language: str
    file: str
    text: str


class Shown(NamedTuple):
    """A command with what a page shows of it; `whole` = all that it prints."""

    words: tuple[str, ...]
    typed: str
    lines: tuple[str, ...]
    whole: bool


def blocks(page: Path, language: str = "") -> list[Block]:
    """The blocks of a page, all or those of one language."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [Block(*one) for one in found if language in ("", one[0])]


def shown(block: Block) -> list[Shown]:
    """The commands that a block shows with what they print; none for other blocks."""
    if block.language not in ("console", "text"):
        return []
    found = []
    for talk in re.split(rf"^{re.escape(PROMPT)}", block.text, flags=re.M)[1:]:
        command, *lines = talk.splitlines()
        typed = "".join(f"{line[2:]}\n" for line in lines if line.startswith(TYPED))
        kept = tuple(line for line in lines if not line.startswith(TYPED))
        whole = block.language == "console"
        found.append(Shown(tuple(shlex.split(command)), typed, kept, whole))
    return found


def lend(folder: Path) -> None:
    """Put what pages name of the repository into a folder."""
    for name in LENT:
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)


def carry_out(block: Block, folder: Path) -> None:
    """Write the file that a block is, or check that its commands print what it shows.

    The folder is the current one.
    """
    if block.file:
        path = folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    for one in shown(block):
        ran = run(*one.words, stdin=one.typed.encode())
        if one.whole:
            assert_together(one.lines, ran.out, ran.err)
        else:
            assert _plain(ran.out)[: len(one.lines)] == _plain("\n".join(one.lines))


def assert_together(lines: tuple[str, ...], out: str, err: str) -> None:
    """Check that some lines are those of both streams, each in its own order."""
    told = _plain(err)
    found = _plain("\n".join(lines))
    assert [line for line in found if line in told] == told
    assert [line for line in found if line not in told] == _plain(out)


def _plain(text: str) -> list[str]:
    return without_digests(text).splitlines()


def without_digests(text: str) -> str:
    """Return a text without the digests, which change with the law."""
    return DIGEST.sub("sha256:", text)


def refreshed(block: Block) -> str:
    """What a block would show today; one with typed lines is left as it is.

    Raises `AssertionError` for a command that gives no answer.
    """
    found = []
    for one, command in zip(shown(block), _commands(block), strict=True):
        if one.typed:
            return block.text
        ran = run(*one.words)
        if ran.code == INTERNAL or not ran.out + ran.err:
            raise AssertionError(f"{command}: gives no answer to show: {ran.err}")
        told = _together(ran.out, ran.err) if one.whole else ran.out.splitlines()
        kept = told if one.whole else told[: len(one.lines)]
        found += [f"{PROMPT}{command}", *kept]
    return "\n".join(found) + "\n" if found else block.text


def _together(out: str, err: str) -> list[str]:
    """What a person sees: the messages, the answer, and the line with the exit code."""
    told = err.splitlines()
    last = [told.pop()] if told and re.search(r"\(exit \d+\)$", told[-1]) else []
    return [*told, *out.splitlines(), *last]


def _commands(block: Block) -> list[str]:
    lines = block.text.splitlines()
    return [line.removeprefix(PROMPT) for line in lines if line.startswith(PROMPT)]


def refresh(page: Path) -> None:
    """Bring every block of a page that shows an answer to what is answered today."""
    text = page.read_text(encoding="utf-8")
    with TemporaryDirectory() as name:
        folder = Path(name)
        lend(folder)
        with chdir(folder):
            for block in blocks(page):
                if block.file:
                    carry_out(block, folder)
                elif shown(block):
                    text = text.replace(block.text, refreshed(block))
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for each in PAGES:
        refresh(each)
