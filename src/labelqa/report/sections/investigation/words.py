"""Words for an investigation: what is compared, what stands out, what it cost."""

from __future__ import annotations

from ....estimates import Outcome, Unit
from ....measures.inquiry import Answer
from ...language.messages import Message
from ...language.numerals import NOTHING
from ...language.terms import ANSWERS, AUDITS, DECISIONS, LABELS, SingularPlural, Term

_SHARE = "Share of labels that are right, by the sampling design of the audits"

KNOWN = ("known answer", "known answers")
SIGNS: dict[str, tuple[str, SingularPlural]] = {
    "audits_before": ("Right by audits, usual: before", AUDITS),
    "audits_others": ("Right by audits, usual: others in these days", AUDITS),
    "gold_before": ("Right on gold items, usual: before", ANSWERS),
    "gold_others": ("Right on gold items, usual: others in these days", ANSWERS),
    "agreement_before": ("Double labels as others gave, usual: before", LABELS),
    "speed_others": ("Decisions that are fast, usual: others before", DECISIONS),
    "mix_others": ("Labels of the commonest class, usual: others in these days", LABELS),
}
"""The kinds of evidence as printed, and what their n counts."""

TERMS: dict[str, Term] = {
    "investigation.before": Term("Accuracy before", _SHARE, AUDITS),
    "investigation.accuracy": Term("Accuracy in these days", _SHARE, AUDITS),
    "investigation.drawn": Term("Accuracy in these days, drawn to the weeks before", _SHARE, AUDITS),
    "investigation.change": Term("The change of accuracy", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.mix": Term("The part of it that another mix makes", "Points", AUDITS, unit=Unit.POINTS),
    "investigation.rate": Term("The change at the same mix", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.others": Term("The change of all others", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.difference": Term(
        "The change less that of all others", "Change in points", AUDITS, unit=Unit.POINTS
    ),
    "investigation.p": Term("The chance of so many wrong audits", "p value", AUDITS, unit=Unit.INDEX),
    "investigation.since": Term("The chance of such weeks", "p value", AUDITS, unit=Unit.INDEX),
    "investigation.episode": Term("Accuracy in the weeks that stand out", _SHARE, AUDITS),
    "investigation.lost": Term("The change in these weeks", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.subgroups": Term(
        "Wrong labels over those expected", "Wrong labels over those expected", AUDITS, unit=Unit.INDEX
    ),
    "investigation.pairs": Term(
        "Confusions over those expected", "Confusions over those expected", AUDITS, unit=Unit.INDEX
    ),
    "investigation.causes": Term(
        "What else changed", "What it explains, in points", AUDITS, unit=Unit.POINTS
    ),
    "investigation.elsewhere": Term("The same elsewhere", "Change in points", AUDITS, unit=Unit.POINTS),
    "investigation.wrong": Term(
        "Wrong labels in these days",
        "Wrong labels",
        AUDITS,
        unit=Unit.COUNT,
        head="Wrong labels",
        verb="were",
    ),
    "investigation.batches": Term(
        "Wrong labels in batches", "Wrong labels", AUDITS, unit=Unit.COUNT, verb="were"
    ),
    "investigation.month": Term("Wrong labels a month", "Wrong labels", AUDITS, unit=Unit.COUNT, verb="were"),
    "investigation.excess": Term(
        "Wrong labels beyond those usual before", "Wrong labels", AUDITS, unit=Unit.COUNT, verb="were"
    ),
    "investigation.known": Term(
        "The change at the same mix, by all known answers", "Change in points", KNOWN, unit=Unit.POINTS
    ),
    "investigation.known_before": Term("Right before, of all known answers", "Share right", KNOWN),
    "investigation.known_after": Term("Right in these days, of all known answers", "Share right", KNOWN),
    "investigation.signs": Term("Every kind of evidence", "Shares of what is asked about", AUDITS),
    "investigation.options": Term("The expected effect", "Points", ("action", "actions"), unit=Unit.POINTS),
}

# the answer, and what would decide
ANSWERED = {Answer.CONFIRMED: "Confirmed", Answer.REFUTED: "Refuted", Answer.INCONCLUSIVE: "Inconclusive"}
CONFIRMED = Message("Confirmed: at the same mix accuracy{by} changed by {rate}")
REFUTED = Message("Refuted: at the same mix accuracy did not lose {least:points}")
INCONCLUSIVE = Message("Inconclusive: {why}")
BY = {
    "audits": " by audits",
    "gold": " by answers to gold items",
    "both": " by audits and answers to gold items",
}
NOTHING_BEFORE = "nothing was checked before these days; days with audits before them would decide"
CANNOT_DECIDE = Message("audits of {n} {n:label|labels} cannot decide; more days or more people would")
_NOW = "{now} {now:audit|audits} more of these days"
_EARLIER = "{earlier} {earlier:audit|audits} more of the weeks before"
NOW_DECIDE = Message(f"about {_NOW} would decide")
EARLIER_DECIDE = Message(f"about {_EARLIER} would decide")
BOTH_DECIDE = Message(f"about {_NOW} and {_EARLIER} would decide")

# what was written in advance
IN_ADVANCE = "Written in advance"
QUESTION, ONLY, DAYS, GIVEN, DECIDES = (
    "Question", "Only", "Days", "Rule, as given", "Rule that decides",
)  # fmt: skip
EXPLORATORY = "none was written in advance: all of this is exploratory"
AGAINST = Message("{period}, against the weeks from {start} to the day before these days")
RULE = Message(
    "At the same mix of queues and labels: refuted where the chance of a loss of {least:points} or more is "
    "{low} or less, confirmed where the chance of any loss is {high} or more, else inconclusive, with what "
    "would decide; so too with fewer than {fewest} known answers before or in these days."
)
BY_BOTH = (
    "By audits; and by audits with answers to gold items, which can confirm and not refute, for gold items "
    "are chosen and may be recognised."
)
ASKED, QUOTED = Message("Asked: {question} Of {only}, {period}."), Message("“{text}”")
NOTHING_ASKED = "Nothing in advance."
ALL_LABELS, OR = Message("all labels of {market}"), " or "

# what it comes to
CHANGED = Message("At the same mix accuracy{by} changed by {rate:change}.")
CHANCES = Message("The chance of any loss is {lost}, of one of {goal:points} or more {least}.")
OVER, BELOW = Message("over {share:percent}"), Message("below {share:percent}")
SHORT, SHORT_KNOWN = (
    Message(
        f"{{before}} {{before:{one}|{several}}} before and {{after}} {{after:{one}|{several}}} in these days "
        "decide nothing: the rule asks for {fewest} on either side."
    )
    for one, several in (AUDITS, KNOWN)
)
OTHER_MIX_EXPLAINS = Message("Another mix of items explains {mix:change}.")
TARGET = Message(
    "By audits accuracy in these days was {accuracy} ({after:between}); the target of {goal:share} {did}."
)
DID = {
    Outcome.MET: "was met",
    Outcome.MISSED: "was missed",
    Outcome.UNDECIDED: "is neither surely met nor missed",
}
SIGNS_POINT = Message("{speaks:Spelt} of {known} {known:sign points|signs point} to worse labels")
SIGNS_MEASURE = "Every kind of evidence on what is asked about, with 95% intervals"
SIGNS_HEADS = ("Evidence", "Counted", "In these days", "95% interval", "Usual", "q", "Worse")
SIGNS_NOTE = (
    "Right: exact tests, at like queues and labels. Fast: as fast as the fastest 1% of others before; beyond "
    "five times as many is worse. Commonest: the commonest label of each queue; beyond 10 points more than "
    "others give it is worse. Speed and the mix of labels do not tell right from wrong, so they decide "
    "nothing. q: false discovery rate among all of them."
)
YES, NOT_SHOWN = "Yes", "Not shown"

# is it real
LEVEL, LEVEL_MEASURE = "Before and in these days", "By audits drawn at random, with 95% intervals"
LEVEL_HEADS = ("Measure", "Audits", "Value", "95% interval")
P, P_BELOW = Message("p {value}"), Message("p below {limit}")
EXACT = Message("As many wrong audits or more, at like queues and labels: {p} (exact).")
DRAWN = "Drawn to the weeks before: a stretch picked for looking bad is better than it looks."
DRAWN_ALONE = "Drawn: by audits and answers to gold items of these days alone, quite unlike the weeks before."

# since when
NOT_SCANNED = "There are too few audits to scan the weeks"
NO_WEEK = Message("No week surely stands out ({p})")
SINCE = Message("Since the week of {first} more is wrong ({p})")
IN_WEEK = Message("In the week of {first} more was wrong ({p})")
IN_WEEKS = Message("From the week of {first} to that of {last} more was wrong ({p})")
SINCE_MEASURE = Message("Accuracy of what is asked about, by week to {last}, with 95% intervals")
SINCE_ALT = Message("Dots with intervals, {n} {n:week|weeks}.")
LAST_WEEK, BEFORE = Message("The last week is at {last}."), Message("Before {before}")
SHADED = "Shaded: the days asked about."
RED = Message(
    "Red: the weeks found by a binomial scan of all runs of weeks that reach them, by queue and label; p by "
    "{n} permutations."
)
HOW_BAD = Message(
    "In the weeks that stand out accuracy was {accuracy:interval}, at the same mix {lost:change} on the "
    "weeks before."
)
PICKED = "Weeks that were picked for being the worst look worse than they are."
MAY_HAVE_BEGUN = Message("It may have begun in any week from that of {first} to that of {last}.")

# where
SOP, LABELLED, TRULY = Message("SOP {version}"), Message("labelled “{label}”"), Message("truly “{label}”")
JOINERS, SETTLED = Message("joiners in their first {days} days"), "settled people"
NO_SUBGROUP = "No subgroup has surely more wrong than expected"
SUBGROUP = Message("Most stands out: {cell}, {times} times what is expected")
NO_PAIR = "No two labels are surely confused more than before"
PAIR = Message("{pair} are confused {times} times as often as before")
WHERE_MEASURE = "Audits of these days with a wrong label, against those to be expected from the weeks before"
WHERE_HEADS = ("Audits", "Wrong", "Expected", "Times", "95% interval", "Labels beyond", "q")
WHERE_NOTE = Message(
    "{groups} of at least {fewest} audits. Expected by queue and label. Times and labels beyond are "
    "weighted. q: false discovery rate among all {tests} tested."
)
FROM_TO, FROM_ON = Message("{first} to {last}"), Message("from {first} on")
LEDGER = Message(
    "One test was written in advance. {n} {n:test|tests} more {n:was|were} made on the way: {weeks} of "
    "weeks, {groups} of subgroups and pairs of labels, {causes} of causes. {stand} {stand:stands|stand}, at "
    "most {false} of them by chance (false discovery rate {rate:percent})."
)

# why
NO_CAUSE = "Nothing else that changed surely explains a loss"
CAUSE = Message("{cause}: {change} of the change{elsewhere}")
FELL_TOO, NO_CLEAR_LOSS = ", and it fell elsewhere too", ", and no clear loss elsewhere"
CAUSES_MEASURE = "Points of the change of accuracy that go with it, with 95% intervals"
CAUSES_HEADS = ("What changed", "Explains", "95% interval", "q", "Change elsewhere")
CAUSES_NOTE = "They overlap, so they do not add up. Elsewhere: all others, under the same version."
NO_INCIDENT = "No incident is on record for these days."
INCIDENTS, INCIDENT = Message("On record for these days: {incidents}."), Message("{note} ({days})")
NOT_KNOWN = Message("not known by {filters}")

# the evidence, and how far it reaches
NONE_WRONG = "No label was found wrong."
EVIDENCE = Message("{drawn} of {n} {n:label|labels} found wrong, to look at")
EVIDENCE_MEASURE = Message(
    "Drawn at random within each pair of labels (seed {seed}), of the audits of the weeks found"
)
EVIDENCE_HEADS = ("Item", "Labelled on", "Site", "Labelled as", "Audit found", "Reason", "Batch")
WRONG = Message("Of {n} {n:label|labels} of these days about {wrong:interval} are wrong.")
NOT_COUNTED = Message("Wrong labels cannot be counted: {wrong:reason}.")
EXCESS = Message("Beyond what the same mix had before: {excess:interval}.")
KINDS = "Wrong labels by kind"
KINDS_MEASURE = "Labels of these days, less those corrected before delivery, with 95% intervals"
KINDS_HEADS = ("Kind", "Wrong labels", "95% interval")
BATCHES = Message("{n} {n:batch|batches} with such labels, {training:spelt} for training")
BATCHES_MEASURE = "Labels asked about in batches with audits of the weeks found, with 95% intervals"
BATCHES_HEADS = ("Batch", "Handed over", "Consumer", "Labels", "Audits", "Wrong labels")
TOGETHER = Message("Together about {total:interval} wrong labels.")
NOT_SEEN, NOT_YET = "A batch of which none of them was audited is not seen.", "not yet"

# what can be done
NO_OPTION = "Nothing calls for an action."
OPTIONS, OPTIONS_MEASURE = "What can be done", "Actions of the catalogue that the findings lead to"
OPTIONS_HEADS = ("Action", "Because", "Asked", "By", "Verified by", "Effect on accuracy")
OPTIONS_NOTE = (
    "Effect on accuracy: what past actions of the kind did, drawn to what the catalogue expects; "
    f"{NOTHING}: it is not taken for that."
)
OTHER_MIX, TARGET_MISSED = "Other items come in than before", "Accuracy missed its target all the same"
ARE_CONFUSED, STANDS_OUT = Message("{pair} are confused"), Message("{person} stands out")
CONFIRMED_OF = Message("It is confirmed of {who}")
AS_FAST, JOINERS_STAND_OUT = "Labels are as fast as hardly anyone's", "Joiners stand out"
SUGGESTIONS = "Wrong suggestions are followed"
WENT_OUT = Message("About {excess} wrong {excess:label|labels} beyond the usual went out")

# the finding
FINDING, NO_FINDING = "One finding is confirmed", "Nothing is confirmed."
FINDING_MEASURE = "Wrong labels a month beyond those that the same mix had before"
COST = Message("about {month} wrong {month:label|labels} a month")
NO_COST = "not known in labels"
CONFUSED_MORE = Message("{pair} are confused more than before")
MORE_WRONG, FELL = Message("{cell}: more wrong than expected"), "Accuracy fell at the same mix"

METHODS = (
    "**The answer** is read off the change at the same mix: by audits, and where there are answers to"
    " gold items in these days by both together, at like queues and labels and apart by kind, an answer"
    " weighing as much as the mean audit. Two tests err each half as often (Bonferroni). Audits that are"
    " asked for are never more than the labels that are not audited yet.",
    "**Every kind of evidence.** Audits, gold items and double labels are held against the weeks before,"
    " audits and gold items also against all others in these days, by exact tests; speed and the commonest"
    " label by binomial mid-p against a margin, for people differ.",
    "**Is it real.** Accuracy is estimated by the sampling design of the audits. Its change is divided in"
    " two: what another mix of queues and labels makes, and what remains at the same mix (Kitagawa 1955);"
    " only the second is judged. Labels are the true ones, as audits found them, unless the question is"
    " about a given label or true ones are unknown. Intervals are linearised over people. The exact test"
    " holds the wrong audits of each queue and label against those before, by convolution of hypergeometric"
    " distributions. Accuracy is also drawn to the spread of the weeks before by a beta-binomial prior,"
    " unless audits and gold items of these days are quite unlike them (a mixture of two Betas).",
    "**Since when.** A binomial scan over all runs of weeks that reach the days asked about, with what is"
    " expected of each week by its queues and labels; p by permutation within these, so that trying all runs"
    " is paid for.",
    "**Where.** Up to three of six dimensions are combined; what is expected is the share of wrong labels of"
    " the queue and label in the weeks before. Benjamini and Hochberg's q over all subgroups and"
    " pairs.",
    "**Why.** Each line is the part of the change that goes with it, by the same decomposition; a new version"
    " is also held against all others who work under it.",
    "**Reach.** Wrong labels are the audits' share of those decided. Beyond the usual: at the change at the"
    " same mix. Batches are those with an audited label; others are not seen.",
)
