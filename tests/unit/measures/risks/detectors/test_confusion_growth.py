"""Growth of a confusion: of rates, not of what comes in, and where it is."""

from __future__ import annotations

import pandas as pd

from labelqa.measures.risks.detectors.confusion_growth import confusion_growth

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
    found = by_id(confusion_growth(bad.data()))
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
    found = by_id(confusion_growth(calm.with_table("audited_labels", more).data()))

    assert found["false+vague"].p > 0.1


def test_where_nothing_is_wrong_no_pair_is_tested(calm):
    """In either span; the frames of errors are empty then."""
    audits = calm.frames["audited_labels"]
    right = audits.assign(verdict="correct", ref_label_id=audits["label_id"])

    assert [] == list(confusion_growth(calm.with_table("audited_labels", right).data()))


def test_the_p_value_is_that_of_a_share_of_the_errors(calm):
    """Without change the errors of October are as many as its share of what truly is so, at one rate."""
    calm_p = [case.p for case in confusion_growth(calm.data())]

    assert len(calm_p) > 5
    assert min(calm_p) > 0.1 / len(calm_p)


def test_a_pair_costs_what_its_label_weighs(calm):
    """The greater severity of the two."""
    bad = calm.erring(lambda r: october(r) & (r["label_id"] == "fine"), 0.1)

    assert 5.0 == by_id(confusion_growth(bad.data()))["fine+false"].weight
