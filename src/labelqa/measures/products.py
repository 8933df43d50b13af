"""The product of two estimates."""

from __future__ import annotations

import math

from ..estimates import Estimate, Unit


def mover_product(a: Estimate, b: Estimate, unit: Unit) -> Estimate:
    """
    a b with its interval from those of a and b, neither of which is below 0 (Zou and Donner 2008).

    MOVER on logarithms: L = a b exp(-sqrt(log(a / la)^2 + log(b / lb)^2)), la the lower end of a, and U
    likewise. n is that of `a`. Takes a and b as independent.
    """
    if lacking := [each for each in (a, b) if not each.exists]:
        reasons = dict.fromkeys(reason for each in lacking for reason in each.flags)
        return Estimate.absent("; ".join(reasons) or "no data", unit)
    value, flags = a.value * b.value, tuple(dict.fromkeys(a.flags + b.flags))
    if value == 0:
        return Estimate(0.0, 0.0, a.high * b.high, a.n, a.n_eff, "mover-log", unit, flags)
    below = math.hypot(_log_ratio(a.value, a.low), _log_ratio(b.value, b.low))
    above = math.hypot(_log_ratio(a.high, a.value), _log_ratio(b.high, b.value))
    return Estimate(
        value, value * math.exp(-below), value * math.exp(above), a.n, a.n_eff, "mover-log", unit, flags
    )


def _log_ratio(over: float, under: float) -> float:
    return math.log(over / under) if under > 0 else math.inf
