"""Sampling frames of a vendor's own: those of the whole market would tell how much all others labelled."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

STRATUM = ["design_id", "stratum_id"]


def own_frames(audits: pa.Table) -> pa.Table:
    """
    Audits with the frame and the sample of their stratum counted over these audits alone.

    The frame is the sum of 1 / incl_prob, which estimates the vendor's own decisions in the stratum.
    """
    weighted = audits.append_column("weight", pc.divide(1.0, audits["incl_prob"]))
    counts = weighted.group_by(STRATUM).aggregate([("weight", "sum"), ("incl_prob", "count")])
    keys = [pc.binary_join_element_wise(table[0], table[1], "\0") for table in (
        [audits[name] for name in STRATUM], [counts[name] for name in STRATUM])]  # fmt: skip
    place = pc.index_in(keys[0], value_set=keys[1].combine_chunks())
    frame = pc.round(counts["weight_sum"]).cast(pa.int64()).take(place)
    sample = counts["incl_prob_count"].take(place)
    for name, values in (("frame_size", frame), ("sample_size", sample)):
        audits = audits.set_column(audits.column_names.index(name), name, values)
    return audits
