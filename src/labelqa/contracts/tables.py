"""All canonical tables by name."""

from __future__ import annotations

from . import decisions, demand, organisation, procedures, work
from .columns import TableContract
from .meanings import explained

RETIRED = ("request_events",)
"""Tables that nothing reads any more; sources.yml may still map them."""
CANONICAL: dict[str, TableContract] = {
    table.name: explained(table)
    for group in (organisation, procedures, decisions, work, demand)
    for table in group.TABLES
}
