"""New joiners: who is behind, what became of them, how they learn, and what is due for each."""

from __future__ import annotations

from ....components import KeyPoints, Lede, Prose, Section
from ....estimates import Estimates
from ....findings import Level
from ...language import words
from ...language.vocabulary import term
from ...page.records import records
from ...page.showing import Showing
from ..risks.questions import RiskQuestions
from . import incidence, learning, swimmers
from . import sentences as ramp_words
from .learning import Learning, Words
from .questions import RampUp, RampUpQuestions, Skill
from .tables import cohort_table, decision_table, figures_table
from .words import DAYS_TOLD

_MEASURES = {
    "accuracy": "Share of audited labels that were right",
    "pace": "Pace, the median tenured agent's being 1",
}


class RampUpExhibits(Showing, RampUpQuestions, RiskQuestions):
    """All take what `ramp_up` gave; without joiners only `tell_ramp_up` says a line."""

    def ramp_up_headline(self, ramp: RampUp) -> str:
        """A section's title: which cohorts are behind or named by risks, or how many are proficient."""
        if ramp.why:
            return "New joiners"
        gaps = self.against_others(ramp)
        share = self.proficient(ramp, 60).only()
        behind = self.cohorts_behind(ramp)
        named = [] if behind else self._cohorts_named()
        return ramp_words.headline(self._setting, behind, named, gaps, share)

    def ramp_up_section(self, name: str, title: str, ramp: RampUp, *, judged: bool = False) -> None:
        """
        Start a section; off, with the reason, where there are no joiners.

        With `judged` also where nobody can be called proficient.
        """
        why = ramp.why or (ramp.unjudged if judged else "")
        self._stage.emit(Section(name=name, title=title, off=words.sentence(why)))

    def ramp_up_points(self, ramp: RampUp) -> None:
        """The key points: who is behind, how many are proficient and how soon, and what is due."""
        if ramp.why:
            self._stage.emit(KeyPoints(points=(words.sentence(ramp.why),)))
            return
        asked, decided = self._asked_first(ramp), self.joiner_decisions(ramp)
        told = [words.sentence(ramp.unjudged)] if ramp.unjudged else map(self._told_of_joiners, asked)
        points = [*self._cohorts_lag(ramp), *told]
        if len(decided):
            points.append(ramp_words.due(self._setting, decided))
        self._stage.emit(KeyPoints(points=tuple(points[:6])))

    def tell_ramp_up(self, ramp: RampUp) -> None:
        """A lede: how many began, who is behind and by how much, and how many are proficient; or why none."""
        if ramp.why:
            self._stage.emit(Lede(text=words.sentence(ramp.why), figures=records(self.joiners(ramp))))
            return
        joined, share, gaps = self.joiners(ramp), self.proficient(ramp, 60), self.against_others(ramp)
        span = self._rows.words("window")
        said = [ramp_words.began(self._setting, joined, len(ramp.cohorts), span), *self._cohorts_lag(ramp)]
        figures = (*records(joined), *records(share), *records(gaps))
        self._stage.emit(Lede(text=" ".join([*said, self._told_of_joiners(share)]), figures=figures))

    def proficiency_figures(self, ramp: RampUp) -> None:
        """Shares by day, medians, means, attrition, and what the rule asks of the tenured, as a table."""
        if ramp.why:
            return
        asked = [
            *(self.proficient(ramp, day) for day in DAYS_TOLD),
            *self._asked_first(ramp)[1:],
            self.days_before_proficiency(ramp, 60),
            self.time_to_production(ramp),
            self.time_from_hiring(ramp),
            self.tenured_proficient(ramp),
        ]
        title = "Joiners in figures"
        self._stage.emit(figures_table(self._setting, title, asked, "joiners-in-figures"))

    def incidence_chart(self, ramp: RampUp) -> None:
        """The share proficient and the share that left by days in production: all, and the newest cohorts."""
        overall = self.proficient(ramp, 60)
        if ramp.why or ramp.unjudged:
            return
        newest = ramp.cohorts[1 - incidence.MOST_PANELS :] if len(ramp.cohorts) > 1 else ()
        panels = [
            (
                "All joiners" if cohort is None else self._cohort_name(cohort),
                self.joiner_incidence(ramp, cohort),
                self.joiner_incidence(ramp, cohort, outcome="left"),
            )
            for cohort in (None, *newest)
        ]
        said = (
            words.headline(term(overall.name), overall.only(), None, self._setting.numerals),
            f"Share of joiners by days in production, of those who began in {self._rows.words('window')}",
            "Band: 95% interval of the share proficient. Below the days: how many were still learning.",
        )
        measures = (overall, self.proficient(ramp, 60, "cohort"), self.joiners_left(ramp, 60))
        figures = tuple(figure for one in measures for figure in records(one))
        self._stage.emit(incidence.incidence(self._setting, panels, said, figures, "joiners-proficient"))

    def learning_chart(self, ramp: RampUp, skill: Skill = "accuracy") -> None:
        """Learning curves by cohort: of the cohort that is behind, else of the newest, with its band."""
        if ramp.why or (skill == "pace" and ramp.unpaced):
            return
        drawn, level = self._learning(ramp, skill), self.learning_level(ramp, skill)
        if not drawn.is_seen:
            self._stage.emit(Prose(paragraphs=("Joiners were seen in too few weeks for a curve.",)))
            return
        title = words.headline(term(level.name), level.only(), None, self._setting.numerals)
        about, undrawn = drawn.about, [self._cohort_name(name) for name in drawn.undrawn]
        said = Words(
            ramp_words.less_accurate(self._setting, about) if drawn.behind else title,
            f"{_MEASURES[skill]}, by weeks in production",
            ramp_words.drawn(self._cohort_name(about), undrawn, fitted=bool(len(drawn.curves[about].fitted))),
        )
        figures = (*records(level), *records(self.learning_level(ramp, skill, "cohort")))
        self._stage.emit(learning.learning(self._setting, drawn, said, figures, f"learning-{skill}"))

    def _learning(self, ramp: RampUp, skill: Skill) -> Learning:
        """The fitted curves by cohort, or where none is fitted that of all joiners."""
        every = {name: self.learning_curve(ramp, skill, name) for name in ramp.cohorts}
        fitted = {name: curve for name, curve in every.items() if len(curve.fitted)}
        curves = fitted or {"All joiners": self.learning_curve(ramp, skill)}
        is_judged = skill == "accuracy"
        late = [name for name in self.cohorts_behind(ramp) if is_judged and name in curves]
        return Learning(
            curves,
            about=(late or [*curves])[-1],
            behind=bool(late),
            undrawn=tuple(name for name in every if name not in fitted),
            tenured=self.tenured_band(ramp, skill),
            target=self.target("accuracy") if is_judged else None,
            unit=self.learning_level(ramp, skill).unit,
        )

    def learning_figures(self, ramp: RampUp) -> None:
        """Where joiners level off, how soon, and Wright's learning rate, as a table."""
        if ramp.why:
            return
        asked = [
            self.learning_level(ramp, "accuracy"),
            self.learning_days(ramp, "accuracy"),
            self.learning_level(ramp, "pace"),
            self.learning_days(ramp, "pace"),
            self.learning_rate(ramp),
        ]
        title = "Learning in figures"
        self._stage.emit(figures_table(self._setting, title, asked, "learning-in-figures"))

    def cohort_table(self, ramp: RampUp) -> None:
        """One row per cohort: joiners, proficient by day 60, accuracy at the same age."""
        if ramp.why:
            return
        measures = (
            self.joiners(ramp, "cohort"),
            self.proficient(ramp, 60, "cohort"),
            self.accuracy_at_age(ramp, "cohort"),
            self.against_others(ramp),
        )
        self._stage.emit(cohort_table(self._setting, measures, "ramp-up-by-cohort"))

    def swimmers(self, ramp: RampUp) -> None:
        """A line for each joiner, with gate, proficiency and leaving."""
        if ramp.why or ramp.unjudged:
            return
        lines = self.joiner_lines(ramp)
        title, figures = ramp_words.reached(self._setting, lines), records(self.time_to_gate(ramp))
        self._stage.emit(swimmers.swimmers(self._setting, lines, title, figures, "joiners"))

    def decision_table(self, ramp: RampUp) -> None:
        """Each joiner's accuracy, pace, audit share and what is due, with the rules."""
        decided = self.joiner_decisions(ramp)
        if not self._there(decided):
            return
        paces, lines = self.joiner_paces(ramp), self.joiner_lines(ramp)
        self._stage.emit(decision_table(self._setting, decided, paces, lines, ramp.rule, "joiners-due"))
        if target := ramp.rule.target:
            rules = ramp_words.rules(self._setting, ramp.rule, target, ramp.plan)
            self._stage.emit(Prose(paragraphs=rules))

    def gate_figures(self, ramp: RampUp) -> None:
        """How soon joiners have a clean run of audits, and what the gate lets through."""
        if not ramp.why:
            time = self.time_to_gate(ramp)
            told = f"{self._told_of_joiners(time)} {ramp_words.gate(self._setting, ramp.gate)}"
            self._stage.emit(Prose(paragraphs=(told,), figures=records(time)))

    def ramp_up_methods(self) -> None:
        """How the figures on joiners were made."""
        self._stage.emit(Prose(paragraphs=ramp_words.METHODS))

    def _asked_first(self, ramp: RampUp) -> list[Estimates]:
        """What a reader asks first: how many, how soon, how many are lost."""
        return [self.proficient(ramp, 60), self.time_to_proficiency(ramp), self.joiners_left(ramp, 60)]

    def _cohorts_named(self) -> list[str]:
        """The cohorts that risks name, the gravest first."""
        found = (finding.entity.get("cohort_id") for finding in self.findings(*Level))
        return list(dict.fromkeys(cohort for cohort in found if cohort))

    def _cohorts_lag(self, ramp: RampUp) -> list[str]:
        return ramp_words.lag(self._setting, self.cohorts_behind(ramp), self.against_others(ramp))

    def _told_of_joiners(self, overall: Estimates) -> str:
        return words.result(term(overall.name), overall.only(), None, self._setting.numerals)

    def _cohort_name(self, cohort: str) -> str:
        return self._setting.name("cohort_id", cohort)
