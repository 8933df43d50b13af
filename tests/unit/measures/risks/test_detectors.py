"""What every detector declares, one file each: its own key, and an example that it alone finds."""

from __future__ import annotations

import sys

import pytest

from labelqa.measures.risks import DETECTORS, find
from labelqa.measures.risks.calm_market import OCTOBER
from labelqa.measures.risks.detectors import BY_SLUG

EVERY = pytest.mark.parametrize("detector", DETECTORS, ids=BY_SLUG)


@EVERY
def test_an_example_is_found_by_its_own_detector_and_by_no_other(detector):
    """Of whom it says, at whatever level; nothing else is wrong in it."""
    example = detector.example()
    found = find(example.frames, OCTOBER)

    assert {detector.slug} == {one.kind for one in found}
    assert example.entity in {one.entity for one in found}


@EVERY
def test_a_detector_stands_in_the_file_of_its_name(detector):
    """So that its key says where it is."""
    assert detector is sys.modules[f"labelqa.measures.risks.detectors.{detector.slug}"].DETECTOR


def test_no_number_is_given_twice_or_left_out():
    """Printed in this order."""
    assert [f"R{number}" for number in range(1, len(DETECTORS) + 1)] == [each.number for each in DETECTORS]
    assert len(DETECTORS) == len(BY_SLUG)
