"""What a command says."""

from __future__ import annotations

import pytest

from labelqa.cli import answers
from labelqa.pipeline import JobResult


def results(*statuses: str) -> list[JobResult]:
    """Results with these statuses."""
    return [JobResult(str(number), status, 1.0) for number, status in enumerate(statuses)]


@pytest.mark.parametrize(
    ("statuses", "asked", "said"),
    [
        (["unchanged"] * 6, 6, "nothing to do: 6 unchanged"),
        (["unchanged", "published", "published"], 3, "1 unchanged, 2 published"),
        (["published", "failed", "refused"], 3, "1 published, 1 failed, 1 refused"),
        (["unchanged"], 6, "1 unchanged, 5 not started"),
        ([], 2, "2 not started"),
    ],
)
def test_the_summary_counts_every_job_that_was_asked_for(statuses, asked, said):
    """Nothing to do is said only when all was done before."""
    assert said == answers.summary(results(*statuses), asked)


def test_text_stays_text_in_json():
    """A cause may hold any script and any quote."""
    line = answers.as_json(JobResult("j", "failed", 0.5, cause='ตลาด "SG"\nline two'))

    assert r'"cause": "ตลาด \"SG\"\nline two"' in line
    assert "\n" not in line


def test_a_line_of_json_is_one_line_to_every_reader():
    """Some take more signs than a newline for its end."""
    result = JobResult("j", "failed", 0.5, cause="a\u2028b\u2029c\x85d")

    assert [answers.as_json(result)] == answers.as_json(result).splitlines()
