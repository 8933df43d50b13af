"""Words for the first pages: the cover's dots, the report's one line, and the key findings."""

from __future__ import annotations

from ..language.messages import Message

# the cover
_BELOW = "{weeks} {weeks:week|weeks}. {below} of {n} {n:dot|dots} {below:is|are} below {line}."
DOTS = Message("Dot plot of " + _BELOW)
DOTS_BY = Message("Dot plot of {rows} {units} and " + _BELOW)
KEY = Message("Each dot is one week. Size: number of {counted}. Colour: warm is below {line}, cool above it.")
LARGEST = Message("Rows: the {most} of {n} {units} with most {counted}.")
AT_TARGET, AT_MEAN = Message("the target of {goal}"), "the market's mean"

# the report in one line
MANY_MISSED = Message("{n:Spelt} of {of:spelt} targets were missed")
MISSED, MET = Message("{names} missed {whose}"), Message("{names} met {whose}")
ITS, THEIR, SEVERAL = "its target", "their target", "their targets"
BOTH_MET, ALL_MET = "Both targets were met", Message("All {n:spelt} targets were met")
NONE_MISSED = Message("No target was missed; {undecided}")
UNDECIDED = Message("{names} {many:is|are} undecided")
SOME_UNDECIDED = Message("{n:spelt} of {of:spelt} targets are undecided")
ALL_UNDECIDED = Message("all {n:spelt} targets are undecided")
UNTARGETED = Message("{label} {verb} {value}; no target is set")
NOTHING_ASKED = "No figure was asked for"
IN_PARTS = Message("{answer}; {parts} missed the {noun} target")
PART = Message("{n:spelt} of {of} {units}")

# the key findings
WHICH_MET = Message("{met}: {names}.")
RISK = Message("{grade} risk, {whom}: {what}.")
MISSED_IN = Message("{names} missed the {noun} target; {part}.")
ONLY, BOTH = Message("it is the only {unit}"), Message("that is both {units}")
ALL, SOME = Message("that is all {n:spelt} {units}"), Message("that is {n:spelt} of {of} {units}")
COSTLIEST = Message(
    "The costliest confusion is “{true}” labelled as “{given}”: about {wrong} {wrong:label|labels} "
    "({wrong:between})."
)
