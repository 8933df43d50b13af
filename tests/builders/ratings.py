"""Labels of the same units by several people, from grids as published examples print them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

KRIPPENDORFF = (  # Krippendorff 2011, example C: four raters, twelve units
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
PLACES = {str(place): float(place) for place in range(1, 6)}
"""The numbers that the labels of KRIPPENDORFF stand for."""
FEINSTEIN_CICCHETTI = ([[40, 9], [6, 45]], [[80, 10], [5, 5]])
"""Two tables of equal agreement whose kappas differ (Feinstein and Cicchetti 1990)."""

ANAESTHETISTS = (  # Dawid and Skene 1979: 45 patients; observer 1 three times, then 2 to 5 once each
    "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 "
    "2223343 1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 "
    "2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121 1111111 3333233 1111111 "
    "2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 "
    "2222222"
)


def grid(*raters: str) -> pd.DataFrame:
    """One line a rater, one column a unit, a dot where there is no label."""
    rows = [
        (f"u{unit:02}", f"p{rater}", label)
        for rater, line in enumerate(raters)
        for unit, label in enumerate(line.split())
        if label != "."
    ]
    return pd.DataFrame(rows, columns=["overlap_group_id", "person_id", "label_id"])


def crossed(table: Sequence[Sequence[int]]) -> pd.DataFrame:
    """Two raters' labels from their square table of counts."""
    pairs = [(a, b) for a, row in enumerate(table) for b, times in enumerate(row) for _ in range(times)]
    return grid(" ".join(str(a) for a, _ in pairs), " ".join(str(b) for _, b in pairs))


def tallied(counts: Sequence[Sequence[int]]) -> pd.DataFrame:
    """The labels behind counts (units x labels), given by as many people as the fullest unit has labels."""
    given = [[str(label) for label, n in enumerate(unit) for _ in range(n)] for unit in counts]
    most = max(map(len, given))
    return grid(*(" ".join((unit + ["."] * most)[rater] for unit in given) for rater in range(most)))


def drawn(units: int, people: int, *, right: float = 0.9, per_unit: int = 2, seed: int = 5) -> pd.DataFrame:
    """Random labels a, b or c of units in one queue; `right` of them are the unit's true one."""
    rng = np.random.default_rng(seed)
    truth = np.repeat(rng.choice(3, units, p=[0.6, 0.3, 0.1]), per_unit)
    who = np.concatenate([rng.choice(people, per_unit, replace=False) for _ in range(units)])
    given = np.where(rng.random(len(truth)) < right, truth, rng.integers(0, 3, len(truth)))
    return pd.DataFrame(
        {
            "overlap_group_id": [f"u{unit:05}" for unit in np.repeat(np.arange(units), per_unit)],
            "item_id": [f"i{unit:05}" for unit in np.repeat(np.arange(units), per_unit)],
            "person_id": [f"p{person:03}" for person in who],
            "queue_id": "image",
            "label_id": np.array(["a", "b", "c"])[given],
            "truth": np.array(["a", "b", "c"])[truth],
        }
    )


def anaesthetists() -> pd.DataFrame:
    """Their grades; observer 1 gave three of each patient, which the model takes as three labels."""
    rows = [
        (f"u{patient:02}", f"p{observer}", grade)
        for patient, grades in enumerate(ANAESTHETISTS.split(), 1)
        for observer, grade in zip((1, 1, 1, 2, 3, 4, 5), grades, strict=True)
    ]
    return pd.DataFrame(rows, columns=["overlap_group_id", "person_id", "label_id"])
