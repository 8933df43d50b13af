"""An analyst's own rows give figures of record: named, judged, shown and said like the report's own."""

from __future__ import annotations

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME
from labelqa.errors import ParamsError
from labelqa.report import open_report


@pytest.fixture
def gold(report) -> pd.DataFrame:
    """The gold answers of the window."""
    return report.rows("gold_answers")


@pytest.fixture(scope="module")
def vendors(fabricated, tmp_path_factory):
    """A report for a vendor, and what it shows."""
    shown: list[dict] = []
    extract = fabricated.write(tmp_path_factory.mktemp("vendor") / "x", vendor="mer")
    return open_report(extract, show=shown.append), shown


def last(shown: list[dict]):
    """The component shown last."""
    return ANY_COMPONENT.validate_python(shown[-1][MIME])


def of_the_period(report, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the report's own days."""
    return rows[pd.to_datetime(rows["local_date"]) >= pd.Timestamp(report._context.period.start)]


def test_a_share_is_the_reports_own_of_the_same_rows(report, gold):
    """Value, interval, n and method."""
    own = report.share(of_the_period(report, gold), "correct", name="Right on gold")

    assert report.accuracy.on_gold().only() == own.only()
    assert "own.right_on_gold.overall" == own.figure


def test_a_dimension_is_called_as_everywhere(report, gold):
    """site is site_id; two columns are two."""
    by_site = report.share(gold, "correct", name="Right", by="site")
    by_both = report.share(gold, "correct", name="Right", by=("site", "queue_id"))

    assert [("site_id",), ("site_id", "queue_id")] == [by_site.by, by_both.by]


def test_a_split_by_any_column_can_be_shown(report, gold, shown):
    """The forest and the table call its values values of it."""
    odd = gold.assign(half=gold["person_id"].str[-1].isin(list("02468")).map({True: "even", False: "odd"}))
    report.forest(report.share(odd, "correct", name="Right", by="half"))

    assert "Share of rows that are correct, by value of half, " in last(shown).measure


def test_days_beyond_the_period_are_told(report, gold, shown):
    """An exhibit does not say October of rows since May; rows without a day are all rows given."""
    window = report.share(gold, "correct", name="Right", by="site")
    report.table(window)
    of_window = last(shown).measure
    report.table(report.share(of_the_period(report, gold), "correct", name="Right now", by="site"))
    of_period = last(shown).measure
    report.table(report.share(gold.drop(columns="local_date"), "correct", name="Right ever", by="site"))

    assert of_window.startswith("Share of rows that are correct, ")
    assert of_window.endswith(" to 31 October 2026")
    assert "Share of rows that are correct, October 2026" == of_period
    assert "Share of rows that are correct, all rows given" == last(shown).measure


def test_a_target_of_its_own_judges_it_wherever_it_is_shown(report, gold, shown):
    """In a sentence, a table and a chart; said once it holds for the name."""
    right = report.share(gold, "correct", name="Right")
    report.target(at_most=0.01, of=right)
    report.tell(right)
    told = last(shown)
    report.table(report.share(gold, "correct", name="Right", by="site"))

    assert ("missed", 0.01) == (told.figures[0].verdict, told.figures[0].target)
    assert told.text.endswith("the target of 1.0% was missed.")
    assert {"missed"} == {figure.verdict for figure in last(shown).figures}


def test_an_agreed_target_can_be_its_target(report, gold):
    """r.target gives it back under the figure's name."""
    own = report.share(gold, "correct", name="As agreed")
    report.target("accuracy", of=own)

    assert report.target("accuracy").value == report.target("own.as_agreed").value


def test_all_five_are_told_in_words(report, shown):
    """A count without an interval."""
    days = report.rows("label_days")
    report.tell(
        report.share(days.assign(many=days["labels"] > 3), "many", name="Many"),
        report.mean(days, "labels", name="Labels"),
        report.quantile(days, "labels", 0.9, name="A long day"),
        report.rate(days, "skipped", "labels", name="Skipped", unit="share"),
        report.count(days, "person_id", name="People"),
    )

    assert last(shown).text.endswith(f"People came to {days['person_id'].nunique()}.")
    assert ["own.many.overall", "own.labels.overall", "own.a_long_day.overall", "own.skipped.overall",
            "own.people.overall"] == [figure.name for figure in last(shown).figures]  # fmt: skip


def test_a_count_is_of_rows_or_of_values(report):
    """Split or not; no row is none."""
    days = report.rows("label_days")
    by_site = report.count(days, "person_id", name="People", by="site").rows

    assert len(days) == report.count(days, name="Rows").only().value
    assert days.groupby("site_id")["person_id"].nunique().to_list() == by_site["value"].to_list()
    assert 0 == report.count(days.head(0), name="Rows").only().value


KINDS = {
    "truths": lambda c: c.astype(bool),
    "ones": lambda c: c.astype(int),
    "nullable": lambda c: c.astype("boolean"),
    "objects": lambda c: c.astype(object),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_share_reads_every_kind_of_yes_and_no_and_leaves_out_what_is_missing(report, gold, kind):
    """n counts what is known."""
    column = KINDS[kind](gold["correct"].astype(bool))
    whole = report.share(gold.assign(ok=column), "ok", name=f"All {kind}").only()
    gaps = column.astype(object).where(gold.index % 5 != 0, None)
    known = report.share(gold.assign(ok=gaps), "ok", name=f"Known {kind}").only()

    assert (len(gold), pytest.approx(gold["correct"].mean())) == (whole.n, whole.value)
    assert gaps.notna().sum() == known.n


def test_a_join_that_doubles_rows_is_told(report):
    """An analyst is warned, and the figure bears it."""
    audits = report.rows("audited_labels")
    doubled = pd.concat([audits, audits.head(30)])
    ok = doubled.assign(ok=doubled["verdict"].eq("correct"))

    with pytest.warns(UserWarning, match=r"r\.share: .* stands more than once; rows\.drop_duplicates"):
        found = report.share(ok, "ok", name="Doubled")

    assert any("stands more than once" in flag for flag in found.only().flags)


SLIPS = {
    "a column that is not there": (
        lambda r, g: r.share(g, "corect", name="X"),
        "r.share: no column is called 'corect'; did you mean 'correct'? have",
    ),
    "a share of words": (
        lambda r, g: r.share(g, "queue_id", name="X"),
        "r.share, column 'queue_id': holds more than true and false; make it one",
    ),
    "a mean of words": (
        lambda r, g: r.mean(g, "queue_id", name="X"),
        "r.mean, column 'queue_id': holds no numbers; have numbers in correct",
    ),
    "a rate of what is below 0": (
        lambda r, g: r.rate(g.assign(x=-1), "x", "correct", name="X"),
        "r.rate, column 'x': holds numbers that are not finite, or below 0",
    ),
    "a target of the report's": (
        lambda r, g: r.target(at_least=0.5, of=r.accuracy()),
        "r.target, of: label accuracy is the report's own; its target is agreed in the table targets",
    ),
    "weights of nothing": (
        lambda r, g: r.share(g.assign(w=0), "correct", name="X", weight="w"),
        "r.share, column 'w': holds weights that are missing or not above 0",
    ),
    "a split by a name of ours": (
        lambda r, g: r.share(g.assign(value=1), "correct", name="X", by="value"),
        "r.share: cannot be split by a column called value; call it otherwise",
    ),
    "a name without a letter": (
        lambda r, g: r.share(g, "correct", name="ไทย"),
        "r.share, name: 'ไทย' gives no name for summary.json; begin it with a letter from a to z",
    ),
    "columns of one name": (
        lambda r, g: r.share(pd.concat([g, g["correct"]], axis=1), "correct", name="X"),
        "r.share: has several columns called correct",
    ),
    "no frame": (
        lambda r, g: r.share([1], "correct", name="X"),
        "r.share, rows: takes DataFrame, not a bare list; pass DataFrame, such as r.rows",
    ),
    "two targets": (
        lambda r, g: r.target("accuracy", at_least=0.5),
        "r.target: takes a metric, or one end of one's own; ask r.target",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_remedy(report, gold, slip):
    """Before a figure is made."""
    ask, told = SLIPS[slip]
    with pytest.raises(ParamsError) as refused:
        ask(report, gold)

    assert str(refused.value).startswith(told)


def test_a_vendor_is_told_nothing_of_few_and_all_else_on_steps(vendors):
    """Nobody can tell whose work own rows are of: a count is coarse, too, and a small one is not given."""
    report, _ = vendors
    days = report.rows("label_days")
    labels = report.mean(days, "labels", name="Labels").only()
    few = report.count(days.head(7), name="Few").only()
    people = report.count(days, "label_id", name="Kinds", by="site").rows

    assert pytest.approx(round(labels.value / 0.05) * 0.05) == labels.value
    assert (0, 0) == (labels.n % 5, few.n % 5)
    assert not few.exists
    assert [] == [value for value in people["value"].dropna() if value % 5]


def test_a_vendors_report_prints_them(vendors):
    """They pass the gate of the stage."""
    report, shown = vendors
    report.tell(report.share(report.rows("gold_answers"), "correct", name="Right on gold"))

    assert last(shown).text.startswith("Right on gold came to ")
