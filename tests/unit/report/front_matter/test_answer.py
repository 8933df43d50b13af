"""A report's one line says what its verdicts say."""

from __future__ import annotations

import pytest

from labelqa.estimates import Estimate, Target, judge
from labelqa.report.front_matter.answer import answer
from labelqa.report.language.numerals import Numerals
from labelqa.report.language.vocabulary import term

ACCURACY, CRITICAL, ON_TIME = (term(n) for n in ("accuracy.audit", "accuracy.critical", "requests.on_time"))
GOAL = Target(0.95)
MISSED = Estimate(0.93, 0.92, 0.94, 5000, 4000.0, "test")
MET = Estimate(0.97, 0.965, 0.975, 5000, 4000.0, "test")
OPEN = Estimate(0.943, 0.93, 0.96, 900, 800.0, "test")


def judged(term_, estimate, target=GOAL):
    """A measure with its verdict."""
    return term_, estimate, judge(estimate, target) if target else None


@pytest.mark.parametrize(
    ("measures", "said"),
    [
        ([judged(ACCURACY, MISSED)], "Label accuracy missed its target"),
        (
            [judged(ACCURACY, MISSED), judged(CRITICAL, MISSED)],
            "Label accuracy and critical accuracy missed their targets",
        ),
        (
            [
                judged(ACCURACY, MISSED),
                judged(CRITICAL, MISSED),
                judged(ON_TIME, MISSED),
                judged(ACCURACY, MET),
            ],
            "Three of four targets were missed",
        ),
        ([judged(ACCURACY, MET), judged(CRITICAL, MET)], "Both targets were met"),
        ([judged(ACCURACY, MET)], "Label accuracy met its target"),
        (
            [judged(ACCURACY, OPEN), judged(CRITICAL, MET)],
            "No target was missed; label accuracy is undecided",
        ),
        ([judged(ACCURACY, OPEN)], "Label accuracy is undecided"),
        ([judged(ON_TIME, OPEN)], "On-time requests are undecided"),
        ([judged(ON_TIME, MISSED)], "On-time requests missed their target"),
        ([judged(ON_TIME, MET, None)], "On-time requests were 97.0%; no target is set"),
        ([judged(ACCURACY, Estimate.absent("no audits"))], "No audits"),
    ],
)
def test_the_answer_follows_the_verdicts(measures, said):
    """Missed first, then undecided, then met."""
    assert said == answer(measures, Numerals("en_SG"))
