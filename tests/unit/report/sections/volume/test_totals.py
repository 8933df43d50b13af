"""Totals have one number under each name, on every page of a report."""

from __future__ import annotations

import pytest

from labelqa.components import ANY_COMPONENT, MIME, Facts, Lede, Table
from labelqa.extracts import open_extract
from labelqa.report import open_report
from labelqa.report.language.totals import TOTALS
from labelqa.report.sections.volume import words

from ...claims import Claims
from ...totals import printed, wrong


@pytest.fixture(scope="module")
def claims(run, extract) -> Claims:
    """The market report over the whole market."""
    return Claims(run(extract), open_extract(extract))


def test_each_total_has_one_number_on_all_pages(claims):
    """On the cover, in sentences, tables and the glossary."""
    told = printed(claims)

    assert {"Labels made", "Work done", "Decisions", "Audits"} <= set(told)
    assert {1} == {len(numbers) for numbers in told.values()}
    assert [] == list(wrong(claims))


def test_totals_that_differ_have_other_names(fabricated, tmp_path):
    """Skips make the difference of work done to labels made, answers to gold items that to decisions."""
    days = fabricated.frames["label_days"]
    gold = days.index % 7 == 0
    skipping = fabricated.with_rows("label_days", days.assign(skipped=1, is_gold=gold))
    folder, shown = skipping.write(tmp_path / "x"), []
    open_report(folder, show=shown.append).volume.totals()
    claims = Claims(tuple(ANY_COMPONENT.validate_python(b[MIME]) for b in shown), open_extract(folder))
    told = {name: numbers.pop() for name, numbers in printed(claims).items()}

    assert [] == list(wrong(claims))
    assert told["Labels made"] < told["Work done"] < told["Decisions"]


def test_the_glossary_defines_every_name_once(claims):
    """With the rule, and its number where it is a count."""
    (glossary,) = [c for c in claims.components if isinstance(c, Facts) and c.title == words.TOTALS]

    assert [name for name, _ in TOTALS.values()] == [name for name, _ in glossary.rows]
    assert f"{claims.delivered():,}: given in the period" in dict(glossary.rows)["Labels made"]


@pytest.mark.parametrize(
    ("kind", "field"), [(Lede, "text"), (Facts, "rows"), (Table, "rows")], ids=["sentence", "facts", "table"]
)
def test_another_number_under_a_name_is_found(claims, extract, kind, field):
    """One number changed in a sentence, in the glossary or in a table."""
    number = f"{next(iter(printed(claims)['Work done' if kind is Table else 'Labels made'])):,}"
    lied = tuple(_lied(c, field, number) if isinstance(c, kind) else c for c in claims.components)

    assert [] != list(wrong(Claims(lied, open_extract(extract))))


def _lied(component, field, number):
    """The component with a larger number; in a table one queue has more work done."""
    if isinstance(component, Table):
        heads = [column.name for column in component.columns]
        if "Work done" not in heads:
            return component
        place, (first, *rest) = heads.index("Work done"), component.rows
        more = f"{int(first[place].text.replace(',', '')) + 1:,}"
        cells = (*first[:place], first[place].model_copy(update={"text": more}), *first[place + 1 :])
        return component.model_copy(update={"rows": (cells, *rest)})
    if field == "text":
        return component.model_copy(update={"text": component.text.replace(number, "1,234,567")})
    rows = tuple((name, text.replace(f"{number}: ", "1,234,567: ")) for name, text in component.rows)
    return component.model_copy(update={"rows": rows})
