"""How far a section is one folder: of the imports between files of sections, those that stay inside one."""

from __future__ import annotations

import sys

import grimp

SECTIONS = "labelqa.report.sections"
LEAST = 0.9


def arrows() -> tuple[int, int]:
    """The imports from one file of a section to another: inside a section's folder, and across folders."""
    graph = grimp.build_graph("labelqa")
    files = [name for name in graph.modules if name.startswith(f"{SECTIONS}.")]
    pairs = [
        (_section(file), _section(other))
        for file in files
        for other in graph.find_modules_directly_imported_by(file)
        if other in files
    ]
    inside = sum(mine == theirs for mine, theirs in pairs)
    return inside, len(pairs) - inside


def _section(module: str) -> str:
    return module.removeprefix(f"{SECTIONS}.").partition(".")[0]


if __name__ == "__main__":
    inside, across = arrows()
    share = inside / (inside + across)
    print(f"{inside} inside a section's folder, {across} across: {share:.1%} inside (at least {LEAST:.0%})")
    sys.exit(share < LEAST)
