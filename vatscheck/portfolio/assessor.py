"""From the tables of a company to findings: what is known is looked up, else judged once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vatscheck.engine.exemption import own_use, products
from vatscheck.engine.owners.search import TooOpenError
from vatscheck.law.book import Law
from vatscheck.names.index import Names
from vatscheck.names.resolution import settler
from vatscheck.portfolio.frozen import Pairs, frozen, key, thawed
from vatscheck.portfolio.rows import NOT_JUDGED, Finding, Given
from vatscheck.portfolio.signature import Bench, Codes, Question, Signature
from vatscheck.portfolio.store import Store
from vatscheck.portfolio.tables import (
    LISTED,
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
    space_of,
    verdict,
)
from vatscheck.profile.load import problems_of, told
from vatscheck.profile.models import BLANK, Profile, ServiceEntry
from vatscheck.profile.problems import Problem, ProfileError
from vatscheck.profile.sentences import shown

VERDICTS = 65_536
"""How many verdicts are kept, and how many companies that no rule tells apart."""
UNREAD = Finding(None, None, NOT_JUDGED)
"""The finding on a row that could not be read."""
TABLES = ("registration", "servers", "owners", "facts", "tasks", "waivers")
"""The tables of a profile, but for the services."""
KEYS = frozenset(("schema", "name", *TABLES, "services", "products", "id"))
"""The keys of a row: those of a profile, and the reader's own."""
SCHEMA = b"1"
OF_VERDICT = Verdict._fields[: Verdict._fields.index("assumptions")]
"""What a finding has of its verdict as it is."""


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
        self._verdicts: Store[Verdict] = Store(VERDICTS)
        self._open: Store[tuple[str, ...]] = Store(VERDICTS)
        self._companies: Store[tuple[Finding, ...]] = Store(VERDICTS)
        self._findings: Store[Finding] = Store(VERDICTS)
        self._nothing = {table: self.tables.learnt(table, None) for table in TABLES}
        self._nothing[LISTED] = self.tables.learnt(LISTED, None)

    # --- one row -----------------------------------------------------------------------

    def given(self, row: Given) -> Judged:
        """Return what comes of a row, or what is wrong with it."""
        if row.problems:
            name = row.data.get("name")
            return Judged(row.id, _written(name), (), row.problems)
        if row.pairs is not None:
            return self.judged(row.pairs)
        pairs = {"schema": 1, **row.data}.items()
        found = self.judged(tuple((k, frozen(v)) for k, v in pairs))
        return found if row.id is None else found._replace(id=row.id)

    def judged(self, pairs: Pairs) -> Judged:
        """Return what comes of a row as it was written, frozen.

        A row that is the least out of the ordinary is read as a whole profile is.
        """
        row = dict(pairs)
        name, id = _written(row.get("name")), row.get("id")
        ordinary = (
            len(row) == len(pairs)
            and row.get("schema") == SCHEMA
            and name is not None
            and name.strip().strip(f"{BLANK} ")
            and KEYS.issuperset(row)
            and (id is None or isinstance(id, bytes) or _written(id))
        )
        company = self._looked_up(row) if ordinary else None
        id = id.decode() if isinstance(id, bytes) else _written(id)
        if company is None:
            return self._read(pairs, id, name)
        return self._judged(company, id, name)

    def profile(self, row: Given) -> Profile:
        """Return the profile of a row that can be judged, names settled.

        It asks for the services that are asked about.
        """
        pairs = row.pairs
        if pairs is None:
            pairs = tuple((k, frozen(v)) for k, v in {"schema": 1, **row.data}.items())
        raw = thawed(pairs)
        raw.pop("id", None)
        settler(self.names)(raw)
        found = Profile.model_validate(raw)
        return self.names.narrowed(found, self.entries) if self.entries else found

    def _judged(self, company: Company, id: str | None, name: str | None) -> Judged:
        try:
            found = self._companies.get(company)
            if found is None:
                found = self._companies.put(company, tuple(self._found(company)))
            return Judged(id, name, found)
        except TooOpenError as error:
            problem = Problem("owners-too-open", (), {"facts": ", ".join(error.args)})
            return Judged(id, name, (), (problem,))

    def _looked_up(self, row: Mapping[str, Any]) -> Company | None:
        """The company of a row by what is known of its tables, none if one has a mistake."""
        registered = self.table("registration", row.get("registration"))
        if registered is None:
            return None
        owners = LISTED if registered.model.listed else "owners"
        names = ("servers", "facts", "tasks", "waivers")
        found = [self.table(name, row.get(name)) for name in names]
        held = self.table(owners, bare(row.get("owners")), row.get("owners"))
        wanted = self.services(row.get("services"), row.get("products"))
        if wanted is None or None in (*found, held):
            return None
        sited, stated, done, _ = found
        entire = whole(held, registered, stated)
        found = [registered, sited, entire, stated, wanted, done, held.readings]
        return None if stated.crossed else Company(*found)

    def table(self, table: str, value: Any, written: Any = None) -> Any:
        """Return the class of a frozen table, none if it has a mistake.

        What is left out is a value too. `written` = owners with their names.
        """
        if value is None:
            return self._nothing[table]
        store, at = self.tables.known(table), key(value)
        found = store.get(at)
        if found is None:
            found = self.tables.learnt(table, value if written is None else written)
            if found is not None:
                store.put(at, found)
        return found

    def services(self, services: Any, products: Any) -> Wanted | None:
        """Return the class of frozen services and products, none if there is a mistake."""
        store, at = self.tables.known("services"), (key(services), key(products))
        found: Wanted | None = store.get(at)
        if found is None:
            found = self.tables.services(services, products)
            if found is not None:
                store.put(at, self._narrowed(found))
                return self._narrowed(found)
        return found

    def _narrowed(self, wanted: Wanted) -> Wanted:
        """The services that are asked about instead, if there are any."""
        if not self.entries:
            return wanted
        known = {entry.id: entry for entry in wanted.entries}
        entries = tuple(known.get(entry.id, entry) for entry in self.entries)
        return self.tables.of_entries(entries, wanted.products)

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
        return self._judged(self._of_profile(Profile.model_validate(data)), id, name)

    def _of_profile(self, profile: Profile) -> Company:
        """The company of a profile that is settled."""
        tables = self.tables
        registered = tables.of_registration(profile)
        held = tables.of_owners(profile, listed=bool(registered.model.listed))
        stated = tables.of_facts(profile)
        return Company(
            registered=registered,
            sited=tables.of_servers(profile),
            whole=whole(held, registered, stated),
            stated=stated,
            wanted=self._narrowed(tables.of_services(profile)),
            done=tables.of_tasks(profile),
            readings=held.readings,
        )

    # --- one company ---------------------------------------------------------------------

    def _found(self, company: Company) -> Iterator[Finding]:
        """The findings on a company, in the order in which `assess` answers."""
        for at, entry in enumerate(company.wanted.entries):
            asked = Question(entry, company)
            if entry.for_others is False:
                yield self._exempt(asked, entry.id)
            else:
                yield self.answer(asked, at)
        for name in company.wanted.products:
            if self.law.products[name].need != "licence":
                yield self._exempt(Question(NO_ENTRY, company), name)

    def _exempt(self, asked: Question, id: str) -> Finding:
        """The finding on what needs no licence: a product, or a service for oneself."""
        owners, profile = asked.company.whole.ownership, asked.profile()
        if asked.entry is NO_ENTRY:
            alone = profile.model_copy(update={"products": [id]})
            (item,) = products(self.law, self.day, alone, owners)
        else:
            item = own_use(self.law, self.day, profile, asked.entry, owners)
        return self._finding(of_exempt(item), id, item.service.code, (), frozenset())

    def answer(self, asked: Question, at: int) -> Finding:
        """Return the finding on the entry of a company that stands at a place."""
        bench = self.bench(asked.entry.id)
        signature, axes, sites = bench.signature(asked)
        key = asked.entry.id, signature
        found = self._verdicts.get(key)
        if found is None:
            space = space_of(bench, axes, sites)
            found = verdict(bench, asked, space, bench.duties(asked, axes))
            self._verdicts.put(key, found)
        open_: tuple[str, ...] = ()
        if found.status == UNDETERMINED:
            open_ = self._opened(key, asked, bench, axes, sites)
        code = bench.service.code
        read = self._readings(found, asked, at)
        return self._finding(found, asked.entry.id, code, open_, read)

    def _opened(
        self,
        signature: tuple[str, Signature],
        asked: Question,
        bench: Bench,
        axes: Any,
        sites: Any,
    ) -> tuple[str, ...]:
        key = *signature, asked.company.whole
        found = self._open.get(key)
        if found is None:
            found = open_facts(asked, space_of(bench, axes, sites))
            self._open.put(key, found)
        return found

    def bench(self, service: str) -> Bench:
        """Return a service under the rules of the day."""
        if service not in self._benches:
            self._benches[service] = Bench(self.law, self.day, service, self._codes)
        return self._benches[service]

    @staticmethod
    def _readings(found: Verdict, asked: Question, at: int) -> frozenset[str]:
        """The fixed readings of what is left out, as `assess` tells them."""
        company, read = asked.company, set()
        if company.wanted.for_others == at:
            read.add("for-others")
        if found.status == "not_covered":
            return frozenset(read)
        if company.registered.model.legal_form is None:
            read.add("legal-form")
        if asked.entry.serves is None:
            read.add("reach")
        if found.somewhere and asked.servers is None:
            read.add("servers")
        if asked.entry.id in company.wanted.by_product:
            read.add("product")
        return frozenset(read | found.assumptions | company.readings)

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


NO_ENTRY = ServiceEntry(id="-")
"""Stands where no service is asked about."""


def bare(owners: Any) -> Any:
    """Return frozen owners without their names, which no rule reads.

    Of what is no list of tables, and of a name that is no text, nothing is left out.
    """
    if not isinstance(owners, list):
        return owners
    return [_bare(owner) for owner in owners]


def _bare(owner: Any) -> Any:
    if not isinstance(owner, tuple):
        return owner
    named = [
        at for at, (k, v) in enumerate(owner) if k == "name" and v.__class__ is str
    ]
    if len(named) == 1:
        owner = owner[: named[0]] + owner[named[0] + 1 :]
    return tuple((k, bare(v)) if k == "owners" else (k, v) for k, v in owner)


def _written(value: Any) -> str | None:
    """A text that can be written as it is, none for anything else: half a sign is none."""
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value
