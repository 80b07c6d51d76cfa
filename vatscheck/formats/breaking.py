"""Where a line may end: between words, and between Chinese signs that may be parted.

No line begins with a sign that closes or ends with one that opens (the rules of GB/T
15834 on punctuation); a figure keeps its unit, a document its number, a short title
its marks. Widths are columns of a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

CLOSING = "，。、；：！？）》〕】”’%％‰…,.;:!?)]}"
"""Signs that no line begins with."""
OPENING = "（《〔【“‘([{"
"""Signs that no line ends with."""
AMBIGUOUS = frozenset("“”‘’→…—·×°")
"""Signs that are two columns wide among Chinese ones, and one among others."""
WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
UNITS = "%|‰|个工作日|个月|个(?:事项|问题|省|城市)?|[万亿千百]*(?:元|人|户|名|条|次|件|份|项(?:业务)?|家|年|月|日|时|小时|号|级|倍|类|层)"
FIGURE = r"\d[\d.,]*[万亿千百]*"
ATOM = re.compile(
    rf"《[^《》\s]{{1,12}}》"
    rf"|〔\d+〕\d+号?"
    rf"|第[一二三四五六七八九十百千零\d]+[条款项章节编号类批次段期日年]?"
    rf"|(?:RMB|Arts?\.|paras?\.?|lines?|No\.|nos?\.|items?|Annex)[ ]\d[\d,.-]*(?:[ ](?:million|billion|thousand))?"
    rf"|{FIGURE}(?:{UNITS})"
    rf"|{FIGURE}(?:[ ](?:%|million|billion))?(?=[{WIDE}\s]|[{re.escape(CLOSING)}]|$)"
    rf"|[ ]+"
    rf"|[{WIDE}“”‘’…]"
    rf"|[^\s{WIDE}“”‘’…]+"
    rf"|\s"
)


def width(text: str, wide: bool = False) -> int:
    """Return how many columns a text takes; `wide` = among Chinese signs."""
    extra = sum(sign in AMBIGUOUS for sign in text) if wide else 0
    return cell_len(text) + extra


def units(text: str) -> Iterator[str]:
    """Yield the pieces that stay whole, blanks as pieces of their own."""
    kept = ""
    for piece in _pieces(text):
        if piece.isspace() or not kept:
            if kept:
                yield kept
            kept = piece
        elif kept.isspace():
            yield kept
            kept = piece
        elif kept[-1] in OPENING or piece[0] in CLOSING or _word(kept[-1], piece[0]):
            kept += piece
        else:
            yield kept
            kept = piece
    if kept:
        yield kept


def _pieces(text: str) -> Iterator[str]:
    for hit in ATOM.finditer(text):
        yield hit[0]


def _word(before: str, after: str) -> bool:
    """Whether two signs belong to one Latin word."""
    return before not in CLOSING[:14] and not _sign(before) and not _sign(after)


def _sign(sign: str) -> bool:
    return bool(re.match(rf"[{WIDE}“”‘’…]", sign))


def lines(text: str, columns: int, wide: bool = False) -> list[str]:
    """Return a text in lines of at most so many columns; blanks at their ends go.

    A piece that is wider than a line is parted where it must be.
    """
    found, now = [], ""
    for unit in _fitting(text, columns, wide):
        if now and width(now + unit.rstrip(), wide) > columns:
            found.append(now.rstrip())
            now = "" if unit.isspace() else unit
        else:
            now += "" if unit.isspace() and not now and found else unit
    return [*found, now.rstrip()] if now.strip() or not found else found


def _fitting(text: str, columns: int, wide: bool) -> Iterator[str]:
    """The pieces of a text, those too wide for a line parted."""
    for unit in units(text):
        rest = unit
        while width(rest, wide) > columns:
            at = _cut(rest, columns, wide)
            yield rest[:at]
            rest = rest[at:]
        yield from (rest,) if rest else ()


def _cut(unit: str, columns: int, wide: bool) -> int:
    """Where to part a piece: as late as it fits, behind a figure only if it must be."""
    most = 1
    while most < len(unit) and width(unit[: most + 1], wide) <= columns:
        most += 1
    good = [at for at in range(most, 0, -1) if _parted(unit, at)]
    apart = (at for at in good if not unit[at - 1].isdigit())
    return next(apart, good[0] if good else most)


def _parted(unit: str, at: int) -> bool:
    """Whether a piece may be parted here: not inside a figure, or at a lone bracket."""
    if unit[at - 1] in OPENING or unit[at : at + 1] in tuple(CLOSING):
        return False
    return not (unit[at - 1].isdigit() and unit[at : at + 1].isdigit())
