"""The whole outputs kept beside the tests: `python -m tests.cli.outputs` writes them.

Read the difference before you keep it: expected verdicts come from the law.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

from tests.cli.running import PROFILES, run
from vatscheck.law.book import load_law

KEPT = Path(__file__).parent / "kept"
DAYS = {
    "minimal": "2026-11-22",
    "tesla": "2026-11-22",
    "unity": "2026-11-22",
    "bt-2019": "2019-01-31",
    "beijing-vpn-2021": "2021-11-01",
}

QUESTIONS: dict[str, tuple[str, ...]] = {
    "where": (),
    "timeline": ("--service", "app-store"),
    "limits": ("--service", "ircs"),
    "why": ("info-community",),
}
"""The questions asked about one profile, with what narrows them."""


def outputs() -> dict[str, tuple[str, ...]]:
    """Return the kept outputs by file name, and the arguments that give each."""
    found: dict[str, tuple[str, ...]] = {}
    for name, day in DAYS.items():
        command = ("assess", str(PROFILES / f"{name}.toml"), "--as-of", day)
        for lang, width in product(("en", "zh"), (80, 120)):
            found[f"{name}.{lang}.{width}.txt"] = (*command, "--lang", lang, str(width))
        for lang in ("en", "zh"):
            more = ("--format", "json", "--lang", lang, "80")
            found[f"{name}.{lang}.json"] = (*command, *more)
    for question, narrowed in QUESTIONS.items():
        about = (str(PROFILES / "unity.toml"), *narrowed, "--as-of", DAYS["unity"])
        for lang in ("en", "zh"):
            found[f"{question}.{lang}.80.txt"] = (
                question,
                *about,
                "--lang",
                lang,
                "80",
            )
        found[f"{question}.en.json"] = (question, *about, "--format", "json", "80")
    return found


def produce(arguments: tuple[str, ...]) -> str:
    """Return what the command prints, the digest of the law left out."""
    *command, width = arguments
    out = run(*command, width=int(width)).out
    return out.replace(load_law().head.digest, "sha256:of-the-law")


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for file, arguments in outputs().items():
        (KEPT / file).write_text(produce(arguments), encoding="utf-8")
