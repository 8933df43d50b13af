"""Cutting: what one edition may see of a snapshot, rebuilt value by value."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..contracts import CANONICAL, FROZEN, ColumnContract, Privacy, TableContract
from ..engines.parquet import schema, write
from ..errors import ParamsError, Problem, ReleaseError
from ..extracts import CONTEXT, Context, Extract
from ..keys import Keys
from ..params import ALL_MARKETS, Edition, Job, Params
from ..sealed import digest_of_files, seal
from ..snapshots import Snapshot
from ..snapshots.snapshot_set import SnapshotSet
from .context import context_of, joint_context
from .derived_rows import without_others
from .frames import own_audits, own_reviews
from .other_vendor_names import OtherVendorNames
from .ownership import WITHHELD, Holder
from .peers import NAME as BENCHMARKS
from .peers import as_table, peers
from .pseudonyms import disguised

DECLARED: dict[str, TableContract] = CANONICAL | FROZEN
OWN_NAME = ("vendors", "name")  # commercial, but a vendor knows its own


def cut(
    snapshot_set: SnapshotSet,
    job: Job,
    params: Params,
    into: Path,
    keys: Keys | None = None,
    beside: Mapping[str, pa.Table] | None = None,
) -> Extract:
    """
    The extract of a job's edition, in the new folder `into`; of all markets, one extract in a folder each.

    A column goes in only where the edition sees its privacy class; personal ones never do. A vendor's
    edition holds that vendor's rows only, with ids under pseudonyms made with its `keys`; the digest of the
    snapshot that it names is that of these rows. What stands
    `beside` the snapshot, such as what investigations confirmed, goes in as it is. Raises
    ParamsError for an unknown edition and for a table or column that nobody classified, ReleaseError for
    a vendor's edition without keys or without rows.
    """
    if job.market != ALL_MARKETS:
        return _cut(snapshot_set.by_market[job.market], job, params, into, keys, beside)
    into.mkdir(parents=True)
    parts = {
        market: _cut(snapshot, replace(job, market=market), params, into / market, keys)
        for market, snapshot in snapshot_set.by_market.items()
    }
    return _sealed(into, joint_context(snapshot_set, job, params, parts), job)


def _cut(
    snapshot: Snapshot,
    job: Job,
    params: Params,
    into: Path,
    keys: Keys | None,
    beside: Mapping[str, pa.Table] | None = None,
) -> Extract:
    edition = params.edition(job.edition)
    columns = {name: _visible(snapshot, name, edition) for name in snapshot.tables()}
    own = _own(snapshot, job, edition, keys) if edition.vendor else _whole(snapshot)
    rebuilt = {name: _rebuilt(own[name], seen) for name, seen in columns.items() if seen and name in own}
    if edition.vendor and keys:
        vendors = [other.vendor for other in params.editions.values() if other.vendor]
        others = OtherVendorNames.of(snapshot, edition.vendor, vendors, keys.of(edition.vendor))
        rebuilt = {name: others.hidden(table, columns[name]) for name, table in rebuilt.items()}
        job = replace(job, parameters=others.values(job.parameters))
    into.mkdir(parents=True)
    for name, table in rebuilt.items():
        write(table, into / f"{name}.parquet")
    context = context_of(snapshot, job, params)
    if edition.vendor and keys:
        derived = tuple(name for name in snapshot.facts.derived if name in rebuilt)
        context = context.model_copy(update={"snapshot": digest_of_files(into), "derived": derived})
        found = peers(snapshot, job, edition, keys.p_percent)
        write(as_table(found), into / f"{BENCHMARKS}.parquet")
    for name, table in (beside or {}).items():
        write(table, into / f"{name}.parquet")
    return _sealed(into, context, job)


def withheld(snapshot_set: SnapshotSet, job: Job, params: Params, keys: Keys | None) -> dict[str, str]:
    """Which benchmarks a vendor's edition withholds and by which rule: for the run record, never for it."""
    edition = params.edition(job.edition)
    if not (edition.vendor and keys):
        return {}
    found = peers(snapshot_set.by_market[job.market], job, edition, keys.p_percent)
    return {metric: each.why for metric, each in found.items() if each.value is None}


def _sealed(folder: Path, context: Context, job: Job) -> Extract:
    (folder / CONTEXT).write_text(context.model_dump_json(indent=1) + "\n", encoding="utf-8")
    seal(folder, {"job": job.key, "snapshot": context.snapshot})
    return Extract(folder, context)


def _visible(snapshot: Snapshot, name: str, edition: Edition) -> list[ColumnContract]:
    """The columns of a table that the edition sees, as declared."""
    known = {column.name: column for column in DECLARED[name].columns} if name in DECLARED else {}
    retired = DECLARED[name].retired if name in DECLARED else ()
    names = pq.read_schema(snapshot.folder / f"{name}.parquet").names
    found = [column for column in names if column not in retired]
    unclassified = [column for column in found if column not in known]
    if unclassified:
        raise ParamsError(
            Problem(
                f"{', '.join(unclassified)} of {name} has no privacy class",
                str(snapshot.folder / f"{name}.parquet"),
                "declare it in labelqa.contracts; until then no edition may hold it",
            )
        )
    seen = {Privacy(privacy) for privacy in edition.sees} - {Privacy.PERSONAL}
    seen |= {Privacy.INTERNAL} if edition.kind == "internal" else set()
    return [
        known[column]
        for column in found
        if known[column].privacy in seen or (edition.vendor and (name, column) == OWN_NAME)
    ]


def _whole(snapshot: Snapshot) -> dict[str, pa.Table]:
    return {name: pq.read_table(snapshot.folder / f"{name}.parquet") for name in snapshot.tables()}


def _own(snapshot: Snapshot, job: Job, edition: Edition, keys: Keys | None) -> dict[str, pa.Table]:
    """The vendor's own rows of every table that may speak of it, disguised."""
    vendor = str(edition.vendor)
    if keys is None:
        raise ReleaseError(Problem("a vendor's edition needs keys", job.key, "make them with `labelqa keys`"))
    key, holder = keys.of(vendor), Holder(snapshot, vendor)
    tables = {name: holder.rows(name) for name in snapshot.tables() if name not in WITHHELD}
    if not len(tables["label_days"]):
        remedy = f"take {job.market} out of its markets in params/editions.yml"
        raise ReleaseError(Problem(f"{vendor} has no labels in {job.market}", job.key, remedy))
    tables |= _own_draws(tables, snapshot.facts.derived)
    tables = without_others(tables, snapshot.facts.derived)
    return {name: disguised(table, DECLARED[name].columns, key) for name, table in tables.items()}


def _own_draws(tables: Mapping[str, pa.Table], derived: Collection[str]) -> dict[str, pa.Table]:
    """What was drawn of a vendor's decisions and audits, with frames and probabilities of its own."""
    found = {}
    if "audited_labels" in tables:
        random = _random_designs(tables.get("sample_designs"))
        weighted = {"audits", "sample_designs"} <= {*derived}
        found["audited_labels"] = own_audits(
            tables["audited_labels"], tables["label_days"], random, weighted=weighted
        )
    if "audit_reviews" in tables:
        found["audit_reviews"] = own_reviews(tables["audit_reviews"], tables["audited_labels"])
    return found


def _random_designs(designs: pa.Table | None) -> list[str] | None:
    """The designs that draw at random; None where nobody said so of any."""
    return None if designs is None else designs.filter(designs["is_probability"])["design_id"].to_pylist()


def _rebuilt(table: pa.Table, columns: list[ColumnContract]) -> pa.Table:
    """The visible columns as plain values of the contract's types; nothing else of the table comes along."""
    return table.select([column.name for column in columns]).cast(schema(columns))
