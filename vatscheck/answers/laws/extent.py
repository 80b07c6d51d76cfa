"""What the law models and what it does not: services, places, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vatscheck.answers.document import head
from vatscheck.answers.laws.records import span_text
from vatscheck.formats.json import written
from vatscheck.law.book import Law
from vatscheck.upkeep.extent import Coverage, Extent, Span
from vatscheck.words.catalogue import Lang, word


def coverage_lines(law: Law, found: Coverage, lang: Lang) -> Iterator[str]:
    """Yield a block for each service, then the areas, then what is not modelled."""
    parts = {"start": law.head.starts, "verified": law.head.verified_on}
    yield word("law-extent", lang, **parts)
    told = ""
    for extent in found.extents:
        if extent.service != told:
            service = law.services[extent.service]
            told = extent.service
            yield f"{told} ({service.code}) {service.zh if lang == 'zh' else service.en}"
        yield f"    {_extent(law, extent, lang)}"
    yield word("law-extent-areas", lang)
    for reach in found.areas:
        area = law.areas[reach.area]
        name = area.zh if lang == "zh" else area.en
        more = {"places": reach.places, "spans": _spans(reach.spans, lang)}
        yield "    " + word("law-extent-area", lang, area=reach.area, name=name, **more)
    yield "    " + word("law-extent-rest", lang)
    yield word("law-extent-silent", lang)
    for silence in found.silences:
        yield f"    {silence.service}: {_spans([silence.span], lang)}"
    yield f"    {', '.join(found.unread)}"


def _extent(law: Law, extent: Extent, lang: Lang) -> str:
    area = word("anywhere", lang)
    if extent.area:
        record = law.areas[extent.area]
        area = record.zh if lang == "zh" else record.en
    kind = word(f"law-kind-{extent.kind}", lang)
    spans = _spans(extent.spans, lang)
    return word("law-extent-row", lang, kind=kind, area=area, spans=spans)


def _spans(spans: Iterable[Span], lang: Lang) -> str:
    return ", ".join(span_text(*span, lang) for span in spans)


def coverage_document(law: Law, found: Coverage) -> str:
    """Return what is modelled as JSON (`vatscheck/law-coverage/1`)."""

    def spans(of: Iterable[Span]) -> list[dict[str, Any]]:
        return [{"from": first, "to": last} for first, last in of]

    document = {
        **head("law-coverage", law),
        "starts": law.head.starts,
        "modelled": [
            {
                "service": extent.service,
                "kind": extent.kind,
                "area": extent.area,
                "spans": spans(extent.spans),
                "routes": list(extent.routes),
            }
            for extent in found.extents
        ],
        "areas": [
            {"id": reach.area, "places": reach.places, "spans": spans(reach.spans)}
            for reach in found.areas
        ],
        "silent": [
            {"service": silence.service, "spans": spans([silence.span])}
            for silence in found.silences
        ],
        "not_modelled": list(found.unread),
    }
    return written(document)
