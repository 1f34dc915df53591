"""What a click will send or change, and what that costs, said before anything happens."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from modelmax_nb.catalog.entry import Action, Applicability, Charge, Repeat
from modelmax_nb.display.phrase import join, markup, plain
from modelmax_nb.messages import Text, say
from modelmax_nb.models import ModelInfo, record_of

if TYPE_CHECKING:
    from modelmax_nb.catalog.entry import Fix
    from modelmax_nb.diagnosis import Diagnosis
    from modelmax_nb.models import ModelList, ModelRecord

SENDS = Text("preview.sends", "Sends 1 request to `{model}`.")
SENDS_TO_PROVIDER = Text("preview.sends-to-provider", "Sends 1 request to `{model}` (provider {provider}).")
SENDS_PATIENTLY = Text(
    "preview.sends-patiently", "Sends 1 request to `{model}` and waits up to {longer} s for a sign of life."
)
SETS_URL = Text(
    "preview.sets-url", "Calls go to `{url}` in this session. Sends 1 request to `{model}` there."
)
ALLOWS_HTTP = Text(
    "preview.allows-http",
    "Others on the way to `{host}` can read the key and the prompt. Allows plain http to it in this "
    "session and sends 1 request to `{model}`.",
)
USES_KEY = Text(
    "preview.uses-key",
    "The key is kept in memory for this session and stored nowhere. Sends 1 request to `{model}`.",
)
TWICE = Text("preview.twice", "It may be charged twice.")
PRICE_UNKNOWN = Text("preview.price-unknown", "Price: not known here.")
FREE = Text("preview.free", "Free: the simulator answers.")
NOTHING_ELSE = Text("preview.nothing-else", "Nothing else changes.")
CHOICE = Text("preview.choice", "{model} ({provider}; {abilities}; {price})")
CHOICE_WITHOUT_PROVIDER = Text("preview.choice-without-provider", "{model} ({abilities}; {price})")
ABILITIES_AND = Text("preview.abilities-and", "{some}, {one}")
PRICES = {
    "unknown": Text("preview.price.unknown", "price not known"),
    "free": Text("preview.price.free", "free: simulator"),
}
KINDS = {
    "chat": Text("preview.kind.chat", "chat"),
    "image": Text("preview.kind.image", "images"),
    "video": Text("preview.kind.video", "video"),
}
# What tells one provider's models from another's; every chat model can stream.
ABILITIES = {
    "text": Text("preview.ability.text", "text"),
    "images": Text("preview.ability.images", "images"),
    "audio": Text("preview.ability.audio", "audio"),
    "video": Text("preview.ability.video", "video"),
}
_SESSION = {Action.SET_BASE_URL: SETS_URL, Action.ALLOW_HTTP: ALLOWS_HTTP, Action.ENTER_KEY: USES_KEY}


def needs_preview(fix: Fix | None, diagnosis: Diagnosis) -> bool:
    """Tell whether a click must first show what it will do; *fix* is None for "try again".

    Only what is safe runs at once. "Try again" is as safe as the fix that repeats; where the entry has
    none, as its own verdict on a repeat.
    """
    again = repeating_fix(diagnosis) if fix is None else fix
    if again is not None:
        return again.applicability is not Applicability.SAFE
    return diagnosis.entry.repeat not in {Repeat.YES, Repeat.WAIT}


def repeating_fix(diagnosis: Diagnosis) -> Fix | None:
    """Return the fix that "try again" stands for, if there is one."""
    return next((fix for fix in diagnosis.fixes if fix.action is Action.RETRY), None)


def preview_sentences(
    fix: Fix | None, diagnosis: Diagnosis, *, model: str | None = None, known: ModelList | None = None
) -> list[tuple[Text, dict[str, str]]]:
    """Return what a click on *fix* sends or changes and what it costs, sentence by sentence.

    Args:
        fix: What is clicked; None for "try again".
        diagnosis: Of the call that would be sent again.
        model: The model that was chosen; the call's own when None.
        known: The service's list of models, for the provider's name.
    """
    failure = diagnosis.failure
    action = Action.RETRY if fix is None or fix.action is None else fix.action
    asked = model or (fix.model if fix and action is Action.USE_MODEL else None) or failure.model
    facts = {
        "model": asked,
        "provider": known.owner(asked) if known else "",
        "url": diagnosis.values.get("proposed_url", ""),
        "host": diagnosis.values.get("host", ""),
        "longer": fix.values.get("longer", "") if fix else "",
    }
    plain_send = SENDS_TO_PROVIDER if facts["provider"] else SENDS
    sends = SENDS_PATIENTLY if action is Action.LONGER_TIMEOUT else _SESSION.get(action, plain_send)
    sentences = [sends]
    if _may_cost_twice(action, diagnosis):
        sentences.append(TWICE)
    sentences.append(FREE if failure.simulated and action is not Action.ENTER_KEY else PRICE_UNKNOWN)
    if action not in _SESSION:
        sentences.append(NOTHING_ELSE)
    return [(sentence, facts) for sentence in sentences]


def preview_html(fix: Fix | None, diagnosis: Diagnosis, language: str, **more: object) -> str:
    """Return the sentences of :func:`preview_sentences` as HTML."""
    sentences = preview_sentences(fix, diagnosis, **more)  # type: ignore[arg-type]
    return join((markup(text, language, **facts) for text, facts in sentences), language)


def preview_text(fix: Fix | None, diagnosis: Diagnosis, language: str, **more: object) -> str:
    """Return the sentences of :func:`preview_sentences` as plain text."""
    sentences = preview_sentences(fix, diagnosis, **more)  # type: ignore[arg-type]
    return join((plain(text, language, **facts) for text, facts in sentences), language)


def model_label(model: str, language: str, *, known: ModelList | None, simulated: bool) -> str:
    """Return *model* with what is known of it: who serves it, what it makes, what it costs."""
    record = record_of(ModelInfo(model, known.owner(model) if known else ""))
    price = say(PRICES["free" if simulated else "unknown"], language)
    return say(
        CHOICE if record.provider else CHOICE_WITHOUT_PROVIDER,
        language,
        model=model,
        provider=record.provider,
        abilities=_abilities(record, language),
        price=price if simulated else record.price or price,
    )


def _abilities(record: ModelRecord, language: str) -> str:
    """Return what a model can take, as far as the documents say; else only what it makes."""
    said = [say(ABILITIES[one.value], language) for one in record.abilities if one.value in ABILITIES]
    if not said:
        return say(KINDS[record.kind.value], language)
    return reduce(lambda some, one: say(ABILITIES_AND, language, some=some, one=one), said)


def _may_cost_twice(action: Action, diagnosis: Diagnosis) -> bool:
    """Whether the call before may be charged as well; in the simulator nothing is."""
    entry = diagnosis.entry
    asks = entry.repeat is Repeat.ASK_FIRST and entry.charge is not Charge.NOT_CHARGED
    return asks and not diagnosis.failure.simulated and action is not Action.USE_SIMULATOR
