"""Second looks at decisions: the stratified monthly audit, ramp checks, reviews of verdicts, and appeals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .columns import coded, instants, numbered, whole
from .incidents import IncidentPlan
from .labels import CLASS_IDS, event_ids, same
from .people import Roster
from .procedures import CLAUSE_IDS, MONTHLY, RAMP, REVIEW
from .rhythm import DAY, SECOND
from .skills import GivenLabels
from .taxonomy import CLASSES, IS_VIOLATION, QUEUES, wrong_label

AUDITED_CLEAN, AUDITED_VIOLATION = 0.030, 0.075
"""Share of a stratum that is drawn; decisions of a violation are the minority and are over-sampled."""
FEWEST = 30
"""Decisions drawn from a stratum at least, or all of a smaller one."""
VERDICTS = ("correct", "incorrect", "unsure")
REASONS = ("agent_knowledge", "agent_slip", "sop_ambiguous", "sop_gap", "tool", "item_quality")
CRITICAL = ("none", "business", "user", "compliance")
RAMP_DAYS, RAMP_SHARE = 21, 0.06
REVIEWED_CORRECT, REVIEWED_INCORRECT = 0.08, 0.30


@dataclass(frozen=True)
class Draw:
    """Decisions drawn by a design: their rows, and for each its stratum with its frame and sample sizes."""

    design: str
    row: np.ndarray
    stratum: np.ndarray
    names: list[str]
    frame: np.ndarray
    sample: np.ndarray


@dataclass(frozen=True)
class Audits:
    """Verdicts on drawn decisions; `qa` indexes the roster's QAs, `reference` is the QA's label."""

    draws: tuple[Draw, ...]
    row: np.ndarray
    qa: np.ndarray
    verdict: np.ndarray
    reference: np.ndarray
    at: np.ndarray
    seconds: np.ndarray

    def of(self, name: str) -> np.ndarray:
        """One attribute of all draws, end to end."""
        return np.concatenate([getattr(draw, name) for draw in self.draws])


def without_replacement(stratum: np.ndarray, size: np.ndarray, turn: np.ndarray) -> np.ndarray:
    """
    The places drawn: in each stratum the `size[stratum]` smallest of `turn`.

    With a random turn that is a simple random sample without replacement of each stratum.
    """
    order = np.lexsort((turn, stratum))
    sizes = np.bincount(stratum, minlength=len(size))
    rank = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.sort(order[rank < size[stratum[order]]])


def monthly_draw(roster: Roster, labels: GivenLabels, plan: IncidentPlan, rng: np.random.Generator) -> Draw:
    """
    The monthly estimate's sample: strata of local month, queue, and violation or clean as given.

    The frame of a stratum is all decisions of the market's local month that are not on gold.
    """
    frame = np.flatnonzero(labels.items.gold < 0)
    day, queue = labels.decisions.day[frame], labels.decisions.queue[frame]
    violation = IS_VIOLATION[labels.given[frame]].astype(int)
    months, month = np.unique(roster.calendar.month(day), return_inverse=True)
    stratum = (month * len(QUEUES) + queue) * 2 + violation
    names = [
        f"{month}/{queue.id}/{kind}"
        for month in months
        for queue in QUEUES
        for kind in ("clean", "violation")
    ]
    sizes = np.bincount(stratum, minlength=len(names))
    share = np.tile([AUDITED_CLEAN, AUDITED_VIOLATION], len(names) // 2)
    wanted = np.minimum(np.maximum(np.ceil(sizes * share), FEWEST), sizes).astype(int)
    turn = rng.random(len(frame))
    for incident in plan.of("broken_audit_design"):
        broken = stratum == names.index(incident.entity)
        turn += broken & (day >= incident.first + float(incident.size["drawn_from_first_days"]))
    drawn = without_replacement(stratum, wanted, turn)
    chosen = stratum[drawn]
    return Draw(MONTHLY, frame[drawn], chosen, names, sizes[chosen], wanted[chosen])


def ramp_draw(roster: Roster, labels: GivenLabels, rng: np.random.Generator) -> Draw:
    """
    Checks of joiners' first weeks, chosen by judgement.

    No inclusion probability is known, so each month's checks stand for themselves alone: frame = sample.
    """
    agent, day = labels.decisions.agent, labels.decisions.day
    early = (roster.cohort[agent] >= 0) & (day < roster.production[agent] + RAMP_DAYS)
    rows = np.flatnonzero(early & (labels.items.gold < 0) & (rng.random(len(day)) < RAMP_SHARE))
    months, stratum, count = np.unique(
        roster.calendar.month(day[rows]), return_inverse=True, return_counts=True
    )
    return Draw(RAMP, rows, stratum, [f"{m}/joiners" for m in months], count[stratum], count[stratum])


def judge(
    roster: Roster, labels: GivenLabels, draws: tuple[Draw, ...], plan: IncidentPlan, rng: np.random.Generator
) -> Audits:
    """Have QAs look, within three days; each finds most errors and rarely sees one too many."""
    row = np.concatenate([draw.row for draw in draws])
    n, day = len(row), labels.decisions.day[row]
    qa = rng.integers(0, len(roster.qas), n)
    person = roster.ids[labels.decisions.agent[row]]
    absent = (day < roster.qa_from[qa]) | (np.array(roster.qas)[qa] == person)
    qa[absent] = rng.integers(0, len(roster.qas) - 1, int(absent.sum()))
    finds = rng.uniform(0.93, 0.97, len(roster.qas))[qa]
    alarms = rng.uniform(0.003, 0.008, len(roster.qas))[qa]
    seconds = 45 * rng.lognormal(0, 0.5, n)
    for incident in plan.of("lenient_qa"):
        lenient = (qa == roster.qas.index(incident.entity)) & (day >= incident.first) & (day <= incident.last)
        finds[lenient] = float(incident.size["sensitivity"])
        seconds[lenient] *= float(incident.size["audit_time_factor"])
    wrong = labels.wrong[row]
    failed = rng.random(n) < np.where(wrong, finds, alarms)
    verdict = np.where(rng.random(n) < 0.005, 2, failed.astype(int))
    given, truth = labels.given[row], labels.items.truth[row]
    reference = np.where(verdict == 0, given, np.where(wrong, truth, wrong_label(given, rng)))
    hours = np.minimum(rng.lognormal(2.8, 0.7, n) + 0.5, 71)
    at = labels.decisions.submitted[row] + (hours * 3600 * SECOND).astype(np.int64)
    return Audits(draws, row, qa, verdict, np.where(verdict == 2, -1, reference), at, np.rint(seconds))


def audit_ids(roster: Roster, numbers: np.ndarray) -> pa.Array:
    """The ids of audits by number."""
    return numbered(f"{roster.market.id}-A", numbers, 7)


def audit_columns(
    roster: Roster, labels: GivenLabels, audits: Audits, rng: np.random.Generator
) -> dict[str, pa.Array]:
    """The canonical table `audits`, in order of the decisions."""
    order = np.argsort(audits.row, kind="stable")
    row, n = audits.row[order], len(order)
    submitted, reference = labels.decisions.submitted[row], audits.reference[order]
    failed = audits.verdict[order] == 1
    names = [name for draw in audits.draws for name in draw.names]
    shift = np.repeat(
        np.cumsum([0] + [len(d.names) for d in audits.draws[:-1]]), [len(d.row) for d in audits.draws]
    )
    design = np.repeat(np.arange(len(audits.draws)), [len(draw.row) for draw in audits.draws])
    frame, sample = audits.of("frame")[order], audits.of("sample")[order]
    reason = rng.choice(len(REASONS), n, p=[0.42, 0.26, 0.13, 0.07, 0.05, 0.07])
    return {
        "audit_id": audit_ids(roster, order),
        "market_id": same(roster.market.id, n),
        "label_event_id": event_ids(roster, row),
        "qa_person_id": coded(audits.qa[order], roster.qas),
        "design_id": coded(design[order], [draw.design for draw in audits.draws]),
        "stratum_id": coded((audits.of("stratum") + shift)[order], names),
        "incl_prob": pa.array(sample / frame),
        "frame_size": whole(frame),
        "sample_size": whole(sample),
        "labelled_at": instants(submitted),
        "blind": pa.array(rng.random(n) < 0.9),
        "verdict": coded(audits.verdict[order], VERDICTS),
        "ref_label_id": coded(reference, CLASS_IDS),
        "reason_id": coded(np.where(failed, reason, -1), REASONS),
        "clause_id": coded(np.where(failed, reference, -1), CLAUSE_IDS),
        "critical_class": coded(_critical(labels.given[row], reference, failed, rng), CRITICAL),
        "audited_at": instants(audits.at[order]),
        "audit_s": whole(audits.seconds[order]),
        "corrected_before_delivery": pa.array(failed & (rng.random(n) < 0.6)),
    }


def _critical(
    given: np.ndarray, reference: np.ndarray, failed: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Index in CRITICAL: a missed grave violation harms users or the law, a false one the business."""
    severity = np.array([each.severity for each in CLASSES])
    grave = failed & (severity[reference] >= 5) & (rng.random(len(given)) < 0.5)
    harsh = failed & ~grave & (severity[given] >= 5) & (rng.random(len(given)) < 0.3)
    return np.where(grave, np.where(severity[reference] >= 8, 3, 2), np.where(harsh, 1, 0))


def review_columns(
    roster: Roster, labels: GivenLabels, audits: Audits, rng: np.random.Generator
) -> dict[str, pa.Array]:
    """The canonical table `audit_reviews`: a second phase, stratified by month and the QA's verdict."""
    phase = np.flatnonzero((audits.verdict < 2) & (np.arange(len(audits.row)) < len(audits.draws[0].row)))
    months, month = np.unique(
        roster.calendar.month(labels.decisions.day[audits.row[phase]]), return_inverse=True
    )
    stratum = month * 2 + audits.verdict[phase]
    sizes = np.bincount(stratum, minlength=2 * len(months))
    share = np.tile([REVIEWED_CORRECT, REVIEWED_INCORRECT], len(months))
    wanted = np.minimum(np.maximum(np.ceil(sizes * share), 10), sizes).astype(int)
    drawn = without_replacement(stratum, wanted, rng.random(len(phase)))
    chosen, stratum, n = phase[drawn], stratum[drawn], len(drawn)
    mistaken = audits.reference[chosen] != labels.items.truth[audits.row[chosen]]
    overturned = np.where(mistaken, rng.random(n) < 0.97, rng.random(n) < 0.005)
    final = np.where(overturned, labels.items.truth[audits.row[chosen]], audits.reference[chosen])
    delay = rng.uniform(0.5, 5, n) * DAY * SECOND
    return {
        "review_id": numbered(f"{roster.market.id}-V", np.arange(n), 6),
        "market_id": same(roster.market.id, n),
        "audit_id": audit_ids(roster, chosen),
        "reviewer_id": coded(rng.integers(0, len(roster.smes), n), roster.smes),
        "design_id": same(REVIEW, n),
        "stratum_id": coded(stratum, [f"{m}/{v}" for m in months for v in VERDICTS[:2]]),
        "incl_prob": pa.array((wanted / np.maximum(sizes, 1))[stratum]),
        "review_verdict": coded(overturned.astype(int), ["uphold", "overturn"]),
        "final_label_id": coded(final, CLASS_IDS),
        "labelled_at": instants(labels.decisions.submitted[audits.row[chosen]]),
        "reviewed_at": instants(audits.at[chosen] + delay.astype(np.int64)),
    }


def appeal_columns(
    roster: Roster, labels: GivenLabels, audits: Audits, rng: np.random.Generator
) -> dict[str, pa.Array]:
    """The canonical table `appeals`: a few verdicts are contested, mostly where the QA was mistaken."""
    truth = labels.items.truth[audits.row]
    mistaken = audits.reference != truth
    chosen = np.flatnonzero((audits.verdict == 1) & (rng.random(len(truth)) < np.where(mistaken, 0.4, 0.04)))
    n = len(chosen)
    raised = audits.at[chosen] + (rng.uniform(0.2, 3, n) * DAY * SECOND).astype(np.int64)
    decided = raised + (rng.uniform(0.5, 6, n) * DAY * SECOND).astype(np.int64)
    undecided = decided >= roster.calendar.end
    outcome = np.where(undecided, -1, mistaken[chosen].astype(int))
    return {
        "appeal_id": numbered(f"{roster.market.id}-P", np.arange(n), 6),
        "market_id": same(roster.market.id, n),
        "audit_id": audit_ids(roster, chosen),
        "raised_at": instants(raised),
        "outcome": coded(outcome, ["upheld", "overturned"]),
        "final_label_id": coded(np.where(undecided, -1, truth[chosen]), CLASS_IDS),
    }
