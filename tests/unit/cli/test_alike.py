"""Problems that are alike, told in one line."""

from __future__ import annotations

from labelqa.cli import alike
from labelqa.errors import Problem

LINK = "is below data, a link to elsewhere"
MAP = "name the column it comes from"


def test_one_problem_is_told_as_it_is():
    """Place, mistake and remedy."""
    problem = Problem("no such file", "data/a.csv", "deliver it")

    assert ["data/a.csv: no such file; deliver it"] == alike.lines([problem])


def test_one_mistake_in_many_places_is_told_once_with_the_first_of_them():
    """Forty-five files behind one link are one line."""
    problems = [Problem(LINK, f"data/{n}.csv", "copy it") for n in range(1, 46)]

    assert [f"data/1.csv, data/2.csv, data/3.csv and 42 more: {LINK}; copy it"] == alike.lines(problems)


def test_a_mistake_in_few_places_is_told_with_all_of_them():
    """Nothing is counted that can be named."""
    problems = [Problem(LINK, place, "copy it") for place in ("a", "b", "c")]

    assert [f"a, b, c: {LINK}; copy it"] == alike.lines(problems)


def test_many_mistakes_of_one_place_and_remedy_are_one_line():
    """The place and the remedy stand once; of many columns the first ten are named."""
    few = [Problem(f"column {n} is not mapped", "labels", MAP) for n in "abcd"]
    many = [Problem(f"column c{n:02} is not mapped", "labels", MAP) for n in range(12)]
    (line,) = alike.lines(many)

    assert [
        "labels: 4 mistakes: column a is not mapped, column b is not mapped, column c is not mapped,"
        f" column d is not mapped; {MAP}"
    ] == alike.lines(few)
    assert line.startswith("labels: 12 mistakes: column c00 is not mapped, ")
    assert line.endswith(f"column c09 is not mapped and 2 more; {MAP}")


def test_a_few_mistakes_of_one_place_keep_a_line_each():
    """Three are read faster one below the other."""
    problems = [Problem(f"column {n} is not mapped", "labels", MAP) for n in "abc"]

    assert [str(problem) for problem in problems] == alike.lines(problems)


def test_mistakes_with_other_remedies_are_not_thrown_together():
    """Nor are those without a place, and none is told twice."""
    problems = [
        *(Problem("is wrong", "a", remedy) for remedy in "wxyz"),
        *(Problem(f"fell over {n}") for n in range(5)),
    ]

    assert [str(problem) for problem in problems] == alike.lines([*problems, *problems])


def test_the_order_is_that_of_the_first_of_each_kind():
    """Lines stand as the problems were found."""
    problems = [Problem("x", "1", "r"), Problem("y", "2", "r"), Problem("x", "3", "r")]

    assert ["1, 3: x; r", "2: y; r"] == alike.lines(problems)
