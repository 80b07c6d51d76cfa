"""The cures as a JSON document: `vatscheck/cures/1`."""

from __future__ import annotations

from typing import Any

from vatscheck.answers.assessments import as_object
from vatscheck.answers.interface import Page
from vatscheck.engine.answer import Answer
from vatscheck.formats.json import written


def render(answer: Answer, page: Page) -> str:
    """Return the document as text."""
    whole = as_object(answer, page)
    services = [_service(item) for item in whole["assessments"]]
    cites = {
        cite: whole["citations"][cite]
        for service in services
        for cure in service["cures"]
        for step in cure["steps"]
        for cite in step["cites"]
    }
    kept = ("tool", "law", "as_of", "profile")
    document = {
        "schema": "vatscheck/cures/1",
        **{key: whole[key] for key in kept},
        "services": services,
        "citations": cites,
    }
    return written(document)


def _service(item: dict[str, Any]) -> dict[str, Any]:
    kept = {key: item[key] for key in ("service", "code", "status")}
    cures = enumerate(item["cures"], 1)
    return kept | {"cures": [{"number": at, **cure} for at, cure in cures]}
