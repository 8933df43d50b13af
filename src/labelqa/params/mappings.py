"""params/sources.yml: which files hold the company's data, and how they become canonical tables."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from ..models import Model
from .addresses import FilePattern
from .databases import DatabaseParams, PlaceParams, refuse_misplaced
from .fields import (
    Digest,
    Encoding,
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

_CSV_ONLY = ("header", "names", "delimiter", "encoding")


class ColumnMapping(Model):
    """Where a canonical column comes from: exactly one of `column`, `constant` and `expression`."""

    column: Words | None = Field(None, description="A column of the file.")
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
        None, description="How a time or date is written, as in strptime: %m/%d/%Y; %z +0100, %Z PST."
    )
    zone: Zone = Field("UTC", description="IANA time zone of times that name none.")
    offset: Words | None = Field(
        None, description="A column with the offset from UTC of the time in its row, such as +01:00."
    )

    @model_validator(mode="after")
    def _has_one_origin(self) -> ColumnMapping:
        given = {"column", "constant", "expression"} & self.model_fields_set
        if len(given) != 1:
            raise refusal(f"has {len(given)} origins", "give exactly one of column, constant and expression")
        if "constant" in given and self.values is not None:
            raise refusal("maps the values of a constant", "write the constant as it shall be")
        return self


def _column(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


class Mapping(Model):
    """Files of one layout, and the canonical columns made of theirs."""

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
    format: Literal["parquet", "csv"] = Field("parquet", description="By the files' ending where left out.")
    header: Flag = Field(True, description="Whether the first row of a CSV file has the column names.")
    names: tuple[Words, ...] = Field((), description="The columns of a CSV file without a header, in order.")
    delimiter: str = Field(",", min_length=1, max_length=1, description="Between the fields of a CSV file.")
    encoding: Encoding = Field("utf-8", description="Of a CSV file.")
    where: Words | None = Field(None, description="Condition of the rows to take, one SQL expression.")
    distinct: Flag = Field(False, description="Whether rows equal in every mapped column are one row.")
    columns: (
        dict[
            Name,
            Annotated[ColumnMapping, BeforeValidator(_column, json_schema_input_type=Words | ColumnMapping)],
        ]
        | None
    ) = Field(None, description="Canonical column to its origin; left out, the names are canonical already.")

    @model_validator(mode="before")
    @classmethod
    def _format_by_ending(cls, data: object) -> object:
        if not isinstance(data, dict) or "format" in data or not isinstance(data.get("files"), str):
            return data
        ending = data["files"].removesuffix(".gz").rpartition(".")[2]
        return {**data, "format": ending}

    @field_validator("names")
    @classmethod
    def _differ(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise refusal("names a column twice", "give every column its own name")
        return names

    @model_validator(mode="after")
    def _reads_its_format(self) -> Mapping:
        if self.format == "parquet" and (wrong := self.model_fields_set & set(_CSV_ONLY)):
            raise refusal(f"{', '.join(sorted(wrong))}: only for CSV files", "leave it out")
        if self.header == bool(self.names):
            raise refusal("names go with header: false, and only with it", "give one or the other")
        return self

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

    @field_validator("tables")
    @classmethod
    def _are_not_markets(cls, tables: dict[str, tuple[Mapping, ...]]) -> dict[str, tuple[Mapping, ...]]:
        if "markets" in tables:
            raise refusal("maps the table markets", "it is made from params/markets; take it out")
        return tables
