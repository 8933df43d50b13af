"""An investigation of frames: what is compared, what is to blame, how far it reaches; worked out by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest

from labelqa.estimates import Estimate, Unit
from labelqa.measures.inquiry import Answer
from labelqa.measures.investigation import causes, groups, investigate, reach
from labelqa.measures.investigation.episode import Episode
from labelqa.measures.investigation.frames import Frames
from labelqa.measures.investigation.request import InvestigationRequest
from labelqa.measures.procedures import Version

START, END = pd.Timestamp(2026, 10, 5), pd.Timestamp(2026, 10, 26)
BATAM = InvestigationRequest("Did Batam fall?", filters=(("site_id", "bth"),))
NOTHING = pd.DataFrame()
LABELS = 100  # of a site on a day


@pytest.fixture(scope="module")
def frames() -> Frames:
    """Ten weeks and the three asked about, in which Batam has three of ten wrong and not one, Medan one."""
    days = pd.date_range(START - pd.Timedelta(weeks=10), END, inclusive="left")
    made = pd.DataFrame({"local_date": days}).merge(pd.DataFrame({"site_id": ["bth", "mes"]}), how="cross")
    made = made.assign(queue_id="ads", label_id="none", labels=LABELS, skipped=0, is_gold=False)
    audits = made.loc[made.index.repeat(10)].reset_index(drop=True)
    fell = (audits["site_id"] == "bth") & (audits["local_date"] >= START)
    wrong = audits.index % 10 < np.where(fell, 3, 1)
    audits = audits.assign(
        audit_id=[f"a{i}" for i in audits.index], design_id="monthly",
        person_id=audits["site_id"] + (audits.index // 10 % 7).astype(str),
        stratum_id="s", frame_size=float(made["labels"].sum()), incl_prob=0.1, sop_version="v1",
        verdict=np.where(wrong, "incorrect", "correct"), ref_label_id="none",
        label_id=np.where(wrong, "logo", "none"),
        suggestion_shown=False, suggested_label_id=None, delivered_batch_id="b1",
    )  # fmt: skip
    missing = {"labels": "", "audits": "", "times": "none", "overlaps": "none"}
    return Frames(START, END, made, audits, NOTHING, NOTHING, NOTHING, NOTHING, missing)


def test_the_four_groups_are_what_is_asked_about_and_the_others_before_and_in_the_days(frames):
    """Ten audits a day; the labels of the days, and those before them, are counted too."""
    found = groups.compared(BATAM, frames)

    assert (700, 210) == (len(found.before), len(found.after))
    assert (700, 210) == tuple(len(found.part(here=False, after=side)) for side in (False, True))
    assert (21 * LABELS, 70 * LABELS) == (found.labels, found.earlier)


def test_a_question_about_a_given_label_compares_by_the_given_label(frames):
    """Else by the true one, for a mix of harder items then explains nothing."""
    given = InvestigationRequest(filters=(("label_id", "none"),))

    assert ("true_label_id", "label_id") == tuple(
        groups.compared(asked, frames).label for asked in (BATAM, given)
    )


def test_a_fall_is_confirmed_of_who_fell_and_of_nobody_else(frames):
    """Twenty points, from the first of the days on."""
    fell, others = (
        investigate(InvestigationRequest(filters=(("site_id", site),), least=0.15), frames, decided=0.95)
        for site in ("bth", "mes")
    )

    assert (Answer.CONFIRMED, Answer.REFUTED) == (fell.judgement.answer, others.judgement.answer)
    assert -0.2 == pytest.approx(fell.level.parts.rate.value)
    assert START.date() == fell.episode.first


def test_where_nothing_was_labelled_nothing_is_found_and_the_reason_stands(frames):
    """No group, no sign, no cause."""
    missing = {**frames.missing, "labels": "no labels in the weeks", "audits": "no audits in the weeks"}
    bare = dataclasses.replace(frames, labels=NOTHING, audits=NOTHING, missing=missing)
    found = investigate(BATAM, bare, decided=0.95)

    assert ("no labels in the weeks", (), ()) == (found.why, found.signs, found.causes)
    assert Answer.INCONCLUSIVE == found.judgement.answer


@pytest.mark.parametrize(
    ("day", "queues", "blamed"),
    [
        (dt.date(2026, 9, 7), ("ads",), True),
        (dt.date(2026, 9, 6), ("ads",), False),
        (dt.date(2026, 10, 26), ("ads",), False),
        (dt.date(2026, 10, 5), ("shop",), False),
    ],
)
def test_a_version_may_be_to_blame_from_four_weeks_before_the_days_on(frames, day, queues, blamed):
    """Of a queue asked about, until the last of the days, where no week stands out."""
    version = Version(day, "sop", "v2", queues)
    known = dataclasses.replace(frames, versions=(version,))
    found = causes.to_blame(groups.compared(BATAM, known), Episode(None), known)

    assert ([version] if blamed else []) == found


def test_where_weeks_stand_out_a_version_is_to_blame_from_a_week_before_they_may_have_begun(frames):
    """However long before the days asked about."""
    began = dt.date(2026, 8, 17)
    late, early = (Version(began - dt.timedelta(days=days), "sop", "v2", ("ads",)) for days in (7, 8))
    known = dataclasses.replace(frames, versions=(early, late))
    episode = dataclasses.replace(investigate(BATAM, frames, decided=0.95).episode, earliest=began)

    assert [late] == causes.to_blame(groups.compared(BATAM, known), episode, known)


def test_wrong_labels_of_a_month_cost_what_the_true_labels_do(frames):
    """40 in 20 days are 60.9 a month; each costs three."""
    found = investigate(BATAM, frames, decided=0.95)
    month = reach.of_month(Estimate(40.0, -10.0, 60.0, 9, 9.0, "mover", Unit.COUNT), 20)

    assert (60.875, 0.0, 91.3125) == (month.value, month.low, month.high)
    assert 3 * 60.875 == pytest.approx(reach.loss(found, month, {"none": 3.0}))
    assert 60.875 == pytest.approx(reach.loss(found, month, {}))
