"""The JSON Schemas (2020-12) of what the commands print, made from the shapes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import get_original_bases

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS = {
    "answer": "assess_shapes.Answer",
    "report": "report.shapes.report.Report",
    "check": "check.Checked",
    "services": "services.Services",
    "places": "places.Places",
    "facts": "facts.Facts",
    "explain": "explain.Explanation",
    "classification": "schemas.classification.Classification",
    "where": "where.Where",
    "timeline": "timeline.Timeline",
    "limits": "limits.Limits",
    "why": "why.Why",
    "compare": "changes.shapes.Compare",
    "cures": "cures.Cures",
    "whatif": "changes.shapes.Whatif",
    "drift": "drift.Drift",
    "portfolio": "portfolio.Portfolio",
    "law-list": "laws.records.ListDocument",
    "law-show": "laws.records.ShowDocument",
    "law-stale": "laws.records.StaleDocument",
    "law-lint": "laws.checks.LintDocument",
    "law-test": "laws.checks.TestDocument",
    "law-coverage": "laws.extent.CoverageDocument",
    "law-page": "laws.page.PageDocument",
    "law-diff": "laws.diff.DiffDocument",
}
"""The documents by name: the module below `vatscheck.answers`, and the shape in it."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document. Raises `KeyError` for no such name."""
    module, _, shape = SCHEMAS[name].rpartition(".")
    kind = getattr(import_module(f"vatscheck.answers.{module}"), shape)
    found = TypeAdapter(kind).json_schema(schema_generator=_Described)
    return {"$schema": DIALECT, **found}


class _Described(GenerateJsonSchema):
    """Describes every key, also one that stands for a shape or comes from another one.

    Pydantic leaves the text out where a shape is used but once.
    """

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        found = super().typed_dict_schema(schema)
        for key, field in schema["fields"].items():
            text = field.get("metadata", {}).get("pydantic_js_updates", {})
            if key in found["properties"] and "description" in text:
                found["properties"][key].setdefault("description", text["description"])
        for base in get_original_bases(schema["cls"]):
            if not hasattr(base, "__total__"):  # TypedDict itself
                continue
            above = TypeAdapter(base).json_schema(schema_generator=_Described)
            for key, value in above["properties"].items():
                if "description" in value:
                    described = found["properties"][key]
                    described.setdefault("description", value["description"])
        return found
