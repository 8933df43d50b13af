"""Words for calibration sessions."""

from __future__ import annotations

from ....estimates import Unit
from ....measures.transfer import DAYS
from ...language.messages import Message
from ...language.terms import ANSWERS, AUDITS, PEOPLE, Term

_ITEMS = ("item", "items")
_KEYED = "Share of answers that are the key's"

TERMS: dict[str, Term] = {
    "calibration.score.pre": Term(
        "The score before", f"{_KEYED}, before the session", ANSWERS, head="Before"
    ),
    "calibration.score.post": Term("The score after", f"{_KEYED}, after the session", ANSWERS, head="After"),
    "calibration.change": Term(
        "The change in score", "Score after less score before, the same items", ANSWERS, unit=Unit.POINTS
    ),
    **{
        f"calibration.{name}.{part}": Term(
            f"{label} {words}", f"{label} {words} the session", _ITEMS, unit=Unit.INDEX, head=label
        )
        for name, label in (("alpha", "Krippendorff's alpha"), ("ac1", "Gwet's AC1"))
        for part, words in (("pre", "before"), ("post", "after"))
    },
    "calibration.alpha.change": Term(
        "The change in alpha", "Alpha after less alpha before", _ITEMS, unit=Unit.INDEX
    ),
    "calibration.ac1.change": Term("The change in AC1", "AC1 after less AC1 before", _ITEMS, unit=Unit.INDEX),
    "calibration.site_difference": Term(
        "Difference of sites",
        "Mean score of a site's people less that of all others",
        PEOPLE,
        unit=Unit.POINTS,
    ),
    "calibration.between_sites": Term(
        "The share of the differences between people that lies between sites",
        "Share of the variance between people's scores that lies between sites",
        PEOPLE,
    ),
    "calibration.item.pre": Term("Right before", f"{_KEYED}, before the session", PEOPLE),
    "calibration.item.post": Term("Right after", f"{_KEYED}, after the session", PEOPLE),
    "calibration.suspect_keys": Term(
        "Suspect keys", "Items whose key those who know contradict", _ITEMS, unit=Unit.COUNT, verb="were"
    ),
    "calibration.q": Term("Cochran's Q", "Cochran's Q over the people of a session", _ITEMS, unit=Unit.INDEX),
    "calibration.transfer": Term(
        "The effect on audits",
        "Change in audit accuracy of those who attended less that of the others",
        AUDITS,
        unit=Unit.POINTS,
    ),
}

# which sessions there were
TITLE = "Calibration"
NONE_HELD = Message("no calibration session was held in {period}")
UNKNOWN = Message("session {name} is not in the data")
NO_ANSWER, OR = Message("no answer of {names} is recorded"), " or "
NOT_AFTER = "nobody answered after the session"
HELD = Message(
    "{n:Spelt} {n:session|sessions} {on}, with {people} {people:person|people} and {items} "
    "{items:item|items}."
)
ON, VERSION = Message("on {queue}{version} on {day}"), Message(" ({version})")

# what was decided
FIX_KEY = Message("Fix the key of {n} {n:item|items} first")
REWRITE = Message("Rewrite {n} {n:clause|clauses}: taught, and still not learnt")
CERTIFY = Message("Certify: the score, at {score}, meets the pass mark")
REPEAT = Message("Repeat: {why:reason}")
MISSED = Message("Repeat: the score, at {score}, misses the pass mark")
UNDECIDED = Message("Repeat: a score of {score} cannot be told from {goal:share}")
APART = Message("Repeat: {n} {n:site differs|sites differ} from the others")
THIN = Message("Repeat with a larger session: {thin}")

# by which rules
RULES, RULES_MEASURE = "By these rules", "In this order; the first that holds decides"
RULES_HEADS = ("Rule", "Found", "Then", "Holds")
YES, NO, NO_KEY, NO_CLAUSE = "Yes", "No", "No key", "No clause"
KEY_RULE = Message(
    "A key is suspect: of at least {fewest} competent people more give one other label than the key's "
    "(exact sign test, p below {suspect})."
)
CLAUSE_RULE = Message(
    "A clause was not learnt: its score, on {fewest} items or more, surely misses {goal:share}."
)
SCORE_RULE = Message(
    "The score surely meets {goal:share}, no site differs from the others, and there were at least {items} "
    "items and {people} people."
)
ELSE_RULE = "None of these holds."
SCORE = Message("{score} ({interval})")
SITES_DIFFER, NO_SITE_DIFFERS = Message("{sites} {n:differs|differ}"), "no site differs"
MARK_SOURCE = "the report's parameter pass_mark"

# what follows
FOLLOWS = "What follows"
SEND = Message(
    "Send {keys} to policy. Score the session again with the keys that come back; nobody is certified or "
    "repeats it before."
)
WRITE = Message("Rewrite {clauses} with examples from the items missed, then calibrate on it again.")
CERTIFIED = "Certify those who took part. Watch the queue's audits for two weeks."
AGAIN = "Repeat the session on other items of the same clauses."
AGAIN_TOGETHER = "Repeat the session, the sites that differ together with the others."
LARGER = Message("Take a larger session: {thin}.")

# scores before and after
BEFORE, AFTER, CHANGE, INTERVAL, VERDICT = "Before", "After", "Change", "95% interval", "Verdict"
DUMBBELL = "Dumbbell chart."
DUMBBELL_MEASURE = Message("{measure}, by {noun}; {dots}")
DOTS, ONE_DOT = "hollow dot before, full dot with its 95% interval after", "with 95% intervals"
PASS_MARK = Message("Pass mark {goal:share}")
RUN = Message("{label}, {run}")
ONE_SAME = Message("The one {noun} scored the same after as before")
ONE_HIGHER = Message("The one {noun} scored higher after than before")
ONE_LOWER = Message("The one {noun} scored lower after than before")
HIGHER = Message("{up:Spelt} of {n} {nouns} scored higher after than before, {down:spelt} lower")
SCORES = Message("Scores by {noun}")
SCORES_MEASURE = "Share of answers that are the key's, before and after, and the paired change in points"
SCORES_HEADS = ("Answers", BEFORE, AFTER, INTERVAL, CHANGE, INTERVAL, "p", VERDICT)
P = Message("p: McNemar's exact test of the change{standing}.")
STANDING = Message(
    "; {stand:spelt} of {tests} {stand:stands|stands|stand} at a false discovery rate of {rate:percent}"
)
NEVER_ENOUGH = Message("With {n} {n:answer|answers} not even all right would be enough to pass.")

# how far people agree, and whether people or sites differ
AGREEMENT = "How far people agree with one another"
AGREEMENT_MEASURE = "Chance-corrected agreement over the items, with 95% intervals"
AGREEMENT_HEADS = ("Measure", BEFORE, AFTER, CHANGE)
KNOWN = Message("After {n} {n:item|items} alpha is known to ±{half}.")
RATERS, RATERS_OF = {"person": "People", "site": "Sites"}, Message("{who} of {session}")
_Q = " in how often they are right: Cochran's Q {q} on {freedom} degrees of freedom, p {p}."
DIFFER, NOT_SHOWN = (Message(f"{{who}} {finds}{_Q}") for finds in ("differ", "are not shown to differ"))
NO_Q = "no item tells them apart"
ALIKE = Message(
    "{alike:Spelt} of {n} {n:site|sites} {alike:is|is|are} shown to be equivalent to the others{differ}"
)
SOME_DIFFER = Message(", {apart:spelt} {apart:differs|differ}")
DIFFERENCES = "Dot chart with intervals around no difference."
DIFFERENCES_MEASURE = Message(
    "{measure}, in points, by {noun}, with 95% intervals; band: closer than {margin:points}"
)

# items, and whether their keys stand
NONE_HARD = "Most people are right on every item"
HARD = Message("{hard:Spelt} {hard:item|items} of {n} {hard:is|are} wrong for half of the people or more")
MAP_MEASURE = "Each row an item, the hardest on top; each column a person, the lowest score on the left"
ITEM = "Item"
LEGEND = "· right both times, + right only after, − right only before, × wrong both times."
LEGEND_ONCE, EMPTY = "· right, × wrong.", "Empty: not answered."
HARDEST = Message("The {shown} hardest of {n} items.")
LOWEST = Message("The {shown} lowest scores of {n} {n:person|people}.")
ITEMS = "The hardest items"
ITEMS_MEASURE = "Share of people who gave the key's label, with 95% interval, and what competent people gave"
ITEMS_HEADS = (
    ITEM, "Clause", BEFORE, AFTER, INTERVAL, "Competent", "Against the key", "p", "Key",
)  # fmt: skip
FIRST = Message("The first {shown} of {n} items.")
ITEMS_NOTE = (
    "Against the key: competent people who gave one other label. p: exact sign test of that label against "
    "the key's."
)
SUSPECT, STANDS, KEY = "Suspect", "Stands", "key"

# what shows at work
TRANSFER = "Audits before and after"
TRANSFER_MEASURE = f"Accuracy of audited labels in the session's queue, {DAYS} days before and after"
TRANSFER_HEADS = ("Session", "Who", "Audits", BEFORE, INTERVAL, "Audits", AFTER, INTERVAL)
ATTENDED, OTHERS = "Attended", "Others"
NO_EFFECT = Message("{session}: no effect on audits can be given, {why:reason}")
NOT_CLEAR = Message("{session}: the {days} days after show no clear effect on audits: {effect}.")
GAINED = Message("{session}: those who attended gained on the others in the {days} days after: {effect}.")
LOST = Message("{session}: those who attended lost against the others in the {days} days after: {effect}.")

METHODS = (
    "**Scores** are shares of answers that are the key's. Their 95% intervals are Wilson's with fewer "
    "answers than were given: answers of one person are alike, and so are answers to one item. **The "
    "change** is paired, answer by answer; its interval takes people as what varies, and p is McNemar's"
    " exact test, which does not.",
    "**Agreement** is Krippendorff's alpha and Gwet's AC1 over the items; the change is resampled by "
    "item, each item with both its phases. **Cochran's Q** tests whether people, or sites, are right "
    "equally often on the items all of them answered; a site is right where most of its people are.",
    "**Sites** are equivalent where two one-sided Welch tests put the difference of mean scores from "
    "the others inside the margin, at 5% each.",
    "**Competent** are those who on the other items are right at least as often as the median person. "
    "Keys are judged by the answers after the session, because before it a hard item looks the same as "
    "one with a wrong key.",
    "**What shows at work** is a difference in differences: audit accuracy in the session's queue in "
    f"the {DAYS} days after less that in the {DAYS} days before, of those who attended, less the same of"
    " the others, with an interval that takes each person as one cluster.",
)
