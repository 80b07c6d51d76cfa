"""Every word of the interface, by id and language. Law texts are in the law.

A language is a folder beside this file: one TOML file a topic, `id = "sentence"`, or
`id = { 1 = "{n} item", other = "{n} items" }` where the sentence depends on a number;
and `profile.toml`, the profile to begin with. `law-texts` says in which of its two
languages the law is read.
All languages have the same ids and fields; a test compares them. A topic is read when
one of its words is first asked for, the words of an answer first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent
Lang = str
"""The name of a language: that of its folder."""
LANGS = (
    "en",
    *sorted(
        p.parent.name for p in FOLDER.glob("*/answers.toml") if p.parent.name != "en"
    ),
)
"""The languages that there are, that of the sources first."""
LAW = ("en", "zh")
"""The languages of the law itself; of any other `law-texts` says which it reads."""
TOPICS = (
    *("answers", "summary", "messages", "questions", "changes", "checklist"),
    *(
        "records",
        "guide",
        "intake",
        "profile_keys",
        "upkeep",
        "help",
        "pipeline",
        "lookups",
        "tables",
        "portfolio",
        "portfolio_summary",
    ),
)
"""The files of a language in the order in which they are searched."""
Sentence = str | dict[str, str]

_READ: dict[tuple[Lang, str], dict[str, Sentence]] = {}


def sentences(lang: Lang, topic: str) -> dict[str, Sentence]:
    """Return the sentences of a topic by id, read from the disk once."""
    key = lang, topic
    if key not in _READ:
        import tomllib  # `--version` needs the names of the languages, not their words

        text = (FOLDER / lang / f"{topic}.toml").read_text(encoding="utf-8")
        _READ[key] = tomllib.loads(text)
    return _READ[key]


def texts(lang: Lang) -> Literal["en", "zh"]:
    """Return in which of its two languages a reader of a language reads the law's texts."""
    return "zh" if chinese(lang) else "en"


def chinese(lang: Lang) -> bool:
    """Return whether a reader of a language reads the law's texts in Chinese."""
    known = lang in LAW  # no file is read for what is known
    return (lang if known else word("law-texts", lang)) == "zh"


def twin(field: str, lang: Lang) -> str:
    """Return the name of a field that the law has in both languages, for a reader."""
    return f"{field}_zh" if chinese(lang) else field


def has(id: str, topic: str = "answers") -> bool:
    """Return whether a topic has a sentence of that id."""
    return id in sentences(LANGS[0], topic)


def beginning(lang: Lang) -> bytes:
    """Return the profile to begin with, its comments in a language, as a file."""
    return (FOLDER / lang / "profile.toml").read_bytes()


def word(id: str, lang: Lang, **parts: object) -> str:
    """Return a sentence of the catalogue, filled in. Raises `KeyError` for no such id.

    Where a sentence has a form for the number `n`, that one is taken.
    """
    for topic in TOPICS:
        if id in (found := sentences(lang, topic)):
            break
    sentence = found[id]
    if isinstance(sentence, dict):
        sentence = sentence.get(str(parts.get("n")), sentence["other"])
    return sentence.format(**parts) if parts else sentence
