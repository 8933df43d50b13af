"""Inputs of the measures that take numbers, not tables: their edges are declared here, market or not."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from labelqa.estimates import Estimate, Outcome, Target, Unit, Verdict
from labelqa.measures import (
    acceptance,
    agents,
    change_point,
    clusters,
    comparison,
    control_charts,
    exact_test,
    false_discovery,
    grouping,
    impact,
    own_rows,
    plans,
    products,
    proportions,
    quantiles,
    sample_sizes,
    standard_plans,
    unlike,
    weighted_shares,
)
from labelqa.measures.accuracy import judged
from labelqa.measures.homogeneity import NO_EFFECT, DesignEffect

from .held import SLACK, Held
from .inputs import SHARE, Calls, Inputs, each, once, one
from .market import Frames

P = (0.0, 1e-300, 1e-12, 0.05, 0.5, 0.95, 1 - 1e-12, 1.0)
N = (1, 2, 13, 300, 10**7)
KS = [(k, n) for n in (0, 1, 2, 30, 10**6) for k in {0, n // 3, n}]
PLANS = [
    acceptance.AcceptancePlan(n, c)
    for n, c in ((1, 0), (50, 0), (50, 5), (50, 49), (50, 50), (50, 70), (10**6, 10))
]
COUNTS = [
    (np.array(k, float), np.array(n, float)) for k, n in (([0, 0, 5], [0, 5, 5]), ([0, 10**7], [10**7] * 2))
]
BETAS = [(np.array(a), np.array(b)) for a, b in ((0.5, 0.5), (1e-9, 1e-9), (1e9, 1.0), (95.0, 5.0))]
LOTS = (None, 1, 10, 50, 10**6)
FEW = [([0.5], [1.0]), ([0.0, 1.0], [1.0, 1.0]), ([1.0, 1.0], [0.0, 1.0])]
ABSENT = Estimate.absent("none")
PARTS = (
    *(Estimate(value, 0.0, 1.0, 3, 3.0, "m") for value in (0.0, 0.5, 1.0)),
    *(Estimate(value, value, value, 3, 3.0, "m") for value in (0.0, 1.0)),
    ABSENT,
)
GOAL = Target(0.95)
AMOUNT = Held((0.0, 1e18))


def grid(measure: Callable[..., Any], *axes: Any, **more: Any) -> Callable[[Frames], Calls]:
    """The measure over every combination of its arguments."""
    return lambda _: [partial(measure, *args, **more) for args in product(*axes)]


def listed(measure: Callable[..., Any], *calls: tuple[Any, ...]) -> Callable[[Frames], Calls]:
    """The measure with each of some arguments."""
    return lambda _: [partial(measure, *args) for args in calls]


def _weeks(f: Frames) -> Calls:
    rows = judged(f["audited_labels"])
    week = rows["local_date"].dt.strftime("%G-%V")
    wrong = (~rows["correct"]).groupby(week).sum().to_numpy(float)
    audits = rows.groupby(week).size().to_numpy(float)
    more = [
        ([0], [0]),
        ([1], [1]),
        ([0, 0], [5, 5]),
        ([5, 5], [5, 5]),
        ([0, 5], [5, 5]),
        ([1, 0, 0], [1, 0, 0]),
    ]
    series = [(wrong, audits), *more, ([[1, 0], [0, 0]], [[3, 3], [0, 0]])]
    return [
        partial(change_point.change, *each, permutations=19, lasting=lasting)
        for each in series
        for lasting in (False, True)
    ]


def _timed(f: Frames) -> pd.DataFrame:
    return f["label_days"].assign(seconds=f["label_days"]["active_ms"].astype(float))


def _ratios(f: Frames) -> Calls:
    return [partial(clusters.clustered_ratio, _timed(f), "seconds", "timed", by) for by in ((), ("site_id",))]


def _products(f: Frames) -> Calls:
    powers = {"seconds": 1, "labels": -1}
    return [partial(clusters.clustered_product, _timed(f), powers, by) for by in ((), ("site_id",))]


def _weighed(f: Frames) -> Calls:
    rows = judged(f["audited_labels"]).assign(weight=1.0)
    return one(clusters.clustered_share, rows, rows["correct"]) if len(rows) else []


def _clustered(f: Frames) -> Calls:
    rows = f["gold_answers"].assign(weight=1.0)
    return each(clusters.clustered_shares, rows, "correct", "x") if len(rows) else []


def _days_of_people(f: Frames) -> pd.DataFrame:
    days = f["label_days"]
    return days.assign(
        value=days["labels"].astype(float), weight=1.0, over=days["skipped"], under=days["labels"]
    )


def _own(measure: Callable[..., Any], *args: Any) -> Callable[[Frames], Calls]:
    """An analyst's question of what each label day holds: with people as what varies, and without."""

    def calls(f: Frames) -> Calls:
        rows = _days_of_people(f)
        return [
            partial(measure, rows, *args, name="own.x", by=by, unit=Unit.INDEX, independent=independent)
            for by in ((), ("site_id",), ("person_id",))
            for independent in (False, True)
        ]

    return calls


def _own_shares(f: Frames) -> Calls:
    rows = f["gold_answers"].assign(value=f["gold_answers"]["correct"].astype(float), weight=1.0)
    return [
        partial(own_rows.own_share, rows, "own.x", by, independent=independent)
        for by in ((), ("site_id",), ("person_id",))
        for independent in (False, True)
    ]


def _woodruff(f: Frames) -> Calls:
    at = quantiles.quantile([1, 2, 3], [1, 5, 1], 0.5)
    return [
        partial(quantiles.woodruff, at, [1, 2, 3], [1, 5, 1], 0.5, se=se, people=people)
        for se, people in ((0.0, 1), (0.0, 9), (0.01, 2), (0.1, 9), (1e9, 2))
    ]


def _allocations(_: Frames) -> Calls:
    return [
        partial(plans.allocate, total, frame, spread, fewest=fewest)
        for total in (0, 1, 100, 10**9)
        for frame, spread in (
            ([1.0], [0.5]),
            ([5, 1000], [0.0, 0.3]),
            ([10**9, 1], [1e-9, 0.5]),
            ([7, 7], [0, 0]),
        )
        for fewest in (0, 1, 50)
    ]


INPUTS: dict[str, Inputs] = {
    "acceptance.accepted": once(grid(acceptance.accepted, PLANS, P, LOTS), SHARE),
    "acceptance.limiting_quality": once(grid(acceptance.limiting_quality, PLANS, (0.0, 0.1, 1.0)), SHARE),
    "acceptance.outgoing": once(grid(acceptance.outgoing, PLANS, P, LOTS), SHARE),
    "acceptance.outgoing_continuous": once(
        grid(acceptance.outgoing_continuous, (1, 20, 5000), (1e-9, 0.2, 1.0), P), SHARE
    ),
    "acceptance.worst_outgoing": once(grid(acceptance.worst_outgoing, PLANS, LOTS), SHARE),
    "acceptance.worst_outgoing_continuous": once(
        grid(acceptance.worst_outgoing_continuous, (1, 20, 5000), (1e-9, 0.2, 1.0)), SHARE
    ),
    "agents.beta": once(grid(agents.beta, ((0.5, 0.5), (1e-9, 1e9)), ([0, 0, 5],), ([0, 5, 5],)), AMOUNT),
    "agents.described": once(
        lambda _: [
            partial(agents.described, mixture, target)
            for a, b in BETAS
            for mixture in (
                unlike.Mixture.usual([a], [b]),
                unlike.Mixture(*(np.array([float(each)]) for each in (a, b, 1.0, 1.0, 0.5))),
            )
            for target in (0.0, 0.95, 1.0)
        ]
    ),
    "agents.fit_beta_binomial": once(
        lambda _: [
            partial(agents.fit_beta_binomial, k, n, boundary_avoiding=avoiding)
            for k, n in (
                ([], []),
                ([0], [0]),
                ([0], [1]),
                ([5] * 6, [5] * 6),
                ([0] * 6, [9] * 6),
                ([0, 9], [9, 9]),
            )
            for avoiding in (False, True)
        ],
        AMOUNT,
    ),
    "agents.posterior": once(
        grid(agents.posterior, ([0, 0, 5],), ([0, 5, 5],), ((0.5, 0.5), (1e-9, 1e9)), (0.0, 0.95, 1.0))
    ),
    "change_point.change": Inputs(_weeks, AMOUNT),
    "clusters.by_people": Inputs(
        lambda f: [
            lambda by=by: clusters.by_people(
                clusters.clustered_ratio(_timed(f), "timed", "labels", by), "x", by, most=1
            )
            for by in ((), ("site_id",))
        ]
    ),
    "clusters.clustered_product": Inputs(_products),
    "clusters.clustered_ratio": Inputs(_ratios),
    "clusters.clustered_share": Inputs(_weighed),
    "clusters.clustered_shares": Inputs(_clustered),
    "clusters.doubts": once(
        grid(clusters.doubts, (0.5, 1.0, 1.05, 1e9), (0, 1, 9, 10, 10**6)), Held(none=True)
    ),
    "clusters.few_people": once(listed(clusters.few_people, *((n,) for n in (0, 1, 9, 10)))),
    "clusters.product_by_people": Inputs(
        lambda f: [
            lambda: clusters.product_by_people(
                clusters.clustered_product(_timed(f), {"seconds": 1, "labels": -1}), "x", (), Unit.SECONDS
            )
        ],
        Held(units={Unit.SECONDS: (0.0, 1e18)}),
    ),
    "clusters.rows_per_person": Inputs(lambda f: each(clusters.rows_per_person, f["label_days"])),
    "clusters.student": once(listed(clusters.student, ([],), ([0, 1, 2, 3, 10**6],)), Held((1.9, 13))),
    "comparison.funnel_limits": once(
        lambda _: [
            partial(comparison.funnel_limits, centre, [0, 0.2, 1, 100, 1e6], tau2=tau2)
            for centre in (0.0, 0.5, 0.95, 1.0)
            for tau2 in (0.0, 0.01, 5.0)
        ]
    ),
    "control_charts.anhoej": once(
        listed(
            control_charts.anhoej,
            *(([*values], 0.5) for values in ((), (0.5,), (0.1,), (0.1, 0.9), (0.9,) * 40)),
        ),
        Held((0, 100)),
    ),
    "control_charts.ewma": once(
        lambda _: [
            partial(control_charts.ewma, z, lam) for z in ([], [0.0], [9.0] * 500) for lam in (0.01, 0.2, 1.0)
        ]
    ),
    "control_charts.limits": once(grid(control_charts.limits, P, (1e-9, *N), (0.0, 1.0, 100.0)), SHARE),
    "exact_test.more_wrong": once(
        listed(
            exact_test.more_wrong,
            ([], [], [], []),
            *((0, 0, 0, 0), (0, 5, 0, 5), (5, 5, 5, 5), (1, 1, 0, 0), (0, 0, 5, 5), (50, 1000, 900, 10**5)),
            ([0, 3], [0, 5], [2, 0], [9, 0]),
        ),
        SHARE,
    ),
    "false_discovery.mid_p": once(
        lambda _: [partial(false_discovery.mid_p, *pair, target) for pair in KS for target in P], SHARE
    ),
    "false_discovery.q_values": once(
        lambda _: [
            partial(false_discovery.q_values, p, method)
            for p in ([], [np.nan], [np.nan, 0.0], [1.0] * 9, [0.0] * 9, [1e-300, 1.0])
            for method in ("bh", "by")
        ],
        Held((0.0, 1.0), gaps=True),
    ),
    "grouping.grouped": Inputs(
        lambda f: [
            lambda: grouping.grouped(f["people"], ()).size(),
            lambda: grouping.grouped(f["people"], ("site_id",)).size(),
        ]
    ),
    "grouping.named": Inputs(lambda f: one(grouping.named, f["people"], ("site_id", "vendor_id"))),
    "grouping.tabulated": Inputs(
        lambda f: [
            lambda: grouping.tabulated(
                pd.DataFrame(
                    {"value": 0.5, "low": 0.0, "high": 1.0, "n": f["people"].groupby("site_id").size()}
                ),
                "x",
                ("site_id",),
                "m",
            )
        ]
    ),
    "false_discovery.judged_together": once(
        lambda _: [
            partial(false_discovery.judged_together, verdicts)
            for verdicts in (
                [],
                [None],
                [Verdict(Outcome.MISSED, 0.0, GOAL)] * 9 + [None],
                [Verdict(Outcome.MET, 1.0, GOAL)],
            )
        ],
        Held((-1.0, 1.0)),
    ),
    "impact.shortfall": once(grid(impact.shortfall, (1e-9, 0.5, 1e9), (1e-9, 0.5, 1e9), P), SHARE),
    "plans.allocate": once(_allocations, AMOUNT),
    "plans.neyman_total": once(
        listed(plans.neyman_total, *((w, s, error) for w, s in FEW for error in (1e-6, 0.01, 1.0))), AMOUNT
    ),
    "products.mover_product": once(grid(products.mover_product, PARTS, PARTS, (Unit.SHARE,))),
    "proportions.clopper_pearson": once(
        listed(proportions.clopper_pearson, *KS), Held((0.0, 1.0), gaps=True)
    ),
    "proportions.joined": once(
        lambda _: [
            partial(proportions.joined, [0.5, 0.5], p, low, high, variance=variance)
            for p, low, high in (([0, 1], [0, 1], [0, 1]), ([1, 1], [0, 0], [1, 1]), ([0, 0], [0, 0], [1, 1]))
            for variance in (0.0, 5.0)
        ],
        SHARE,
    ),
    "proportions.mean_share": once(
        grid(
            proportions.mean_share, (np.zeros(2), np.ones(2), np.array([0.0, 1.0])), (np.array([0.3, 0.7]),)
        ),
        SHARE,
    ),
    "proportions.mover": once(
        lambda _: [
            partial(proportions.mover, weights, p, low, high, variance=variance)
            for weights in ([1.0, 1.0], [1e-12, 1e12], [1.0, 0.0])
            for p, low, high in (([0, 1], [0, 1], [0, 1]), ([1, 1], [0, 0], [1, 1]), ([0, 0], [0, 0], [1, 1]))
            for variance in (0.0, 5.0)
        ],
        SHARE,
    ),
    "proportions.mover_difference": once(grid(proportions.mover_difference, PARTS, PARTS)),
    "proportions.newcombe": once(
        lambda _: [partial(proportions.newcombe, *a, *b) for a in KS for b in KS if a[1] and b[1]],
        Held((-1.0, 1.0)),
    ),
    "proportions.plain_share": once(listed(proportions.plain_share, *(each for each in KS if each[1]))),
    "proportions.square_and_add": once(
        listed(
            proportions.square_and_add, *((lambda a, b: a * b, a, b) for a in PARTS[:-1] for b in PARTS[:-1])
        ),
        Held((-1.0, 2.0)),
    ),
    "proportions.wilson": once(listed(proportions.wilson, *KS), Held((0.0, 1.0), gaps=True)),
    "quantiles.at_shares": once(
        listed(
            quantiles.at_shares,
            *(
                (v, c, [-1.0, 0.0, 0.5, 1.0, 2.0])
                for v, c in (([1.0], [1]), ([1.0, 2.0], [0, 3]), ([2.0, 1.0], [5, 5]))
            ),
        ),
        AMOUNT,
    ),
    "own_rows.own_mean": Inputs(_own(own_rows.own_mean)),
    "own_rows.own_quantile": Inputs(_own(own_rows.own_quantile, 0.9)),
    "own_rows.own_rate": Inputs(_own(own_rows.own_rate)),
    "own_rows.own_share": Inputs(_own_shares),
    "quantiles.up_to": once(
        lambda _: [
            partial(quantiles.up_to, pd.Series(counts), q)
            for counts in ([1], [5, 1, 9])
            for q in (1e-9, 0.5, 1.0)
        ],
        SHARE,
    ),
    "quantiles.woodruff": Inputs(_woodruff, once=True),
    "quantiles.quantile": once(
        listed(
            quantiles.quantile,
            *(
                (values, counts, q)
                for values, counts in (
                    ([], []),
                    ([1.0], [0]),
                    ([1.0], [1]),
                    ([3.0] * 5, [1] * 5),
                    ([1, 2], [10**9, 1]),
                )
                for q in (0.0, 0.1, 0.5, 0.9, 1.0)
            ),
        )
    ),
    "sample_sizes.error_for_miss": once(
        grid(sample_sizes.error_for_miss, (1e-9, 0.01, 1.0), (0.5, 0.8, 0.999)), SHARE
    ),
    "sample_sizes.highest_shown": once(grid(sample_sizes.highest_shown, N, P), SHARE),
    "sample_sizes.most_right": once(grid(sample_sizes.most_right, N, P), Held((-1.0, 1e7))),
    "sample_sizes.power": once(
        lambda _: [
            partial(sample_sizes.power, usual, target, shares, change=0.02)
            for usual in (0, 1, 500)
            for target, shares in ((0.95, (0.9, 0.5, 0.0)), (1.0, (0.99,)), (0.95, ()), (0.02, (0.01,)))
        ]
    ),
    "sample_sizes.power_to_show": once(grid(sample_sizes.power_to_show, N, P, P), SHARE),
    "sample_sizes.size_for_difference": once(
        grid(sample_sizes.size_for_difference, (0.0, 0.5, 1.0), (0.001, 0.5, 0.9)), AMOUNT
    ),
    "sample_sizes.size_to_show": once(
        grid(sample_sizes.size_to_show, (0.0, 0.5, 0.94, 0.95, 1.0), (0.0, 0.5, 0.95, 1.0)), AMOUNT
    ),
    "unlike.changed": once(
        lambda _: [
            partial(unlike.changed, unlike.unlikely(now, before), now) for now in COUNTS for before in BETAS
        ],
        SHARE,
    ),
    "unlike.unlikely": once(grid(unlike.unlikely, COUNTS, BETAS), Held((-math.inf, SLACK))),
    "weighted_shares.as_wide": once(
        grid(weighted_shares.as_wide, (0.0, 0.5, 1.0), (0.0,), (1e-6, 0.5, 1.0)), AMOUNT
    ),
    "weighted_shares.over_parts": once(
        lambda _: [
            partial(weighted_shares.over_parts, weighted_shares.Parts(w, n, n, n * 0.0), p, people=effect)
            for w, n in ((np.array([1.0]), np.array([1.0])), (np.array([1e-9, 1e9]), np.array([1e6, 1.0])))
            for p in (np.zeros(len(w)), np.ones(len(w)))
            for effect in (NO_EFFECT, DesignEffect(np.array(5.0), np.array(1e6)))
        ],
        AMOUNT,
    ),
    "standard_plans.inspection_due": once(
        listed(standard_plans.inspection_due, ([],), ([False],), ([False] * 40,), ([True] * 40,))
    ),
    "standard_plans.letter": once(listed(standard_plans.letter, *((lot,) for lot in (0, 1, 2, 9, 10**9)))),
    "standard_plans.standard_aql": once(listed(standard_plans.standard_aql, *((p,) for p in P)), SHARE),
    "standard_plans.standard_plan": once(
        grid(
            standard_plans.standard_plan,
            (1, 2, 9, 10**9),
            (0.0001, 0.01, 0.1, 0.5, 1.0),
            tuple(standard_plans.ZERO),
        ),
        AMOUNT,
    ),
}
