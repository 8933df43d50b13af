"""What people write in params/: read, checked, and expanded into jobs."""

from .databases import DatabaseParams, PlaceParams
from .jobs import jobs
from .loading import Survey, load, survey
from .mappings import ColumnMapping, Mapping, Sources
from .metrics import misfits
from .models import (
    Definitions,
    Edition,
    Figure,
    Limits,
    MarketParams,
    Paper,
    Project,
    ReportParams,
    TargetParams,
)
from .parameters import Parameter
from .params import ALL_MARKETS, INVESTIGATIONS, Job, Params
from .schemas import write_schemas

__all__ = [
    "ALL_MARKETS",
    "INVESTIGATIONS",
    "ColumnMapping",
    "DatabaseParams",
    "Definitions",
    "Edition",
    "Figure",
    "Job",
    "Limits",
    "Mapping",
    "MarketParams",
    "Paper",
    "Parameter",
    "Params",
    "PlaceParams",
    "Project",
    "ReportParams",
    "Sources",
    "Survey",
    "TargetParams",
    "jobs",
    "load",
    "misfits",
    "survey",
    "write_schemas",
]
