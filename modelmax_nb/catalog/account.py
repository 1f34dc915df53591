"""Causes that lie in the account: the key and the balance."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import (
    ENTER_KEY,
    MAKE_KEY,
    SEND_WHEN_MENDED,
    TOP_UP,
    USE_SIMULATOR,
    advice,
)

IGNORE_FILE = advice("ignore-file", "Add a line `.env` to `.gitignore`, then run again")

ACCOUNT = (
    Entry(
        slug="missing-key",
        title="This call has no key yet.",
        what="ModelMax answers only calls that carry a key.",
        ground="None was found: `%modelmax` reads `MODELMAX_API_KEY`, the openai library `OPENAI_API_KEY`.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="Each such call ends here.",
        charge=Charge.NOT_CHARGED,
        charge_ground="Without a key, no account can pay.",
        fixes=(ENTER_KEY, USE_SIMULATOR, MAKE_KEY),
        source=Source.DOCUMENTED,
        more=(
            "A key is a long word that starts with `sk-`. It tells ModelMax whose account pays for a call, "
            "so treat it like a password. You make one in the dashboard, under API Keys, and it is shown "
            "only once. Do not write it into a cell: the notebook would keep it. `%modelmax key` asks for "
            "it without showing it. To learn without an account, use the simulator: it needs no key and "
            "costs nothing."
        ),
        scenario="no-key",
    ),
    Entry(
        slug="key-file-not-read",
        title="A file with a key was found but not read.",
        what="{detail}",
        ground="The file was looked at here, before any call.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="Without a key, each call ends here.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(IGNORE_FILE, ENTER_KEY, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A key in a file named `.env` is handy, since no cell has to hold it. But such a file can end "
            "up on the web: one `git push` sends it along with the rest, and programs that search for keys "
            "find it within minutes. So it is read only if git leaves it out. Put its name on a line of "
            "its own in the file `.gitignore`. If the key was ever pushed, delete it in the dashboard and "
            "make a new one."
        ),
    ),
    Entry(
        slug="key-refused",
        title="ModelMax did not accept the key.",
        what="The key that was sent comes from {key}.",
        ground="ModelMax calls this `unauthorized` (status {status}).",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The same key gets the same reply.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(ENTER_KEY, MAKE_KEY, USE_SIMULATOR),
        source=Source.DOCUMENTED,
        more=(
            "A key with a letter missing, a key from another service and a key that was deleted are all "
            "refused. A deleted key stops working at once. The last four characters shown here tell you "
            "which key was used. Compare them with the list in the dashboard. If yours is not there, make "
            "a new one. A full key is shown only once, so the old one cannot be read again."
        ),
        scenario="401",
    ),
    Entry(
        slug="insufficient-balance",
        title="The balance of your account is used up.",
        what="ModelMax checks the balance before it asks a provider.",
        ground="ModelMax calls this `insufficient_balance` (status {status}).",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First top up.",
        charge=Charge.NOT_CHARGED,
        charge_ground="The documents say: a refused call is free.",
        fixes=(TOP_UP, SEND_WHEN_MENDED, USE_SIMULATOR),
        source=Source.DOCUMENTED,
        more=(
            "ModelMax works like a prepaid phone card. You pay money in, and each answer takes a little of "
            "it. Before every call ModelMax looks whether anything is left. At zero, or below zero, it "
            "says no. The balance can fall below zero because the price of an answer is known only at its "
            "end. Your key and your request are fine. After topping up, send the same request again."
        ),
        scenario="402",
    ),
)
