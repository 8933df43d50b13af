"""Two people who are wrong alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.detectors.copying import copying

ITEMS = 400
LABELS = np.array(["fine", "false", "vague"])


def desks(copied: float, *, hard: float = 0.0, seed: int = 8) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Overlaps of three pairs on 400 items each, with 15 % wrong labels, and their adjudications.

    The first pair's second person copies a share of the first one's; `hard` items mislead everybody.
    """
    rng = np.random.default_rng(seed)
    rows, settled = [], []
    for pair, (one, other) in enumerate((("p00", "p03"), ("p06", "p09"), ("p12", "p15"))):
        true = rng.choice(3, ITEMS)
        lure = rng.random(ITEMS) < hard
        given = [
            np.where(lure | (rng.random(ITEMS) < 0.15), (true + 1 + (rng.random(ITEMS) < 0.3)) % 3, true)
            for _ in range(2)
        ]
        given[1] = np.where((pair == 0) & (rng.random(ITEMS) < copied), given[0], given[1])
        for person, labels in zip((one, other), given, strict=True):
            rows.append(
                pd.DataFrame(
                    {
                        "person_id": person,
                        "label_id": LABELS[labels],
                        "item_id": [f"x{pair}-{i}" for i in range(ITEMS)],
                    }
                )
            )
        settled.append(
            pd.DataFrame({"item_id": [f"x{pair}-{i}" for i in range(ITEMS)], "final_label_id": LABELS[true]})
        )
    overlaps = pd.concat(rows, ignore_index=True)
    at = pd.Timestamp(2026, 10, 5) + pd.to_timedelta(range(len(overlaps)), unit="min")
    overlaps = overlaps.assign(overlap_group_id=overlaps["item_id"], queue_id="ads", submitted_at=at)
    return overlaps, pd.concat(settled, ignore_index=True)


def found(calm, *tables: pd.DataFrame) -> dict[str, object]:
    """Cases by pair."""
    scene = calm.with_table("overlaps", tables[0]).with_table("adjudications", tables[1])
    return {case.entity.id: case for case in copying(scene.data())}


def test_a_copying_pair_is_found(calm):
    """Four in five labels copied: some fifty wrong alike where four would be by chance."""
    case = found(calm, *desks(0.8))["p00+p03"]

    assert case.p < 1e-12
    assert 5 < case.estimate.low < case.estimate.value
    assert case.wrong.value > 0.08 * 2 * calm.data().volume("person_id")["p00"]
    assert {"overlaps"} == {case.evidence().table}
    assert all(item.startswith("x0-") for item in case.evidence().ids)


def test_pairs_who_are_seldom_wrong_together_are_not_tested(calm):
    """Twenty items on which both are wrong are needed."""
    assert {"p00+p03"} == set(found(calm, *desks(0.8)))


def test_hard_items_mislead_everybody(calm):
    """Where all pairs are wrong alike on the same hard items, none stands out."""
    p = [case.p for case in found(calm, *desks(0.0, hard=0.1)).values()]

    assert 3 == len(p)
    assert min(p) > 0.01


def test_audits_of_both_on_one_item_count_like_an_overlap(calm):
    """The pair is found without the table of overlaps."""
    overlaps, settled = desks(0.8)
    truth = overlaps["item_id"].map(settled.set_index("item_id")["final_label_id"])
    like = calm.frames["audited_labels"].iloc[[0] * len(overlaps)].reset_index(drop=True)
    seen = like.assign(
        **overlaps[["person_id", "label_id", "item_id"]].to_dict("series"),
        local_date=pd.Timestamp(2026, 10, 5),
        ref_label_id=truth,
        verdict=np.where(overlaps["label_id"] == truth, "correct", "incorrect"),
        audit_id=[f"z{i}" for i in like.index],
        label_event_id=[f"z{i}" for i in like.index],
    )
    audits = pd.concat([calm.frames["audited_labels"], seen], ignore_index=True)
    cases = [*copying(calm.with_table("audited_labels", audits).data())]

    assert ["p00+p03"] == [case.entity.id for case in cases]


def test_disputed_items_that_nobody_settled_say_nothing(calm):
    """Without adjudications only what all agreed on is known, and that is right."""
    overlaps, settled = desks(0.8)

    assert {} == found(calm, overlaps, settled.iloc[:0])


@pytest.mark.parametrize("day", ["2026-07-01", "2026-11-05"])
def test_only_the_three_months_count(calm, day):
    """Earlier and later labels are another report's."""
    overlaps, settled = desks(0.8)

    assert {} == found(calm, overlaps.assign(submitted_at=pd.Timestamp(day)), settled)
