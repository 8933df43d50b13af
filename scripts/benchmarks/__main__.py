"""Run one benchmark: its table, then one line with its figures and bounds; exit 1 where one is missed."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import benchmarks
from benchmarks import Measured


def main(arguments: list[str]) -> int:
    """Run the benchmark named in `arguments`; 1 where it misses a bound."""
    options = _parser().parse_args(arguments)
    benchmark = importlib.import_module(f"benchmarks.{options.name}")
    with _folder(options.keep) as folder:
        measured: Measured = benchmark.measure(folder, options.repeats)
    return report(options.name, measured)


def names() -> list[str]:
    """The benchmarks there are."""
    return [found.name for found in pkgutil.iter_modules(benchmarks.__path__) if found.name != "__main__"]


def report(name: str, measured: Measured) -> int:
    """Print what was measured; 1 where a bound is missed."""
    widths = [max(map(len, column)) for column in zip(*measured.table, strict=True)]
    for first, *others in measured.table:
        cells = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        print(first.ljust(widths[0]), *cells, sep="  ")
    print(f"{name}: {'; '.join(map(str, measured.bounds))}")
    return 0 if all(bound.held for bound in measured.bounds) else 1


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """The folder to keep, or one that is gone afterwards."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="labelqa-bench-") as folder:
        yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("scripts/bench", description=__doc__)
    parser.add_argument("name", choices=names(), help="the benchmark")
    parser.add_argument("--repeats", type=int, default=5, help="medians of this many runs (%(default)s)")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="work there and leave it; detection goes on"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
