"""The JSON Schemas (2020-12) of what the commands print, made from the shapes below."""

from __future__ import annotations

from importlib import import_module
from typing import Any

SCHEMAS = {
    "answer": "answer.Answer",
    "check": "check.Checked",
    "classification": "classification.Classification",
    "where": "questions.Where",
    "timeline": "questions.Timeline",
    "limits": "questions.Limits",
    "why": "questions.Why",
    "compare": "changes.Compare",
    "cures": "cures.Cures",
    "whatif": "changes.Whatif",
    "law-list": "laws.ListDocument",
    "law-show": "laws.ShowDocument",
    "law-stale": "laws.StaleDocument",
    "law-lint": "laws.LintDocument",
    "law-test": "laws.TestDocument",
    "law-coverage": "laws.CoverageDocument",
    "law-diff": "laws.DiffDocument",
}
"""The documents by name: the module of this package and the shape in it."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document. Raises `KeyError` for no such name."""
    from pydantic import TypeAdapter

    module, _, shape = SCHEMAS[name].partition(".")
    kind = getattr(import_module(f"vatscheck.report.schemas.{module}"), shape)
    found = TypeAdapter(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
