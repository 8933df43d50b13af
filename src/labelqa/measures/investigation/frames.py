"""What an investigation looks at: the frames of a window, with the reasons of those that are not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..procedures import Version


@dataclass(frozen=True)
class Frames:
    """
    Tables of the weeks before and of the days asked about, from `start` to the day before `end`.

    labels: label_days; audits: those drawn at random; gold: answers on gold items; times: handling times of
    people in bins; overlaps: double labels with local_date, vendor_id and site_id. `missing` says, by the
    names of labels, audits, times and overlaps, why one says nothing; empty where it does.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    labels: pd.DataFrame
    audits: pd.DataFrame
    gold: pd.DataFrame
    people: pd.DataFrame
    times: pd.DataFrame
    overlaps: pd.DataFrame
    missing: Mapping[str, str]
    versions: tuple[Version, ...] = ()
