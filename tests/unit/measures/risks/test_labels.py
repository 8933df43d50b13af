"""Growth of a confusion: of rates, not of what comes in, and where it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from labelqa.measures.risks.clauses import ambiguous_clause
from labelqa.measures.risks.distributions import label_shift
from labelqa.measures.risks.labels import confusion_growth

OCTOBER = "2026-10-01"


def by_id(found) -> dict[str, object]:
    """Cases by entity."""
    return {case.entity.id: case for case in found}


def october(rows: pd.DataFrame) -> pd.Series:
    """Rows of the period."""
    return rows["local_date"] >= OCTOBER


def test_a_site_that_takes_one_label_for_another_is_found(calm):
    """The site's pair, far below all others; the market's holds the site's."""
    bad = calm.erring(lambda r: october(r) & (r["site_id"] == "bth") & (r["label_id"] == "right"), 0.6)
    found = by_id(confusion_growth(bad.material()))
    site, market = found["bth+right+leaf"], found["right+leaf"]

    assert "bth+right+leaf" == min(found, key=lambda name: found[name].p)
    assert site.p < 1e-6
    assert site.within == market.entity
    assert site.estimate.low > 0.1
    assert site.wrong.value > 0.6 * market.wrong.value


def test_more_of_a_hard_label_is_nobodys_confusion(calm):
    """Ten times as many items that truly are so, mistaken at the same rate."""
    audits = calm.frames["audited_labels"]
    true = october(audits) & (audits["ref_label_id"] == "vague")
    more = pd.concat([audits, *([audits[true]] * 9)], ignore_index=True)
    more = more.assign(audit_id=[f"b{i}" for i in more.index], label_event_id=[f"e{i}" for i in more.index])
    found = by_id(confusion_growth(calm.with_table("audited_labels", more).material()))

    assert found["false+vague"].p > 0.1


def test_where_nothing_is_wrong_no_pair_is_tested(calm):
    """In either span; the frames of errors are empty then."""
    audits = calm.frames["audited_labels"]
    right = audits.assign(verdict="correct", ref_label_id=audits["label_id"])

    assert [] == list(confusion_growth(calm.with_table("audited_labels", right).material()))


def test_the_p_value_is_that_of_a_share_of_the_errors(calm):
    """Without change the errors of October are as many as its share of what truly is so, at one rate."""
    calm_p = [case.p for case in confusion_growth(calm.material())]

    assert len(calm_p) > 5
    assert min(calm_p) > 0.1 / len(calm_p)


def test_a_pair_costs_what_its_label_weighs(calm):
    """The greater severity of the two."""
    bad = calm.erring(lambda r: october(r) & (r["label_id"] == "fine"), 0.1)

    assert 5.0 == by_id(confusion_growth(bad.material()))["fine+false"].weight


def laid_to(calm, share: float, seed: int = 1):
    """Errors of which a share is laid to the SOP, all under one clause."""
    more = calm.erring(lambda r: r["queue_id"] == "ads", 0.08)
    draw = np.random.default_rng(seed).random(len(more.frames["audited_labels"]))
    laid = pd.Series(np.where(draw <= share, "sop_gap", "agent_slip"))
    return more.changed(
        "audited_labels",
        reason_id=lambda r: laid.where(r["verdict"] == "incorrect"),
        clause_id=lambda r: (r["queue_id"] + "-1").where(r["verdict"] == "incorrect"),
    )


@pytest.mark.parametrize(("share", "clear"), [(0.5, True), (0.2, False)])
def test_a_clause_is_ambiguous_where_more_than_a_quarter_is_laid_to_it(calm, share, clear):
    """Half of the errors is, a fifth is not."""
    case = by_id(ambiguous_clause(laid_to(calm, share).material()))["ads-1"]

    assert clear == (case.p < 0.01)
    assert share == pytest.approx(case.estimate.value, abs=0.12)
    assert case.wrong.low <= case.wrong.value <= case.wrong.high


def moved(calm, *, items: bool):
    """In October half of what was fine becomes false: as labelled, and, if it is the items, also in truth."""
    labels, audits = calm.frames["label_days"], calm.frames["audited_labels"]
    hit = lambda f: october(f) & (f["label_id"] == "fine") & (f["person_id"].str[-1].astype(int) % 2 == 0)  # noqa: E731
    given = audits["label_id"].mask(hit(audits), "false")
    true = audits["ref_label_id"].mask(hit(audits), "false") if items else audits["ref_label_id"]
    verdict = audits["verdict"].mask(given != true, "incorrect")
    return calm.with_table(
        "label_days", labels.assign(label_id=labels["label_id"].mask(hit(labels), "false"))
    ).with_table("audited_labels", audits.assign(label_id=given, ref_label_id=true, verdict=verdict))


@pytest.mark.parametrize("items", [True, False])
def test_a_shift_of_labels_is_laid_to_the_items_or_to_people(calm, items):
    """By what is true: other items are watched at no loss, other labelling is a loss."""
    found = by_id(label_shift(moved(calm, items=items).material()))
    case = found["ads"]

    assert case.p < 1e-10
    assert 1 == found["shop"].p
    assert 0.35 == pytest.approx(case.estimate.value, abs=0.05)
    assert ("items" if items else "labellers", items) == (case.cause, case.watched)
    assert items == (case.wrong.value == 0)


def test_weeks_as_unsteady_as_ever_shift_nothing(calm):
    """In a calm market the distance is below the margin."""
    assert {1.0} == {case.p for case in label_shift(calm.material())}
