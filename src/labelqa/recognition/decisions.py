"""The answer of a row and what goes with it: the question, the known answer, the id of the decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .drafts import Draft, sql_name
from .matching import named
from .profiles import quoted_text

_LIST = re.compile(r'\[\s*("|\])')
_CHOICES = re.compile(r'\{"(choices|text|labels|rectanglelabels|taxonomy)"\s*:')


def answer(draft: Draft) -> None:
    """Settle which column is the answer, and how it is read; ask where several may be."""
    _question(draft)
    if draft.columns.get("label_id") is None and "label_ids" not in draft.columns:
        _choose(draft)
    column = draft.columns.get("label_id")
    if isinstance(column, str):
        _beside(draft, column)
        _read_as_it_is(draft, column)
        _leave_out_empty(draft, column)


def _question(draft: Draft) -> None:
    """Of a file whose rows answer several questions, the one that the report is about."""
    preset = draft.seen.match.preset if draft.seen.match else None
    if not preset or not preset.question or preset.question not in draft.profile.columns:
        return
    there = draft.profile.values(preset.question)
    if len(there) == 1:
        return
    said = draft.said("question")
    if said is None or said not in there:
        text = f"the file answers several questions; which one is the report about? {', '.join(there)}"
        draft.ask("question", text, there[0], f"--question @{there[0]}", of_file=True)
        return
    restrict(
        draft, f"{sql_name(preset.question)} = {quoted_text(said)}", f"{draft.mark('question')}: one question"
    )


def restrict(draft: Draft, condition: str, why: str) -> None:
    """Take only rows that meet one more condition."""
    before = draft.keys.get("where")
    draft.keys["where"] = f"({before}) AND ({condition})" if before else condition
    draft.why["where"] = "; ".join(filter(None, (draft.why.get("where"), why)))


def _choose(draft: Draft) -> None:
    if any(
        question.key.rpartition(":")[2] in ("label_id", "question", "item_id") for question in draft.questions
    ):
        return
    names = list(_candidates(draft))
    ask = draft.seen.match.preset.topic("answer") if draft.seen.match else None
    if len(names) == 1:
        draft.put(
            "label_id", names[0], f"guess: the only column that may be the answer; {draft.examples(names[0])}"
        )
        return
    text = "which column is the answer?" + (f" {ask.why};" if ask else "")
    have = names or list(draft.free())
    plain = draft.seen.match is not None and draft.seen.match.preset.plain
    proposal = names[0] if names else "=work" if plain else ""
    draft.ask(
        "label_id",
        f"{text} have {', '.join(have)}",
        proposal,
        f"--column @label_id={proposal or 'NAME'}",
        of_file=True,
    )


def _candidates(draft: Draft) -> Iterator[str]:
    """Columns that may be the answer: people differ in them on one item, and the likeliest come first."""
    ask = draft.seen.match.preset.topic("answer") if draft.seen.match else None
    free = draft.free(ask.columns or ("*",), ask.without) if ask else draft.free()
    where = draft.keys.get("where")
    if where and draft.seen.match and draft.seen.match.preset.question:
        free = {
            name: it
            for name, it in free.items()
            if draft.profile.counted(f"{draft.profile.sql(name)} IS NOT NULL AND {where}")
        }
    if ask and ask.columns:
        yield from free
        return
    item = draft.columns.get("item_id")
    apart = draft.profile.most_within(item, list(free), where or "TRUE") if isinstance(item, str) else {}
    fitting = [name for name, it in free.items() if not it.times and not (it.numeric and it.distinct > 40)]
    if any(count > 1 for count in apart.values()):
        fitting = [name for name in fitting if apart.get(name, 0) > 1]
    yield from sorted(fitting, key=lambda name: (2 * free[name].filled < free[name].rows, not free[name].few))


def _beside(draft: Draft, answered: str) -> None:
    """The columns that are found by the answer's name, and the answers that are marked as right."""
    if not draft.seen.match:
        return
    preset, place = draft.seen.match.preset, re.split(r"[:.]", answered)[-1]
    for column, beside in preset.beside_answer.items():
        name = beside.column.format(answer=answered, question=place)
        if name in draft.profile.columns:
            draft.put(column, name, f"{beside.why}; {draft.examples(name)}")


def _read_as_it_is(draft: Draft, answered: str) -> None:
    """Lists of answers become label_ids, a list of one its element; the ground truth goes to the others."""
    examples = draft.profile.columns[answered].examples
    called = sql_name(answered)
    if draft.profile.is_list(answered):
        several = draft.profile.counted(f"LEN({called}) > 1")
        one = f"{called}[1]"
    elif any(_CHOICES.match(value) for value in examples):
        several, one = 1, ""
        inner = f"json_extract_string({called}, '$.choices[*]')"
        called = f"CASE WHEN {called} LIKE '{{%' THEN {inner} ELSE list_value({called}) END"
    elif examples and all(_LIST.match(value) for value in examples):
        several = draft.profile.counted(f"json_array_length({draft.profile.sql(answered)}) > 1")
        one = f"json_extract_string({called}, '$[0]')"
    else:
        _ground_truth(draft, called)
        return
    why = draft.why.pop("label_id", "")
    if several:
        del draft.columns["label_id"]
        draft.put(
            "label_ids",
            answered if called == sql_name(answered) else {"expression": called},
            f"{why}; several answers at once",
        )
        gold = draft.columns.pop("gold_label_id", None)
        if gold:
            draft.put("gold_label_ids", gold, draft.why.pop("gold_label_id", ""))
    else:
        draft.columns["label_id"] = {"expression": one}
        draft.why["label_id"] = why
        _ground_truth(draft, one)


def _ground_truth(draft: Draft, value: str) -> None:
    truth = draft.seen.match.preset.ground_truth if draft.seen.match else None
    if not truth or truth.marked_by not in draft.profile.columns:
        return
    marked = f"lower(CAST({sql_name(truth.marked_by)} AS VARCHAR)) = 'true'"
    if draft.profile.counted(marked):
        right = f"max(CASE WHEN {marked} THEN {value} END) OVER (PARTITION BY {sql_name(truth.item)})"
        draft.put(
            "gold_label_id",
            {"expression": f"CASE WHEN NOT ({marked}) THEN {right} END"},
            "the ground truth of its item",
        )


def _leave_out_empty(draft: Draft, answered: str) -> None:
    taken, given = draft.keys.get("where", "TRUE"), draft.profile.given(answered)
    empty = draft.profile.counted(f"({taken}) AND NOT COALESCE({given}, FALSE)")
    if empty:
        restrict(draft, given, f"{empty:,} of {draft.profile.rows:,} rows have no answer")


def event(draft: Draft) -> None:
    """Settle the id of each decision: a column whose values are all different, else the row's number."""
    if draft.columns.get("label_event_id") is None:
        stem = draft.seen.stem
        made = {"expression": f"{quoted_text(stem + '-')} || CAST(source_row AS VARCHAR)"}
        draft.put(
            "label_event_id",
            made,
            "guess: no column has another value in every row, so it is the row's number",
        )


def unmapped(draft: Draft) -> dict[str, str]:
    """Columns of the file that fill nothing, with the reason that the preset gives."""
    told = draft.seen.match.preset.unmapped if draft.seen.match else {}
    left = {}
    for name in draft.free():
        if not any(sql_name(name) in str(it) or name in str(it) for it in draft.columns.values()):
            left[name] = next((why for pattern, why in told.items() if named([pattern], [name])), "")
    return left
