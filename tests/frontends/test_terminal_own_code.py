"""A failed call of one's own at a real terminal: a short traceback, then the card, nearest to the prompt."""

from pathlib import Path

import pytest

from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.columns import width

pytest.importorskip("pexpect", reason="there is no pseudo-terminal here", exc_type=ImportError)
from tests.harness.terminal import COLUMNS, terminal, without_codes

KEY = "zq9-sentinel-4711zq"
LINES = (
    "%load_ext modelmax_nb",
    "from openai import OpenAI; from modelmax_nb.simulator import Simulator; sim = Simulator()",
    f"client = OpenAI(api_key='{KEY}', base_url=sim.url, max_retries=0)",
)


@pytest.mark.parametrize("program", ["IPython", "jupyter_console"])
def test_the_card_stands_last(tmp_path: Path, program: str) -> None:
    """In colour or not: own steps only, 80 columns, no key."""
    with terminal(program, tmp_path) as shell:
        for line in LINES:
            shell.type(line)
        raw = shell.type("client.models.list(); client.chat.completions.create(model='x', messages=[])")
    shown = without_codes(raw)
    card = shown[shown.index(ENTRIES["key-refused"].title) :]
    assert shown.index("Traceback (most recent call last)") < shown.index(card)
    assert "Cell 4, line 1:" in card
    assert "^" in card
    assert all(width(line) <= COLUMNS for line in card.splitlines())
    assert "_base_client" not in shown
    assert KEY not in shown
