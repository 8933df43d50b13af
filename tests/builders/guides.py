"""What a page of the documents tells its reader to do, done: files written, commands and code run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

BIN = Path(sys.executable).parent
PLACED = re.compile(r"# (?P<path>[\w./-]+\.\w+)(?:, below `(?P<line>.+)`)?\n")
ENDS = re.compile(r"^(.+?) +# exit code (\d)$", re.MULTILINE)
OPENING = "from labelqa.report import open_report\nr = open_report({extract!r}, show=list().append)\n"


@dataclass(frozen=True)
class Block:
    """A block of code with the language that stands at its head; `bare` ones are indented and have none."""

    language: str
    text: str
    bare: bool

    @property
    def placed(self) -> re.Match[str] | None:
        """The file that the block is, or goes into, where its first line names one."""
        return None if self.bare else PLACED.match(self.text)


def blocks(page: Path) -> list[Block]:
    """The blocks of code on a page, in order."""
    return [
        Block(token.info.strip(), token.content, token.type == "code_block")
        for token in MarkdownIt().parse(page.read_text(encoding="utf-8"))
        if token.type in {"fence", "code_block"}
    ]


def follow(page: Path, home: Path, source: Path, extract: Path) -> None:
    """Do what a page says in a workspace; its Python runs last, on an extract, as one program."""
    steps = [block for block in blocks(page) if not block.bare]
    program = [OPENING.format(extract=str(extract))]
    if any(step.placed and step.placed["path"].startswith("src/") for step in steps):
        shutil.copytree(source, home / "src" / "labelqa")
    for step in steps:
        if step.placed:
            _place(step, home)
        elif step.language == "bash":
            _run(["bash", "-euc", ENDS.sub(r"(set +e; \1; test $? = \2)", step.text)], home)
        elif step.language == "python":
            program.append(step.text)
    if program[1:]:
        _run([sys.executable, "-c", "\n".join(program)], home)


def _place(step: Block, home: Path) -> None:
    """Write the file, or put the lines below the one named."""
    path, text = home / step.placed["path"], step.text.partition("\n")[2]
    if line := step.placed["line"]:
        before = path.read_text(encoding="utf-8")
        assert 1 == before.count(f"{line}\n"), f"{path} has {line!r} {before.count(line)} times"
        text = before.replace(f"{line}\n", f"{line}\n{text}")
    path.write_text(text, encoding="utf-8")


def _run(command: list[str], home: Path) -> None:
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(home / "src")}
    done = subprocess.run(
        command, cwd=home, env=env, capture_output=True, text=True, check=False, timeout=280
    )
    assert 0 == done.returncode, f"{command[-1]}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
