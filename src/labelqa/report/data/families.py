"""Many units judged at once: which of them are a family, and the verdicts that stand in one."""

from __future__ import annotations

from collections.abc import Sequence

from ...estimates import Verdict
from ...measures.false_discovery import judged_together

ASKED_FOR = {
    "market_id",
    "vendor_id",
    "site_id",
    "queue_id",
    "priority",
    "consumer",
    "kind",
    "state",
    "cause",
}
"""What a contract or a manager asks about by name: each is a question of its own."""


def is_searched(by: Sequence[str]) -> bool:
    """Whether a split by these columns is a search through many units, whoever they are."""
    return len(by) > 1 or not set(by) <= ASKED_FOR


def held(by: Sequence[str], verdicts: Sequence[Verdict | None], decided: float) -> list[Verdict | None]:
    """The verdicts as an exhibit gives them: those of a search as one family, the others each by itself."""
    return judged_together(verdicts, decided=decided) if is_searched(by) else list(verdicts)
