"""What tells whether a profile says the same: the hash of what rules can read in it."""

from __future__ import annotations

import hashlib

from pydantic_core import to_json

from vatscheck.profile.models import Profile

UNREAD = {"schema_", "name", "tasks", "waivers"}
"""What no rule reads: it does not make an answer another."""


def facts_digest(profile: Profile) -> str:
    """Return `sha256:` and the hash of what rules can read in a profile.

    Keys left out do not count, so that a key of a later version changes no hash.
    """
    found = profile.model_dump(mode="json", exclude=UNREAD, exclude_none=True)
    return f"sha256:{hashlib.sha256(to_json(found)).hexdigest()}"
