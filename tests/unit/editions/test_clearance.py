"""An edition is cleared against everything its vendor, and one in league with it, was ever told."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from labelqa import editions
from labelqa.editions.clearance import Ledger, clear
from labelqa.editions.releases import Releases
from labelqa.errors import ReleaseError
from labelqa.extracts import Extract
from labelqa.params import Job, jobs, load
from labelqa.periods import parse
from labelqa.registry import Registry
from labelqa.snapshots import freeze
from labelqa.snapshots.snapshot_set import SnapshotSet

from .. import rivals
from ..conftest import TODAY, Company
from ..rivals import KEYS, VENDORS

WRONG = "accuracy.audit v2 2026-10-01..2026-10-31 wrong"
LAST_DAY = dt.datetime(2026, 10, 31, 2, tzinfo=dt.UTC)
LATE = "accuracy.audit v2 2026-10-01..2026-10-31 late 1 wrong"


@dataclasses.dataclass(frozen=True)
class Cut:
    """A vendor's edition before it is cleared."""

    extract: Extract
    holdings: SnapshotSet
    job: Job


@dataclasses.dataclass
class Rivals:
    """The four vendors' company and the ledger of what they were told."""

    company: Company
    templates: Path
    folder: Path

    @property
    def ledger(self) -> Ledger:
        """All that was told."""
        return Ledger(Releases(Registry.beside(self.folder), self.folder, load(self.company.root)))

    def cut(self, vendor: str, period: str = "2026-10", withhold: str = "") -> Cut:
        """Freeze the company as it is now and cut a vendor's edition."""
        root = rivals.write(self.company, self.templates, withhold)
        params, when = load(root), parse(period)
        [job] = jobs(params, when, editions=[vendor])
        holdings = SnapshotSet.of(freeze(params, "SG", when, self.folder, root, today=TODAY))
        into = self.folder / f"{vendor} {period} {holdings.digest} {len(self.told(*VENDORS))}"
        return Cut(editions.cut(holdings, job, params, into, KEYS), holdings, job)

    def clear(self, cut: Cut) -> dict[str, str]:
        """Clear it; the clearance record."""
        return clear(cut.extract, cut.holdings, KEYS, self.ledger, cut.job.key, "r1")

    def edition(self, vendor: str, **which: str) -> dict[str, str]:
        """Cut and clear a vendor's edition; the clearance record."""
        return self.clear(self.cut(vendor, **which))

    def told(self, *vendors: str) -> list[float]:
        """The rates that vendors were told."""
        return [rate.value for rate in self.ledger.told_to(vendors)]

    def late(self, vendor: str, number: int, *, right: bool) -> None:
        """One more audit of a vendor."""
        rivals.add(self.company, number, vendor, right=right)


@pytest.fixture
def four(company, repository, tmp_path) -> Rivals:
    """Nobody was told anything yet."""
    rivals.move_in(company)
    return Rivals(company, repository / "templates", tmp_path / "outputs")


def test_what_a_vendor_is_told_is_noted_and_what_it_can_make_of_it_recorded(four):
    """30 of the others' 600 audits are wrong: any of them may have all."""
    record = four.edition("v1")
    [release] = four.ledger.registry.releases(["v1"])
    [told] = json.loads(release.statements)

    assert (0.96, {vendor: [200, 10] for vendor in VENDORS[1:]}) == (told["value"], told["parts"])
    assert f"by the attacker's check, rules {release.rules}, of {release.digest}" == record["clearance"]
    assert "0 to 30" == record[f"clearance: {WRONG}"]
    assert [] == [name for name in record if "with v3" in name]
    assert "100 to 300" == record["clearance: accuracy.audit v2 2026-10-01..2026-10-31 amount"]


def test_the_same_told_again_is_nothing_new(four):
    """Another report of the month: it is noted, and nothing has to be worked out."""
    four.edition("v1")
    record = four.edition("v1")

    assert ["clearance"] == list(record)
    assert 2 == len(four.ledger.registry.releases(["v1"]))
    assert [0.96] == four.told("v1")


def test_a_late_audit_that_tips_the_rate_over_is_refused_with_the_table_to_withhold(four):
    """It was wrong: the difference of the two editions says so. Nothing of it is noted."""
    four.edition("v1")
    four.late("v2", 1900, right=False)

    with pytest.raises(ReleaseError) as caught:
        four.edition("v1")
    assert (
        f"2026-10/SG/market_report/v1: {LATE} would be known to be 1 to 1: it is determined; "
        "withhold accuracy.audit in its edition in params/editions.yml"
    ) in str(caught.value).splitlines()
    assert 4 == caught.value.exit_code
    assert [0.96] == four.told("v1")


def test_without_that_table_the_edition_is_cleared(four):
    """It tells nothing, and that is noted too."""
    four.edition("v1")
    four.late("v2", 1900, right=False)
    record = four.edition("v1", withhold="accuracy.audit")

    assert ["clearance"] == list(record)
    assert ["[]"] == [release.statements for release in four.ledger.registry.releases(["v1"])][1:]


def test_a_late_audit_that_tips_nothing_over_stays_unknown(four):
    """The same rate once more."""
    four.edition("v1")
    four.late("v2", 1900, right=True)

    assert "0 to 1" == four.edition("v1")[f"clearance: {LATE}"]


def test_late_audits_of_several_vendors_hide_each_other(four):
    """The rate turns, but any of the three may have been wrong."""
    four.edition("v1")
    for number, vendor in ((1900, "v2"), (2900, "v3"), (3900, "v4")):
        four.late(vendor, number, right=vendor != "v2")
    record = four.edition("v1")

    assert [0.96, 0.94] == four.told("v1")
    assert "0 to 1" == record[f"clearance: {LATE}"]


def test_what_another_vendor_was_told_counts_too(four):
    """v3 was told before, v1 after the late audit of v2: together they would know of it."""
    four.edition("v3")
    four.late("v2", 1900, right=False)

    with pytest.raises(ReleaseError, match="late 1 wrong would be known with v3 to be 1 to 1"):
        four.edition("v1")


def test_vendors_of_one_holding_share_what_they_are_told(four):
    """v1 and v3 are one, and there are no three others left."""
    four.company.rows["vendors"][2]["holding_id"] = "v1"
    four.edition("v1")

    assert [] == four.told(*VENDORS)


def test_a_month_and_all_its_days_but_the_last_tell_that_day(four):
    """Eight right labels of each vendor on it: that none was wrong there would be known."""
    four.late("v2", 1900, right=False)
    for number in range(24):
        four.late(VENDORS[1 + number % 3], 900 + number, right=True)
        four.company.rows["labels"][-1]["submitted_at"] = LAST_DAY
        four.company.rows["audits"][-1] |= {"labelled_at": LAST_DAY, "audited_at": LAST_DAY}
    four.edition("v1", period="2026-10-01..2026-10-30")

    with pytest.raises(ReleaseError, match=r"v2 2026-10-31\.\.2026-10-31 wrong would be known to be 0 to 0"):
        four.edition("v1")


@pytest.mark.parametrize("wrong", [0, 3, 200], ids=["none", "a few", "all of one vendor's"])
def test_a_rate_is_told_whatever_it_is(four, wrong):
    """A rate withheld for its few errors would say that they are few; its step leaves five in the open."""
    for row in four.company.rows["audits"]:
        bad = 1000 <= int(row["audit_id"][1:]) < 1000 + wrong
        row |= {"verdict": "incorrect" if bad else "correct", "ref_label_id": "bad" if bad else "ok"}
    record = four.edition("v1")

    assert [round((1 - wrong / 600) / 0.02) * 0.02] == pytest.approx(four.told("v1"))
    assert ["0", "to"] == record[f"clearance: {WRONG}"].split()[:2]
    assert int(record[f"clearance: {WRONG}"].split()[2]) >= 5


def test_of_two_editions_at_once_that_may_not_both_be_told_one_is_refused(four):
    """Each alone is safe; while one is cleared the ledger is held, and the other is cleared against it."""
    before = four.cut("v1")
    four.late("v2", 1900, right=False)
    after = four.cut("v3")
    with ThreadPoolExecutor(2) as pool:
        tried = [pool.submit(four.clear, cut) for cut in (before, after)]
    refused = [future.exception() for future in tried]

    assert [ReleaseError] == [type(error) for error in refused if error]
    assert 1 == len(four.told(*VENDORS))
