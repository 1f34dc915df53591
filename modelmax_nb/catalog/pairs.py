"""Two causes that are visible at once, where the documents do not say which one ModelMax looks at first."""

from __future__ import annotations

from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import ENTER_KEY, MAKE_KEY, SET_BASE_URL, TOP_UP, USE_MODEL, USE_SIMULATOR

PAIRS = (
    Entry(
        slug="balance-and-model",
        title="The balance is used up, and `{model}` is not listed.",
        what="Either stops a call; the order is not documented.",
        ground="Status {status} came; the list of {models_date} lacks the name.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First mend both.",
        charge=Charge.NOT_CHARGED,
        charge_ground="A refused call is free.",
        fixes=(TOP_UP, USE_MODEL, USE_SIMULATOR),
        source=Source.DOCUMENTED,
        more=(
            "A reply names one cause, even if two things are wrong. Here the empty balance came up. The "
            "name of the model is not in the list that was fetched before, so the next call may end with "
            "that. ModelMax's documents say that the balance is looked at before a request is passed on. "
            "They do not say whether the name is looked at before or after. So mend both."
        ),
    ),
    Entry(
        slug="key-and-base-url",
        title="The key was refused; the base URL looks unusual.",
        what="It should end in `/v1`; good keys need that.",
        ground="`{base_url}` answered with status {status}.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="One of them has to change.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="No answer was made.",
        fixes=(SET_BASE_URL, ENTER_KEY, MAKE_KEY),
        source=Source.INFERRED,
        more=(
            "A key opens one service only. If a call goes to another address, whoever answers there does "
            "not know the key and refuses it, though it is fine. ModelMax's base URL for programs is "
            "`https://api.modelmax.io/v1`. Which of the two ModelMax looks at first is not documented. "
            "So set the base URL right, and try again. If the key is refused there too, enter another one."
        ),
    ),
)
