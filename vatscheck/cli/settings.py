"""What a repository has settled for all its profiles: `.vatscheck.toml`, found upwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os.path import relpath
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from vatscheck.cli.grammar import said
from vatscheck.cli.options import STATUSES
from vatscheck.cli.refusal import Refused
from vatscheck.cli.typed import language
from vatscheck.words.catalogue import LANGS, Lang

if TYPE_CHECKING:
    from typer import Context

NAME = ".vatscheck.toml"
ROOT = ".git"
"""What stands in the folder above which nothing is searched."""
KEYS = ("fail_on", "lang", "law", "profiles", "styles")
NEVER = "never"
"""How a command fails that does not go by statuses: a setting does not make it so."""
ABOUT = ("profile", "profiles", "sides")
"""What the arguments are called that name the profiles of a command."""


class Settings(NamedTuple):
    """The settings of a repository; options on the command line win over them.

    `file` = where they stand, none = there are none. `law` and `profiles` are taken
    from the folder of that file. `styles` says which style of a firm's own Word
    template stands for which of ours.
    """

    file: Path | None = None
    fail_on: str | None = None
    lang: Lang | None = None
    law: Path | None = None
    profiles: tuple[str, ...] = ()
    styles: Mapping[str, str] = MappingProxyType({})


def settings(profiles: Iterable[str]) -> Settings:
    """Return the settings that hold for profiles, those of the nearest folder upwards.

    Without a profile, or from standard input, those of this folder. Raises `Refused`
    for a file that cannot be read, an unknown key, a wrong value, and for profiles that
    have different settings: a run has one law and one language.
    """
    files = dict.fromkeys(map(_found, profiles)) or {_found("."): None}
    path, *others = files
    if others:
        told = [str(each or "-") for each in (path, others[0])]
        raise Refused("settings-two", first=told[0], other=told[1])
    return _read(path) if path else Settings()


def settle(context: Context) -> None:
    """Fill in options that were left out with the settings of the profiles' repository.

    Of a command that names none of its arguments so nothing is filled in.
    """
    given: dict[str, Any] = context.params
    name = next((name for name in ABOUT if name in given), "")
    about = [given[name]] if isinstance(given.get(name), str) else given.get(name)
    if not name or not isinstance(about or [], list):
        return
    found = settings(about or ())
    chosen = said(context).chosen
    never = given.get("fail_on") == NEVER
    values = {
        "lang": None if chosen else found.lang,
        "language": None if chosen else found.lang,
        "fail_on": None if never else found.fail_on,
        "law_folder": found.law,
    }
    for name, value in values.items():
        if value and name in given and _left_out(context, name):
            given[name] = value


def _left_out(context: Context, name: str) -> bool:
    """Whether an option was named neither on the command line nor in the environment."""
    source = context.get_parameter_source(name)
    return source is None or source.name not in ("COMMANDLINE", "ENVIRONMENT")


def _found(start: str) -> Path | None:
    """The file of settings that is the nearest upwards, none = there is none."""
    folder = Path("." if start == "-" else start).resolve()
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
    styles = data.get("styles", {})
    return Settings(path, fail_on, lang, law, profiles, styles)


def _right(key: str, value: object) -> bool:
    """Whether a value is one that a key may have."""
    if key == "profiles":
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if key == "styles":
        return isinstance(value, dict) and all(
            isinstance(v, str) for v in value.values()
        )
    if not isinstance(value, str):
        return False
    if key == "fail_on":
        return value.replace("-", "_") in STATUSES
    return key != "lang" or language(value) in LANGS
