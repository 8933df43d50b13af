"""A vendor of drawn companies gets its edition, or a refusal where it has nothing to report on."""

from __future__ import annotations

import pytest
from builders import strangers, sweeping

from labelqa.errors import ReleaseError


@pytest.mark.parametrize("seed", range(1000, 1004))
def test_a_vendor_of_a_drawn_company_gets_its_edition(seed, tmp_path, repository):
    """Whatever the others are like."""
    shape = strangers.drawn(seed)
    strangers.write(shape, tmp_path, repository)
    if strangers.has_labels(tmp_path, "v0"):
        assert [] == sweeping.looks(sweeping.made(tmp_path, "first"))
    else:
        with pytest.raises(ReleaseError, match="has no labels"):
            sweeping.made(tmp_path, "first")
