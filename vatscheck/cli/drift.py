"""`vatscheck drift`: what changed since answers were saved, why, and what is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.judging import Asked, run_of, saved_in
from vatscheck.cli.options import AsOf, FailOn, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused, exiting
from vatscheck.cli.sources import Read
from vatscheck.cli.wanted import Wanted
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import Lang, word

if TYPE_CHECKING:
    from vatscheck.answers.document import Document


def drift(
    profiles: Annotated[list[str] | None, typer.Argument()] = None,
    saved: Annotated[Path, typer.Option("--saved", metavar="FOLDER")] = Path(
        ".vatscheck"
    ),
    as_of: AsOf = None,
    fail_on: FailOn = "never",
    update: Annotated[bool, typer.Option("--update")] = False,
    format: Annotated[
        Literal["table", "json", "markdown"], typer.Option("--format")
    ] = "table",
    output: Outputs = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Compare the answers of today with saved ones: what changed, and what will."""
    from vatscheck import api

    asked = Asked(tuple(profiles or ()), as_of, (), fail_on, lang, law_folder).settled()
    files = _files(asked.paths, saved)
    run = run_of(asked)
    about = [run.about(one) for one in run.reads if isinstance(one, Read)]
    kept = [(one, _saved(files[one.file], asked.lang)) for one in about]
    chosen = None if fail_on == "never" else fail_on
    documents = [api.assess(one, lang=asked.lang) for one in about]
    document = api.drift(kept, fail_on=chosen, lang=asked.lang)
    Wanted(format, output or (), asked.lang, asked.paths).give(document)
    if update:
        saved.mkdir(parents=True, exist_ok=True)
        pairs = zip(about, documents, strict=True)
        write_all(
            {files[one.file]: f"{now.to_json()}\n".encode() for one, now in pairs},
            asked.paths,
        )
    return _ending(document, documents, chosen, asked.lang)


def _files(paths: tuple[str, ...], folder: Path) -> dict[str, Path]:
    """Where the answer of each profile is saved. Raises `Refused` for two of one name."""
    found: dict[str, Path] = {}
    for path in paths:
        stem = Path(path).stem
        if folder / f"{stem}.json" in found.values():
            raise Refused("drift-stem", stem=stem)
        found[path] = folder / f"{stem}.json"
    return found


def _saved(path: Path, lang: Lang) -> dict[str, Any] | None:
    return next(saved_in(path, lang), None) if path.exists() else None


def _ending(
    document: Document,
    documents: Sequence[Document],
    fail_on: str | None,
    lang: Lang,
) -> Ending:
    """Something worse, or at `--fail-on`, fails; what became undetermined is open.

    What is waived does neither.
    """
    from vatscheck.answers.drift import rank
    from vatscheck.answers.verdict import RANKS

    every = [c for each in document.data["profiles"] for c in each["changes"]]
    changes = [c for c in every if not c.get("waived")]
    items = [i for d in documents for i in d.data["assessments"] if not i.get("waived")]
    failing = bool(fail_on) and any(rank(i) >= RANKS[fail_on or ""] for i in items)
    code, told = _found(changes, failing)
    if new := sum(each["saved"] is None for each in document.data["profiles"]):
        told["verdict-drift-unsaved"] = new
    texts = [word(id, lang, n=n) for id, n in told.items()]
    return Ending(code, exiting(word("between-long", lang).join(texts), code, lang))


def _found(
    changes: Sequence[dict[str, Any]], failing: bool
) -> tuple[int, dict[str, int]]:
    """The exit code, and how many services there are of what brought it about."""
    worse = [c for c in changes if c["worse"] and c["after"] != "undetermined"]
    fresh = sum(c["before"] is None for c in worse)
    told = {"verdict-drift-new": fresh, "verdict-drift": len(worse) - fresh}
    if found := {id: n for id, n in told.items() if n}:
        return 1, found
    if failing:
        return 1, {"verdict-drift-at": 1}
    if n := sum(change["after"] == "undetermined" for change in changes):
        return 3, {"verdict-drift-open": n}
    return 0, {"verdict-drift-none": 0}
