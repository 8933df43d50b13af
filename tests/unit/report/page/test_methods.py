"""The words of an interval are those of the method that made it, in that report."""

from __future__ import annotations

import re

import pytest

from labelqa.components import FigureOfRecord
from labelqa.estimates import Estimate
from labelqa.report.language.numerals import Numerals
from labelqa.report.page.method_words import METHODS
from labelqa.report.page.methods import made, made_of, methods

N = Numerals("en_GB")
NO_INTERVAL = {"none", "count", "neyman", "expected", "anova", "total-variation", "all others together"}


def printed(name: str, method: str, low: float = 0.9) -> FigureOfRecord:
    """A figure of .95."""
    given = {"value": 0.95, "low": low, "high": 0.95 + (0.95 - low), "n": 100}
    return FigureOfRecord(name=name, unit="share", method=method, **given)


def annex(*figures: FigureOfRecord) -> list[str]:
    """The paragraphs of the section on methods."""
    return list(methods(0.95, N, figures).paragraphs)


def test_the_annex_lists_the_methods_that_occur_and_only_those():
    """In the order of the list, each with its word in the data files; what was counted has none."""
    *_, last = annex(
        printed("accuracy.audit.overall", "mover-wilson"),
        printed("accuracy.gold.overall", "wilson"),
        printed("volume.labels.overall", "exact", low=0.95),
    )

    assert (
        "**Intervals** in this report, with the word for each in the data files: Wilson's interval of a "
        "share (wilson); Wilson's of groups of strata, joined (MOVER) (mover-wilson)." == last
    )


def test_the_annex_speaks_of_measures_that_the_report_has():
    """No paragraph on staff or gold items where none is printed."""
    said = [
        re.match(r"\*\*(.*?)\*\*", text)[1] for text in annex(printed("accuracy.audit.overall", "wilson"))
    ]

    assert {"Accuracy", "Verdicts", "Intervals"} <= {*said}
    assert not {"Accuracy on gold items", "Staff needed", "Rules", "Confusions", "Agents'"} & {*said}


def test_an_exhibit_names_the_methods_of_its_own_figures():
    """Each once; what is only counted has none to name."""
    drawn = [printed("accuracy.audit.by_site", name) for name in ("mover-wilson", "wilson", "mover-wilson")]
    counted = printed("volume.labels.overall", "exact", low=0.95)

    assert "Intervals: Wilson's interval of a share; Wilson's of groups of strata, joined (MOVER)." == made(
        [*drawn, counted]
    )
    assert "" == made([counted])


def test_measures_side_by_side_name_the_method_of_each():
    """Together where it is the same; what is only counted has none."""
    drawn, timed = (Estimate(0.9, 0.8, 0.95, 50, 40.0, name) for name in ("wilson", "ratio-linearised"))
    counted = ("coverage", Estimate(0.9, 0.9, 0.9, 50, 40.0, "exact"))

    assert (
        "95% intervals: of label accuracy and critical accuracy, Wilson's interval of a share; "
        "of utilisation, of a ratio of sums, with each person as one cluster."
    ) == made_of(
        [("label accuracy", drawn), ("utilisation", timed), ("critical accuracy", drawn), counted], N
    )
    assert "" == made_of([counted], N)


@pytest.mark.parametrize("interval", ["wilson", "exact"])
@pytest.mark.parametrize("how", ["{}", "{}-effective-n", "mover-{}"])
def test_every_way_to_join_parts_has_its_words(interval, how):
    """What `WeightedShares.method` may say."""
    assert how.format(interval) in METHODS


def test_every_method_that_a_measure_names_has_its_words(repository):
    """Those given to an Estimate or a table as a plain word; new ones fail here until they are worded."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((repository / "src/labelqa/measures").rglob("*.py"))
    )
    call = r"\b(?:Estimate|tabulated|counted|contrast)\((?:[^()]|\([^()]*\))*\)"
    named = {
        word
        for found in re.findall(call, text)
        for word in re.findall(r"[\"']([a-z]+(?:-[a-z]+)+)[\"']", found)
    }

    assert set() == named - METHODS.keys() - NO_INTERVAL
    assert len(named) > 20
