"""Two runs of one notebook: the same, or where they first differ."""

from __future__ import annotations

import pytest

from labelqa.components import Lede, Section
from labelqa.desk.differences import difference

SHOWN = (Section(name="volume", title="V"), Lede(text="a"), Section(name="risks", title="R"), Lede(text="b"))


@pytest.mark.parametrize(
    ("after", "where"),
    [
        (SHOWN, ""),
        ((*SHOWN[:3], Lede(text="c")), "lede in section risks"),
        (SHOWN[:3], "lede in section risks"),
        ((*SHOWN, Section(name="methods", title="M")), "section in section risks"),
        ((Section(name="other", title="V"), *SHOWN[1:]), "section in section volume"),
    ],
)
def test_the_first_difference_is_named_by_its_section(after, where):
    """Also where one shows more than the other."""
    assert where == difference(SHOWN, after)
