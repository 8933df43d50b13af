"""The problems in the code: what each says, what it advises, and in which class of error it is raised."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import labelqa
from labelqa import errors

SOURCE = Path(labelqa.__file__).parent
CLASSES = frozenset(name for name in vars(errors) if name.endswith("Error"))
ANY = "LabelQAError"
SLOT = "…"
Scope = Mapping[str, ast.expr]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Told:
    """A problem as it is told: the class of error, the module that finds it, what is wrong and the remedy."""

    error: str
    module: str
    what: str
    remedy: str


def problems() -> set[Told]:
    """Every problem that the package makes, with `…` for what is only known when it happens."""
    modules = [Module(path) for path in sorted(SOURCE.rglob("*.py")) if path.stem != "errors"]
    raised = _raised(modules)
    return {
        Told(module.error_of(call, raised), module.name, what, remedy)
        for module in modules
        if module.problems
        for known in (module.imported(modules) | module.constants,)
        for call in module.problems
        for what, remedy in module.told(call, known)
        if what.replace(SLOT, "").strip()
    }


def _raised(modules: list[Module]) -> dict[str, str]:
    """By package the class of error that most of its modules raise."""
    counts: dict[str, Counter[str]] = {}
    for module in modules:
        counts.setdefault(module.package, Counter()).update(module.raised)
    return {package: count.most_common(1)[0][0] for package, count in counts.items() if count}


class Module:
    """One file's syntax tree, asked for its problems."""

    def __init__(self, path: Path) -> None:
        self.name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        self.package = self.name.partition(".")[0]
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._above = {below: node for node in ast.walk(self._tree) for below in ast.iter_child_nodes(node)}

    @cached_property
    def problems(self) -> list[ast.Call]:
        """Where a `Problem` is made."""
        return self._calls.get("Problem", [])

    @cached_property
    def raised(self) -> list[str]:
        """The classes of error that the module makes."""
        return [name for name in sorted(CLASSES) for _ in self._calls.get(name, [])]

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """Texts that stand under a name in the module."""
        return {
            target.id: node.value
            for node in self._tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def imported(self, others: list[Module]) -> dict[str, ast.expr]:
        """Texts that stand under a name in the module that it is imported from."""
        return {
            alias.asname or alias.name: other.constants[alias.name]
            for node in ast.walk(self._tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
            for other in others
            if _last(other.name) == _last(node.module) and alias.name in other.constants
        }

    def error_of(self, call: ast.Call, raised: Mapping[str, str]) -> str:
        """The class that a problem is raised in: around it, else the module's one, else its package's."""
        for node in self._around(call):
            if isinstance(node, ast.Call) and _name(node.func) in CLASSES:
                return _name(node.func)
        own = set(self.raised)
        return own.pop() if len(own) == 1 else raised.get(self.package, ANY)

    def told(self, call: ast.Call, constants: Scope) -> Iterator[tuple[str, str]]:
        """What a problem says and advises, for each way that its function is called."""
        given = _bound(call, ["what", "where", "remedy"])
        for scope in self._scopes(call, given):
            for what in _texts(given.get("what"), scope, constants):
                for remedy in _texts(given.get("remedy"), scope, constants) or [""]:
                    yield what, remedy

    def _scopes(self, call: ast.Call, given: Scope) -> Iterator[Scope]:
        """What names stand for: those set in the function, and what its callers in the module give it."""
        function = next((node for node in self._around(call) if isinstance(node, Function)), None)
        if function is None:
            yield {}
            return
        own = _assigned(function)
        names = [each.arg for each in function.args.args if each.arg not in {"self", "cls"}]
        used = {node.id for each in given.values() for node in ast.walk(each) if isinstance(node, ast.Name)}
        callers = self._calls.get(function.name, []) if used & set(names) else []
        for caller in callers or [None]:
            yield {**own, **(_bound(caller, names) if caller else {})}

    @cached_property
    def _calls(self) -> dict[str, list[ast.Call]]:
        """What is called, by the last part of its name."""
        found: dict[str, list[ast.Call]] = {}
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Call):
                found.setdefault(_name(node.func), []).append(node)
        return found

    def _around(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self._above:
            node = self._above[node]
            yield node


def _last(module: str) -> str:
    return module.rpartition(".")[2]


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _bound(call: ast.Call, names: list[str]) -> dict[str, ast.expr]:
    """A call's arguments by name."""
    named = {each.arg: each.value for each in call.keywords if each.arg}
    return {**dict(zip(names, call.args, strict=False)), **named}


def _assigned(function: Function) -> dict[str, ast.expr]:
    """What a function sets a name to, the last where it does so more than once."""
    return {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _texts(node: ast.expr | None, scope: Scope, constants: Scope) -> list[str]:
    """The texts that an expression may have."""
    if node is None:
        return []
    if isinstance(node, ast.Name) and node.id in scope:
        return _texts(scope[node.id], {k: v for k, v in scope.items() if k != node.id}, constants)
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body, scope, constants), *_texts(node.orelse, scope, constants)]
    return [_text(node, constants)]


def _text(node: ast.expr, constants: Scope) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return _text(constants[node.id], constants) if node.id in constants else SLOT
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, constants) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, constants)
    return SLOT
