"""Causes found in the notebook, before anything is sent."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import (
    ALLOW_HTTP,
    ENTER_KEY,
    SEND_AT_RISK,
    SET_BASE_URL,
    USE_SIMULATOR,
    advice,
)

MEND_VARIABLE = advice("mend-variable", "Correct `MODELMAX_API_KEY`, then start the kernel again")
CLEAR_KEY = advice("clear-key", "Forget the key that was entered", "%modelmax key clear")
USE_PLAIN_VALUES = advice("use-plain-values", "Use only text, numbers, true or false, lists and dicts")

NOTEBOOK = (
    Entry(
        slug="unreadable-key",
        title="The text given as key cannot be a key.",
        what="Found in the key (source: {key_source}): {detail}.",
        ground="The key was read here, character by character, before any call.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The key has to be entered again.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(ENTER_KEY, CLEAR_KEY, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A key is made of plain letters, digits and dashes. When text is copied from a chat, a slide "
            "or a PDF, other characters can slip in: curly quotes, a line break in the middle, or a mark "
            "that has no width and cannot be seen. A web call cannot carry them. Copy the key again, "
            "straight from the dashboard. If that page no longer shows it, make a new one."
        ),
        scenario="key-with-zero-width-space",
    ),
    Entry(
        slug="plain-http-refused",
        title="The base URL would send the key without protection.",
        what="`{base_url}` begins with `http`, so anyone on the way could read the key.",
        ground="The address was checked here before the call.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The address has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(SET_BASE_URL, ALLOW_HTTP),
        source=Source.MEASURED,
        more=(
            "With `https`, all that travels between two computers is locked. With plain `http`, everyone "
            "on the same wireless network and every machine on the way can read it, your key and your "
            "prompt included. That is why the call stopped here. A server on your own computer, such as "
            "the simulator, is fine with `http`, since nothing leaves the machine. Allow it for another "
            "one only if you trust the whole way."
        ),
        scenario="plain-http",
    ),
    Entry(
        slug="bad-base-url",
        title="The base URL cannot be used as it is.",
        what="A base URL begins with `https://`, then comes the name of a server, then `/v1`.",
        ground="`{base_url}` was checked here before the call: {detail}.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The address has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(SET_BASE_URL,),
        source=Source.MEASURED,
        more=(
            "A base URL is the first part of every address a program calls. ModelMax's is "
            "`https://api.modelmax.io/v1`. It needs the `https://` in front, a server name, and no blanks. "
            "It can be set by `%config ModelMaxMagics.base_url`, or in the variable `MODELMAX_BASE_URL`. "
            "`%modelmax status` shows which one is in force."
        ),
    ),
    Entry(
        slug="request-not-built",
        title="The request could not be put together.",
        what="One of its parts cannot be written as JSON or sent over the web.",
        ground="This was found in the notebook, before any call: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The part has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(USE_PLAIN_VALUES,),
        source=Source.MEASURED,
        more=(
            "A request travels as JSON, a simple text form. JSON knows text, numbers, true and false, "
            "lists, and pairs of a name and a value. It does not know a table from pandas, a picture "
            "object, a date, or a number such as NaN. If a variable in your request holds one of these, "
            "turn it into text or into plain numbers first, for example with `str(...)` or `list(...)`."
        ),
    ),
    Entry(
        slug="interrupted",
        title="You stopped the call before it was done.",
        what="The notebook no longer waits. What was sent before may still be worked on.",
        ground="The kernel was interrupted.",
        mover=Mover.YOU,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="The model may have been at work.",
        fixes=(SEND_AT_RISK,),
        source=Source.MEASURED,
        more=(
            "The stop button ends the waiting at once, here in the notebook. It does not reach the model: "
            "ModelMax documents no way to cancel a chat request. If a request was out, the model may have "
            "gone on with it. If the notebook was only waiting between two tries, nothing was at work. The "
            "list of attempts shows which case this was."
        ),
    ),
)
