"""An investigation step by step: question and rule first, then what was found, and what can be done."""

from __future__ import annotations

from ....components import Callout, Facts, KeyPoints, Lede, Prose, Section
from ....estimates import Estimates
from ....measures.evidence import SEED, SIZE, stratified_sample
from ....measures.inquiry import Answer
from ....measures.subgroups import Where
from ...data.arguments.shapes import Many
from ...data.gate import exhibit
from ...data.rows import Rows
from ...data.setting import Setting
from ...language import words
from ...page.records import records
from ...page.section_exhibits import SectionExhibits
from ...page.stage import Stage
from ..actions.questions import ActionQuestions
from . import answer_words, reach_tables, tables, telling
from .found import Found
from .methods import METHODS
from .options import finding, options, options_table
from .questions import InvestigationQuestions
from .since_when import since_when

_TONES = {Answer.CONFIRMED: "caution", Answer.REFUTED: "note", Answer.INCONCLUSIVE: "action"}


class Investigation(SectionExhibits, InvestigationQuestions):
    """All take what `investigate` gave; without audits only the question, answer and evidence are shown."""

    _name = "r.investigation"

    def __init__(self, rows: Rows, setting: Setting, stage: Stage, actions: ActionQuestions) -> None:
        super().__init__(rows, setting, stage)
        self._actions = actions

    @exhibit
    def section(self, name: str, title: str, suspicion: Found) -> None:
        """Start a section; off, with the reason, where nothing can be compared."""
        self._stage.emit(Section(name=name, title=title, off=words.sentence(suspicion.why)))

    @exhibit
    def points(self, suspicion: Found) -> None:
        """The key points: the answer, since when, where, why."""
        self._stage.emit(KeyPoints(points=tuple(answer_words.points(self._setting, suspicion))))

    @exhibit
    def answer(self, suspicion: Found) -> None:
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

    @exhibit
    def level(self, suspicion: Found) -> None:
        """Is it real: before and in these days, what the mix makes, what became of the others."""
        verdict = answer_words.standing(self._setting, suspicion)
        self._stage.emit(tables.level_table(self._setting, suspicion, verdict, "before-and-in-these-days"))

    @exhibit
    def since(self, suspicion: Found) -> None:
        """Since when: the weeks, and those that stand out."""
        if suspicion.why:
            return
        self._stage.emit(since_when(self._setting, suspicion, "since-when"))
        if text := telling.episode(self._setting, suspicion.since):
            self._stage.emit(Prose(paragraphs=(text,)))

    @exhibit
    def where(self, suspicion: Found) -> None:
        """Where: the subgroups and the pairs of labels that tell most, and how many were tested."""
        if suspicion.why:
            return
        where = suspicion.where
        titles = (telling.where_title, telling.pairs_title)
        for estimates, title in zip((where.subgroups, where.pairs), titles, strict=True):
            self._groups(where, estimates, title(self._setting, suspicion))
        self._stage.emit(Prose(paragraphs=(telling.ledger(self._setting, suspicion),)))

    @exhibit
    def causes(self, suspicion: Found) -> None:
        """Why: what else changed, and what is on record for these days."""
        if suspicion.causes:
            self._stage.emit(tables.cause_table(self._setting, suspicion, "what-else-changed"))
        text = telling.incidents(self._setting, self.incidents(suspicion))
        self._stage.emit(Prose(paragraphs=(text,)))

    @exhibit
    def evidence(self, suspicion: Found, *, size: Many = SIZE) -> None:
        """Items to look at, drawn at random within each pair of labels."""
        rows = suspicion.touched
        wrong = rows[~rows["correct"]] if len(rows) else rows
        if wrong.empty:
            self._stage.emit(Prose(paragraphs=("No label was found wrong.",)))
            return
        drawn = stratified_sample(wrong, ("label_id", "ref_label_id"), size=size)
        self._stage.emit(reach_tables.evidence_table(self._setting, drawn, len(wrong), SEED, "evidence"))

    @exhibit
    def reach(self, suspicion: Found) -> None:
        """How far it reaches: wrong labels, their kinds, and the batches they went into."""
        wrong, excess = self.wrong_labels(suspicion), self.excess(suspicion)
        text = telling.cost(self._setting, wrong.only(), excess.only(), suspicion.sides.labels)
        self._stage.emit(Lede(text=text, figures=(*records(wrong), *records(excess))))
        kinds, touched = self.kinds(suspicion), self.batches(suspicion)
        if self._there(kinds):
            self._stage.emit(reach_tables.kind_table(self._setting, kinds, "wrong-labels-by-kind"))
        if self._there(touched.wrong):
            self._stage.emit(reach_tables.batches_table(self._setting, touched, "batches"))

    @exhibit
    def options(self, suspicion: Found) -> None:
        """What can be done, with the expected effect and who is asked; a confirmed finding stands first."""
        excess = self.excess(suspicion).only()
        found = options(self._setting, suspicion, excess, self._actions.past_effects())
        if suspicion.judgement.answer is Answer.CONFIRMED:
            self._stage.emit(finding(self._setting, suspicion, excess, found, self._severity()))
        if found:
            self._stage.emit(options_table(self._setting, found, "options"))
        else:
            self._stage.emit(Prose(paragraphs=("Nothing calls for an action.",)))

    @exhibit
    def methods(self) -> None:
        """How the numbers were made."""
        self._stage.emit(Prose(paragraphs=METHODS))

    def _groups(self, where: Where, estimates: Estimates, title: str) -> None:
        if self._there(estimates):
            table_id = f"where-by-{estimates.by[0]}"
            self._stage.emit(tables.where_table(self._setting, where, estimates, title, table_id))
