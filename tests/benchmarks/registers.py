"""A register of companies as a data vendor has it: nested owners, a twelfth foreign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from vatscheck.law.atlas import atlas_on
from vatscheck.law.book import load_law

ROWS = 65_536
LAW = load_law()
PLACES = [id for id in atlas_on(LAW, "2026-12-01").ids if "/non-ftz" not in id][:300]
SITES = [
    "beijing",
    "shanghai/lingang",
    "guangdong/shenzhen",
    "hainan/haikou",
    "guizhou",
]
SERVICES = [s.id for s in LAW.services.values() if s.covered]
HOMES = ["US", "HK", "SG", "JP", "DE", "TW", "MO", "GB"]
KINDS = [None, "company", "person", "state"]
MONEY = [500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 30_000_000, 100_000_000]
OWNER = pa.struct(
    [
        ("name", pa.string()),
        ("jurisdiction", pa.string()),
        ("share", pa.decimal128(9, 6)),
        ("kind", pa.string()),
        ("service_supplier", pa.bool_()),
    ]
)
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("registration.place", pa.string()),
        ("registration.capital_cny", pa.int64()),
        ("servers.places", pa.list_(pa.string())),
        ("services", pa.list_(pa.string())),
        ("owners", pa.list_(OWNER)),
        ("facts.contract_control", pa.bool_()),
    ]
)


def batches(rows: int, seed: int = 1, certain: Sequence[str] = ()) -> Iterator[Any]:
    """Yield a register batch by batch.

    `certain` are the only services, and nothing that is asked of them is left out.
    """
    for first in range(0, rows, ROWS):
        random = np.random.default_rng([seed, first])
        yield batch(random, first, min(ROWS, rows - first), certain)


def write(path: Any, rows: int, certain: Sequence[str] = ()) -> None:
    """Write a register as a Parquet file."""
    with pq.ParquetWriter(path, SCHEMA) as file:
        for found in batches(rows, certain=certain):
            file.write_batch(found)


def batch(random: Any, first: int, rows: int, services: Sequence[str]) -> Any:
    """One batch of companies."""
    certain = bool(services)
    places = _zipf(random, len(PLACES), rows)
    place = pa.array(PLACES).take(pa.array(places))
    money = _some(
        random, pa.array(MONEY), _zipf(random, len(MONEY), rows), certain, 0.7
    )
    numbers = [str(number) for number in range(first + 1, first + rows + 1)]
    return pa.RecordBatch.from_arrays(
        [
            pa.array([f"C{number:>09}" for number in numbers]),
            pa.array([f"Example Network Technology {number}" for number in numbers]),
            place,
            money,
            _servers(random, place, rows, certain),
            _services(random, rows, services or SERVICES),
            _owners(random, rows, certain),
            _some(random, pa.array([False]), np.zeros(rows, int), certain, 0.3),
        ],
        schema=SCHEMA,
    )


def _zipf(random: Any, number: int, rows: int) -> Any:
    """Numbers below another one, the first most often."""
    weights = 1 / np.arange(1, number + 1)
    return random.choice(number, rows, p=weights / weights.sum())


def _some(random: Any, values: Any, which: Any, certain: bool, often: float) -> Any:
    """Some values, now and then none."""
    absent = (
        np.zeros(len(which), bool) if certain else random.random(len(which)) > often
    )
    return values.take(pa.array(which, mask=absent))


def _servers(random: Any, place: Any, rows: int, certain: bool) -> Any:
    """The registered place most often, or a place of data centres, or nothing."""
    here = random.random(rows) < 0.7
    there = pa.array(SITES).take(pa.array(random.integers(0, len(SITES), rows)))
    site = pc.if_else(pa.array(here), place, there)
    absent = np.zeros(rows, bool) if certain else random.random(rows) > 0.9
    offsets = pa.array(np.arange(rows + 1, dtype=np.int32))
    found = pa.ListArray.from_arrays(offsets, site)
    return pc.if_else(pa.array(absent), pa.scalar(None, found.type), found)


def _services(random: Any, rows: int, services: Sequence[str]) -> Any:
    """Two services on average, those that many ask for most often."""
    count = random.choice([1, 2, 3, 4], rows, p=[0.4, 0.3, 0.2, 0.1])
    offsets = np.concatenate([[0], np.cumsum(count)]).astype(np.int32)
    start = np.repeat(_zipf(random, len(services), rows), count)
    step = np.arange(offsets[-1]) - np.repeat(offsets[:-1], count)
    which = (start + step) % len(services)
    return pa.ListArray.from_arrays(
        pa.array(offsets), pa.array(services).take(pa.array(which))
    )


def _owners(random: Any, rows: int, certain: bool) -> Any:
    """One to four holders whose shares make 100, a twelfth of the companies foreign."""
    count = random.choice([1, 2, 3, 4], rows, p=[0.35, 0.35, 0.2, 0.1])
    offsets = np.concatenate([[0], np.cumsum(count)]).astype(np.int32)
    total = int(offsets[-1])
    last = np.zeros(total, bool)
    last[offsets[1:] - 1] = True
    share = _shares(random, total)
    share[last] = 0
    used = np.add.reduceat(share, offsets[:-1])
    over = np.repeat(used > 99_000_000, count)
    share[over & ~last] //= 4
    used = np.add.reduceat(share, offsets[:-1])
    share[last] = 100_000_000 - used
    foreign = np.repeat(random.random(rows) < 0.08, count) & (
        random.random(total) < 0.7
    )
    home = np.where(foreign, 1 + _zipf(random, len(HOMES), total), 0)
    kind = random.choice(len(KINDS), total, p=[0.4, 0.3, 0.25, 0.05])
    kind = np.where(foreign & (kind == 3), 1, kind)
    if certain:
        kind = np.where(kind == 0, 1, kind)
    able = np.isin(home, [1 + HOMES.index("HK"), 1 + HOMES.index("MO")]) & (kind != 2)
    known = able & ((random.random(total) < 0.5) | certain)
    certified = pa.array(random.random(total) < 0.5, mask=~known)
    names = pa.array([f"Holder {n}" for n in range(1000)])
    fields = [
        names.take(pa.array(random.integers(0, 1000, total))),
        pa.array(["CN", *HOMES]).take(pa.array(home)),
        _decimals(share),
        pa.array(KINDS, pa.string()).take(pa.array(kind)),
        certified,
    ]
    holders = pa.StructArray.from_arrays(fields, fields=list(OWNER))
    return pa.ListArray.from_arrays(pa.array(offsets), holders)


def _shares(random: Any, total: int) -> Any:
    """Shares in millionths of a percent: round ones, whole ones, odd ones."""
    kind = random.random(total)
    tens = random.integers(1, 10, total) * 10_000_000
    whole = random.integers(1, 99, total) * 1_000_000
    odd = random.integers(1, 9_900, total) * 10_000
    return np.where(kind < 0.55, tens, np.where(kind < 0.85, whole, odd)) // 2


def _decimals(millionths: Any) -> Any:
    """Whole numbers of millionths as decimals with six digits behind the point."""
    words = np.zeros((len(millionths), 2), np.int64)
    words[:, 0] = millionths
    return pa.Array.from_buffers(
        pa.decimal128(9, 6), len(millionths), [None, pa.py_buffer(words.tobytes())]
    )
