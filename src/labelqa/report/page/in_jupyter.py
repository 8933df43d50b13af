"""How answers show themselves in Jupyter: as the sentence or the table that they will be."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from ...estimates import Estimates
from ..data.setting import Setting
from ..drawing import theme
from ..drawing.svg import escaped
from ..language.sentences import result
from ..language.vocabulary import PLURALS, term
from ..language.words import sentence
from .jupyter_markup import markup
from .tables import result_table


def show_answers(setting: Setting) -> None:
    """Let a cell's last line show estimates in a report's words and notation; nothing outside Jupyter."""
    from IPython import get_ipython

    if shell := get_ipython():
        formatter = shell.display_formatter.formatters["text/html"]
        formatter.for_type(Estimates, lambda estimates: as_html(setting, estimates))


def theme_figures() -> None:
    """
    Let matplotlib draw in the report's look; nothing outside Jupyter.

    Importing matplotlib takes a tenth of the time that a report does: where it is not there yet, the look
    comes as it is imported, by whatever cell and library.
    """
    from IPython import get_ipython

    if get_ipython() is None:
        return
    if "matplotlib" in sys.modules:
        theme.use()
    elif not any(isinstance(finder, _LookOnImport) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LookOnImport())


class _LookOnImport(MetaPathFinder):
    """Finds nothing itself: it has what the others find of matplotlib set the look when it has run, once."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        """The spec of matplotlib; None for any other module."""
        if name != "matplotlib":
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        if spec and spec.loader:
            run = spec.loader.exec_module

            def run_and_look(module: ModuleType) -> None:
                run(module)
                theme.use()

            vars(spec.loader)["exec_module"] = run_and_look
        return spec


def as_html(setting: Setting, estimates: Estimates) -> str:
    """One figure as a sentence, a split as its table, anything wider as rows; else why there is none."""
    if not len(estimates):
        return f"<p>{escaped(sentence(estimates.why))}</p>"
    target, said = setting.target(term(estimates.name).metric), term(estimates.name)
    if not estimates.by:
        only = estimates.only()
        return f"<p>{escaped(result(said, only, setting.verdict(only, target), setting.numerals))}</p>"
    if len(estimates.by) == 1 and estimates.by[0] in PLURALS:
        return markup(result_table(setting, estimates, target, "answer"))
    rows: str = estimates.rows.to_html(index=False)
    return rows
