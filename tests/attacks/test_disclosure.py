"""C: no count of another vendor can be worked out from all that a vendor ever received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from builders.others import METRIC, Books, month
from builders.recipients import exactly

from labelqa.disclosure.attacker import Exposure, Protected, Recipient, exposed, to_withhold
from labelqa.disclosure.benchmarks import Contribution, benchmark, step_of
from labelqa.disclosure.cells import Levels
from labelqa.disclosure.ledger import cases
from labelqa.disclosure.rates import Days, ToldRate
from labelqa.disclosure.rounding import COUNT_STEP, SHARE_STEP, to_step
from labelqa.disclosure.statements import Statement, ratio

MONTHS = range(5, 11)
OWN, *OTHERS = ("northwind", "alder", "kestrel", "meridian", "lumen")
VENDORS = (OWN, *OTHERS)
P_PERCENT = 12

Counts = Mapping[tuple[str, int], tuple[int, int]]  # by vendor and month: audits, and errors among them


@pytest.fixture(scope="module")
def counts() -> Counts:
    """Six months of five vendors, the last of them small: it has 9 audits, of which 3 are wrong, in May."""
    draw = np.random.default_rng(0)
    found = {}
    for vendor in VENDORS:
        for number in MONTHS:
            audits = int(draw.integers(8, 14) if vendor == "lumen" else draw.integers(300, 700))
            found[vendor, number] = (audits, int(draw.binomial(audits, 0.05)))
    return {**found, ("lumen", 5): (9, 3)}


def audits(vendor: str, number: int) -> str:
    """The cell of a vendor's audits of a month."""
    return f"{vendor} {number} audits"


def errors(vendor: str, number: int) -> str:
    """The cell of how many of them are wrong."""
    return f"{vendor} {number} errors"


def cells(counts: Counts, vendors: Sequence[str] = OTHERS) -> list[Protected]:
    """What must not be known of vendors, hidden by 12 % to either side and five wherever they lie."""
    pairs = [
        (name, value)
        for (vendor, number), pair in counts.items()
        if vendor in vendors
        for name, value in zip((audits(vendor, number), errors(vendor, number)), pair, strict=True)
    ]
    around = P_PERCENT / 100
    return [Protected(name, {name: 1}, v, Levels(around * v, around * v, COUNT_STEP)) for name, v in pairs]


def recipient(counts: Counts, told: Sequence[Statement], own: Sequence[str] = (OWN,)) -> Recipient:
    """A vendor that knows its own counts, and that all are whole."""
    known = {
        name: value
        for (vendor, number), pair in counts.items()
        if vendor in own
        for name, value in zip((audits(vendor, number), errors(vendor, number)), pair, strict=True)
    }
    every = {name(*key) for key in counts for name in (audits, errors)}
    return Recipient(told, known, whole=every)


def total(counts: Counts, table: str, vendors: Sequence[str], months: Sequence[int]) -> list[Statement]:
    """Audits and errors of some vendors and months, told to the last one."""
    keys = [(vendor, number) for vendor in vendors for number in months]
    return [
        exactly(table, {name(*key): 1 for key in keys}, sum(counts[key][place] for key in keys))
        for place, name in enumerate((audits, errors))
    ]


def exact_cells(findings: Sequence[Exposure]) -> list[str]:
    """The cells that are known to the last one."""
    return [finding.cell for finding in findings if finding.low == finding.high]


def test_c1_a_small_vendor_withheld_beside_the_total_is_what_the_others_leave(counts):
    """9 audits and 3 errors, exactly."""
    told = [each for vendor in VENDORS if vendor != "lumen" for each in total(counts, vendor, [vendor], [5])]
    reader = recipient(counts, [*told, *total(counts, "market", VENDORS, [5])])
    small = cells({("lumen", 5): counts["lumen", 5]})
    findings = reader.findings(small)

    assert [(9, 9, "it is determined"), (3, 3, "it is determined")] == [
        (f.low, f.high, f.why) for f in findings
    ]


def test_c1_the_check_names_the_total_and_without_it_nothing_is_known(counts):
    """The others were told of before and the total is new: it is what to withhold, and that is enough."""
    told = [each for vendor in VENDORS if vendor != "lumen" for each in total(counts, vendor, [vendor], [5])]
    reader = recipient(counts, [*told, *total(counts, "market", VENDORS, [5])])
    small = cells({("lumen", 5): counts["lumen", 5]})
    named = to_withhold(reader, small, {"market"})
    after = reader.without(named)

    assert [audits("lumen", 5), errors("lumen", 5)] == [each.cell for each in exposed(reader.findings(small))]
    assert ("market",) == named
    assert [] == exposed(after.findings(small))
    assert told == list(after.told)


def test_c2_an_average_of_two_vendors_tells_one_the_other(counts):
    """Own counts and the market's, to four decimals: the rival's errors, exactly."""
    two = {key: pair for key, pair in counts.items() if key in ((OWN, 5), ("alder", 5))}
    wrong, whole = ({name(vendor, 5): 1 for vendor, _ in two} for name in (errors, audits))
    rate = sum(k for _, k in two.values()) / sum(n for n, _ in two.values())
    told = [
        *ratio("average", wrong, whole, round(rate, 4), 0.0001),
        total(two, "volume", [OWN, "alder"], [5])[0],
    ]
    findings = recipient(two, told).findings(cells(two))

    assert [audits("alder", 5), errors("alder", 5)] == exact_cells(findings)
    assert counts["alder", 5] == tuple(finding.low for finding in findings)
    assert benchmark(parts(two), OWN, P_PERCENT).value is None


def test_c3_sums_since_the_start_of_the_year_tell_every_month(counts):
    """Four rivals, six months, audits and errors: 48 of 48 cells, exactly."""
    told = [
        each
        for vendor in OTHERS
        for last in MONTHS
        for each in total(counts, f"{vendor} {last}", [vendor], range(5, last + 1))
    ]
    findings = recipient(counts, told).findings(cells(counts))

    assert 48 == len(exact_cells(findings)) == len(findings)


def test_c4_only_the_year_of_each_vendor_tells_no_month(counts):
    """None is exact; the narrowest is as wide as the small vendor's errors of the year."""
    told = [each for vendor in OTHERS for each in total(counts, vendor, [vendor], MONTHS)]
    findings = recipient(counts, told).findings(cells(counts))
    widths = [finding.high - finding.low for finding in findings]

    assert [] == exact_cells(findings)
    assert sum(counts["lumen", number][1] for number in MONTHS) == min(widths)


def test_c5_own_counts_and_the_market_of_five_tell_nothing(counts):
    """What is left is four vendors': any of their errors may be one's."""
    told = [each for number in MONTHS for each in total(counts, f"market {number}", VENDORS, [number])]
    findings = recipient(counts, told).findings(cells(counts))

    assert [] == exposed(findings)


def test_c6_a_group_of_two_small_vendors_is_refused(counts):
    """Their errors together are three: each has none to three."""
    pair = {**counts, ("kestrel", 5): (11, 0), ("lumen", 5): (9, 3)}
    told = [*total(pair, "market", VENDORS, [5]), *total(pair, "group", ["kestrel", "lumen"], [5])]
    reader, may = recipient(pair, told), cells({key: each for key, each in pair.items() if key[1] == 5})
    found = {finding.cell: (finding.low, finding.high) for finding in exposed(reader.findings(may))}

    assert {errors("kestrel", 5): (0, 3), errors("lumen", 5): (0, 3)} == found
    assert ("group",) == to_withhold(reader, may, {"market", "group"})


@pytest.mark.parametrize(("n", "step"), [(90, 0.01), (450, 0.001), (1000, 0.001)])
def test_c7_a_rate_and_its_n_tell_the_errors(n, step):
    """To whole percents up to 100 audits, to 0.1 % up to 1,000: every one of the counts, exactly."""
    tried = range(0, n + 1, max(1, n // 40))
    told = [ratio("rate", {"k": 1}, {"n": 1}, float(to_step(k / n, step)), step) for k in tried]
    found = [Recipient(each, {"n": n}, whole={"k", "n"}).findings(of_one(0))[0] for each in told]

    assert [(k, k) for k in tried] == [(finding.low, finding.high) for finding in found]


def test_c8_a_rate_without_its_n_tells_it_to_who_knows_it_nearly():
    """96.3 % is of 27, 54, 80 or more audits: of about 50 it is 54, and it cannot be fewer than 27."""
    told = ratio("rate", {"k": 1}, {"n": 1}, 0.963, 0.001)
    reader = Recipient(told, bounds={"n": (1, 400)}, whole={"k", "n"})
    about = [Protected("n", {"n": 1}, n, Levels(COUNT_STEP, COUNT_STEP)) for n in (27, 54)]

    assert ["it is too exact", "no other value near it is possible"] == [
        f.why for f in reader.findings(about)
    ]


def of_one(value: int) -> list[Protected]:
    """The one count k."""
    return [Protected("k", {"k": 1}, value, Levels(0, 0, COUNT_STEP))]


def test_c9_two_editions_of_a_month_tell_the_late_audit_between_them(counts):
    """One audit of one rival came late: it was wrong, and the market's counts of both editions say so."""
    late = ("late audits", "late errors")
    told = [
        *total(counts, "first", VENDORS, [5]),
        *(
            exactly("second", {**each.terms, extra: 1}, each.low + 1)
            for each, extra in zip(total(counts, "", VENDORS, [5]), late, strict=True)
        ),
    ]
    reader = recipient(counts, told)
    single = [Protected(name, {name: 1}, 1, Levels(0, 0, 1)) for name in late]

    assert [(1, 1), (1, 1)] == [(f.low, f.high) for f in exposed(reader.findings(single))]
    assert ("second",) == to_withhold(reader, single, {"second"})


def test_c10_an_average_that_one_vendor_dominates_is_that_vendors(counts):
    """98 % of the others' audits are one's: the average tells its errors to within a few percent."""
    big = {(OWN, 5): (500, 25), ("alder", 5): (9800, 490), ("kestrel", 5): (120, 8), ("lumen", 5): (80, 3)}
    wrong, whole = ({name(v, 5): 1 for v, _ in big if v != OWN} for name in (errors, audits))
    sums = [sum(pair[place] for (v, _), pair in big.items() if v != OWN) for place in (0, 1)]
    told = ratio("average", wrong, whole, float(to_step(sums[1] / sums[0], SHARE_STEP)), SHARE_STEP)
    reader = recipient(big, told)
    known = {audits(vendor, 5): pair[0] for (vendor, _), pair in big.items()}
    knowing = Recipient(
        told, {**reader.own, **known}, {errors(v, 5): (0, n) for (v, _), (n, _) in big.items()}
    )

    assert errors("alder", 5) in [each.cell for each in exposed(knowing.findings(errors_of(big)))]
    assert "dominance and the p % rule" == benchmark(parts(big), OWN, P_PERCENT).why


def errors_of(counts: Counts) -> list[Protected]:
    """Errors only."""
    return [each for each in cells(counts) if each.name.endswith("errors")]


def parts(counts: Counts) -> list[Contribution]:
    """What each vendor contributes to a rate."""
    return [contribution(vendor, *pair) for (vendor, _), pair in counts.items()]


def contribution(vendor: str, audits: float, errors: float) -> Contribution:
    """A vendor's part, each audit of which counts for one."""
    return Contribution(vendor, audits, audits - errors, observations=int(audits))


def test_e2_which_windows_are_withheld_says_nothing_of_errors():
    """Of 28 windows of three days the same are told, whoever was wrong how often."""
    draw = np.random.default_rng(3)
    volumes = draw.integers(20, 160, (28, len(VENDORS)))

    def told(chance: float) -> list[bool]:
        wrong = draw.binomial(volumes, chance)
        windows = zip(volumes, wrong, strict=True)
        return [
            benchmark(
                [contribution(*vendor) for vendor in zip(VENDORS, *window, strict=True)], OWN, P_PERCENT
            ).value
            is not None
            for window in windows
        ]

    patterns = {tuple(told(chance)) for chance in (0.0, 0.01, 0.05, 0.5, 1.0) for _ in range(4)}

    assert 1 == len(patterns)
    assert {True, False} == set(patterns.pop())


class Company:
    """Four vendors that get an edition every month, and another one whenever late data came in."""

    def __init__(self) -> None:
        self.draw = np.random.default_rng(1)
        self.books = Books()
        self.vendors = VENDORS[:4]
        self.ledger: dict[str, list[ToldRate]] = {vendor: [] for vendor in self.vendors}
        self.refused = 0

    def work(self, days: Days) -> None:
        """A month's audits."""
        for vendor in self.vendors:
            audits = int(self.draw.integers(350, 700))
            self.books.add(vendor, days[0], audits, int(self.draw.binomial(audits, 0.05)))

    def late(self, days: Days) -> None:
        """A few audits of a month that came late, of some vendors."""
        for vendor in self.vendors:
            audits = int(self.draw.integers(0, 4))
            self.books.add(vendor, days[0], audits, int(self.draw.binomial(audits, 0.2)))

    def edition(self, vendor: str, days: Days) -> None:
        """Tell a vendor the others' rate, if none of the leagues it can form finds too much."""
        counts = self.books.counts(METRIC, days)
        found = benchmark([contribution(v, *pair) for v, pair in counts.items()], vendor, P_PERCENT)
        others = [other for other in self.vendors if other != vendor]
        rate = self.books.told(days, others, step_of(int(sum(counts[other][0] for other in others))))
        assert found.value == rate.value
        if any(exposed(self.known(league, [rate])) for league in self.leagues(vendor)):
            self.refused += 1
        else:
            self.ledger[vendor].append(rate)

    def leagues(self, vendor: str) -> list[set[str]]:
        """The vendor alone, and with each other one."""
        return [{vendor, other} for other in self.vendors]

    def known(self, league: set[str], new: list[ToldRate]) -> list[Exposure]:
        """What a league can say once one of it is told new rates."""
        before = [rate for vendor in sorted(league) for rate in self.ledger[vendor]]
        every = cases(before, new, self.books.counts, league, P_PERCENT)
        return [finding for case in every for finding in case.recipient.findings(case.protected)]


@pytest.fixture(scope="module")
def year() -> Company:
    """Six months, each with an edition of every vendor, and then one more with late data."""
    company = Company()
    for number in MONTHS:
        company.work(month(number))
        for vendor in company.vendors:
            company.edition(vendor, month(number))
    for number in MONTHS:
        company.late(month(number))
        for vendor in company.vendors:
            company.edition(vendor, month(number))
    return company


def test_six_months_of_editions_with_revisions_give_nothing_away(year):
    """All that a vendor and any other one together received: no errors, no late errors, no amounts."""
    pairs = {frozenset(league) for vendor in year.vendors for league in year.leagues(vendor)}
    findings = []
    for league in sorted(pairs, key=sorted):
        every = [rate for vendor in sorted(league) for rate in year.ledger[vendor]]
        for case in cases([], every, year.books.counts, league, P_PERCENT):
            findings += case.recipient.findings(case.protected)

    assert [] == exposed(findings)
    assert len(findings) > 300


def test_the_same_check_finds_what_exact_rates_would_give_away(year):
    """Rates to six decimals of a month before and after late data: how many of the late audits were wrong."""
    others = year.vendors[1:]
    books = Books(dict(year.books.days))
    before = books.told(month(5), others, step=0.000001)
    books.add(others[0], month(5)[0], 1, 1)
    new = [books.told(month(5), others, step=0.000001)]
    every = cases([before], new, books.counts, {OWN}, P_PERCENT)
    found = [each for case in every for each in exposed(case.recipient.findings(case.protected))]

    assert [(1, 1)] == [(each.low, each.high) for each in found if "late" in each.cell]


def test_most_of_these_editions_are_told(year):
    """A check that refused everything would be safe too."""
    told = sum(map(len, year.ledger.values()))

    assert 48 == told + year.refused
    assert year.refused <= 4
