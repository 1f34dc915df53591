"""Causes that lie in what a key may do: limits that a gateway in front of ModelMax may set."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import ENTER_KEY, LIST_MODELS, USE_MODEL, USE_SIMULATOR, advice

ASK_GIVER = advice("ask-giver", "Ask whoever gave you the key for more")

ALLOWANCE = (
    Entry(
        slug="quota-used-up",
        title="This key or account has reached its limit.",
        what="A server counts each key's use.",
        ground="The reply says “{words}”; ModelMax would send 402.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="A pause does not help.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(ASK_GIVER, ENTER_KEY, USE_SIMULATOR),
        source=Source.INFERRED,
        more=(
            "A school or a firm often gives each learner a key with a limit, and puts a server of its own "
            "between you and the models. At the limit it says no before "
            "it asks a model. This is not the limit on speed, which passes after a minute. Whoever gave you "
            "the key can raise the limit. If the key is your own, look "
            "at the dashboard."
        ),
        scenario="429-quota",
    ),
    Entry(
        slug="model-not-allowed",
        title="This key may not use `{model}`.",
        what="The key was accepted, but not for this model.",
        ground="The reply says “{words}”; ModelMax documents no such limit.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First change the model or the key.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(USE_MODEL, LIST_MODELS, ENTER_KEY),
        source=Source.INFERRED,
        more=(
            "Some servers open only a few models to each key, such as cheap ones for a class. Then "
            "the same key works for one model and not for another. ModelMax's own documents do not speak of "
            "this, so a server before it may have said no. The list of models often shows only those "
            "that your key may use. Choose one from there, or ask whoever gave you the key."
        ),
        scenario="403-model",
    ),
)
