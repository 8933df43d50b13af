"""As many wrong or more, by chance alone: exact, within strata."""

from __future__ import annotations

import pytest
from scipy import stats

from labelqa.measures.exact_test import more_wrong


def test_one_stratum_is_fishers_exact_test():
    """scipy's, one-sided."""
    table = [[9, 11], [4, 26]]

    assert stats.fisher_exact(table, alternative="greater").pvalue == pytest.approx(more_wrong(9, 20, 4, 30))


def test_strata_give_r_s_exact_mantel_haenszel_test():
    """Penicillin and rabbits (Mantel 1963), five doses: half of the two-sided .03994 of mantelhaen.test."""
    cured, treated = [0, 3, 6, 5, 2], [6, 6, 6, 6, 2]
    late_cured, late = [0, 0, 2, 6, 5], [5, 6, 6, 6, 5]

    assert 0.01997 == pytest.approx(more_wrong(cured, treated, late_cured, late), abs=5e-6)


def test_strata_keep_a_mix_from_looking_like_a_difference():
    """Twice as many hard labels, each kind as often wrong as elsewhere; only thrown together it is more."""
    here, there = ([2, 30], [200, 300]), ([4, 15], [400, 150])

    assert more_wrong(*here, *there) > 0.4
    assert more_wrong(32, 500, 19, 550) < 0.05


def test_nothing_audited_is_no_evidence():
    """The p value is 1."""
    assert 1.0 == more_wrong([], [], [], [])
    assert 1.0 == more_wrong(0, 0, 3, 50)
