"""What a repository has settled for all its profiles: `.vatscheck.toml`, found upwards."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from typing import NamedTuple

from vatscheck.cli.options import STATUSES
from vatscheck.cli.refusal import Refused
from vatscheck.cli.typed import language
from vatscheck.words.catalogue import LANGS, Lang

NAME = ".vatscheck.toml"
ROOT = ".git"
"""What stands in the folder above which nothing is searched."""
KEYS = ("fail_on", "lang", "law", "profiles")


class Settings(NamedTuple):
    """The settings of a repository; options on the command line win over them.

    `file` = where they stand, none = there are none. `law` and `profiles` are taken
    from the folder of that file.
    """

    file: Path | None = None
    fail_on: str | None = None
    lang: Lang | None = None
    law: Path | None = None
    profiles: tuple[str, ...] = ()


def settings(start: str) -> Settings:
    """Return the settings that hold for a profile, those of the nearest folder upwards.

    Raises `Refused` for a file that cannot be read, an unknown key, a wrong value.
    """
    path = _found(Path(start) if start != "-" else Path())
    return _read(path) if path else Settings()


def _found(start: Path) -> Path | None:
    folder = start.resolve()
    for above in (folder, *folder.parents):
        if (above / NAME).is_file():
            return above / NAME
        if (above / ROOT).exists():
            return None
    return None


def _read(path: Path) -> Settings:
    import tomllib  # `--version` reads no file

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("settings-unreadable", path=path, reason=error) from None
    for key, value in data.items():
        if key not in KEYS:
            allowed = ", ".join(KEYS)
            raise Refused("settings-key", path=path, key=key, allowed=allowed)
        if not _right(key, value):
            raise Refused("settings-value", path=path, key=key, found=value)
    folder = path.parent
    profiles = tuple(relpath(folder / name) for name in data.get("profiles", ()))
    law = folder / data["law"] if "law" in data else None
    fail_on = data.get("fail_on", "").replace("-", "_") or None
    lang = language(data["lang"]) if "lang" in data else None
    return Settings(path, fail_on, lang, law, profiles)


def _right(key: str, value: object) -> bool:
    """Whether a value is one that a key may have."""
    if key == "profiles":
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if not isinstance(value, str):
        return False
    if key == "fail_on":
        return value.replace("-", "_") in STATUSES
    return key != "lang" or language(value) in LANGS
