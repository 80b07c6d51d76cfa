"""Words for the values of an answer, in one language, with the law's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from vatscheck.engine.answer import Ask, CheckResult, Cure, Group, Option, Span, Step
from vatscheck.engine.regions import Label
from vatscheck.formats.inert import terminal as escape
from vatscheck.law.atlas import Atlas
from vatscheck.law.book import Law
from vatscheck.law.comparison import PLACED
from vatscheck.law.duties import Test, Within
from vatscheck.law.evidence import Question
from vatscheck.law.models import Check
from vatscheck.law.territory import Part
from vatscheck.words.catalogue import Lang, chinese, has, texts, word
from vatscheck.words.pieces import amount, article, join, number, series

REMARK = re.compile(r"[（(][^（）()]*[）)]$")
"""What stands in brackets behind the name of a part: how much of the place it is."""


class Phrases:
    """Puts words to checks, places, cures and sources; computes nothing."""

    def __init__(self, law: Law, day: str, lang: Lang) -> None:
        self.law, self.lang, self.texts = law, lang, texts(lang)
        self.day = day
        self.atlas = Atlas(law, day)

    def say(self, id: str, **parts: object) -> str:
        """Return a sentence of the catalogue."""
        return word(id, self.lang, **parts)

    def of(self, record: Any, field: str = "") -> str:
        """Return a record's words: `en`/`zh`, or a field and its Chinese twin."""
        if not field:
            return str(getattr(record, self.texts, record.en))
        twin = getattr(record, f"{field}_{self.texts}", None)
        return str(getattr(record, field) if twin is None else twin)

    def both(self, record: Any, field: str = "") -> str:
        """Return a name of the law in both languages, the reader's first."""
        en, zh = (
            (record.en, record.zh)
            if not field
            else (getattr(record, field), getattr(record, f"{field}_zh"))
        )
        return f"{zh} / {en}" if chinese(self.lang) else f"{en} / {zh}"

    def join(self, items: Iterable[str]) -> str:
        """Return a list in words."""
        return join(items, self.lang)

    def either(self, items: Iterable[str]) -> str:
        """Return a list of which any will do: A, B or C."""
        *most, last = items
        return f"{self.join(most)}{self.say('or-last')}{last}" if most else last

    def series(self, items: Iterable[str]) -> str:
        """Return a list of longer pieces, which may hold commas themselves."""
        return series(items, self.lang)

    def safe(self, text: str) -> str:
        """Return a text of the profile, what a terminal would obey made visible."""
        return escape(text)

    def value_word(self, value: str) -> str:
        """Return an answer to a question in words, as it stands where there are none."""
        return self.say(value) if has(value) else value

    def ask(self, question: Question) -> str:
        """Return an open question with the authority that can settle it."""
        who = self.of(self.law.authorities[question.ask])
        return self.say("ask-authority", text=self.of(question), ask=who)

    # --- places and reach -------------------------------------------------------

    def place(self, id: str) -> str:
        """Return the name of a place id, with its suffix if it has one."""
        head, _, last = id.rpartition("/")
        for area in self.law.areas.values():
            if area.outside == last:
                return f"{self.place(head)} ({last})"
        record = self.law.places[id]
        return self.of(record)

    def area(self, id: str) -> str:
        """Return the name of an area."""
        return self.say(id) if has(id) else self.of(self.law.areas[id])

    def reach(self, reach: Sequence[str]) -> str:
        """Return how far a licence goes."""
        words = []
        for limit in reach:
            kind, _, area = limit.partition(":")
            if kind == "part":
                words.append(self.say("same-part", area=self.area(area)))
            elif kind == "area":
                words.append(self.say("inside", area=self.area(area)))
            else:
                words.append(self.say(kind))
        return f" {self.say('and')} ".join(words)

    # --- checks -----------------------------------------------------------------

    def value(self, check: Check, wanted: Any, reach: Sequence[str] = ()) -> str:
        """Return the wanted value of a check in words."""
        if check.op == "reach":
            return self.reach(reach)
        if isinstance(wanted, tuple):
            return self.join(map(self.place, wanted))
        if check.op in ("within", "outside", "beside"):
            return self.area(wanted)
        if check.fact == "services.content":
            return self.join(self.of(self.law.contents[kind]) for kind in wanted)
        if isinstance(wanted, list):
            return self.join(self.say(w) if has(w) else str(w) for w in wanted)
        yes_no = {True: "yes", False: "no"} if isinstance(wanted, bool) else {}
        return self.say(yes_no[wanted]) if yes_no else amount(wanted)

    def wants(self, check: Check, wanted: Any, reach: Sequence[str] = ()) -> str:
        """Return what a check asks for."""
        value = self.value(check, wanted, reach)
        return self.of(check, "wants").replace("{value}", value)

    def problem(self, check: CheckResult) -> str:
        """Return what a failing check says: the ban, or what is wanted and found."""
        if check.ban is not None:
            return self.of(check.ban, "title")
        wants = self.wants(check.check, check.wanted, check.reach)
        found = self.found(check)
        return f"{wants} ({self.say('found', found=found)})" if found else wants

    def found(self, check: CheckResult) -> str:
        """Return what the profile says about a checked fact, empty if it says nothing."""
        value = check.found
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, Decimal):
            return self.say("percent", value=number(value))
        if isinstance(value, list) and value and isinstance(value[0], Decimal):
            low, high = (number(v) for v in value)
            return self.say("percent", value=self.say("from-to", low=low, high=high))
        if isinstance(value, list):
            return self.join(map(str, value))
        return self.value_word(str(value))

    # --- cures ------------------------------------------------------------------

    def step(self, step: Step) -> str:
        """Return what to do."""
        if step.fact == "as_of":
            return self.say("wait", day=step.holder)
        if step.fact == "facts.counting":
            return self.say("count" if step.counting == "product" else "count-control")
        if step.kind == "establish":
            wants = (
                self.wants(check, want, reach) for check, want, reach in step.wants
            )
            together = f" {self.say('and')} ".join(wants)
            if step.place:
                place = self.place(step.place)
                together = self.say("for-example", step=together, place=place)
            return self._held(step, self.say("establish", step=together))
        texts = [
            self.of(check, "cure").replace("{value}", self.value(check, wanted, reach))
            for check, wanted, reach in step.wants
        ]
        text = f" {self.say('and')} ".join(dict.fromkeys(texts))
        return self._held(step, text)

    def _held(self, step: Step, text: str) -> str:
        """What to do, by whom, and whether it was judged in the example only."""
        if step.as_shown:
            text = self.say("as-shown", step=text)
        if not step.holder:
            return text
        holder = escape(step.holder)
        if step.instead:
            others = f" {self.say('or')} ".join(map(escape, step.instead))
            holder = self.say("or-instead", holder=holder, others=others)
        return self.say("by-holder", holder=holder, step=text)

    def cure(self, cure: Cure) -> str:
        """Return all steps of a cure in one line, with what they lead to."""
        steps = f"; {self.say('and')} ".join(self.step(step) for step in cure.steps)
        status = self.say(cure.leads_to)
        return self.say("leads-to", steps=steps, status=f"{status}, {cure.route.id}")

    # --- asks -------------------------------------------------------------------

    def question(self, ask: Ask) -> str:
        """Return the question that settles an unknown fact."""
        text = self.of(self.law.facts[ask.question], "question")
        holder = escape(ask.holder) if ask.holder else self.say("unnamed-holder")
        return text.replace("{holder}", holder)

    def span(self, span: Span) -> str:
        """Return a run of shares in words."""
        low, high = number(span.low), number(span.high)
        ends = (
            "above" if span.low_open else "from",
            "below" if span.high_open else "to",
        )
        text = low if low == high else self.say("-".join(ends), low=low, high=high)
        id = "certified-share" if span.certified else "percent-range"
        return self.say(id, range=text)

    def option(self, option: Option) -> str:
        """Return a group of answers in words."""
        if option.spans:
            return self.join(self.span(span) for span in option.spans)
        names = list(dict.fromkeys(self.of(part) for part in option.parts))
        if option.elsewhere:
            names.append(self.say("elsewhere"))
        contents = self.law.contents
        for value in option.values:
            known = has(value) and value not in contents
            name = self.say(value) if known else value
            kind = contents.get(value)
            names.append(f"{self.of(kind)} ({value})" if kind else name)
        return self.join(names)

    # --- where ------------------------------------------------------------------

    def group(self, group: Group) -> str:
        """Return a group of places: the route and its parts, or everywhere."""
        if group.everywhere:
            return self.say("anywhere")
        if not group.places:
            return self.say("elsewhere")
        names = self.join(self.parts(group))
        return self.say("labelled", label=group.route.id, text=names)

    def parts(self, group: Group) -> list[str]:
        """Return the names of the parts of a group, and of what lies beside them."""
        names = [
            self.say("rest-of", place=self._part(part))
            if part.id in group.partly
            else self._part(part)
            for part in group.parts
        ]
        return names + list(self.land(group.more) if group.more else ())

    def _part(self, part: Part) -> str:
        """The name of a part; of one that is a whole place, only remarked on, the place's."""
        name, members = self.of(part), {member.place for member in part.members}
        bare = REMARK.sub("", name)
        known = (self.law.places[id] for id in members if id in self.law.places)
        return bare if bare in map(self.of, known) else name

    def land(self, label: Label) -> Iterator[str]:
        """Yield the names of what lies in a territory, larger pieces by their own name."""
        yield from map(self.place, label.whole)
        for place in label.left:
            yield self.say("rest-of", place=self.place(place))
        if label.mixed:
            places = self.join(map(self.place, label.mixed))
            yield self.say("part-open", places=places)

    # --- readiness ----------------------------------------------------------------

    def within(self, limit: Within) -> str:
        """Return a time limit in words."""
        unit, event = self.say(f"unit-{limit.unit}"), self.say(f"event-{limit.event}")
        return self.say(f"within-{limit.how}", n=limit.n, unit=unit, event=event)

    def fact(self, id: str) -> str:
        """Return the short name of a fact; one that is asked of each holder, of a holder."""
        record = self.law.facts[id]
        label = self.of(record, "label") or self.of(record, "question")
        return label.replace("{holder}", self.say("facts-holder"))

    def test(self, test: Test) -> str:
        """Return what a test asks of a fact: its name, and the values that pass."""
        values = test.value if isinstance(test.value, list) else [test.value]
        named = self.area if test.op in PLACED else partial(self._tested, test.fact)
        value = self.join(map(named, values))
        return self.say(f"op-{test.op}", fact=self.fact(test.fact), value=value)

    def _tested(self, fact: str, value: Any) -> str:
        """A value of a fact by its name, where it has one."""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        named = {
            "services.id": self.law.services,
            "services.content": self.law.contents,
            "route.area": self.law.areas,
        }
        if known := named.get(fact, {}).get(value):
            label = getattr(known, "label", "")
            return self.of(known, "label") if label else self.of(known)
        record = self.law.facts[fact]
        if chinese(self.lang) and record.chinese and value in record.values:
            return record.chinese[list(record.values).index(value)]
        return f"{value:,}" if isinstance(value, int) else str(value).replace("-", " ")

    # --- sources ----------------------------------------------------------------

    def article(self, found: str) -> str:
        """Return the part of an instrument that is cited."""
        return article(found, self.lang)
