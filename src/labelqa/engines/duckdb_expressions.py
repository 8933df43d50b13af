"""Whether SQL of the workspace is one expression over a row, by DuckDB's own parser; nothing is run."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import duckdb

from ..errors import Problem
from .sql_functions import CLOCK, FUNCTIONS, KEPT, OPERATORS, ORDERED, OVER_ROWS, SESSION, TYPES

Node: TypeAlias = dict[str, Any]

_BEFORE = "SELECT "
_LONGEST = 10_000
_SHOWN = 60
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "max_expression_depth": "150",  # Python reads no JSON much deeper than what this yields
    "threads": "1",
    "lock_configuration": "true",
}
_LISTED = "docs/expressions.md lists what may be written"
_ONE = "write one expression, and nothing behind it"
_PLAIN = ("CASE", "COMPARISON", "CONJUNCTION", "BETWEEN", "CAST", "CONSTANT")
_OPERATORS = (
    "OPERATOR_NOT",
    "OPERATOR_IS_NULL",
    "OPERATOR_IS_NOT_NULL",
    "OPERATOR_COALESCE",
    "OPERATOR_NULLIF",
    "OPERATOR_TRY",
    "COMPARE_IN",
    "COMPARE_NOT_IN",
    "ARRAY_EXTRACT",
    "ARRAY_SLICE",
    "ARRAY_CONSTRUCTOR",
    "STRUCT_EXTRACT",
)
_WORDS = {
    "SUBQUERY": "holds a query of its own",
    "STAR": "takes several columns at once",
    "PARAMETER": "waits for a value from outside",
    "POSITIONAL_REFERENCE": "names a column by its number",
    "LAMBDA": "holds a function of its own",
    "COLLATE": "compares by a collation",
    "DEFAULT": "asks for a default",
}
_PLACES = {"query_location", "query_location_length", "location"}


def faults(expressions: Iterable[str]) -> dict[str, list[Problem]]:
    """What speaks against each of the expressions that cannot be used; places are the caller's to add."""
    found = {}
    with duckdb.connect(config=_SETTINGS) as parser:
        for expression in expressions:
            if told := _faults(parser, expression):
                found[expression] = told
    return found


def columns(expression: str) -> frozenset[str]:
    """The columns that an expression names; none of one that cannot be read."""
    with duckdb.connect(config=_SETTINGS) as parser:
        return frozenset(_columns(_parsed(parser, expression)))


def _columns(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _columns(inner)
    elif isinstance(part, dict):
        if part.get("class") == "COLUMN_REF":
            yield part["column_names"][0]
        yield from _columns(list(part.values()))


def _faults(parser: duckdb.DuckDBPyConnection, expression: str) -> list[Problem]:
    if len(expression) > _LONGEST:
        return [Problem(f"is longer than {_LONGEST:,} letters", remedy="let the file have the value")]
    if any(ord(sign) < 32 and sign not in "\t\n\r" for sign in expression):
        return [Problem("holds a control character", remedy="write the text without it")]
    bare, wrapped = (_parsed(parser, text) for text in (expression, f"({expression})"))
    if bare.get("error"):
        return [_unread(bare)]
    if len(bare["statements"]) > 1:
        return [Problem("holds a statement", remedy=_ONE)]
    if not _is_one(bare):
        return [Problem("is not one expression, but more of a query", remedy=_ONE)]
    # NOTE: what parses otherwise between parentheses would swallow, or change, the SQL that we put behind it.
    if _is_one(wrapped) and _bare(wrapped) == _bare(bare):
        return list(_misfits(bare["statements"][0]["node"]["select_list"], expression))
    return [Problem("ends in a comment, a semicolon or a clause", remedy=_ONE)]


def _parsed(parser: duckdb.DuckDBPyConnection, text: str) -> Node:
    row = parser.execute("SELECT json_serialize_sql(CAST(? AS VARCHAR))", [_BEFORE + text]).fetchone()
    tree: Node = json.loads(row[0]) if row else {}
    return tree


def _unread(tree: Node) -> Problem:
    message = tree["error_message"]
    if tree["error_type"] == "not implemented":
        return Problem("holds a statement", remedy=_ONE)
    if "expression depth" in message:
        return Problem("is nested too deeply", remedy="write concat(a, b, …) or x IN (a, b, …)")
    return Problem(f"is no SQL expression: {message}", remedy=_LISTED)


def _is_one(tree: Node) -> bool:
    """Whether all that was parsed is one SELECT of one nameless value, from nowhere, and no more."""
    statements = tree.get("statements", [])
    if len(statements) != 1 or {key for key, value in statements[0].items() if value} != {"node"}:
        return False
    node = dict(statements[0]["node"])
    values = node.pop("select_list", None) or []
    origin = node.pop("from_table", None) or {}
    usual = {"type": "SELECT_NODE", "cte_map": {"map": []}, "aggregate_handling": "STANDARD_HANDLING"}
    said = {key: value for key, value in node.items() if value}
    alone = len(values) == 1 and not values[0].get("alias")
    return alone and origin.get("type") == "EMPTY" and said == usual


def _bare(part: Any) -> Any:
    """What was parsed without where it stood."""
    if isinstance(part, dict):
        return {key: _bare(value) for key, value in part.items() if key not in _PLACES}
    return [_bare(value) for value in part] if isinstance(part, list) else part


def _misfits(part: Any, expression: str) -> Iterator[Problem]:
    """What is wrong with each node, outermost first; what is inside a wrong one is not looked at."""
    if isinstance(part, list):
        for inner in part:
            yield from _misfits(inner, expression)
    elif isinstance(part, dict):
        wrong = _wrong(part) if "class" in part else None
        if wrong:
            yield Problem(f"{_shown(part, expression)} {wrong.what}", remedy=wrong.remedy)
        else:
            yield from _misfits(list(part.values()), expression)


def _wrong(node: Node) -> Problem | None:
    kind = node["class"]
    if kind in _PLAIN:
        return None
    rules: dict[str, Callable[[Node], Problem | None]] = {
        "COLUMN_REF": _column,
        "FUNCTION": _function,
        "WINDOW": _window,
        "TYPE": _type,
        "LAMBDA": _arrow,
        "OPERATOR": _operator,
    }
    return (
        rules[kind](node)
        if kind in rules
        else Problem(_WORDS.get(kind, "is no part of a row"), remedy=_LISTED)
    )


def _column(node: Node) -> Problem | None:
    [name, *inner] = [part.lower() for part in node["column_names"]]
    if inner or name not in CLOCK | SESSION:
        return None
    problem = _kept(name) or Problem("")
    return Problem(problem.what, remedy=f"{problem.remedy}; a column of that name goes under column:")


def _function(node: Node) -> Problem | None:
    name = node["function_name"].lower()
    if node["schema"] or node["catalog"]:
        return _kept(name) or Problem("calls a function behind a dot", remedy=f"write {name}(…)")
    if name in (OPERATORS if node["is_operator"] else FUNCTIONS):
        many = node["filter"] or node["distinct"] or node["order_bys"]["orders"] or node["export_state"]
        return Problem("is written as of many rows", remedy=_LISTED) if many else None
    return _kept(name) or Problem("calls what is not allowed", remedy=_near(name))


def _window(node: Node) -> Problem | None:
    name = node["function_name"].lower()
    if node["schema"] or node["catalog"]:
        return Problem("calls a function behind a dot", remedy=f"write {name}(…) OVER (…)")
    if name in OVER_ROWS:
        return None
    if name not in ORDERED:
        told = ", ".join(sorted(OVER_ROWS | ORDERED))
        return Problem("is not allowed over rows", remedy=f"these are: {told}")
    named = [each["expression"] for each in node["orders"]] + node["partitions"]
    there = {each["column_names"][-1].lower() for each in named if each["class"] == "COLUMN_REF"}
    if {"source_file", "source_row"} <= there:
        return None
    remedy = "end it with ORDER BY …, source_file, source_row"
    return Problem("depends on an order that is not told to the row", remedy=remedy)


def _type(node: Node) -> Problem | None:
    if node["schema"] or node["catalog"] or node["type_name"].lower() not in TYPES:
        return Problem("is no type to read as", remedy=_LISTED)
    return None


def _arrow(node: Node) -> Problem | None:
    """JSON's -> is read as the arrow of a function until the columns are known."""
    is_path = node["syntax_type"] == "SINGLE_ARROW" and node["expr"]["class"] == "CONSTANT"
    return None if is_path else Problem(_WORDS["LAMBDA"], remedy=_LISTED)


def _operator(node: Node) -> Problem | None:
    return None if node["type"] in _OPERATORS else Problem("is no part of a row", remedy=_LISTED)


def _kept(name: str) -> Problem | None:
    return next((Problem(kept.why, remedy=kept.remedy) for kept in KEPT if kept.holds(name)), None)


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, sorted(FUNCTIONS), n=1)
    return f"did you mean {near[0]}? {_LISTED}" if near else _LISTED


def _shown(node: Node, expression: str) -> str:
    """The part of the expression that a node is; DuckDB counts bytes."""
    start, length = node["query_location"] - len(_BEFORE), node["query_location_length"]
    written = expression.encode()
    part = written[start : start + length] if 0 <= start < len(written) and length else written
    text = " ".join(part.decode(errors="replace").split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
