"""What a visitor of Binder needs: the memory of a server with two lessons open and run."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.binder.memory import GUARANTEED, clean, measure

ROOT = Path(__file__).parents[2]
LESSONS = ("01-first-call.ipynb", "02-401-unauthorized.ipynb")


def binder_memory(_repeats: int) -> Iterator[Figure]:
    """Measure once; what a lesson leaves in memory hardly differs between runs."""
    bin_folder = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as name:
        env = clean(os.environ, Path(name), bin_folder)
        used, wrong = measure(ROOT, bin_folder / "jupyter", Path(name), env, LESSONS)
    said = f"{used:.0f} MB" + "".join(f"; {line}" for line in wrong)
    reached = used <= GUARANTEED and not wrong
    yield Figure("JupyterLab, two lessons open and run (PSS)", "", said, f"≤ {GUARANTEED} MB", reached)
