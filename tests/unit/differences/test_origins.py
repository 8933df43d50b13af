"""Why a report moved."""

from __future__ import annotations

import json

from labelqa.differences import origins


def test_parameters_are_told_by_the_path_of_their_keys():
    """Also those that only one side has."""
    before = json.dumps({"a": {"b": [1, 2]}, "same": True, "old": None, "empty": {}}).encode()
    after = json.dumps({"a": {"b": [1, 3]}, "same": True, "new": "x", "empty": {}}).encode()
    found = [(each.path, each.before, each.after) for each in origins.parameters(before, after)]

    assert [
        ("a.b.1", "2", "3"),
        ("new", origins.ABSENT, '"x"'),
        ("old", "null", origins.ABSENT),
    ] == found
