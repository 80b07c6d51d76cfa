"""The whole outputs kept beside the tests: `python -m tests.cli.outputs` writes them.

Read the difference before you keep it: expected verdicts come from the law.
"""

from __future__ import annotations

import re
from contextlib import chdir
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import PROFILES, ROOT, run
from vatscheck.law.book import load_law

KEPT = Path(__file__).parent / "kept"
CHANGES = Path(__file__).parent / "kept_changes"
TALKS = Path(__file__).parent / "kept_talks"
LOOKED_UP = Path(__file__).parent / "kept_lookups"
WIDTH = 80
"""The width of a terminal that says nothing of its own."""
DAYS = {
    "minimal": "2026-11-22",
    "tesla": "2026-11-22",
    "unity": "2026-11-22",
    "bt-2019": "2019-01-31",
    "beijing-vpn-2021": "2021-11-01",
    "northwind": "2026-12-01",
    "fabrikam": "2026-12-01",
}
"""The profiles whose whole answers are kept, with the day judged."""
INVENTED = ("northwind", "fabrikam")
"""Companies made up for the tests: their profiles are not part of the package."""

SHORT = (
    ("where", ()),
    ("where", ("--servers-stay",)),
    ("limits", ()),
    ("timeline", ()),
    ("why", ("ircs",)),
    ("cures", ()),
)
"""The questions asked about the company of `northwind.toml`."""
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
        folder = "tests/answers/companies" if name in INVENTED else "profiles"
        command = ("assess", f"{folder}/{name}.toml", "--as-of", day)
        for lang, width in product(("en", "zh"), (80, 120)):
            found[f"{name}.{lang}.{width}.txt"] = (*command, "--lang", lang, str(width))
        for lang in ("en", "zh"):
            asked = ("--format", "json", "--lang", lang, "80")
            found[f"{name}.{lang}.json"] = (*command, *asked)
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
        in_json = ("--format", "json", "80")
        found[f"{question}.en.json"] = (question, *about, *in_json)
    company = str(Path(__file__).parent / "northwind.toml")
    for (question, more), lang in product(SHORT, ("en", "zh")):
        name = "-".join((question, *(word.strip("-") for word in more)))
        file = f"northwind.{name}.{lang}.80.txt"
        judged = ("--as-of", "2026-12-01")
        found[file] = (question, company, *more, *judged, "--lang", lang, "80")
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


STARTS: dict[str, tuple[str, ...]] = {
    "en": (
        *(
            "Northwind (Shanghai) Co., Ltd.",
            "our shop; public cloud; zeppelin",
            "1",
            "3",
            "",
        ),
        *("Suzhou", "上海市浦东新区1号", "beijing", "Northwind Inc.", "Utopia", "US"),
        *("0.5", "100%", "2"),
    ),
    "zh": (
        *("北风（上海）有限公司", "自己的热线；公有云；齐柏林", "3", ""),
        *("亚特兰蒂斯", "上海市浦东新区1号", "北京市", "北风公司", "乌托邦", "美国"),
        *("0.5", "100%", "2"),
    ),
}
"""What is typed in a guided start: products, a place, one foreign holder; with slips."""
QUESTIONS_ALONE = ("?", "b", "2", "1", "b", "5", "1", "1", "3,1", "1")
"""What is typed where the questions are asked without a word for the product."""


def talks() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the kept talks by file name: the arguments, and the lines typed."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for lang in ("en", "zh"):
        more = ("--lang", lang)
        start = ("start", "client.toml", "--as-of", "2026-11-22", *more)
        found[f"start.{lang}.txt"] = (start, STARTS[lang])
        found[f"classify.{lang}.txt"] = (("classify", *more), QUESTIONS_ALONE)
    return found


def talk(arguments: tuple[str, ...], typed: tuple[str, ...]) -> str:
    """Return what is shown in a talk, and what is written, in a folder of its own."""
    stdin = "".join(f"{line}\n" for line in typed).encode()
    with TemporaryDirectory() as folder, chdir(folder):
        ran = run(*arguments, stdin=stdin)
        files = sorted(path.name for path in Path().iterdir())
        written = Path("client.toml")
        text = written.read_text("utf-8") if written.exists() else ""
    ends = f"exit {ran.code}\n{', '.join(files)}\n"
    return f"{ran.out}{ran.err}{ends}{text}"


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
    """Return what the command prints, the digests of the law and of it left out."""
    *command, width = arguments
    with chdir(ROOT):
        out = run(*command, width=int(width)).out
    out = out.replace(load_law().head.digest, "sha256:of-the-law")
    return re.sub(
        r'("digest": "sha256:)[0-9a-f]{64}("\n}\n)$', r"\1of-the-answer\2", out
    )


if __name__ == "__main__":
    kept = ((KEPT, outputs()), (CHANGES, changes()), (LOOKED_UP, lookups()))
    for folder, every in kept:
        folder.mkdir(exist_ok=True)
        for file, arguments in every.items():
            (folder / file).write_text(produce(arguments), encoding="utf-8")
    TALKS.mkdir(exist_ok=True)
    for file, (words, lines) in talks().items():
        (TALKS / file).write_text(talk(words, lines), encoding="utf-8")
