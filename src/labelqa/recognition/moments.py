"""When labels were given, in whose clocks, and how long they took."""

from __future__ import annotations

import re
from typing import Any

from ..errors import ParamsError, Problem
from .drafts import Draft, sql_name
from .matching import named
from .roles import by_name, by_values, plain
from .times import TimeForm

LETTERS = {
    "UTC": "+00:00", "GMT": "+00:00", "PST": "-08:00", "PDT": "-07:00", "EST": "-05:00", "EDT": "-04:00",
    "MST": "-07:00", "MDT": "-06:00", "CET": "+01:00", "CEST": "+02:00", "SGT": "+08:00", "JST": "+09:00",
}  # fmt: skip
"""What letters of zones mean to most; CST, BST and IST mean several things and are not proposed."""
_UNITS = {"milliseconds": 1, "seconds": 1000, "minutes": 60_000}
_UNIT_NAMES = (
    ("milliseconds", r"(^|_)(ms|millis|milliseconds)($|_)"),
    ("seconds", r"seconds?|(^|_)secs?($|_)|lead_time"),
    ("minutes", r"minutes?|(^|_)mins?($|_)"),
)


def times(draft: Draft) -> None:
    """Settle when labels were given, in which zone and order, and how long they took."""
    if draft.columns.get("submitted_at") is None:
        _submitted(draft)
    for column in ("submitted_at", "started_at", "audited_at"):
        origin = draft.columns.get(column)
        name = origin if isinstance(origin, str) else (origin or {}).get("column")
        if name is not None and column == "started_at" and draft.profile.columns[name].distinct == 1:
            del draft.columns[column]  # it says when the file was made, not when work began
        elif name is not None:
            _timed(draft, column, name)
    _duration(draft)


def _submitted(draft: Draft) -> None:
    if any(question.key.endswith("submitted_at") for question in draft.questions):
        return
    ask = draft.seen.match.preset.topic("submitted") if draft.seen.match else None
    timely = {name: it for name, it in draft.free().items() if it.times}
    wanted = named(ask.columns, timely) if ask else []
    if len(wanted) == 1 or (not ask and len(timely) == 1):
        name = (wanted or list(timely))[0]
        draft.put("submitted_at", name, "guess: the only column of times that may be it")
    elif timely:
        why = f" {ask.why};" if ask else ""
        text = f"which column says when the label was given?{why} have {', '.join(timely)}"
        proposal = (wanted or list(timely))[0]
        draft.ask("submitted_at", text, proposal, f"--column @submitted_at={proposal}", of_file=True)
    else:
        _no_time(draft)


def _no_time(draft: Draft) -> None:
    said = draft.said("period")
    if said is None:
        last = draft.today.replace(day=1).toordinal() - 1
        proposal = f"{draft.today.fromordinal(last):%Y-%m}"
        draft.ask("period", "the file has no times; of which month is it?", proposal, f"--period {proposal}")
    elif re.fullmatch(r"(19|20)\d{2}-(0[1-9]|1[0-2])", said):
        draft.put(
            "submitted_at",
            {"constant": f"{said}-15T00:00:00Z"},
            f"{draft.mark('period')}; not observed: the file has no times",
        )
    else:
        raise ParamsError(Problem(f"{said!r} is no month", "--period", "write it as 2026-10"))


def _timed(draft: Draft, column: str, name: str) -> None:
    """How one column of times is read; asks for day or month first, the zone, and letters of zones."""
    found = draft.profile.columns[name]
    written = draft.columns[column] if isinstance(draft.columns[column], dict) else {"column": name}
    form = _form(draft, found.name, found.times, written.get("format"))
    if form is None:
        if not found.times:
            raise ParamsError(_unread(draft, column, name))
        return
    reading = {key: value for key, value in {**written, "format": form.format}.items() if value}
    if form.letters and not written.get("abbreviations"):
        _letters(draft, reading, form)
    if not form.named and "zone" not in reading:
        _zone(draft, reading)
    draft.columns[column] = name if set(reading) == {"column"} else reading


def _form(draft: Draft, name: str, forms: tuple[TimeForm, ...], given: str | None) -> TimeForm | None:
    if given and (told := next((form for form in forms if form.format == given), None)):
        return told
    orders = {form.order: form for form in forms}
    if len(forms) < 2 or len(orders) < 2:
        if forms and forms[0].order:
            draft.why.setdefault(
                "submitted_at", f"{forms[0].order} first: no other order reads all of its values"
            )
        return forms[0] if forms else None
    said = draft.said("order")
    if said in ("day", "month"):
        draft.why["submitted_at"] = f"{draft.mark('order')}: {said} first"
        return orders[said]  # type: ignore[index]
    likelier = min(forms, key=lambda form: (draft.profile.months(name, form), form.order != "day"))
    value = draft.profile.columns[name].examples[0]
    text = f"do times such as {value} in {name} have the day or the month first? no value tells"
    draft.ask("order", text, str(likelier.order), f"--{likelier.order}-first")
    return None


def _letters(draft: Draft, reading: dict[str, Any], form: TimeForm) -> None:
    said = draft.said("abbreviations")
    if said is not None:
        reading["abbreviations"] = dict(part.split("=", 1) for part in said.split(","))
        return
    known = [f"{letters}={LETTERS[letters]}" for letters in form.letters if letters in LETTERS]
    proposal = ",".join(known) if len(known) == len(form.letters) else ""
    option = proposal or ",".join(f"{letters}=+00:00" for letters in form.letters)
    text = f"what offset from UTC do the letters {', '.join(form.letters)} mean?"
    draft.ask("abbreviations", text, proposal, f"--abbreviations {option}")


def _zone(draft: Draft, reading: dict[str, Any]) -> None:
    said = draft.said("zone")
    if said is None:
        if not any(question.key == "zone" for question in draft.questions):
            value = draft.profile.columns[reading["column"]].examples[0]
            draft.ask("zone", f"in which zone are times such as {value}? they name none", "UTC", "--zone UTC")
        return
    reading["zone"] = said
    draft.why["zone"] = f"{draft.mark('zone')}: zone {said}"


def _unread(draft: Draft, column: str, name: str) -> Problem:
    what = f"{name} cannot be read as times in one way: {draft.examples(name)}"
    return Problem(what, draft.seen.name, f"name another column: --column {column}=NAME, or mend the values")


def _duration(draft: Draft) -> None:
    """How long a label took, where a column says so and its unit is known."""
    name = draft.columns.get("active_ms") if "active_ms" in draft.columns else _lasting(draft)
    if draft.seen.match or not isinstance(name, str):
        return
    by_its_name = next((unit for unit, pattern in _UNIT_NAMES if re.search(pattern, plain(name))), None)
    unit = draft.said("unit") or by_its_name
    if unit is None:
        text = f"{name} holds numbers such as {draft.examples(name)}: how long a label took?"
        draft.ask("unit", f"{text} seconds, milliseconds, minutes or none", "seconds", "--unit seconds")
    elif unit in _UNITS:
        made = f"CAST(round({_UNITS[unit]} * CAST(NULLIF({sql_name(name)}, '') AS DOUBLE)) AS BIGINT)"
        draft.columns["active_ms"] = {"expression": made}
        told = f"{draft.mark('unit')}: {unit}" if draft.said("unit") else f"guess: {unit}, by its name"
        draft.why["active_ms"] = told


def _lasting(draft: Draft) -> str | None:
    """A column that nothing is made of and that may say how long a label took."""
    named = by_name(draft.profile)["active_ms"] or [by_values(draft.profile).get("active_ms", "")]
    return next((name for name in named if name and name not in draft.used()), None)
