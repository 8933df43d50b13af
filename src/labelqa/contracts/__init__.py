"""The canonical tables: columns, types, keys, references, privacy and the checks they must pass."""

from .columns import Column, Kind, Privacy, Reference, Table
from .frozen import FROZEN
from .tables import CANONICAL

__all__ = ["CANONICAL", "FROZEN", "Column", "Kind", "Privacy", "Reference", "Table"]
