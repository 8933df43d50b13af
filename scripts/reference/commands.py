"""Every command with its arguments and options, a page each, from what the command line declares."""

from __future__ import annotations

import typer
from typer.cli import get_docs_for_click
from typer.main import get_command

from labelqa.cli import app

HEAD = """# Commands

Each command with its arguments and options, as `labelqa COMMAND --help` says them. Written by `scripts/docs`
from the code. What an exit code means: [errors.md](errors.md). `labelqa --version` prints the version.

"""
BACK = "[All commands](../commands.md)\n"


def commands() -> dict[str, str]:
    """docs/commands.md and a page for each command, by path from docs."""
    root = get_command(app)
    context = typer.Context(root, info_name="labelqa")
    found = {name: root.get_command(context, name) for name in sorted(root.list_commands(context))}
    index = "".join(f"- [labelqa {name}](commands/{name}.md): {one.help}\n" for name, one in found.items())
    pages = {
        f"commands/{name}.md": _page(
            get_docs_for_click(obj=one, ctx=context, name=name, call_prefix="labelqa")
        )
        for name, one in found.items()
    }
    return {"commands.md": HEAD + index, **pages}


def _page(text: str) -> str:
    """A command's page: lists as this project writes them, and the way back."""
    return text.replace("\n* `", "\n- `").strip() + f"\n\n{BACK}"
