"""One story for one agent: what every page says of it comes from one record."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from labelqa.components import Chart, KeyPoints, RiskList, Table
from labelqa.estimates import VALUE_COLUMNS, Estimate, Estimates, Target
from labelqa.findings import Entity, Findings, Level, State
from labelqa.report.language.numerals import Numerals
from labelqa.report.page.standing import agents_below, standings

from ..coherence import disagreements
from ..companies import TRAITS

N = Numerals("en_SG")


@pytest.fixture(scope="module")
def lined_up(fabricated, run, tmp_path_factory):
    """The report on the market in which one agent gives one label to everything in October."""
    (trait,) = [each for each in TRAITS if each.__name__ == "_one_lines_up"]
    made = trait(fabricated, np.random.default_rng(2))
    return run(made.write(tmp_path_factory.mktemp("lined") / "x"))


def only(components, kind, name=""):
    """The one component of a kind, by its id where there are more."""
    (found,) = [c for c in components if isinstance(c, kind) and name in getattr(c, "id", "")]
    return found


def rows(*p_below: float) -> Estimates:
    """Agents a, b, c so surely below the target."""
    people = pd.DataFrame({"person_id": list("abc")}).assign(**dict.fromkeys(VALUE_COLUMNS, 0.9))
    people["flags"] = [()] * 3
    return Estimates("agents.accuracy", ("person_id",), people.assign(p_below=p_below))


@dataclasses.dataclass(frozen=True)
class Named:
    """A finding as far as a standing looks at it."""

    entity: Entity
    level: Level = Level.WATCH
    state: State = State.NEW


def on(*people: str) -> Findings:
    """A finding of each."""
    return Findings(tuple(Named(Entity.of("person", person_id=each)) for each in people), ())


@pytest.mark.parametrize(
    ("p_below", "found", "said"),
    [
        ((0.9, 0.9, 0.9), on(), "None of 3 agents is below the target with enough certainty"),
        ((0.95, 0.9, 0.9), on(), "One of 3 agents is below the target"),
        ((0.95, 0.95, 0.9), on("a"), "Two of 3 agents are below the target"),
        (
            (0.9, 0.9, 0.9),
            on("b"),
            "None of 3 agents is below the target with enough certainty; risks name b",
        ),
        ((0.95, 0.9, 0.9), on("b", "z"), "One of 3 agents is below the target; risks name b and z"),
        (
            (0.9, 0.9, 0.9),
            on(*"bczy"),
            "None of 3 agents is below the target with enough certainty; risks name b, c and 2 more",
        ),
    ],
)
def test_agents_below_target_are_counted_and_whom_risks_name_is_never_left_out(p_below, found, said):
    """Only those of whom it is sure enough; others with a risk, checked or not, beside them."""
    assert said == agents_below(standings(rows(*p_below), found), N)


def test_what_is_resolved_names_nobody():
    """It is gone."""
    gone = Findings((Named(Entity.of("person", person_id="b"), state=State.RESOLVED),), ())

    assert () == standings(rows(0.9, 0.9, 0.9), gone).named


def test_wrong_labels_above_the_target_have_the_ends_of_the_record():
    """The labels times what is missing to the target."""
    (one, *_) = standings(rows(0.95, 0.9, 0.9), on()).people
    held = dataclasses.replace(
        one,
        accuracy=Estimate(0.80, 0.70, 0.90, 30, 30.0, "test"),
        record={"labels": 200.0, "wrong_above_target": 30.5},
    )
    above = held.above(Target(0.95))

    assert (30.5, pytest.approx(10), pytest.approx(50)) == (above.value, above.low, above.high)


def test_a_report_tells_one_story_of_an_agent(lined_up):
    """The risk, the list of agents to coach, and the caterpillar: the same agent, the same numbers."""
    risk = next(r for r in only(lined_up, RiskList).risks if r.record["kind"] == "R10")
    coached = {row[0].text: row for row in only(lined_up, Table, "coaching-list").rows}
    row = coached[risk.record["entity_id"]]
    data = only(lined_up, Table, "coaching-list").data.csv

    assert f"{row[1].text} audits" in risk.rests_on
    assert f"{row[2].text} answers to gold" in risk.rests_on
    assert risk.record["entity_id"] in only(lined_up, Chart, "agents-").note
    assert str(risk.record["wrong"])[:6] in data
    assert [] == disagreements(lined_up)


def told(components, kind, field: str, lie) -> tuple:
    """The components with one field of one kind told otherwise."""
    return tuple(c.model_copy(update={field: lie(c)}) if isinstance(c, kind) else c for c in components)


ALL_FINE = "None of 52 agents is below the target with enough certainty"


@pytest.mark.parametrize(
    ("kind", "field", "lie"),
    [
        (Chart, "title", lambda c: ALL_FINE if c.id.startswith("agents-") else c.title),
        (KeyPoints, "points", lambda c: (*c.points, f"{ALL_FINE}.")),
        (KeyPoints, "points", lambda c: c.points[:1]),
        (RiskList, "risks", lambda c: tuple(
            r.model_copy(update={"cost": "about 7 wrong labels a month above the target"}) for r in c.risks)),
        (RiskList, "risks", lambda c: tuple(
            r.model_copy(update={"confidence": "50%"}) for r in c.risks)),
        (Table, "rows", lambda c: tuple(
            (*row[:2], row[2].model_copy(update={"text": "1%"}), *row[3:]) for row in c.rows
        ) if c.id == "results-accuracy-audit-by-vendor" else c.rows),
    ],
)  # fmt: skip
def test_a_second_story_is_found(lined_up, kind, field, lie):
    """An "all fine" against a risk, a risk left out of the main points, another number of the same name."""
    repeated = (*lined_up, only(lined_up, Table, "results-accuracy-audit-by-vendor"))

    assert [] == disagreements(repeated)
    assert [] != disagreements((*told(lined_up, kind, field, lie), repeated[-1]))
