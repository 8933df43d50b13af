"""params/sources.yml: which files hold the company's data, and how they become canonical tables."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from ..models import Model
from . import preset_files
from .addresses import FilePattern
from .databases import DatabaseParams, PlaceParams, refuse_misplaced
from .fields import (
    Digest,
    Flag,
    FolderPath,
    MarketId,
    MonthText,
    Name,
    Scalar,
    Whole,
    Words,
    Zone,
    refusal,
)
from .forms import Form

CALENDARS = ("epoch", "epoch_ms", "excel")
_OFFSET = r"[+-][01][0-9]:[0-5][0-9]"
_NAMED = re.compile(r'"((?:[^"]|"")+)"|(\w+)')


class ColumnMapping(Model):
    """Where a canonical column comes from: exactly one of `column`, `constant` and `expression`."""

    column: Words | None = Field(None, description="A column of the file.")
    other_names: tuple[Words, ...] = Field(
        (), description="What the column is called in other files; the first name that a file has is taken."
    )
    optional: Flag = Field(
        False, description="Whether files may lack the column, or one of the expression: no value there."
    )
    constant: Scalar | None = Field(
        None, description="The same for every row; a constant time is unobserved."
    )
    expression: Words | None = Field(
        None, description="One SQL expression over the file's columns, source_row (from 1) and source_file."
    )
    values: dict[str, Scalar | None] | None = Field(
        None, description="What each text becomes; a row with any other text is rejected."
    )
    format: Words | None = Field(
        None,
        description="How a time or date is written, as in strptime: %m/%d/%Y; %z +0100, %Z PST. Else epoch or"
        " epoch_ms (since 1970 in UTC), or excel (days as a spreadsheet counts them).",
    )
    percent: Flag = Field(
        False, description='Whether "95 %" and "95%" are 0.95; a number without the sign is as it says.'
    )
    abbreviations: dict[
        Annotated[str, Field(pattern="^[A-Z]{2,6}$")], Annotated[str, Field(pattern=f"^{_OFFSET}$")]
    ] = Field({}, description='What the letters of %Z mean here, such as PDT: "-07:00".')
    zone: Zone = Field("UTC", description="IANA time zone of times that name none.")
    offset: Words | None = Field(
        None, description="A column with the offset from UTC of the time in its row, such as +01:00."
    )

    def offsets(self) -> dict[str, int]:
        """Seconds from UTC by the letters that the mapping gives a meaning."""
        hours = {name: text.split(":") for name, text in self.abbreviations.items()}
        return {name: int(h) * 3600 + int(f"{h[0]}{m}") * 60 for name, (h, m) in hours.items()}

    @model_validator(mode="after")
    def _has_one_origin(self) -> ColumnMapping:
        given = {"column", "constant", "expression"} & self.model_fields_set
        if len(given) != 1:
            raise refusal(f"has {len(given)} origins", "give exactly one of column, constant and expression")
        if "constant" in given and self.values is not None:
            raise refusal("maps the values of a constant", "write the constant as it shall be")
        if self.other_names and "column" not in given:
            raise refusal("has other_names without a column", "give the first of them as column")
        if self.percent and self.values is not None:
            raise refusal("has values and percent", "write in values what each text becomes: 0.95")
        if self.abbreviations and "%Z" not in (self.format or ""):
            raise refusal("has abbreviations and no %Z in its format", "say how the time is written: format")
        return self


def _column(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


class Newest(Model):
    """Which of the rows that are equal in some columns of the file is the one that holds."""

    key: Annotated[tuple[Words, ...], Field(min_length=1)] = Field(
        description="Columns of the file: rows equal in all of them are versions of one."
    )
    at: Annotated[ColumnMapping, BeforeValidator(_column, json_schema_input_type=Words | ColumnMapping)] = (
        Field(description="When a version was written; of equal ones the last in its file holds.")
    )


class Mapping(Form):
    """Files of one layout, and the canonical columns made of theirs."""

    preset: Name | None = Field(
        None, description="A tool's export that the package maps (docs/presets.md); all beside it overrides."
    )
    files: FilePattern | None = Field(
        None,
        description="Path from the workspace, or an address (s3://, gs://, abfs://, sftp://, https://); may"
        " hold * and the placeholders {market} and {month} (UTC).",
    )
    digest: Digest | None = Field(
        None, description="sha256: and 64 hexadecimal digits of the file; by HTTP nothing is read without."
    )
    database: Name | None = Field(None, description="Instead of files: a database of `databases`.")
    table: Words | None = Field(None, description="Its table or view, read whole: labels or schema.labels.")
    query: Words | None = Field(
        None,
        description="Or a query; {start}, {end} (UTC instants) and {market} are bound, never pasted.",
    )
    changed: Words | None = Field(
        None,
        description="A cheap query whose answer differs once rows have changed: SELECT max(updated_at) …",
    )
    where: Words | None = Field(None, description="Condition of the rows to take, one SQL expression.")
    distinct: Flag = Field(
        False,
        description="Whether rows equal in every mapped column are one row, over all mappings that say so.",
    )
    newest_by: Newest | None = Field(
        None, description="Takes of several versions of a row only the newest, and `where` of these."
    )
    overlaps: Literal["union"] | None = Field(
        None, description="union: in time and schedules, overlapping intervals of a person become one."
    )
    columns: (
        dict[
            Name,
            Annotated[ColumnMapping, BeforeValidator(_column, json_schema_input_type=Words | ColumnMapping)],
        ]
        | None
    ) = Field(None, description="Canonical column to its origin; left out, the names are canonical already.")

    def speaks_of(self) -> frozenset[str]:
        """The columns of the file that the mapping names, and every word of its SQL, which may be one."""
        origins = [*(self.columns or {}).values(), *([self.newest_by.at] if self.newest_by else [])]
        sql = [self.where, *(origin.expression for origin in origins)]
        words = [a.replace('""', '"') or b for text in sql for a, b in _NAMED.findall(text or "")]
        named = [
            name for origin in origins for name in (origin.column, *origin.other_names, origin.offset) if name
        ]
        return frozenset((*named, *words, *(self.newest_by.key if self.newest_by else ())))

    @model_validator(mode="after")
    def _is_of_files_or_of_a_database(self) -> Mapping:
        refuse_misplaced(self)
        return self

    def place(self, table: str) -> str:
        """What people know the rows of a table by: its files, or `warehouse: query of labels`."""
        if self.files is not None:
            return self.files
        return f"{self.database}: " + (f"table {self.table}" if self.table else f"query of {table}")

    @property
    def names_market(self) -> bool:
        """Whether its path or its query says whose rows they are."""
        return "{market}" in (self.files or self.query or "")


def _several(value: object) -> object:
    return [value] if isinstance(value, dict) else value


def _expanded(table: str, value: object) -> object:
    """A table's mappings as written, those with a preset put under what is written."""
    if isinstance(value, list):
        return [_expanded(table, each) for each in value]
    if isinstance(value, dict) and isinstance(value.get("preset"), str):
        return preset_files.expanded(table, value)
    return value


class Sources(Model):
    """Every source of the company."""

    engine: Literal["duckdb"] = Field("duckdb", description="What reads the files.")
    tables: dict[
        Name,
        Annotated[
            tuple[Mapping, ...],
            Field(min_length=1),
            BeforeValidator(_several, json_schema_input_type=Mapping | tuple[Mapping, ...]),
        ],
    ] = Field(min_length=1, description="Canonical table to the mapping, or mappings, that fill it.")
    databases: dict[Name, DatabaseParams] = Field(
        {}, description="Databases by the name that mappings call them."
    )
    places: dict[Name, PlaceParams] = Field(
        {}, description="Stores that need more than their library finds in the environment."
    )
    folders: tuple[FolderPath, ...] = Field(
        (),
        description="Folders outside the workspace in which targets of links may lie, such as a data cache.",
    )
    control_totals: dict[Name, dict[MarketId, dict[MonthText, Annotated[Whole, Field(ge=0)]]]] = Field(
        {}, description="Rows by table, market and UTC month, as the supplier says; others stop the market."
    )

    @field_validator("tables", mode="before")
    @classmethod
    def _with_presets(cls, tables: object) -> object:
        return (
            {name: _expanded(name, it) for name, it in tables.items()} if isinstance(tables, dict) else tables
        )

    @field_validator("tables")
    @classmethod
    def _are_not_markets(cls, tables: dict[str, tuple[Mapping, ...]]) -> dict[str, tuple[Mapping, ...]]:
        if "markets" in tables:
            raise refusal("maps the table markets", "it is made from params/markets; take it out")
        return tables
