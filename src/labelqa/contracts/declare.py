"""Short ways to declare a column: `ref` an id, `maybe` an id that may be missing, and one for each kind."""

from __future__ import annotations

from typing import Any

from .columns import ColumnContract, ColumnKind, ForeignKey, Privacy

OPEN = Privacy.OPEN
PSEUDONYMOUS = Privacy.PSEUDONYMOUS
INTERNAL = Privacy.INTERNAL
PERSONAL = Privacy.PERSONAL
COMMERCIAL = Privacy.COMMERCIAL


def ref(
    name: str, privacy: Privacy = OPEN, to: tuple[str, str] | None = None, **rules: Any
) -> ColumnContract:
    """A required id; `to` is the (table, column) it points at."""
    return ColumnContract(name, ColumnKind.TEXT, privacy, refers=ForeignKey(*to) if to else None, **rules)


def maybe(name: str, privacy: Privacy = OPEN, to: tuple[str, str] | None = None) -> ColumnContract:
    """An id that may be missing."""
    return ref(name, privacy, to, required=False)


def text(name: str, privacy: Privacy = INTERNAL, *, required: bool = False) -> ColumnContract:
    """Free text: internal, unless it is a name or a word that everybody may read."""
    return ColumnContract(name, ColumnKind.TEXT, privacy, required, free=True)


def texts(name: str, *, about: str = "") -> ColumnContract:
    """A list of ids that may be missing."""
    return ColumnContract(name, ColumnKind.TEXTS, OPEN, required=False, about=about)


def a_class(name: str, *, required: bool = True, about: str = "") -> ColumnContract:
    """A class of the queue's taxonomy."""
    return ref(name, required=required, a_class=True, about=about)


def classes(name: str, *, about: str = "") -> ColumnContract:
    """A list of classes of the queue's taxonomy that may be missing."""
    return ColumnContract(name, ColumnKind.TEXTS, OPEN, required=False, a_class=True, about=about)


def one_of(name: str, *values: str, required: bool = True) -> ColumnContract:
    """One of a few words."""
    return ColumnContract(name, ColumnKind.TEXT, OPEN, required, values=values)


def count(name: str, *, required: bool = True, low: int = 0, about: str = "") -> ColumnContract:
    """A whole number."""
    return ColumnContract(name, ColumnKind.INTEGER, OPEN, required, low=low, about=about)


def number(name: str, *, required: bool = False, privacy: Privacy = OPEN, **rules: Any) -> ColumnContract:
    """A number with a fraction."""
    return ColumnContract(name, ColumnKind.NUMBER, privacy, required, **rules)


def yes(name: str, *, required: bool = False) -> ColumnContract:
    """True or false."""
    return ColumnContract(name, ColumnKind.BOOLEAN, OPEN, required)


def at(name: str, *, required: bool = False, about: str = "") -> ColumnContract:
    """An instant, in UTC."""
    return ColumnContract(name, ColumnKind.INSTANT, OPEN, required, about=about)


def on(name: str, *, required: bool = False, about: str = "") -> ColumnContract:
    """A business day."""
    return ColumnContract(name, ColumnKind.DATE, OPEN, required, about=about)


VALIDITY = (
    on("valid_from", required=True, about="The first day on which the row holds."),
    on("valid_to", about="The first day on which it no longer holds: the last day is the one before."),
)
MARKET = ref("market_id")
PERSON = ref("person_id", PSEUDONYMOUS, ("people", "person_id"))
ITEM = ref("item_id", PSEUDONYMOUS)
QUEUE = ref("queue_id", OPEN, ("queues", "queue_id"))
FAMILY = ref("sop_family")
DESIGN = (
    ref("design_id", OPEN, ("sample_designs", "design_id")),
    ref("stratum_id", about="Within its design; frame and sample are counted by it."),
    number("incl_prob", required=True, low=1e-9, high=1.0, about="Probability that the row was drawn."),
)
