"""Which jobs a command line asks for, and what it is told when it asks for what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labelqa.errors import ParamsError
from labelqa.params import Job, jobs, load
from labelqa.periods import parse

PERIOD = parse("2026-10")


def test_nothing_named_means_every_market_report_and_edition(params):
    """Defaults fill the parameters; the key is the path."""
    assert [
        Job("monthly", "NO", PERIOD, "internal", {"top": 3, "note": ""}, params.report("monthly").figures),
        Job("monthly", "SG", PERIOD, "internal", {"top": 3, "note": ""}, params.report("monthly").figures),
    ] == list(jobs(params, PERIOD))
    assert ["2026-10/NO/monthly/internal", "2026-10/SG/monthly/internal"] == [
        job.key for job in jobs(params, PERIOD)
    ]


def test_what_is_named_twice_is_made_once_with_the_parameters_given(params):
    """Text of a command line is read by the parameter's type."""
    (job,) = jobs(
        params,
        PERIOD,
        reports=["monthly"],
        markets=["SG", "SG"],
        editions=["internal"],
        parameters={"top": "7", "note": '"; import os'},
    )

    assert {"top": 7, "note": '"; import os'} == job.parameters
    assert job.parameters == json.loads(json.dumps(job.parameters))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"markets": ["XX"]}, "params/markets: no market 'XX'; known: NO, SG"),
        ({"markets": ["SGP"]}, "params/markets: no market 'SGP'; did you mean SG? known: NO, SG"),
        (
            {"reports": ["montly"]},
            "params/reports: no report 'montly'; did you mean monthly? known: monthly",
        ),
        ({"editions": ["vendor"]}, "params/editions.yml: no edition 'vendor'; known: internal"),
        (
            {"parameters": {"tpo": 3}},
            "params/reports/monthly.yml: no parameter 'tpo'; did you mean top? known: note, top",
        ),
        (
            {"parameters": {"top": "ten"}},
            "params/reports/monthly.yml: parameter top: 'ten' is not a whole number; "
            "write digits only, such as 12",
        ),
    ],
)
def test_an_unknown_name_or_value_is_refused_with_what_is_known(params, asked, message):
    """P9: nothing ran, and no default stepped in."""
    with pytest.raises(ParamsError) as refused:
        jobs(params, PERIOD, **asked)

    assert message == str(refused.value)
    assert 2 == refused.value.exit_code


@pytest.mark.parametrize(
    "market",
    [
        "sg",
        "SG\n",
        " SG",
        "\uff33\uff27",
        "../../../..escaped",
        "/abs",
        "{market.__class__.__mro__}",
        "CON",
        "S" * 300,
    ],
)
def test_only_the_very_id_of_a_market_is_accepted(params, market):
    """P16 to P19: a path, a template, another case or another width is an unknown market."""
    with pytest.raises(ParamsError, match="no market "):
        jobs(params, PERIOD, markets=[market])


@pytest.mark.parametrize("name", ["top=0\nimport os\nx", 'top=0;__import__("os");x', "print", "__builtins__"])
def test_a_parameter_whose_name_is_code_is_unknown(params, name):
    """P2, P7: names come from the model, never from the caller."""
    with pytest.raises(ParamsError, match="no parameter "):
        jobs(params, PERIOD, parameters={name: 1})


@pytest.mark.parametrize("value", [b"x", {"x"}, Path("x"), ("a", "b"), {object(): 1}, "\ud800", None])
def test_a_value_that_is_no_json_text_is_refused(params, value):
    """P3, P4, P5, P8: bytes, sets, paths, tuples, objects and half characters get no further."""
    with pytest.raises(ParamsError, match=r"parameter note: .*; "):
        jobs(params, PERIOD, parameters={"note": value})


def test_all_that_is_wrong_is_told_at_once(params):
    """One run finds an unknown market, report and edition, and both wrong parameters of another."""
    with pytest.raises(ParamsError) as refused:
        jobs(
            params,
            PERIOD,
            reports=["monthly", "weekly"],
            markets=["XX"],
            editions=["public"],
            parameters={"top": 0, "x": 1},
        )

    assert [
        "no market 'XX'",
        "no report 'weekly'",
        "no edition 'public'",
        "no parameter 'x'",
        "parameter top: 0 is out of bounds",
    ] == [problem.what for problem in refused.value.problems]


def test_an_edition_no_chosen_report_is_made_in_is_refused(workspace):
    """An empty list of jobs would look like success."""
    editions = workspace / "params" / "editions.yml"
    editions.write_text(
        editions.read_text(encoding="utf-8") + "board: {kind: internal, sees: [open]}\n", encoding="utf-8"
    )

    with pytest.raises(ParamsError, match="no report is made in that edition"):
        jobs(load(workspace), PERIOD, editions=["board"])


@pytest.fixture
def joint(workspace):
    """The same params with a report on all markets beside the other."""
    text = "title: Overview\nnotebook: overview.ipynb\nowner: Quality team\n"
    (workspace / "params" / "reports" / "overview.yml").write_text(
        f"{text}scope: all_markets\neditions: [internal]\n", encoding="utf-8"
    )
    return load(workspace)


def test_a_report_on_all_markets_is_one_job_and_the_last(joint):
    """Its locale is the project's, its markets are all there are."""
    made = jobs(joint, PERIOD)

    assert ["NO/monthly", "SG/monthly", "all/overview"] == [f"{j.market}/{j.report}" for j in made]
    assert (("NO", "SG"), "en_GB") == (joint.markets_of(made[-1]), joint.locale(made[-1]))
    assert (("SG",), "en_SG") == (joint.markets_of(made[1]), joint.locale(made[1]))


def test_where_markets_are_named_no_report_on_all_of_them_is_made(joint):
    """Asked for alone it is refused, with the remedy."""
    assert ["SG/monthly"] == [f"{j.market}/{j.report}" for j in jobs(joint, PERIOD, markets=["SG"])]
    with pytest.raises(ParamsError, match="overview: is one report on all markets; leave out the market"):
        jobs(joint, PERIOD, markets=["SG"], reports=["overview"])


def test_a_report_on_all_markets_changes_with_each_of_them(joint, workspace):
    """What another market's report is made of does not."""
    before = jobs(joint, PERIOD)
    market = workspace / "params" / "markets" / "NO.yml"
    market.write_text(market.read_text(encoding="utf-8").replace("Norway", "Norge"), encoding="utf-8")
    after = load(workspace)

    assert [False, True, False] == [joint.digest(job) == after.digest(job) for job in before]


def test_vendors_stands_for_the_vendors_that_work_in_a_market(workspace):
    """In the order of their names, after the edition that is named first."""
    editions, report = (workspace / "params" / name for name in ("editions.yml", "reports/monthly.yml"))
    editions.write_text(
        editions.read_text(encoding="utf-8")
        + "zeta: {kind: vendor, vendor: zeta, markets: [NO, SG], sees: [open]}\n"
        + "acme: {kind: vendor, vendor: acme, markets: [SG], sees: [open]}\n",
        encoding="utf-8",
    )
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("[internal]", "[internal, vendors]"), encoding="utf-8")

    assert ["NO/internal", "NO/zeta", "SG/internal", "SG/acme", "SG/zeta"] == [
        f"{job.market}/{job.edition}" for job in jobs(load(workspace), PERIOD)
    ]


def test_a_report_on_all_markets_has_no_vendors_edition(joint, workspace):
    """Its other markets are nothing to a vendor."""
    report = workspace / "params" / "reports" / "overview.yml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("[internal]", "[vendors]"), encoding="utf-8")

    with pytest.raises(ParamsError, match="no edition vendors"):
        load(workspace)


def test_a_job_can_be_a_key(params):
    """Runs are looked up by job."""
    assert 2 == len(set(jobs(params, PERIOD)) | set(jobs(params, PERIOD)))


@pytest.fixture
def with_inquiry(workspace):
    """Params that also hold a report which is made only where it is asked for."""
    text = (workspace / "params/reports/monthly.yml").read_text(encoding="utf-8")
    asked = text.replace("name: monthly", "name: inquiry") + "asked: true\n"
    (workspace / "params/reports/inquiry.yml").write_text(asked, encoding="utf-8")
    return load(workspace)


def test_a_report_that_is_asked_for_is_made_only_where_it_is_named(with_inquiry):
    """A run of all reports passes it over."""
    every, named = jobs(with_inquiry, PERIOD), jobs(with_inquiry, PERIOD, reports=["inquiry"])

    assert {"monthly"} == {job.report for job in every}
    assert {"inquiry"} == {job.report for job in named}


def test_an_investigation_has_a_place_of_its_own():
    """Its market, its days, its subject."""
    job = Job("risk_investigation", "ID", parse("2026-10-01..2026-10-20"), "internal", subject="why-1")

    assert "investigations/ID/2026-10-01..2026-10-20/why-1" == job.key
