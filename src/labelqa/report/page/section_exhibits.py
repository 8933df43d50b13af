"""What every section's exhibits stand on: a stage, and a line where there is nothing to show."""

from __future__ import annotations

from ...components import Prose
from ...errors import ParamsError, Problem
from ...estimates import Estimates, Target, Verdict
from ..data.arguments.shapes import misfit, unlike
from ..data.rows import ExtractReader
from ..data.section_questions import SectionQuestions
from ..data.setting import Setting
from ..language.messages import Message
from ..language.sentences import result
from ..language.vocabulary import term
from ..language.words import named, reason, sentence
from .records import records
from .stage import Stage


class SectionExhibits(SectionQuestions):
    """Each call emits components; nothing is shown in a section that is off."""

    def __init__(self, rows: ExtractReader, setting: Setting, stage: Stage) -> None:
        super().__init__(rows, setting)
        self._stage = stage

    def _say(self, message: Message, **slots: object) -> str:
        """A message with its slots filled, in the market's notation."""
        return message(self._setting.numerals, **slots)

    def _verdict_on(self, overall: Estimates) -> Verdict | None:
        """The verdict on one figure over all, against the market-wide target of its metric."""
        return self._setting.verdict(overall.only(), self._target(term(overall.name).metric))

    def _result(self, overall: Estimates) -> str:
        """A sentence on one figure over all: value, interval and verdict, or why there is none."""
        verdict = self._verdict_on(overall)
        return result(term(overall.name), overall.only(), verdict, self._setting.numerals)

    def _agreed(self, shown: str, estimates: Estimates, target: Target | None) -> Target | None:
        """
        The target that what is shown is held against: the given one, else the own one of an own measure.

        Raises ParamsError for a target that was agreed for something else.
        """
        if target and (slip := misfit(estimates, target)):
            raise ParamsError(Problem(slip.what, f"{self._name}.{shown}, target", slip.remedy))
        return target or self._setting.own_targets.get(estimates.name)

    def _alike(self, shown: str, *measures: Estimates) -> None:
        """Raise ParamsError for measures that cannot share their rows, and where there is none."""
        for other in measures:
            if slip := unlike(measures[0], other):
                raise ParamsError(Problem(slip.what, f"{self._name}.{shown}", slip.remedy))
        if not measures:
            raise ParamsError(
                Problem("nothing was given to be shown", f"{self._name}.{shown}", "pass estimates")
            )

    def _there(self, estimates: Estimates) -> bool:
        """Whether there are values to show; else a line says why not, with the absent figure on record."""
        return bool(self._those_there(estimates))

    def _those_there(self, *measures: Estimates) -> list[Estimates]:
        """The measures with values to show; a line for each reason names the others, on record as absent."""
        there = [each for each in measures if each.rows["value"].notna().any()]
        reasons: dict[str, list[Estimates]] = {}
        for each in measures:
            if each not in there:
                reasons.setdefault(reason(each.first()), []).append(each)
        for why, absent in reasons.items():
            text = sentence(f"{named([term(each.name) for each in absent])}: {why}")
            figures = tuple(figure for each in absent for figure in records(each))
            self._stage.emit(Prose(paragraphs=(text,), figures=figures))
        return there


def exhibit_id(kind: str, estimates: Estimates) -> str:
    """The id of an exhibit of that kind: forest-accuracy-audit-by-site."""
    return f"{kind}-{estimates.figure}".replace(".", "-").replace("_", "-")
