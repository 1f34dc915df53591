"""The last resort: failures that fit nothing we know, said honestly."""

from __future__ import annotations

from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import SEND_AT_RISK, advice, look
from modelmax_nb.catalog.network import SHOW_ALL_LINES

ADD_STATUS = advice("add-status", "Add its HTTP status, such as 502")
SEE_ALL = look("see-all", "See all that is known", "%modelmax why")
NOT_KNOWN = "The cause is unknown."

UNKNOWN = (
    Entry(
        slug="sdk-unexpected",
        title="A program error came up while this call was made.",
        what="`{exception}` came from code on this computer, not from ModelMax.",
        ground="It says “{detail}”; the openai library itself raises no such error.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.UNKNOWN,
        repeat_ground=NOT_KNOWN,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="Perhaps nothing was sent.",
        fixes=(SEE_ALL, SEND_AT_RISK),
        source=Source.MEASURED,
        more=(
            "Between your cell and ModelMax stand several pieces of software: this extension, the openai "
            "library, and Python itself. One of them ran into something it did not expect. That may be a "
            "strange value in your request or a fault in that software. The name of the error and its "
            "sentence are shown as they came. Searching for both together on the web often leads to the "
            "reason."
        ),
    ),
    Entry(
        slug="not-recognised",
        title="This failure is not one that this extension knows.",
        what="Anything more would be a guess.",
        ground="The reply (status {status}) fits no known case.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.UNKNOWN,
        repeat_ground=NOT_KNOWN,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="Nobody can say.",
        fixes=(SEE_ALL, SEND_AT_RISK),
        source=Source.INFERRED,
        more=(
            "Services change, and machines in between say things that nobody foresaw. An honest note is "
            "better than a wrong one, so this card names no cause. The first digit of a status helps a "
            "little: a number that starts with 4 says that something about the call should change, and one "
            "that starts with 5 says that a server has trouble. The words of the reply may tell you the "
            "rest."
        ),
    ),
    Entry(
        slug="text-not-recognised",
        title="This text fits no failure that is known here.",
        what="Anything more would be a guess.",
        ground="It has no HTTP status and no words known here.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.UNKNOWN,
        repeat_ground=NOT_KNOWN,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="Nobody can say.",
        fixes=(ADD_STATUS, SHOW_ALL_LINES),
        source=Source.INFERRED,
        more=(
            "An error of a web service has two parts that tell most of the story: a number, called the "
            "status, and a text with the word `error` in it. The openai library shows both in one line "
            "that begins with “Error code:”. A text without them can come from anywhere, also from a "
            "program that has nothing to do with a model. With the status or the whole error, more can "
            "be said."
        ),
    ),
)
