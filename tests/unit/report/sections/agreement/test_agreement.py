"""Double labels and the SOP as a report shows them: nothing it says of them contradicts its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, AnyComponent, Chart, Lede, Prose, Table
from labelqa.extracts import open_extract
from labelqa.measures import agreement as measured
from labelqa.report import Report, open_report
from labelqa.report.page.method_words import METHODS

from ...claims import Claims
from ...market import CLASSES, Fabricated

Told = tuple[Report, Path, tuple[AnyComponent, ...]]
WEEKS = pd.date_range("2026-05-05", "2026-10-30", freq="7D", tz="UTC")


def doubled(
    made: Fabricated,
    *,
    right: float = 0.9,
    items: int = 25,
    people: int = 30,
    hard: float = 0.0,
    seed: int = 3,
) -> Fabricated:
    """The market with so many items a week labelled by two people, adjudicated, and errors with reasons."""
    rng = np.random.default_rng(seed)
    number = np.arange(items * len(WEEKS))
    truth = rng.choice(list(CLASSES), len(number), p=[0.2, 0.1, 0.1, 0.1, 0.5])
    chance = np.where(rng.random(len(number)) < hard, 0.3, right)
    parts = []
    for turn in range(2):
        wrong = rng.random(len(number)) > chance
        given = np.where(wrong, rng.choice(list(CLASSES), len(number)), truth)
        who = (rng.integers(0, people // 2, len(number)) * 2 + turn) % people
        when = WEEKS[number % len(WEEKS)] + pd.to_timedelta(60 * turn + number % 600, unit="min")
        parts.append(
            pd.DataFrame({"label_id": given, "person_id": [f"p{w:03d}" for w in who], "submitted_at": when})
        )
        parts[-1]["number"] = number
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(
        overlap_group_id=[f"g{n}" for n in table["number"]],
        item_id=[f"d{n}" for n in table["number"]],
        queue_id=np.where(table["number"] % 3 == 0, "shop", "ads"),
        market_id="ID",
        blind=True,
        purpose="agreement",
    ).drop(columns="number")
    final = pd.DataFrame({"item_id": [f"d{n}" for n in number], "final_label_id": truth})
    final = final.assign(market_id="ID", method="sme", adjudicated_at=WEEKS[0])
    lighter = _reasoned(made.without("gold", "time", "requests"), rng)
    return lighter.with_rows("overlaps", table).with_rows("adjudications", final)


def _reasoned(made: Fabricated, rng: np.random.Generator) -> Fabricated:
    """Errors of "health" are mostly laid to the SOP, others seldom; one in ten has no reason."""
    audits = made.frames["audited_labels"]
    wrong = audits["verdict"] == "incorrect"
    share = np.where(audits["ref_label_id"] == "health", 0.7, 0.1)
    reason = np.where(rng.random(len(audits)) < share, "sop_gap", "agent_slip").astype(object)
    reason[~wrong | (rng.random(len(audits)) < 0.1)] = None
    clause = ("c-" + audits["ref_label_id"]).where(wrong)
    made = made.with_rows("audited_labels", audits.assign(reason_id=reason, clause_id=clause))
    days = made.frames["label_days"]
    made = made.with_rows("label_days", days[days["local_date"] >= dt.date(2026, 10, 1)])
    titles = [(label, f"When to choose {name}") for label, (name, _) in CLASSES.items() if label != "logo"]
    clauses = pd.DataFrame([{"clause_id": f"c-{label}", "title": title} for label, title in titles])
    return made.with_rows("sop_clauses", clauses.assign(sop_family="sop-ads", sop_version="4.2"))


@pytest.fixture
def told(tmp_path) -> Callable[[Fabricated], Told]:
    """The report on a market, its extract, and what its sections on agreement and the SOP show."""

    def tell(made: Fabricated) -> Told:
        shown: list[dict] = []
        extract = made.write(tmp_path / "x")
        r = open_report(extract, show=shown.append)
        r.section("agreement", r.headline(r.agreement.alpha()), needs=("overlaps",))
        r.agreement.tell()
        r.agreement.chart()
        r.agreement.queue_table()
        r.agreement.label_table()
        r.section("sop_ambiguity", r.headline(r.agreement.sop_share()), needs=("audited_labels",))
        r.agreement.tell_ambiguity()
        r.agreement.clause_table()
        r.agreement.competent_table()
        r.agreement.tell_variance()
        return r, extract, tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)

    return tell


def with_labels(made: Fabricated, **columns: object) -> Fabricated:
    """Other values in columns of the double labels."""
    return made.with_rows("overlaps", made.frames["overlaps"].assign(**columns))


def partly_blind(made: Fabricated) -> Fabricated:
    """Every seventh label was given in sight of another."""
    return with_labels(made, blind=np.arange(len(made.frames["overlaps"])) % 7 > 0)


def on_a_scale(made: Fabricated) -> Fabricated:
    """The labels stand in an order, all but one."""
    classes = made.frames["label_classes"]
    return made.with_rows("label_classes", classes.assign(order_index=[*range(1, len(classes)), None]))


def in_spring_only(made: Fabricated) -> Fabricated:
    """No double labels in the period."""
    table = made.frames["overlaps"]
    return made.with_rows("overlaps", table[table["submitted_at"] < pd.Timestamp("2026-06-10", tz="UTC")])


def without_reasons(made: Fabricated) -> Fabricated:
    """Audits that say nothing of why."""
    return made.with_rows("audited_labels", made.frames["audited_labels"].assign(reason_id=None))


MARKETS: dict[str, Callable[[Fabricated], Fabricated]] = {
    "as usual": doubled,
    "reliable": lambda made: doubled(made, right=0.99, items=120),
    "guessing": lambda made: doubled(made, right=0.1),
    "nobody ever differs": lambda made: doubled(made, right=1.0, items=150),
    "hard items": lambda made: doubled(made, right=0.98, items=150, hard=0.2),
    "two people": lambda made: doubled(made, people=2),
    "one item a week": lambda made: doubled(made, items=1),
    "partly blind": lambda made: partly_blind(doubled(made)),
    "blind or not, who knows": lambda made: with_labels(doubled(made), blind=None),
    "one label": lambda made: with_labels(doubled(made), label_id="none"),
    "one queue": lambda made: with_labels(doubled(made), queue_id="ads"),
    "one person": lambda made: with_labels(doubled(made), person_id="p000-yog"),
    "labels in an order": lambda made: on_a_scale(doubled(made)),
    "none in the period": lambda made: in_spring_only(doubled(made)),
    "none at all": lambda made: doubled(made).without("overlaps"),
    "nothing adjudicated": lambda made: doubled(made).without("adjudications"),
    "no reasons": lambda made: without_reasons(doubled(made)),
    "no audits": lambda made: doubled(made).without("audits"),
    "no taxonomy": lambda made: doubled(made).without("label_classes", "sop_clauses"),
}


@pytest.mark.parametrize("name", MARKETS)
def test_what_is_said_of_double_labels_is_borne_out(told, fabricated, name):
    """Ledes, titles, notes, alternative texts and what follows, in all kinds of markets."""
    _, extract, components = told(MARKETS[name](fabricated))

    assert [] == Claims(components, open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("market", "kind", "field", "truth", "lie"),
    [
        ("as usual", Lede, "text", "items were labelled", "1 items were labelled"),
        (
            "as usual",
            Lede,
            "text",
            "All double labels were given blind",
            "Only 90% of the double labels were",
        ),
        ("as usual", Lede, "text", "Raw agreement was 8", "Raw agreement was 7"),
        ("as usual", Chart, "title", "in none of 2 queues", "in one of 2 queues"),
        ("guessing", Chart, "title", "stays below 0.667 in two", "stays below 0.667 in one"),
        ("as usual", Table, "title", "under one of", "under two of"),
        ("hard items", Prose, "paragraphs", "Items differ more than people", "People differ more than items"),
        (
            "two people",
            Table,
            "note",
            "labelled in Ads policy and Shop listings",
            "labelled in Ads policy",
        ),
    ],
)
def test_a_lie_on_double_labels_is_found_out(told, fabricated, market, kind, field, truth, lie):
    """The grammar reads each kind of sentence."""
    _, extract, components = told(MARKETS[market](fabricated))
    changed = [_changed(each, field, truth, lie) if isinstance(each, kind) else each for each in components]

    assert any(before != after for before, after in zip(components, changed, strict=True))
    assert Claims(tuple(changed), open_extract(extract)).contradictions()


def _changed(component: AnyComponent, field: str, truth: str, lie: str) -> AnyComponent:
    text = getattr(component, field)
    new = tuple(t.replace(truth, lie) for t in text) if isinstance(text, tuple) else text.replace(truth, lie)
    return component.model_copy(update={field: new})


def test_an_items_labels_count_on_its_last_day(told, fabricated):
    """October's are those whose second label is of October, wherever the first was."""
    r, _, _ = told(doubled(fabricated))
    table = r.rows("overlaps")
    local = pd.to_datetime(table["submitted_at"], utc=True).dt.tz_convert("Asia/Jakarta").dt.date
    last = local.groupby(table["overlap_group_id"]).transform("max")
    rows = table[(last >= dt.date(2026, 10, 1)) & (last < dt.date(2026, 11, 1))]

    assert measured.raw(rows).only() == r.agreement.raw().only()
    assert measured.alpha(rows).only() == r.agreement.alpha().only()


def test_labels_for_calibration_or_adjudication_are_no_double_labels(told, fabricated):
    """They are not independent production."""
    made = doubled(fabricated)
    other = made.frames["overlaps"].assign(purpose="adjudication", label_id="none")
    other["overlap_group_id"] = "z" + other["overlap_group_id"]
    both = pd.concat([made.frames["overlaps"], other], ignore_index=True)
    r, _, _ = told(made)
    found = r.agreement.alpha().only()
    again = open_report(made.with_rows("overlaps", both).write(r._rows.extract.folder.parent / "y"))

    assert found == again.agreement.alpha().only()


def test_agreement_is_asked_by_queue_by_label_and_by_week(told, fabricated):
    """The same figures' names everywhere."""
    r, _, _ = told(doubled(fabricated))

    assert ["ads", "shop"] == r.agreement.ac1(by="queue").rows["queue_id"].tolist()
    assert ["ads", "shop"] == r.agreement.kappa(by="queue").rows["queue_id"].tolist()
    assert sorted(CLASSES) == r.agreement.alpha(by="label").rows["label_id"].tolist()
    assert "agreement.specific.by_label" == r.agreement.raw(by="label").figure
    assert len(WEEKS) == len(r.agreement.alpha(by="week"))
    assert "agreement.alpha.by_week" == r.agreement.alpha(by="week").figure


def test_ac1_counts_the_labels_of_the_taxonomy(told, fabricated):
    """Where only two of five labels were ever given, chance is reckoned over five."""
    made = doubled(fabricated)
    two = made.frames["overlaps"]["label_id"].where(made.frames["overlaps"]["label_id"] == "none", "adult")
    r, _, _ = told(with_labels(made, label_id=two))
    known = r.agreement.ac1().only()
    rows = r.agreement._double_labels("period")

    assert measured.ac1(rows).only().value < known.value
    assert measured.ac1(rows, classes={q: list(CLASSES) for q in ("ads", "shop")}).only() == known


def test_kappa_is_that_of_the_double_labels(told, fabricated):
    """Of the period, over both queues; how its interval is made has words."""
    r, _, _ = told(doubled(fabricated))
    known = r.agreement.kappa().only()

    assert measured.kappa(r.agreement._double_labels("period")).only() == known
    assert {known.method} <= set(METHODS)


def test_the_clause_most_often_laid_to_the_sop_is_told(told, fabricated):
    """It is that of health; its share is surely above a quarter."""
    r, _, components = told(doubled(fabricated))
    clauses = r.agreement.by_clause().rows.set_index("clause_id")
    (table,) = [c for c in components if c.kind == "table" and c.id == "ambiguity-clauses"]
    printed = [row[0].text for row in table.rows]

    assert ["c-health"] == clauses.index[clauses["low"] > 0.25].tolist()
    assert "When to choose Health claim (c-health)" in printed
    assert "c-logo" in printed
    assert 1 == pytest.approx(clauses["cumulative"].iloc[-1])


def test_the_project_may_name_its_own_reasons(told, fabricated):
    """With "agent_slip" for the SOP's fault most errors are."""
    made = doubled(fabricated)
    r, extract, _ = told(made)
    definitions = {**r._context.definitions, "sop_reasons": ["agent_slip"]}
    other = open_report(made.write(extract.parent / "y", definitions=definitions))

    assert r.agreement.sop_share().only().value < 0.4
    assert 1 - r.agreement.sop_share().only().value == pytest.approx(other.agreement.sop_share().only().value)
