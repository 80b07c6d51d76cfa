"""What tells whether a profile says the same: the hash of what rules can read in it."""

from __future__ import annotations

import hashlib

from pydantic_core import to_json

from vatscheck.profile.models import Profile

UNREAD = {"schema_", "name", "tasks", "waivers"}
"""What no rule reads: it does not make an answer another."""


def facts_digest(profile: Profile) -> str:
    """Return `sha256:` and the hash of what rules can read in a profile."""
    found = profile.model_dump(mode="json", exclude=UNREAD)
    return f"sha256:{hashlib.sha256(to_json(found)).hexdigest()}"
