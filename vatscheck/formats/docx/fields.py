"""Fields placed freely in a firm's own template, filled in by docxtpl, which is an extra.

A template with fields is a program, and as trusted as one. It runs in a sandbox in
which there are texts, numbers, lists and tables only, and no methods of theirs; no text
of a profile can begin a field, end one, or become markup. docxtpl is under the LGPL: it
is imported here and nowhere else, and the program neither needs nor ships it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vatscheck.formats.docx.template import PLACE, MissingExtra, TemplateError
from vatscheck.formats.docx.texts import clean

RAW = re.compile(r"\{%[-+]?\s*autoescape")


def filled(template: bytes, data: Mapping[str, Any]) -> Any:
    """Return a template with its fields filled in from data, as an open document.

    Where it says `{{report}}` stands `PLACE`. Raises `MissingExtra` without docxtpl, and
    `TemplateError` for a field that names nothing or does what it may not.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise MissingExtra("docxtpl") from None
    made = DocxTemplate(BytesIO(template))
    known = {**_inert(data), "report": PLACE}
    try:
        made.render(known, _Sandbox(), autoescape=True)
    except Exception as error:  # a template is a program, and fails as any does
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise TemplateError(clean(first[:200])) from None
    return made.docx


class _Sandbox(ImmutableSandboxedEnvironment):
    """Data by their keys; nothing else has parts, and nothing makes objects."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        del self.filters["attr"], self.filters["safe"]

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        """Return a part of the template, whose texts none of its marks leaves unescaped."""
        if RAW.search(source):
            raise TemplateSyntaxError("autoescape cannot be changed", 1)
        return super().from_string(source, *args, **options)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what stands under a key, or what a loop knows of itself."""
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what stands under a key or in a place, and never a method."""
        if isinstance(obj, Mapping | Sequence):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                pass
        return self.undefined(obj=obj, name=argument)


def _inert(value: Any) -> Any:
    """Data whose every text is inert."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _inert(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_inert(each) for each in value]
    return value
