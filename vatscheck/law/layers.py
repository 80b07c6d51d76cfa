"""What a firm has laid over the bundled law, as every output names it."""

from typing import NamedTuple


class Layer(NamedTuple):
    """One record of an overlay; `reason` says why it replaces another (none = added)."""

    kind: str
    id: str
    reason: str | None


class Overlay(NamedTuple):
    """What an overlay is called, the digest of its files, and its records."""

    name: str
    digest: str
    records: tuple[Layer, ...]
