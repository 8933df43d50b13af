"""Why: what else changed, and what of the change it explains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from scipy import stats

from ...estimates import Z95, Estimate
from ..decomposition import decompose
from ..false_discovery import q_values
from ..procedures import Version
from ..subgroups import FALSE_DISCOVERIES
from .episode import Episode
from .frames import Frames
from .groups import WRONG, Groups

SUGGESTIONS = "Wrong suggestions followed"
_LATELY, _WEEK = pd.Timedelta(weeks=4), pd.Timedelta(weeks=1)


@dataclass(frozen=True)
class Cause:
    """
    Something else that changed: `name` as printed, and what of the change it explains, in points.

    `elsewhere`: the change of all others under the same; None where there is no such thing. `q`: its false
    discovery rate among all that were looked at.
    """

    name: str
    explains: Estimate
    elsewhere: Estimate | None = None
    q: float = math.nan

    @property
    def stands(self) -> bool:
        """Whether it surely explains some of the loss."""
        return self.explains.exists and self.explains.value < 0 and self.q <= FALSE_DISCOVERIES


def to_blame(groups: Groups, episode: Episode, frames: Frames) -> list[Version]:
    """
    New procedures of the queues asked about that may be to blame.

    From a week before the first week in which it may have begun, or else from four weeks before the days
    asked about.
    """
    since = frames.start - _LATELY
    if episode.certain and episode.earliest:
        since = pd.Timestamp(episode.earliest) - _WEEK
    queues = set(groups.after["queue_id"]) if len(groups.after) else set()
    return [
        each
        for each in frames.versions
        if since <= pd.Timestamp(each.day) < frames.end and queues & set(each.queues)
    ]


def causes(groups: Groups, versions: Sequence[Version]) -> tuple[Cause, ...]:
    """
    What else changed, and what it explains; `versions` are those of new procedures that may be to blame.

    Of what is labelled, by whom and how, the part of the change that a different mix makes; of a new version
    and of wrong suggestions followed, the change of the labels concerned, by their share. q of all of them
    together (Benjamini and Hochberg), p normal from the interval. None where there are no audits.
    """
    if groups.why:
        return ()
    looked = [each for each in _looked_at(groups, versions) if each.explains.exists]
    errors = [(each.explains.high - each.explains.low) / (2 * Z95) for each in looked]
    z = [
        abs(each.explains.value) / error if error else 0.0 for each, error in zip(looked, errors, strict=True)
    ]
    q = q_values(2 * stats.norm.sf(z))
    return tuple(replace(each, q=float(one)) for each, one in zip(looked, q, strict=True))


def _looked_at(groups: Groups, versions: Sequence[Version]) -> Iterator[Cause]:
    mixes = (("Other queues", ("queue_id",)), ("Other items, by queue and label", groups.alike),
             ("Other people", ("person_id",)), ("More or fewer joiners", ("tenure",)),
             ("More or fewer wrong suggestions shown", ("suggestion",)))  # fmt: skip
    for name, by in mixes:
        if any(len(groups.rows[column].unique()) > 1 for column in by):
            yield Cause(name, decompose(groups.before, groups.after, by).mix)
    wrong = groups.rows["suggestion"] == WRONG
    if wrong.any():
        yield Cause(SUGGESTIONS, _by_part(groups, wrong))
    for version in versions:
        of = groups.rows["queue_id"].isin(version.queues) & (
            ~groups.rows["after"] | (groups.rows["sop_version"] == version.version)
        )
        if (of & groups.rows["after"] & groups.rows["here"]).any():
            yield Cause(f"{version.name} in force", _by_part(groups, of), _elsewhere(groups, of))


def _by_part(groups: Groups, of: pd.Series) -> Estimate:
    """The change of some of the labels asked about, by their share in these days."""
    rows = groups.rows[of & groups.rows["here"]]
    found = decompose(rows[~rows["after"]], rows[rows["after"]], groups.alike).rate
    if not found.exists:
        return found
    weight = groups.after["weight"]
    share = float(weight[of.reindex(weight.index)].sum() / weight.sum())
    value, low, high = (share * end for end in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)


def _elsewhere(groups: Groups, of: pd.Series) -> Estimate:
    rows = groups.rows[of & ~groups.rows["here"]]
    return decompose(rows[~rows["after"]], rows[rows["after"]], groups.alike).rate
