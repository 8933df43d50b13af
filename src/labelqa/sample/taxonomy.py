"""What the fictional company labels: its queues, their label classes, and how classes are confused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LabelClass:
    """A label; `share` of its queue's items, `hard` its errors relative to other classes."""

    id: str
    share: float
    severity: float
    hard: float
    confused_with: str

    @property
    def name(self) -> str:
        """The words of the label."""
        return self.id.partition(".")[2].replace("_", " ").capitalize()


@dataclass(frozen=True)
class Queue:
    """A stream of items; its first class is the one without a violation, its last one the skip."""

    id: str
    name: str
    share: float
    seconds: float
    tier: int
    consumer: str
    classes: tuple[LabelClass, ...]
    suggested: bool = False
    ordinal: bool = False

    @property
    def taxonomy(self) -> str:
        """The version of its taxonomy."""
        return f"{self.id}-2026"

    @property
    def family(self) -> str:
        """Its SOP family."""
        return f"sop-{self.id}"


def _classes(
    queue: str, clean: str, *violations: tuple[str, float, float, float, str]
) -> tuple[LabelClass, ...]:
    rest = 1.0 - sum(share for _, share, *_ in violations) - 0.01
    likeliest = max(violations, key=lambda each: each[1])[0]
    return (
        LabelClass(f"{queue}.{clean}", rest, 1.0, 0.7, f"{queue}.{likeliest}"),
        *(
            LabelClass(f"{queue}.{name}", share, severity, hard, f"{queue}.{confused}")
            for name, share, severity, hard, confused in violations
        ),
        LabelClass(f"{queue}.cannot_tell", 0.01, 0.5, 1.0, f"{queue}.{clean}"),
    )


QUEUES = (
    Queue(
        "image",
        "Product image policy",
        0.20,
        26,
        2,
        "training",
        _classes(
            "image",
            "compliant",
            ("watermark", 0.10, 1.0, 1.0, "text_overlay"),
            ("text_overlay", 0.07, 1.0, 1.3, "watermark"),
            ("digitally_altered", 0.05, 2.0, 3.0, "compliant"),
            ("misleading", 0.05, 2.0, 1.6, "digitally_altered"),
            ("nudity", 0.02, 6.0, 0.8, "compliant"),
        ),
        suggested=True,
    ),
    Queue(
        "brand",
        "Counterfeit and brand misuse",
        0.20,
        38,
        1,
        "enforcement",
        _classes(
            "brand",
            "authentic",
            ("counterfeit", 0.17, 6.0, 1.3, "brand_misuse"),
            ("brand_misuse", 0.14, 3.0, 1.5, "counterfeit"),
            ("parallel_import", 0.05, 2.0, 1.6, "authentic"),
        ),
    ),
    Queue(
        "prohibited",
        "Prohibited goods",
        0.15,
        32,
        1,
        "enforcement",
        _classes(
            "prohibited",
            "allowed",
            ("restricted", 0.09, 2.0, 1.6, "allowed"),
            ("medicine", 0.05, 5.0, 1.2, "restricted"),
            ("weapon", 0.03, 8.0, 1.0, "restricted"),
            ("wildlife", 0.02, 6.0, 1.3, "allowed"),
            ("drugs", 0.02, 10.0, 1.0, "medicine"),
        ),
    ),
    Queue(
        "chat",
        "Seller chat abuse",
        0.12,
        24,
        2,
        "training",
        _classes(
            "chat",
            "acceptable",
            ("off_platform", 0.09, 2.0, 1.1, "acceptable"),
            ("insult", 0.06, 2.0, 1.4, "harassment"),
            ("harassment", 0.04, 5.0, 1.5, "insult"),
            ("scam", 0.04, 8.0, 1.2, "off_platform"),
        ),
        suggested=True,
    ),
    Queue(
        "review",
        "Review spam",
        0.11,
        22,
        3,
        "training",
        _classes(
            "review",
            "genuine",
            ("low_effort", 0.14, 1.0, 1.3, "genuine"),
            ("suspicious", 0.08, 2.0, 1.7, "spam"),
            ("spam", 0.07, 3.0, 1.0, "suspicious"),
        ),
        ordinal=True,
    ),
    Queue(
        "listing",
        "Listing category",
        0.10,
        28,
        3,
        "eval",
        _classes(
            "listing",
            "right_category",
            ("wrong_leaf", 0.14, 1.0, 1.3, "right_category"),
            ("wrong_branch", 0.07, 1.5, 1.1, "wrong_leaf"),
            ("keyword_stuffing", 0.06, 1.5, 1.2, "wrong_leaf"),
            ("duplicate", 0.04, 1.0, 1.0, "right_category"),
        ),
    ),
    Queue(
        "live",
        "Live-stream moderation",
        0.07,
        46,
        1,
        "enforcement",
        _classes(
            "live",
            "acceptable",
            ("misleading_claim", 0.12, 3.0, 1.6, "acceptable"),
            ("unsafe_use", 0.05, 5.0, 1.2, "misleading_claim"),
            ("gambling", 0.03, 7.0, 1.0, "unsafe_use"),
            ("minor_on_screen", 0.03, 10.0, 1.1, "acceptable"),
        ),
    ),
    Queue(
        "ads",
        "Ad claims",
        0.05,
        34,
        2,
        "eval",
        _classes(
            "ads",
            "substantiated",
            ("vague", 0.15, 1.0, 1.5, "substantiated"),
            ("exaggerated", 0.10, 2.0, 1.5, "vague"),
            ("false", 0.06, 5.0, 1.2, "exaggerated"),
        ),
        ordinal=True,
    ),
)

CLASSES = tuple(each for queue in QUEUES for each in queue.classes)
"""All classes of all queues in one numbering, so that a decision's label is one integer."""

CLASS = {each.id: code for code, each in enumerate(CLASSES)}
QUEUE = {queue.id: code for code, queue in enumerate(QUEUES)}
QUEUE_OF = np.array([code for code, queue in enumerate(QUEUES) for _ in queue.classes])
CLEAN = np.array([CLASS[queue.classes[0].id] for queue in QUEUES])
SKIP = np.array([CLASS[queue.classes[-1].id] for queue in QUEUES])
SECONDS = np.array([queue.seconds for queue in QUEUES])
PARTNER = np.array([CLASS[each.confused_with] for each in CLASSES])
IS_VIOLATION = ~np.isin(np.arange(len(CLASSES)), np.concatenate([CLEAN, SKIP]))


def _hardness() -> np.ndarray:
    hard = np.array([each.hard for each in CLASSES])
    share = np.array([each.share * QUEUES[q].share for each, q in zip(CLASSES, QUEUE_OF, strict=True)])
    mean = float((hard * share).sum() / share.sum())
    return hard / mean


HARDNESS = _hardness()
"""Errors of a class relative to the mean over all items, which is 1."""


def _confusion() -> np.ndarray:
    rows = np.zeros((len(CLASSES), len(CLASSES)))
    for code, queue in enumerate(QUEUE_OF):
        others = (queue == QUEUE_OF) & (np.arange(len(CLASSES)) != code)
        others[SKIP] = False
        rows[code, others] = 0.2 / others.sum()
        rows[code, CLEAN[queue]] += 0.2 if code != CLEAN[queue] else 0.0
        rows[code, PARTNER[code]] += 0.6
    return np.cumsum(rows / rows.sum(axis=1, keepdims=True), axis=1)


_CONFUSION = _confusion()


def wrong_label(truth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A plausible wrong label for each true one: mostly its partner, else the clean class, else any other."""
    drawn = rng.random(len(truth))
    steps = (_CONFUSION[truth] < drawn[:, None]).sum(axis=1)
    # NOTE: rounding may leave the last step a hair below 1.
    wrong: np.ndarray = np.minimum(steps, len(CLASSES) - 1)
    return wrong


def true_labels(
    queue: int, n: int, rng: np.random.Generator, rise: tuple[int, float] | None = None
) -> np.ndarray:
    """The true classes of n items of a queue; `rise` adds to one class's share what the clean one loses."""
    codes = np.flatnonzero(queue == QUEUE_OF)
    share = np.array([CLASSES[code].share for code in codes])
    if rise is not None:
        share += np.where(codes == rise[0], rise[1], 0.0) - np.where(codes == CLEAN[queue], rise[1], 0.0)
    return codes[np.searchsorted(np.cumsum(share)[:-1], rng.random(n), side="right")]
