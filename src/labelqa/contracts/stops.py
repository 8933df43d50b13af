"""What stops a market, as SQL: each query returns examples of what is wrong, or no row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .columns import TableContract

EXAMPLES = 3
TOLERANCE = 0.01  # of a frame, and half a decision more: probabilities are written with few decimals


@dataclass(frozen=True)
class Stop:
    """
    One thing that must never be.

    `query` returns (example, cases): a few examples, and how many there are; `what` names them in the plural.
    It reads `<table>_slice` (rows that keep their contract), `<table>_window` (all rows of the window),
    `<table>_market` (all the market's rows in the files read) and `period_bounds` (start_at, end_at).
    """

    what: str
    query: str
    remedy: str


def stops(table: TableContract, present: Collection[str]) -> list[Stop]:
    """All that stops a market on account of one table, given the tables present."""
    if table.name == "people":
        return [_duplicated(table), _in_two_places(present)]
    if table.name == "audits":
        return [_duplicated(table), *_AUDITS, *_frames("sample_designs" in present)]
    return [_duplicated(table)]


def _row(alias: str = "") -> str:
    return f"{alias}source_file || ' row ' || CAST({alias}source_row AS VARCHAR)"


def _all(query: str) -> str:
    return (
        f"SELECT example, COUNT(*) OVER () AS cases FROM ({query}) AS found ORDER BY example LIMIT {EXAMPLES}"
    )


def _duplicated(table: TableContract) -> Stop:
    key = ", ".join(f'"{name}"' for name in table.key)
    shown = " || '/' || ".join(f"COALESCE(CAST(\"{name}\" AS VARCHAR), '')" for name in table.key)
    twice = (
        f"SELECT {shown} || ' (' || MIN({_row()}) || ', ' || MAX({_row()}) || ')' AS example"
        f" FROM {table.name}_slice GROUP BY {key} HAVING COUNT(*) > 1"
    )
    return Stop(
        f"keys ({', '.join(table.key)}) stand more than once",
        _all(twice),
        "deliver each row once; which of two rows is right is not ours to guess",
    )


def _audits(condition: str) -> str:
    return _all(
        f"SELECT a.audit_id || ' (' || {_row('a.')} || ')' AS example FROM audits_window a WHERE {condition}"
    )


_AUDITS = (
    Stop(
        "audits have no verdict",
        _audits(
            "(a.verdict IS NULL AND a.raw_verdict IS NULL) OR LOWER(a.verdict) IN ('', 'nan', 'none', 'null')"
        ),
        "deliver the verdict, or leave the audit out until there is one",
    ),
    Stop(
        "audits are of decisions that are not in labels",
        _audits("NOT EXISTS (SELECT 1 FROM labels_window l WHERE l.label_event_id = a.label_event_id)"),
        "deliver the decisions too, with ids written alike; labelled_at must be when one was submitted",
    ),
    Stop(
        "audits are people's audits of their own decisions",
        _audits(
            "EXISTS (SELECT 1 FROM labels_window l WHERE l.label_event_id = a.label_event_id"
            " AND l.person_id = a.qa_person_id)"
        ),
        "give them to someone else, or correct qa_person_id",
    ),
    Stop(
        "audits have an inclusion probability that is not above 0 and at most 1",
        _audits("a.incl_prob IS NULL OR a.incl_prob <= 0 OR a.incl_prob > 1"),
        "write the probability with which the decision was drawn: sample size / frame size in its stratum",
    ),
)


def _in_two_places(present: Collection[str]) -> Stop:
    """People of two vendors at one time, unless each of their rows of labels says of which it is."""
    # NOTE: time and plans of such a person could be shared out by nothing.
    unnamed = " OR ".join(
        f"EXISTS (SELECT 1 FROM {name}_window t WHERE t.person_id = one.person_id{condition})"
        for name, condition in _VENDORLESS.items()
        if name in present
    )
    return Stop(
        "people stand in two roster rows at one time",
        _all(
            "SELECT one.person_id || ' (' || COALESCE(one.vendor_id, 'no vendor') || ' and '"
            " || COALESCE(other.vendor_id, 'no vendor') || ' on ' || CAST(other.valid_from AS VARCHAR) || ')'"
            " AS example FROM people_slice one JOIN people_slice other ON other.person_id = one.person_id"
            " AND (one.valid_from < other.valid_from OR (one.valid_from = other.valid_from"
            " AND COALESCE(one.vendor_id, '') < COALESCE(other.vendor_id, '')))"
            " AND other.valid_from < COALESCE(one.valid_to, DATE '9999-12-31')"
            " WHERE COALESCE(one.vendor_id, '') IN ('', other.vendor_id) OR other.vendor_id IS NULL"
            f" OR {unnamed}"
        ),
        "end one row where the next begins: valid_to is the first day on which a row no longer holds, and"
        " nobody is in two vendors or sites on one day; or let every row of labels name its vendor_id",
    )


_VENDORLESS = {
    "labels": " AND t.vendor_id IS NULL",
    "overlaps": " AND t.vendor_id IS NULL",
    "time": "",
    "schedules": "",
}
"""Tables that are shared out among vendors, and which rows of theirs name none."""


def _strata(with_designs: bool) -> str:
    """
    SQL: sample and frame of each stratum that the period holds whole, in designs whose weights must add up.

    Decisions are counted once however often a design audited them. Under sampling with unequal
    probabilities the sum of 1 / incl_prob only estimates the frame, so it is not held against it.
    """
    equal = "TRUE"
    if with_designs:
        equal = (
            "design_id IN (SELECT design_id FROM sample_designs_slice"
            " WHERE is_probability AND method IN ('srs', 'stratified', 'systematic'))"
        )
    decisions = (
        "SELECT design_id, stratum_id, label_event_id, MIN(sample_size) AS sample_size,"
        " MIN(frame_size) AS frame_size, MIN(incl_prob) AS incl_prob, MIN(labelled_at) AS labelled_at"
        f" FROM audits_market WHERE {equal} GROUP BY design_id, stratum_id, label_event_id"
    )
    return (
        "SELECT design_id || '/' || stratum_id AS stratum, COUNT(*) AS drawn,"
        " MIN(sample_size) AS sample_size,"
        " MIN(frame_size) AS frame_size, MAX(frame_size) AS other_frame_size,"
        f" SUM(1 / NULLIF(incl_prob, 0)) AS represented FROM ({decisions}) AS decisions"
        " GROUP BY design_id, stratum_id"
        " HAVING MIN(labelled_at) >= (SELECT start_at FROM period_bounds)"
        " AND MAX(labelled_at) < (SELECT end_at FROM period_bounds)"
    )


def _frames(with_designs: bool) -> list[Stop]:
    def broken(example: str, condition: str) -> str:
        strata = f"({_strata(with_designs)}) AS strata"
        return _all(f"SELECT stratum || ' (' || {example} || ')' AS example FROM {strata} WHERE {condition}")

    return [
        Stop(
            "strata have more than one frame size",
            broken(
                "CAST(frame_size AS VARCHAR) || ' and ' || CAST(other_frame_size AS VARCHAR)",
                "frame_size <> other_frame_size",
            ),
            "give each frame a stratum_id of its own",
        ),
        Stop(
            "strata have another number of audits than their sample size",
            broken(
                "CAST(drawn AS VARCHAR) || ' audits, sample size ' || CAST(sample_size AS VARCHAR)",
                "drawn <> sample_size",
            ),
            "deliver every audit that was drawn, those without a decision as unsure",
        ),
        Stop(
            "strata have inclusion probabilities that do not add up to their frame size",
            broken(
                "CAST(CAST(represented AS BIGINT) AS VARCHAR) || ' represented, frame size '"
                " || CAST(frame_size AS VARCHAR)",
                f"ABS(represented - frame_size) > {TOLERANCE} * frame_size + 0.5",
            ),
            "the probabilities of a stratum's audits must be those with which they were drawn",
        ),
    ]
