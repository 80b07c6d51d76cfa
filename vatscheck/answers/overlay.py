"""The overlay that an answer rests on, as every output names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vatscheck.formats.inert import terminal as escape
from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, word


def overlay_text(law: Law, lang: Lang) -> str:
    """Return the name, digest and records of an overlay; nothing where there is none."""
    found = overlay_object(law).get("overlay")
    return (
        overlay_words({**found, "name": escape(found["name"])}, lang) if found else ""
    )


def overlay_words(found: Mapping[str, Any], lang: Lang) -> str:
    """Return the key of a document that names the overlay, in words."""
    layers = found["records"]
    replaced = [layer["id"] for layer in layers if layer["overrides"]]
    added = [layer["id"] for layer in layers if not layer["overrides"]]
    names = ", ".join(dict.fromkeys(added)) or "-", ", ".join(replaced) or "-"
    parts = {"name": found["name"], "digest": found["digest"]}
    return word("overlay", lang, added=names[0], replaced=names[1], **parts)


def overlay_object(law: Law) -> dict[str, Any]:
    """Return the key of a JSON document that names the overlay; none without one."""
    found = law.overlay
    if found is None:
        return {}
    layers = [
        {"kind": layer.kind, "id": layer.id, "overrides": layer.reason}
        for layer in found.records
    ]
    return {
        "overlay": {"name": found.name, "digest": found.digest, "records": layers},
    }
