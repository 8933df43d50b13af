"""`labelqa investigate` on the sample company: what was planted is confirmed, what looks like it is not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pandas as pd
import pytest

from .conftest import Ran

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")
TWENTY_DAYS = ("--from", "2026-10-01", "--to", "2026-10-20")


@pytest.fixture(scope="module")
def investigate(labelqa, full_size) -> Callable[..., Ran]:
    """Ask a question about a market of the company."""

    def ask(market: str, *words: str) -> Ran:
        ran = labelqa(
            full_size, "investigate", "-m", market, "--question", "Did accuracy fall?", *words, "--json"
        )
        assert 0 == ran.code, ran.said
        return ran

    return ask


@pytest.fixture(scope="module")
def answers(full_size) -> dict[str, dict]:
    """What was planted, by kind and market."""
    key = json.loads((full_size / "data" / "answers.json").read_text(encoding="utf-8"))
    return {f"{each['kind']}:{each['market']}": each for each in key}


@pytest.fixture(scope="module")
def site(investigate) -> Ran:
    """The question about the site at which a drop was planted."""
    return investigate("ID", *TWENTY_DAYS, "--where", "site=meridian-batam")


def test_a_planted_drop_is_confirmed_with_its_week_its_labels_and_its_procedure(site):
    """From the calendar's Monday, counterfeit taken for brand misuse, since SOP v3."""
    text = site.pdf_text()

    assert "Confirmed: at the same mix accuracy changed by −" in text
    assert "In the week of 5 October 2026 more was wrong (p below 0,001)" in text
    assert "“Brand misuse” and “Counterfeit” are confused" in text
    assert "Most stands out: Counterfeit and brand misuse; SOP v3" in text
    assert "sop-brand v3 in force: −" in text


def test_its_size_lies_inside_the_interval(site, answers):
    """That of the week, at the site, as the answer key has it."""
    effect = answers["site_drop:ID"]["effect"]
    lost = site.figure("investigation.lost.overall")

    assert lost["low"] <= effect["accuracy_during"] - effect["accuracy_before"] <= lost["high"] < 0


def test_what_is_confirmed_is_a_finding_in_the_summary(site):
    """Other reports refer to it."""
    (finding,) = site.summary["findings"]

    assert ("investigation.meridian-batam", "new") == (finding["finding"], finding["state"])
    assert "Site Meridian Batam" == finding["entity"]


def test_a_question_about_the_queue_names_the_site(investigate):
    """With the week, the labels and the procedure."""
    text = investigate("ID", *TWENTY_DAYS, "--where", "queue=brand").pdf_text()

    assert "In the week of 5 October 2026 more was wrong" in text
    assert "Most stands out: Meridian Batam; SOP v3" in text
    assert "“Brand misuse” and “Counterfeit” are confused" in text


def test_a_mix_of_harder_items_is_refuted(investigate, answers):
    """The decoy: accuracy fell, and nobody labels worse."""
    effect = answers["item_mix_shift:VN"]["effect"]
    ran = investigate("VN", *OCTOBER, "--where", "queue=image")
    change, mix, rate = (ran.figure(f"investigation.{name}.overall") for name in ("change", "mix", "rate"))

    assert effect["accuracy_during"] < effect["accuracy_before"]
    assert change["value"] < mix["high"] < 0 < rate["high"]
    assert "Refuted: at the same mix accuracy did not lose 3.0 pts" in ran.pdf_text()
    assert [] == ran.summary["findings"]


def test_five_audits_are_inconclusive_and_say_how_many_it_takes(investigate, full_size):
    """Of one person in twenty days."""
    months = [full_size / "data" / name / "market=ID" / "month=2026-10" for name in ("audits", "labels")]
    audits, labels = (pd.read_parquet(month, partitioning=None) for month in months)
    drawn = audits[(audits["design_id"] == "monthly_estimate") & (audits["verdict"] != "unsure")]
    of = drawn.merge(labels[["label_event_id", "person_id", "submitted_at"]], on="label_event_id")
    of = of[of["submitted_at"] < pd.Timestamp("2026-10-20 17:00")]  # midnight in Jakarta
    counts = of["person_id"].value_counts()
    ran = investigate("ID", *TWENTY_DAYS, "--where", f"person={min(counts.index[counts == 5])}")

    assert 5 == ran.figure("investigation.accuracy.overall")["n"]
    text = " ".join(ran.pdf_text().split())
    assert re.search(r"Inconclusive: (?:about \S+ audits more of these days|audits of \S+ labels)", text)


def test_the_same_question_gives_the_same_documents(site, investigate):
    """Unchanged, from the snapshot that was frozen for those days."""
    again = investigate("ID", *TWENTY_DAYS, "--where", "site=meridian-batam")

    assert "unchanged" == again.line["status"]
    assert site.line["documents"] == again.line["documents"]


def test_a_typo_in_a_filter_fails_and_names_what_there_is(labelqa, full_size):
    """Never a report about nothing."""
    words = ("-m", "ID", *TWENTY_DAYS, "--question", "Why?", "--where", "site=meridian-batang")
    ran = labelqa(full_size, "investigate", *words)

    assert 1 == ran.code
    assert "meridian-batam" in ran.said
