"""Which telecom services a company may be licensed for in mainland China, and why.

Stable: `vatscheck.api`, one function a question, each with a document as its answer;
and `load_law`, `load_profile`, `assess` (the proof as the engine has it) and the
exceptions that they raise. Everything else may move. Names are imported when first used, so that the command
line starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vatscheck.engine.assess import assess
    from vatscheck.law.book import load_law
    from vatscheck.loading import load_profile
    from vatscheck.profile.problems import ProfileError

__version__ = "0.1.0"
__all__ = ["ProfileError", "__version__", "assess", "load_law", "load_profile"]

_HOMES = {
    "assess": "vatscheck.engine.assess",
    "load_profile": "vatscheck.loading",
    "load_law": "vatscheck.law.book",
    "ProfileError": "vatscheck.profile.problems",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'vatscheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
