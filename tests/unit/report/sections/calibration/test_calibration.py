"""The calibration report says what the session shows, decides by its rules, and says when there was none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from labelqa.components import ANY_COMPONENT, MIME, Callout, Chart, Component, Lede, Prose, Section, Table
from labelqa.extracts import open_extract
from labelqa.params import load
from labelqa.report import open_report
from labelqa.report.language.numerals import Numerals
from labelqa.report.language.words import sentence
from labelqa.report.sections.calibration import words

from ...calibrated import HELD, Session, with_sessions
from ...claims import Claims

SG = Numerals("en_SG")
SECTIONS = ["decision", "scores", "agreement", "sites", "items", "transfer", "methods"]

UNUSED = ("handling_days", "time_days", "gold_answers", "requests")
"""Tables of the market that the report does not ask for."""

Components = tuple[Component, ...]


@pytest.fixture(scope="module")
def calibrate(repository, fabricated, tmp_path_factory) -> Callable[..., Components]:
    """Runs the calibration report over the market with sessions; nothing it says may be untrue."""
    notebook = json.loads((repository / "notebooks/calibration.ipynb").read_text(encoding="utf-8"))
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]

    def over(*sessions: Session, market: object = None, **parameters: object) -> Components:
        shown: list[dict] = []
        made = (market or with_sessions(fabricated, *sessions)).without(*UNUSED)
        folder = made.write(tmp_path_factory.mktemp("calibration") / "x")
        names = {"open_report": lambda folder: open_report(folder, show=shown.append)}
        for cell in cells:
            code = "".join(cell["source"]).replace("from labelqa.report import open_report", "")
            exec(code, names)  # noqa: S102 - our own notebook
            if cell["id"] == "parameters":
                names |= {"extract": folder, **parameters}
        found = tuple(ANY_COMPONENT.validate_python(bundle[MIME]) for bundle in shown)
        if not parameters:
            assert [] == Claims(found, open_extract(folder)).contradictions()
        return found

    return over


@pytest.fixture(scope="module")
def components(calibrate) -> Components:
    """The report on a session that went well."""
    return calibrate(Session())


def sections(found: Components) -> dict[str, Section]:
    """The sections by name."""
    return {c.name: c for c in found if isinstance(c, Section)}


def table(found: Components, name: str) -> list[list[str]]:
    """The texts of a table's rows."""
    (one,) = [c for c in found if isinstance(c, Table) and c.id == name]
    return [[cell.text for cell in row] for row in one.rows]


def decided(found: Components) -> list[str]:
    """What the rule says that holds, the first of them."""
    return [row[2] for row in table(found, "calibration-rules") if row[3] == "Yes"]


def test_every_section_is_on_and_in_order(components):
    """Where there was a session."""
    assert SECTIONS == list(sections(components))
    assert {""} == {section.off for section in sections(components).values()}


def test_every_declared_figure_is_shown_in_its_section(components, repository):
    """What params/reports/calibration.yml asks for."""
    emitted: dict[str, set[str]] = {}
    name = ""
    for component in components:
        name = component.name if isinstance(component, Section) else name
        emitted.setdefault(name, set()).update(figure.name for figure in component.figures)

    declared = load(repository).report("calibration").figures
    assert [] == [(f.name, f.section) for f in declared if f.name not in emitted[f.section]]


def test_a_session_that_surely_passed_certifies(components):
    """97 % right after, of 30 items and 12 people at four sites."""
    assert "Certify" == decided(components)[0]
    assert sections(components)["decision"].title.startswith("Certify: the score, at 9")


@pytest.mark.parametrize(
    ("session", "decision", "title"),
    [
        (Session(wrong_keys=2), "Fix the key", words.FIX_KEY(SG, n=2)),
        (Session(unlearnt="c2"), "Rewrite the clause", words.REWRITE(SG, n=1)),
        (Session(after=0.7), "Rewrite the clause", words.REWRITE(SG, n=3)),
        (Session(after=0.75), "Repeat", words.MISSED(SG, score="82%")),
        (Session(items=20, after=0.82), "Repeat", words.UNDECIDED(SG, score="89.6%", goal=0.9)),
        (Session(people=4, after=1.0), "Repeat", words.THIN(SG, thin="4 raters, fewer than 5")),
    ],
    ids=["wrong keys", "one clause", "all clauses", "no clause surely", "undecided", "few people"],
)
def test_the_decision_follows_from_its_rules(calibrate, session, decision, title):
    """The title, the rule that holds and the box name the same decision."""
    found = calibrate(session)
    (box,) = [c for c in found if isinstance(c, Callout)]

    assert (decision, title) == (decided(found)[0], sections(found)["decision"].title)
    assert box.text.split()[0] in {"Send", "Rewrite", "Certify", "Repeat"}


def test_the_wrong_keys_are_named(calibrate):
    """In the rules, first in the table of items, and counted."""
    found = calibrate(Session(wrong_keys=2))
    (figure,) = [f for c in found for f in c.figures if f.name == "calibration.suspect_keys.overall"]

    assert {"S1-i00", "S1-i01"} == set(table(found, "calibration-rules")[0][1].split(" and "))
    assert ["S1-i00", "S1-i01"] == sorted(row[0] for row in table(found, "hardest-items")[:2])
    assert (2, 30) == (figure.value, figure.n)


def test_the_lede_names_the_session_and_its_scores(components):
    """Queue, version, day, people and items, then the figures of record."""
    lede = next(c for c in components if isinstance(c, Lede))
    score = next(f for f in lede.figures if f.name == "calibration.score.post.overall")

    assert lede.text.startswith(
        "One session on Ads policy (4.2) on 13 October 2026, with 12 people and 30 items."
    )
    assert f"The score after was {100 * score.value:.1f}%" in lede.text


def test_the_map_marks_each_answer_by_what_became_of_it(components, fabricated):
    """· right twice, + learnt, − lost, × wrong twice; as the answers say."""
    rows = Session().responses(fabricated)
    rows = rows.assign(right=(rows["label_id"] == rows["key_label_id"]).astype(int))
    wide = rows.pivot_table(index=["item_id", "person_id"], columns="phase", values="right")
    marks = {(1, 1): "·", (0, 1): "+", (1, 0): "−", (0, 0): "×"}
    (heat,) = [c for c in components if isinstance(c, Table) and c.heat]
    shown = {
        (row[0].text, column.name): cell.text
        for row in heat.rows
        for column, cell in zip(heat.columns[1:], row[1:], strict=True)
    }

    assert {each: marks[tuple(wide.loc[each, ["pre", "post"]])] for each in shown} == shown


def test_clauses_have_their_titles(components):
    """Not their ids."""
    assert {"Logos", "Claims", "Everything else"} == {row[0] for row in table(components, "scores-by-clause")}


def test_no_session_in_the_period_is_said_in_one_line(calibrate):
    """Every section but the methods is off, with the same reason."""
    found = calibrate(Session(held=HELD - pd.Timedelta(days=60)))
    off = {name: section.off for name, section in sections(found).items()}

    assert "" == off.pop("methods")
    assert {sentence(words.NONE_HELD(SG, period="October 2026"))} == set(off.values())


def test_a_session_can_be_asked_for_by_its_id(calibrate):
    """Whenever it was; an unknown one is said."""
    early = Session(held=HELD - pd.Timedelta(days=60), name="S0")
    asked, unknown = (calibrate(early, Session(), session=name) for name in ("S0", "S9"))

    assert "on 14 August 2026" in next(c for c in asked if isinstance(c, Lede)).text
    assert sentence(words.UNKNOWN(SG, name="S9")) == sections(unknown)["decision"].off


def test_several_sessions_are_told_apart(calibrate):
    """A table by session, and a test and an effect for each."""
    found = calibrate(Session(), Session(name="S2", before=0.7))

    assert ["S1", "S2"] == [row[0] for row in table(found, "scores-by-session")]
    assert ["S1", "S1", "S2", "S2"] == [row[0] for row in table(found, "transfer")]
    assert 4 == sum(f.name == "calibration.q.by_raters" for c in found for f in c.figures)


def test_without_the_tables_the_report_says_why(calibrate, fabricated):
    """As any section does."""
    found = calibrate(market=fabricated)

    assert "Table calibration_sessions is missing" in sections(found)["decision"].off


def test_without_answers_after_the_scores_are_those_before(calibrate, fabricated):
    """The pass mark is held against the only score there is."""
    made = with_sessions(fabricated, Session(before=0.97))
    rows = made.frames["calibration_responses"]
    found = calibrate(market=made.with_rows("calibration_responses", rows[rows["phase"] == "pre"]))

    assert "Certify" == decided(found)[0]
    assert {"–"} == {row[2] for row in table(found, "scores-by-person")}
    assert not any("lower" in c.title for c in found if isinstance(c, Chart))


def test_one_site_has_nobody_to_be_compared_with(calibrate, fabricated):
    """A line instead of the chart; nobody's site known, the same."""
    made = with_sessions(fabricated, Session())
    people = made.frames["people"]
    found = calibrate(market=made.with_rows("people", people.assign(site_id="yog")))

    assert "site-differences" not in {c.id for c in found if isinstance(c, Chart)}
    assert "fewer than two sites took part" in " ".join(c.model_dump_json() for c in found)


def test_people_stand_where_they_were_on_the_day(calibrate, fabricated):
    """Half of them moved to another site a week later."""
    made = with_sessions(fabricated, Session())
    people = made.frames["people"].assign(valid_to=pd.NaT)
    moved = people.assign(valid_from=HELD.date() + pd.Timedelta(days=7), site_id="elsewhere")
    stayed = people.assign(valid_to=HELD.date() + pd.Timedelta(days=7))
    found = calibrate(market=made.with_rows("people", pd.concat([stayed, moved], ignore_index=True)))

    assert "elsewhere" not in {row[0] for row in table(found, "scores-by-site")}


@pytest.mark.parametrize(
    "session",
    [
        Session(people=1),
        Session(items=1),
        Session(people=2, items=2),
        Session(before=1.0, after=1.0),
        Session(before=0.0, after=0.0),
        Session(people=25, items=45, before=0.97, after=0.8),
        Session(held=pd.Timestamp("2026-10-31 12:00", tz="UTC")),
        Session(items=12, wrong_keys=9),
    ],
    ids=["one person", "one item", "two by two", "all right", "all wrong", "large", "last day", "wrong keys"],
)
def test_nothing_that_is_said_of_a_session_is_untrue(calibrate, session):
    """However small, good or bad it was; `calibrate` holds every sentence against its figures."""
    assert SECTIONS == list(sections(calibrate(session)))


LIES = [
    (Section, "title", "Certify: the score, at 9", "Repeat: the score, at 9"),
    (Section, "title", "The change in score was 1", "The change in score was 2"),
    (Lede, "text", "with 12 people", "with 13 people"),
    (Lede, "text", "on 13 October", "on 14 October"),
    (Lede, "text", "the target of 90.0% was met", "the target of 90.0% was missed"),
    (Chart, "title", "of 12 people scored higher", "of 12 people scored lower"),
    (Chart, "title", "Three of 4 sites", "None of 4 sites"),
    (Table, "note", "are not shown to differ", "differ"),
    (Table, "note", "alpha is known to ±0.0", "alpha is known to ±0.1"),
    (Table, "note", "Pass mark 90.0%", "Pass mark 95.0%"),
    (Table, "note", "The 14 hardest of 30", "The 14 hardest of 31"),
    (Callout, "text", "Certify those who took part.", "Certify those who missed it."),
    (Prose, "paragraphs", "show no clear effect", "show a clear effect"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "truth", "lie"), LIES, ids=[lie for *_, lie in LIES])
def test_a_planted_lie_is_found(components, fabricated, tmp_path, kind, field, truth, lie):
    """The true report passes, the same with one changed word does not."""
    extract = open_extract(with_sessions(fabricated, Session()).without(*UNUSED).write(tmp_path / "x"))

    def told(component: Component) -> Component:
        text = getattr(component, field, "") if isinstance(component, kind) else ""
        changed = (
            tuple(t.replace(truth, lie) for t in text)
            if isinstance(text, tuple)
            else text.replace(truth, lie)
        )
        return component.model_copy(update={field: changed}) if text else component

    changed = tuple(told(component) for component in components)
    assert changed != components
    assert [] == Claims(components, extract).contradictions()
    assert [] != Claims(changed, extract).contradictions()


def test_the_notebook_is_where_its_report_says(repository):
    """And its parameters are those of the sidecar."""
    report = load(repository).report("calibration")

    assert (Path("calibration.ipynb"), {"session", "pass_mark", "margin"}) == (
        Path(report.notebook),
        set(report.parameters),
    )
