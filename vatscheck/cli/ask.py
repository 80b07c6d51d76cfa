"""`vatscheck init --ask`: the loop of questions at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vatscheck.api import load_law
from vatscheck.cli.files import say, show
from vatscheck.cli.profiles import the_day
from vatscheck.cli.refusal import Refused
from vatscheck.cli.streams import reading
from vatscheck.cli.writing import aside, write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.intake.asking import Interview, Prompt

EXPLAIN, STOP = ("?", "？"), (".", "。")


def ask_into(
    path: Path,
    as_of: str | None,
    lang: Lang,
    folder: Path | None = None,
    *,
    force: bool = False,
) -> None:
    """Ask until nothing matters any more, or the answers stop; write the profile.

    Raises `Refused` where they stop before there is a profile.
    """
    from vatscheck.intake.asking import Interview
    from vatscheck.intake.toml import written
    from vatscheck.names.index import Names
    from vatscheck.words.catalogue import word

    law = load_law(folder)
    day = the_day(law, as_of)
    interview = Interview(Names(law), day)
    show(word("ask-how", lang))
    while (prompts := interview.prompts()) and _answered(interview, prompts[0], lang):
        pass
    if not interview.complete:
        raise Refused("ask-too-little")
    content = written(interview.data, word("ask-comment", lang))
    kept = aside(path) if force else {}
    write_all({**kept, path: content}, new=not kept)
    for file in kept:
        say("intake-kept", lang, path=file)
    say("wrote", lang, path=path)


def _answered(interview: Interview, prompt: Prompt, lang: Lang) -> bool:
    """Put one question until it is answered; false if the answers stop here."""
    from vatscheck.answers.intake.prompts import (
        asked,
        explained,
        read_as,
        standing,
        wrong,
    )
    from vatscheck.intake.shares import Misread

    while True:
        show(asked(interview.law, prompt, lang))
        line = _line()
        if line is None or line in STOP:
            return False
        if line in EXPLAIN:
            show(
                "\n".join(
                    f"  {text}" for text in explained(interview.law, prompt, lang)
                )
            )
            continue
        before = interview.answer
        try:
            value = interview.reply(prompt, line)
        except Misread as error:
            show(f"  {wrong(error, lang)}")
            continue
        if value is None:
            return True
        if places := read_as(prompt, line, value):
            show(f"  {places}")
        if interview.answer:
            show(f"  {standing(before, interview.answer, lang)}")
        return True


def _line() -> str | None:
    """The next line of standard input, none at its end; strange bytes are shown as such."""
    with reading() as stream:
        raw, encoding = stream.buffer.readline(), stream.encoding or "utf-8"
    return raw.decode(encoding, errors="replace").strip() if raw else None
