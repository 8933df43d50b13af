"""The types of single values in parameter files: names, paths, zones, locales, numbers."""

from __future__ import annotations

import builtins
import codecs
import datetime as dt
import keyword
import re
import zoneinfo
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Literal
from urllib.parse import urlsplit

from babel.localedata import exists
from pydantic import AfterValidator, BeforeValidator, Field, Strict
from pydantic_core import PydanticCustomError

from .remedies import instead
from .scalars import decimal

MARKET_ID = r"^[A-Z0-9][A-Z0-9-]{1,15}$"
NAME = r"^[a-z][a-z0-9_]{0,39}$"
PLACEHOLDERS = ("{market}", "{month}")
# A file named like one of these cannot be written on every system.
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}


def refusal(what: str, remedy: str) -> PydanticCustomError:
    """The error of a value that is wrong for a reason of ours, with its remedy."""
    return PydanticCustomError("refused", "{what}", {"what": what, "remedy": remedy})


def _not_a_device(name: str) -> str:
    if name in _DEVICES:
        raise refusal(f"{name} is a device's name on some systems", "choose another id")
    return name


def _parameter_name(name: str) -> str:
    if keyword.iskeyword(name) or hasattr(builtins, name) or name == "extract":
        raise refusal("means something else in a notebook", "choose another name")
    return name


def relative(path: str) -> str:
    """The path as it stands; raises a refusal where it does not begin at the workspace."""
    if not path or PurePosixPath(path).is_absolute() or "\0" in path:
        raise refusal(f"{path!r} is not a relative path", "write it from the workspace's folder")
    return path


def _database(address: str) -> str:
    parts = urlsplit(address)
    if not parts.scheme or "://" not in address:
        raise refusal(f"{address!r} is no address of a database", "write it as sqlite:///file.db or the like")
    if parts.password is not None:
        raise refusal("an address in params holds no password", "put the whole address into LABELQA_REGISTRY")
    return address


def _folder(path: str) -> str:
    if not path or "\0" in path:
        raise refusal(f"{path!r} is no folder", "write its path, absolute or from the workspace's folder")
    return path


def pattern(path: str) -> str:
    """The path as it stands; raises a refusal where it holds a placeholder that nothing fills."""
    rest = path
    for placeholder in PLACEHOLDERS:
        rest = rest.replace(placeholder, "")
    if "{" in rest or "}" in rest:
        raise refusal(f"{path!r} has an unknown placeholder", f"known: {', '.join(PLACEHOLDERS)}")
    return path


def _zone(name: str) -> str:
    if name not in _zones():
        raise refusal(f"{name} is not an IANA time zone", instead(name, _zones()))
    return name


@cache
def _zones() -> frozenset[str]:
    # NOTE: `localtime` is whatever zone the machine happens to be in.
    return frozenset(zoneinfo.available_timezones() - {"localtime"})


def _locale(name: str) -> str:
    if not re.fullmatch("[a-z]{2,3}(_[A-Za-z0-9]{2,8})*", name) or not exists(name):
        raise refusal(f"{name} is not a known locale", "write one like en_SG, or en_001 for plain English")
    return name


def _encoding(name: str) -> str:
    try:
        # NOTE: Python's codecs are not all of text: "zip" is one, too.
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise refusal(f"{name} is not an encoding", "write one like utf-8") from None


def _exact(value: object) -> object:
    # NOTE: the loader keeps 0.90 as text, because as a number it would lose a digit.
    number = decimal(value) if isinstance(value, str) else None
    return value if number is None else number


def _scalar(value: object) -> object:
    if not isinstance(value, str | int | float | bool):
        raise refusal("is not one value", "write text, a number, true or false")
    return value


def _day(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise refusal(f"{value!r} is not a date", "write it as 2026-10-01")
    return value


MarketId = Annotated[str, Field(pattern=MARKET_ID), AfterValidator(_not_a_device)]
Name = Annotated[str, Field(pattern=NAME)]
ParameterName = Annotated[str, Field(pattern=NAME), AfterValidator(_parameter_name)]
FigureName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
MonthText = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
Words = Annotated[str, Field(min_length=1)]
NotebookFile = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*\.(ipynb|py)$")]
RelativePath = Annotated[str, AfterValidator(relative)]
DatabaseAddress = Annotated[str, AfterValidator(_database)]
FolderPath = Annotated[str, AfterValidator(_folder)]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Zone = Annotated[str, AfterValidator(_zone)]
Locale = Annotated[str, AfterValidator(_locale)]
Encoding = Annotated[str, AfterValidator(_encoding)]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Number = Annotated[float, Strict(), BeforeValidator(_exact, json_schema_input_type=float)]
Day = Annotated[dt.date, BeforeValidator(_day, json_schema_input_type=dt.date)]
_AnyScalar = str | int | float | bool
Scalar = Annotated[_AnyScalar, BeforeValidator(_scalar, json_schema_input_type=_AnyScalar)]
State = Literal[
    "handling",
    "waiting",
    "break",
    "lunch",
    "training",
    "coaching",
    "meeting",
    "calibration",
    "system_down",
    "admin",
    "leave",
    "absence",
]
PrivacyClass = Literal["open", "pseudonymous", "commercial"]
BenchmarkName = Literal["accuracy.audit", "accuracy.gold"]
