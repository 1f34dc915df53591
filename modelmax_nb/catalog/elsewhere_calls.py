"""Calls to another service that brought no usable reply: what the openai library says of them."""

from __future__ import annotations

from modelmax_nb.catalog.elsewhere_fixes import (
    ASK_THEM,
    ASK_WHOLE,
    MAY_COST_TWICE,
    NOTHING_ARRIVED,
    ONLINE,
    THEIR_DOCUMENTS,
    THEIR_URL,
    WAIT_LONGER,
)
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.own_code import RUN_AGAIN, RUN_AT_RISK

NO_WAY = Entry(
    slug="elsewhere-not-reached",
    title="`{host}` could not be reached.",
    what="The call ended before it got there.",
    ground="No connection could be made: “{detail}”. The base URL is `{base_url}`.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="First mend the cause.",
    charge=Charge.NOT_CHARGED,
    charge_ground=NOTHING_ARRIVED,
    fixes=(THEIR_URL, ONLINE),
    source=Source.MEASURED,
    more=(
        "Before a call, the computer looks up the address of a name, knocks at a door there, and checks a "
        "kind of passport. Here one of these steps failed, so nothing was sent. A typing mistake in the base "
        "URL is the most common reason. Next come an offline computer, a server that is not running, "
        "and a firewall. Open any web page to see whether the network is there. Then read the base URL "
        "letter by letter."
    ),
)
BROKEN = Entry(
    slug="elsewhere-connection-lost",
    title="The connection to `{host}` broke before the answer was there.",
    what="The request may already be at work.",
    ground="The connection ended or fell silent.",
    mover=Mover.NETWORK,
    repeat=Repeat.ASK_FIRST,
    repeat_ground=MAY_COST_TWICE,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(RUN_AT_RISK, WAIT_LONGER),
    source=Source.MEASURED,
    more=(
        "Something cut the line between here and the service, or nothing was heard for longer than the "
        "client waits. From here nobody can see how far the request got. The model may have answered, and "
        "the answer was lost. Then a second try may be paid for twice. For a short question this hardly "
        "matters. A stream sends its words one by one, so that a long answer does not look like silence."
    ),
)
STREAM = Entry(
    slug="elsewhere-stream-broken",
    title="The answer of `{host}` broke off.",
    what="An error or a damaged piece came.",
    ground="The openai library stopped reading the stream.",
    mover=Mover.PROVIDER,
    repeat=Repeat.ASK_FIRST,
    repeat_ground=MAY_COST_TWICE,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(RUN_AT_RISK, ASK_WHOLE),
    source=Source.MEASURED,
    more=(
        "In a stream the answer comes piece by piece, and its good status is sent before the first one. "
        "Trouble that comes later can only be told among the pieces, or by silence. The text so far is real, "
        "but it is not whole: do not build on it. There is no way to go on from the middle. A second call "
        "starts from the beginning and may give other words."
    ),
)
STRANGE_ANSWER = Entry(
    slug="elsewhere-no-answer",
    title="What `{host}` sent is no answer.",
    what="The part with the answer is missing.",
    ground="The reply holds no `choices`, or is not JSON at all.",
    mover=Mover.YOU,
    repeat=Repeat.ASK_FIRST,
    repeat_ground=MAY_COST_TWICE,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_URL, RUN_AT_RISK),
    source=Source.MEASURED,
    more=(
        "An answer is JSON with a list called `choices`. A web page or an error in its place has two common "
        "reasons: a base URL that leads to a website and not to the service, often because `/v1` is missing "
        "at its end, or a server in between. The openai library does not look, so the error comes up a line "
        "later, with a name that points to the wrong place."
    ),
)
STRANGER = Entry(
    slug="elsewhere-not-recognised",
    title="The call to `{host}` failed in a way that is not known here.",
    what="Anything more would be a guess.",
    ground="`{exception}` came up, and the reply fits no known case.",
    mover=Mover.UNKNOWN,
    repeat=Repeat.UNKNOWN,
    repeat_ground="The cause is not known.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_DOCUMENTS,),
    source=Source.INFERRED,
    more=(
        "Services differ, and machines in between say things that nobody foresaw. An honest note is better "
        "than a wrong one, so this card names no cause. The first digit of a status helps a little: a number "
        "that starts with 4 says that something about the call should change, and one that starts with 5 "
        "says that a server has trouble. The words of the reply may tell you the rest."
    ),
)
STOPPED = Entry(
    slug="elsewhere-interrupted",
    title="You stopped the call before it was done.",
    what="The notebook no longer waits. What was sent before may still be worked on.",
    ground="The kernel was interrupted.",
    mover=Mover.YOU,
    repeat=Repeat.ASK_FIRST,
    repeat_ground=MAY_COST_TWICE,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(RUN_AGAIN,),
    source=Source.MEASURED,
    more=(
        "The stop button ends the waiting at once, here in the notebook. It does not reach the model, unless "
        "the service notices that nobody listens any more. If a request was out, the model may have gone on "
        "with it, and that may cost something. If the program was only waiting between two tries, nothing "
        "was at work."
    ),
)
