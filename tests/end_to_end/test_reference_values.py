"""Every reference value on public data is found again, set by set, by labelqa's own measures."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from builders import found_values
from builders.real_data import read

PAIR = "act_SP_vs_SP_amt_common_items"
SETS = (
    "act_CF",
    "act_CF_amt",
    "act_MS",
    "act_SP",
    "act_SP_amt",
    "act_ZenCrowd",
    "snow_rte",
    "snow_temp",
    "ctcore_person_binary",
    "ctcore_person_ternary",
    "ctcore_all_time",
    PAIR,
)
UNTOLD = {
    *("cohen_kappa_label_vs_gold", "randolph_kappa", "irrCAC_conger", "market_test"),
    *("majority_vote", "majority_vote_untied", "majority_vote_expected_random_ties", "tied_items"),
    "seconds_to_compute",
}
"""What labelqa measures otherwise, and how long another library took."""
BOOTSTRAPPED = "agreement.all.irrCAC_krippendorff."
STOPPED_EARLY = {"act_SP": 9, "act_ZenCrowd": 3, "ctcore_person_binary": 2}
"""Where crowd-kit's value is not that of the converged model: the step after which crowd-kit stopped."""


def flat(values: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Paths and leaves of a nested value."""
    if isinstance(values, dict | list):
        for key, part in values.items() if isinstance(values, dict) else enumerate(values):
            yield from flat(part, f"{path}.{key}" if path else str(key))
    else:
        yield path, values


def told(values: Any) -> Iterator[tuple[str, Any]]:
    """Paths and leaves of what labelqa measures too."""
    return ((path, value) for path, value in flat(values) if UNTOLD.isdisjoint(path.split(".")))


def same(path: str, expected: Any, found: Any, wide: float) -> bool:
    """
    Equal to the printed precision: six decimals, five of irrCAC's.

    irrCAC's interval of alpha is linearised and labelqa's a bootstrap: its ends, and the standard error that
    they show, may differ by an eighth of irrCAC's width.
    """
    if expected is None or isinstance(expected, str):
        return expected == found
    if path.startswith(BOOTSTRAPPED) and not path.endswith("value"):
        return abs(expected - found) < wide / 8
    return abs(expected - found) < (5.1e-6 if "irrCAC" in path else 5.1e-7)


@pytest.fixture(scope="module")
def reference(shared) -> dict[str, Any]:
    """What other libraries computed, by data set."""
    text = (shared / "reference" / "real_data_values.json").read_text(encoding="utf-8")
    return json.loads(text)["sets"]


@pytest.fixture(scope="module")
def compared(shared, reference) -> Any:
    """Of a set: path, expected and found values, and whether they are the same; each set once."""
    done: dict[str, pd.DataFrame] = {}

    def compare(name: str) -> pd.DataFrame:
        if name not in done:
            done[name] = _compared(name, reference[name], _found(name, shared / "data"))
        return done[name]

    return compare


def _found(name: str, data: Any) -> dict[str, Any]:
    if name == PAIR:
        return found_values.on_common_items(read("act_SP", data), read("act_SP_amt", data))
    rows = read(name, data)
    found = found_values.of(rows)
    if name in STOPPED_EARLY:
        found["converged"] = found["consensus"]
        found["consensus"] = found["consensus"] | found_values.stopped_early(rows, STOPPED_EARLY[name])
    return found


def _compared(name: str, reference: dict[str, Any], found: dict[str, Any]) -> pd.DataFrame:
    expected, got = dict(told(reference)), dict(flat(found))
    ends = [expected.get(f"{BOOTSTRAPPED}ci95.{end}", 0.0) for end in (0, 1)]
    rows = [
        {
            "set": name,
            "value": path,
            "expected": value,
            "found": got.get(path, "nothing"),
            "same": path in got and same(path, value, got[path], ends[1] - ends[0]),
            "note": _note(name, path, got),
        }
        for path, value in expected.items()
    ]
    return pd.DataFrame(rows)


def _note(name: str, path: str, got: dict[str, Any]) -> str:
    """What is not like with like."""
    if path.startswith(BOOTSTRAPPED) and not path.endswith("value"):
        return "bootstrap; irrCAC's is linearised"
    if name in STOPPED_EARLY and path.startswith(("consensus.dawid_skene", "consensus.mv_equals_ds")):
        converged = got[path.replace("consensus", "converged", 1)]
        return f"stopped after step {STOPPED_EARLY[name]}, as crowd-kit was; converged {converged:.6g}"
    return ""


def test_no_set_of_the_reference_is_left_out(reference):
    """Twelve sets."""
    assert set(SETS) == set(reference)


@pytest.mark.parametrize("name", SETS)
def test_every_value_of_a_set_is_found_again(compared, name):
    """Counts, accuracy and both intervals, classes, agreement, consensus, raters, times, calendar."""
    table = compared(name)

    assert [] == table[~table["same"]].to_dict("records")
    assert len(table) > 15


def test_the_values_are_printed_side_by_side(compared, reference):
    """Run with -s to read the table: set, value, expected, found, and what is not like with like."""
    table = pd.concat([compared(name) for name in SETS], ignore_index=True)
    sys.stdout.write("\n" + table.to_string(index=False) + "\n")

    assert sum(len([*told(values)]) for values in reference.values()) == len(table)


@pytest.mark.parametrize("name", list(STOPPED_EARLY))
def test_crowd_kit_stopped_before_the_likelihood_was_highest(shared, name):
    """
    Its loss counts the prior once for every label and falls while the likelihood rises.

    So on these sets labelqa is compared with it at the step where it stopped; the converged model is
    likelier and judges some items otherwise.
    """
    rows = read(name, shared / "data")
    steps = found_values.crowd_kit_steps(rows)
    early, full = (found_values.model_of(rows, most=most) for most in (steps, 100))

    assert STOPPED_EARLY[name] == steps
    assert full.history[-1] > early.history[-1] + 0.1
    assert not found_values.judged(full).equals(found_values.judged(early))
