"""From the tables of a company to findings: what is known is looked up, else judged once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vatscheck.engine.exemption import own_use, products
from vatscheck.engine.owners.search import TooOpenError
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.portfolio.frozen import Pairs, bare, frozen, key, thawed
from vatscheck.portfolio.rows import NOT_JUDGED, Finding, Given
from vatscheck.portfolio.signature import Bench, Codes, Question, Signature, profile_of
from vatscheck.portfolio.store import Store
from vatscheck.portfolio.tables import (
    LISTED,
    RAW,
    Company,
    Tables,
    Wanted,
    whole,
)
from vatscheck.portfolio.verdicts import (
    UNDETERMINED,
    Verdict,
    of_exempt,
    open_facts,
    verdict,
)
from vatscheck.profile.load import problems_of, told
from vatscheck.profile.models import BLANK, Profile
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.sentences import shown

VERDICTS = 32_768
"""How many verdicts are kept, and how many questions that no rule tells apart."""
UNREAD = Finding(None, None, NOT_JUDGED)
"""The finding on a row that could not be read."""
TABLES = ("registration", "servers", "owners", "facts", "tasks", "waivers")
"""The tables of a profile, but for the services."""
KEYS = frozenset(("schema", "name", *TABLES, "services", "products", "id"))
"""The keys of a row: those of a profile, and the reader's own."""
SCHEMA = b"1"
OF_VERDICT = Verdict._fields[: Verdict._fields.index("assumptions")]
"""What a finding has of its verdict as it is."""
UNSEEN = f"{BLANK} "


class Judged(NamedTuple):
    """What came of one row: findings in the order of the services, or problems."""

    id: str | None
    name: str | None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


class Assessor:
    """Judges rows under the law of a day, and remembers what it has learnt.

    `services` (ids, codes, market names) are judged instead of those of each row.
    """

    def __init__(self, law: Law, day: str, services: Sequence[str] = ()) -> None:
        self.law, self.day = law, day
        self.names = Names(law)
        self.tables = Tables(law, day, self.names)
        self.entries = tuple(self.names.entries(services)[0]) if services else ()
        self._benches: dict[str, Bench] = {}
        self._codes = Codes()
        self._raw: dict[str, Store[Any]] = {
            table: Store(RAW) for table in (*TABLES, LISTED)
        }
        self._asked: Store[Wanted] = Store(RAW)
        self._nothing = {table: self.tables.learnt(table, None) for table in self._raw}
        self._answers: Store[Finding] = Store(VERDICTS)
        self._verdicts: Store[Verdict] = Store(VERDICTS)
        self._open: Store[tuple[str, ...]] = Store(VERDICTS)
        self._findings: Store[Finding] = Store(VERDICTS)

    # --- one row -----------------------------------------------------------------------

    def given(self, row: Given) -> Judged:
        """Return what comes of a row, or what is wrong with it."""
        if row.problems:
            name = row.data.get("name")
            return Judged(row.id, _written(name), (), row.problems)
        if row.pairs is not None:
            return self.judged(row.pairs)
        found = self.judged(_pairs(row))
        return found if row.id is None else found._replace(id=row.id)

    def judged(self, pairs: Pairs) -> Judged:
        """Return what comes of a row as it was written, frozen.

        A row that is the least out of the ordinary is read as a whole profile is.
        """
        row = dict(pairs)
        name, id = _written(row.get("name")), row.get("id")
        if id is not None:
            id = id.decode() if isinstance(id, bytes) else _written(id)
        ordinary = (
            len(row) == len(pairs)
            and row.get("schema") == SCHEMA
            and name is not None
            and name.strip().strip(UNSEEN)
            and KEYS.issuperset(row)
            and (id is None) == (row.get("id") is None)
        )
        found = self._looked_up(row) if ordinary else None
        if found is None:
            return self._read(pairs, id, name)
        return self._judged(*found, id, name)

    def profile(self, row: Given) -> Profile:
        """Return the profile of a row that can be judged, names settled.

        It asks for the services that are asked about.
        """
        raw = thawed(_pairs(row) if row.pairs is None else row.pairs)
        raw.pop("id", None)
        settler(self.names)(raw)
        found = Profile.model_validate(raw)
        return self.names.narrowed(found, self.entries) if self.entries else found

    def _judged(
        self, company: Company, wanted: Wanted, id: str | None, name: str | None
    ) -> Judged:
        try:
            return Judged(id, name, tuple(self._found(company, wanted)))
        except TooOpenError as error:
            problem = Problem("owners-too-open", (), {"facts": ", ".join(error.args)})
            return Judged(id, name, (), (problem,))

    def _looked_up(self, row: Mapping[str, Any]) -> tuple[Company, Wanted] | None:
        """The company of a row by what is known of its tables, none if one has a mistake."""
        registered = self.table("registration", row.get("registration"))
        sited = self.table("servers", row.get("servers"))
        stated = self.table("facts", row.get("facts"))
        done = self.table("tasks", row.get("tasks"))
        waived = self.table("waivers", row.get("waivers"))
        wanted = self.services(row.get("services"), row.get("products"))
        if wanted is None or None in (registered, sited, stated, done, waived):
            return None
        table = LISTED if registered.model.listed else "owners"
        held = self.table(table, row.get("owners"))
        if held is None or stated.crossed:
            return None
        owners = whole(held, registered, stated)
        return Company(registered, sited, owners, stated, done, held.readings), wanted

    def table(self, table: str, value: Any) -> Any:
        """Return the class of a frozen table, none if it has a mistake; left out is a value too."""
        if value is None:
            return self._nothing[table]
        if table == "owners" and value.__class__ is list:
            found = self.tables.flat(value)
            if found is not None:
                return found
        at = key(bare(value) if table in ("owners", LISTED) else value)
        found = self._raw[table].get(at)
        if found is None:
            found = self.tables.learnt(table, value)
            if found is not None:
                self._raw[table].put(at, found)
        return found

    def services(self, services: Any, products: Any) -> Wanted | None:
        """Return the class of frozen services and products, none if there is a mistake."""
        at = key((services, products))
        found = self._asked.get(at)
        if found is None:
            found = self.tables.services(services, products)
            if found is None:
                return None
            found = self._asked.put(at, self._narrowed(found))
        return found

    def _narrowed(self, wanted: Wanted) -> Wanted:
        """The services that are asked about instead, if there are any."""
        if not self.entries:
            return wanted
        return self.tables.narrowed(wanted, self.entries)

    def _read(self, pairs: Pairs, id: str | None, name: str | None) -> Judged:
        """A row read as a whole profile is, with every mistake told."""
        try:
            data = thawed(pairs)
        except ProfileError as error:
            return Judged(id, name, (), tuple(error.problems))
        own = data.pop("id", None)
        problems = problems_of(data, settler(self.names))
        if id is None and own is not None:
            problems.append(Problem("row-id", ("id",), {"found": shown(own)}))
        if problems:
            return Judged(id, name, (), tuple(told(problems, list)))
        return self._judged(*self._of_profile(Profile.model_validate(data)), id, name)

    def _of_profile(self, profile: Profile) -> tuple[Company, Wanted]:
        """The company of a profile that is settled."""
        tables = self.tables
        registered = tables.of_registration(profile)
        held = tables.of_owners(profile, listed=bool(registered.model.listed))
        stated = tables.of_facts(profile)
        company = Company(
            registered=registered,
            sited=tables.of_servers(profile),
            whole=whole(held, registered, stated),
            stated=stated,
            done=tables.of_tasks(profile),
            readings=held.readings,
        )
        return company, self._narrowed(tables.of_services(profile))

    # --- one company ---------------------------------------------------------------------

    def _found(self, company: Company, wanted: Wanted) -> Iterator[Finding]:
        """The findings on a company, in the order in which `assess` answers."""
        for at, entry in enumerate(wanted.entries):
            first = at == wanted.for_others
            opened = entry.model.id in wanted.by_product
            key = company, entry, wanted.products, first, opened
            found = self._answers.get(key)
            if found is None:
                asked = Question(entry, company, wanted)
                found = self._answers.put(key, self.answer(asked, first, opened))
            yield found
        for name in wanted.products:
            if self.law.products[name].need != "licence":
                key_ = company, name
                found = self._answers.get(key_)
                if found is None:
                    found = self._product(company, wanted, name)
                    self._answers.put(key_, found)
                yield found

    def _product(self, company: Company, wanted: Wanted, name: str) -> Finding:
        """The finding on a product that needs no licence."""
        profile = profile_of(company, wanted)
        alone = profile.model_copy(update={"products": [name]})
        (item,) = products(self.law, self.day, alone, company.whole.ownership)
        return self._finding(of_exempt(item), name, item.service.code, (), frozenset())

    def answer(self, asked: Question, first: bool, opened: bool) -> Finding:
        """Return the finding on a service, which may be for the company alone.

        `first` = it is the first that is read as run for others; `opened` = by a product.
        """
        entry, company = asked.entry, asked.company
        id = entry.model.id
        if entry.model.for_others is False:
            owners, profile = company.whole.ownership, asked.profile()
            item = own_use(self.law, self.day, profile, entry.model, owners)
            return self._finding(
                of_exempt(item), id, item.service.code, (), frozenset()
            )
        bench = self.bench(id)
        signature = bench.signature(asked)
        at = id, signature
        found = self._verdicts.get(at)
        if found is None:
            found = self._verdicts.put(at, verdict(bench, asked))
        open_: tuple[str, ...] = ()
        if found.status == UNDETERMINED:
            open_ = self._opened((*at, bench.places(asked).apart), asked, bench)
        read = readings(found, asked, first, opened)
        return self._finding(found, id, bench.service.code, open_, read)

    def _opened(
        self, at: tuple[str, Signature, int], asked: Question, bench: Bench
    ) -> tuple[str, ...]:
        """The open facts of a question: they hang on single holders too."""
        key = *at, asked.company.whole
        found = self._open.get(key)
        return self._open.put(key, open_facts(bench, asked)) if found is None else found

    def bench(self, service: str) -> Bench:
        """Return a service under the rules of the day."""
        if service not in self._benches:
            self._benches[service] = Bench(self.law, self.day, service, self._codes)
        return self._benches[service]

    def _finding(
        self,
        found: Verdict,
        id: str,
        code: str | None,
        open_: tuple[str, ...],
        read: frozenset[str],
    ) -> Finding:
        """The finding of a verdict: the same object for all rows that have it."""
        key = id, found, open_, read
        known = self._findings.get(key)
        if known is None:
            known = Finding(
                service=id,
                code=code,
                open=open_,
                assumptions=tuple(sorted(read)),
                **{name: getattr(found, name) for name in OF_VERDICT},
            )
            self._findings.put(key, known)
        return known


def readings(
    found: Verdict, asked: Question, first: bool, opened: bool
) -> frozenset[str]:
    """Return the fixed readings of what is left out, as `assess` tells them."""
    company, read = asked.company, set()
    if first:
        read.add("for-others")
    if found.status == "not_covered":
        return frozenset(read)
    if company.registered.model.legal_form is None:
        read.add("legal-form")
    if asked.entry.serves is None:
        read.add("reach")
    if found.somewhere and asked.sited.places is None:
        read.add("servers")
    if opened:
        read.add("product")
    return frozenset(read | found.assumptions | company.readings)


def _pairs(row: Given) -> Pairs:
    """The data of a row, frozen; the number of the schema may be left out."""
    return tuple((k, frozen(v)) for k, v in {"schema": 1, **row.data}.items())


def _written(value: Any) -> str | None:
    """A text that can be written as it is, none for anything else: half a sign is none."""
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value
