"""Writing a waiver into the text of a profile: all that stands there stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit

from vatscheck.profile.editing import LayoutError
from vatscheck.profile.problems import ProfileError
from vatscheck.profile.reading import parse

KEY = "waivers"


def waived(text: str, waiver: Mapping[str, Any]) -> str:
    """Return the text of a profile with one more waiver at its end.

    Raises `LayoutError` if the form of the text does not allow it.
    """
    before = parse(text, "")
    written = tomlkit.dumps({KEY: [dict(waiver)]})
    ending = "\r\n" if "\r\n" in text else "\n"
    found = text.rstrip() + ending * 2 + written.replace("\n", ending)
    try:
        after = parse(found, "")
    except ProfileError:  # waivers that are written as a list take no more tables
        raise LayoutError("waivers are written on one line") from None
    if after != {**before, KEY: [*before.get(KEY, []), dict(waiver)]}:
        raise LayoutError("other keys moved")
    return found
