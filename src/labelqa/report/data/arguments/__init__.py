"""What a notebook hands to a report, checked where it comes in: a slip is an error, never a wrong number."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, get_type_hints

from ....errors import ParamsError, Problem, UnknownNameError
from .kinds import ArgumentKind, Slip, kind_of
from .known import have, nearest

__all__ = ["ArgumentKind", "Checked", "Slip", "checked"]


class Checked:
    """
    A class whose public methods check what they are given against their own annotations.

    A notebook calls it by `_name`. Raises ParamsError for what a method does not take, UnknownNameError for a
    method that there is none of.
    """

    _name: ClassVar[str]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name, method in list(vars(cls).items()):
            if inspect.isfunction(method) and (name == "__call__" or not name.startswith("_")):
                setattr(cls, name, checked(method))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        close = nearest(name, dir(self))
        remedy = f"did you mean {self._name}.{close}" if close else have(name, dir(self))
        raise UnknownNameError(
            Problem(f"{self._name} has nothing called {name!r}", f"{self._name}.{name}", remedy)
        )

    def __dir__(self) -> list[str]:
        """What a notebook may call."""
        return [name for name in super().__dir__() if not name.startswith("_")]


def checked(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, checking its arguments before it runs; one that does so already stays as it is."""
    if hasattr(method, "checks_arguments"):
        return method

    @functools.wraps(method)
    def asked(self: Checked, *args: Any, **options: Any) -> Any:
        name = self._name if method.__name__ == "__call__" else f"{self._name}.{method.__name__}"
        if problems := list(_problems(name, method, (self, *args), options)):
            raise ParamsError(*problems)
        return method(self, *args, **options)

    vars(asked)["checks_arguments"] = True
    return asked


def parameters(method: Callable[..., Any]) -> Mapping[str, ArgumentKind]:
    """What each parameter of a method takes, by its name."""
    return _kinds(inspect.unwrap(method))


@functools.cache
def _kinds(method: Callable[..., Any]) -> Mapping[str, ArgumentKind]:
    hints = get_type_hints(method, include_extras=True)
    return {name: kind_of(hints[name]) for name in inspect.signature(method).parameters if name != "self"}


@functools.cache
def _signature(method: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(method)


def _problems(
    name: str, method: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any]
) -> Iterator[Problem]:
    """What is wrong with the arguments of a call."""
    signature = _signature(method)
    try:
        given = signature.bind(*args, **options).arguments
    except TypeError as error:
        yield Problem(f"{error}", name, _takes(name, signature, options))
        return
    for parameter, value in list(given.items())[1:]:
        kind = parameters(method)[parameter]
        for called, each in _values(signature.parameters[parameter], value):
            if slip := kind.slip(each):
                yield Problem(slip.what, f"{name}, {called}", slip.remedy)


def _values(parameter: inspect.Parameter, value: Any) -> list[tuple[str, Any]]:
    """What was given for a parameter, one by one, each by the name it was given."""
    if parameter.kind is inspect.Parameter.VAR_KEYWORD:
        return list(value.items())
    several = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    return [(parameter.name, each) for each in (value if several else (value,))]


def _takes(name: str, signature: inspect.Signature, options: Mapping[str, Any]) -> str:
    """How a method is called; where an option has a name like one it knows, that name first."""
    taken = list(signature.parameters.values())[1:]
    known = [parameter.name for parameter in taken]
    close = [found for option in options if option not in known and (found := nearest(option, known))]
    call = ", ".join(
        each.name if each.default is each.empty else f"{each.name}={each.default!r}" for each in taken
    )
    return f"{f'did you mean {close[0]}= ? ' if close else ''}call {name}({call})"
