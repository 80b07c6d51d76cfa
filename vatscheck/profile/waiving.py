"""Writing a waiver into the text of a profile: comments and order stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT

from vatscheck.profile.editing import LayoutError
from vatscheck.profile.reading import parse

KEY = "waivers"


def waived(text: str, waiver: Mapping[str, Any]) -> str:
    """Return the text of a profile with one more waiver at its end.

    Raises `LayoutError` if the form of the text does not allow it.
    """
    before = parse(text, "")
    try:
        document = tomlkit.parse(text)
        table = tomlkit.table()
        for key, value in waiver.items():
            table.add(key, value)
        if KEY not in document:
            document.append(KEY, tomlkit.aot())
        every = document[KEY]
        if not isinstance(every, AoT):
            raise LayoutError("waivers are written on one line")
        every.append(table)
        found = tomlkit.dumps(document)
        after = parse(found, "")
    except LayoutError:
        raise
    except Exception as error:  # tomlkit fails on a little that tomllib reads
        raise LayoutError(str(error)) from error
    wanted = {**before, KEY: [*before.get(KEY, []), dict(waiver)]}
    if after != wanted:
        raise LayoutError("other keys moved")
    return found
