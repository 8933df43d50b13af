"""Four designs by which audits are drawn, and months simulated by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
LABELS = 100_000


@dataclass(frozen=True)
class Design:
    """
    Strata with their shares of the labels, audits and true accuracies, and who works in them.

    `people` is how many work everywhere, or by stratum where each works in one.
    """

    name: str
    weight: tuple[float, ...]
    audits: tuple[int, ...]
    share: tuple[float, ...]
    people: int | tuple[int, ...]

    @property
    def accuracy(self) -> float:
        """The true accuracy of all labels."""
        return float(np.dot(self.weight, self.share))

    @property
    def of_people(self) -> bool:
        """Whether the strata are people."""
        return isinstance(self.people, tuple) and max(self.people) == 1


AGENTS = 40
DESIGNS = (
    Design("by label", (0.90, 0.07, 0.03), (100, 60, 60), (0.985, 0.85, 0.80), 60),
    Design("by risk", (0.70, 0.20, 0.10), (150, 150, 200), (0.97, 0.93, 0.88), 60),
    Design(
        "by tenure", (0.55, 0.25, 0.15, 0.05), (120, 100, 80, 60), (0.96, 0.94, 0.92, 0.85), (30, 15, 9, 6)
    ),
    Design("by agent", (1 / AGENTS,) * AGENTS, (15,) * AGENTS, (0.95,) * AGENTS, (1,) * AGENTS),
)


@dataclass(frozen=True)
class Month:
    """A month's audits, the right ones by stratum, and how right its labels are in truth."""

    audits: pd.DataFrame
    right: Floats
    labels: float


def months(design: Design, alike: float, count: int, rng: np.random.Generator) -> Iterator[Month]:
    """
    So many months of a design.

    `alike` is the correlation of the decisions of one person in a stratum: everybody's accuracy is drawn
    anew each month from a Beta distribution around the stratum's, whoever is good in one being good in all.
    Audits are a simple random sample of each stratum's labels.
    """
    works = _works(design, rng)
    weight, share = np.array(design.weight), np.array(design.share)
    stratum = np.repeat(np.arange(len(weight)), design.audits)
    frame = np.rint(weight * LABELS).astype(int)
    base = pd.DataFrame(
        {
            "design_id": design.name,
            "stratum_id": stratum,
            "frame_size": frame[stratum],
            "incl_prob": (np.array(design.audits) / frame)[stratum],
        }
    )
    for _ in range(count):
        skill = _skills(share, len(works), alike, rng)
        person = np.concatenate(
            [rng.choice(len(works), n, p=works[:, h]) for h, n in enumerate(design.audits)]
        )
        right = rng.random(len(stratum)) < skill[person, stratum]
        audits = base.assign(person_id=person, verdict=np.where(right, "correct", "incorrect"))
        labels = float(weight @ (works * skill).sum(axis=0))
        yield Month(audits, np.bincount(stratum, right), labels)


def _works(design: Design, rng: np.random.Generator) -> Floats:
    """Who gives which share of a stratum's labels (people by strata): some several times what others do."""
    strata = len(design.weight)
    if isinstance(design.people, int):
        volume = np.repeat(rng.lognormal(0, 0.5, design.people)[:, None], strata, axis=1)
    else:
        belongs = np.repeat(np.eye(strata), design.people, axis=0)
        volume = belongs * rng.lognormal(0, 0.5, len(belongs))[:, None]
    return volume / volume.sum(axis=0)


def _skills(share: Floats, people: int, alike: float, rng: np.random.Generator) -> Floats:
    """Everybody's accuracy in every stratum."""
    if alike == 0:
        return np.tile(share, (people, 1))
    strength = (1 - alike) / alike
    return np.asarray(special.betaincinv(share * strength, (1 - share) * strength, rng.random((people, 1))))
