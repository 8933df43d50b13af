"""What a preset holds: how a tool's export is recognised, what it fills, and what it cannot say."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import Field, JsonValue, ValidationError, ValidationInfo, field_validator

from ..errors import ParamsError
from ..models import Model
from . import preset_files
from .fields import Flag, Name, Whole, Words, refusal
from .mappings import Mapping
from .problems import problems

Family = Literal["delimited", "json", "workbook", "xml"]
Topic = Literal["answer", "market", "person", "period", "zone", "order", "abbreviations", "submitted", "unit"]

_FORMATS = {"delimited": "csv", "json": "json", "workbook": "xlsx", "xml": "csv"}


class Signature(Model):
    """By which columns, or fields, an export is known; * stands for any letters."""

    family: Family = Field(description="The kind of file.")
    needs: tuple[Words, ...] = Field(min_length=1, description="All of these must be there.")
    likes: tuple[Words, ...] = Field((), description="Each that is there makes it likelier.")
    lacks: tuple[Words, ...] = Field((), description="None of these may be there.")


class Ask(Model):
    """Something that the export does not say, and that is asked before anything is written."""

    topic: Topic = Field(description="What is asked.")
    why: Words = Field(description="What is not known, in a sentence.")
    columns: tuple[Words, ...] = Field((), description="Columns among which the answer may be; * in names.")
    without: tuple[Words, ...] = Field((), description="Columns that it cannot be; * in names.")
    proposal: Words | None = Field(None, description="What is proposed.")


class Beside(Model):
    """A canonical column that is found by the name of the answer's column."""

    column: Words = Field(description="Its name; {answer} is the answer's column, {question} its last part.")
    why: Words = Field(description="What it is.")


class GroundTruth(Model):
    """Answers that are marked as the right ones, among those of their item."""

    marked_by: Words = Field(description="The column that is true of them.")
    item: Words = Field(description="The column that tells which item they belong to.")


class Preset(Model):
    """presets/<name>.yml: one tool's export."""

    tool: Words = Field(description="Who writes it.")
    export: Words = Field(description="Which of its exports, and in what form.")
    version: Whole = Field(ge=1, description="Of this mapping; a change of what is read makes a new one.")
    checked: Words = Field(description="By what the shape is known, and what of it is not.")
    signature: Signature
    tables: dict[Name, dict[str, JsonValue]] = Field(
        {}, description="Canonical table to its mapping, without files, as in params/sources.yml."
    )
    beside_answer: dict[Name, Beside] = Field({}, description="Columns of labels that go with the answer.")
    question: Words | None = Field(None, description="The column that says which question a row answers.")
    ground_truth: GroundTruth | None = Field(None, description="Which of its rows are the right answers.")
    each_of: Words | None = Field(
        None, description="The list to unfold, where a question's name stands in its path, as *."
    )
    merged: tuple[Words, ...] = Field((), description="Files, by name, that hold several people's work.")
    totals: tuple[Words, ...] = Field((), description="Words at the head of rows that sum up others.")
    asks: tuple[Ask, ...] = Field((), description="What is asked.")
    unmapped: dict[Words, Words] = Field({}, description="Columns that fill nothing, and why; * in names.")
    personal: tuple[Words, ...] = Field((), description="Columns whose values are never shown; * in names.")
    refuses: Words | None = Field(None, description="Why no report can be made of it, and what to deliver.")
    plain: Flag = Field(False, description="Whether it is a kind of file that people keep, not a tool's.")

    @field_validator("tables")
    @classmethod
    def _are_mappings(
        cls, tables: dict[str, dict[str, Any]], info: ValidationInfo
    ) -> dict[str, dict[str, Any]]:
        signature = info.data.get("signature")
        form = _FORMATS[signature.family] if signature else "csv"
        for name, written in tables.items():
            try:
                Mapping.model_validate({"files": "in/export", "format": form, **written})
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                place = ".".join(map(str, first["loc"]))
                raise refusal(f"{name}: {place}: {first['msg']}", "write it as in sources.yml") from error
        return tables

    def topic(self, name: Topic) -> Ask | None:
        """What is asked on a topic, if it is."""
        return next((ask for ask in self.asks if ask.topic == name), None)


@cache
def read(name: str) -> Preset:
    """One preset of the package. Raises ParamsError with every mistake of its file, by line."""
    document = preset_files.document(name)
    if document.problems:
        raise ParamsError(*document.problems)
    try:
        return Preset.model_validate(document.value)
    except ValidationError as error:
        raise ParamsError(*problems(error, Preset, document)) from error


def every() -> dict[str, Preset]:
    """All presets of the package, by name."""
    return {name: read(name) for name in preset_files.names()}
