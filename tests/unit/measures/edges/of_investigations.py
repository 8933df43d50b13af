"""Inputs of an investigation: what is asked of a site, of everything, and of nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from labelqa.estimates import Estimate, Estimates, Unit
from labelqa.measures import designs, investigation, procedures, volume, weeks
from labelqa.measures.investigation import bases, causes, episode, groups, level, reach, signs
from labelqa.measures.investigation.frames import Frames as Window
from labelqa.measures.investigation.request import InvestigationRequest
from labelqa.measures.investigation.result import InvestigationResult

from .held import Held
from .inputs import SIGNED, Calls, Inputs, kept, once
from .market import AFTER, SEVERITY, ZONE, Frames

DAYS = (pd.Timestamp(2026, 10, 5), pd.Timestamp(2026, 11, 1))
REQUESTS = (
    InvestigationRequest(filters=(("site_id", "yog"),)),
    InvestigationRequest(),
    InvestigationRequest(filters=(("person_id", "nobody"),)),
)
VERSIONS = ["v1", "v2", "v3"]


def _versions(f: Frames) -> list[procedures.Version]:
    began = pd.to_datetime(["2026-07-01", "2026-09-28", "2026-10-10"], utc=True)
    table = pd.DataFrame({"sop_family": "ads", "sop_version": VERSIONS, "effective_at": began})
    kinds = table.assign(change_type=["minor", "major", "major"])
    return procedures.versions(kinds, f["queues"], f["label_days"]["queue_id"].unique(), ZONE)


def _window(f: Frames) -> Window:
    """The market's frames as a report cuts them."""
    gold, names = f["gold_answers"], {"labels": "label_days", "audits": "audited_labels"}
    names |= {"times": "handling_people", "overlaps": "overlaps"}
    return Window(
        *DAYS,
        f["label_days"],
        f["audited_labels"],
        gold.assign(ref_label_id=gold["label_id"].where(gold["correct"], gold["label_id"].map(AFTER))),
        f["people"],
        f["handling_people"],
        f["overlaps"],
        {name: "" if len(f[table]) else f"no {name}" for name, table in names.items()},
        tuple(_versions(f)),
    )


@kept
def _found(f: Frames) -> list[InvestigationResult]:
    window = _window(f)
    return [investigation.investigate(request, window, decided=0.95) for request in REQUESTS]


def _of_each(measure: Callable[..., object], *more: object) -> Callable[[Frames], Calls]:
    """The measure of every result."""
    return lambda f: [partial(measure, found, *more) for found in _found(f)]


def _reached(f: Frames) -> Calls:
    sent = pd.DataFrame({"batch_id": ["b0"], "consumer": ["training"], "delivered_on": [DAYS[0].date()]})
    counts = f["label_days"].assign(batch_id="b0")
    return [
        partial(reach.touched, found, *tables, {"false"})
        for found in _found(f)
        for tables in ((sent, counts), (pd.DataFrame(), pd.DataFrame()))
    ]


NO_BATCHES = Estimates.missing("investigation.wrong", ("batch_id",), "none", Unit.COUNT)
MONTH = Estimate(40.0, 10.0, 60.0, 3, 3.0, "mover", Unit.COUNT)

WIDE = Held(gaps=True, units={Unit.POINTS: (-1e3, 1e3), **SIGNED.units})
"""Student's t on one or two rows is wider than any change can be; a p may be missing."""

INPUTS: dict[str, Inputs] = {
    "investigation.investigate": Inputs(lambda f: [lambda: _found(f)], WIDE, few=True),
    "investigation.bases.bases": Inputs(
        lambda f: [partial(bases.bases, each.groups, each.level, each.rule) for each in _found(f)],
        WIDE,
        few=True,
    ),
    "investigation.bases.deciding": Inputs(
        lambda f: [partial(bases.deciding, each.bases) for each in _found(f)], WIDE, few=True
    ),
    "investigation.bases.held": Inputs(
        lambda f: [partial(bases.held, each.rule, n) for each in _found(f) for n in (1, 2)], few=True
    ),
    "investigation.causes.causes": Inputs(
        lambda f: [partial(causes.causes, each.groups, _versions(f)) for each in _found(f)], WIDE, few=True
    ),
    "investigation.causes.to_blame": Inputs(
        lambda f: [partial(causes.to_blame, each.groups, each.episode, _window(f)) for each in _found(f)],
        few=True,
    ),
    "investigation.episode.episode": Inputs(
        lambda f: [partial(episode.episode, each.groups, DAYS[0].date()) for each in _found(f)],
        WIDE,
        few=True,
    ),
    "investigation.groups.compared": Inputs(
        lambda f: [partial(groups.compared, request, _window(f)) for request in REQUESTS], few=True
    ),
    "investigation.level.level": Inputs(
        lambda f: [partial(level.level, each.groups) for each in _found(f)], WIDE, few=True
    ),
    "investigation.level.share": Inputs(
        lambda f: [partial(level.share, each.groups.after) for each in _found(f)], few=True
    ),
    "investigation.reach.by_kind": Inputs(_of_each(reach.by_kind, {"false", "leaf"}), few=True),
    "investigation.reach.excess": Inputs(_of_each(reach.excess), SIGNED, few=True),
    "investigation.reach.loss": Inputs(_of_each(reach.loss, MONTH, SEVERITY), few=True),
    "investigation.reach.of_month": once(
        lambda _: [partial(reach.of_month, each, 20) for each in (MONTH, Estimate.absent("none"))]
    ),
    "investigation.reach.total": Inputs(
        lambda f: [
            *(partial(reach.total, call().wrong) for call in _reached(f)),
            partial(reach.total, NO_BATCHES),
        ],
        few=True,
    ),
    "investigation.reach.touched": Inputs(_reached, few=True),
    "investigation.reach.wrong": Inputs(_of_each(reach.wrong), few=True),
    "investigation.signs.signs": Inputs(
        lambda f: [partial(signs.signs, each.request, each.groups, _window(f)) for each in _found(f)],
        Held(gaps=True),
        few=True,
    ),
    "investigation.signs.speaking": Inputs(
        lambda f: [partial(signs.speaking, each.signs) for each in _found(f)], few=True
    ),
    "procedures.versions": Inputs(lambda f: [partial(_versions, f)]),
    "volume.counts": Inputs(
        lambda f: [
            partial(volume.counts, f["label_days"], "x", by, "labels", how)
            for by in ((), ("site_id",))
            for how in ("sum", "nunique")
        ],
        Held(none=True),
    ),
    "volume.by_day": Inputs(lambda f: [partial(volume.by_day, f["label_days"])]),
    "volume.delivered": Inputs(
        lambda f: [partial(volume.delivered, f["label_days"], by) for by in ((), ("site_id",))]
    ),
    "volume.labels": Inputs(
        lambda f: [partial(volume.labels, f["label_days"], by) for by in ((), ("site_id",))], Held(none=True)
    ),
    "volume.made": Inputs(lambda f: [partial(volume.made, f["label_days"])]),
    "volume.people": Inputs(
        lambda f: [partial(volume.people, f["label_days"], by) for by in ((), ("site_id",))], Held(none=True)
    ),
    "volume.without_gold": Inputs(lambda f: [partial(volume.without_gold, f["label_days"])]),
    "designs.drawn": Inputs(
        lambda f: [
            partial(designs.drawn, f["audited_labels"], table)
            for table in (f["sample_designs"], pd.DataFrame())
        ]
    ),
    "designs.severity": Inputs(lambda f: [partial(designs.severity, f["label_classes"])]),
    "weeks.mondays": Inputs(lambda f: [partial(weeks.mondays, f["label_days"]["local_date"])]),
}
