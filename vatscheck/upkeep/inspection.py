"""Everything that is wrong with a law: findings, remarks, and missing tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from vatscheck.law.book import Law, load_law
from vatscheck.law.compile import DATA, digest
from vatscheck.law.findings import Finding
from vatscheck.law.lint import lint
from vatscheck.law.tidy import tidy, unused
from vatscheck.upkeep.folders import LawError, read_folder, unchecked
from vatscheck.upkeep.minimum import minimum
from vatscheck.upkeep.spots import Spot, spots_in
from vatscheck.upkeep.trial import Trial, trial
from vatscheck.upkeep.written import beside, written_in


class Found(NamedTuple):
    """A finding with the place of its record; no place = it stands in another folder."""

    finding: Finding
    spot: Spot | None


class Inspection(NamedTuple):
    """The law, what is wrong with it, and what is only to be noted."""

    law: Law
    findings: tuple[Found, ...]
    remarks: tuple[Found, ...]


def inspected(folder: Path | None) -> Inspection:
    """Return what is wrong with the law of a folder; none = the bundled law.

    Of an overlay only its own records need tests, and only they are remarked on; the
    tests of a bundled record serve the one that replaces it.
    Raises `LawError` for a folder that cannot be read.
    """
    law = _as_written(folder)
    place = folder or DATA
    found = lint(law)
    found += [] if found else tidy(law)
    found += minimum(law, beside(law, folder), mine(law))
    own = mine(law)
    noted = [f for f in unused(law) if own is None or f.id in own]
    spots = {(spot.kind, spot.id): spot for spot in spots_in(place)}
    return Inspection(law, _placed(found, spots), _placed(noted, spots))


def _as_written(folder: Path | None) -> Law:
    """The law of a folder; of the bundled one its sources, if they are newer.

    Raises `LawError` with what is wrong with the records, and with the tests as well.
    """
    bundled = load_law()
    if folder is None and digest(DATA) == bundled.head.digest:
        return bundled
    try:
        return unchecked(folder or DATA)
    except LawError as error:
        try:
            written_in(folder or DATA)
        except LawError as more:
            raise LawError([*error.errors, *more.errors]) from None
        raise


def mine(law: Law) -> set[str] | None:
    """Return the ids of an overlay's own records; none = the law has no overlay."""
    return {layer.id for layer in law.overlay.records} if law.overlay else None


def _placed(
    found: Sequence[Finding], spots: dict[tuple[str, str], Spot]
) -> tuple[Found, ...]:
    return tuple(Found(finding, spots.get(finding[:2])) for finding in found)


def tried(folder: Path | None, workers: int) -> tuple[Law, Trial]:
    """Return the results of the tests beside the records of a law.

    Of an overlay only its own tests are run. Raises `LawError` for a folder or a test
    that cannot be read.
    """
    law = read_folder(folder) if folder else load_law()
    found = trial(law, written_in(folder or DATA), workers)
    own = mine(law)
    seen = (seen for seen in found.coverage if own is None or seen.rule in own)
    return law, found._replace(coverage=tuple(seen))
