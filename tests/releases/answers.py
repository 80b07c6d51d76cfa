"""Print the JSON answer of every input, one a line: run by each of two releases.

`python answers.py INPUTS` reads one object a line (`profile`, `day`) and needs nothing
but the package that it is run with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from vatscheck.engine.assess import assess
from vatscheck.law.book import load_law
from vatscheck.profile.models import Profile


def rooms() -> tuple[Any, Any]:
    """Return what resolves names, from where this release or 0.1 has it."""
    try:
        index = import_module("vatscheck.names.index")
        return index.Names, import_module("vatscheck.names.resolution").Settling
    except ModuleNotFoundError:
        index = import_module("vatscheck.engine.names")
        return index.Names, import_module("vatscheck.engine.settling").Settling


def written() -> Callable[[Any], Any]:
    """Return what makes a document of an answer, from where this release or 0.1 has it."""
    try:
        found = import_module("vatscheck.answers.assessments").as_object
    except ModuleNotFoundError:
        found = import_module("vatscheck.report.json").as_object
        return partial(
            found, page=import_module("vatscheck.report.interface").Page("en")
        )
    return partial(found, lang="en")


def main(inputs: Path) -> None:
    """Judge every input and print its answer."""
    law = load_law()
    index, settling = rooms()
    names, document = index(law), written()
    for line in inputs.read_text(encoding="utf-8").splitlines():
        case: dict[str, Any] = json.loads(line, parse_float=Decimal)
        data = case["profile"]
        if settling(names).settle(data):
            raise ValueError(f"names that are not known: {line}")
        answer = assess(Profile.model_validate(data), law, case["day"])
        print(json.dumps(document(answer), default=str))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
