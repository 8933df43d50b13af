"""Four rules in order: fix the key, rewrite the clause, certify, repeat."""

from __future__ import annotations

import pytest

from labelqa.estimates import Estimate, Estimates, Target, Unit
from labelqa.measures.certification import Decision, certify

PASS = Target(0.9)


def share(value: float, low: float, high: float, *flags: str) -> Estimate:
    """A score."""
    return Estimate(value, low, high, 300, 300.0, "wilson", flags=flags)


def score(*estimates: Estimate) -> Estimates:
    """Overall."""
    return Estimates.of("calibration.score.post", (), [((), each) for each in estimates])


def clauses(high: float, items: int) -> Estimates:
    """One clause with a score whose upper end is `high`."""
    found = Estimates.of(
        "calibration.score.post", ("clause_id",), [(("c7",), share(high - 0.1, high - 0.25, high))]
    )
    return Estimates(found.name, found.by, found.rows.assign(items=items))


def keys(*found: str) -> Estimates:
    """Suspect keys."""
    return Estimates.of(
        "calibration.suspect_keys", ("item_id",), [((item,), share(0, 0, 0.3)) for item in found]
    )


def sites(low: float) -> Estimates:
    """One site's difference from the others, with its interval's lower end."""
    estimate = Estimate(low + 0.1, low, low + 0.2, 8, 8.0, "welch", Unit.POINTS)
    return Estimates.of("calibration.site_difference", ("site_id",), [(("x",), estimate)], Unit.POINTS)


GOOD, LEARNT, ALIKE = score(share(0.96, 0.93, 0.98)), clauses(0.95, 5), sites(-0.1)


def test_a_large_session_that_surely_passed_certifies():
    """No suspect key, no clause unlearnt, no site apart."""
    assert Decision.CERTIFY is certify(GOOD, LEARNT, keys(), ALIKE, PASS).decision


@pytest.mark.parametrize(
    ("overall", "where"),
    [
        (score(share(0.93, 0.88, 0.96)), ALIKE),
        (score(share(0.80, 0.75, 0.85)), ALIKE),
        (score(share(0.96, 0.93, 0.98, "20 items, fewer than 30")), ALIKE),
        (GOOD, sites(0.02)),
        (score(), ALIKE),
    ],
    ids=["undecided", "missed", "too small", "a site apart", "no score"],
)
def test_whatever_falls_short_of_that_is_repeated(overall, where):
    """Certification needs everything."""
    assert Decision.REPEAT is certify(overall, LEARNT, keys(), where, PASS).decision


def test_a_clause_that_was_surely_not_learnt_is_rewritten():
    """Its score's upper end is below the pass mark, on three items at least."""
    found = certify(GOOD, clauses(0.85, 3), keys(), ALIKE, PASS)

    assert (Decision.REWRITE, ("c7",)) == (found.decision, found.clauses)
    assert () == certify(GOOD, clauses(0.85, 2), keys(), ALIKE, PASS).clauses


def test_a_suspect_key_comes_first():
    """Everything else rests on the keys."""
    found = certify(GOOD, clauses(0.85, 3), keys("i1", "i2"), ALIKE, PASS)

    assert (Decision.FIX_KEY, ("i1", "i2"), ("c7",)) == (found.decision, found.suspects, found.clauses)


def test_what_it_rests_on_is_given():
    """The verdict, the sites that differ, what the session lacks."""
    found = certify(score(share(0.96, 0.93, 0.98, "few")), LEARNT, keys(), sites(0.02), PASS)

    assert ("met", ("x",), ("few",)) == (found.score.outcome.value, found.apart, found.thin)


def test_nothing_at_all_is_repeated():
    """No session has no rows, and no rule holds."""
    missing = Estimates.missing("calibration.score.post", ("clause_id",), "no answers")

    assert Decision.REPEAT is certify(score(), missing, keys(), missing, PASS).decision
