"""The form that a file has: what is packed how, where its head stands, and how its values are written."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from ..models import Model
from .fields import Encoding, Whole, Words, refusal

FileFormat = Literal["csv", "tsv", "json", "jsonl", "parquet", "xlsx", "xls", "xlsb", "ods"]
ENDINGS: dict[str, FileFormat] = {
    "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl", "ndjson": "jsonl", "parquet": "parquet",
    "xlsx": "xlsx", "xlsm": "xlsx", "xls": "xls", "xlsb": "xlsb", "ods": "ods",
}  # fmt: skip
PACKED = ("gz", "zst")
DELIMITED = frozenset(("csv", "tsv"))
OBJECTS = frozenset(("json", "jsonl"))
WORKBOOKS = frozenset(("xlsx", "xls", "xlsb", "ods"))
_ONLY: dict[str, tuple[frozenset[str], str]] = {
    "encoding": (DELIMITED | OBJECTS, "csv, tsv, json and jsonl"),
    "delimiter": (DELIMITED, "csv and tsv"),
    "quote": (DELIMITED, "csv and tsv"),
    "skip": (DELIMITED | WORKBOOKS, "csv, tsv and workbook"),
    "header": (DELIMITED | WORKBOOKS, "csv, tsv and workbook"),
    "names": (DELIMITED | WORKBOOKS, "csv, tsv and workbook"),
    "sheet": (WORKBOOKS, "workbook"),
    "each": (OBJECTS, "json and jsonl"),
}


def format_of(path: str) -> str:
    """The format that a path's ending names, behind those of packing; else the ending itself."""
    name = path.rpartition("/")[2].lower().removesuffix(".zip")
    for packing in PACKED:
        name = name.removesuffix(f".{packing}")
    ending = name.rpartition(".")[2] if "." in name else ""
    return ENDINGS.get(ending, ending)


_Head = bool | Annotated[int, Field(ge=1, le=5)]
_Sheet = Annotated[str, Field(min_length=1)] | Annotated[int, Field(ge=1)] | None


def _head(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, int) and 1 <= value <= 5):
        return value
    raise refusal(f"{json.dumps(value)} is no head", "write true, false or a number of rows up to 5")


def _sheet(value: object) -> object:
    if (isinstance(value, str) and value) or (type(value) is int and value >= 1):
        return value
    raise refusal(f"{json.dumps(value)} is no sheet", "write its name, a pattern, or its number from 1")


class Form(Model):
    """The form of files of one kind."""

    format: FileFormat = Field(
        "parquet",
        description="By the files' ending where left out, behind .gz, .zst or .zip, or by that of members.",
    )
    members: Words | None = Field(
        None,
        description="Files of a .zip, as a pattern such as week*.csv; else all of the format's ending.",
    )
    encoding: Encoding = Field("utf-8", description="Of text: utf-8, utf-16, cp1252 or another.")
    delimiter: str = Field(
        ",", min_length=1, max_length=1, description="Between the fields of a CSV file; of tsv a tabulator."
    )
    quote: str = Field(
        '"',
        max_length=1,
        description="Around fields of a CSV file; empty where it is a sign like any other.",
    )
    decimal: Literal[".", ","] = Field(".", description="Before the fraction of a number that is text.")
    skip: Annotated[Whole, Field(ge=0)] = Field(
        0, description="Lines of a CSV file, or rows of a sheet, before the head, such as titles."
    )
    header: Annotated[_Head, BeforeValidator(_head, json_schema_input_type=_Head)] = Field(
        True,
        description="Whether there is a row with the column names, or how many such rows there are.",
    )
    names: tuple[Words, ...] = Field((), description="The columns of a file without a header, in order.")
    sheet: Annotated[_Sheet, BeforeValidator(_sheet, json_schema_input_type=_Sheet)] = Field(
        None,
        description="Name, pattern or number from 1 of the sheets to read; else the only visible one.",
    )
    each: tuple[Words, ...] = Field(
        (), description="Lists within a JSON object, one inside the other, whose elements are the rows."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_ending(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        written = next((data[key] for key in ("members", "files") if isinstance(data.get(key), str)), "")
        told = {"format": format_of(written) or written} if written and "format" not in data else {}
        form = {**data, **told}
        return {"delimiter": "\t", **form} if form.get("format") == "tsv" else form

    @field_validator("names")
    @classmethod
    def _differ(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise refusal("names a column twice", "give every column its own name")
        return names

    @model_validator(mode="after")
    def _fits_its_format(self) -> Form:
        for key in sorted(self.model_fields_set & set(_ONLY)):
            formats, words = _ONLY[key]
            if self.format not in formats:
                raise refusal(f"{key}: only for {words} files, not {self.format}", "leave it out")
        if (self.header is False) != bool(self.names):
            raise refusal("names go with header: false, and only with it", "give one or the other")
        return self
