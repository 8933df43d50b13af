"""What missing a target costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from .proportions import Floats


def shortfall(alpha: ArrayLike, beta: ArrayLike, target: float) -> Floats:
    """
    The expected distance below `target`, E[(t - theta)+], of a share theta ~ Beta(alpha, beta).

    Closed form: t F(t; a, b) - a / (a + b) F(t; a + 1, b), F the Beta distribution function.
    """
    a, b = np.asarray(alpha, float), np.asarray(beta, float)
    below = target * special.betainc(a, b, target) - a / (a + b) * special.betainc(a + 1, b, target)
    return np.asarray(np.maximum(0.0, below))
