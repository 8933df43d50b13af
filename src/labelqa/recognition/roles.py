"""Which column of an unknown file may be which of ours: by its name, and by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import product

from .profiles import Column, Profile

_LONGEST_ITEM = 500  # rows of one item; more are those of a project, a day or a country
_CALLED = re.compile(r"[A-Z]\w+([ ,.-]+[A-Z]\w*)+")  # Ann Lee; Lee, Ann
_PERSONAL = re.compile(
    r"e?mail|(first|last|full|sur|user|agent|worker)_?name|^name$|phone|address|\bip\b|_ip$"
)


@dataclass(frozen=True)
class Role:
    """A canonical column of labels, the names that it has elsewhere, and what its values must be like."""

    column: str
    names: re.Pattern[str]
    fits: Callable[[Column], bool]


def _is_id(column: Column) -> bool:
    return column.unique


def _is_item(column: Column) -> bool:
    return column.distinct > 1 and column.filled <= _LONGEST_ITEM * column.distinct and not column.times


def _is_person(column: Column) -> bool:
    return not column.unique and column.distinct < column.filled and not column.times


def _is_class(column: Column) -> bool:
    lists = all(value.startswith(("[", "{")) for value in column.examples)
    return not column.times and (lists or column.few or column.filled <= 2 * len(column.examples))


def _is_time(column: Column) -> bool:
    return bool(column.times)


def _is_number(column: Column) -> bool:
    return column.numeric


def _is_place(column: Column) -> bool:
    return column.few or column.distinct == 1


def _is_flag(column: Column) -> bool:
    return {value.lower() for value in column.examples} <= {"true", "false"}


ROLES = tuple(
    Role(column, re.compile(rf"(^|_)({names})s?($|_)"), fits)
    for column, names, fits in (
        ("label_event_id", "(label|event|annotation|judgm?ment|response|assignment)_id|id|uuid", _is_id),
        (
            "person_id",
            "worker|annotator|labell?er|agent|rater|person|coder|associate|participant"
            "|(labell?ed|annotated|completed)_by",
            _is_person,
        ),
        (
            "item_id",
            "(item|unit|content|post|image|document|doc|video|orig|hit|object|subject)(_?id)?|task_?id",
            _is_item,
        ),
        ("gold_label_id", "gold|golden|(ground_)?truth|expected|correct_(label|answer)", _is_class),
        ("label_id", "label|answer|response|judgm?ment|decision|choice|annotation", _is_class),
        ("submitted_at", "submit|submitted|created|completed|end|ended|finished|saved|decided", _is_time),
        ("started_at", "start|started|begin|began|accept|accepted|opened", _is_time),
        ("active_ms", "second|sec|ms|duration|lead_time|time_spent|elapsed|handling_time|aht", _is_number),
        ("vendor_id", "vendor|partner|supplier|channel|bpo", _is_place),
        ("site_id", "site|location|office", _is_place),
        ("queue_id", "queue|project|workflow|stream", _is_place),
        ("market_id", "market|country", _is_place),
        ("is_tainted", "tainted", _is_flag),
    )
)


def plain(name: str) -> str:
    """A column's name in small letters with underscores: unitId, Unit ID and _unit_id are one."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()).strip("_")


def is_personal(name: str, values: Collection[str]) -> bool:
    """Whether a column's values are of people, by its name or as they look: they are never shown."""
    called = [value for value in values if "@" in value or _CALLED.fullmatch(value)]
    return bool(_PERSONAL.search(plain(name))) or 2 * len(called) > len(values)


def by_name(profile: Profile) -> dict[str, list[str]]:
    """The columns that may be each canonical one by their names, no column for two of them."""
    taken: set[str] = set()
    found = {}
    for role in ROLES:
        names = [
            name
            for name, column in profile.columns.items()
            if name not in taken and role.names.search(plain(name)) and role.fits(column)
        ]
        found[role.column] = names
        taken.update(names[:1] if len(names) > 1 else names)
    return found


def by_values(profile: Profile) -> dict[str, str]:
    """
    What the values make likely of columns that no name tells: person, item, answer, gold answer, duration.

    An item has one gold answer, whoever answered, while its answers differ; both have the same few values.
    """
    told = {name for names in by_name(profile).values() for name in names}
    free = {name: it for name, it in profile.columns.items() if name not in told and not it.times}
    coming_again = {name: column for name, column in free.items() if column.repeats}
    found = _with_gold(profile, coming_again) or _without_gold(coming_again)
    rest = [name for name, column in free.items() if column.numeric and name not in found.values()]
    longer = [name for name in rest if free[name].distinct > 10]
    return {**found, **({"active_ms": longer[0]} if found and len(longer) == 1 else {})}


def _with_gold(profile: Profile, free: Mapping[str, Column]) -> dict[str, str]:
    few = [name for name, column in free.items() if column.few]
    for item in sorted(free, key=lambda name: -free[name].distinct):
        most = profile.most_within(item, [name for name in few if name != item])
        known = [name for name, count in most.items() if count == 1]
        differing = [name for name, count in most.items() if count > 1]
        for gold, label in product(known, differing):
            if _alike(profile, gold, label):
                person = _first_id(free, (item, gold, label))
                return {"person_id": person, "item_id": item, "label_id": label, "gold_label_id": gold}
    return {}


def _first_id(free: Mapping[str, Column], taken: Collection[str]) -> str:
    """The first column left, those that are no numbers before those that are."""
    left = [name for name in free if name not in taken]
    return min(left, key=lambda name: free[name].numeric, default="")


def _alike(profile: Profile, one: str, other: str) -> bool:
    """Whether two columns have mostly the same values."""
    a, b = set(profile.values(one)), set(profile.values(other))
    return len(a & b) * 2 > len(a | b)


def _without_gold(free: Mapping[str, Column]) -> dict[str, str]:
    ids = [name for name, column in free.items() if not column.few][:2]
    answers = [name for name, column in free.items() if column.few]
    if not answers or len(ids) < 2:
        return {}
    return {"person_id": ids[0], "item_id": ids[1], "label_id": answers[0]}
