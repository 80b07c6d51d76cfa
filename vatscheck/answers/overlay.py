"""The overlay that an answer rests on, as every output names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vatscheck.law.book import Law
from vatscheck.words.catalogue import Lang, word
from vatscheck.words.phrases import escape


def overlay_text(law: Law, lang: Lang) -> str:
    """Return the name, digest and records of an overlay; nothing where there is none."""
    return overlay_said(overlay_object(law).get("overlay"), lang)


def overlay_said(overlay: Mapping[str, Any] | None, lang: Lang) -> str:
    """Return the same of an overlay as a document names it."""
    if overlay is None:
        return ""
    records = overlay["records"]
    replaced = [layer["id"] for layer in records if layer["overrides"]]
    added = [layer["id"] for layer in records if not layer["overrides"]]
    names = ", ".join(dict.fromkeys(added)) or "-", ", ".join(replaced) or "-"
    parts = {"name": escape(overlay["name"]), "digest": overlay["digest"]}
    return word("overlay", lang, added=names[0], replaced=names[1], **parts)


def headed(text: str, law: Law, lang: Lang) -> str:
    """Return a text with the overlay that it rests on above it."""
    line = overlay_text(law, lang)
    return f"{line}\n{text}" if line else text


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
