"""An investigation says what was asked, answers by its rule, and names what was planted, if anything was."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labelqa.components import (
    ANY_COMPONENT,
    MIME,
    Callout,
    Component,
    Facts,
    KeyPoints,
    Lede,
    Prose,
    Section,
    Table,
)
from labelqa.errors import ParamsError
from labelqa.extracts import Span, open_extract
from labelqa.report import open_report

from ...claims import Claims
from ...handed_over import with_batches
from ...market import Fabricated

DROP = dt.date(2026, 9, 14)
SECTIONS = ["question", "real", "since", "where", "why", "evidence", "reach", "options", "methods"]
UNUSED = ("handling_days", "time_days", "gold_answers", "requests")
ASKED = {"question": "Did Batam fall?", "rule": "A loss of three points is one.", "where": "site=bth"}
Components = tuple[Component, ...]


@pytest.fixture(scope="module")
def investigate(repository, fabricated, tmp_path_factory) -> Callable[..., Components]:
    """Runs the notebook over three weeks of the market; nothing it says may be untrue."""
    notebook = json.loads((repository / "notebooks/risk_investigation.ipynb").read_text(encoding="utf-8"))
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]

    def over(
        market: Fabricated | None = None,
        *,
        first: dt.date = DROP,
        unused: tuple[str, ...] = UNUSED,
        **parameters: object,
    ) -> Components:
        shown: list[dict] = []
        folder = tmp_path_factory.mktemp("investigation") / "x"
        write(market or with_batches(fabricated), folder, first, parameters, unused)
        names = {"open_report": lambda folder: open_report(folder, show=shown.append)}
        for cell in cells:
            code = "".join(cell["source"]).replace("from labelqa.report import open_report", "")
            exec(code, names)  # noqa: S102 - our own notebook
            if cell["id"] == "parameters":
                names |= {"extract": folder, **parameters}
        found = tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
        assert [] == Claims(found, open_extract(folder)).contradictions()
        return found

    return over


def write(
    market: Fabricated,
    folder: Path,
    first: dt.date,
    parameters: dict[str, object],
    unused: tuple[str, ...] = UNUSED,
) -> Path:
    """The extract of 21 days."""
    end, before = first + dt.timedelta(days=21), first - dt.timedelta(days=21)
    last = end - dt.timedelta(days=1)
    period = Span(
        text=f"{first}..{last}", label=f"{first:%-d %B} to {last:%-d %B} 2026", start=first, end=end
    )
    previous = Span(text="before", label="the weeks before", start=before, end=first)
    return market.without(*unused).write(folder, period=period, previous=previous, parameters=parameters)


@pytest.fixture(scope="module")
def components(investigate) -> Components:
    """Three weeks from the day on which Batam fell, and the question about Batam."""
    return investigate(**ASKED)


def sections(found: Components) -> dict[str, Section]:
    """The sections by name."""
    return {c.name: c for c in found if isinstance(c, Section)}


def figures(found: Components) -> dict[str, object]:
    """The overall figures by name."""
    return {f.name: f for c in found for f in c.figures if not f.by}


def table(found: Components, name: str) -> list[list[str]]:
    """The texts of a table."""
    (one,) = [c for c in found if isinstance(c, Table) and c.id == name]
    return [[cell.text for cell in row] for row in one.rows]


def test_it_has_every_step_in_order(components):
    """Question, real, since when, where, why, evidence, reach, options."""
    assert SECTIONS == list(sections(components))
    assert {""} == {section.off for section in sections(components).values()}


def test_the_question_and_the_rule_stand_first_as_they_were_written(components):
    """Before any figure."""
    points = next(c for c in components if isinstance(c, KeyPoints))
    facts = dict(next(c for c in components if isinstance(c, Facts)).rows)

    assert points.points[0].startswith(
        "Asked: “Did Batam fall?” Of site Meridian Batam & Co. <$1>, 14 September"
    )
    assert ("Did Batam fall?", "A loss of three points is one.") == (
        facts["Question"],
        facts["Rule, as given"],
    )
    assert "a loss of 3.0 pts or more" in facts["Rule that decides"]


def test_a_planted_drop_is_confirmed_with_its_size_and_its_week(components):
    """Four and a half points at Batam from 14 September on."""
    rate = figures(components)["investigation.rate.overall"]
    chart = next(c for c in components if getattr(c, "id", "") == "since-when")

    assert sections(components)["question"].title.startswith(
        "Confirmed: at the same mix accuracy changed by −"
    )
    assert rate.low <= -0.045 <= rate.high
    assert "Since the week of 14 September 2026 more is wrong (p below 0.001)" == chart.title


def test_what_is_confirmed_is_a_finding_with_what_to_do(components):
    """In summary.json other reports refer to it."""
    (risks,) = [c for c in components if c.kind == "risks"]
    (risk,) = risks.risks

    assert ("investigation.bth", "new", "over 99%") == (risk.finding, risk.state, risk.confidence)
    assert risk.action
    assert {"Label batches again", "Corrective plan"} <= {row[0] for row in table(components, "options")}


def test_the_evidence_is_of_wrong_labels_asked_about(components, fabricated):
    """Twenty-four item ids, every one wrong, at Batam, in the weeks found."""
    audits = fabricated.frames["audited_labels"].set_index("item_id")
    items = audits.loc[[row[0] for row in table(components, "evidence")]]

    assert (24, {"bth"}, {"incorrect"}) == (len(items), set(items["site_id"]), set(items["verdict"]))
    assert items["local_date"].min() >= DROP


def test_the_batches_are_those_with_audited_labels(components, fabricated):
    """With the labels that Batam has in them."""
    held = with_batches(fabricated).frames["delivered_labels"]
    labels = held[held["site_id"] == "bth"].groupby("batch_id")["labels"].sum()
    rows = table(components, "batches")

    assert {row[0]: f"{labels[row[0]]:,}" for row in rows} == {row[0]: row[3] for row in rows}


def test_elsewhere_nothing_is_found_and_the_question_is_refuted(investigate):
    """The same weeks at another site: a loss of five points is ruled out."""
    found = investigate(question="Did Yogyakarta fall?", where="site=yog", least=0.05)

    assert "Refuted: at the same mix accuracy did not lose 5.0 pts" == sections(found)["question"].title
    assert [] == [c for c in found if c.kind == "risks"]
    assert figures(found)["investigation.since.overall"].value > 0.05


def test_a_mix_of_harder_items_is_refuted_and_named(investigate, fabricated):
    """Half of the labels that come in are of the kind that is wrong ten times as often."""
    found = investigate(harder(fabricated), where="site=yog", question="Did Yogyakarta fall?")
    box = next(c for c in found if isinstance(c, Callout))

    assert sections(found)["question"].title.startswith("Refuted")
    assert "Another mix of items explains −" in box.text
    assert "Check the intake" in {row[0] for row in table(found, "options")}


def harder(market: Fabricated) -> Fabricated:
    """From the day on more audits of a hard kind, each kind as often wrong as before."""
    rng = np.random.default_rng(9)
    audits = market.frames["audited_labels"]
    hard, late = rng.random(len(audits)) < 0.15, audits["local_date"] >= DROP
    true = np.where(hard, "hard", audits["ref_label_id"])
    right = np.where(hard, rng.random(len(audits)) < 0.75, audits["verdict"] == "correct")
    given = np.where(hard & right, "hard", np.where(hard, "none", audits["label_id"]))
    audits = audits.assign(ref_label_id=true, label_id=given, verdict=np.where(right, "correct", "incorrect"))
    keep = ~hard | late | (rng.random(len(audits)) < 0.2)
    return market.with_rows("audited_labels", audits[keep].reset_index(drop=True))


def test_five_audits_are_inconclusive_and_say_how_many_more(investigate, fabricated):
    """Of one person, in these weeks."""
    audits = fabricated.frames["audited_labels"]
    person = audits["person_id"].iloc[0]
    few = (audits["person_id"] == person) & (audits["local_date"] >= DROP)
    kept = audits[~few | (few & (few.cumsum() <= 5))].reset_index(drop=True)
    market = fabricated.with_rows("audited_labels", kept)
    found = investigate(market, where=f"person={person}", least=0.06)
    title = sections(found)["question"].title

    assert title.startswith("Inconclusive: about ")
    assert title.endswith(" would decide")
    assert 5 == figures(found)["investigation.accuracy.overall"].n
    assert ["Targeted audits"] == [row[0] for row in table(found, "options")]


def of_one(
    market: Fabricated, *, audits: int, right_on_gold: tuple[int, int] | None
) -> tuple[str, Fabricated]:
    """
    One person with so many audits in these weeks, all but one of them right, and answers on gold.

    Two hundred answers in the ten weeks before, all right; in these weeks so many right of so many.
    """
    rows = market.frames["audited_labels"]
    person = str(rows["person_id"].iloc[0])
    of = (rows["person_id"] == person) & (rows["local_date"] >= DROP)
    kept = rows[~of | (of.cumsum() <= audits)].reset_index(drop=True)
    of = (kept["person_id"] == person) & (kept["local_date"] >= DROP)
    kept.loc[of, "verdict"] = ["incorrect", *["correct"] * audits][:audits]
    made = market.with_rows("audited_labels", kept)
    gold = market.frames["gold_answers"]
    others = gold[gold["person_id"] != person]
    if right_on_gold is None:
        return person, made.with_rows("gold_answers", others)
    right, n = right_on_gold
    where = rows[rows["person_id"] == person].iloc[0]
    own = others.head(200 + n).assign(
        **{name: where[name] for name in ("person_id", "vendor_id", "site_id", "queue_id")},
        label_event_id=[f"own{i}" for i in range(200 + n)],
        local_date=[DROP - dt.timedelta(weeks=2 + i % 10) for i in range(200)] + [DROP] * n,
        ref_label_id="none",
        label_id=["none"] * (200 + right) + ["logo"] * (n - right),
        correct=[True] * (200 + right) + [False] * (n - right),
    )
    return person, made.with_rows("gold_answers", pd.concat([others, own], ignore_index=True))


ALL_BUT_GOLD = ("handling_days", "time_days", "requests")


def answered(investigate, market: Fabricated, person: str, **asked: object) -> Components:
    """What is found of one person, with the answers on gold."""
    return investigate(market, unused=ALL_BUT_GOLD, question="?", where=f"person={person}", **asked)


@pytest.mark.parametrize(
    ("audits", "by"), [(5, "audits and answers to gold items"), (0, "answers to gold items")]
)
def test_answers_on_gold_decide_where_audits_are_too_few(investigate, fabricated, audits, by):
    """Half of thirty wrong, all right before: whether anybody audited the person or not."""
    person, market = of_one(fabricated, audits=audits, right_on_gold=(15, 30))
    found = answered(investigate, market, person)

    assert sections(found)["question"].title.startswith(
        f"Confirmed: at the same mix accuracy by {by} changed by −"
    )
    assert {"investigation." + person} == {r.finding for c in found if c.kind == "risks" for r in c.risks}


def test_days_quite_unlike_the_weeks_before_are_not_drawn_to_them(investigate, fabricated):
    """As in the record of an agent: four of five audits right, but half of thirty answers wrong."""
    drawn = {}
    for right in (15, 30):
        person, market = of_one(fabricated, audits=5, right_on_gold=(right, 30))
        found = answered(investigate, market, person)
        shown = next(c for c in found if isinstance(c, Table) and c.title == "Before and in these days")
        value = next(f.value for f in shown.figures if f.name == "investigation.drawn.overall")
        drawn[right] = value, "by audits and answers to gold items of these days alone" in shown.note

    assert drawn[15][0] < 0.7 < 0.8 < drawn[30][0]
    assert (True, False) == (drawn[15][1], drawn[30][1])


def test_answers_on_gold_refute_nothing(investigate, fabricated):
    """Three hundred of them right: gold items may be recognised, so audits are still asked for."""
    person, market = of_one(fabricated, audits=5, right_on_gold=(300, 300))
    found = answered(investigate, market, person)

    assert sections(found)["question"].title.startswith("Inconclusive: ")


def test_who_was_not_checked_at_all_is_inconclusive_and_what_would_decide_is_said(investigate, fabricated):
    """No audits in these weeks, and no answers on gold."""
    person, market = of_one(fabricated, audits=0, right_on_gold=None)
    found = answered(investigate, market, person)
    rows = {row[0]: row[3] for row in table(found, "signs")}

    assert sections(found)["question"].title.endswith(" would decide")
    assert "No audits in these days" == rows["Right by audits, usual: before"]
    assert "No answers to gold items in these days" == rows["Right on gold items, usual: before"]


def test_no_more_audits_are_asked_for_than_there_are_labels(investigate, fabricated):
    """Of a person with twenty labels in these weeks; the count of labels is held by the grammar."""
    person, market = of_one(fabricated, audits=5, right_on_gold=None)
    days = market.frames["label_days"]
    of = (days["person_id"] == person) & (days["local_date"] >= DROP)
    few = days[~of | (of.cumsum() <= 2)].assign(labels=days["labels"].where(~of, 10), skipped=0)
    found = answered(investigate, market.with_rows("label_days", few), person)

    assert (
        "Inconclusive: audits of 20 labels cannot decide; more days or more people would"
        == sections(found)["question"].title
    )


@pytest.mark.parametrize(("fewest", "answer"), [(5, "Confirmed"), (30, "Inconclusive")])
def test_the_rule_s_minimum_is_kept(investigate, fabricated, fewest, answer):
    """Five audits, all wrong, decide where the rule was written for five, and else not."""
    person, market = of_one(fabricated, audits=5, right_on_gold=None)
    rows = market.frames["audited_labels"]
    of = (rows["person_id"] == person) & (rows["local_date"] >= DROP)
    market = market.with_rows("audited_labels", rows.assign(verdict=rows["verdict"].mask(of, "incorrect")))
    found = answered(investigate, market, person, fewest=fewest)
    box = next(c for c in found if isinstance(c, Callout))

    assert answer == box.title
    assert ("decide nothing: the rule asks for 30 on either side" in box.text) == (fewest == 30)


def test_all_tests_on_the_way_are_counted(components):
    """One of weeks, those of subgroups and pairs, and the causes in the table."""
    (text,) = [
        p for c in components if isinstance(c, Prose) for p in c.paragraphs if p.startswith("One test")
    ]
    (where,) = [c for c in components if getattr(c, "id", "") == "where-by-subgroup"]
    causes = len(table(components, "what-else-changed"))

    assert f"1 of weeks, {where.note.partition('all ')[2].split()[0]} of subgroups" in text
    assert f"{causes} of causes" in text


def test_without_a_question_it_says_that_all_is_exploratory(investigate):
    """A notebook opened by hand."""
    found = investigate(where="site=bth")
    facts = dict(next(c for c in found if isinstance(c, Facts)).rows)

    assert "none was written in advance: all of this is exploratory" == facts["Question"]
    assert (
        next(c for c in found if isinstance(c, KeyPoints)).points[0].startswith("Asked: Nothing in advance")
    )


def test_without_a_filter_it_finds_the_site_itself(investigate):
    """The whole market is asked about."""
    found = investigate(question="Did the market fall?", least=0.01)

    assert "Meridian Batam & Co. <$1>" in table(found, "where-by-subgroup")[0][0]
    assert "There are no others" in {row[3] for row in table(found, "before-and-in-these-days")}


def test_incidents_of_the_days_are_named(investigate, fabricated):
    """With their days; others are not."""
    days = [("2026-09-20", "2026-09-22", "Tool was down"), ("2026-06-01", "2026-06-02", "Long ago")]
    rows = pd.DataFrame(days, columns=["started_at", "ended_at", "note"])
    rows = rows.assign(incident_id=["E1", "E2"], market_id="ID", type="outage", site_id=None)
    times = {column: pd.to_datetime(rows[column], utc=True) for column in ("started_at", "ended_at")}
    found = investigate(fabricated.with_rows("incidents", rows.assign(**times)), **ASKED)
    said = [p for c in found if isinstance(c, Prose) for p in c.paragraphs]

    assert "On record for these days: Tool was down (20 Sept to 22 Sept)." in said


def test_without_audits_every_step_says_why(investigate, fabricated):
    """Nothing is made up."""
    found = investigate(fabricated.without("audits"), **ASKED)
    off = {name: section.off for name, section in sections(found).items()}

    assert sections(found)["question"].title.startswith("Inconclusive: table audits is missing")
    assert {True} == {"missing" in why for name, why in off.items() if name not in ("question", "methods")}
    assert [] == [c for c in found if isinstance(c, Lede)]


@pytest.mark.parametrize(
    ("where", "said"),
    [("colour=red", "have site, vendor"), ("site=", "filters nothing"), ("site=nowhere", "have bdg, bth")],
)
def test_a_filter_that_is_none_is_refused(fabricated, tmp_path, where, said):
    """A typo must not read as "no audits"."""
    report = open_report(write(fabricated, tmp_path / "x", DROP, {}), show=lambda bundle: None)

    with pytest.raises(ParamsError, match=said):
        report.investigation.ask("Did it fall?", where=where)


def test_filters_on_one_dimension_are_alternatives(fabricated, tmp_path):
    """Those on several all hold."""
    report = open_report(write(fabricated, tmp_path / "x", DROP, {}), show=lambda bundle: None)
    found = report.investigation.ask("?", where="site=bth\nsite=yog\nqueue=ads")
    rows = found.groups.rows[found.groups.rows["here"]]

    assert ({"bth", "yog"}, {"ads"}) == (set(rows["site_id"]), set(rows["queue_id"]))


def test_a_question_about_a_given_label_compares_by_it(fabricated, tmp_path):
    """By the true one a label given would be right or wrong by definition, and nothing could change."""
    report = open_report(write(fabricated, tmp_path / "x", DROP, {}), show=lambda bundle: None)
    found = report.investigation.ask("?", where="label=logo\nsite=bth")

    assert "label_id" == found.groups.label
    assert found.level.parts.rate.value < -0.02
