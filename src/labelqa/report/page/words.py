"""Words for what any measure can be shown as, and for what a report says of itself."""

from __future__ import annotations

from ..language.messages import Message

INTERVAL = "95% interval"
BY = Message("{measure}, by {unit}, {period}")
RUN = Message("{label}, {run}")
NO_ROOM = Message("No room for the names of {names}.")
NO_DATA = "no data"

# values side by side
FOREST_ALT = "Dot chart with intervals."
AT_TARGET = Message("Target {goal}")

# week by week
CONTROL_ALT = Message("Control chart of {n} {n:week|weeks}.")
COURSE = Message("From {low} to {high}; the last week is at {last}.")
TO_DAY = Message("{measure}, by week to {day}")
UPPER, LOWER, BASELINE = "Upper limit", "Lower limit", Message("Baseline {mean}")
TOO_FEW_WEEKS = "Too few weeks to tell a signal from chance"
NO_WEEK_LEFT = "No week left its control limits"
WEEKS_LEFT = Message(
    "{n:Spelt} {n:week left the control limits: that of|weeks left the control limits: those of} {weeks}"
)
LANEY = Message("Laney p′ chart; limits from the {n} {n:week|weeks} before {period}.")
DRIFT = Message(
    "The weeks drift: {longest} in a row are on one side of the baseline, where chance allows "
    "{longest_allowed}, and {crossings} cross it, where chance asks for {crossings_needed}."
)
MARKS = "Vertical lines: a new version of a procedure took effect."

# units against their sample sizes
FEW_UNITS = Message("There {n:is|are} only {n} {units}; a funnel needs {least:spelt}.")
FUNNEL_ALT = Message("Funnel plot of {n} {units} around their mean of {mean}.")
SIZES = Message("{counted}, effective number")
LIMIT_998, LIMIT_95, MEAN = "99.8% limit", "95% limit", Message("Mean {mean}")
NONE_OUTSIDE = Message("No {unit} is outside the limits")
OUTSIDE = Message("{names} {n:is|are} outside the limits")
_LIMITS = "Exact binomial limits around the {units}' mean"
AS_CHANCE = Message(_LIMITS + "; the {units} differ no more than chance allows.")
WIDENED = Message(_LIMITS + ", widened because {units} differ by {points} pts more than chance allows.")

# tables
RESULTS, RESULTS_MEASURE = Message("{label} by {unit}"), Message("{measure}, {period}")
DRAWN, JUDGED = ("Interval drawn",), ("Against target", "Target", "Verdict")
STRIP = Message("Strip from {low} to {high}.")
STRIP_AND_TARGET = Message("Strip from {low} to {high}, black tick at the target.")
NO_TARGET = Message("No target was agreed for {names}.")
ANY_OF_THESE, ANY_OF = "any of these", Message("any of these {units}")
SIDE_BY_SIDE = Message("With 95% intervals, {period}")
COVERAGE, NO_AUDITS = Message("Audits by {unit}"), "no audits"
COVERAGE_MEASURE = Message("Work done, audits of it and what these are worth, {period}")
COVERAGE_HEADS = ("Work done", "Audits", "Coverage", "Effective audits", "Precision")
COVERAGE_NOTE = (
    "Effective audits: what they are worth after stratification and clustering by person. "
    "Precision: half the width of accuracy's 95% interval."
)

# tiles
CHANGE = Message("Change is on {previous}, with the interval of the difference.")
TILE_STRIP = "Strip: value, 95% interval."
TILE_STRIP_AND_TARGET = "Strip: value, 95% interval and, as a black tick, the target."
LINE, MORE = Message("Line: the last {n} weeks."), Message("{label}: {more}.")
LINE_AND_TARGET = Message("Line: the last {n} weeks, dashed at the target.")

# agents
BELOW = Message("{n:Spelt} of {of} {of:agent|agents} {n:is|are} below the target{also}")
NONE_BELOW = Message("None of {of} {of:agent|agents} is below the target with enough certainty{also}")
ALSO = Message("; risks name {named}")
UNLIKE = Message("By {period} alone, as its checks are quite unlike those before: {whom}.")

# provenance
PROVENANCE = "Provenance"
SNAPSHOT, FROZEN, MARKET, PERIOD = "Snapshot", "Frozen on", "Market", "Period"
HISTORY, EDITION, UNOBSERVED, PARAMETERS = "History", "Edition", "Not observed", "Parameters"
MADE_WITH, OWN = "Notebook and templates", "the workspace's own"
MADE_WITH_EACH = Message("notebook: {notebook}; templates: {templates}")
ROWS, REJECTED, MISSING = "Rows", "Rejected rows", "Missing tables"
DAYS_IN = Message("{market} ({id}), business days in {zone}")
DAYS = Message("{first} to {last}")
NONE, NOTHING = "none", "nothing"
CONSTANT = Message("{columns}: a constant of the mapping, not measured")

# definitions
DEFINITIONS = "Definitions"
UTILISATION, OVER_PAID_TIME = "Utilisation", Message("{states}, over paid time")
OCCUPANCY, BUSY = "Occupancy", "handling / (handling + waiting)"
SHRINKAGE, NOT_AT_WORK = "Shrinkage", "paid time neither handling nor waiting, over paid time"
INTERNAL, OTHERS = "Internal shrinkage", "all other states"
EXTERNAL, AWAY = "External shrinkage", "leave, absence"
THROUGHPUT = ("Throughput", "labels / hours of handling time, as a ratio of sums")
EFFICIENCY = ("Efficiency", "standard time of the labels by queue / handling time, as a ratio of sums")
HANDLING, IDLE = "handling", "Idle time"
ADHERENCE, KEPT = "Adherence", Message("planned time kept / planned time but for {away}; {kept}")
KEPT_BY = Message("{plan} is kept by {states}")
CONFORMANCE, OVER_PLAN = "Conformance", Message("{states}, over planned work")
FTE, PAID = "Full-time equivalent", Message("{hours} h paid in a week")
STAFF = "Staff needed"
STAFF_IS = Message(
    "decisions × handling time / (paid hours × (1 − shrinkage) × occupancy), by the clock of paid time; "
    "shrinkage {shrinkage} and occupancy {occupancy}"
)
PLANNED_AT, AS_MEASURED = Message("planned at {share:percent}"), "as measured"
REMOVED = (
    "Removed work",
    "labels that are open, superseded or tainted: work done, but neither delivered nor answers to gold; "
    "audits and double labels count as they were drawn",
)
READ, BY_FIRST = "SOP read in time", "by the day of a person's first label on the version"
OR_LATER = Message(BY_FIRST + " or {n} {n:day|days} later")
TRAINED, PASSED = "Trained", Message("{modules} passed by the day production begins")
ANY_MODULE = "any module"
PROMPT, AT_MOST = "Prompt audit", Message("at most {n} {n:day|days} after the label")
ENOUGH, AT_LEAST = "Audited enough", Message("at least {n} {n:audit|audits}, of those with as many labels")
APPEALS = "Appeals"
