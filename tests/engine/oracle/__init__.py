"""The judge of the engine on owners: every combination of checks that can be true.

Written from the contract alone (its section 1, "What a left-out key means", here quoted
as R1 to R10) and sharing no code with the engine. Every holder has a mass, its part of
the whole company in percent; a profile is a set of linear conditions on the masses and a
few choices, and z3 finds, over exact rational numbers, each vector of truth values that
the checks can have together.
"""

from tests.engine.oracle.facts import Check, Facts
from tests.engine.oracle.solutions import reachable, witnesses

__all__ = ["Check", "Facts", "reachable", "witnesses"]
