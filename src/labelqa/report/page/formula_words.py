"""How the main measures and their intervals are worked out, as mathematics writes it and in words."""

from __future__ import annotations

FORMULAS = (
    (
        "Accuracy by the sampling design",
        r"\hat{p}=\sum_h W_h\,\hat{p}_h\,,\qquad W_h=\dfrac{N_h}{N}",
        "p hat is the sum, over the strata h, of W h times p hat h. W h is N h over N.",
        "A stratum h holds N with index h of the N labels; p hat with index h is the share of its audits "
        "that found the label right. Cochran 1977.",
    ),
    (
        "Interval of a share",
        r"\dfrac{\hat{p}+z^2/2n^{*}\pm z\sqrt{\hat{p}\,(1-\hat{p})/n^{*}+z^2/4{n^{*}}^2}}{1+z^2/n^{*}}"
        r"\,,\qquad n^{*}=\dfrac{n}{d}",
        "A fraction. Above: p hat, plus z squared over two n star, plus or minus z times the square root of "
        "p hat times one minus p hat over n star, plus z squared over four n star squared. Below: one plus "
        "z squared over n star. n star is n over d.",
        "z is 1.96 for 95%, n counts the audits, and the design effect d says how much less they are worth "
        "because one person's labels are alike, and as much less as few people, or few errors, do not rule "
        "out. Wilson 1927, Kish 1965.",
    ),
    (
        "Interval over strata",
        r"L=\hat{p}-\sqrt{(1-c)\sum_h m_h^2+c\,(\sum_h m_h)^2}\,,\qquad m_h=W_h\,(\hat{p}_h-l_h)",
        "L is p hat minus the square root of: one minus c, times the sum over the groups h of m h squared, "
        "plus c times the square of the sum of m h. m h is W h times p hat h minus l h.",
        "h are groups of strata whose labels stand behind about as many others each, W their share of the "
        "labels; l is the lower end of a group's own interval, that of a share with the group's effective "
        "number of audits. The upper end of all is found the same way from the upper ends. c is one less 1 "
        "over d: where one person's labels are alike, groups err together. Zou and Donner 2008.",
    ),
    (
        "Effective number of audits",
        r"n_{\mathrm{eff}}=\dfrac{\hat{p}\,(1-\hat{p})}{\mathrm{Var}(\hat{p})}",
        "n effective is p hat times one minus p hat, over the variance of p hat.",
        "How many audits drawn evenly, of people as unlike as can be, would tell as much.",
    ),
    (
        "Interval of a change",
        r"L=\hat{p}_1-\hat{p}_2-\sqrt{(\hat{p}_1-l_1)^2+(u_2-\hat{p}_2)^2}",
        "L is p hat one minus p hat two, minus the square root of: p hat one minus l one, squared, plus "
        "u two minus p hat two, squared.",
        "1 is the period, 2 the one before; the upper end is found the other way round. Zou and Donner 2008.",
    ),
    (
        "Limits of the weekly chart",
        r"\bar{p}\,\pm\,3\,\sigma_z\sqrt{\dfrac{\bar{p}\,(1-\bar{p})}{n_i}}\,,\qquad "
        r"\sigma_z=\dfrac{\overline{MR}(z)}{1.128}",
        "p bar, plus or minus three times sigma z times the square root of p bar times one minus p bar over "
        "n i. Sigma z is the mean moving range of z, over 1.128.",
        "n with index i is the week's effective number of audits, z a week's distance from the mean in "
        "standard errors; sigma is at least 1. Laney 2002.",
    ),
)
"""Title, formula, the formula read out, what its letters are and whose it is."""
