"""params/sources.yml on what lies elsewhere: databases, stores, and what a mapping asks of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from ..models import Model
from .addresses import DatabaseUrl, StoreAddress, is_address, is_web, looks_secret, scheme_of
from .fields import FolderPath, Scalar, refusal

if TYPE_CHECKING:
    from .mappings import Mapping

_READS = re.compile(
    r"(\s|--[^\n]*\n|/\*.*?\*/|\()*(select|with|values|from|table)\b", re.IGNORECASE | re.DOTALL
)
_QUOTED = re.compile(r"""(['"`])\{(start|end|market)\}\1""")


class DatabaseParams(Model):
    """A database to read tables from; who reads it stands in the environment or in a file."""

    url: DatabaseUrl = Field(
        description="Its SQLAlchemy URL without user and password; of SQLite and DuckDB files their path from"
        " the workspace, as in sqlite:///data/labels.db."
    )
    seconds: Annotated[int, Field(ge=1, le=86_400)] = Field(
        300, description="How long one statement may take before it is stopped."
    )
    credentials: FolderPath | None = Field(
        None,
        description="File that its owner alone may read (mode 600): user:password, or a JSON object of user,"
        " password and the driver's settings. LABELQA_DATABASE_<NAME> in the environment comes first.",
    )


class PlaceParams(Model):
    """What a store needs to know that its library does not find in the environment."""

    address: StoreAddress = Field(description="How the addresses that lie there begin, such as s3://bucket/.")
    credentials: FolderPath | None = Field(
        None,
        description="File that its owner alone may read (mode 600): a JSON object of the store's settings,"
        " such as key and secret. LABELQA_PLACE_<NAME> in the environment comes first.",
    )
    options: dict[str, Scalar] = Field(
        {}, description="Settings of the store's fsspec library that are no secret, such as endpoint_url."
    )

    @field_validator("options")
    @classmethod
    def _hold_no_secret(cls, options: dict[str, Scalar]) -> dict[str, Scalar]:
        if secret := next(filter(looks_secret, options), None):
            raise refusal(f"{secret} looks like a secret", "move it to the file of `credentials`")
        for name, value in options.items():
            if isinstance(value, str) and "@" in urlsplit(value).netloc:
                raise refusal(f"{name} names a user", "move it to the file of `credentials`")
        return options


def refuse_misplaced(mapping: Mapping) -> None:
    """Raise a refusal where a mapping's keys are not those of files, of one file by HTTP or of a database."""
    if (mapping.files is None) == (mapping.database is None):
        raise refusal("needs files or a database, one of them", "name where its rows lie")
    if mapping.files is not None:
        _refuse_misplaced_of_files(mapping, mapping.files)
        return
    if (mapping.table is None) == (mapping.query is None):
        raise refusal("needs a table or a query of its database", "give one of them")
    if mapping.digest is not None:
        raise refusal("digest is of a file", "leave it out")
    for name, query in (("query", mapping.query), ("changed", mapping.changed)):
        if query is not None:
            _refuse_query(name, query)


def _refuse_misplaced_of_files(mapping: Mapping, files: str) -> None:
    if wrong := [name for name in ("table", "query", "changed") if getattr(mapping, name) is not None]:
        raise refusal(f"{', '.join(wrong)}: only with a database", "leave it out, or name the database")
    web = is_address(files) and is_web(files)
    if web and mapping.digest is None:
        raise refusal(
            f"{scheme_of(files)}:// is read with a digest only",
            "give digest: sha256:… of the file as it should be (sha256sum FILE)",
        )
    if web and re.search(r"[*{]", files):
        raise refusal("nothing can be listed by HTTP", "name one file, with its digest")
    if mapping.digest is not None and not is_address(files):
        raise refusal("digest is of a file at an address", "leave it out")
    if mapping.digest is not None and re.search(r"[*?[{]", files) and not web:
        raise refusal("one digest is of one file", "name one file, or leave the digest out")


def _refuse_query(name: str, query: str) -> None:
    if not _READS.match(query):
        raise refusal(f"{name} is no query", "write a SELECT; nothing is ever written to a database")
    if found := _QUOTED.search(query):
        remedy = f"write {{{found[2]}}} without quotes: it is bound, never pasted"
        raise refusal(f"{name} quotes a placeholder", remedy)
