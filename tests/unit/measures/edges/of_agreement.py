"""Inputs of the measures of agreement, of calibration and of what is true behind labels that differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from labelqa.estimates import Target, Unit
from labelqa.measures import (
    agreement,
    ambiguity,
    attribution,
    calibration,
    calibration_agreement,
    calibration_items,
    certification,
    chance,
    dawid_skene,
    distances,
    ratings,
)

from .held import Held
from .inputs import AT_MOST_ONE, CHANGE, NONE, Calls, Inputs, each, kept, one
from .market import QUEUES, Frames

OVERLAPS, SITES = "overlaps", ("site_id",)
PHASES = (calibration.PRE, calibration.POST)
BY_QUEUE = ((), ("queue_id",), ("queue_id", "label_id"))
PLACES = {
    queue: {label: float(place) for place, label in enumerate(names)} for queue, names in QUEUES.items()
}
FIGURES = np.array([[0.0, 1.0], [2.0, 0.0], [1.0, 3.0]])


@kept
def _answers(f: Frames) -> pd.DataFrame:
    return calibration.marked(f["calibration_responses"])


def _phased(measure: object, f: Frames, **more: object) -> Calls:
    return [partial(measure, _answers(f), phase, **more) for phase in PHASES]  # type: ignore[operator, arg-type]


def _competent(f: Frames) -> Calls:
    people = sorted(f["people"]["person_id"].dropna())
    return [
        partial(measure, f[OVERLAPS], some, by)
        for measure in (ambiguity.disagreement, ambiguity.entropy)
        for some in (people, people[:1], [])
        for by in ((), ("queue_id",))
    ]


@kept
def _truth(f: Frames) -> pd.DataFrame:
    return attribution.against_truth(f[OVERLAPS], f["adjudications"])


def _fitted(f: Frames, measure: Callable[[dawid_skene.DawidSkene], Any]) -> Calls:
    """What takes a model, where there is one to be fitted."""
    return [lambda: measure(_model(f))] if len(f[OVERLAPS]) else []


def _model(f: Frames, *, gold: bool = False) -> dawid_skene.DawidSkene:
    known = (
        dict(f[OVERLAPS][["overlap_group_id", "label_id"]].astype(str).head(3).to_numpy()) if gold else None
    )
    return dawid_skene.fit(f[OVERLAPS], gold=known)


def _certify(f: Frames) -> certification.Certification:
    answers = _answers(f)
    return certification.certify(
        calibration.score(answers, calibration.POST),
        calibration.score(answers, calibration.POST, ("clause_id",)),
        calibration_items.suspects(calibration_items.items(answers, calibration.POST)),
        calibration.equivalence(answers, calibration.POST),
        Target(0.9),
    )


def _beyond(f: Frames) -> Calls:
    seen = [rated for _, rated in ratings.ratings(f[OVERLAPS])] or [ratings.Ratings((), 0)]
    return [
        partial(chance.beyond_chance, seen[0], lambda queue, pe=pe: np.full(len(queue.table), pe))
        for pe in (0.0, 0.5, 1.0)
    ]


INPUTS: dict[str, Inputs] = {
    "agreement.ac1": Inputs(
        lambda f: each(agreement.ac1, f[OVERLAPS], by=BY_QUEUE, classes=QUEUES), AT_MOST_ONE
    ),
    "agreement.alpha": Inputs(lambda f: each(agreement.alpha, f[OVERLAPS], by=BY_QUEUE), AT_MOST_ONE),
    "agreement.blind": Inputs(lambda f: one(agreement.blind, f[OVERLAPS])),
    "agreement.kappa": Inputs(lambda f: each(agreement.kappa, f[OVERLAPS], by=BY_QUEUE), AT_MOST_ONE),
    "agreement.ordinal_alpha": Inputs(
        lambda f: [partial(agreement.ordinal_alpha, f[OVERLAPS], places) for places in (PLACES, {})],
        AT_MOST_ONE,
    ),
    "agreement.raw": Inputs(lambda f: each(agreement.raw, f[OVERLAPS], by=BY_QUEUE)),
    "agreement.specific": Inputs(lambda f: one(agreement.specific, f[OVERLAPS])),
    "ambiguity.competent": Inputs(lambda f: one(ambiguity.competent, f[OVERLAPS])),
    "ambiguity.disagreement": Inputs(_competent, Held(units={Unit.INDEX: (0.0, 2.0)})),
    "ambiguity.entropy": Inputs(_competent, Held(units={Unit.INDEX: (0.0, 2.0)})),
    "attribution.against_truth": Inputs(lambda f: [lambda: _truth(f)]),
    "attribution.variance_shares": Inputs(lambda f: [lambda: attribution.variance_shares(_truth(f))]),
    "calibration.between_sites": Inputs(lambda f: _phased(calibration.between_sites, f)),
    "calibration.change": Inputs(
        lambda f: each(calibration.change, _answers(f), by=((), SITES, ("person_id",)))
    ),
    "calibration.cochran_q": Inputs(
        lambda f: [
            *(
                partial(calibration.cochran_q, np.array(x))
                for x in ([], [[]], [[1]], [[1, 1]], [[0, 1], [0, 1]])
            ),
            lambda: calibration.cochran_q(calibration.common(_answers(f), calibration.POST).to_numpy()),
        ],
        Held((0.0, 1e9), gaps=True),
    ),
    "calibration.common": Inputs(
        lambda f: [*_phased(calibration.common, f), *_phased(calibration.common, f, raters="site_id")]
    ),
    "calibration.equivalence": Inputs(lambda f: _phased(calibration.equivalence, f)),
    "calibration.marked": Inputs(lambda f: [lambda: _answers(f)]),
    "calibration.mcnemar": Inputs(
        lambda f: [partial(calibration.mcnemar, *n) for n in ((0, 0), (1, 0), (0, 10**6), (5, 5 + len(f)))],
        Held((0.0, 1.0)),
    ),
    "calibration.paired": Inputs(lambda f: one(calibration.paired, _answers(f))),
    "calibration.score": Inputs(
        lambda f: [
            call
            for phase in PHASES
            for call in each(calibration.score, _answers(f), phase, by=((), SITES, ("item_id",)))
        ]
    ),
    "calibration.thin": Inputs(lambda f: one(calibration.thin, _answers(f))),
    "calibration_agreement.ac1": Inputs(
        lambda f: _phased(calibration_agreement.ac1, f, classes=QUEUES), AT_MOST_ONE
    ),
    "calibration_agreement.ac1_change": Inputs(
        lambda f: one(calibration_agreement.ac1_change, _answers(f), QUEUES), CHANGE
    ),
    "calibration_agreement.alpha": Inputs(lambda f: _phased(calibration_agreement.alpha, f), AT_MOST_ONE),
    "calibration_agreement.alpha_change": Inputs(
        lambda f: one(calibration_agreement.alpha_change, _answers(f)), CHANGE
    ),
    "calibration_items.items": Inputs(lambda f: _phased(calibration_items.items, f)),
    "calibration_items.suspects": Inputs(
        lambda f: [lambda: calibration_items.suspects(calibration_items.items(_answers(f), calibration.PRE))],
        NONE,
    ),
    "certification.certify": Inputs(lambda f: [lambda: _certify(f)]),
    "chance.beyond_chance": Inputs(_beyond, AT_MOST_ONE),
    "dawid_skene.fit": Inputs(
        lambda f: [lambda: _model(f), lambda: _model(f, gold=True)], Held((-1e12, 0.0))
    ),
    "dawid_skene.skill": Inputs(lambda f: _fitted(f, partial(dawid_skene.skill, rows=f[OVERLAPS]))),
    "distances.nominal": Inputs(
        lambda f: one(distances.nominal, ("a", "b")[: len(f)], FIGURES), Held((0, 1))
    ),
    "distances.ordinal": Inputs(
        lambda f: [
            partial(distances.ordinal({"a": 0.0, "b": place * len(f)}), ("a", "b"), margins)
            for place in (0.0, 1.0)
            for margins in (FIGURES, FIGURES * 0, FIGURES[:0])
        ],
        Held((0, 1e9)),
    ),
    "ratings.by_queue": Inputs(lambda f: [lambda: [*ratings.by_queue(f[OVERLAPS])]]),
    "ratings.independent": Inputs(lambda f: one(ratings.independent, f[OVERLAPS])),
    "ratings.ratings": Inputs(
        lambda f: [lambda by=by: [*ratings.ratings(f[OVERLAPS], by, classes=QUEUES)] for by in BY_QUEUE]
    ),
}
