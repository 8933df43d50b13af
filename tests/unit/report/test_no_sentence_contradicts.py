"""No sentence of a report contradicts its figures: thirty companies, and one of them with planted lies."""

from __future__ import annotations

import dataclasses

import pytest

from labelqa.components import Chart, KeyPoints, Lede, RiskList, Section, Table, Tiles
from labelqa.extracts import open_extract
from labelqa.params import load
from labelqa.report.language.numerals import Numerals
from labelqa.report.sections.volume.words import AUDITED

from .claims import Claims
from .coherence import disagreements
from .companies import FABRICATED, SAMPLED, fabricated, sampled
from .printed import NOTATIONS


@pytest.mark.parametrize("seed", range(FABRICATED))
def test_no_sentence_of_a_company_s_report_contradicts_its_figures(run, tmp_path, seed):
    """Headlines, points, ledes, tiles, titles, notes and alternative texts; nor do two places disagree."""
    extract = fabricated(seed, tmp_path)
    components = run(extract)

    assert [] == Claims(components, open_extract(extract)).contradictions()
    assert [] == disagreements(components)


@pytest.mark.parametrize("seed", range(SAMPLED))
def test_no_sentence_on_a_sample_company_contradicts_its_figures(run, tmp_path, repository, seed):
    """The same for markets that went through sources, snapshot and edition."""
    extract = sampled(seed, tmp_path, repository)
    components = run(extract)

    assert [] == Claims(components, open_extract(extract)).contradictions()
    assert [] == disagreements(components)


def test_the_notation_of_every_market_is_read(repository):
    """Half of the notations known have a decimal comma."""
    locales = {market.locale for market in load(repository).markets.values()}

    assert set() == locales - set(NOTATIONS)
    assert {",", "."} == {decimal for _, decimal in NOTATIONS.values()}


AUDITS = AUDITED(Numerals("en_GB"), n=5040)
LIES = [
    (KeyPoints, "points", "Label accuracy was 93.1%", "Label accuracy was 94.1%"),
    (KeyPoints, "points", "93.1% (91.4% to", "93.1% (92.4% to"),
    (KeyPoints, "points", "the target of 95.0% was missed", "the target of 95.0% was met"),
    (KeyPoints, "points", "the target of 95.0%", "the target of 94.0%"),
    (Table, "title", "fell since", "rose since"),
    (Chart, "note", "by 1.4 pts more", "by 2.4 pts more"),
    (KeyPoints, "points", "About 5,800 of", "About 5,815 of"),
    (KeyPoints, "points", "that is one of 5 sites", "that is two of 5 sites"),
    (KeyPoints, "points", "Meridian Batam & Co. <$1> missed", "Meridian Medan missed"),
    (KeyPoints, "points", "S4 Critical risk, Meridian:", "S4 Critical risk, Meridian Medan:"),
    (KeyPoints, "points", "Accuracy, at 90.7%, is below", "Accuracy, at 91.7%, is below"),
    (Chart, "title", "Ten of 52 agents are", "Nine of 52 agents are"),
    (Chart, "title", "Ten of 52 agents are", "Ten of 52 agents is"),
    (Section, "title", "Label accuracy missed its target", "Label accuracy met its target"),
    (Section, "title", "Label accuracy missed its", "Label accuracy and utilisation missed their"),
    (Section, "title", "at 93.1%, missed the target", "at 93.1%, met the target"),
    (Section, "title", "On-time requests, at 89%, too", "On-time requests, at 89.5%, too"),
    (Lede, "text", "83,982 labels were", "83,981 labels were"),
    (Lede, "text", "at 5 sites", "at 6 sites"),
    (Lede, "text", AUDITS, AUDITS.replace("5,040", "nan")),
    (Lede, "text", AUDITS, AUDITS.replace("5,040", "5,040 ")),
    (Lede, "text", "Shrinkage was 27.6%", "Shrinkage was −27.6%"),
    (Chart, "title", "Of 5 sites, 1 missed", "Of 5 sites, 2 missed"),
    (Chart, "title", "1 missed the target and 1 is undecided", "2 missed the target"),
    (Chart, "title", "Two weeks left", "Three weeks left"),
    (Chart, "title", "No site is outside the limits", "Meridian Medan is outside the limits"),
    (Chart, "title", "Handling took 58%", "Handling took 57%"),
    (Chart, "alt", "from 92.8% at Ads policy", "from 91.8% at Ads policy"),
    (Chart, "alt", "the last week is at", "the last week was near"),
    (Chart, "note", "from the 22 weeks", "from the 23 weeks"),
    (Table, "title", "2 requests", "1 requests"),
    (Table, "note", "of 18 pairs", "of 17 pairs"),
    (Section, "title", "11 risks call", "12 risks call"),
    (Section, "title", "call for action", "call for action; one is watched"),
    (Table, "title", "12 flagged", "11 flagged"),
    (Table, "note", "an SOP clause is ambiguous; ", ""),
    (Tiles, "note", "the last 26 weeks", "the last 260 weeks"),
]  # fmt: skip


@pytest.fixture(scope="module")
def with_commas(fabricated, run, tmp_path_factory):
    """The same market where decimals have a comma: its extract and what its report shows."""
    folder = tmp_path_factory.mktemp("commas") / "x"
    dataclasses.replace(fabricated, locale="en_ID").write(folder)
    return folder, run(folder)


def lied(components, kind: type, field: str, truth: str, lie: str) -> tuple:
    """The components with one word changed; at least one has it."""

    def told(component):
        value = getattr(component, field) if isinstance(component, kind) else ""
        parts = value if isinstance(value, tuple) else (value,)
        changed = tuple(part.replace(truth, lie, 1) for part in parts)
        return component.model_copy(
            update={field: changed if isinstance(value, tuple) else changed[0]} if changed != parts else {}
        )

    changed = tuple(map(told, components))
    assert changed != components
    return changed


def test_the_true_reports_pass(components, extract, with_commas):
    """So what is found in the tests below are the lies."""
    folder, shown = with_commas

    assert [] == Claims(components, open_extract(extract)).contradictions()
    assert [] == Claims(shown, open_extract(folder)).contradictions()


@pytest.mark.parametrize(("kind", "field", "truth", "lie"), LIES, ids=[lie for *_, lie in LIES])
def test_a_planted_lie_is_found(components, extract, kind, field, truth, lie):
    """The same report with one changed word does not pass."""
    assert [] != Claims(lied(components, kind, field, truth, lie), open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("kind", "field", "truth", "lie"),
    [
        (KeyPoints, "points", "Label accuracy was 93,1%", "Label accuracy was 94,1%"),
        (KeyPoints, "points", "Label accuracy was 93,1%", "Label accuracy was 93.1%"),
        (KeyPoints, "points", "About 5.800 of", "About 5,800 of"),
        (Lede, "text", "83.982 labels were", "83.981 labels were"),
        (Lede, "text", "83.982 labels were", "83,982 labels were"),
        (Chart, "alt", "from 92,8% at Ads policy", "from 91,8% at Ads policy"),
    ],
)
def test_a_lie_in_the_notation_of_another_market_is_found(with_commas, kind, field, truth, lie):
    """Wrong numbers, and right ones in the wrong notation."""
    folder, shown = with_commas

    assert [] != Claims(lied(shown, kind, field, truth, lie), open_extract(folder)).contradictions()


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", "93.2%"), ("status", "met"), ("word", "Target met"), ("change", "+1.6 pts (−3.0 to −0.2 pts)"),
     ("interval", "95% interval 91.8% to 94.0%, 5,041 audits"), ("target", "Target at least 94.0%")],
)  # fmt: skip
def test_a_lie_on_a_tile_is_found(components, extract, field, value):
    """Each of its words is one of its figure's."""

    def told(component):
        if not isinstance(component, Tiles):
            return component
        first, *others = component.tiles
        return component.model_copy(update={"tiles": (first.model_copy(update={field: value}), *others)})

    assert [] != Claims(tuple(map(told, components)), open_extract(extract)).contradictions()


@pytest.mark.parametrize(
    ("field", "truth", "lie"),
    [
        ("title", "at 90.7%, is below the target of 95.0%", "at 91.7%, is below the target of 95.0%"),
        ("title", "below the target of 95.0%", "below the target of 94.0%"),
        ("title", "is below", "is probably below"),
        ("title", "in the week from 26 Oct", "in the week from 19 Oct"),
        ("title", "from 26 Oct: −12 pts", "from 26 Oct: 12 pts"),
        ("title", "22.4% of the time, 13.5% before", "22.4% of the time, 15.3% before"),
        ("title", "Health claim is taken for No violation", "No violation is taken for Health claim"),
        ("title", "lost to system down", "lost to leave"),
        ("cost", "about 1,600 wrong labels", "about 1,700 wrong labels a day"),
        ("cost", "about 1,600 wrong labels", "1,600 wrong labels"),
        ("interval", "500 to 3,000", "500 to 3,100"),
        ("confidence", "over 99%", "98%"),
        ("action", "Corrective plan", "Watch; then corrective plan"),
    ],
)
def test_a_lie_on_a_risk_is_found(components, extract, field, truth, lie):
    """Of the list: what is the matter, what it costs, how surely, what is asked for."""

    def told(component):
        if not isinstance(component, RiskList):
            return component
        risks = [r.model_copy(update={field: getattr(r, field).replace(truth, lie)}) for r in component.risks]
        return component.model_copy(update={"risks": tuple(risks)})

    changed = tuple(map(told, components))

    assert changed != components
    assert [] != Claims(changed, open_extract(extract)).contradictions()


def test_a_lie_in_a_table_is_found(components, extract):
    """A row that says another verdict than its figure's."""

    def told(component):
        if not (isinstance(component, Table) and component.id == "results-accuracy-audit-by-site"):
            return component
        first, *others = component.rows
        wrong = (*first[:-1], first[-1].model_copy(update={"text": "Target met", "status": "met"}))
        return component.model_copy(update={"rows": (wrong, *others)})

    assert [] != Claims(tuple(map(told, components)), open_extract(extract)).contradictions()
