"""Double labels and the SOP: how far people agree, and what that says of the rules."""

from __future__ import annotations

from ....components import Lede, Prose
from ...data import taxonomy
from ...data.gate import exhibit
from ...language.words import joined
from ...page.records import record, records
from ...page.side_by_side import side_by_side
from . import words
from .chart import agreement
from .questions import AgreementQuestions
from .sentences import blindness, is_perfect, variance
from .shapes import ShapeExhibits
from .tables import clause_table, label_table, queue_table


class Agreement(ShapeExhibits, AgreementQuestions):
    """Where there are no double labels, one line says why."""

    _name = "r.agreement"

    @exhibit
    def tell(self) -> None:
        """
        A lede: how many items were labelled twice, three measures of agreement, and whether blind.

        >>> r.agreement.tell()
        """
        raw, blind = self.raw(), self.blind()
        told = (self.alpha(), self.ac1(), raw)
        if not raw.only().exists:
            self._stage.emit(Lede(text=self._result(raw), figures=records(raw)))
            return
        said = [
            self._say(words.DOUBLES, n=raw.only().n),
            *(self._result(estimates) for estimates in told),
            blindness(self._setting, blind.only()),
            words.TOO_GOOD if is_perfect(raw.only()) else "",
        ]
        figures = [figure for each in told for figure in records(each, [self._verdict_on(each)])]
        self._stage.emit(Lede(text=joined(*said), figures=(*figures, *records(blind))))

    @exhibit
    def chart(self) -> None:
        """
        Alpha, AC1 and raw agreement by queue, as dots.

        >>> r.agreement.chart()
        """
        if self._there(alpha := self.alpha(by="queue")):
            others = self.ac1(by="queue"), self.raw(by="queue")
            self._stage.emit(agreement(self._setting, alpha, *others, "agreement-by-queue"))

    @exhibit
    def queue_table(self) -> None:
        """
        Alpha, AC1 and raw agreement by queue, and ordinal alpha where labels stand in an order.

        >>> r.agreement.queue_table()
        """
        if not self._there(alpha := self.alpha(by="queue")):
            return
        ordinal = self.ordinal_alpha()
        scales = (ordinal,) if len(ordinal) else ()
        measures = (alpha, *scales, self.ac1(by="queue"), self.raw(by="queue"))
        self._stage.emit(queue_table(self._setting, measures, "agreement-queues"))

    @exhibit
    def label_table(self) -> None:
        """
        The labels that people agree on least.

        >>> r.agreement.label_table()
        """
        if self._there(specific := self.raw(by="label")):
            self._stage.emit(label_table(self._setting, specific, self.alpha(by="label"), "agreement-labels"))

    @exhibit
    def tell_ambiguity(self) -> None:
        """
        A lede: the errors laid to the SOP, and how often competent people differ.

        >>> r.agreement.tell_ambiguity()
        """
        told = [each for each in (self.sop_share(), self.competent_disagreement()) if each.only().exists]
        if not told:
            self._there(self.sop_share())
            return
        text = joined(*(self._result(each) for each in told), words.COMPETENT)
        self._stage.emit(Lede(text=text, figures=tuple(f for each in told for f in records(each))))

    @exhibit
    def clause_table(self) -> None:
        """
        Clauses of the SOP by the wrong labels under them, and the share laid to the SOP.

        >>> r.agreement.clause_table()
        """
        if self._there(clauses := self.by_clause()):
            titles = taxonomy.clause_titles(self._rows)
            self._stage.emit(clause_table(self._setting, clauses, titles, "ambiguity-clauses"))

    @exhibit
    def competent_table(self) -> None:
        """
        How often and how much competent people differ, by queue.

        >>> r.agreement.competent_table()
        """
        differ = self.competent_disagreement(by="queue")
        if self._there(differ):
            both = differ, self.item_entropy(by="queue")
            self._stage.emit(side_by_side(self._setting, words.COMPETENT_BY_QUEUE, both, "competent-queues"))

    @exhibit
    def tell_variance(self) -> None:
        """
        Whether items or people make labels right or wrong, and what that asks for.

        >>> r.agreement.tell_variance()
        """
        found = self.variance_shares()
        if self._there(found.shares):
            text = variance(self._setting, found, self._rows.words("window"))
            figure = record("ambiguity.variance_difference.overall", found.difference)
            self._stage.emit(Prose(paragraphs=(text,), figures=(*records(found.shares), figure)))
