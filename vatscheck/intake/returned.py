"""Answers that are not certain: the fact stays unknown, and the cell goes back."""

from __future__ import annotations

from typing import Any

from vatscheck.intake.slips import Filled, Slip
from vatscheck.profile.problems import Loc

OF_A_HOLDER = (
    *("owners.jurisdiction", "owners.share", "owners.kind"),
    *("owners.service_supplier", "owners.track_record"),
)
"""What may stay unknown of a holder, while the holder stays where it is."""
OF_A_CELL = (
    *("intake-share", "intake-yes-no", "intake-one", "jurisdiction"),
    *("jurisdiction-unknown", "intake-number", "intake-whole"),
)
"""What is wrong with one cell alone; all else is wrong with the holders as a whole."""
NEEDED = ("name", "schema")
"""What no profile can do without."""


def returned(filled: Filled) -> list[Slip]:
    """Take the wrong answers out of the data and return them, those that can stay out.

    Who holds what is known as a whole or not at all: a holder that is left out would
    make a foreign one vanish. What is left in `slips` no profile can do without.
    """
    found = [slip for slip in filled.slips if slip.spot and slip.spot.about != "name"]
    filled.slips = [slip for slip in filled.slips if slip not in found]
    if any(_of_all_holders(slip) for slip in found):
        filled.data.pop("owners", None)
    return found


def _of_all_holders(slip: Slip) -> bool:
    about = slip.spot.about if slip.spot else ""
    if not about.startswith("owners"):
        return False
    return about not in OF_A_HOLDER or slip.id not in OF_A_CELL


def left_out(data: dict[str, Any], loc: Loc) -> bool:
    """Leave out of a profile's data what stands at a path; false if it is needed.

    Holders go as a whole; of a service the detail, or the service itself.
    """
    if not loc or loc[0] in NEEDED:
        return False
    if loc[0] == "owners":
        return data.pop("owners", None) is not None
    path = loc[:3] if loc[0] == "services" else loc[:2]
    at: Any = data
    for step in path[:-1]:
        try:
            at = at[step]
        except (KeyError, IndexError, TypeError):
            return False
    if path[-1] == "id" and isinstance(data.get("services"), list):
        data["services"].remove(at)
        return True
    if isinstance(at, dict):
        return at.pop(path[-1], None) is not None
    return False
