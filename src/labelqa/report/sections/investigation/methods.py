"""How an investigation's numbers were made."""

from __future__ import annotations

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
