"""The canonical tables: columns, types, keys, references, privacy and the checks they must pass."""

from .columns import ColumnContract, ColumnKind, ForeignKey, Privacy, TableContract
from .frozen import FROZEN, ONLY_IN_MARTS
from .tables import CANONICAL, RETIRED

__all__ = [
    "CANONICAL",
    "FROZEN",
    "ONLY_IN_MARTS",
    "RETIRED",
    "ColumnContract",
    "ColumnKind",
    "ForeignKey",
    "Privacy",
    "TableContract",
]
