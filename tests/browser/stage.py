"""Runs in a kernel: shows every card there is, with the longest names, in one language."""

from dataclasses import replace

from IPython.display import display

from modelmax_nb.attempts import Attempt, Stopped, Wait, WaitReason
from modelmax_nb.catalog.entries import ENTRIES
from modelmax_nb.catalog.entry import Fix
from modelmax_nb.diagnosis import Diagnosis, diagnose
from modelmax_nb.display.html import render_html
from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.models import ModelInfo, ModelList
from modelmax_nb.widgets.presentation import CardDisplay

LONG = "a-model-with-quite-a-long-name-4.5-20251101-thinking"
MODELS = ModelList(models=(ModelInfo(LONG, "a-provider"), ModelInfo("m-two", "another")), fetched=0.0)
WORDS = "ValidationException: " + "unbroken" * 20
WITH_CONTROLS = (
    "unknown-model",
    "key-refused",
    "provider-outage",
    "insufficient-balance",
    "plain-http-refused",
)
OPENED = ("unknown-model", "plain-http-refused")  # with a preview in place of their buttons


def card_of(slug: str) -> Diagnosis:
    """Return a card with everything that can make it wide."""
    failure = Failure(
        symptom=Symptom.STATUS, status=502, type="bad_gateway", message=WORDS, body=f'{{"m":"{WORDS}"}}',
        model=LONG, base_url=f"https://{'long-' * 12}host.example/v1", exception="APIStatusError",
    )  # fmt: skip
    wait = Wait(seconds=2.3, reason=WaitReason.SERVER, cap=2.0, floor=2.0)
    attempts = tuple(
        Attempt(number=number, model=LONG, started=number, seconds=0.4, failure=failure, wait=waited)
        for number, waited in enumerate((wait, wait, None), 1)
    )
    entry = ENTRIES[slug]
    facts = {"attempts": attempts, "stopped": Stopped.ATTEMPTS_USED, "certain": False}
    return replace(diagnose(failure, MODELS), entry=entry, fixes=entry.fixes, **facts)  # type: ignore[arg-type]


def show_all(language: str) -> None:
    """Show the card of every entry, some with their controls."""
    still = [slug for slug in ENTRIES if slug not in WITH_CONTROLS]
    # In one output: front ends fold away what comes after the first fifty.
    page = "".join(render_html(card_of(slug), language) for slug in still)
    display({"text/html": page, "text/plain": ""}, raw=True)  # type: ignore[no-untyped-call]
    for slug in WITH_CONTROLS:
        shown = CardDisplay("live", language, on_act=_do_nothing, models=MODELS.ids, known=MODELS)
        shown.show(card_of(slug))
        assert shown.controls is not None
        if slug in OPENED:
            buttons = [part for part in shown.controls.row.children if hasattr(part, "click")]
            buttons[-1].click()


def _do_nothing(_fix: Fix | None, _value: str | None) -> None:
    """Take a click."""
