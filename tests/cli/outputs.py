"""The whole outputs kept beside the tests: `python -m tests.cli.outputs` writes them.

Read the difference before you keep it: expected verdicts come from the law.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

from tests.cli.running import PROFILES, run
from vatscheck.law.book import load_law

KEPT = Path(__file__).parent / "kept"
CHANGES = Path(__file__).parent / "kept_changes"
LOOKED_UP = Path(__file__).parent / "kept_lookups"
WIDTH = 80
"""The width of a terminal that says nothing of its own."""
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


def changes() -> dict[str, tuple[str, ...]]:
    """Return the kept outputs of the questions about changes."""
    minimal, equinix = (str(PROFILES / f"{n}.toml") for n in ("minimal", "equinix"))
    commands = {
        "whatif": ("whatif", minimal, "--set", "servers.places=[tianjin]"),
        "cures": ("cures", equinix),
        "compare": ("compare", equinix, "--as-of", "2024-01-01"),
    }
    forms = (("table", "txt"), ("json", "json"), ("markdown", "md"), ("html", "html"))
    return {
        f"{name}.{lang}.{ending}": (
            *(*command, "--as-of", "2026-11-22"),
            *("--format", form, "--lang", lang, "80"),
        )
        for name, command in commands.items()
        for lang, (form, ending) in product(("en", "zh"), forms)
        if name == "compare" or form != "html"
        if name != "cures" or form != "markdown"
        if lang == "en" or form != "json"
    }


LOOKUPS: dict[str, tuple[str, ...]] = {
    "services": ("services",),
    "services-icp": ("services", "ICP"),
    "places": ("places", "深圳"),
    "facts": ("facts", "app", "generative_ai"),
    "explain-107": ("explain", "107"),
    "explain-vie": ("explain", "VIE"),
    "explain-duty": ("explain", "minors-protection"),
    "law-list": ("law", "list", "routes", "hainan"),
    "law-stale": ("law", "stale", "--as-of", "2026-11-25", "--older-than", "200"),
    "law-coverage": ("law", "coverage"),
}
"""The lists and explanations, which ask about no profile."""


def lookups() -> dict[str, tuple[str, ...]]:
    """Return the kept outputs of the lists and explanations, in both languages."""
    found = {
        f"{name}.{lang}.{width}.txt": (*command, "--lang", lang, str(width))
        for name, command in LOOKUPS.items()
        for lang, width in product(("en", "zh"), (80, 120))
        if width == WIDTH or name == "explain-107"
    }
    command = ("explain", "pilot-2024", "--lang", "zh")
    forms = (("markdown", "md"), ("html", "html"), ("json", "json"))
    for form, ending in forms:
        found[f"explain-route.zh.{ending}"] = (*command, "--format", form, str(WIDTH))
    return found


def produce(arguments: tuple[str, ...]) -> str:
    """Return what the command prints, the digest of the law left out."""
    *command, width = arguments
    out = run(*command, width=int(width)).out
    return out.replace(load_law().head.digest, "sha256:of-the-law")


if __name__ == "__main__":
    kept = ((KEPT, outputs()), (CHANGES, changes()), (LOOKED_UP, lookups()))
    for folder, every in kept:
        folder.mkdir(exist_ok=True)
        for file, arguments in every.items():
            (folder / file).write_text(produce(arguments), encoding="utf-8")
