"""Linear programmes in whole numbers, solved by HiGHS, with answers that keep to their constraints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from ..errors import Problem, ReleaseError

INFEASIBLE, UNBOUNDED = 2, 3  # of scipy.optimize.milp
SLACK = 1e-6
_REMEDY = "withhold a table of those it was told in"


def solve(
    aim: NDArray[np.float64],
    rows: Sequence[LinearConstraint],
    bounds: Bounds,
    integrality: ArrayLike,
    *,
    seconds: float = math.inf,
) -> Any:
    """
    The least of `aim` @ x under `rows` and `bounds`: the result of scipy.optimize.milp, exact to SLACK.

    It has x, the best that was found in so many `seconds`, or INFEASIBLE or UNBOUNDED as its status. HiGHS
    has called answers the best that broke their constraints (scipy issues 22812 and 24141), so each is
    checked, and where it does not hold it is solved again without presolving. Raises ReleaseError where
    there is no answer to rely on.
    """
    for presolve in (True, False):
        options = {"mip_rel_gap": 0, "time_limit": seconds, "presolve": presolve}
        found = milp(aim, integrality=integrality, bounds=bounds, constraints=rows, options=options)
        if found.status in (INFEASIBLE, UNBOUNDED) or (found.x is not None and _keeps(found.x, rows, bounds)):
            return found
    raise ReleaseError(Problem("what can be worked out of others could not be found", remedy=_REMEDY))


def _keeps(x: NDArray[np.float64], rows: Sequence[LinearConstraint], bounds: Bounds) -> bool:
    reached = [(x, bounds.lb, bounds.ub), *((np.atleast_2d(row.A) @ x, row.lb, row.ub) for row in rows)]
    return all(
        np.all(value >= low - _slack(low)) and np.all(value <= high + _slack(high))
        for value, low, high in reached
    )


def _slack(limits: ArrayLike) -> NDArray[np.float64]:
    sizes: NDArray[np.float64] = np.nan_to_num(np.abs(np.asarray(limits, float)), posinf=0)
    return 10 * SLACK * np.maximum(1, sizes)
