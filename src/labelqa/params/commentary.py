"""What people write on figures: params/commentary/<period>/<market>.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel

from ..models import Model
from .fields import Day, FigureName, Name, Words, refusal

_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?[0-9][0-9,]*(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Quotation:
    """A printed value or interval as somebody quoted it: its one or two numbers as written, and its unit."""

    numbers: tuple[str, ...]
    unit: str

    @classmethod
    def of(cls, text: str) -> Quotation:
        """That of a text such as 96.0 %, 1,240 or 95.1 % to 96.8 %. Raises a refusal where it is none."""
        numbers, rest = tuple(_NUMBER.findall(text)), _NUMBER.sub(" ", text).split()
        units = {word for word in rest if word != "to"}
        if len(numbers) not in (1, 2) or len(units) > 1 or (len(numbers) == 2) is not ("to" in rest):
            raise refusal(
                f"{text!r} is no printed value", "write it as printed, such as 96.0 % or 95.1 % to 96.8 %"
            )
        return cls(numbers, next(iter(units), ""))

    @property
    def scale(self) -> int:
        """By how much more a figure's own value is multiplied in print."""
        return 100 if self.unit in ("%", "pts") else 1

    @property
    def decimals(self) -> int:
        """The decimals of the more exact number."""
        return max(len(number.partition(".")[2]) for number in self.numbers)

    def holds(self, value: float, materiality: float) -> bool:
        """Whether a figure still is what was quoted: as printed, or less than its materiality away."""
        ends: list[float] = [
            float(number.replace(",", "").replace("\N{MINUS SIGN}", "-")) for number in self.numbers
        ]
        away = max(ends[0] - self.scale * value, self.scale * value - ends[-1])
        return away <= max(0.5 * 10.0**-self.decimals, self.scale * materiality) + 1e-9


def _quotation(text: str) -> str:
    Quotation.of(text)
    return text


class Comment(Model):
    """What somebody wrote on one figure."""

    figure: FigureName = Field(description="The figure's name, as in summary.json.")
    by: dict[Words, Words] = Field(
        {}, description="Which of a split figure, as in summary.json: site: batam."
    )
    text: Words = Field(description="What is to be said; Markdown: paragraphs, lists, *emphasis*, `code`.")
    author: Words = Field(description="Who says so, as printed.")
    date: Day = Field(description="The day on which it was written.")
    editions: tuple[Name, ...] = Field(
        ("internal",), min_length=1, description="The editions that print it; no other gets to see it."
    )
    reports: tuple[Name, ...] = Field(
        (), description="The reports that print it; all of the market's by default."
    )
    about: Annotated[Words, AfterValidator(_quotation)] = Field(
        description="The value or the interval that it was written about, as printed: 96.0 %."
    )


class CommentaryParams(RootModel[tuple[Comment, ...]]):
    """params/commentary/<period>/<market>.yml: what people wrote on a market's figures of a period."""
