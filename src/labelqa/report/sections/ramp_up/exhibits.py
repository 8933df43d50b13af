"""New joiners: who is behind, what became of them, how they learn, and what is due for each."""

from __future__ import annotations

from collections.abc import Callable

from ....components import KeyPoints, Lede, Prose, Section
from ....estimates import Estimates
from ....findings import Findings, Level
from ...data.gate import exhibit, plain
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...language.sentences import headline, result
from ...language.vocabulary import term
from ...language.words import joined, sentence
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from ...page.stage import Stage
from . import incidence, learning, swimmers, words
from . import sentences as ramp_words
from .joiner_questions import RampUp, Skill
from .learning import Learning
from .questions import RampUpQuestions
from .tables import cohort_table, decision_table, figures_table


class RampUps(SectionExhibits, RampUpQuestions):
    """All take what `ramp_up` gave; without joiners only `tell_ramp_up` says a line."""

    _name = "r.ramp_up"

    def __init__(
        self, rows: ExtractReader, setting: Setting, stage: Stage, findings: Callable[[], Findings]
    ) -> None:
        super().__init__(rows, setting, stage)
        self._findings = findings

    @plain
    def headline(self, ramp: RampUp) -> str:
        """
        A section's title: which cohorts are behind or named by risks, or how many are proficient.

        >>> r.ramp_up.headline(r.ramp_up.watch())
        """
        if ramp.why:
            return words.TITLE
        gaps = self.against_others(ramp)
        share = self.proficient(ramp, 60).only()
        behind = self._cohorts_behind(ramp)
        named = [] if behind else self._cohorts_named()
        return ramp_words.headline(self._setting, behind, named, gaps, share)

    @exhibit
    def section(self, name: str, title: str, ramp: RampUp, *, judged: bool = False) -> None:
        """
        Start a section; off, with the reason, where there are no joiners.

        With `judged` also where nobody can be called proficient.

        >>> r.ramp_up.section("learning", "How joiners learn", r.ramp_up.watch())
        """
        why = ramp.why or (ramp.unjudged if judged else "")
        self._stage.emit(Section(name=name, title=title, off=sentence(why)))

    @exhibit
    def points(self, ramp: RampUp) -> None:
        """
        The key points: who is behind, how many are proficient and how soon, and what is due.

        >>> r.ramp_up.points(r.ramp_up.watch())
        """
        if ramp.why:
            self._stage.emit(KeyPoints(points=(sentence(ramp.why),)))
            return
        asked, decided = self._asked_first(ramp), self.decisions(ramp)
        told = [sentence(ramp.unjudged)] if ramp.unjudged else map(self._told_of_joiners, asked)
        points = [*self._cohorts_lag(ramp), *told]
        if len(decided):
            points.append(ramp_words.due(self._setting, decided))
        self._stage.emit(KeyPoints(points=tuple(points[:6])))

    @exhibit
    def tell(self, ramp: RampUp) -> None:
        """
        A lede: how many began, who is behind and by how much, and how many are proficient; or why none.

        >>> r.ramp_up.tell(r.ramp_up.watch())
        """
        if ramp.why:
            self._stage.emit(Lede(text=sentence(ramp.why), figures=records(self.joiners(ramp))))
            return
        people, share, gaps = self.joiners(ramp), self.proficient(ramp, 60), self.against_others(ramp)
        span = self._rows.words("window")
        said = [ramp_words.began(self._setting, people, len(ramp.cohorts), span), *self._cohorts_lag(ramp)]
        figures = (*records(people), *records(share), *records(gaps))
        self._stage.emit(Lede(text=joined(*said, self._told_of_joiners(share)), figures=figures))

    @exhibit
    def proficiency_figures(self, ramp: RampUp) -> None:
        """
        Shares by day, medians, means, attrition, and what the rule asks of the tenured, as a table.

        >>> r.ramp_up.proficiency_figures(r.ramp_up.watch())
        """
        if ramp.why:
            return
        asked = [
            *(self.proficient(ramp, day) for day in words.DAYS_TOLD),
            *self._asked_first(ramp)[1:],
            self._days_before_proficiency(ramp, 60),
            self._time_to_production(ramp),
            self._time_from_hiring(ramp),
            self._tenured_proficient(ramp),
        ]
        self._stage.emit(figures_table(self._setting, words.IN_FIGURES, asked, "joiners-in-figures"))

    @exhibit
    def incidence_chart(self, ramp: RampUp) -> None:
        """
        The share proficient and the share that left by days in production: all, and the newest cohorts.

        >>> r.ramp_up.incidence_chart(r.ramp_up.watch())
        """
        overall = self.proficient(ramp, 60)
        if ramp.why or ramp.unjudged:
            return
        newest = ramp.cohorts[1 - incidence.MOST_PANELS :] if len(ramp.cohorts) > 1 else ()
        panels = [
            (
                words.ALL if cohort is None else self._cohort_name(cohort),
                self._incidence(ramp, cohort),
                self._incidence(ramp, cohort, outcome="left"),
            )
            for cohort in (None, *newest)
        ]
        said = (
            headline(term(overall.name), overall.only(), None, self._setting.numerals),
            self._say(words.INCIDENCE_MEASURE, span=self._rows.words("window")),
            words.INCIDENCE_NOTE,
        )
        measures = (overall, self.proficient(ramp, 60, "cohort"), self.left(ramp, 60))
        figures = tuple(figure for one in measures for figure in records(one))
        self._stage.emit(incidence.incidence(self._setting, panels, said, figures, "joiners-proficient"))

    @exhibit
    def learning_chart(self, ramp: RampUp, skill: Skill = "accuracy") -> None:
        """
        Learning curves by cohort: of the cohort that is behind, else of the newest, with its band.

        >>> r.ramp_up.learning_chart(r.ramp_up.watch())
        """
        if ramp.why or (skill == "pace" and ramp.unpaced):
            return
        drawn, level = self._learning(ramp, skill), self._learning_level(ramp, skill)
        if not drawn.is_seen:
            self._stage.emit(Prose(paragraphs=(words.TOO_FEW_WEEKS,)))
            return
        title = headline(term(level.name), level.only(), None, self._setting.numerals)
        about, fitted = self._cohort_name(drawn.about), bool(len(drawn.curves[drawn.about].fitted))
        undrawn = [self._cohort_name(name) for name in drawn.undrawn]
        said = (
            self._say(words.LESS_ACCURATE, cohort=about) if drawn.behind else title,
            words.LEARNING_MEASURES[skill],
            ramp_words.drawn(self._setting, about, undrawn, fitted=fitted),
        )
        figures = (*records(level), *records(self._learning_level(ramp, skill, "cohort")))
        self._stage.emit(learning.learning(self._setting, drawn, said, figures, f"learning-{skill}"))

    def _learning(self, ramp: RampUp, skill: Skill) -> Learning:
        """The fitted curves by cohort, or where none is fitted that of all joiners."""
        every = {name: self.learning_curve(ramp, skill, name) for name in ramp.cohorts}
        fitted = {name: curve for name, curve in every.items() if len(curve.fitted)}
        curves = fitted or {words.ALL: self.learning_curve(ramp, skill)}
        is_judged = skill == "accuracy"
        late = [name for name in self._cohorts_behind(ramp) if is_judged and name in curves]
        return Learning(
            curves,
            about=(late or [*curves])[-1],
            behind=bool(late),
            undrawn=tuple(name for name in every if name not in fitted),
            tenured=self._tenured_band(ramp, skill),
            target=self._target("accuracy") if is_judged else None,
            unit=self._learning_level(ramp, skill).unit,
        )

    @exhibit
    def learning_figures(self, ramp: RampUp) -> None:
        """
        Where joiners level off, how soon, and Wright's learning rate, as a table.

        >>> r.ramp_up.learning_figures(r.ramp_up.watch())
        """
        if ramp.why:
            return
        asked = [
            self._learning_level(ramp, "accuracy"),
            self._learning_days(ramp, "accuracy"),
            self._learning_level(ramp, "pace"),
            self._learning_days(ramp, "pace"),
            self._learning_rate(ramp),
        ]
        title = words.LEARNING_IN_FIGURES
        self._stage.emit(figures_table(self._setting, title, asked, "learning-in-figures"))

    @exhibit
    def cohort_table(self, ramp: RampUp) -> None:
        """
        One row per cohort: joiners, proficient by day 60, accuracy at the same age.

        >>> r.ramp_up.cohort_table(r.ramp_up.watch())
        """
        if ramp.why:
            return
        measures = (
            self.joiners(ramp, "cohort"),
            self.proficient(ramp, 60, "cohort"),
            self.accuracy_at_age(ramp, "cohort"),
            self.against_others(ramp),
        )
        self._stage.emit(cohort_table(self._setting, measures, "ramp-up-by-cohort"))

    @exhibit
    def swimmers(self, ramp: RampUp) -> None:
        """
        A line for each joiner, with gate, proficiency and leaving.

        >>> r.ramp_up.swimmers(r.ramp_up.watch())
        """
        if ramp.why or ramp.unjudged:
            return
        lines = self._lines(ramp)
        title, figures = ramp_words.reached(self._setting, lines), records(self.time_to_gate(ramp))
        self._stage.emit(swimmers.swimmers(self._setting, lines, title, figures, "joiners"))

    @exhibit
    def decision_table(self, ramp: RampUp) -> None:
        """
        Each joiner's accuracy, pace, audit share and what is due, with the rules.

        >>> r.ramp_up.decision_table(r.ramp_up.watch())
        """
        decided = self.decisions(ramp)
        if not self._there(decided):
            return
        paces, lines = self._paces(ramp), self._lines(ramp)
        self._stage.emit(decision_table(self._setting, decided, paces, lines, ramp.rule, "joiners-due"))
        if target := ramp.rule.target:
            rules = ramp_words.rules(self._setting, ramp.rule, target, ramp.plan)
            self._stage.emit(Prose(paragraphs=rules))

    @exhibit
    def gate_figures(self, ramp: RampUp) -> None:
        """
        How soon joiners have a clean run of audits, and what the gate lets through.

        >>> r.ramp_up.gate_figures(r.ramp_up.watch())
        """
        if not ramp.why:
            time = self.time_to_gate(ramp)
            told = joined(self._told_of_joiners(time), ramp_words.gate(self._setting, ramp.gate))
            self._stage.emit(Prose(paragraphs=(told,), figures=records(time)))

    @exhibit
    def methods(self) -> None:
        """
        How the figures on joiners were made.

        >>> r.ramp_up.methods()
        """
        self._stage.emit(Prose(paragraphs=words.METHODS))

    def _asked_first(self, ramp: RampUp) -> list[Estimates]:
        """What a reader asks first: how many, how soon, how many are lost."""
        return [self.proficient(ramp, 60), self.time_to_proficiency(ramp), self.left(ramp, 60)]

    def _cohorts_named(self) -> list[str]:
        """The cohorts that risks name, the gravest first."""
        found = (finding.entity.get("cohort_id") for finding in self._findings().at(*Level))
        return list(dict.fromkeys(cohort for cohort in found if cohort))

    def _cohorts_lag(self, ramp: RampUp) -> list[str]:
        return ramp_words.lag(self._setting, self._cohorts_behind(ramp), self.against_others(ramp))

    def _told_of_joiners(self, overall: Estimates) -> str:
        return result(term(overall.name), overall.only(), None, self._setting.numerals)

    def _cohort_name(self, cohort: str) -> str:
        return self._setting.name("cohort_id", cohort)
