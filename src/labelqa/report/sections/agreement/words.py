"""Words for double labels: how far they agree, and whether the SOP or the people are at fault."""

from __future__ import annotations

from ....estimates import Unit
from ...language.messages import Message
from ...language.terms import LABELS, Term

ITEMS, ERRORS = ("item", "items"), ("error", "errors")

TERMS: dict[str, Term] = {
    "agreement.alpha": Term(
        "Agreement by alpha",
        "Krippendorff's alpha of double labels",
        ITEMS,
        "alpha",
        Unit.INDEX,
        "Alpha",
    ),
    "agreement.alpha_ordinal": Term(
        "Agreement on the scale",
        "Krippendorff's ordinal alpha of double labels",
        ITEMS,
        unit=Unit.INDEX,
        head="Ordinal alpha",
    ),
    "agreement.ac1": Term("Agreement by AC1", "Gwet's AC1 of double labels", ITEMS, "ac1", Unit.INDEX, "AC1"),
    "agreement.kappa": Term(
        "Agreement by kappa", "Fleiss' kappa of double labels", ITEMS, unit=Unit.INDEX, head="Kappa"
    ),
    "agreement.raw": Term(
        "Raw agreement", "Share of equal pairs of double labels", ITEMS, "raw_agreement", head="Raw"
    ),
    "agreement.specific": Term(
        "Agreement on a label", "Chance that another person gives the label too", ITEMS, head="Given by both"
    ),
    "agreement.spans": Term("Agreement on spans", "F1 of pairs of answers, span by span", ITEMS),
    "agreement.boxes": Term(
        "Agreement on boxes", "Intersection over union of pairs of answers, box by box", ITEMS
    ),
    "agreement.blind": Term(
        "Blind double labels", "Share of double labels given without sight of another", LABELS, verb="were"
    ),
    "ambiguity.sop": Term(
        "Errors laid to the SOP",
        "Share of the errors whose reason is a gap or an ambiguity of the SOP",
        ERRORS,
        head="Laid to the SOP",
        verb="were",
    ),
    "ambiguity.disagreement": Term(
        "Disagreement of the competent",
        "Share of items on which competent people differ",
        ITEMS,
        head="Items they differ on",
    ),
    "ambiguity.entropy": Term(
        "Indecision of the competent",
        "Entropy of competent people's labels of an item, in bits",
        ITEMS,
        unit=Unit.INDEX,
        head="Bits an item",
    ),
    "ambiguity.variance": Term("Part of the variance", "Share of the variance of correctness", ITEMS),
    "ambiguity.variance_difference": Term(
        "Items less people",
        "Share of the variance in the items less that in the people",
        ITEMS,
        unit=Unit.POINTS,
    ),
}

# double labels: how many, how blind
NO_DOUBLES = Message("no double labels in {span}")
DOUBLES = Message("{n} {n:item was|items were} labelled by two people or more.")
BLIND_UNKNOWN = "Nobody recorded whether double labels were given blind; if not, agreement is too high."
ALL_BLIND = "All double labels were given blind."
SOME_BLIND = Message("Only {share} of the double labels were given blind: agreement is too high.")
TOO_GOOD = "There is not one disagreement, which is too good to be independent."

# how far they agree, by queue and by label
_ABOVE = "Alpha surely reaches {good:index} in {above:spelt} of {n} {n:queue|queues}"
ABOVE, ABOVE_AND_BELOW = (
    Message(_ABOVE + end) for end in ("", " and surely stays below {poor:index} in {below:spelt}")
)
LEGEND = Message(
    "Krippendorff's limits: from {good:index} on labels can be relied on, from {poor:index} on tentatively. "
    "Surely: with the whole interval."
)
FEW_PEOPLE = Message("Fewer than ten people labelled in {where}.")
PERFECT = Message("Not one disagreement, too good to be independent, in {where}.")
CHART_MEASURE = Message("{measure}, by {noun}, beside AC1 and raw agreement, {period}")
CHART_ALT = "Dot chart of agreement beyond chance with intervals."
CHART_NOTE = "Dot and bar: alpha with its 95% interval. Ring: AC1. Tick: raw agreement."
CHART_HEADS = ("Alpha", "Items")
BY_QUEUE, BY_LABEL = "Agreement by queue", "Agreement by label"
QUEUE_MEASURE = Message("With 95% intervals, {period}; the queue that is most surely low first")
LABEL_MEASURE = Message("With 95% intervals, {period}; the label that is most surely low first")
QUEUE_HEADS, LABEL_HEADS = ("Queue", "Items"), ("Label", "Items")
LABEL_NOTE = (
    "Given by both: how likely another person gives the label where one did. "
    "Alpha: the label against all others."
)
NO_DATA = "no data"

# whether the SOP or the people are at fault
COMPETENT = "The competent are the better half by the model of Dawid and Skene."
COMPETENT_BY_QUEUE = "Disagreement of competent people by queue"
UNCLEAR = Message(
    "More than {limit:percent} of the errors are surely laid to the SOP under {surely:spelt} of {n} "
    "{n:clause|clauses}"
)
CLAUSE_MEASURE = Message("Errors that audits found by clause, weighted to all labels, {period}")
CLAUSE_HEADS = ("Clause", "Errors", "Laid to the SOP", "Wrong labels", "Running share")
CLAUSE_NOTE = (
    "Laid to the SOP: a gap or an ambiguity, of the errors with a reason. "
    "Running share: of all wrong labels, down to this clause. With 95% intervals."
)
CLAUSE, NO_CLAUSE = Message("{title} ({clause})"), "No clause recorded"
_SHARES = (
    "Of the variance of right and wrong in {span}, {item:interval} lies in the items and {agent:interval} in "
    "the people. "
)
NEITHER_MORE = Message(_SHARES + "From {n} {n:item|items} it cannot be told which is more.")
ITEMS_MORE = Message(_SHARES + "Items differ more than people: clarify the SOP before coaching.")
PEOPLE_MORE = Message(_SHARES + "People differ more than items: coach before rewriting the SOP.")
