"""Where more is wrong: found among all combinations, and not found where there is nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from labelqa.measures.subgroups import where

DIMENSIONS = ("site_id", "queue_id", "sop_version", "person_id")
CLASSES = ("easy", "plain", "hard")
HARD = np.array([0.01, 0.05, 0.12])


def audits(
    seed: int, size: int, *, version: str = "v1", mix: tuple[float, ...] = (0.6, 0.3, 0.1), drop: float = 0.0
) -> pd.DataFrame:
    """Audits of two queues at three sites; `drop`: how often v2 confuses plain and hard at s1 in q1."""
    rng = np.random.default_rng(seed)
    person, queue = rng.integers(0, 60, size), rng.integers(0, 2, size)
    true = rng.choice(3, size, p=mix)
    bad = rng.random(size) < HARD[true]
    planted = (person % 3 == 1) & (queue == 1) & (version == "v2") & (true > 0) & (rng.random(size) < drop)
    given = np.where(planted, 3 - true, np.where(bad, (true + 1) % 3, true))
    return pd.DataFrame(
        {
            "site_id": np.char.add("s", (person % 3).astype(str)),
            "queue_id": np.char.add("q", queue.astype(str)),
            "sop_version": version,
            "person_id": np.char.add("p", person.astype(str)),
            "label_id": np.array(CLASSES)[given],
            "ref_label_id": np.array(CLASSES)[true],
            "verdict": np.where(given == true, "correct", "incorrect"),
            "incl_prob": np.where(given == 0, 0.05, 0.1),
        }
    )


@pytest.fixture(scope="module")
def found():
    """A site that confuses two labels of one queue since a new version."""
    after = pd.concat([audits(2, 900, version="v2", drop=0.5), audits(3, 300)])
    return where(audits(1, 6000), after, DIMENSIONS)


def test_the_subgroup_that_was_planted_tells_most(found):
    """Site, queue and version, all three."""
    assert (("site_id", "s1"), ("queue_id", "q1"), ("sop_version", "v2")) == tuple(
        found.subgroups.rows["cells"].iloc[0]
    )
    assert found.subgroups.rows["q"].iloc[0] < 0.001


def test_the_labels_that_were_planted_are_confused_most(found):
    """In either direction."""
    assert ("hard", "plain") == tuple(found.pairs.rows["labels"].iloc[0])
    assert found.pairs.rows["q"].iloc[0] < 0.001


def test_the_excess_is_that_which_was_planted(found):
    """Half of the plain and hard labels of the subgroup, but for those wrong anyway."""
    row = found.subgroups.rows.iloc[0]
    after = pd.concat([audits(2, 900, version="v2", drop=0.5), audits(3, 300)])
    inside = after[(after["site_id"] == "s1") & (after["queue_id"] == "q1") & (after["sop_version"] == "v2")]
    weight = 1 / inside["incl_prob"]
    planted = 0.5 * float((weight * (inside["ref_label_id"] != "easy")).sum()) * 0.93

    assert row["excess_low"] <= planted <= row["excess_high"]


def test_q_is_over_subgroups_and_pairs_together(found):
    """Benjamini and Hochberg's, of all p values."""
    p = np.concatenate([found.subgroups.rows["p"], found.pairs.rows["p"]])
    q = np.concatenate([found.subgroups.rows["q"], found.pairs.rows["q"]])

    assert stats.false_discovery_control(p) == pytest.approx(q)
    assert len(p) == found.tests


def test_p_is_poisson_s_mid_p_of_the_wrong_audits(found):
    """P(X > k) + P(X = k) / 2."""
    row = found.subgroups.rows.iloc[3]
    poisson = stats.poisson(row["expected"])

    assert poisson.sf(row["wrong"]) + poisson.pmf(row["wrong"]) / 2 == pytest.approx(row["p"])


def test_small_subgroups_and_near_copies_are_not_tested(found):
    """Thirty audits each, and none that holds nine in ten of another's with one dimension less."""
    rows = found.subgroups.rows
    sizes = {tuple(cells): n for cells, n in zip(rows["cells"], rows["n"], strict=True)}
    copies = [
        cells
        for cells, n in sizes.items()
        for place in range(len(cells))
        if (rest := sizes.get((*cells[:place], *cells[place + 1 :]))) and n >= 0.9 * rest
    ]

    assert rows["n"].min() >= 30
    assert [] == copies


def test_nothing_planted_is_rarely_found():
    """Of 30 pairs of samples in about one in ten something stands at a false discovery rate of .1."""
    stand = 0
    for seed in range(30):
        nothing = where(audits(2 * seed, 4000), audits(2 * seed + 1, 800), DIMENSIONS)
        stand += any(len(nothing.standing(each)) for each in (nothing.subgroups, nothing.pairs))

    assert stand <= 7


def test_a_mix_of_harder_items_makes_no_subgroup_stand_out():
    """Four times as many hard ones, each labelled as ever."""
    found = where(audits(1, 6000), audits(8, 1500, mix=(0.3, 0.3, 0.4)), DIMENSIONS)

    assert 0 == len(found.standing(found.subgroups)) + len(found.standing(found.pairs))


def test_too_few_audits_test_nothing():
    """No table, but the reason."""
    found = where(audits(1, 500), audits(2, 20), DIMENSIONS)

    assert (0, 0) == (found.tests, len(found.subgroups))
    assert "no group has enough audits in these days" == found.subgroups.why
    assert found.standing(found.pairs).empty
    assert 0 == where(audits(1, 500), audits(2, 0), DIMENSIONS).tests
