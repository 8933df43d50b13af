"""An investigation step by step: question and rule first, then what was found, and what can be done."""

from __future__ import annotations

from ....components import Callout, Facts, KeyPoints, Lede, Prose, Section
from ....estimates import Estimates
from ....measures.evidence import SEED, SIZE, stratified_sample
from ....measures.inquiry import Answer
from ....measures.investigation.result import InvestigationResult
from ....measures.subgroups import Where
from ...data.arguments.shapes import Many
from ...language import words
from ...page.records import records
from ...page.showing import Showing
from ..actions.questions import FollowUpQuestions
from . import answer_words, reach_tables, sentences, tables
from .methods import METHODS
from .options import finding, options, options_table
from .questions import InvestigationQuestions
from .since_when import since_when

_TONES = {Answer.CONFIRMED: "caution", Answer.REFUTED: "note", Answer.INCONCLUSIVE: "action"}


class InvestigationExhibits(Showing, FollowUpQuestions, InvestigationQuestions):
    """All take what `investigate` gave; without audits only the question, answer and evidence are shown."""

    def investigation_section(self, name: str, title: str, suspicion: InvestigationResult) -> None:
        """Start a section; off, with the reason, where nothing can be compared."""
        self._stage.emit(Section(name=name, title=title, off=words.sentence(suspicion.why)))

    def investigation_points(self, suspicion: InvestigationResult) -> None:
        """The key points: the answer, since when, where, why."""
        self._stage.emit(KeyPoints(points=tuple(answer_words.points(self._setting, suspicion))))

    def investigation_answer(self, suspicion: InvestigationResult) -> None:
        """The question and the rule as they were written in advance, and the answer to it."""
        self._stage.emit(Section(name="question", title=answer_words.headline(self._setting, suspicion)))
        rules = answer_words.rules(self._setting, suspicion)
        self._stage.emit(Facts(title="Written in advance", rows=rules))
        text = answer_words.conclusion(self._setting, suspicion)
        tone = _TONES[suspicion.judgement.answer]
        self._stage.emit(Callout(title=suspicion.judgement.answer.value.capitalize(), text=text, tone=tone))
        if suspicion.signs:
            title = answer_words.signs_title(self._setting, suspicion)
            self._stage.emit(tables.signs_table(self._setting, suspicion, title, "signs"))

    def investigation_level(self, suspicion: InvestigationResult) -> None:
        """Is it real: before and in these days, what the mix makes, what became of the others."""
        verdict = answer_words.standing(self._setting, suspicion)
        self._stage.emit(tables.level_table(self._setting, suspicion, verdict, "before-and-in-these-days"))

    def investigation_since(self, suspicion: InvestigationResult) -> None:
        """Since when: the weeks, and those that stand out."""
        if suspicion.why:
            return
        self._stage.emit(since_when(self._setting, suspicion, "since-when"))
        if text := sentences.how_bad(self._setting, suspicion.episode):
            self._stage.emit(Prose(paragraphs=(text,)))

    def investigation_where(self, suspicion: InvestigationResult) -> None:
        """Where: the subgroups and the pairs of labels that tell most, and how many were tested."""
        if suspicion.why:
            return
        where = suspicion.where
        titles = (sentences.where_title, sentences.pairs_title)
        for estimates, title in zip((where.subgroups, where.pairs), titles, strict=True):
            self._groups(where, estimates, title(self._setting, suspicion))
        self._stage.emit(Prose(paragraphs=(sentences.ledger(self._setting, suspicion),)))

    def investigation_causes(self, suspicion: InvestigationResult) -> None:
        """Why: what else changed, and what is on record for these days."""
        if suspicion.causes:
            self._stage.emit(tables.cause_table(self._setting, suspicion, "what-else-changed"))
        text = sentences.incidents(self._setting, self.incidents_then(suspicion))
        self._stage.emit(Prose(paragraphs=(text,)))

    def investigation_evidence(self, suspicion: InvestigationResult, *, size: Many = SIZE) -> None:
        """Items to look at, drawn at random within each pair of labels."""
        wrong = suspicion.wrong
        if wrong.empty:
            self._stage.emit(Prose(paragraphs=("No label was found wrong.",)))
            return
        drawn = stratified_sample(wrong, ("label_id", "ref_label_id"), size=size)
        self._stage.emit(reach_tables.evidence_table(self._setting, drawn, len(wrong), SEED, "evidence"))

    def investigation_reach(self, suspicion: InvestigationResult) -> None:
        """How far it reaches: wrong labels, their kinds, and the batches they went into."""
        wrong, excess = self.investigation_wrong(suspicion), self.investigation_excess(suspicion)
        text = sentences.cost(self._setting, wrong.only(), excess.only(), suspicion.groups.labels)
        self._stage.emit(Lede(text=text, figures=(*records(wrong), *records(excess))))
        kinds, touched = self.investigation_kinds(suspicion), self.investigation_batches(suspicion)
        if self._there(kinds):
            self._stage.emit(reach_tables.kind_table(self._setting, kinds, "wrong-labels-by-kind"))
        if self._there(touched.wrong):
            self._stage.emit(reach_tables.batches_table(self._setting, touched, "batches"))

    def investigation_options(self, suspicion: InvestigationResult) -> None:
        """What can be done, with the expected effect and who is asked; a confirmed finding stands first."""
        excess = self.investigation_excess(suspicion).only()
        found = options(self._setting, suspicion, excess, self.past_effects())
        if suspicion.judgement.answer is Answer.CONFIRMED:
            self._stage.emit(finding(self._setting, suspicion, excess, found, self.severity()))
        if found:
            self._stage.emit(options_table(self._setting, found, "options"))
        else:
            self._stage.emit(Prose(paragraphs=("Nothing calls for an action.",)))

    def investigation_methods(self) -> None:
        """How the numbers were made."""
        self._stage.emit(Prose(paragraphs=METHODS))

    def _groups(self, where: Where, estimates: Estimates, title: str) -> None:
        if self._there(estimates):
            table_id = f"where-by-{estimates.by[0]}"
            self._stage.emit(tables.where_table(self._setting, where, estimates, title, table_id))
