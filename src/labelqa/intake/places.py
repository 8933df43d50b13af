"""Files at addresses: listed, and fetched whole into a folder of our own before anything reads them."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ..errors import DataError, LabelQAError, ParamsError, Problem
from ..params import PlaceParams, Sources
from ..params.addresses import STORES, is_pattern, is_web, scheme_of
from ..pointers import sync
from ..sealed import digest_of
from . import credentials, web
from .credentials import Credentials

T = TypeVar("T")

ATTEMPTS = 3
_PAUSE = 0.5  # seconds before the second attempt; doubled before the third
_VERSIONS = ("ETag", "etag", "generation", "md5Hash", "content_md5", "mtime", "last_modified", "LastModified")
# Names of errors, for their libraries need not be installed: what the next moment may heal, and bad keys.
_PASSING = {
    *("ConnectionError", "TimeoutError", "FSTimeoutError"),
    *("ClientConnectionError", "ClientPayloadError"),
}
_LOGGED_OUT = {
    *("NoCredentialsError", "PermissionError", "ClientAuthenticationError", "AuthenticationException"),
}


@dataclass(frozen=True)
class Listed:
    """A file at an address, as its store told of it: its path there, its size in bytes and its version."""

    address: str
    path: str
    size: int | None
    version: str

    @property
    def stamp(self) -> tuple[int | None, str]:
        """What differs once the file was written anew."""
        return self.size, self.version


@dataclass
class Stores:
    """The stores that some sources name, each opened when first asked."""

    sources: Sources
    workspace: Path
    opened: dict[str, tuple[Any, Credentials]] = field(default_factory=dict)

    def listed(self, address: str, digest: str | None = None) -> list[Listed]:
        """
        The files that an address or a pattern means, sorted; none where there is none.

        Of one file by HTTP only what it must be is known: its digest. Raises DataError where the store cannot
        be asked, ParamsError where its library is missing or its credentials cannot be read.
        """
        if is_web(address):
            return [Listed(address, address, None, digest or "")]
        store, known = self._store(address)
        return _asked(address, known, lambda: _found(store, address))

    def fetch(self, file: Listed, into: Path, digest: str | None = None) -> str:
        """
        Write the file to a path that is not there yet, whole or not at all; returns the sha256 of its bytes.

        Raises DataError where it cannot be had, is another one by now or has another digest.
        """
        store, known = self._store(file.address)
        staging = into.with_name(f".fetching-{into.name}")
        into.parent.mkdir(parents=True, exist_ok=True)
        try:
            _asked(file.address, known, lambda: store.get_file(file.path, str(staging)))
            _refuse_change(file, store, known, staging)
            found = f"sha256:{digest_of(staging)}"
            if digest and found != digest:
                raise DataError(_other_digest(file.address, found))
            sync(staging)
            staging.rename(into)
        finally:
            staging.unlink(missing_ok=True)
        return found

    def _store(self, address: str) -> tuple[Any, Credentials]:
        name, place = self._place(address)
        opened = f"{scheme_of(address)} {name} {urlsplit(address).netloc}"
        if opened not in self.opened:
            self.opened[opened] = _opened(address, name, place, self.workspace)
        return self.opened[opened]

    def _place(self, address: str) -> tuple[str, PlaceParams | None]:
        """Of the places whose address it begins with, the one that says most of it."""
        fitting = [
            (name, place) for name, place in self.sources.places.items() if _within(address, place.address)
        ]
        return max(fitting, key=lambda each: len(each[1].address), default=("", None))


def file_name(address: str) -> str:
    """A name for the file here: one that no other address has, with the endings that tell its form."""
    endings = re.search(r"(\.[A-Za-z0-9]{1,8}){1,2}$", urlsplit(address).path)
    return hashlib.sha256(address.encode()).hexdigest()[:16] + (endings[0].lower() if endings else "")


def _within(address: str, place: str) -> bool:
    # NOTE: s3://vendor must not have the key of s3://vendor-b.
    return address == place or address.startswith(place if place.endswith("/") else f"{place}/")


def _opened(address: str, name: str, place: PlaceParams | None, workspace: Path) -> tuple[Any, Credentials]:
    import fsspec

    known = credentials.find("place", name, place.credentials, workspace) if place else Credentials({}, "")
    scheme = scheme_of(address)
    try:
        options = web.options() if is_web(address) else fsspec.utils.infer_storage_options(address)
        kept = {key: options[key] for key in ("client_kwargs", "host", "username", "port") if key in options}
        kept = kept if STORES[scheme] in ("http", "sftp") else {}
        given = {**(place.options if place else {}), **known.settings, **kept}
        store = fsspec.filesystem(scheme, **given, skip_instance_cache=True, use_listings_cache=False)
    except ImportError:
        raise ParamsError(
            Problem(
                f"{scheme}:// needs a library that is not installed",
                address,
                f"pip install 'labelqa[{STORES[scheme]}]'",
            )
        ) from None
    except Exception as error:  # noqa: BLE001  see _asked
        raise DataError(_problem(address, known, error)) from None
    return store, known


def _found(store: Any, address: str) -> list[Listed]:
    """What the store has under an address, which may be a pattern."""
    if is_pattern(address):
        there = store.glob(address, detail=True)
    else:
        there = _exactly(store, store._strip_protocol(address))
    files = {path: info for path, info in there.items() if info.get("type") != "directory"}
    return sorted((_listed(address, path, info) for path, info in files.items()), key=lambda f: f.address)


def _exactly(store: Any, path: str) -> dict[str, Any]:
    try:
        return {path: store.info(path)}
    except FileNotFoundError:
        return {}


def _listed(address: str, path: str, info: Mapping[str, Any]) -> Listed:
    parts = urlsplit(address)
    host = f"{parts.netloc}/" if STORES[scheme_of(address)] == "sftp" else ""
    version = next((str(info[name]) for name in _VERSIONS if info.get(name)), "")
    return Listed(f"{parts.scheme}://{host}{path.lstrip('/')}", path, info.get("size"), version)


def _refuse_change(file: Listed, store: Any, known: Credentials, fetched: Path) -> None:
    """Raise DataError where the file is not what was listed: its bytes may be of two versions."""
    if is_web(file.address):
        return
    now = _listed(file.address, file.path, _asked(file.address, known, lambda: store.info(file.path)))
    if now.stamp != file.stamp or file.size not in (None, fetched.stat().st_size):
        remedy = "run again once it is delivered whole"
        raise DataError(Problem("changed while it was fetched", file.address, remedy))


def _other_digest(address: str, found: str) -> Problem:
    return Problem(
        f"is another file than it should be: {found}",
        address,
        "find out who changed it; if it is right, write that digest into params/sources.yml",
    )


def _asked(address: str, known: Credentials, action: Callable[[], T]) -> T:
    """
    What a store answers, asked again where a moment may heal it. Raises DataError, without any secret.

    A store's library has errors of its own, and what it says may hold what it was told: none gets out so.
    """
    # NOTE: the libraries of other stores ask again by themselves.
    pauses = [_PAUSE * 2**attempt for attempt in range(ATTEMPTS - 1)] if is_web(address) else []
    while True:
        try:
            return action()
        except LabelQAError:
            raise
        except Exception as error:  # noqa: BLE001
            if not pauses or not _may_pass(error):
                raise DataError(_problem(address, known, error)) from None
            time.sleep(pauses.pop(0))


def _may_pass(error: BaseException) -> bool:
    status = getattr(error, "status", 0)
    return status in (429, 500, 502, 503, 504) or bool(_PASSING & set(_kinds(error)))


def _kinds(error: BaseException | None) -> Iterable[str]:
    """The names of an error's classes, and of those that led to it."""
    while error is not None:
        yield from (kind.__name__ for kind in type(error).__mro__)
        error = error.__cause__


def _problem(address: str, known: Credentials, error: Exception) -> Problem:
    if isinstance(error, web.RedirectedError):
        return Problem(error.problem.what, address, error.problem.remedy)
    kinds, where = set(_kinds(error)), known.masked(address)
    if isinstance(error, FileNotFoundError):
        return Problem("no such file, or no such bucket", where, "deliver it, or correct params/sources.yml")
    if kinds & _LOGGED_OUT or getattr(error, "status", 0) in (401, 403):
        asked = known.place or "the environment, as the store's library asks for them"
        return Problem("the store lets nobody in with these credentials", where, f"correct them: {asked}")
    said = known.masked(str(error).strip().split("\n")[0][:300]) or type(error).__name__
    return Problem(f"cannot be read: {said}", where, "see to the network and the store, then run again")
