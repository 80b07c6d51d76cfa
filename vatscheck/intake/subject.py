"""What a questionnaire is about: a profile, with services and products named apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vatscheck.names.index import Names
from vatscheck.names.resolution import Settling
from vatscheck.profile.models import Profile
from vatscheck.profile.problems import Problem


def subject(
    names: Names,
    profile: Profile | None,
    services: Sequence[str],
    products: Sequence[str],
) -> tuple[Profile | None, list[Problem]]:
    """Return the profile to ask about, and every name that is not understood.

    Services and products that are named replace those of the profile; without a
    profile the company has no name yet. Without either there is nothing to ask: none.
    """
    if not services and not products:
        return profile, []
    data: dict[str, Any] = {"schema": 1, "name": "-"}
    data |= {"services": list(services)} if services else {}
    data |= {"products": list(products)} if products else {}
    problems = Settling(names).settle(data)
    if problems:
        return None, problems
    fresh = Profile.model_validate(data)
    if profile is None:
        return fresh.model_copy(update={"name": ""}), []
    narrowed = names.narrowed(profile, fresh.services)
    return narrowed.model_copy(update={"products": fresh.products}), []
