"""Risks: what each says, what it costs, what is asked for, the tests behind them, and what a vendor sees."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from labelqa.components import (
    ANY_COMPONENT,
    MIME,
    Callout,
    Component,
    Priorities,
    Prose,
    RiskList,
    Section,
    Table,
)
from labelqa.estimates import Estimate, Target, Unit
from labelqa.extracts import open_extract
from labelqa.findings import (
    Entity,
    Evidence,
    Finding,
    Findings,
    Grade,
    Level,
    Recommendation,
    Severity,
    State,
)
from labelqa.measures.risks import DETECTORS
from labelqa.measures.risks.detectors import BY_SLUG
from labelqa.report import open_report
from labelqa.report.data.setting import Setting
from labelqa.report.language import words
from labelqa.report.language.messages import Message
from labelqa.report.market import setting_of
from labelqa.report.sections.risks import ledger as risk_ledger
from labelqa.report.sections.risks import sentences as risk_words
from labelqa.report.sections.risks import tables as risk_tables
from labelqa.report.sections.risks.words import ROWS

from ...claims import Claims
from ...market import Fabricated
from ..actions.test_followup import actions

ROUTE = "An appeal names the risk and goes to the vendor manager."
NONE = Estimate.absent("no labels are counted", Unit.COUNT)
GRADES = (10.0, 100.0, 1000.0)  # S2, S3 and S4 from so many wrong labels
Components = tuple[Component, ...]


def share(value: float, half: float = 0.01, unit: Unit = Unit.SHARE) -> Estimate:
    """An estimate with an interval of that half-width, of 400 observations."""
    return Estimate(value, value - half, value + half, 400, 400.0, "wilson", unit)


def finding(kind: str, **changes: object) -> Finding:
    """A finding to act on, on the site Batam: 240 wrong labels a month, surely."""
    whole = Finding(
        kind=kind,
        number=BY_SLUG[kind].number,
        entity=Entity.of("site", site_id="bth"),
        period="2026-10-01",
        level=Level.ACT,
        state=State.NEW,
        estimate=share(0.9),
        base=0.95,
        p=math.nan,
        q=math.nan,
        posterior=0.98,
        wrong=Estimate(240.0, 120.0, 390.0, 400, 400.0, "wilson", Unit.COUNT),
        affected=NONE,
        severity=Severity(Grade.S3, 240.0, 1.0, 0.98, 2),
        evidence=Evidence("audited_labels", ("a1", "a2"), 2),
        recommendation=Recommendation("coach_team", "team lead", "accuracy", 28, 14, NONE, NONE),
    )
    return replace(whole, **changes)


@pytest.fixture(scope="module")
def setting(extract) -> Setting:
    """That of the whole market."""
    return setting_of(open_extract(extract))


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Callable[..., Components]:
    """The executive columns and the section on risks over a market; nothing they say may be untrue."""

    def over(made: Fabricated, **context: object) -> Components:
        bundles: list[dict] = []
        folder = made.write(tmp_path_factory.mktemp("x") / "x", **context)
        report = open_report(folder, show=bundles.append)
        report.section("executive", "Label accuracy")
        report.risks.priorities()
        report.section("risks", report.risks.headline(), needs=("label_days",))
        report.risks.gravest()
        report.risks.evidence()
        report.risks.ledger()
        found = tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in bundles)
        assert [] == Claims(found, open_extract(folder)).contradictions()
        return found

    return over


@pytest.fixture(scope="module")
def whole(shown, fabricated) -> Components:
    """The same of the market that has everything, and an action that is open."""
    return shown(fabricated.with_rows("actions", actions({"closed_at": None, "status": "open"})))


@pytest.fixture(scope="module")
def own(shown, fabricated) -> Components:
    """The same of a vendor's edition."""
    frames = {n: f[f["vendor_id"] == "mer"] if "vendor_id" in f else f for n, f in fabricated.frames.items()}
    targets = fabricated.frames["targets"]
    made = replace(fabricated, frames=frames | {"targets": targets}).without("requests", "sample_designs")
    return shown(made, vendor="mer", edition="meridian", definitions={"appeals": ROUTE})


def only(found: Components, kind: type) -> Component:
    """The one component of a kind."""
    (one,) = [c for c in found if isinstance(c, kind)]
    return one


def table(found: Components, name: str) -> list[list[str]]:
    """The texts of a table's rows."""
    (one,) = [c for c in found if isinstance(c, Table) and c.id == name]
    return [[cell.text for cell in row] for row in one.rows]


def test_the_site_that_fell_calls_for_action(whole):
    """From 14 September Batam is at least three points worse."""
    fallen = [r for r in only(whole, RiskList).risks if r.record["entity_id"] == "bth"]

    assert fallen
    assert {"act"} <= {r.record["level"] for r in fallen}
    assert {"Meridian Batam & Co. <$1>"} == {r.entity for r in fallen}


def test_the_headline_counts_what_calls_for_action_and_what_is_watched(whole):
    """As the list has them; the checker of claims has counted them anew."""
    title = [c.title for c in whole if isinstance(c, Section)][1]

    assert " for action" in title
    assert title.endswith(("watched", "action"))


def test_the_executive_page_has_the_first_three_to_act_on(whole):
    """In the order of the list."""
    act = [r for r in only(whole, RiskList).risks if r.record["level"] == "act" and r.state != "resolved"]

    assert tuple(act[:3]) == only(whole, Priorities).risks


def test_what_is_under_way_follows_what_is_asked_for(whole):
    """The tracker's action that was not closed by its day, with its owner."""
    last = only(whole, Priorities).actions[-1]

    assert ("Calibration session", "SME", "10 Sept", "overdue and not closed") == (
        last.title, last.owner, last.due, last.aim,
    )  # fmt: skip


def test_the_ledger_counts_every_test(whole):
    """By family; the title begins with their sum."""
    (one,) = [c for c in whole if isinstance(c, Table) and c.id == "risk-ledger"]
    counted = sum(int(row[2].replace(",", "")) for row in table(whole, "risk-ledger"))
    figure = next(f for f in one.figures if f.name == "risks.tests.overall")

    assert counted == figure.value
    assert one.title.startswith(f"{counted:,} ")


def test_rules_without_data_are_named(whole):
    """What was not looked for was not found either."""
    (one,) = [c for c in whole if isinstance(c, Table) and c.id == "risk-ledger"]

    assert "Not tested for want of data: " in one.note
    assert "decisions were made before the SOP was read" in one.note


def test_without_labels_nothing_is_tested_and_it_is_said(shown, fabricated):
    """On the executive page; the section gives its reason."""
    found = shown(
        fabricated.without("labels").with_rows("label_days", fabricated.frames["label_days"].head(0))
    )

    assert "No test could be made." == only(found, Priorities).no_risks
    assert [c.off for c in found if isinstance(c, Section)][1]


def test_a_month_in_which_nothing_could_be_tested_says_so(setting):
    """And has its figures all the same."""
    figures = {f.name: f.value for f in risk_ledger.ledger_figures(Findings((), ()))}

    assert {
        "risks.tests.overall": 0,
        "risks.flagged.overall": 0,
        "risks.expected_false.overall": 0,
    } == figures
    assert "No risk was found" == risk_tables.risks_title(setting, Findings((), ()))


@pytest.mark.parametrize(
    ("act", "watch", "title"),
    [
        (0, 1, "No risk calls for action; one is watched"),
        (1, 0, "One risk calls for action"),
        (1, 2, "One risk calls for action; two are watched"),
        (12, 1, "12 risks call for action; one is watched"),
    ],
)
def test_a_title_agrees_with_its_numbers(setting, act, watch, title):
    """None, one and more; what is resolved does not count."""
    levels = [Level.ACT] * act + [Level.WATCH] * watch
    gone = finding("below_target", state=State.RESOLVED)
    found = Findings((*(finding("below_target", level=level) for level in levels), gone), ())

    assert title == risk_tables.risks_title(setting, found)


PARTS = {"now": share(0.31, 0.04), "before": share(0.032)}
TITLES = [
    ("below_target", {"target": Target(0.9525)}, "Accuracy, at 90.0%, is below the target of 95.25%"),
    (
        "agents_below_floor",
        {"severity": Severity(Grade.S1, 5.0, 1.0, 0.9, 1)},
        "Accuracy, at 90.0%, is probably below the floor of 95.0%",
    ),
    ("agents_below_floor", {"base": 0.88}, "Audits failed more often than the floor of 88.0% allows"),
    (
        "sudden_shift",
        {"estimate": share(-0.08, unit=Unit.POINTS), "cause": "2026-10-05"},
        "Accuracy fell in the week from 5 Oct: −8.0 pts",
    ),
    ("slow_drift", {"estimate": share(-0.02, unit=Unit.POINTS)}, "Accuracy is drifting down: −2.0 pts"),
    (
        "confusion_growth",
        {"entity": Entity.of("label_pair", label_id="logo", ref_label_id="adult"), "parts": PARTS},
        "Adult content is taken for Brand logo misuse more often: 31.0% of the time, 3.2% before",
    ),
    (
        "confusion_growth",
        {
            "entity": Entity.of("label_pair", label_id="logo", ref_label_id="adult"),
            "parts": PARTS | {"before": Estimate.absent("fewer than 10")},
        },
        "Adult content is taken for Brand logo misuse more often",
    ),
    ("ambiguous_clauses", {}, "90.0% of the errors under the clause are laid to the SOP"),
    (
        "lenient_auditors",
        {"estimate": share(0.71, 0.1, Unit.INDEX)},
        "Fails 0.71 labels for every one that a typical auditor would",
    ),
    (
        "known_gold",
        {"estimate": share(0.04, unit=Unit.POINTS)},
        "Right on gold more often than in blind audits: +4.0 pts",
    ),
    ("speeding", {"base": 0.01}, "90.0% of labels are as fast as the fastest 1.0% of tenured people's"),
    (
        "straight_lining",
        {"base": 0.42},
        "90.0% of labels are of the commonest class of their queue, of others' 42.0%",
    ),
    ("copying", {"estimate": share(3.1, 0.5, Unit.INDEX)}, "Wrong alike 3.10 times as often as by chance"),
    (
        "automation_bias",
        {"estimate": share(0.46, 0.05, Unit.POINTS)},
        "Wrong suggestions are followed more often than errors are made without one: +46.0 pts",
    ),
    (
        "slow_ramp",
        {"estimate": share(-0.03, unit=Unit.POINTS)},
        "Accuracy is behind that of others of the same age in production: −3.0 pts",
    ),
    (
        "utilisation_loss",
        {"estimate": share(-0.05, unit=Unit.POINTS), "cause": "system_down"},
        "Utilisation fell, lost to system down: −5.0 pts",
    ),
    ("late_requests", {"cause": "overdue"}, "The request is overdue"),
    ("late_requests", {"estimate": share(0.12, 0.03)}, "The chance of delivery by the due date is 12.0%"),
    ("unread_procedures", {}, "90.0% of decisions were made before the SOP was read"),
    ("audit_sampling", {"cause": "none"}, "No label of the queue was audited"),
    ("audit_sampling", {"cause": "late"}, "Only 90.0% of audits were made in time"),
    ("audit_sampling", {}, "Audits do not lie as the labels do: 90.0% of them would have to move"),
    ("label_shift", {"cause": "items"}, "90.0% of labels moved to other classes, as the items did"),
    (
        "label_shift",
        {"cause": "labellers"},
        "90.0% of labels moved to other classes, though the items did not",
    ),
    (
        "critical_errors",
        {"estimate": share(3.1, 0.5, Unit.INDEX)},
        "Critical errors were 3.10 times as many as before",
    ),
    (
        "ineffective_actions",
        {"estimate": share(-0.01, unit=Unit.POINTS)},
        "No rise in accuracy after the action: −1.0 pts",
    ),
]


@pytest.mark.parametrize(("kind", "changes", "said"), TITLES, ids=[said for *_, said in TITLES])
def test_each_rule_says_what_is_the_matter(setting, kind, changes, said):
    """With its numbers, as exactly as they are known."""
    assert said == risk_words.title(setting, finding(kind, **changes))


@pytest.mark.parametrize("detector", DETECTORS, ids=BY_SLUG)
def test_every_slot_of_a_sentence_is_one_that_can_be_filled(detector):
    """By its name, or as a part of the finding that is printed with it."""
    words = detector.words
    templates = [*words.told, *words.by_cause.values()]
    slots = {name for template in templates for name in Message(template).names}

    assert set() == slots - {*risk_words.SLOTS, *words.parts}


@pytest.mark.parametrize("kind", sorted(BY_SLUG))
def test_a_finding_whose_numbers_may_not_be_printed_says_what_it_is(setting, kind):
    """As in a vendor's edition, of too few audits."""
    hidden = finding(kind, estimate=Estimate.absent("fewer than 10"))

    assert BY_SLUG[kind].title == risk_words.title(setting, hidden)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ({"market_id": "ID"}, "the market"),
        ({"queue_id": "ads"}, "Ads policy"),
        ({"team_id": "bth-01"}, "team bth-01"),
        ({"person_id": "p1", "other_person_id": "p2"}, "agent p1 and agent p2"),
        ({"design_id": "monthly", "stratum_id": "ads/clean"}, "stratum ads/clean"),
    ],
)
def test_whom_it_is_about_is_named_or_said_what_it_is(setting, by, said):
    """An id alone tells nobody whether it is a team's or a person's."""
    assert said == risk_words.entity(setting, finding("audit_sampling", entity=Entity.of("any", **by)))


@pytest.mark.parametrize(
    ("kind", "changes", "cost", "interval"),
    [
        ("below_target", {}, "about 240 wrong labels a month above the target", "120 to 390"),
        ("below_target", {"wrong": Estimate(1.0, 0.0, 3.0, 40, 40.0, "wilson", Unit.COUNT)},
         "about 1 wrong label a month above the target", "0 to 3"),
        ("unread_procedures", {"affected": Estimate(1550.0, 1550.0, 1550.0, 9, 9.0, "count", Unit.COUNT)},
         "1,550 decisions made before reading it", ""),
        ("label_shift", {}, "not known in labels", ""),
    ],
)  # fmt: skip
def test_a_cost_is_a_number_of_labels(setting, kind, changes, cost, interval):
    """Wrong ones, or what its rule counts; what was counted has no interval."""
    one = finding(kind, **changes)

    assert (cost, interval) == (risk_words.cost(setting, one), risk_words.interval(setting, one))


@pytest.mark.parametrize(
    ("kind", "sure", "p", "said"),
    [
        ("below_target", 0.874, 0.01, "87%"),
        ("below_target", 0.997, 0.01, "over 99%"),
        ("below_target", 1.0, 0.01, "over 99%"),
        ("unread_procedures", 1.0, math.nan, "certain"),
    ],
)
def test_only_what_was_counted_is_certain(setting, kind, sure, p, said):
    """A test never is."""
    severity = Severity(Grade.S2, 20.0, 1.0, sure, 1)

    assert said == risk_words.confidence(setting, finding(kind, severity=severity, p=p))


def test_of_what_is_resolved_nothing_is_asked(setting):
    """Neither action nor owner nor day."""
    gone = risk_tables.risk(setting, finding("below_target", state=State.RESOLVED))

    assert ("", "", "", None) == (gone.action, gone.owner, gone.due, gone.record["due_on"])


def test_what_is_watched_says_what_would_follow(setting):
    """And is due in four weeks."""
    seen = risk_tables.risk(setting, finding("below_target", level=Level.WATCH))

    assert ("Watch; then coach the team", "QA lead", "30 Nov", "2026-11-30") == (
        seen.action, seen.owner, seen.due, seen.record["due_on"],
    )  # fmt: skip


def test_what_several_ask_for_alike_is_one_action(setting):
    """Three agents to coach are one line, not three."""
    three = [finding("agents_below_floor", entity=Entity.of("person", person_id=f"p{i}")) for i in range(3)]
    (asked,) = risk_tables.priorities(setting, Findings(tuple(three), ()), []).actions

    assert ("Coach the team", "for agent p0, agent p1 and agent p2") == (asked.title, asked.aim)


def test_a_list_without_a_finding_says_of_what_there_is_none(setting):
    """At the levels asked for; a note on severity would explain nothing."""
    watched = Findings((finding("below_target", level=Level.WATCH),), ())
    listed = [
        risk_tables.risks(setting, found, levels, 20, GRADES)
        for found, levels in ((watched, [Level.ACT]), (Findings((), ()), []))
    ]

    said = [
        "Nothing in October 2026 calls for action.",
        "Nothing in October 2026 calls for action or is watched.",
    ]
    assert said == [each.none for each in listed]
    assert [((), "")] * 2 == [(each.risks, each.note) for each in listed]


def test_all_findings_are_on_record_and_so_many_printed(setting):
    """The data file and summary.json have those beyond."""
    found = Findings(
        tuple(finding("below_target", entity=Entity.of("site", site_id=f"s{i}")) for i in range(30)), ()
    )
    listed = risk_tables.risks(setting, found, (), 20, GRADES)
    rows = list(csv.DictReader(io.StringIO(listed.data.csv)))

    assert (20, 30, 30) == (listed.most, len(listed.risks), len(rows))
    assert (
        "wrong labels a month, weighted by what each costs; S2 from 10, S3 from 100, S4 from 1,000"
        in listed.note
    )


def test_a_vendor_has_the_ids_of_the_evidence_and_the_way_to_appeal(own):
    """In print: an appeal names them."""
    held = {r.finding: r.record["evidence"] for r in only(own, RiskList).risks}
    listed = table(own, "risk-evidence")

    assert listed
    assert [", ".join(one["ids"]) for one in held.values() if one["ids"]] == [row[3] for row in listed]
    assert ("How to appeal", ROUTE) == (only(own, Callout).title, only(own, Callout).text)


def test_an_internal_edition_prints_no_ids(whole):
    """They are in its data file."""
    data = only(whole, RiskList).data.csv

    assert "risk-evidence" not in {c.id for c in whole if isinstance(c, Table)}
    assert [] == [c for c in whole if isinstance(c, Callout)]
    assert "audited_labels" in data


def test_a_vendor_has_nothing_on_auditors_requests_and_the_design_of_audits(own):
    """Neither findings nor tests; of people what is to be acted on only."""
    internal = {each.number: each.title for each in DETECTORS if each.internal}
    personal = {each.number for each in DETECTORS if each.personal}
    found = [r.record for r in only(own, RiskList).risks]
    tested = {words.capital(name) for row in table(own, "risk-ledger") for name in row[1].split("; ")}

    assert found
    assert tested < {each.title for each in DETECTORS}
    assert set() == set(internal) & {record["kind"] for record in found}
    assert set() == set(internal.values()) & tested
    assert set() == {r["level"] for r in found if r["kind"] in personal} - {"act"}
    assert [] == [r for r in found if r["entity_type"] == "site" and r["entity_id"] not in ("bth", "mdn")]


def test_a_vendor_s_own_numbers_are_as_exact_as_inside(own, whole):
    """They are its own: nothing of anybody else can be worked out of them."""
    shares = [r.record["value"] for r in only(own, RiskList).risks if r.record["unit"] == "share"]

    assert any(abs(value / 0.005 - round(value / 0.005)) > 1e-6 for value in shares if value is not None)


def test_evidence_beyond_what_is_named_is_counted(setting):
    """In any edition."""
    ids = tuple(f"a{i}" for i in range(20))
    found = Findings(
        (finding("below_target", evidence=Evidence("audited_labels", ids, 43)), finding("ambiguous_clauses")),
        (),
    )

    assert ["20 of 43 audits", "2 audits"] == [
        row[2].text for row in risk_tables.evidence_table(setting, found, "risk-evidence").rows
    ]
    assert [43, 2] == [risk_tables.risk(setting, one).record["evidence"]["total"] for one in found]


def test_every_table_of_evidence_has_a_word_for_its_rows(whole, own):
    """So that no finding is left without."""
    shown = {r.record["evidence"]["table"] for c in (whole, own) for r in only(c, RiskList).risks}

    assert set() == shown - {*ROWS, ""}


def test_no_test_at_all_is_a_sentence(shown, fabricated):
    """An empty ledger looks like a mistake."""
    made = fabricated.without("audits", "gold", "time", "requests", "targets", "sample_designs")
    days = pd.to_datetime(made.frames["label_days"]["local_date"])
    few = made.with_rows("label_days", made.frames["label_days"][days >= pd.Timestamp(2026, 10, 31)])
    found = shown(few.without("handling_days"))

    assert "No test could be made." in [p for c in found if isinstance(c, Prose) for p in c.paragraphs]
