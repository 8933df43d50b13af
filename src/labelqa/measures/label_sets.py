"""Decisions of several labels, unfolded: how right each label is where it was given, and where it was due."""

from __future__ import annotations

import pandas as pd

from ..estimates import Estimates
from .clusters import PERSON, clustered_shares
from .distances import Members, parts

LABEL, REFERENCE = "label_id", "ref_label_id"
PRECISION, RECALL = "accuracy.gold.precision", "accuracy.gold.recall"


def unfolded(answers: pd.DataFrame, members: Members) -> pd.DataFrame:
    """
    A row for each answer and each label that it gave or should have given.

    `answers` are rows of gold_answers; columns: person_id, label_id, whether it was `given` and is `true`.
    """
    rows = [
        (person, label, label in given, label in true)
        for person, given, true in zip(
            answers[PERSON],
            (parts(label, members) for label in answers[LABEL]),
            (parts(label, members) for label in answers[REFERENCE]),
            strict=True,
        )
        for label in sorted(given | true)
    ]
    return pd.DataFrame(rows, columns=[PERSON, LABEL, "given", "true"])


def precision(answers: pd.DataFrame, members: Members) -> Estimates:
    """The share of the times a label was given that it was right, by label: `clustered_shares`."""
    rows = unfolded(answers, members)
    return _by_label(rows[rows["given"]], "true", PRECISION)


def recall(answers: pd.DataFrame, members: Members) -> Estimates:
    """The share of the times a label was right that it was given, by label: `clustered_shares`."""
    rows = unfolded(answers, members)
    return _by_label(rows[rows["true"]], "given", RECALL)


def _by_label(rows: pd.DataFrame, outcome: str, name: str) -> Estimates:
    if rows.empty:
        return Estimates.missing(name, (LABEL,), "no answers on gold items")
    return clustered_shares(rows.assign(weight=1), outcome, name, (LABEL,))
