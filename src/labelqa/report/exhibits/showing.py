"""What every topic's exhibits stand on: a stage, and the line that stands where there is nothing to show."""

from __future__ import annotations

from ...components import Prose
from ...errors import ParamsError, Problem
from ...estimates import Estimates
from .. import words
from ..questions.asking import Asking
from ..records import records
from ..rows import Rows
from ..setting import Setting
from ..stage import Stage
from ..vocabulary import term


class Showing(Asking):
    """Each call emits components; nothing is shown in a section that is off."""

    def __init__(self, rows: Rows, setting: Setting, stage: Stage) -> None:
        super().__init__(rows, setting)
        self._stage = stage

    def _there(self, estimates: Estimates) -> bool:
        """Whether there are values to show; else a line says why not, with the absent figure on record."""
        return bool(self._those_there(estimates))

    def _those_there(self, *measures: Estimates) -> list[Estimates]:
        """The measures with values to show; a line for each reason names the others, on record as absent."""
        there = [each for each in measures if only_estimates(each).rows["value"].notna().any()]
        reasons: dict[str, list[Estimates]] = {}
        for each in measures:
            if each not in there:
                reasons.setdefault(words.reason(each.only()), []).append(each)
        for why, absent in reasons.items():
            text = words.sentence(f"{words.named([term(each.name) for each in absent])}: {why}")
            figures = tuple(figure for each in absent for figure in records(each))
            self._stage.emit(Prose(paragraphs=(text,), figures=figures))
        return there


def only_estimates(value: Estimates) -> Estimates:
    """`value`, if it is Estimates. Raises ParamsError for a bare number or a frame."""
    if isinstance(value, Estimates):
        return value
    raise ParamsError(
        Problem(
            f"a report shows estimates, not a bare {type(value).__name__}",
            remedy="pass what a measure gave, such as r.accuracy(), which has its interval and n",
        )
    )


def exhibit_id(kind: str, estimates: Estimates) -> str:
    """The id of an exhibit of that kind: forest-accuracy-audit-by-site."""
    return f"{kind}-{estimates.figure}".replace(".", "-").replace("_", "-")
