"""Causes in the software on this computer: an openai library that does not fit, or code made for another."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import advice

# Source: our own requirement; a test compares it with pyproject.toml.
OPENAI_NEEDED = "openai>=3.40,<4"
INSTALL_SDK = advice("install-sdk", "Install one that fits", f'%pip install "{OPENAI_NEEDED}"')
START_KERNEL = advice("start-kernel", "Then start the kernel again, from its menu")
USE_CLIENT = advice("use-client", "Call it as `client.chat.completions.create(...)`")
MAKE_CLIENT = advice("make-client", "Make a client first: `client = modelmax_nb.openai_client()`")

SOFTWARE = (
    Entry(
        slug="sdk-does-not-fit",
        title="The installed openai library does not fit this extension.",
        what=f"This extension needs `{OPENAI_NEEDED}`.",
        ground="The check of this extension failed before any call: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The library has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(INSTALL_SDK, START_KERNEL),
        source=Source.MEASURED,
        more=(
            "The openai library does the talking to the service, and it changes with each version. Its "
            "version 3 sends over another library, httpx2, than versions 1 and 2 did. A notebook service "
            "may come with an old one, and another package may have replaced yours. A kernel keeps the "
            "version that it loaded first, so start it again after the install. Then `%load_ext "
            "modelmax_nb` loads the new one."
        ),
    ),
    Entry(
        slug="sdk-call-of-old",
        title="This code was written for a much older openai library.",
        what="Since version 1, a call begins with a client.",
        ground="The library says so itself: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The code has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NOTHING_SENT,
        fixes=(MAKE_CLIENT, USE_CLIENT),
        source=Source.MEASURED,
        more=(
            "Many texts on the web show how the openai library was used before late 2023. There a call read "
            "`openai.ChatCompletion.create(...)`. Now you first make a client, which knows the key and the "
            "base URL, and then ask it. The rest of the call stayed much the same: `model` and `messages` go "
            "in, and the answer stands in `choices[0].message.content`, with dots where old code has "
            "brackets."
        ),
    ),
)
