"""Addresses of places and databases in parameter files: which there are, and that none carries a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated
from urllib.parse import unquote_plus, urlsplit

from pydantic import AfterValidator

from .fields import pattern, refusal, relative

STORES = {
    "s3": "s3",
    "gs": "gcs",
    "gcs": "gcs",
    "abfs": "azure",
    "abfss": "azure",
    "az": "azure",
    "sftp": "sftp",
    "http": "http",
    "https": "http",
}
"""The extra of labelqa that reads the addresses of each scheme."""
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SECRET = re.compile(
    r"pass(word|wd|phrase|code)?|pwd|secret|token|credential|api[_-]?key|access[_-]?key|account[_-]?key"
    r"|private[_-]?key|signature|sig|sas|auth|authorization|connection[_-]?string|cookie",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(r"([A-Za-z0-9_.-]+)\s*=")
_REMEDY = "take it out: secrets stand in the environment or in a file of `credentials`, never in params"


def is_pattern(path: str) -> bool:
    """Whether a path or an address can mean more than one file."""
    return bool(re.search(r"[*?[]", path))


def is_address(path: str) -> bool:
    """Whether a path of `files` is an address rather than a path of this machine."""
    return "://" in path and bool(_ADDRESS.match(path.rpartition("::")[2]))


def scheme_of(address: str) -> str:
    """The part before ://, in lower case."""
    found = _ADDRESS.match(address)
    return found[1].lower() if found else ""


def is_web(address: str) -> bool:
    """Whether it is read by HTTP, where nothing can be listed."""
    return STORES.get(scheme_of(address)) == "http"


def looks_secret(name: str) -> bool:
    """Whether a setting of that name holds a secret, as its name says; `key` alone does in a store's."""
    return name.lower() == "key" or any(_SECRET.fullmatch(part) for part in _parts(name))


def may_hold_a_secret(text: str) -> bool:
    """Whether a text of params is better not repeated: it has an address, or something called a secret."""
    named = re.findall(r"""([A-Za-z0-9_.-]+)["']?\s*[=:]""", _decoded(text))
    return "://" in text or any(map(looks_secret, named))


def _parts(name: str) -> Iterator[str]:
    """The name, and every run of its words: aws_secret_access_key holds secret and access_key."""
    words = re.split(r"[_.\s-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield "_".join(words[start:end])


def store_address(address: str) -> str:
    """The address as it stands. Raises a refusal where it is of no place, or carries a secret."""
    if "::" in address:
        raise refusal("an address of an address", "name the place itself, such as s3://bucket/file.csv")
    if scheme_of(address) not in STORES:
        known = ", ".join(f"{scheme}://" for scheme in STORES)
        raise refusal(f"{scheme_of(address)}:// is no place that is read", f"known: {known}; else a path")
    if not urlsplit(address).netloc:
        raise refusal("names no bucket or host", "write it as s3://bucket/file.csv")
    if ":" in _decoded(urlsplit(address).netloc.rpartition("@")[0]):
        raise refusal("an address in params holds no password", _REMEDY)
    _refuse_secret_settings(address)
    return address


def database_address(address: str) -> str:
    """The URL as it stands. Raises a refusal where it is of no database, or carries who may read it."""
    if not scheme_of(address):
        raise refusal("is no address of a database", "write it as postgresql://host/database or the like")
    if "@" in _decoded(urlsplit(address).netloc):
        raise refusal("an address in params holds neither user nor password", _REMEDY)
    _refuse_secret_settings(address)
    return address


def _refuse_secret_settings(address: str) -> None:
    # NOTE: drivers decode a setting's name and its value, which may hold settings of its own (odbc_connect).
    named = _ASSIGNED.findall(_decoded(address.partition("?")[2]))
    if secret := next(filter(looks_secret, named), None):
        raise refusal(f"{secret} looks like a secret", _REMEDY)


def _decoded(text: str) -> str:
    """The text with every percent-encoding undone, however often it was done."""
    while (plain := unquote_plus(text)) != text:
        text = plain
    return text


def _file(path: str) -> str:
    return pattern(store_address(path) if is_address(path) else relative(path))


FilePattern = Annotated[str, AfterValidator(_file)]
StoreAddress = Annotated[str, AfterValidator(store_address)]
DatabaseUrl = Annotated[str, AfterValidator(database_address)]
