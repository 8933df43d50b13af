"""Where labels were made: the market and the queue of a file's rows."""

from __future__ import annotations

import re
from typing import Any

from babel import Locale

from ..errors import ParamsError, Problem
from ..params.fields import MARKET_ID
from .drafts import Draft, sql_name
from .roles import ROLES, plain

NOWHERE = "ALL"
_MOST = 60


def market(draft: Draft) -> None:
    """Settle the market: a column of it, or one for the whole file."""
    said = draft.said("market")
    if draft.columns.get("market_id") is not None:
        _from_column(draft, str(draft.columns["market_id"]), draft.mark("market_id"))
        return
    if said is None:
        proposal = _market_column(draft) or NOWHERE
        text = "which market is it of, a code such as SG, or the column that says so?"
        draft.ask("market", text, proposal, f"--market @{proposal}", of_file=True)
    elif said in draft.profile.columns:
        _from_column(draft, said, draft.mark("market"))
    elif re.fullmatch(MARKET_ID, said):
        draft.put("market_id", {"constant": said}, f"{draft.mark('market')}: one market for the file")
        draft.markets = {said: _name(said)}
    else:
        have = ", ".join(draft.profile.columns)
        remedy = f"write a code such as SG, of capitals, digits and -, or a column: {have}"
        raise ParamsError(Problem(f"{said!r} is no market and no column", "--market", remedy))


def _market_column(draft: Draft) -> str | None:
    ask = draft.seen.match.preset.topic("market") if draft.seen.match else None
    role = next(role for role in ROLES if role.column == "market_id")
    named = draft.free(ask.columns) if ask and ask.columns else {}
    by_role = {name: it for name, it in draft.free().items() if role.names.search(plain(name))}
    found = [name for name, it in {**named, **by_role}.items() if it.distinct <= _MOST]
    return found[0] if found else None


def _from_column(draft: Draft, name: str, why: str) -> None:
    there = draft.profile.values(name)
    codes = {value: _code(value) for value in there}
    column = draft.profile.columns[name]
    if len(there) > _MOST or len(set(codes.values())) < len(codes):
        remedy = "name one market for the whole file: --market SG"
        raise ParamsError(
            Problem(f"{name} holds no codes of markets: {draft.examples(name)}", draft.seen.name, remedy)
        )
    origin: Any = name
    if column.filled < column.rows:
        origin = {"expression": f"COALESCE(NULLIF({sql_name(name)}, ''), 'UNKNOWN')"}
        codes["UNKNOWN"] = "UNKNOWN"
        why += f"; {column.rows - column.filled:,} rows name none"
    if any(value != code for value, code in codes.items()):
        origin = {**({"column": origin} if isinstance(origin, str) else origin), "values": codes}
    draft.columns["market_id"] = origin
    draft.why["market_id"] = f"{why}: {draft.examples(name)}"
    draft.markets = {code: value for value, code in codes.items()}


def _code(value: str) -> str:
    """A market's id of what a file calls it: itself, a country's code by its English name, or its letters."""
    if re.fullmatch(MARKET_ID, value):
        return value
    territories = {name.casefold(): code for code, name in Locale("en").territories.items() if len(code) == 2}
    letters = re.sub(r"[^A-Z0-9]+", "-", value.upper()).strip("-")[:16]
    return territories.get(value.casefold()) or (letters if len(letters) > 1 else f"M-{letters or 'X'}")


def _name(value: str) -> str:
    return str(Locale("en").territories.get(value, value)) if len(value) == 2 else value


def queue(draft: Draft) -> None:
    """Settle the queue: what was told, a column of it, else the file."""
    if said := draft.said("queue"):
        draft.columns["queue_id"] = said if said in draft.profile.columns else {"constant": said}
        draft.why["queue_id"] = draft.mark("queue")
    elif draft.columns.get("queue_id") is None:
        draft.put(
            "queue_id", {"constant": draft.seen.stem}, "guess: a file is a queue; --queue names another"
        )
