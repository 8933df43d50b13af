"""What the detectors find of what is planted in the sample company, what they miss, and what is not so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks import Bound, Measured
from labelqa.findings import Level
from labelqa.measures.risks.detectors import BY_SLUG

from .companies import MISSED, Company, Flag, Found, company
from .truth import FOUND_BY

COMPANIES = 6  # of either kind, planted and null, for each repeat
MARKETS = 6
MOST_MISSED, MOST_FALSE, MOST_DECOYS, MOST_A_MONTH = 0.20, 0.10, 0.05, 0.5
HEAD = (
    "what is planted, by kind; what is flagged, by rule", "by", "there", "found", "to act", "days",
    "act", "false", "watch", "false", "null: act", "watch",
)  # fmt: skip
NOTHING = ("",) * 6


def measure(folder: Path, repeats: int) -> Measured:
    """
    So many times COMPANIES full-size companies of either kind, one after the other, in their October.

    What a company sent and what was seen in it stay in `folder`, and are not made again.
    """
    seeds = range(1, repeats * COMPANIES + 1)
    pairs = [[company(seed, kind, folder) for kind in (True, False)] for seed in seeds]
    planted, null = zip(*pairs, strict=True)
    return Measured(
        (HEAD, *_incidents(planted), *_decoys(planted), *_rules(planted, null)), bounds(planted, null)
    )


def bounds(planted: Sequence[Company], null: Sequence[Company]) -> tuple[Bound, ...]:
    """What may be missed of each kind, and what may be said that is not so."""
    missed = [
        Bound(
            f"{kind} missed in",
            _share(one.level == MISSED for one in found),
            MOST_MISSED,
            f"of {len(found)}",
        )
        for kind, found in _by_kind(planted).items()
    ]
    acted, blamed = [flag for one in planted for flag in acts(one)], [any(_blamed(one)) for one in planted]
    false = [flag for one in null for flag in acts(one) if not flag.true]
    return (
        *missed,
        Bound(
            "to act on and not so",
            _share(not flag.true for flag in acted),
            MOST_FALSE,
            f"of {len(acted)} flags",
        ),
        Bound("a decoy to act on in", _share(blamed), MOST_DECOYS, f"of {len(blamed)} companies"),
        Bound(
            "null company", len(false) / (MARKETS * max(1, len(null))), MOST_A_MONTH, "false a market-month"
        ),
    )


def acts(one: Company) -> list[Flag]:
    """What a company's report says is to be acted on."""
    return [flag for flag in one.flags if flag.level == Level.ACT.value]


def _blamed(one: Company) -> list[str]:
    """The decoys that are to be acted on."""
    return [flag.decoy for flag in acts(one) if flag.decoy]


def _by_kind(planted: Sequence[Company]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {kind: [] for kind in FOUND_BY}
    for one in planted:
        for name, each in one.found.items():
            found[name.partition(":")[0]].append(each)
    return found


def _incidents(planted: Sequence[Company]) -> Iterator[tuple[str, ...]]:
    """Of each kind: how many there are, the shares found and to act on, median days until a report."""
    for kind, found in _by_kind(planted).items():
        days = [each.days for each in found if each.level != MISSED]
        shares = (
            _share(each.level != MISSED for each in found),
            _share(each.level == Level.ACT.value for each in found),
        )
        late = f"{median(days):.0f}" if days else ""
        yield (
            kind,
            " ".join(BY_SLUG[slug].number for slug in FOUND_BY[kind]),
            str(len(found)),
            *(f"{share:.0%}" for share in shares),
            late,
            *NOTHING,
        )


def _decoys(planted: Sequence[Company]) -> Iterator[tuple[str, ...]]:
    """Of each kind of decoy: how many there are, and the share to act on."""
    there = [name for one in planted for name in one.decoys]
    blamed = [name for one in planted for name in set(_blamed(one))]
    for kind in dict.fromkeys(name.partition(":")[0] for name in sorted(there)):
        counts = [sum(name.startswith(f"{kind}:") for name in names) for names in (there, blamed)]
        yield (f"decoy: {kind}", "", str(counts[0]), "", f"{counts[1] / counts[0]:.0%}", "", *NOTHING)


def _rules(planted: Sequence[Company], null: Sequence[Company]) -> Iterator[tuple[str, ...]]:
    """Of each detector: what it flagged at either level, how much of it is not so, and in null companies."""
    flags, other = ([flag for one in companies for flag in one.flags] for companies in (planted, null))
    for kind in sorted({flag.kind for flag in (*flags, *other)}, key=list(BY_SLUG).index):
        cells = []
        for level in Level:
            mine = [flag for flag in flags if (flag.kind, flag.level) == (kind, level.value)]
            cells += [len(mine), sum(not flag.true for flag in mine)]
        cells += [sum((flag.kind, flag.level) == (kind, level.value) for flag in other) for level in Level]
        yield (BY_SLUG[kind].number, *NOTHING[1:], *map(str, cells))


def _share(values: Iterable[bool]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0
