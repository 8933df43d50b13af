"""How the numbers were made, in words: by measure, and by the `method` that estimates name."""

from __future__ import annotations

from ..language.messages import Message

PARAGRAPHS: tuple[tuple[str | Message, tuple[str, ...]], ...] = (
    (
        "**Accuracy** is estimated by the audits' sampling design. Each stratum counts by the labels it "
        "holds, not by the audits it got, so that a stratum audited more often does not pull the figure. "
        "Where one person's labels tend to be right or wrong together, audits count for fewer (design "
        "effect), the more so the fewer people and errors there are to tell it from. Unsure verdicts count "
        "in neither part.",
        ("accuracy.", "lots.accuracy", "labels."),
    ),
    (
        "**Accuracy on gold items** is the share of answers that match the known answer. It describes gold "
        "items, which are chosen, not all labels. Its 95% interval takes each person's answers as one "
        "cluster; the Wilson interval printed beside it takes every answer as independent and is too narrow "
        "where people differ.",
        ("accuracy.gold",),
    ),
    (
        "**Wrong labels made** is the number of labels made times one less the accuracy; its interval "
        "follows from accuracy's.",
        ("impact.",),
    ),
    (
        "**Changes** on the period before are differences with the interval of the difference (MOVER); both "
        "periods' uncertainty counts.",
        (),
    ),
    (
        Message(
            "**Verdicts** keep chance out: a target is called met where something exactly at it would look "
            "so good in at most {rest:percent} of samples, missed where it would look so bad in at most "
            "{rest:percent}, and is undecided otherwise. Of shares that is worked out exactly, by the "
            "binomial distribution; of the fewest observations the interval, which is approximate, may "
            "leave out a target that is undecided. For an undecided figure the further observations that "
            "would decide it are given, if its value stayed as it is."
        ),
        (),
    ),
    (
        "**The weekly chart** is a Laney p′ chart: binomial limits widened by the variation seen from week "
        "to week, so that large samples do not raise false alarms. **The funnel** shows limits by sample "
        "size around the sites' mean, exact binomial, widened for variation between sites beyond chance.",
        (),
    ),
    (
        "**Confusions** are weighted to all labels: the share of a label made that audits found to be "
        "another, times the labels made. They are ordered by these labels times the greater severity of the "
        "two.",
        ("confusion.",),
    ),
    (
        "**Agents'** accuracy is drawn towards the market's as far as few audits demand (empirical Bayes, "
        "beta-binomial), from three months of audits, with 90% intervals. Where an agent's audits and "
        "answers to gold of the period are quite unlike what came before (a mixture of two Betas), these "
        "alone are the estimate. Agents are listed for coaching by the wrong labels above target that can "
        "be expected of them, not by their observed rate. Risks on an agent rest on the same record.",
        ("agents.",),
    ),
    (
        "**Time shares** are ratios of sums with an interval that takes each person as one cluster. "
        "**Handling time** is summed up by its median, 90th percentile, mean and trimmed mean, since a few "
        "long items pull the mean; the intervals of all four take each person as one cluster, those of "
        "quantiles by Woodruff's method. **Throughput of right labels** multiplies throughput by accuracy; "
        "its interval joins the two on the log scale (MOVER).",
        ("time.", "utilisation.", "occupancy.", "shrinkage.", "throughput.", "efficiency."),
    ),
    (
        "**Staff needed** is what the decisions took, at the pace of the period, by the clock of paid time; "
        "its interval is that of a ratio of sums by person. **Decisions ahead** are as many a day as in the "
        "last eight weeks, with a prediction interval that holds the spread of single weeks for all weeks "
        "to come. **Staff ahead** is the roster as known, less those who leave at the rate seen.",
        ("capacity.",),
    ),
    (
        "**Rules** are counted over all they are about, so most have no interval. Procedures read in time "
        "are given one, with people as its number of observations.",
        ("compliance.",),
    ),
)
"""Each with the beginnings of the names of the figures that it speaks of; without, it is of every report."""

METHODS = {
    "wilson": "Wilson's interval of a share",
    "wilson-effective-n": "Wilson's on what the observations together are worth",
    "wilson-kish": "Wilson's on what unequally weighted observations are worth",
    "wilson-two-way": "Wilson's, with people and items both taken as clusters",
    "mover-wilson": "Wilson's of groups of strata, joined (MOVER)",
    "exact": "exact",
    "exact-effective-n": "exact, on what the observations together are worth",
    "mover-exact": "exact ones of groups of strata, joined (MOVER)",
    "exact-binomial": "exact, binomial",
    "poisson-exact": "exact, Poisson",
    "conditional-poisson": "exact, of two Poisson counts",
    "cluster-robust": "Student's, with each person's rows as one cluster",
    "mover": "the ends of two or more intervals, joined (MOVER)",
    "mover-log": "the ends of two intervals, joined on the log scale (MOVER)",
    "square-and-add": "the ends of the parts' intervals, their squared moves added",
    "newcombe": "of two shares, from Wilson's of each (Newcombe)",
    "agresti-min": "of paired shares (Agresti and Min)",
    "ratio-linearised": "of a ratio of sums, with each person as one cluster",
    "product-linearised": "of a product of ratios, with each person as one cluster",
    "linearised": "linearised",
    "student": "Student's",
    "student-people": "Student's, with people as what varies",
    "student-prediction": "Student's, of a prediction",
    "prediction": "of a prediction, with the spread of single weeks",
    "welch": "Student's of two means (Welch)",
    "woodruff": "of quantiles, with each person as one cluster (Woodruff)",
    "order-statistics": "of quantiles, by order statistics",
    "difference-in-differences": "of a difference of differences, with each person as one cluster",
    "by-age": "of a difference at the same age, with each person as one cluster",
    "kaplan-meier": "of waits, some of them not over (Kaplan-Meier, log-log)",
    "aalen-johansen": "of the share so far, leavers counted as such (Aalen-Johansen)",
    "beta": "the posterior's of a Beta distribution",
    "beta, Jeffreys' prior": "the posterior's with Jeffreys' prior",
    "beta-binomial": "the posterior's of empirical Bayes (beta-binomial)",
    "empirical-bayes-draws": "the posterior's of empirical Bayes, by draws",
    "jeffreys-draws": "the posterior's with Jeffreys' prior, by draws",
    "hierarchical-draws": "the posterior's of a hierarchical model, by draws",
    "bca-bootstrap": "by a bootstrap of items, corrected for bias (BCa)",
    "gwet-linearised": "of AC1, with each item as one cluster (Gwet)",
    "fleiss-linearised": "of kappa, with each item as one cluster (Gwet)",
    "cochran": "of a stratified mean (Cochran)",
    "q-profile": "of a variance, by Q profile",
    "moments-jackknife": "by a jackknife of people",
    "paired-bootstrap": "by a bootstrap of pairs",
    "parametric-bootstrap": "by a bootstrap of the fitted model",
    "week-bootstrap": "by a bootstrap of weeks",
    "bootstrap by person": "by a bootstrap of people",
    "log-log within people": "of a line through each person's points on log scales",
    "time-average": "of a mean over time",
    "poisson": "of a Poisson count",
    "normal": "normal",
}
"""By `method`, as summary.json has it too; what is only counted, planned or expected has none."""

MADE = "Intervals"
MADE_OF, OF = Message("95% intervals: {methods}."), Message("of {nouns}, {method}")
IN_THIS_REPORT = "**Intervals** in this report, with the word for each in the data files"
