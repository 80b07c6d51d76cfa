"""Random ownership trees as raw profile data, and the checks that services read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, NamedTuple

from pydantic import ValidationError

from tests.engine.oracle import Check
from vatscheck.law.book import Law, load_law
from vatscheck.profile.models import Profile

CAPS = (1, 10, 25, 30, 35, 49, 50, 51, 55)
STEP = Decimal("0.0001")
SHARES = (
    *(Decimal(cap) + step for cap in CAPS for step in (-STEP, 0, 0, STEP)),
    *map(Decimal, ("0", "0.05", "0.5", "5", "12.5", "15", "20", "33.33", "33.34")),
    *map(Decimal, ("40", "60", "70", "75", "90", "99", "99.95", "100")),
)
MOST_HOLDERS, MOST_LEVELS = 6, 3
FOREIGN = ("US", "HK", "MO", "TW", "HK")


class Case(NamedTuple):
    """What a profile says that the checks on owners read."""

    owners: list[dict[str, Any]] | None
    listed: bool | None
    counting: str | None


def profile(case: Case) -> Profile:
    """Return the profile that says what a case says, and no more."""
    registration = {} if case.listed is None else {"listed": case.listed}
    facts = {} if case.counting is None else {"counting": case.counting}
    data = {"schema": 1, "name": "P", "services": ["idc"]}
    data |= {"registration": registration, "facts": facts}
    return Profile.model_validate(
        data | ({"owners": case.owners} if case.owners else {})
    )


def valid(case: Case) -> bool:
    """Whether the case is a profile, and no level has a share left out beside 99.9."""
    try:
        profile(case)
    except ValidationError:
        return False
    return _fits(case.owners)


def _fits(owners: Sequence[dict[str, Any]] | None) -> bool:
    shares = [owner.get("share") for owner in owners or ()]
    least = sum((_ends(share)[0] for share in shares if share is not None), Decimal(0))
    if least >= (Decimal("99.9") if None in shares else Decimal("100.1")):
        return False
    if least > 100 and not all(isinstance(share, Decimal) for share in shares):
        return False
    return all(_fits(owner.get("owners")) for owner in owners or ())


def _ends(share: Any) -> tuple[Decimal, Decimal]:
    return (share["min"], share["max"]) if isinstance(share, dict) else (share, share)


class Trees:
    """A source of random cases; `closed` = with nothing left open."""

    def __init__(self, seed: str, closed: bool = False) -> None:
        self.random, self.closed = Random(seed), closed
        self._left = 0

    def case(self) -> Case:
        """Return the next case that is a valid profile."""
        while True:
            self._left = self.random.choice((1, 2, 3, 4, 4, 5, 5, MOST_HOLDERS))
            nobody = not self.closed and self.random.random() < 0.02
            owners = None if nobody else self.level(MOST_LEVELS)
            found = Case(owners, self._listed(owners), self._counting())
            if valid(found):
                return found

    def _maybe(self, value: Any, chance: float = 0.5) -> Any:
        """Return the value, or none where it may be left out."""
        return value if self.closed or self.random.random() < chance else None

    def _listed(self, owners: list[dict[str, Any]] | None) -> bool | None:
        # `listed = false` beside HKSCC contradicts itself, and is left out here
        stock_connect = any(o.get("kind") == "hkscc" for o in owners or ())
        return self._maybe(stock_connect or self.random.random() < 0.3)  # type: ignore[no-any-return]

    def _counting(self) -> str | None:
        return self._maybe(self.random.choice(("product", "control")))  # type: ignore[no-any-return]

    # --- one level -----------------------------------------------------------

    def level(self, levels: int) -> list[dict[str, Any]]:
        """Return the holders of one company, some with holders of their own."""
        count = min(self._left, self.random.choice((1, 2, 2, 3, 3, 4, 6)))
        self._left -= count
        shares = self._shares(count)
        holders = [self._holder(share, levels) for share in shares]
        self.random.shuffle(holders)
        return holders

    def _shares(self, count: int) -> list[Any]:
        """Return shares that mostly add up to 100, some opened to ranges or left out."""
        shares = self._closed_shares(count)
        if self.closed:
            return shares
        how = self.random.random()
        if how < 0.3:
            return shares
        if how < 0.4:
            return [None] * count
        if how < 0.5:
            return self._rivals(count)
        chance = self.random.choice((0.3, 0.6, 1))
        return [self._opened(share, chance) for share in shares]

    def _closed_shares(self, count: int) -> list[Decimal]:
        rest = Decimal(100)
        shares: list[Decimal] = []
        for _ in range(count - 1):
            fitting = [share for share in SHARES if share <= rest]
            if shares and self.random.random() < 0.3:  # equals matter for the largest
                fitting = [share for share in shares if share <= rest] or fitting
            shares.append(self.random.choice(fitting))
            rest -= shares[-1]
        last = rest
        if not self.closed and self.random.random() < 0.3:
            last = self.random.choice(SHARES)
        elif self.random.random() < 0.1:  # rounding, both ways
            last = max(Decimal(0), rest + self.random.choice((-1, 1)) * Decimal("0.04"))
        return [*shares, last]

    def _rivals(self, count: int) -> list[Any]:
        """Return ranges about one share, so that any of them may be the largest."""
        about = self.random.choice([share for share in SHARES if share * count <= 100])
        by = (0, 0, STEP, 1, 3, 5)
        return [
            {
                "min": max(Decimal(0), about - self.random.choice(by)),
                "max": min(Decimal(100), about + self.random.choice(by)),
            }
            for _ in range(count)
        ]

    def _opened(self, share: Decimal, chance: float) -> Any:
        if self.random.random() > chance:
            return share
        if self.random.random() < 0.4:
            return None
        if self.random.random() < 0.5:
            other = self.random.choice(SHARES)
        else:
            by = self.random.choice((STEP, 1, 5, -STEP, -1, -5))
            other = min(Decimal(100), max(Decimal(0), share + by))
        return {"min": min(share, other), "max": max(share, other)}

    # --- one holder ----------------------------------------------------------

    def _holder(self, share: Any, levels: int) -> dict[str, Any]:
        home = self.random.choice(("CN", "CN", "CN", *FOREIGN, None))
        if self.closed and home is None:
            home = "CN"
        kind = self._kind(home, direct=levels == MOST_LEVELS)
        said = {
            "jurisdiction": home,
            "share": share,
            "kind": kind,
            "service_supplier": self._supplier(home, kind),
            "track_record": self._track_record(home),
            "owners": self._above(home, kind, levels),
        }
        return {key: value for key, value in said.items() if value is not None}

    def _kind(self, home: str | None, direct: bool) -> str | None:
        kinds = ["company", "company", "person"]
        if home in ("CN", None):
            kinds += ["state", "state", "listed"] + ["listed"] * (home == "CN")
        if home in ("HK", None) and (direct or self.random.random() < 0.2):
            kinds += ["hkscc"]
        return self._maybe(self.random.choice(kinds), 0.6)  # type: ignore[no-any-return]

    def _supplier(self, home: str | None, kind: str | None) -> bool | None:
        held = home in ("HK", "MO") or (home is None and kind != "listed")
        certified = (
            held and kind not in ("person", "hkscc") and self.random.random() < 0.5
        )
        if home in ("HK", "MO"):
            return self._maybe(certified, 0.6)  # type: ignore[no-any-return]
        return certified if self.random.random() < 0.1 else None

    def _track_record(self, home: str | None) -> bool | None:
        chance = 0.1 if home == "CN" else 0.6
        said = self.random.random() < chance
        return self.random.random() < 0.4 if said else None

    def _above(
        self, home: str | None, kind: str | None, levels: int
    ) -> list[dict[str, Any]] | None:
        chance = {"CN": 0.6, None: 0.4}.get(home, 0.1)
        if levels == 1 or not self._left or kind in ("person", "hkscc"):
            return None
        return self.level(levels - 1) if self.random.random() < chance else None


# --- the checks of the law ---------------------------------------------------


def _owner_checks(law: Law, service: str, day: str) -> frozenset[Check]:
    uses = [use for ban in law.prohibitions_on(day, service) for use in ban.when]
    for rule in law.routes_on(day, service):
        uses += rule.version.when
        for condition in law.conditions_on(day, service, rule):
            uses += condition.when
    found = set()
    for use in uses:
        check = law.checks[use.check]
        if check.fact.startswith(("ownership.", "registration.listed")):
            found.add(Check(check.fact, check.op, use.value, tuple(use.of)))
    return frozenset(found)


@cache
def check_sets() -> tuple[tuple[Check, ...], ...]:
    """Return each set of owner checks that some service has on some day of the law."""
    law = load_law()
    sets = {
        _owner_checks(law, service, day)
        for service in law.services
        for day in law.boundaries()
    }
    lists = [tuple(sorted(found, key=repr)) for found in sets if found]
    return tuple(sorted(lists, key=repr))


def checks(random: Random) -> tuple[Check, ...]:
    """Return one such set in a random order."""
    found = list(random.choice(check_sets()))
    random.shuffle(found)
    return tuple(found)
