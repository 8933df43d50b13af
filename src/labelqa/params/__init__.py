"""What people write in params/: read, checked, and expanded into jobs."""

from .databases import DatabaseParams, PlaceParams
from .folders import Folders
from .forms import DELIMITED, OBJECTS, WORKBOOKS, Form, format_of
from .jobs import jobs
from .loading import Survey, load, survey
from .mappings import CALENDARS, ColumnMapping, Mapping, Newest, Sources
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
    "CALENDARS",
    "DELIMITED",
    "INVESTIGATIONS",
    "OBJECTS",
    "WORKBOOKS",
    "ColumnMapping",
    "DatabaseParams",
    "Definitions",
    "Edition",
    "Figure",
    "Folders",
    "Form",
    "Job",
    "Limits",
    "Mapping",
    "MarketParams",
    "Newest",
    "Paper",
    "Parameter",
    "Params",
    "PlaceParams",
    "Project",
    "ReportParams",
    "Sources",
    "Survey",
    "TargetParams",
    "format_of",
    "jobs",
    "load",
    "misfits",
    "survey",
    "write_schemas",
]
