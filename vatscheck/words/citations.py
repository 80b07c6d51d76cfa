"""How a text is cited in a sentence: its short name, and the parts of it that are meant.

English names the parts as English lawyers do (`Arts 27 and 31`), Chinese in the numerals
of the text itself (第二十七条、第三十一条). The full title stands in the list of sources.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from vatscheck.law.book import Law, Source
from vatscheck.law.models import Instrument
from vatscheck.words.catalogue import Lang, chinese
from vatscheck.words.pieces import ARTICLES, PARAGRAPH

SEVERAL = {"Art.": "Arts", "para.": "paras", "Annex": "Annexes", "item": "items"}
"""The units that texts are cited by, each with its plural."""
ZH = {"Art.": "条", "para.": "项", "item": "项", "measure": "项措施"}
"""The unit behind a Chinese numeral; the headed points of a notice are 项."""
LOCATOR = re.compile(r"(Art|Arts|para|paras|item|items|measure|Annex)\.? (\d.*)")
POINT = re.compile(r"(\d+)((?:\(\d+\))*)(.*)")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
HEADED = re.compile(r"([IV]+)\((\d+)\)(\d*)")
"""A point of a notice under its headings: `II(2)4` is 二（二）4."""
EDITION = re.compile(r"（[^（）]*）$")
"""The edition at the end of a Chinese title: （2016年修订）."""
DIGITS, TEN, HUNDRED = "零一二三四五六七八九", 10, 100
UNMARKED = "《》〔〕（）"
"""Signs that show that a Chinese name is marked as a title, or is none."""


class Cited(NamedTuple):
    """A text by its short name, and the parts of it that are cited, in their order."""

    name: str
    parts: tuple[str, ...]


def shared(sources: Iterable[Source], lang: Lang) -> frozenset[str]:
    """Return the short names that two texts of one answer have: editions of one text."""
    seen: dict[str, str] = {}
    twice = set()
    for source in sources:
        name = _name(source.instrument, lang)
        if seen.setdefault(name, source.instrument.id) != source.instrument.id:
            twice.add(name)
    return frozenset(twice)


def short(source: Source, lang: Lang, twice: Collection[str] = ()) -> str:
    """Return the short citation of one source: FITE Provisions 2022, Art. 6.

    `twice` are names that need their edition beside them (`shared`).
    """
    return joined([source], lang, twice)


def cited(
    law: Law, day: str, cites: Iterable[str], lang: Lang, twice: Collection[str] = ()
) -> str:
    """Return citations as they stand on a day, in short, the parts of one text together.

    What was not issued by that day is left out.
    """
    found = (law.source(cite, day) for cite in cites)
    return joined((source for source in found if source), lang, twice)


def joined(sources: Iterable[Source], lang: Lang, twice: Collection[str] = ()) -> str:
    """Return sources in short, each text once with all its parts, in order of first use."""
    texts = _texts(sources, lang, twice)
    names = tuple(texts)
    folded: dict[str, list[str]] = {}
    for name, articles in texts.items():
        parts = list(locators(articles, lang))
        whole = next((n for n in names if _annexed(name, n, lang)), None)
        if whole is None:
            folded.setdefault(name, [])[:0] = parts
        else:  # an annex with a record of its own, beside the text that it belongs to
            annex = name.removeprefix(whole).removeprefix(", ")
            folded.setdefault(whole, []).extend([annex, *parts])
    if chinese(lang):
        return "；".join(_joined_zh(name, parts) for name, parts in folded.items())
    return "; ".join(
        ", ".join([name, *dict.fromkeys(parts)]) for name, parts in folded.items()
    )


def locators(articles: Iterable[str], lang: Lang) -> Iterator[str]:
    """Yield the parts of one text in words, those of one kind sorted and put together."""
    kinds: dict[str, list[str]] = {}
    for article in filter(None, dict.fromkeys(articles)):
        kind, numbers = _read(article)
        kinds.setdefault(kind, []).extend(numbers)
    for kind in sorted(kinds, key=_rank):
        numbers = sorted(dict.fromkeys(kinds[kind]), key=_place)
        if not numbers:
            yield _other(kind, lang)
        elif chinese(lang):
            yield "、".join(_numbered(kind, number) for number in numbers)
        else:
            yield _english(kind, numbers)


def _texts(
    sources: Iterable[Source], lang: Lang, twice: Collection[str]
) -> Mapping[str, list[str]]:
    """The parts that are cited of each text, by its name."""
    found: dict[str, list[str]] = {}
    for source in sources:
        name = _name(source.instrument, lang)
        if name in twice:
            name += _edition(source.instrument, lang)
        found.setdefault(name, []).append(source.article)
    return found


def _name(item: Instrument, lang: Lang) -> str:
    """The short name; a text without one goes by its number, or by its title."""
    if not chinese(lang):
        return item.short or item.number or item.title
    title = item.title_zh
    marked = title if set(title) & set(UNMARKED) else f"《{title}》"
    return item.short_zh or item.number or marked


def _edition(item: Instrument, lang: Lang) -> str:
    """What tells an edition from another of its name: the end of its title, or its year."""
    if chinese(lang) and (found := EDITION.search(item.title_zh)):
        return found[0]
    year = (item.issued or item.from_ or "")[:4]
    if not year:
        return ""
    return f"（{year}年）" if chinese(lang) else f" {year}"


def _annexed(name: str, whole: str, lang: Lang) -> bool:
    mark = "附件" if chinese(lang) else ", Annex"
    return name != whole and name.startswith(whole + mark)


def _joined_zh(name: str, parts: Iterable[str]) -> str:
    return name + "、".join(dict.fromkeys(parts))


def _read(article: str) -> tuple[str, list[str]]:
    """A part of a text as its kind and its numbers; of another kind, as it stands."""
    found = LOCATOR.fullmatch(article)
    if found is None or " Table " in article:
        return article, []
    unit = found[1].removesuffix("s")
    kind = f"{unit}." if unit in ("Art", "para") else unit
    return kind, found[2].split(", ")


def _rank(kind: str) -> int:
    """Articles come first, annexes last."""
    order = ("Art.", "para.")
    if kind.startswith("Annex"):
        return len(order) + 1
    return order.index(kind) if kind in order else len(order)


def _place(number: str) -> tuple[int, str]:
    found = POINT.match(number)
    return (int(found[1]), found[2]) if found else (0, number)


def _english(kind: str, numbers: list[str]) -> str:
    many = len(numbers) > 1 or "-" in numbers[0]
    *first, last = numbers
    text = f"{', '.join(first)} and {last}" if first else last
    text = PARAGRAPH.sub(r" para. \1", text)
    return f"{SEVERAL.get(kind, kind) if many else kind} {text}"


def _other(article: str, lang: Lang) -> str:
    """A part that is no number: a named item of a list, a point under headings."""
    if not chinese(lang):
        return article
    if article in ARTICLES:
        return ARTICLES[article].format("")
    if points := HEADED.findall(article):
        heads = (f"{numeral(ROMAN[h])}（{numeral(int(p))}）{n}" for h, p, n in points)
        return "、".join(heads)
    head, _, rest = article.partition(" ")
    rest = rest.replace(" Table ", "表")
    return ARTICLES[head].format(rest) if head in ARTICLES else article


def _numbered(kind: str, number: str) -> str:
    """A number with its unit in Chinese: 第六条至第十一条, 第九条第二款, 第六十二条第（八）项."""
    if (
        kind == "Annex"
    ):  # annexes are numbered in figures by the treaties that have them
        return f"附件{number}"
    low, to, high = number.partition("-")
    if to:
        return f"{_numbered(kind, low)}至{_numbered(kind, high)}"
    found = POINT.match(number)
    if found is None:
        return f"第{number}{ZH[kind]}"
    items = (f"第（{numeral(int(n))}）项" for n in re.findall(r"\d+", found[2]))
    points = "".join(items) if kind == "Art." else _bracketed(found[2])
    rest = PARAGRAPH.sub(lambda p: f"第{numeral(int(p[1]))}款", found[3])
    return f"第{numeral(int(found[1]))}{ZH[kind]}{points}{rest}"


def _bracketed(points: str) -> str:
    """The points of a notice, in brackets as it numbers them."""
    return "".join(f"（{numeral(int(n))}）" for n in re.findall(r"\d+", points))


def numeral(value: int) -> str:
    """Return a number from 1 to 999 as Chinese texts number their articles: 一百零七."""
    hundreds, rest = divmod(value, HUNDRED)
    tens, ones = divmod(rest, TEN)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += DIGITS[0]
    return text + (DIGITS[ones] if ones else "")
