"""All sentences that a market report may say, each with the figures that must bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from labelqa.report.vocabulary import PLURALS, TERMS

from .printed import BETWEEN, NUMBER, prints, prints_interval, rounds, sign

if TYPE_CHECKING:
    from labelqa.components import FigureOfRecord

    from .claims import Check, Claims

MONTH, BEFORE = "October 2026", "September 2026"
_COUNT = r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Nn]one|[\d,]+)"
_NOUN = "|".join(forms[i] for forms in PLURALS.values() for i in (0, 1))
_BY = {form: column.removesuffix("_id") for column, forms in PLURALS.items() for form in forms}
_TOPICS = (
    "What the figures rest on", "Week by week", "Sites beside one another",
    "Which labels are mistaken for which", "Agents", "Handling time", "How the numbers were made",
    "The costliest confusions",
    r"Audits by queue", r"What audits found: .+", r"Time by site",
    r"Handling time by queue", r"[A-Z][\w ]+ by \w+",
)  # fmt: skip
_FIXED = (
    r"Strip: value, 95% interval(?: and, as a black tick, the target)?\.",
    r"Strip from .+?\.(?= |$)(?: black tick at the target\.)?",
    r"Effective audits: what they are worth after stratification and clustering by person\.",
    r"Precision: half the width of accuracy's 95% interval\.",
    r"Shading marks confusions from 0\.5% of the row; the diagonal is agreement with the audit\.",
    r"Weighted: wrong labels times the greater severity of the two labels\.",
    r"Estimated: drawn towards the market's mean as far as few audits demand\.",
    r"Agents appear by pseudonym\.",
    r"Red: the probability of being below the target is above 90%\.",
    r"Vertical lines: a new version of a procedure took effect\.", r"No room for the names of .+\.",
    r"The first 12; the data file has all\.", r"Each dot is one week\.", r"Size: number of [a-z ]+\.",
    r"Dot chart with intervals\.",
    r"\d+ weeks are too few for limits: 12 are needed\.",
)  # fmt: skip


def grammar(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Patterns in the order in which they are tried, each with its check."""
    yield from _overall(claims)
    yield from _headlines(claims)
    yield from _amounts(claims)
    yield from _split(claims)
    yield from _charts(claims)
    yield from _reasons(claims)
    yield from ((pattern, lambda match: True) for pattern in (*_FIXED, *(rf"{topic}$" for topic in _TOPICS)))


def _overall(claims: Claims) -> Iterator[tuple[str, Check]]:
    label = rf"(?P<label>{'|'.join(sorted(map(re.escape, claims.labels), key=len, reverse=True))})"

    def result(match: re.Match[str]) -> bool:
        figure, end = claims.labels[match["label"]], match["end"]
        if not (prints(match["value"], figure) and prints_interval(match["low"], match["high"], figure)):
            return False
        goal = re.search(rf"the target of ({NUMBER})(?: was (\w+))?", end)
        if not goal:
            return end == "." and figure.target is None
        outcome = "undecided" if end.startswith(", too uncertain") else goal[2]
        return _aims(goal[1], figure) and outcome == figure.verdict and _more(claims, end, figure)

    yield (
        rf"{label} (?:was|were) (?P<value>{NUMBER}) \({BETWEEN}\)(?P<end>\.|; the target of {NUMBER} "
        rf"was (?:met|missed)\."
        rf"|, too uncertain to say whether the target of {NUMBER} was met(?:; about [\d,]+ more \w+ "
        rf"would decide)?\.)",
        result,
    )
    yield (
        rf"{label}, at (?P<value>{NUMBER}), (?P<end>met the target of|missed the target of|too "
        rf"uncertain to judge against) "
        rf"(?P<goal>{NUMBER})$",
        lambda m: (
            prints(m["value"], claims.labels[m["label"]])
            and _aims(m["goal"], claims.labels[m["label"]])
            and {"me": "met", "mi": "missed", "to": "undecided"}[m["end"][:2]]
            == claims.labels[m["label"]].verdict
        ),
    )
    yield (
        rf"{label} (?:was|were) (?P<value>{NUMBER})(?:$|; no target is set$)",
        lambda m: prints(m["value"], claims.labels[m["label"]]) and claims.labels[m["label"]].target is None,
    )
    yield r"(?P<label>[A-Z][\w -]+)$", lambda m: (
        m["label"] in {words.label for words in TERMS.values()}
        and (m["label"] not in claims.labels or claims.labels[m["label"]].value is None)
    )  # fmt: skip
    yield (
        rf"{label} cannot be given: (?P<why>.+?)\.(?= [A-Z]|$)",
        lambda m: (
            claims.labels[m["label"]].value is None and m["why"] in "; ".join(claims.labels[m["label"]].flags)
        ),
    )
    yield (
        rf"{label} is left out: (?P<why>.+?)\.(?= [A-Z]|$)",
        lambda m: (
            claims.labels[m["label"]].value is None and m["why"] in "; ".join(claims.labels[m["label"]].flags)
        ),
    )
    yield (
        rf"{label}: (?P<end>about [\d,]+ more \w+ would decide)\.",
        lambda m: _more(claims, m["end"], claims.labels[m["label"]]),
    )
    yield rf"{label} (?P<way>rose|fell) since {BEFORE}: (?P<change>[^)]+\))\.", lambda m: _moved(claims, m)


def _headlines(claims: Claims) -> Iterator[tuple[str, Check]]:
    """The report's one line: who missed, what is undecided, what was met."""

    def named(text: str) -> set[str]:
        low = {words.label[0].lower() + words.label[1:]: words.label for words in TERMS.values()}
        return {low.get(name[0].lower() + name[1:], name) for name in re.split(r", | and ", text)}

    def verdicts(outcome: str) -> set[str]:
        tiles = {tile.label for c in claims.components if c.kind == "tiles" for tile in c.tiles}
        return {words for words in tiles if claims.labels[words].verdict == outcome}

    every = lambda: verdicts("met") | verdicts("missed") | verdicts("undecided")  # noqa: E731
    yield (
        r"(?P<names>[A-Z][\w ,-]+?) missed (?P<whose>its target|their targets?)$",
        lambda m: (
            named(m["names"]) == verdicts("missed")
            and m["whose"].endswith("s") == (len(verdicts("missed")) > 1)
        ),
    )
    yield (
        rf"(?P<some>{_COUNT}) of (?P<all>{_COUNT}) targets were missed$",
        lambda m: _n(m["some"]) == len(verdicts("missed")) and _n(m["all"]) == len(every()),
    )
    undecided = (
        rf"(?:[Aa]ll (?P<every>{_COUNT})|(?P<some>{_COUNT}) of (?P<all>{_COUNT})) targets are undecided"
    )
    yield (
        rf"(?:No target was missed; )?{undecided}(?P<parts>; {_COUNT} of .+ missed the [\w -]+ target)?$",
        lambda m: (
            not verdicts("missed")
            and m[0].startswith("No target") == bool(verdicts("met"))
            and _n(m["every"] or m["some"]) == len(verdicts("undecided"))
            and _n(m["every"] or m["all"]) == len(every())
            and _parts(claims, m["parts"])
        ),
    )
    parts = rf"(?P<parts>; {_COUNT} of .+ missed the [\w -]+ target)?$"
    yield (
        rf"(?:No target was missed; )?(?P<names>[A-Za-z][\w ,-]+?) (?P<verb>is|are) undecided{parts}",
        lambda m: (
            named(m["names"]) == verdicts("undecided")
            and not verdicts("missed")
            and m[0].startswith("No target") == bool(verdicts("met"))
            and _parts(claims, m["parts"])
        ),
    )
    yield (
        rf"(?P<names>[A-Z][\w -]+?) met (?:its|their) target{parts}",
        lambda m: named(m["names"]) == every() == verdicts("met") and _parts(claims, m["parts"]),
    )
    yield (
        rf"(?:Both|All (?P<all>{_COUNT})) targets were met(?:(?P<parts>; {_COUNT} of .+ missed .+ "
        rf"target)?$|: (?P<names>.+)\.)",
        lambda m: (
            len(every()) == _n(m["all"] or "two") == len(verdicts("met"))
            and (not m["names"] or named(m["names"]) == every())
            and (bool(m["names"]) or _parts(claims, m["parts"]))
        ),
    )


def _amounts(claims: Claims) -> Iterator[tuple[str, Check]]:
    """How much was labelled, looked at and wrong, counted anew from the tables."""
    labels, audits, gold = (
        claims.delivered(),
        len(claims.october("audited_labels")),
        len(claims.october("gold_answers")),
    )
    days = claims.october("label_days")
    people = days["person_id"].nunique() if len(days) else 0
    sites = days["site_id"].nunique() if len(days) else 0
    yield (
        rf"(?P<n>[\d,]+) labels? (?:was|were) delivered by (?P<people>[\d,]+) \w+(?: at "
        rf"(?P<sites>[\d,]+) sites?)? in {MONTH}\.",
        lambda m: (
            (_n(m["n"]), _n(m["people"]), _n(m["sites"] or "0")) == (labels, people, sites)
            and labels == claims.overall("volume.labels").value
        ),
    )
    yield r"(?P<n>[\d,]+) (?:was|were) audited\.", lambda m: _n(m["n"]) == audits
    yield r"(?P<n>[\d,]+) answers? can be checked against gold\.", lambda m: _n(m["n"]) == gold
    yield r"There were no audits\.", lambda m: audits == 0 and gold == 0
    yield (
        r"(?P<all>[\d,]+ (?:labels?|audits?|answers? to gold items)(?:, [\d,]+ (?:audits?|answers? to "
        r"gold items))*|no labels)$",
        lambda m: (
            [_n(x) for x in re.findall(r"[\d,]*\d", m["all"])] == [x for x in (labels, audits, gold) if x]
        ),
    )
    yield (
        rf"About (?P<value>{NUMBER}) of the labels delivered (?:is|are) wrong \({BETWEEN}\)\.",
        lambda m: (
            prints(m["value"], claims.overall("impact.wrong_labels"))
            and prints_interval(m["low"], m["high"], claims.overall("impact.wrong_labels"))
        ),
    )
    yield (
        rf"The costliest confusion is “(?P<true>.+)” labelled as “(?P<given>.+)”: about "
        rf"(?P<value>{NUMBER}) labels? \({BETWEEN}\)\.",
        lambda m: _costliest(claims, m),
    )
    yield (
        rf"(?P<n>[\d,]+) requests? open at the end of {MONTH}, (?P<late>{_COUNT}) of them overdue$",
        lambda m: (_n(m["n"]), _n(m["late"])) == _open(claims),
    )
    yield rf"No request was open at the end of {MONTH}\.", lambda m: _open(claims) == (0, 0)
    yield (
        r"The first 8 of (?P<n>[\d,]+) pairs\.",
        lambda m: _n(m["n"]) == len(claims.figures["confusion.pairs.by_label_ref_label"]),
    )
    yield r"(?P<n>[\d,]+) rarer labels are left out\.", lambda m: _n(m["n"]) > 0


def _split(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Sites, queues and agents: who missed, and of how many."""

    def missed(match: re.Match[str]) -> bool:
        label = match["noun"][0].upper() + match["noun"][1:]
        (measure,) = [name for name, words in TERMS.items() if words.label == label]
        rows = claims.figures[f"{measure}.by_{_BY[match['forms']]}"]
        failed = [claims.called(f) for f in rows if f.verdict == "missed"]
        of = _n(match["all"] or "0") or len(rows)
        said = {"it is the only": 1, "that is both": 2}.get(match["part"]) or _n(
            match["some"] or match["every"]
        )
        return said == len(failed) and of == len(rows) and _lists(match["names"], failed)

    yield (
        rf"(?P<names>.+) missed the (?P<noun>[a-z][\w ]+) target; (?P<part>it is the only|that is both"
        rf"|that is (?P<some>{_COUNT}) of (?P<all>[\d,]+)|that is all (?P<every>{_COUNT})) "
        rf"(?P<forms>{_NOUN})\.",
        missed,
    )
    agents = claims.figures.get("agents.accuracy.by_person", [])
    below = sum(f.verdict == "missed" for f in agents)
    yield (
        rf"(?P<n>{_COUNT}) of (?P<all>[\d,]+) agents? (?:is|are) below the target(?: with enough "
        rf"certainty)?(?:\.|$)",
        lambda m: (
            (_n(m["n"]), _n(m["all"])) == (below, len(agents))
            and (" are " in m[0]) == (below > 1)
            and m[0].rstrip(".").endswith("certainty") == (below == 0)
            and agents[0].target is not None
        ),
    )
    yield (
        r"(?P<n>[\d,]+) agents? to coach first(?:, of (?P<all>[\d,]+) below the target)?$",
        lambda m: _n(m["n"]) == min(below, 12) and (_n(m["all"]) == below if m["all"] else below <= 12),
    )
    yield (
        rf"Listed where the probability of being below (?P<goal>{NUMBER}) is above 90%\.",
        lambda m: _aims(m["goal"], agents[0]),
    )
    yield r"Nobody is below the target surely enough to be listed for coaching\.", lambda m: below == 0
    yield r"(?P<n>[\d,]+) agents?; no target is set(?:\.|$)", lambda m: _n(m["n"]) == len(agents) and (
        agents[0].target is None
    )  # fmt: skip
    yield (
        r"Interval chart of (?P<n>[\d,]+) agents? from lowest to highest\.",
        lambda m: _n(m["n"]) == len(agents),
    )
    yield r"Estimates, (?P<run>.+)\.$", lambda m: _runs(claims, m["run"], agents)
    yield (
        r"There (?:is|are) only (?P<n>[\d,]+) sites?; a funnel needs three\.",
        lambda m: _n(m["n"]) == len(claims.figures["accuracy.audit.by_site"]) < 3,
    )


def _charts(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Titles, notes and alternative texts of charts, the cover's dots among them."""

    def together(match: re.Match[str]) -> bool:
        counts = {"met": 0, "missed": 0, "undecided": 0}
        whole = match["every"] or match["one"] or match["both"]
        for number, did in re.findall(
            rf"({_COUNT}) (missed|met|is undecided|are undecided)", match["rest"] or ""
        ):
            counts[did.split()[-1]] = _n(number)
        if whole:
            number = 1 if match["one"] else 2 if match["both"] else _n(match["every"])
            counts[re.search(r"met|missed|undecided", match[0])[0]] = number
        return any(
            counts == {o: sum(f.verdict == o for f in found) for o in counts}
            and (not match["of"] or _n(match["of"]) == len(found))
            for name, found in claims.figures.items()
            if name.endswith(f".by_{_BY[match['noun']]}")
        )  # fmt: skip

    did = r"(?:missed the target|met the target|is undecided|are undecided)"
    yield (
        rf"(?:(?P<one>The one)|(?P<both>Both)|All (?P<every>{_COUNT})|Of (?P<of>[\d,]+)) (?P<noun>{_NOUN})"
        rf"(?P<rest>, .*?{did})? ?(?:{did})?(?:\.|$)",
        together,
    )
    yield r"No site is outside the limits(?:\.|$)", lambda m: not claims.sites_outside()[0]
    yield (
        r"(?P<names>.+) (?:is|are) outside the limits(?:\.|$)",
        lambda m: _lists(m["names"], [claims.names["site"].get(s, s) for s in claims.sites_outside()[0]], 3),
    )
    yield (
        rf"Funnel plot of (?P<n>[\d,]+) sites around their mean of (?P<mean>{NUMBER})\.",
        lambda m: (
            _n(m["n"]) == claims.sites_outside()[2]
            and rounds(m["mean"], claims.sites_outside()[1], "share", 0.0)
        ),
    )
    yield (
        r"Exact binomial limits around the sites' mean(?:; the sites differ no more than chance "
        r"allows\.|, widened because .+\.)",
        lambda m: True,
    )
    yield r"No week left its control limits(?:\.|$)", lambda m: not claims.weeks_outside()
    yield r"Too few weeks to tell a signal from chance(?:\.|$)", lambda m: (
        len(claims.figures["accuracy.audit.by_week"]) < 12 or not claims.weeks_outside()
    )  # fmt: skip
    yield (
        rf"(?P<n>{_COUNT}) weeks? left the control limits: (?:that|those) of (?P<weeks>[^.]+)(?:\.|$)",
        lambda m: (
            _n(m["n"]) == len(claims.weeks_outside())
            and _lists(m["weeks"], [f"{day.day} {day:%b}" for day in claims.weeks_outside()])
        ),
    )
    yield (
        r"The weeks drift: (?P<longest>\d+) in a row are on one side of the baseline, where chance "
        r"allows (?P<allowed>\d+), "
        r"and (?P<crossings>\d+) cross it, where chance asks for (?P<needed>\d+)\.",
        lambda m: (
            claims.control().runs.signal
            and tuple(map(int, m.groups()))
            == (
                claims.control().runs.longest,
                claims.control().runs.longest_allowed,
                claims.control().runs.crossings,
                claims.control().runs.crossings_needed,
            )
        ),
    )
    yield r"Control chart of (?P<n>[\d,]+) weeks?\.", lambda m: _n(m["n"]) == len(_weekly(claims))
    yield (
        rf"From (?P<low>{NUMBER}) to (?P<high>{NUMBER}); the last week is at (?P<last>{NUMBER})\.",
        lambda m: all(
            prints(m[k], f)
            for k, f in (("low", min(_weekly(claims), key=_value)),
                         ("high", max(_weekly(claims), key=_value)),
                         ("last", max(_weekly(claims), key=lambda f: f.by["week"])))
        ),
    )  # fmt: skip
    yield (
        rf"Laney p′ chart; limits from the (?P<n>[\d,]+) weeks before {MONTH}\.",
        lambda m: _n(m["n"]) == sum(f.by["week"] < "2026-10-01" for f in _weekly(claims)),
    )
    for label, figure in claims.labels.items():
        named = [n for n in claims.figures if n.startswith(f"{_measure(figure)}.by_") and "week" not in n]
        yield (
            rf"{re.escape(label)}, (?P<run>from .+?|{NUMBER} at .+?|no value)(?:\.$|$)",
            lambda m, named=named: any(_runs(claims, m["run"], claims.figures[name]) for name in named),
        )
    yield r"(?:Handling took|Stacked bars of paid time).+", lambda m: _handled(claims, m[0])
    yield (
        r"Dot plot of (?:(?P<n>[\d,]+) \w+ and )?(?P<weeks>[\d,]+) weeks?\. (?P<some>[\d,]+) of "
        r"(?P<all>[\d,]+) dots? (?:is|are) "
        r"below (?:the target of .+|the market's mean)\.",
        lambda m: _n(m["some"]) <= _n(m["all"]) <= _n(m["n"] or "1") * _n(m["weeks"]),
    )
    yield (
        r"Colour: warm is below (?:the target of [\d.]+%|the market's mean), cool above it\.",
        lambda m: True,
    )
    yield rf"Change is on {BEFORE}, with the interval of the difference\.", lambda m: any(
        name.endswith(".change") for name in claims.figures
    )  # fmt: skip
    yield r"Line: the last (?P<n>[\d,]+) weeks(?:, dashed at the target)?\.", lambda m: 1 < _n(m["n"]) <= 27


def _reasons(claims: Claims) -> Iterator[tuple[str, Check]]:
    """Why something is not there: the table is missing in truth, or has no such rows."""
    of = {"audits": "audited_labels", "gold": "gold_answers", "time": "time_days", "labels": "label_days"}
    rows = {"audits": "audited_labels", "answers to gold items": "gold_answers", "time records": "time_days"}
    said = r"(?:[A-Z][\w ]+: )?"
    yield (
        rf"{said}[Tt]able (?P<name>\w+) is missing: not in sources\.yml[.;]?(?: |$)",
        lambda m: of.get(m["name"], m["name"]) not in claims.made.frames,
    )
    yield (
        rf"{said}[Nn]o (?P<what>{'|'.join(rows)}|labels|handling times) in {MONTH}[.;]?(?: |$)",
        lambda m: claims.october(rows.get(m["what"], "label_days")).empty,
    )
    yield rf"{said}no audit found a wrong label\.", lambda m: not any(
        f.value for f in claims.figures.get("confusion.pairs.by_label_ref_label", [])
    )  # fmt: skip
    yield rf"{said}no (?P<what>site|queue|vendor) is recorded\.", lambda m: (
        claims.october("label_days")[f"{m['what']}_id"].isna().all()
    )  # fmt: skip
    yield (
        rf"{said}(?P<flag>one person is too few for an interval)\.",
        lambda m: any(
            f.value is None and m["flag"] in f.flags for found in claims.figures.values() for f in found
        ),
    )
    yield rf"[A-Z]\w+: no labels in {MONTH}\.$", lambda m: claims.october("label_days").empty
    yield (
        rf"{said}(?:no request was due|no audit came to a verdict|no audit was drawn at random)[.;]?$",
        lambda m: True,
    )


def _aims(text: str, figure: FigureOfRecord) -> bool:
    return figure.target is not None and rounds(text, figure.target, figure.unit, 0.0)


def _more(claims: Claims, text: str, figure: FigureOfRecord) -> bool:
    found = re.search(r"about ([\d,]+) more (\w+) would decide", text)
    return not found or (_n(found[1]) == figure.more and (found[2][-1] == "s") == (figure.more != 1))


def _moved(claims: Claims, match: re.Match[str]) -> bool:
    change = claims.figures[f"{_measure(claims.labels[match['label']])}.change"][0]
    clear = change.low > 0 if match["way"] == "rose" else change.high < 0
    text = match["change"]
    return clear and claims.changed(text, change) and sign(text) == (1 if match["way"] == "rose" else -1)


def _parts(claims: Claims, text: str | None) -> bool:
    """Of sites and queues that missed although the market did not, all are spoken of and counted right."""
    said = {_BY[noun]: (_n(some), _n(every)) for some, every, noun in re.findall(
        rf"({_COUNT}) of ([\d,]+) ({_NOUN})", text or "")}  # fmt: skip
    true = {
        by: (sum(f.verdict == "missed" for f in rows), len(rows))
        for by in ("site", "queue")
        if (rows := claims.figures.get(f"accuracy.audit.by_{by}", []))
    }
    return said == {by: counts for by, counts in true.items() if counts[0]}


def _costliest(claims: Claims, match: re.Match[str]) -> bool:
    classes = claims.made.frames.get("label_classes")
    weight = {} if classes is None else classes.groupby("label_id")["severity_weight"].max().to_dict()
    pairs = claims.figures["confusion.pairs.by_label_ref_label"]
    worst = max(pairs, key=lambda f: f.value * max(weight.get(label, 1.0) for label in f.by.values()))
    name, total = claims.names["label"], claims.delivered()
    wrong = worst.model_copy(update={
        "value": worst.value * total, "low": worst.low * total, "high": worst.high * total, "unit": "count"
    })  # fmt: skip
    given, true = (name.get(worst.by[key], worst.by[key]) for key in ("label", "ref_label"))
    return (match["given"], match["true"]) == (given, true) and (
        prints(match["value"], wrong) and prints_interval(match["low"], match["high"], wrong)
    )


def _open(claims: Claims) -> tuple[int, int]:
    table, end = claims.made.frames["requests"], pd.Timestamp("2026-11-01", tz="Asia/Jakarta")
    waits = table[
        ~(table["delivered_at"] < end) & ~(table["cancelled_at"] < end) & (table["created_at"] < end)
    ]
    return len(waits), int((waits["due_at"] < end).sum())


def _lists(text: str, names: list[str], most: int = 4) -> bool:
    """Whether `text` lists just these names, or the first of them and how many more."""
    found = re.fullmatch(r"(.+) and ([\d,]+) more", text)
    rest, more = (found[1], _n(found[2])) if found else (text, 0)
    listed = 0
    for name in sorted(names, key=len, reverse=True):
        listed += name in rest
        rest = rest.replace(name, "", 1)
    return (
        not re.sub(r", | and ", "", rest) and listed + more == len(names) and (not found or len(names) > most)
    )


def _runs(claims: Claims, text: str, figures: list[FigureOfRecord]) -> bool:
    """Whether “from 86% at A to 99% at B” has the lowest and the highest of some figures."""
    known = [f for f in figures if f.value is not None]
    match = re.fullmatch(rf"from ({NUMBER}) at (.+) to ({NUMBER}) at (.+)|({NUMBER}) at (.+)|no value", text)
    if not match or not known:
        return bool(match) and not known
    low, high = min(known, key=_value), max(known, key=_value)
    ends = (
        [(match[1], match[2], low), (match[3], match[4], high)] if match[1] else [(match[5], match[6], low)]
    )
    named = {claims.called(f): f for f in known}
    return all(name in named and named[name].value == f.value and prints(value, f) for value, name, f in ends)


def _handled(claims: Claims, text: str) -> bool:
    shares = {
        claims.called(f): f.value for f in claims.figures["time.handling.by_site"] if f.value is not None
    }
    ends = [round(100 * value) for value in (min(shares.values()), max(shares.values()))]
    took = re.search(r"Handling took (?:(\d+)% to )?(\d+)% of paid time", text)
    most = re.search(r", most at (.+), least at (.+)\.$", text)
    return [int(took[1] or took[2]), int(took[2])] == ends and (
        not most or (shares[most[1]], shares[most[2]]) == (max(shares.values()), min(shares.values()))
    )


def _weekly(claims: Claims) -> list[FigureOfRecord]:
    return claims.figures["accuracy.audit.by_week"]


def _measure(figure: FigureOfRecord) -> str:
    return figure.name.removesuffix(".overall")


def _value(figure: FigureOfRecord) -> float:
    return float(figure.value or 0.0)


def _n(word: str) -> int:
    from .claims import count

    return count(word)
