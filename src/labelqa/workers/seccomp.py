"""Programs of seccomp(2): which calls pass, whole or by their arguments; jumps are counted here."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from errno import EPERM

Line = tuple[int, int, int, int]
"""Operation, lines to skip where it holds, lines to skip where not, operand."""

LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16  # places in struct seccomp_data
PASSED, ANSWERED = 0x7FFF0000, 0x00050000  # the latter with the number of an error
REFUSED = ANSWERED | EPERM
ALL = 0xFFFFFFFF


@dataclass(frozen=True)
class Is:
    """That the bits of an argument that are in `mask` have a value; `high` looks at its upper half."""

    argument: int
    value: int
    mask: int = ALL
    high: bool = False


Rule = tuple[tuple[Is, ...], ...]
"""A call passes where everything in one of these holds."""


@dataclass(frozen=True)
class Policy:
    """
    What passes on one machine: calls by number, some under a rule.

    Others are `answered`, without being done, with an error (0: none). Those from `unknown` on are answered
    with `without`.
    """

    machine: int
    passed: Iterable[int]
    ruled: Mapping[int, Rule]
    answered: Mapping[int, int]
    unknown: int
    without: int
    other_table: int


def program(policy: Policy) -> list[Line]:
    """The filter that lets pass what the policy says and refuses everything else."""
    lines = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, policy.machine),
        (RETURN, 0, 0, REFUSED),
        (LOAD, 0, 0, NUMBER),
        *_if((AT_LEAST, policy.other_table), [(RETURN, 0, 0, REFUSED)]),
        *_if((AT_LEAST, policy.unknown), [(RETURN, 0, 0, ANSWERED | policy.without)]),
    ]
    for number, error in policy.answered.items():
        lines += _if((EQUAL, number), [(RETURN, 0, 0, ANSWERED | error)])
    for number in policy.passed:
        lines += _if((EQUAL, number), [(RETURN, 0, 0, PASSED)])
    for number, rule in policy.ruled.items():
        alternatives = [line for every in rule for line in _all(every)]
        lines += _if((EQUAL, number), [*alternatives, (RETURN, 0, 0, REFUSED)])
    return [*lines, (RETURN, 0, 0, REFUSED)]


def packed(lines: Iterable[Line]) -> bytes:
    """A program as the kernel reads it: an array of struct sock_filter."""
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _if(test: tuple[int, int], then: list[Line]) -> list[Line]:
    operation, operand = test
    return [(operation, 0, len(then), operand), *then]


def _all(every: Iterable[Is]) -> list[Line]:
    """Pass where every test holds, else go on behind these lines."""
    lines: list[Line] = [(RETURN, 0, 0, PASSED)]
    for test in reversed([*every]):
        place = ARGUMENTS + 8 * test.argument + 4 * test.high
        lines = [(LOAD, 0, 0, place), (AND, 0, 0, test.mask), *_if((EQUAL, test.value), lines)]
    return lines
