"""Which column of an unknown file may be which of ours: by its name, and by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from .profiles import Column, Profile

_LONGEST_ITEM = 500  # rows of one item; more are those of a project, a day or a country
_PERSONAL = re.compile(r"e?mail|(first|last|full|sur|user|agent|worker)_?name|^name$|phone|address|\bip\b|_ip$")


@dataclass(frozen=True)
class Role:
    """A canonical column of labels, the names that it has elsewhere, and what its values must be like."""

    column: str
    names: re.Pattern[str]
    fits: Callable[[Column], bool]


def _names(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(^|[_ .:-])({pattern})s?($|[_ .:-])")


def _is_item(column: Column) -> bool:
    return column.distinct > 1 and column.filled <= _LONGEST_ITEM * column.distinct and not column.times


def _is_person(column: Column) -> bool:
    return not column.unique and column.distinct < column.filled and not column.times


def _is_class(column: Column) -> bool:
    lists = all(value.startswith(("[", "{")) for value in column.examples)
    return not column.times and (lists or column.few or column.filled <= 2 * len(column.examples))


ROLES = (
    Role(
        "label_event_id",
        _names("label(_event)?_id|event_id|annotation_id|judgm?ment_id|response_id|assignment_id|id|uuid"),
        lambda column: column.unique,
    ),
    Role("person_id", _names("worker|annotator|labell?er|agent|rater|person|coder|associate"), _is_person),
    Role(
        "item_id",
        _names("(item|unit|content|post|image|document|doc|video|orig|hit|object|subject)(_?id)?|task_?id"),
        _is_item,
    ),
    Role("gold_label_id", _names("gold|truth|ground_truth|expected|golden|correct_(label|answer)"), _is_class),
    Role("label_id", _names("label|answer|response|judgm?ment|decision|choice|annotation"), _is_class),
    Role("submitted_at", _names("submit|submitted|created|completed|end|ended|finished|saved|labell?ed|decided"), lambda c: bool(c.times)),
    Role("started_at", _names("start|started|begin|began|accept|accepted|opened"), lambda c: bool(c.times)),
    Role("active_ms", _names("seconds?|secs?|ms|duration|lead_time|time_spent|elapsed|handling_time|aht"), lambda c: c.numeric),
    Role("vendor_id", _names("vendor|partner|supplier|channel|bpo"), lambda c: c.few or c.distinct == 1),
    Role("site_id", _names("site|location|office"), lambda c: c.few or c.distinct == 1),
    Role("queue_id", _names("queue|project|workflow|stream"), lambda c: c.few or c.distinct == 1),
    Role("market_id", _names("market|country"), lambda c: c.few or c.distinct == 1),
    Role("is_tainted", _names("tainted"), lambda c: {v.lower() for v in c.examples} <= {"true", "false"}),
)  # fmt: skip


def plain(name: str) -> str:
    """A column's name in small letters with underscores: unitId, Unit ID and _unit_id are one."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()).strip("_")


def is_personal(name: str) -> bool:
    """Whether a column's values are of people, by its name: they are never shown."""
    return bool(_PERSONAL.search(plain(name)))


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
    few = [name for name, column in free.items() if column.few]
    many = [name for name, column in free.items() if column.repeats and name not in few] or [
        name for name, column in free.items() if column.repeats
    ]
    found = dict(_with_gold(profile, many, few))
    found = found or dict(_without_gold(profile, many, few))
    rest = [name for name, column in free.items() if column.numeric and name not in found.values()]
    longer = [name for name in rest if free[name].distinct > 10]
    return {**found, **({"active_ms": longer[0]} if found and len(longer) == 1 else {})}


def _with_gold(profile: Profile, many: Collection[str], few: Collection[str]) -> Iterator[tuple[str, str]]:
    for item in many:
        most = profile.most_within(item, [name for name in few if name != item])
        for gold in (name for name, count in most.items() if count == 1):
            for label in (name for name, count in most.items() if count > 1):
                if _alike(profile, gold, label):
                    person = next((name for name in many if name != item), "")
                    yield from {"person_id": person, "item_id": item, "label_id": label, "gold_label_id": gold}.items()
                    return


def _alike(profile: Profile, one: str, other: str) -> bool:
    """Whether two columns have mostly the same values."""
    a, b = set(profile.values(one)), set(profile.values(other))
    return len(a & b) * 2 > len(a | b)


def _without_gold(profile: Profile, many: Collection[str], few: Collection[str]) -> Iterator[tuple[str, str]]:
    ids, answers = list(many), [name for name in few if name not in list(many)[:2]]
    if len(ids) > 1 and answers:
        yield from {"person_id": ids[0], "item_id": ids[1], "label_id": answers[0]}.items()
