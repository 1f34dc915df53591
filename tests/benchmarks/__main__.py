"""Take all figures in one run and print them as a Markdown table: ``python -m tests.benchmarks``."""

import argparse
import compileall
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import modelmax_nb
from tests.benchmarks.figures import FIGURES as CARD_FIGURES
from tests.benchmarks.memory import binder_memory
from tests.benchmarks.streams import long_stream

FIGURES = (*CARD_FIGURES, long_stream, binder_memory)


def main() -> int:
    """Print the table; return 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--repeats", type=int, default=7, help="medians of so many (default: %(default)s)")
    parser.add_argument("names", nargs="*", help=f"{', '.join(take.__name__ for take in FIGURES)}; else all")
    options = parser.parse_args()
    # An installer compiles a package once; a checkout may never have been, and would be at every start.
    compileall.compile_dir(str(Path(modelmax_nb.__file__).parent), quiet=1)
    packages = ", ".join(f"{name} {version(name)}" for name in ("openai", "ipykernel", "ipython"))
    print(
        f"Python {platform.python_version()}, {packages}, {os.cpu_count()} cores, {options.repeats} repeats\n"
    )
    print("| what | raw SDK | ours | goal | reached |\n| --- | --- | --- | --- | --- |")
    missed = 0
    for take in FIGURES:
        if options.names and take.__name__ not in options.names:
            continue
        for figure in take(options.repeats):
            missed += not figure.reached
            reached = "yes" if figure.reached else "**no**"
            print(f"| {figure.what} | {figure.raw} | {figure.ours} | {figure.goal} | {reached} |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
