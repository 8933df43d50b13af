"""Rules counted over one market, with their targets, and those who labelled before they had read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.extracts import open_extract
from labelqa.measures import compliance
from labelqa.report import Report, open_report
from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.compliance import words

from ...claims import Claims
from ...market import Fabricated

DEFINITIONS = {"audit_days": 1, "audits_per_agent": 2, "training_required": ["basics"]}


@pytest.fixture(scope="module")
def ruled(fabricated):
    """The market whose agents read all in time but for two, with targets, training and two joiners."""
    people = fabricated.frames["people"].copy()
    people.loc[:1, "production_start"] = dt.date(2026, 10, 5)
    read = people[["person_id"]].merge(pd.DataFrame({"sop_family": ["sop-ads", "sop-shop"]}), how="cross")
    read = read.merge(pd.DataFrame({"sop_version": ["4.1", "4.2"]}), how="cross").assign(market_id="ID")
    read = read.assign(acknowledged_at=pd.Timestamp("2026-05-01"), quiz_right=9, quiz_asked=10)
    late = (read["person_id"] == people["person_id"][0]) & (read["sop_version"] == "4.2")
    read.loc[late, "acknowledged_at"] = pd.Timestamp("2026-10-02 03:00")
    never = (read["person_id"] == people["person_id"][7]) & (read["sop_family"] == "sop-shop")
    training = pd.DataFrame(
        {
            "person_id": people["person_id"][:2],
            "module_id": "basics",
            "completed_at": pd.to_datetime(["2026-10-02", "2026-10-09"]),
            "passed": True,
        }
    )
    targets = fabricated.frames["targets"]
    agreed = targets.head(2).assign(metric=["sop_acknowledged", "audits_prompt"], target=[0.99, 0.5])
    made = fabricated.with_rows("people", people).with_rows("sop_acknowledgements", read[~never])
    return made.with_rows("training", training).with_rows("targets", pd.concat([targets, agreed]))


@pytest.fixture(scope="module")
def extract(ruled, tmp_path_factory) -> Path:
    """Its sealed extract, with the definitions of the rules."""
    return ruled.write(tmp_path_factory.mktemp("ruled") / "whole", definitions=DEFINITIONS)


@pytest.fixture
def opened(tmp_path, shown) -> Callable[[Fabricated], Report]:
    """Opens another market."""

    def of(market: Fabricated) -> Report:
        return open_report(market.write(tmp_path / "x", definitions=DEFINITIONS), show=shown.append)

    return of


def said(shown) -> list:
    """What was shown, as components."""
    return [ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown]


def test_the_rules_stand_in_one_table_with_their_verdicts(report, shown):
    """Three of 104 versions were late, one of two joiners untrained; no target is said once."""
    report.compliance.rules_table()
    (table,) = said(shown)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}

    assert ["104 versions", "97%"] == rows["Procedures read in time"][:2]
    assert ["2 people", "50.0%", "–", "–", "–"] == rows["Joiners trained"]
    assert 1 == table.note.count("No target was agreed for")
    assert "Target met" == rows["Prompt audits"][-1]
    assert {"compliance.acknowledged.overall", "audits.blind.overall"} <= {f.name for f in table.figures}
    assert 8 == len(rows) == table.data.rows


def test_rules_without_any_target_say_so_once_and_are_no_failures(ruled, opened, shown):
    """No column of dashes, no mark of a verdict, and one line."""
    targets = ruled.frames["targets"]
    opened(ruled.with_rows("targets", targets[targets["metric"] == "accuracy"])).compliance.rules_table()
    (table,) = said(shown)

    assert words.RULES_HEADS == tuple(column.name for column in table.columns)
    assert {4} == {len(row) for row in table.rows}
    assert {None} == {cell.status for row in table.rows for cell in row}
    assert f"No target was agreed for {words.ANY_RULE}. " in table.note


def test_a_rule_that_cannot_be_counted_is_named_with_its_reason(ruled, opened, shown):
    """Without training, and without audits."""
    opened(ruled.without("training", "audits")).compliance.rules_table()
    (table,) = said(shown)

    assert 3 == len(table.rows)
    assert "Joiners trained is left out: table training is missing: not in sources.yml." in table.note
    assert (
        "Blind audits, prompt audits, people audited enough and independent audits are left out: "
        "table audits is missing: not in sources.yml."
    ) in table.note


def test_those_who_had_not_read_are_listed_with_their_labels(report, shown):
    """The one who never did first; the late one's labels of a day."""
    report.compliance.late_table()
    (table,) = said(shown)
    owed = report.compliance.sop_obligations()
    unread = owed.loc[~owed["on_time"], "unread"].sort_values(ascending=False)

    assert "3 SOP versions not read in time, by 2 people" == table.title
    assert [words.NEVER_READ, "2 Oct", "2 Oct"] == [row[4].text for row in table.rows]
    assert [f"{count:,}" for count in unread] == [row[5].text for row in table.rows]


def test_where_all_had_read_there_is_no_list(ruled, opened, shown):
    """A sentence says so."""
    read = ruled.frames["sop_acknowledgements"].assign(acknowledged_at=pd.Timestamp("2026-05-01"))
    people = ruled.frames["people"]
    whole = ruled.with_rows(
        "label_days", ruled.frames["label_days"].query(f"person_id != '{people['person_id'][7]}'")
    )
    opened(whole.with_rows("sop_acknowledgements", read)).compliance.late_table()
    (prose,) = said(shown)

    assert (words.ALL_READ(Numerals("en_SG"), period="October 2026"),) == prose.paragraphs


def test_training_is_asked_of_three_months_joiners(ruled, report, opened):
    """Who began in May is not asked again; nobody who began is no share."""
    none = ruled.with_rows("people", ruled.frames["people"].assign(production_start=dt.date(2026, 5, 4)))

    assert 2 == report.compliance.trained().only().n
    assert (
        "nobody began production in the three months to October 2026" == opened(none).compliance.trained().why
    )


def test_the_questions_are_the_measures_on_the_period_s_rows(ruled, report):
    """As the definitions say."""
    audits, labels = (ruled.frames[name] for name in ("audited_labels", "label_days"))
    audits = audits[audits["local_date"] >= dt.date(2026, 10, 1)]
    labels = labels[labels["local_date"] >= dt.date(2026, 10, 1)]

    assert (
        compliance.prompt_audits(audits, "Asia/Jakarta", 1).only() == report.compliance.prompt_audits().only()
    )
    assert compliance.audited_enough(labels, audits, 2).only() == report.compliance.audited_enough().only()
    assert 1.0 == report.compliance.independent_audits().only().value


def test_no_sentence_on_rules_contradicts_its_figures(report, extract, shown):
    """All that the section says, and a lie is found."""
    report.section("compliance", "Rules and whether they were kept")
    report.compliance.rules_table()
    report.table(report.compliance.acknowledged(by="site"), target=report.target("sop_acknowledged"))
    report.compliance.late_table()
    components, whole = said(shown), open_extract(extract)
    lied = [
        *components[:-1],
        components[-1].model_copy(update={"title": "2 SOP versions not read in time, by 2 people"}),
    ]

    assert [] == Claims(tuple(components), whole).contradictions()
    assert [] != Claims(tuple(lied), whole).contradictions()
