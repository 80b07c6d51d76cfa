"""`vatscheck waive`: write down who decided to live with a rule, why, and until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from vatscheck.api import load_law
from vatscheck.cli.ending import Ending
from vatscheck.cli.files import say
from vatscheck.cli.options import Language, LawFolder
from vatscheck.cli.profiles import the_day
from vatscheck.cli.refusal import NOTHING_WRITTEN, Mistakes, Refused
from vatscheck.cli.sources import loaded, read
from vatscheck.cli.writing import write

if TYPE_CHECKING:
    from vatscheck.law.book import Law


def waive(
    profile: Annotated[str, typer.Argument()],
    rule: Annotated[str, typer.Argument()],
    until: Annotated[str, typer.Option("--until", metavar="DAY")],
    by: Annotated[str, typer.Option("--by", metavar="WHO")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    service: Annotated[str | None, typer.Option("--service", metavar="SERVICE")] = None,
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", metavar="TEXT")
    ] = None,
    decided: Annotated[str | None, typer.Option("--decided", metavar="DAY")] = None,
    accept: Annotated[Literal["risk"] | None, typer.Option("--accept")] = None,
    lang: Language = "en",
    law_folder: LawFolder = None,
) -> Ending:
    """Write a waiver into a profile; it changes no status, only the exit code."""
    from vatscheck.names.index import Names
    from vatscheck.profile.editing import LayoutError
    from vatscheck.profile.problems import ProfileError
    from vatscheck.profile.reading import decode
    from vatscheck.profile.waiving import waived

    if profile == "-":
        raise Refused("waive-stdin")
    law = load_law(law_folder)
    found: dict[str, Any] = {"rule": rule}
    found |= {"service": service} if service else {}
    found |= {
        "reason": reason,
        "by": by,
        "decided": date.fromisoformat(the_day(law, decided)),
        "until": date.fromisoformat(the_day(law, until)),
    }
    found |= {"evidence": evidence} if evidence else {}
    found |= {"law": _digest(law, rule)}
    found |= {"accept": accept} if accept else {}
    try:
        raw = read(profile)
        loaded(raw, profile, Names(law))
        text = waived(decode(raw, profile), found)
        loaded(text.encode(), profile, Names(law))
    except ProfileError as error:
        raise Mistakes([error], id=NOTHING_WRITTEN) from None
    except LayoutError:
        raise Refused("waive-layout", path=profile) from None
    write(Path(profile), text.encode())
    say("waived-wrote", lang, rule=rule, until=until, path=profile)
    return Ending()


def _digest(law: Law, rule: str) -> str:
    """The digest of the record that is waived. Raises `Refused` for what is none."""
    from vatscheck.answers.waivers import KINDS, record_digest
    from vatscheck.names.index import close

    try:
        return record_digest(law, rule)
    except KeyError:
        ids = [id for kind in KINDS for id in getattr(law, kind)]
        hint = ", ".join(close(rule, ids, n=3, cutoff=0.4)) or "-"
        raise Refused("waive-unknown", rule=rule, hint=hint) from None
