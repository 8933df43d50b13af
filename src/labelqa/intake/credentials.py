"""Who reads a place: told by the environment or a file of its owner, and kept out of every text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

from ..errors import ParamsError, Problem
from ..params.addresses import looks_secret

HIDDEN = "•••"
_LENGTH = 8  # of a secret; a shorter text under such a name is a switch, and hiding it would garble messages
_WRITE = "write it as the documents say (docs/places.md)"


@dataclass(frozen=True, repr=False)
class Credentials:
    """
    The settings that let somebody in, `user` and `password` among them, and where they stood.

    It prints as where it stood, so that no traceback and no log can hold one.
    """

    settings: Mapping[str, object]
    place: str

    def __repr__(self) -> str:
        return f"Credentials({self.place})"

    def masked(self, text: object) -> str:
        """The text without any of these secrets; see `masked`."""
        return masked(text, _texts(self.settings))


def find(kind: str, name: str, file: str | None, workspace: Path) -> Credentials:
    """
    Of a database or place: LABELQA_DATABASE_<NAME> or LABELQA_PLACE_<NAME>, else its file, else none.

    Raises ParamsError where the file is not there, may be read by others or holds neither form.
    """
    # NOTE: the one module below `cli` that reads the environment: a secret handed down through every caller
    # could be printed by each of them.
    variable = f"LABELQA_{kind.upper()}_{name.upper()}"
    if text := os.environ.get(variable):
        return _parsed(text, f"the environment's {variable}")
    return _of_file(workspace / file, file) if file else Credentials({}, variable)


def _of_file(path: Path, name: str) -> Credentials:
    try:
        if path.stat().st_mode & 0o077:
            raise ParamsError(Problem("may be read by others", name, f"chmod 600 {name}"))
        return _parsed(path.read_text(encoding="utf-8"), name)
    except OSError as error:
        remedy = "write it, or correct `credentials` in params/sources.yml"
        raise ParamsError(Problem(f"cannot be read: {error.strerror}", name, remedy)) from None
    except UnicodeDecodeError:
        raise ParamsError(Problem("holds no credentials", name, _WRITE)) from None


def _parsed(text: str, place: str) -> Credentials:
    """From user:password, or from a JSON object of settings."""
    text = text.strip()
    if text.startswith("{"):
        try:
            return Credentials(dict(json.loads(text)), place)
        except ValueError:
            raise ParamsError(Problem("holds no JSON object", place, _WRITE)) from None
    user, colon, password = text.partition(":")
    if not colon or "\n" in text:
        raise ParamsError(Problem("holds no credentials", place, _WRITE))
    return Credentials({"user": user, "password": password}, place)


def masked(text: object, secrets: Iterable[str] = ()) -> str:
    """
    The text without the `secrets`, and without whatever the environment holds under a secret's name.

    They are looked for as they are and as addresses, JSON and Python write them. The longest goes first, so
    that a secret inside another leaves nothing of it.
    """
    told = {value for name, value in os.environ.items() if looks_secret(name) and len(value) >= _LENGTH}
    held = {*secrets, *told}
    spelt = {form for secret in held for form in _spelt(secret)}
    shown = str(text)
    for form in sorted(filter(None, spelt), key=lambda form: (-len(form), form)):
        shown = shown.replace(form, HIDDEN)
    return shown


def _spelt(secret: str) -> Iterable[str]:
    addressed = quote(secret), quote(secret, safe=""), quote_plus(secret)
    return secret, *addressed, json.dumps(secret)[1:-1], repr(secret)[1:-1]


def _texts(value: object, name: str = "") -> list[str]:
    """Every text in settings but the user's name, however deep."""
    if isinstance(value, Mapping):
        return [text for key, inner in value.items() for text in _texts(inner, str(key))]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner, name)]
    return [] if name in ("user", "username") or isinstance(value, bool | None) else [str(value)]
