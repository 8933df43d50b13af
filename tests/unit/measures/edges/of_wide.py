"""Inputs of what rows of labels say beside one class: scores, sets of labels, spans and boxes."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from labelqa.estimates import Unit
from labelqa.measures import accuracy, distances, label_sets, scores, shapes

from .held import Held
from .inputs import NONE, SHARE, Calls, Inputs, each, once, one
from .market import Frames

MEMBERS = {"a|b": frozenset("ab"), "a|b|c": frozenset("abc")}
SCORE = Held(units={Unit.INDEX: (0.0, 100.0)})
SPANS = [[], ["0-4:PER"], ["0-4:PER", "9-12:ORG"], ["2-2:PER"], ["0-4:PER"]]
BOXES = [[], ["0,0,4,4:cat"], ["1,1,4,4:cat", "0,0,4,4:dog"], ["3,3,0,0:cat"], ["0,0,4,4:cat"]]


def _sets(f: Frames) -> pd.DataFrame:
    """Answers of several labels in place of each."""
    rows = f["gold_answers"]
    given = np.resize(["a|b", "a", "a|b|c", "c"], len(rows))
    return rows.assign(label_id=given, ref_label_id=np.roll(given, 1) if len(rows) else given)


def _scored(f: Frames) -> pd.DataFrame:
    """Audits with a score, of which every seventh has none."""
    rows = f["audited_labels"]
    score = np.where(np.arange(len(rows)) % 7, np.arange(len(rows)) % 101, np.nan)
    return rows.assign(score=score)


def _days(f: Frames) -> pd.DataFrame:
    rows = f["label_days"]
    return rows.assign(scored=rows["labels"], points=rows["labels"] * 7_500)


def _marked(f: Frames, column: str, answers: list[list[str]]) -> pd.DataFrame:
    rows = f["overlaps"]
    return rows.assign(**{column: [answers[place % len(answers)] for place in range(len(rows))]})


def _pairs(measure: object) -> Calls:
    marks = [[shapes.span(text) for text in texts] for texts in SPANS]
    return [partial(measure, a, b) for a in marks for b in marks]  # type: ignore[operator, arg-type]


INPUTS = {
    "accuracy.undrawn": Inputs(
        lambda f: one(accuracy.undrawn, accuracy.by_design(f["audited_labels"]), f["audited_labels"])
    ),
    "distances.parts": once(
        lambda _: [partial(distances.parts, label, MEMBERS) for label in ("a", "a|b", "")], NONE
    ),
    "label_sets.precision": Inputs(lambda f: one(label_sets.precision, _sets(f), MEMBERS), SHARE),
    "label_sets.recall": Inputs(lambda f: one(label_sets.recall, _sets(f), MEMBERS), SHARE),
    "label_sets.unfolded": Inputs(lambda f: one(label_sets.unfolded, _sets(f), MEMBERS), NONE),
    "scores.of_audits": Inputs(lambda f: each(scores.of_audits, _scored(f)), SCORE),
    "scores.of_labels": Inputs(lambda f: each(scores.of_labels, _days(f)), SCORE),
    "shapes.box": once(lambda _: [partial(shapes.box, text) for texts in BOXES for text in texts]),
    "shapes.span": once(lambda _: [partial(shapes.span, text) for texts in SPANS for text in texts]),
    "shapes.matched": once(lambda _: _pairs(shapes.matched), NONE),
    "shapes.f1": once(lambda _: _pairs(shapes.f1), SHARE),
    "shapes.mean_overlap": once(lambda _: _pairs(shapes.mean_overlap), SHARE),
    "shapes.spans": Inputs(lambda f: each(shapes.spans, _marked(f, "spans", SPANS)), SHARE),
    "shapes.boxes": Inputs(lambda f: each(shapes.boxes, _marked(f, "boxes", BOXES)), SHARE),
}
