"""A calibration report: the decision, scores, agreement, sites, items, and what shows at work."""

from __future__ import annotations

import dataclasses
from typing import Literal

from ....components import Lede, Prose, Section
from ....estimates import Estimate, Estimates, Unit, Verdict
from ....measures.calibration import MARGIN
from ...data.arguments.shapes import InnerShare, PassMark
from ...data.gate import exhibit, plain
from ...data.section_questions import AUDITS
from ...data.setting import Setting
from ...language.sentences import result
from ...language.vocabulary import term
from ...language.words import joined, sentence
from ...page.records import record, records
from ...page.section_exhibits import SectionExhibits
from . import words
from .before_after import before_after
from .differences import differences
from .item_map import items_table, tile_map
from .questions import CalibrationQuestions, Sessions
from .sentences import headline, held, next_step, rules, transfer_sentence
from .tables import agreement_table, scores_table, transfer_table


class Calibration(SectionExhibits, CalibrationQuestions):
    """They take `sessions`; where there are none, one line says so."""

    _name = "r.calibration"

    @exhibit
    def section(self, name: str, title: str, sessions: Sessions) -> None:
        """
        Start a section; off, with the reason, where no session was held.

        >>> r.calibration.section("scores", "Scores", r.calibration.sessions())
        """
        self._stage.emit(Section(name=name, title=title, off=sentence(sessions.why)))

    @plain
    def headline(self, sessions: Sessions, pass_mark: PassMark, *, margin: InnerShare = MARGIN) -> str:
        """
        The decision and its reason.

        >>> r.calibration.headline(r.calibration.sessions(), r.calibration.pass_mark())
        """
        if sessions.why:
            return words.TITLE
        found, score = (
            self.certification(sessions, pass_mark, margin=margin),
            self.score(sessions),
        )
        return headline(self._setting, found, score.only(), pass_mark)

    @exhibit
    def tell(self, sessions: Sessions, pass_mark: PassMark) -> None:
        """
        A lede: the sessions, the score before and after with its change, and agreement after.

        >>> r.calibration.tell(r.calibration.sessions(), r.calibration.pass_mark())
        """
        if sessions.why:
            self._stage.emit(Lede(text=sentence(sessions.why)))
            return
        scores = [self.score(sessions, phase=phase) for phase in ("pre", "post")]
        alpha = [one for one in self.agreement(sessions)[:2] if one.only().exists]
        told = [*scores, self.change(sessions), *alpha[-1:]]
        judged = [self._judged(one, sessions, pass_mark) for one in told]
        said = [
            result(term(one.name), one.only(), verdict, self._setting.numerals)
            for one, verdict in zip(told, judged, strict=True)
            if one.only().exists
        ]
        figures = tuple(
            figure
            for one, verdict in zip(told, judged, strict=True)
            for figure in records(one, [verdict] * len(one))
        )
        self._stage.emit(Lede(text=joined(held(self._setting, sessions), *said), figures=figures))

    @exhibit
    def decision(self, sessions: Sessions, pass_mark: PassMark, *, margin: InnerShare = MARGIN) -> None:
        """
        The rules, what was found by each, and what follows.

        >>> r.calibration.decision(r.calibration.sessions(), r.calibration.pass_mark())
        """
        if sessions.why:
            return
        found = self.certification(sessions, pass_mark, margin=margin)
        score, titles = self.score(sessions).only(), self.clauses()
        table = rules(self._setting, found, score, pass_mark, titles)
        by_clause = self.score(sessions, by="clause")
        figures = (
            record("calibration.suspect_keys.overall", self._suspects(sessions)),
            *records(by_clause, self._setting.verdicts(by_clause, pass_mark)),
            *records(self.site_differences(sessions, margin=margin)),
        )
        self._stage.emit(table.model_copy(update={"figures": figures}))
        self._stage.emit(next_step(self._setting, found, titles))

    @exhibit
    def before_after(
        self, sessions: Sessions, pass_mark: PassMark, *, by: Literal["person", "site", "session", "clause"]
    ) -> None:
        """
        Scores before and after, one row per person, site, session or clause.

        >>> r.calibration.before_after(r.calibration.sessions(), r.calibration.pass_mark(), by="person")
        """
        before, after = self._scores(sessions, by)
        if self._there(after):
            self._stage.emit(before_after(self._titled(), before, after, pass_mark, f"before-after-by-{by}"))

    @exhibit
    def scores_table(
        self, sessions: Sessions, pass_mark: PassMark, *, by: Literal["person", "site", "session", "clause"]
    ) -> None:
        """
        Scores before and after and the change, with McNemar's test.

        >>> r.calibration.scores_table(r.calibration.sessions(), r.calibration.pass_mark(), by="site")
        """
        before, after = self._scores(sessions, by)
        if by == "session" and len(after) == 1:
            return  # the lede has said it
        if self._there(after):
            change = self.change(sessions, by=by)
            self._stage.emit(
                scores_table(self._titled(), before, after, change, pass_mark, f"scores-by-{by}")
            )

    @exhibit
    def agreement_table(self, sessions: Sessions) -> None:
        """
        Alpha and AC1 before and after, and Cochran's Q of people and of sites.

        >>> r.calibration.agreement_table(r.calibration.sessions())
        """
        if sessions.why:
            return
        names = list(sessions.held["session_id"])
        tests = [
            (who if len(names) == 1 else self._say(words.RATERS_OF, who=who, session=name), test)
            for raters, who in words.RATERS.items()
            for name, test in zip(names, self.cochran_q(sessions, raters), strict=False)  # type: ignore[arg-type]
        ]
        table = agreement_table(self._setting, self.agreement(sessions), tests, "calibration-agreement")
        self._stage.emit(table)

    @exhibit
    def sites_chart(self, sessions: Sessions, *, margin: InnerShare = MARGIN) -> None:
        """
        Each site's difference from the others inside the margin of equivalence, and what sites explain.

        >>> r.calibration.sites_chart(r.calibration.sessions())
        """
        found = self.site_differences(sessions, margin=margin)
        if not self._there(found):
            return
        title = self._equivalence(found)
        self._stage.emit(differences(self._setting, found, margin, title, "site-differences"))
        between = self.between_sites(sessions)
        told = result(term("calibration.between_sites"), between, None, self._setting.numerals)
        figure = record("calibration.between_sites.overall", between)
        self._stage.emit(Prose(paragraphs=(told,), figures=(figure,)))

    @exhibit
    def item_map(self, sessions: Sessions) -> None:
        """
        Items by people: who was right on what, before and after.

        >>> r.calibration.item_map(r.calibration.sessions())
        """
        if not sessions.why:
            items = self.items(sessions)
            self._stage.emit(tile_map(self._setting, sessions.answers, items, "items-by-people"))

    @exhibit
    def items_table(self, sessions: Sessions) -> None:
        """
        The hardest items, and whether their keys stand.

        >>> r.calibration.items_table(r.calibration.sessions())
        """
        if sessions.why:
            return
        before = self.items(sessions, phase="pre")
        after = self.items(sessions)
        self._stage.emit(items_table(self._setting, before, after, self.clauses(), "hardest-items"))

    @exhibit
    def transfer_table(self, sessions: Sessions) -> None:
        """
        What changed in audits of those who attended, against the others.

        >>> r.calibration.transfer_table(r.calibration.sessions())
        """
        if sessions.why:
            return
        if why := self._rows.why_none(AUDITS, "window"):
            self._there(Estimates.missing("calibration.transfer", ("session_id",), why, Unit.POINTS))
            return
        found = self.transfers(sessions)
        self._stage.emit(transfer_table(self._setting, found, "transfer"))
        said = tuple(transfer_sentence(self._setting, one.effect, session) for session, one in found.items())
        self._stage.emit(Prose(paragraphs=said))

    @exhibit
    def methods(self) -> None:
        """
        How the numbers were made.

        >>> r.calibration.methods()
        """
        self._stage.emit(Prose(paragraphs=words.METHODS))

    def _scores(
        self, sessions: Sessions, by: Literal["person", "site", "session", "clause"]
    ) -> tuple[Estimates, Estimates]:
        """Before, and the last phase; before is empty where it is the last."""
        after = self.score(sessions, by=by)
        before = self.score(sessions, by=by, phase="pre")
        if before.name == after.name:
            before = Estimates.missing("calibration.score.post", after.by, words.NOT_AFTER)
        return before, after

    def _judged(self, score: Estimates, sessions: Sessions, pass_mark: PassMark) -> Verdict | None:
        """The verdict on the score that decides: that of the last phase."""
        if score.name != self.score(sessions).name:
            return None
        return self._setting.verdict(score.only(), pass_mark)

    def _titled(self) -> Setting:
        """The setting, in which clauses have their titles."""
        names = {**self._setting.names, "clause_id": self.clauses()}
        return dataclasses.replace(self._setting, names=names)

    def _suspects(self, sessions: Sessions) -> Estimate:
        """How many keys are suspect: a complete count."""
        count, items = len(self.suspect_keys(sessions)), sessions.answers["item_id"].nunique()
        return Estimate(count, count, count, items, items, "count", Unit.COUNT)

    def _equivalence(self, found: Estimates) -> str:
        """How many sites are equivalent to the others, and how many differ."""
        alike, apart = int(found.rows["equivalent"].sum()), int(found.rows["different"].sum())
        differ = self._say(words.SOME_DIFFER, apart=apart) if apart else ""
        return self._say(words.ALIKE, alike=alike, n=len(found), differ=differ)
