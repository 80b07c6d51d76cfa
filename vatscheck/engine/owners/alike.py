"""What a holder can be, told apart only as far as a goal reads it."""

from __future__ import annotations

from collections.abc import Sequence

from vatscheck.engine.owners.structure import ELSEWHERE, Level, Option, Reads


def unlike(level: Level, reads: Reads) -> Level:
    """Return a level with one option for what counts alike for what a goal reads."""
    classes = [
        class_._replace(
            options=unlike_options(
                [
                    option._replace(level=unlike(option.level, reads))
                    if option.level
                    else option
                    for option in class_.options
                ],
                reads,
            )
        )
        for class_ in level.classes
    ]
    return level._replace(classes=tuple(classes))


def unlike_options(options: Sequence[Option], reads: Reads) -> tuple[Option, ...]:
    """Return one option for all that count alike for what a goal reads."""
    if len(options) == 1:
        return tuple(options)
    found: dict[Option, Option] = {}
    for option in options:
        key = option
        if option.foreign and not reads.suppliers:
            key = option._replace(home=ELSEWHERE, supplier=False)
        if option.state and not reads.state:
            key = option._replace(state=False)
        found.setdefault(key, option)
    return tuple(found.values())
