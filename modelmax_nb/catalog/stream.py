"""Streams that broke: the answer began, then something stopped it."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import LONGER_TIMEOUT, OTHER_NETWORK, SEND_AT_RISK, advice

NO_STREAM = advice("no-stream", "Ask with `--no-stream`")
OPEN = "A stream is charged at its end."

STREAM = (
    Entry(
        slug="stream-error-event",
        title="The service stopped the answer with an error.",
        what="{partial} had arrived; the rest is missing.",
        ground="An error came in the middle of the answer.",
        mover=Mover.PROVIDER,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(SEND_AT_RISK,),
        source=Source.MEASURED,
        more=(
            "In a stream the answer comes piece by piece. The status 200 is sent before the first one, so "
            "it cannot tell of trouble that comes later. Then an error is put among the pieces. ModelMax "
            "does not document what that looks like, and other services do it this way. The text so far is "
            "real, but it stops where the error came. Do not build on it."
        ),
        scenario="stream-error",
    ),
    Entry(
        slug="stream-cut",
        title="The connection broke in the middle of the answer.",
        what="{partial} had arrived; the rest is missing.",
        ground="The stream never said that it was done.",
        mover=Mover.NETWORK,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(SEND_AT_RISK, NO_STREAM, OTHER_NETWORK),
        source=Source.MEASURED,
        more=(
            "A stream keeps one connection open for as long as the model writes. A weak wireless signal, a "
            "closed laptop lid, or a restart of a server cuts it. There is no way to go on from the "
            "middle: a second call starts anew and may give other words. ModelMax charges a "
            "stream at its last piece. What it does when nobody receives that piece is not "
            "documented."
        ),
        scenario="stream-cut",
    ),
    Entry(
        slug="stream-ended-early",
        title="The answer ended without saying that it was done.",
        what="{partial} arrived; the end may be missing.",
        ground="The stream closed without a `finish_reason`.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(SEND_AT_RISK, NO_STREAM),
        source=Source.MEASURED,
        more=(
            "The last piece of a good stream says why it ends, most often `stop`. Here the pieces ceased. "
            "To the program this looks like a normal end, so no error is raised: it is the quietest "
            "failure there is. The text may be whole or may lack its second half. Read its last sentence. "
            "If it breaks off, ask again, perhaps without a stream."
        ),
        scenario="stream-end-early",
    ),
    Entry(
        slug="stream-unreadable",
        title="A piece of the answer could not be read.",
        what="{partial} had arrived; the rest is missing.",
        ground="One piece of the stream is not valid JSON.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(SEND_AT_RISK, NO_STREAM),
        source=Source.MEASURED,
        more=(
            "Each piece of a stream is a small text in JSON. One of them was damaged or cut, and the "
            "program that reads them cannot skip it safely. A machine in between that changes or cuts the "
            "traffic is a likely reason. A fault in the service is another. The same question without a "
            "stream comes in one piece, and that often gets through."
        ),
        scenario="stream-bad-json",
    ),
    Entry(
        slug="stream-stalled",
        title="The answer began, then fell silent.",
        what="{partial} had arrived; the rest is missing.",
        ground="Nothing came for {timeout}, the limit on silence.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=grounds.MAY_COST_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(SEND_AT_RISK, LONGER_TIMEOUT),
        source=Source.MEASURED,
        more=(
            "In a stream the pieces of an answer follow each other quickly. Here they stopped, and nobody "
            "said why: the connection stayed open, but nothing came. A model that thinks for long can "
            "pause, and so can a provider in trouble. The notebook stops waiting after a while, so that "
            "the cell does not hang. Each piece starts the wait anew, so a long answer is never cut while "
            "it flows."
        ),
        scenario="stream-stall",
    ),
)
