"""Libraries that not every installation has."""

from __future__ import annotations

import pytest

from labelqa.differences.lazily import desk
from labelqa.errors import JobError


def test_a_library_that_is_missing_is_named_with_how_to_get_it():
    """The bare installation makes reports without it."""
    with pytest.raises(JobError, match=r"no_such_library is not installed; pip install 'labelqa\[desk\]'"):
        desk("no_such_library")
