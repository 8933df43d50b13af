"""A notebook author's slip is an error with its remedy: never a wrong number, never a bare traceback."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from labelqa.components import MIME
from labelqa.errors import ParamsError, UnknownNameError
from labelqa.report import Overview, Report, open_overview, open_report
from labelqa.report.data.arguments import ArgumentKind, parameters
from labelqa.report.data.arguments.kinds import Anything, OneOf, kind_of

from ..market import write_markets


class Alien:
    """What no method takes."""


def public(of: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public method of a class."""
    for name, method in inspect.getmembers(of, inspect.isfunction):
        if not name.startswith("_"):
            yield name, method


def words_of(kind: ArgumentKind) -> tuple[str, ...]:
    """The words of a parameter that takes one of a few."""
    while not isinstance(kind, OneOf):
        kind = getattr(kind, "kind", None)
        if kind is None:
            return ()
    return kind.words


TAKING = [
    pytest.param(of, name, id=f"{of.__name__}-{name}")
    for of in (Report, Overview)
    for name, method in public(of)
    if parameters(method)
]
WORDS = [
    pytest.param(name, parameter, id=f"{name}-{parameter}")
    for name, method in public(Report)
    for parameter, kind in parameters(method).items()
    if words_of(kind)
]


@pytest.fixture(scope="module")
def markets(fabricated, tmp_path_factory) -> Path:
    """An extract of two markets."""
    return write_markets(tmp_path_factory.mktemp("slips") / "all", {"ID": fabricated, "SG": fabricated})


@pytest.fixture
def overview(markets, shown) -> Overview:
    """A report on both."""
    return open_overview(markets, show=shown.append)


def test_every_parameter_says_what_it_takes():
    """Only the options that `each` hands on to the markets' reports are checked there."""
    unchecked = [
        f"{name}({parameter})"
        for of in (Report, Overview)
        for name, method in public(of)
        for parameter, kind in parameters(method).items()
        if isinstance(kind, Anything)
    ]

    assert ["each(options)"] == unchecked


@pytest.mark.parametrize(("of", "name"), TAKING)
def test_a_thing_of_no_kind_is_refused_by_every_parameter(report, shown, of, name, request):
    """With the method, the parameter and the remedy, and before anything is shown."""
    asked = report if of is Report else request.getfixturevalue("overview")
    method = getattr(asked, name)
    given = inspect.signature(method).parameters
    several = [each.name for each in given.values() if each.kind is each.VAR_POSITIONAL]
    options = {each: Alien() for each in given if each not in several and each != "options"}
    positions = [options.pop(each) for each in list(options) if several and given[each].kind < 2]

    with pytest.raises(ParamsError) as refused:
        method(*positions, *[Alien() for _ in several], **options)

    problems = refused.value.problems
    assert {f"r.{name}, {each}" for each in given if each != "options"} == {each.where for each in problems}
    assert all(each.what and each.remedy for each in problems)
    assert [] == shown


@pytest.mark.parametrize(("name", "parameter"), WORDS)
def test_a_misspelt_word_is_told_what_it_was_meant_to_be(name, parameter):
    """And several words at once are told that one is taken."""
    kind = parameters(getattr(Report, name))[parameter]
    word = max(words_of(kind), key=len)

    assert f"did you mean {word!r}" in kind.slip(f"{word}e").remedy
    assert "takes one word" in kind.slip([word]).what


MISUSES = {
    "tell of a split": (
        lambda r: r.tell(r.accuracy(by="site")),
        "r.tell, overall: takes one figure over all, not split by site; pass such as r.accuracy()",
    ),
    "headline of a split": (
        lambda r: r.headline(r.accuracy(by="queue")),
        "r.headline, estimates: takes one figure over all, not split by queue; pass such as r.accuracy()",
    ),
    "nothing to tell": (
        lambda r: r.tell(),
        "r.tell, overall: nothing was given to be shown; pass estimates",
    ),
    "forest of a single estimate": (
        lambda r: r.forest(r.accuracy()),
        "r.forest, estimates: takes what is split by one thing, not one figure over all; "
        'pass such as r.accuracy(by="site")',
    ),
    "table of what is split by two things": (
        lambda r: r.table(r.labels.precision()),
        "r.table, measures: takes what is split by one thing, not split by label and queue; "
        'pass such as r.accuracy(by="site")',
    ),
    "control chart by site": (
        lambda r: r.control_chart(r.accuracy(by="site")),
        "r.control_chart, weekly: takes what is split by week, not split by site; "
        'pass such as r.accuracy(by="week")',
    ),
    "control chart of a count": (
        lambda r: r.control_chart(r.volume.labels(by="week")),
        "r.control_chart, weekly: takes a share, such as accuracy, not labels made, which is in count; "
        'pass such as r.accuracy(by="week")',
    ),
    "funnel of a quantity that is no share": (
        lambda r: r.funnel(r.accuracy.wrong_labels(by="site")),
        "r.funnel, estimates: takes a share, such as accuracy, not wrong labels made, which is in "
        'count; pass such as r.accuracy(by="site")',
    ),
    "a list of dimensions": (
        lambda r: r.accuracy(by=["site"]),
        "r.accuracy, by: takes one word, not a list of them; "
        "give one of 'week', 'site', 'queue', 'vendor'; two of them in brackets",
    ),
    "a dimension by itself": (
        lambda r: r.accuracy(by=("site", "site")),
        "r.accuracy, by: takes two different words, not 'site' twice; give it once",
    ),
    "two dimensions, one unknown": (
        lambda r: r.accuracy(by=("site", "queues")),
        "r.accuracy, by: nothing is called 'queues' here; did you mean 'queue'? have week, site, queue, ven",
    ),
    "an unknown dimension": (
        lambda r: r.accuracy(by="sites"),
        "r.accuracy, by: nothing is called 'sites' here; did you mean 'site'? have week, site, queue, vendor",
    ),
    "a dimension that others have": (
        lambda r: r.compliance.acknowledged(by="week"),
        "r.compliance.acknowledged, by: nothing is called 'week' here; have site, vendor",
    ),
    "a dimension that its rows do not have": (
        lambda r: r.time.occupancy(by="queue"),
        "by: occupancy cannot be split by queue: its rows do not say which; have week, site, vendor",
    ),
    "an unknown span": (
        lambda r: r.accuracy(span="last"),
        "r.accuracy, span: nothing is called 'last' here; have period, previous, quarter, window",
    ),
    "a frame where estimates are due": (
        lambda r: r.forest(pd.DataFrame({"value": [0.9]})),
        "r.forest, estimates: takes estimates, not a bare DataFrame; "
        "pass estimates, such as r.accuracy() gives",
    ),
    "a number where estimates are due": (
        lambda r: r.tell(0.9),
        "r.tell, overall: takes estimates, not a bare float; pass estimates, such as r.accuracy() gives",
    ),
    "an estimate where estimates are due": (
        lambda r: r.tell(r.accuracy().only()),
        "r.tell, overall: takes estimates, not a bare Estimate; pass estimates, such as r.accuracy() gives",
    ),
    "a question where its answer is due": (
        lambda r: r.tell(r.accuracy),
        "r.tell, overall: takes Estimates, not the question that gives it; ask it: r.accuracy(…)",
    ),
    "an answer where its question is due": (
        lambda r: r.executive.readings(r.accuracy()),
        "r.executive.readings, questions: takes a question, not a Estimates; "
        "leave its brackets away: r.accuracy, not r.accuracy()",
    ),
    "a question that has no weeks": (
        lambda r: r.executive.readings(r.sampling.blind_share),
        "r.executive.readings, questions: r.sampling.blind_share cannot be asked by by and span; "
        "take a question that has by and span, such as r.accuracy",
    ),
    "a target of another unit": (
        lambda r: r.forest(r.time.handling_time(by="queue"), target=r.target("accuracy")),
        "r.forest, target: a target of accuracy says nothing of median handling time; "
        "pass target=r.target('handling_median')",
    ),
    "a target of another measure": (
        lambda r: r.table(r.time.occupancy(by="site"), target=r.target("accuracy")),
        "r.table, target: a target of accuracy says nothing of occupancy; pass target=r.target('occupancy')",
    ),
    "a bare number as target": (
        lambda r: r.forest(r.accuracy(by="site"), target=0.95),
        'r.forest, target: takes Target, not a bare float; pass Target, such as r.target("accuracy") gives',
    ),
    "an unknown target": (
        lambda r: r.target("acuracy"),
        "r.target, metric: no metric is called 'acuracy'; did you mean 'accuracy'? have ",
    ),
    "an unknown need": (
        lambda r: r.section("sites", "Sites", needs=("audited_label",)),
        "needs: no table is called 'audited_label'; did you mean 'audited_labels'? have ",
    ),
    "a need that no extract holds": (
        lambda r: r.section("sites", "Sites", needs=("audits",)),
        "needs: the table audits is in no extract, what is made of it is; have audited_labels",
    ),
    "a need without its comma": (
        lambda r: r.section("sites", "Sites", needs=("audited_labels")),
        "r.section, needs: takes several values in a tuple, not 'audited_labels'; "
        "put it into brackets with a comma behind it: (…,)",
    ),
    "an option with a typo": (
        lambda r: r.section("sites", "Sites", need=("audited_labels",)),
        "r.section: got an unexpected keyword argument 'need'; did you mean needs= ? call r.section(",
    ),
    "a section's name that is none": (
        lambda r: r.section("My sites", "Sites"),
        "r.section, name: 'My sites' is no name; "
        "write it in small letters, digits and underscores, such as data_health",
    ),
    "an unknown table": (
        lambda r: r.rows("label_day"),
        "r.rows, name: no table is called 'label_day'; did you mean 'label_days'? have ",
    ),
    "an unknown table in SQL": (
        lambda r: r.sql("select * from label_day"),
        "r.sql, query: Catalog Error: Table with name label_day does not exist!; have the tables ",
    ),
    "a negative number of rows": (
        lambda r: r.agents.coaching_table(r.agents(), most=-1),
        "r.agents.coaching_table, most: -1 is out of range; give a number from 1 on",
    ),
    "a margin in percent": (
        lambda r: r.accuracy.no_worse_since_sop(2),
        "r.accuracy.no_worse_since_sop, margin: 2 is out of range; give a number 0 to 1",
    ),
    "agents of another question": (
        lambda r: r.agents.caterpillar(r.accuracy(by="site")),
        "r.agents.caterpillar, agents: takes agent accuracy, not label accuracy; pass such as r.agents()",
    ),
    "measures that are split differently": (
        lambda r: r.table(r.accuracy(by="site"), r.volume.labels(by="queue"), title="Mixed"),
        "r.table, measures: label accuracy is split by site, labels made is split by queue; "
        "ask for both by the same",
    ),
    "several measures without a title": (
        lambda r: r.table(r.accuracy(by="site"), r.volume.labels(by="site")),
        'r.table: several measures need a title; say title="Time by site"',
    ),
    "one target for several measures": (
        lambda r: r.table(
            r.accuracy(by="site"), r.volume.labels(by="site"), title="Both", target=r.target("accuracy")
        ),
        "r.table: target, order and most are of one measure; leave them away, or show one measure",
    ),
    "parts of another measure than the line is about": (
        lambda r: r.executive.answer(r.executive.readings(r.accuracy), r.time.occupancy(by="site")),
        "r.executive.answer, parts: these are parts of occupancy, the first reading is of another measure; "
        "give the first reading's own measure by site or queue, or put its reading first",
    ),
    "an unknown cohort": (
        lambda r: r.ramp_up.learning_curve(r.ramp_up.watch(), cohort="nobody"),
        "r.ramp_up.learning_curve, cohort: no cohort is called 'nobody'; ",
    ),
    "one of many taken for all": (
        lambda r: r.accuracy(by="site").only(),
        "only(): accuracy.audit.by_site has an estimate for each site_id, not a single one; "
        "ask without by, or go through them: for keys, estimate in estimates",
    ),
}


@pytest.mark.parametrize("misuse", MISUSES)
def test_each_misuse_raises_with_its_remedy(report, shown, misuse):
    """What is wrong, where, and what to write instead; and nothing of it is shown."""
    slip, told = MISUSES[misuse]

    with pytest.raises(ParamsError) as refused:
        slip(report)

    assert told == str(refused.value)[: len(told)]
    assert [] == shown


def test_a_question_that_nothing_has_is_told_what_was_meant(report):
    """It is an AttributeError too, so that Python's own questions are answered as ever."""
    with pytest.raises(UnknownNameError, match=r"nothing called 'acuracy'; did you mean r\.accuracy"):
        report.acuracy()
    assert not hasattr(report, "nothing_of_the_kind")
    assert not hasattr(report, "_repr_svg_")


def test_what_a_section_has_is_named_with_its_section(report):
    """Whoever looks for it on the report itself is told where it is."""
    with pytest.raises(UnknownNameError, match=r"r has nothing called 'on_time'; ask r\.requests\.on_time"):
        report.on_time()
    with pytest.raises(UnknownNameError, match=r"'on_tim'; did you mean r\.requests\.on_time"):
        report.requests.on_tim()


def test_an_unknown_question_to_all_markets_is_told_what_was_meant(overview):
    """So is what is no question, such as what shows something."""
    with pytest.raises(ParamsError, match="no question is called 'acuracy'; did you mean 'accuracy'"):
        overview.each("acuracy")
    with pytest.raises(
        ParamsError, match=r"no question is called 'risks.priorities'.* have risks\.findings$"
    ):
        overview.each("risks.priorities")
    with pytest.raises(ParamsError, match=r"r\.accuracy, by: nothing is called 'sites' here"):
        overview.each("accuracy", by="sites")


def test_a_table_that_is_known_and_missing_is_an_absence(fabricated, tmp_path, shown):
    """Its section says why it is off, its figure that there is none: no error."""
    report = open_report(fabricated.without("gold").write(tmp_path / "x"), show=shown.append)
    report.section("gold", "Gold", needs=("gold_answers",))

    assert "Table gold is missing" in shown[0][MIME]["off"]
    assert not report.accuracy.on_gold().only().exists
    assert 1 == len(shown)


def test_an_absent_answer_is_split_as_one_that_is_there(fabricated, report, tmp_path, shown):
    """Else what shows it would call the absence of a table a slip."""
    lacking = fabricated.without("audits", "gold", "time", "requests")
    for table in ("label_days", "handling_days"):
        lacking = lacking.with_rows(table, lacking.frames[table].head(0))
    empty = open_report(lacking.write(tmp_path / "x"), show=shown.append)
    asked = [
        name
        for name in (
            "time.use",
            "impact.by_kind",
            "confusion.pairs",
            "agents",
            "labels.recall",
            "agreement.alpha",
            "capacity.gap",
        )
        if attrgetter(name)(empty)().by != attrgetter(name)(report)().by
    ]

    assert [] == asked


def test_a_vendor_s_report_refuses_the_same(fabricated, tmp_path, shown):
    """The gate of its answers stands behind the same face."""
    extract = fabricated.write(tmp_path / "x", vendor="mer")
    report = open_report(extract, show=shown.append)

    with pytest.raises(ParamsError, match=r"r\.tell, overall: takes one figure over all, not split by site"):
        report.tell(report.accuracy(by="site"))
    with pytest.raises(ParamsError, match=r"r\.accuracy, by: nothing is called 'sites' here"):
        report.accuracy(by="sites")


def test_an_annotation_that_says_nothing_is_an_error_of_ours():
    """A new method cannot come without a check."""
    with pytest.raises(TypeError, match="nothing can be checked"):
        kind_of("text")
