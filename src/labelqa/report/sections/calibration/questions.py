"""What calibration sessions show: scores against the key, agreement, items, sites, and work afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from ....contracts.needs import NEEDS
from ....estimates import Estimate, Estimates, Target, Unit
from ....measures import calibration, calibration_agreement, calibration_items
from ....measures.calibration import POST, PRE, CochranQ
from ....measures.certification import PASS_MARK, Certification, certify
from ....measures.transfer import Transfer, transfer
from ...data import taxonomy
from ...data.arguments.shapes import InnerShare, PassMark, Share
from ...data.gate import of_audits, of_own_work, plain
from ...data.section_questions import AUDITS, SectionQuestions
from . import words

SESSIONS, RESPONSES = "calibration_sessions", "calibration_responses"
Phase = Literal["pre", "post"]
Split = Literal["person", "site", "session", "clause"]
_COLUMNS = {"person": "person_id", "site": "site_id", "session": "session_id", "clause": "clause_id"}


@dataclass(frozen=True)
class Sessions:
    """
    The calibration sessions a report speaks of, and their answers; `why` says why there are none.

    `held`: session_id, queue_id, sop_version, day (local). `answers`: calibration_responses with
    correct, queue_id, and site_id as it was on that day.
    """

    held: pd.DataFrame
    answers: pd.DataFrame
    why: str = ""

    @property
    def last(self) -> Phase:
        """The last phase that was answered: post, or pre where nobody answered after."""
        return "post" if len(self.answers) and (self.answers["phase"] == POST).any() else "pre"


class CalibrationQuestions(SectionQuestions):
    """Every question takes `sessions`, as the question of that name gives them."""

    @of_own_work
    def sessions(self, session: str = "") -> Sessions:
        """
        The sessions held in the period, or the one with that id whenever it was.

        >>> r.calibration.sessions()
        """
        reasons = (self._rows.why_none(name) for name in NEEDS["calibration"])
        if why := next(filter(None, reasons), ""):
            return Sessions(pd.DataFrame(), pd.DataFrame(), why)
        table, zone = self._rows.table(SESSIONS), ZoneInfo(self._context.market.timezone)
        numerals = self._setting.numerals
        local = pd.to_datetime(table["held_at"], utc=True).dt.tz_convert(zone).dt.tz_localize(None)
        start, end = (pd.Timestamp(day) for day in self._rows.span("period"))
        chosen = table["session_id"] == session if session else local.between(start, end, "left")
        held = table.assign(day=local.dt.normalize())[chosen].sort_values(["day", "session_id"])
        held = held[["session_id", "queue_id", "sop_version", "day"]].reset_index(drop=True)
        answers = self._rows.table(RESPONSES).merge(held, on="session_id")
        if held.empty:
            none = words.NONE_HELD(numerals, period=self._setting.period)
            return Sessions(held, answers, words.UNKNOWN(numerals, name=session) if session else none)
        if answers.empty:
            names = words.OR.join(held["session_id"])
            return Sessions(held, answers, words.NO_ANSWER(numerals, names=names))
        return Sessions(held, calibration.marked(self._placed(answers)))

    @plain
    def pass_mark(self, share: Share = PASS_MARK) -> Target:
        """
        What a session's score is held against.

        >>> r.calibration.pass_mark(0.85)
        """
        return Target(share, source=words.MARK_SOURCE, metric="pass_mark")

    @of_audits
    def score(self, sessions: Sessions, by: Split | None = None, *, phase: Phase | None = None) -> Estimates:
        """
        The share of answers that are the key's, in the last phase unless one is named.

        >>> r.calibration.score(r.calibration.sessions(), by="site")
        """
        phase = phase or sessions.last
        if sessions.why:
            return Estimates.missing(f"calibration.score.{phase}", _split(by), sessions.why)
        return calibration.score(sessions.answers, phase, _split(by))

    @of_audits
    def change(self, sessions: Sessions, by: Split | None = None) -> Estimates:
        """
        How much the score rose, in points, paired; with McNemar's exact p beside.

        >>> r.calibration.change(r.calibration.sessions(), by="site")
        """
        if sessions.why:
            return Estimates.missing("calibration.change", _split(by), sessions.why, Unit.POINTS)
        return calibration.change(sessions.answers, _split(by))

    @of_own_work
    def agreement(self, sessions: Sessions) -> tuple[Estimates, ...]:
        """
        Alpha before, after and its change, then AC1 the same.

        >>> r.calibration.agreement(r.calibration.sessions())
        """
        answers, classes = sessions.answers, self._classes()
        if sessions.why:
            names = [f"{each}.{part}" for each in ("alpha", "ac1") for part in (PRE, POST, "change")]
            return tuple(
                Estimates.missing(f"calibration.{name}", (), sessions.why, Unit.INDEX) for name in names
            )
        return (
            *(calibration_agreement.alpha(answers, phase) for phase in (PRE, POST)),
            calibration_agreement.alpha_change(answers),
            *(calibration_agreement.ac1(answers, phase, classes) for phase in (PRE, POST)),
            calibration_agreement.ac1_change(answers, classes),
        )

    @of_own_work
    def cochran_q(self, sessions: Sessions, raters: Literal["person", "site"] = "person") -> list[CochranQ]:
        """
        Whether people, or sites, were right equally often: one test for each session, its last phase.

        >>> r.calibration.cochran_q(r.calibration.sessions())
        """
        parts = sessions.answers.groupby("session_id") if len(sessions.answers) else ()
        return [
            calibration.cochran_q(calibration.common(part, sessions.last, _COLUMNS[raters]).to_numpy())
            for _, part in parts
        ]

    @of_own_work
    def site_differences(self, sessions: Sessions, *, margin: InnerShare = calibration.MARGIN) -> Estimates:
        """
        Each site's score in the last phase less the others', and whether they are equivalent.

        >>> r.calibration.site_differences(r.calibration.sessions())
        """
        if sessions.why:
            name, by = "calibration.site_difference", ("site_id",)
            return Estimates.missing(name, by, sessions.why, Unit.POINTS)
        return calibration.equivalence(sessions.answers, sessions.last, margin=margin)

    @of_audits
    def between_sites(self, sessions: Sessions) -> Estimate:
        """
        The share of the variance between people's scores that lies between sites.

        >>> r.calibration.between_sites(r.calibration.sessions())
        """
        if sessions.why:
            return Estimate.absent(sessions.why)
        return calibration.between_sites(sessions.answers, sessions.last)

    @of_own_work
    def items(self, sessions: Sessions, *, phase: Phase | None = None) -> Estimates:
        """
        How easy each item is, hardest first, and whether its key is suspect, in the last phase.

        >>> r.calibration.items(r.calibration.sessions())
        """
        phase = phase or sessions.last
        if sessions.why:
            return Estimates.missing(f"calibration.item.{phase}", ("item_id",), sessions.why)
        return calibration_items.items(sessions.answers, phase)

    @of_own_work
    def suspect_keys(self, sessions: Sessions) -> Estimates:
        """
        The items whose key those who know contradict, in the last phase.

        >>> r.calibration.suspect_keys(r.calibration.sessions())
        """
        return calibration_items.suspects(self.items(sessions))

    @of_audits
    def transfers(self, sessions: Sessions) -> dict[str, Transfer]:
        """
        What changed in audits of each session's queue, against those who did not attend.

        >>> r.calibration.transfers(r.calibration.sessions())
        """
        held = sessions.held.itertuples() if not sessions.why else ()
        return {str(row.session_id): self._transfer(sessions, row) for row in held}

    @of_audits
    def certification(
        self, sessions: Sessions, pass_mark: PassMark, *, margin: InnerShare = calibration.MARGIN
    ) -> Certification:
        """
        What to do: certify, repeat, fix the key or rewrite the clause.

        >>> r.calibration.certification(r.calibration.sessions(), r.calibration.pass_mark())
        """
        return certify(
            self.score(sessions),
            self.score(sessions, by="clause"),
            self.suspect_keys(sessions),
            self.site_differences(sessions, margin=margin),
            pass_mark,
        )

    @plain
    def clauses(self) -> dict[str, str]:
        """
        The titles of clauses, by id; of several versions the last one's.

        >>> r.calibration.clauses()
        """
        return taxonomy.clause_titles(self._rows)

    def _transfer(self, sessions: Sessions, session: object) -> Transfer:
        name, queue, day = (getattr(session, column) for column in ("session_id", "queue_id", "day"))
        attended = set(sessions.answers.loc[sessions.answers["session_id"] == name, "person_id"])
        audits = pd.DataFrame()
        if self._rows.holds(AUDITS):
            audits = self._drawn(self._rows.table(AUDITS))
            audits = audits[audits["queue_id"] == queue]
        known = min(self._context.frozen_on, self._rows.span("window")[1])
        return transfer(audits, attended, day, pd.Timestamp(known))

    def _placed(self, answers: pd.DataFrame) -> pd.DataFrame:
        """The answers with the site where each person was on the day of the session."""
        if not self._rows.holds("people"):
            return answers.assign(site_id=None)
        columns = ["person_id", "valid_from", "valid_to", "site_id"]
        people = self._rows.table("people").reindex(columns=columns)
        days = answers[["session_id", "person_id", "day"]].drop_duplicates().merge(people, on="person_id")
        since, until = (pd.to_datetime(days[column]) for column in ("valid_from", "valid_to"))
        valid = days[(since <= days["day"]) & (until.isna() | (days["day"] < until))]
        there = valid.drop_duplicates(["session_id", "person_id"], keep="last")
        return answers.merge(
            there[["session_id", "person_id", "site_id"]], on=["session_id", "person_id"], how="left"
        )

    def _classes(self) -> dict[str, list[str]]:
        """All labels of each queue's taxonomy."""
        if not (self._rows.holds("queues") and self._rows.holds("label_classes")):
            return {}
        joined = self._rows.table("queues")[["queue_id", "taxonomy_version"]].merge(
            self._rows.table("label_classes")[["taxonomy_version", "label_id"]], on="taxonomy_version"
        )
        labels: dict[str, list[str]] = joined.groupby("queue_id")["label_id"].agg(list).to_dict()
        return labels


def _split(by: Split | None) -> tuple[str, ...]:
    return (_COLUMNS[by],) if by else ()
