"""`vatscheck drift`: what changed since answers were saved, why, and what is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vatscheck.cli.ending import Ending
from vatscheck.cli.judging import Asked, run_of, saved_in
from vatscheck.cli.options import AsOf, FailOn, Language, LawFolder, Outputs
from vatscheck.cli.refusal import Refused, ended
from vatscheck.cli.sources import Read
from vatscheck.cli.wanted import Wanted
from vatscheck.cli.writing import write_all
from vatscheck.words.catalogue import Lang

if TYPE_CHECKING:
    from vatscheck.answers.document import Document


def drift(
    context: typer.Context,
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
    from vatscheck.answers.drift import Judged
    from vatscheck.answers.drift import drift as drifted

    asked = Asked(tuple(profiles or ()), as_of, (), fail_on, lang, law_folder).settled(
        context
    )
    files = _files(asked.paths, saved)
    run = run_of(asked)
    reads = [one for one in run.reads if isinstance(one, Read)]
    documents = list(run.documents())
    found = [
        Judged(one.profile, document.data, _saved(files[one.path], asked.lang))
        for one, document in zip(reads, documents, strict=True)
    ]
    chosen = None if fail_on == "never" else fail_on
    document = drifted(found, run.law, run.day, asked.lang, chosen)
    Wanted(format, output or (), asked.lang, asked.paths).give(document)
    if update:
        saved.mkdir(parents=True, exist_ok=True)
        write_all(_updated(asked.paths, documents, files), asked.paths)
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
    return saved_in(path, lang)[0] if path.exists() else None


def _updated(
    paths: Sequence[str], documents: Sequence[Document], files: dict[str, Path]
) -> dict[Path, bytes]:
    return {
        files[path]: f"{document.to_json()}\n".encode()
        for path, document in zip(paths, documents, strict=True)
    }


def _ending(
    document: Document,
    documents: Sequence[Document],
    fail_on: str | None,
    lang: Lang,
) -> Ending:
    """Something worse, or at `--fail-on`, fails; what became undetermined is open."""
    from vatscheck.answers.verdict import RANKS

    changes = [c for each in document.data["profiles"] for c in each["changes"]]
    open_ = sum(change["after"] == "undetermined" for change in changes)
    worst = max(
        (RANKS[i["status"]] for d in documents for i in d.data["assessments"]),
        default=0,
    )
    if worse := [c for c in changes if c["worse"] and c["after"] != "undetermined"]:
        return Ending(1, ended("verdict-drift", 1, lang, n=len(worse)))
    if fail_on and worst >= RANKS[fail_on]:
        return Ending(1, ended("verdict-drift-at", 1, lang))
    if open_:
        return Ending(3, ended("verdict-drift-open", 3, lang, n=open_))
    return Ending(0, ended("verdict-drift-none", 0, lang))
