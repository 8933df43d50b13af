"""The YAML reader: text stays text, lines are known, and nothing else comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelqa.params.yaml import Document, read


def read_text(folder: Path, text: str) -> Document:
    """The document in a file of that text."""
    path = folder / "file.yml"
    path.write_bytes(text.encode("utf-8"))
    return read(path, "file.yml")


def refusals(folder: Path, text: str) -> list[str]:
    """What is wrong with a file of that text."""
    return [f"{problem.where}: {problem.what}" for problem in read_text(folder, text).problems]


TEXTS = (
    *("NO", "ON", "off", "Yes", "y", "n", "True", "FALSE", "NULL", "None", "=", "<"),
    *("0042", "00", "+1", "-0", "1_000", "0x1F", "0o17", "9007199254740993", "123456789012345678901"),
    *("1e5", "1.10", "0.950", ".5", "5.", ".inf", ".nan", "inf", "nan", "12:30", "12:30:00"),
    *("2026-10-01", "2026-10-01T00:00:00Z"),
)


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_yaml_takes_for_something_else_stays_text(tmp_path, text):
    """P11: country NO, id 0042, time 12:30, version 1.10 and an integer too long to be exact."""
    assert {"market": text} == read_text(tmp_path, f"market: {text}\n").value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("12", 12),
        ("-7", -7),
        ("9007199254740992", 9007199254740992),
        ("0.95", 0.95),
        ("-1.5", -1.5),
        ("'12'", "12"),
        ('"true"', "true"),
        ('"\\u00e9\\n"', "é\n"),
    ],
)
def test_only_plain_json_words_and_exact_numbers_are_not_text(tmp_path, text, value):
    """Quotes make text of anything."""
    found = read_text(tmp_path, f"value: {text}\n").value

    assert {"value": value} == found
    assert type(value) is type(found["value"])


@given(st.floats(0.001, 1e6, allow_nan=False))
def test_a_decimal_becomes_a_number_only_without_loss(tmp_path_factory, number):
    """Whatever it becomes, its own digits can be read back."""
    folder = tmp_path_factory.mktemp("decimals")

    assert repr(number) == str(read_text(folder, f"value: {number!r}\n").value["value"])


def test_keys_are_text_also_where_they_look_like_numbers(tmp_path):
    """A value map from 1 and 0 keeps both as text."""
    assert {"1": "correct", "0": "incorrect", "true": "x"} == read_text(
        tmp_path, "{1: correct, 0: incorrect, true: x}"
    ).value


def test_every_key_and_item_has_its_line(tmp_path):
    """An error can name the line of what is wrong, or of what is around it."""
    document = read_text(tmp_path, "a: 1\nb:\n  c:\n  - x\n  - d: 2\n")

    assert ["file.yml:1", "file.yml:3", "file.yml:5", "file.yml:5"] == [
        document.place(*keys) for keys in (("a",), ("b", "c"), ("b", "c", 1, "d"), ("b", "c", 1, "missing"))
    ]


def test_a_repeated_key_is_refused_with_both_lines(tmp_path):
    """P13: the last one does not win."""
    assert ["file.yml:3: repeats the key market of line 1"] == refusals(
        tmp_path, "market: TH\nname: x\nmarket: SG\n"
    )


@pytest.mark.parametrize(
    "tag", ["!!binary aGk=", "!!set {a, b}", "!!python/object/apply:os.system [id]", "!x 1", "!!str 1", "! 1"]
)
def test_tags_are_refused(tmp_path, tag):
    """P3, P4, P15: no tag reaches a constructor."""
    (found,) = refusals(tmp_path, f"ok: 1\nmarket: {tag}\n")

    assert found.startswith("file.yml:2: has a tag (")


def test_a_tag_on_a_key_is_refused(tmp_path):
    """P3: a key can carry one too."""
    assert ["file.yml:1: has a tag (tag:yaml.org,2002:binary)"] == refusals(tmp_path, "!!binary aGk=: 1\n")


def test_anchors_aliases_and_merge_keys_are_refused_together(tmp_path):
    """P14: all of them in one go, each with its line."""
    assert [
        "file.yml:1: has an anchor (&a)",
        "file.yml:2: has an alias (*a)",
        "file.yml:4: has a merge key (<<)",
        "file.yml:4: has an alias (*a)",
    ] == refusals(tmp_path, "one: &a {x: 1}\ntwo: *a\nthree:\n  <<: *a\n")


def test_an_alias_bomb_builds_nothing(tmp_path):
    """P14: nine levels of nine aliases are refused, not expanded."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]

    document = read_text(tmp_path, "\n".join(levels))

    assert 9 + 8 * 9 == len(document.problems)
    assert [None] * 9 == document.value["a8"]


def test_an_alias_to_itself_is_refused(tmp_path):
    """P14: a list that holds itself."""
    assert ["file.yml:1: has an anchor (&a)", "file.yml:1: has an alias (*a)"] == refusals(
        tmp_path, "a: &a [*a]"
    )


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000 + "x", "? " * 5000 + "x"])
def test_deep_nesting_is_refused_without_recursion(tmp_path, text):
    """P14: thousands of open brackets end at level 20."""
    assert ["file.yml:1: is nested deeper than 20 levels"] == refusals(tmp_path, text)[-1:]


def test_twenty_levels_are_read_and_no_more(tmp_path):
    """The cap is met where it says."""
    assert [] == refusals(tmp_path, "[" * 20 + "x" + "]" * 20)
    assert 1 == len(refusals(tmp_path, "[" * 21 + "x" + "]" * 21))


def test_a_file_of_more_than_a_megabyte_is_refused(tmp_path):
    """P14: it is not even parsed."""
    assert ["file.yml: is larger than 1 MB"] == refusals(tmp_path, "a: " + "x" * (1 << 20))


def test_half_a_character_is_refused(tmp_path):
    """P8: a lone surrogate cannot be written anywhere later."""
    assert ["file.yml:2: holds half of a character (a lone surrogate)"] == refusals(
        tmp_path, 'a: 1\nb: "\\ud800"\n'
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: 1\nb: [1, 2\n", "file.yml:3"),
        ("a: 1\n\tb: 2\n", "file.yml:2"),
        ("a: 'x\n", "file.yml:2"),
        ("a: 1\nb: \x07\n", "file.yml:2"),
        ("<<<<<<< mine\na: 1\n=======\na: 2\n>>>>>>> theirs\n", "file.yml:2"),
    ],
)
def test_what_is_not_yaml_is_refused_with_its_line(tmp_path, text, where):
    """An unclosed bracket, a tab, an open quote, a control character, the marks of a merge conflict."""
    (problem,) = read_text(tmp_path, text).problems

    assert where == problem.where
    assert "mend the quotes, colons or indentation there" == problem.remedy


def test_text_in_another_encoding_is_refused_with_its_line(tmp_path):
    """D4: Thai in cp874 is no UTF-8."""
    path = tmp_path / "file.yml"
    path.write_bytes("a: 1\nb: ไทย\n".encode("cp874"))

    (problem,) = read(path, "file.yml").problems

    assert ("file.yml:2", "save the file as UTF-8") == (problem.where, problem.remedy)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    """D3: some editors write one."""
    assert {"a": 1} == read_text(tmp_path, "\ufeffa: 1\n").value


def test_a_second_document_in_a_file_is_refused(tmp_path):
    """Nothing below a --- line is ignored in silence."""
    assert ["file.yml:2: starts a second document"] == refusals(tmp_path, "a: 1\n---\na: 2\n")


def test_a_key_that_is_a_list_is_refused(tmp_path):
    """JSON has no such keys."""
    assert ["file.yml:1: has a key that is not text"] == refusals(tmp_path, "? [a, b]\n: 1\n")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path):
    """The operating system's own words say why."""
    (problem,) = read(tmp_path, "file.yml").problems

    assert "cannot be read (Is a directory)" == problem.what
