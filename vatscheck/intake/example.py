"""What of the template's example still stands in a profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vatscheck.profile.models import Owner, Profile

NAMES = ("Example Co., Ltd.", "示例有限公司", "Example Holder Ltd.", "示例股东")
"""The names in the templates: nobody is called so."""


def examples(profile: Profile) -> list[str]:
    """Return the names of the template that stand in a profile, each once."""
    found = (name for name in (profile.name, *_holders(profile.owners or ())))
    return list(dict.fromkeys(name for name in found if name in NAMES))


def _holders(owners: Sequence[Owner]) -> Iterator[str]:
    for owner in owners:
        yield owner.name or ""
        yield from _holders(owner.owners or ())
