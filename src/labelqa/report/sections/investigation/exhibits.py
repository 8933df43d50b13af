"""An investigation step by step: question and rule first, then what was found, and what can be done."""

from __future__ import annotations

from ....components import Callout, Facts, KeyPoints, Lede, Prose, Section
from ....estimates import Estimates
from ....measures.evidence import SEED, SIZE, stratified_sample
from ....measures.inquiry import Answer
from ....measures.investigation.result import InvestigationResult
from ....measures.subgroups import Where
from ...data.arguments.shapes import Many
from ...data.gate import exhibit
from ...data.rows import ExtractReader
from ...data.setting import Setting
from ...language.words import sentence
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from ...page.stage import Stage
from ..actions.questions import ActionQuestions
from . import answer, reach_tables, sentences, tables, words
from .options import finding, options, options_table
from .questions import InvestigationQuestions
from .since_when import since_when

_TONES = {Answer.CONFIRMED: "caution", Answer.REFUTED: "note", Answer.INCONCLUSIVE: "action"}


class Investigation(SectionExhibits, InvestigationQuestions):
    """All take what `investigate` gave; without audits only the question, answer and evidence are shown."""

    _name = "r.investigation"

    def __init__(self, rows: ExtractReader, setting: Setting, stage: Stage, actions: ActionQuestions) -> None:
        super().__init__(rows, setting, stage)
        self._actions = actions

    @exhibit
    def section(self, name: str, title: str, suspicion: InvestigationResult) -> None:
        """
        Start a section; off, with the reason, where nothing can be compared.

        >>> r.investigation.section("why", "Why", r.investigation.ask("Did accuracy fall?"))
        """
        self._stage.emit(Section(name=name, title=title, off=sentence(suspicion.why)))

    @exhibit
    def points(self, suspicion: InvestigationResult) -> None:
        """
        The key points: the answer, since when, where, why.

        >>> r.investigation.points(r.investigation.ask("Did accuracy fall?"))
        """
        self._stage.emit(KeyPoints(points=tuple(answer.points(self._setting, suspicion))))

    @exhibit
    def answer(self, suspicion: InvestigationResult) -> None:
        """
        The question and the rule as they were written in advance, and the answer to it.

        >>> r.investigation.answer(r.investigation.ask("Did accuracy fall?"))
        """
        self._stage.emit(Section(name="question", title=answer.headline(self._setting, suspicion)))
        rules = answer.rules(self._setting, suspicion)
        self._stage.emit(Facts(title=words.IN_ADVANCE, rows=rules))
        text = answer.conclusion(self._setting, suspicion)
        tone = _TONES[suspicion.judgement.answer]
        self._stage.emit(Callout(title=words.ANSWERED[suspicion.judgement.answer], text=text, tone=tone))
        if suspicion.signs:
            title = answer.signs_title(self._setting, suspicion)
            self._stage.emit(tables.signs_table(self._setting, suspicion, title, "signs"))

    @exhibit
    def level(self, suspicion: InvestigationResult) -> None:
        """
        Is it real: before and in these days, what the mix makes, what became of the others.

        >>> r.investigation.level(r.investigation.ask("Did accuracy fall?"))
        """
        verdict = answer.standing(self._setting, suspicion)
        self._stage.emit(tables.level_table(self._setting, suspicion, verdict, "before-and-in-these-days"))

    @exhibit
    def since(self, suspicion: InvestigationResult) -> None:
        """
        Since when: the weeks, and those that stand out.

        >>> r.investigation.since(r.investigation.ask("Did accuracy fall?"))
        """
        if suspicion.why:
            return
        self._stage.emit(since_when(self._setting, suspicion, "since-when"))
        if text := sentences.how_bad(self._setting, suspicion.episode):
            self._stage.emit(Prose(paragraphs=(text,)))

    @exhibit
    def where(self, suspicion: InvestigationResult) -> None:
        """
        Where: the subgroups and the pairs of labels that tell most, and how many were tested.

        >>> r.investigation.where(r.investigation.ask("Did accuracy fall?"))
        """
        if suspicion.why:
            return
        where = suspicion.where
        titles = (sentences.where_title, sentences.pairs_title)
        for estimates, title in zip((where.subgroups, where.pairs), titles, strict=True):
            self._groups(where, estimates, title(self._setting, suspicion))
        self._stage.emit(Prose(paragraphs=(sentences.ledger(self._setting, suspicion),)))

    @exhibit
    def causes(self, suspicion: InvestigationResult) -> None:
        """
        Why: what else changed, and what is on record for these days.

        >>> r.investigation.causes(r.investigation.ask("Did accuracy fall?"))
        """
        if suspicion.causes:
            self._stage.emit(tables.cause_table(self._setting, suspicion, "what-else-changed"))
        text = sentences.incidents(self._setting, self.incidents(suspicion))
        self._stage.emit(Prose(paragraphs=(text,)))

    @exhibit
    def evidence(self, suspicion: InvestigationResult, *, size: Many = SIZE) -> None:
        """
        Items to look at, drawn at random within each pair of labels.

        >>> r.investigation.evidence(r.investigation.ask("Did accuracy fall?"))
        """
        wrong = suspicion.wrong
        if wrong.empty:
            self._stage.emit(Prose(paragraphs=(words.NONE_WRONG,)))
            return
        drawn = stratified_sample(wrong, ("label_id", "ref_label_id"), size=size)
        self._stage.emit(reach_tables.evidence_table(self._setting, drawn, len(wrong), SEED, "evidence"))

    @exhibit
    def reach(self, suspicion: InvestigationResult) -> None:
        """
        How far it reaches: wrong labels, their kinds, and the batches they went into.

        >>> r.investigation.reach(r.investigation.ask("Did accuracy fall?"))
        """
        wrong, excess = self.wrong_labels(suspicion), self.excess(suspicion)
        text = sentences.cost(self._setting, wrong.only(), excess.only(), suspicion.groups.labels)
        self._stage.emit(Lede(text=text, figures=(*records(wrong), *records(excess))))
        kinds, touched = self.kinds(suspicion), self.batches(suspicion)
        if self._there(kinds):
            self._stage.emit(reach_tables.kind_table(self._setting, kinds, "wrong-labels-by-kind"))
        if self._there(touched.wrong):
            self._stage.emit(reach_tables.batches_table(self._setting, touched, "batches"))

    @exhibit
    def options(self, suspicion: InvestigationResult) -> None:
        """
        What can be done, with the expected effect and who is asked; a confirmed finding stands first.

        >>> r.investigation.options(r.investigation.ask("Did accuracy fall?"))
        """
        excess = self.excess(suspicion).only()
        found = options(self._setting, suspicion, excess, self._actions.past_effects())
        if suspicion.judgement.answer is Answer.CONFIRMED:
            self._stage.emit(finding(self._setting, suspicion, excess, found, self._severity()))
        if found:
            self._stage.emit(options_table(self._setting, found, "options"))
        else:
            self._stage.emit(Prose(paragraphs=(words.NO_OPTION,)))

    @exhibit
    def methods(self) -> None:
        """
        How the numbers were made.

        >>> r.investigation.methods()
        """
        self._stage.emit(Prose(paragraphs=words.METHODS))

    def _groups(self, where: Where, estimates: Estimates, title: str) -> None:
        if self._there(estimates):
            table_id = f"where-by-{estimates.by[0]}"
            self._stage.emit(tables.where_table(self._setting, where, estimates, title, table_id))
