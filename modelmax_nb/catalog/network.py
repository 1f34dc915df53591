"""Causes on the way there: no reply of any kind came back."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import (
    ASK_LESS,
    LONGER_TIMEOUT,
    OTHER_NETWORK,
    SEND_AT_RISK,
    SEND_LATER,
    SET_BASE_URL,
    USE_SIMULATOR,
    advice,
)

SET_CLOCK = advice("set-clock", "Check this computer's date and time")
CHECK_ONLINE = advice("check-online", "Check that this computer is online")
SHOW_ALL_LINES = advice("show-all-lines", "Explain all lines of the error")

NETWORK = (
    Entry(
        slug="host-not-found",
        title="The name `{host}` could not be found.",
        what="This computer may be offline, or the name mistyped.",
        ground="Looking up its address failed. The base URL is `{base_url}`.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First mend the name or the connection.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(CHECK_ONLINE, SET_BASE_URL, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "Computers find each other by numbers. A kind of phone book turns a name such as "
            "`api.modelmax.io` into a number. There are two common reasons for an empty page in that book: "
            "the computer is offline, or the name has a typing mistake. Open any web page to tell them "
            "apart. If it opens, look closely at the base URL. Some notebook services have no way out to "
            "the internet at all."
        ),
        scenario="host-not-found",
    ),
    Entry(
        slug="connection-refused",
        title="Nothing answers at `{host}`.",
        what="The computer was reached, but no program there takes calls.",
        ground="The connection was refused. The base URL is `{base_url}`.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="A server has to run there first.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(SET_BASE_URL, OTHER_NETWORK, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A computer has many numbered doors, called ports, and behind an open one a program waits. "
            "Here the door was shut. If the base URL names your own computer, such as `127.0.0.1`, the "
            "server you meant is not running or uses another port. If it names ModelMax, a firewall on "
            "your network may shut the door. Nothing was sent, so your prompt and your key stayed here."
        ),
        scenario="connection-refused",
    ),
    Entry(
        slug="tls-fault",
        title="A safe connection to `{host}` could not be made.",
        what="The server could not show who it is.",
        ground="The check of its certificate failed: “{detail}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="First check the clock.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(SET_CLOCK, OTHER_NETWORK, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "Before a key is sent, the server must show a certificate, a kind of passport. If the passport "
            "is out of date, made for another name, or signed by somebody unknown, the call stops here. "
            "That protects your key. A clock that is far off makes every passport look out of date. Some "
            "schools and firms open all traffic with a passport of their own: ask them how to add it. Do "
            "not switch the check off."
        ),
    ),
    Entry(
        slug="connection-lost",
        title="The connection broke before an answer came.",
        what="The request may already be at work.",
        ground="The connection ended without a reply: “{detail}”.",
        mover=Mover.NETWORK,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.BROKEN,
        fixes=(SEND_AT_RISK, OTHER_NETWORK),
        source=Source.MEASURED,
        more=(
            "Something between here and ModelMax cut the line: a weak wireless signal, a laptop that went "
            "to sleep, a firewall, or a server that restarted. From here nobody can see how far the "
            "request got. The model may have answered, and the answer was lost. Then a second try may be "
            "paid for twice. For a short question this hardly matters. For a long one, look at the usage "
            "page in the dashboard first."
        ),
        scenario="reset",
    ),
    Entry(
        slug="connection-fault",
        title="The service was not reached, or the connection broke.",
        what="“Connection error.” can have several causes.",
        ground="The lines that name the cause were not given.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="Perhaps nothing was sent.",
        fixes=(SHOW_ALL_LINES, CHECK_ONLINE, USE_SIMULATOR),
        source=Source.MEASURED,
        more=(
            "A name that is not found, a shut door, a certificate that does not fit, a broken line: the "
            "openai library has one sentence for all of these. It is the last line of a long error. The "
            "lines further up name the cause. Copy all of them, or give the error itself to "
            "`modelmax_nb.explain`. If other web pages do not open either, the fault is on this side of "
            "the network."
        ),
    ),
    Entry(
        slug="timeout-no-answer",
        title="No answer came within {timeout}.",
        what="The model may still be at work.",
        ground="The limit on silence ran out.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="An answer may exist.",
        fixes=(LONGER_TIMEOUT, SEND_AT_RISK, ASK_LESS),
        source=Source.MEASURED,
        more=(
            "Without a limit, a cell could hang for many minutes. So it waits only so long for "
            "a sign of life. Without a stream, a long answer comes all at once at its "
            "end. With a stream, words arrive early and each one starts the wait anew. That the "
            "notebook gave up does not mean that the model did: it may have gone on, and its answer may be "
            "charged."
        ),
        scenario="stall",
    ),
    Entry(
        slug="connection-timeout",
        title="`{host}` could not be reached in time.",
        what="Nobody took the call, and nobody refused it.",
        ground="The time to connect ran out. The base URL is `{base_url}`.",
        mover=Mover.NETWORK,
        repeat=Repeat.WAIT,
        repeat_ground="Once the way is open.",
        charge=Charge.NOT_CHARGED,
        charge_ground=grounds.NEVER_ARRIVED,
        fixes=(CHECK_ONLINE, SEND_LATER, OTHER_NETWORK),
        source=Source.MEASURED,
        more=(
            "Before a request is sent, both sides set up a connection. Most of the time this takes a "
            "blink. If nothing comes back at all, something on the way swallows the call: a firewall that "
            "drops it in silence, a weak wireless signal, or a server that is off. Since the connection "
            "never stood, your prompt and your key were not sent. Try from another network to see which "
            "side it is."
        ),
    ),
)
