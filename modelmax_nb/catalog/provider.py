"""Causes behind ModelMax's door: its own faults and those of the provider of a model."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import (
    CHANGE_PROMPT,
    LIST_MODELS,
    SEND_AGAIN,
    SEND_AT_RISK,
    SEND_LATER,
    USE_MODEL,
    USE_OTHER_PROVIDER,
    advice,
)

FIT_MODEL = advice("fit-model", "Change what the reply names")

PROVIDER = (
    Entry(
        slug="server-fault",
        title="ModelMax had a fault of its own.",
        what="Something went wrong inside the service. Your request is not the cause.",
        ground="ModelMax calls this `internal_error` (status {status}).",
        mover=Mover.MODELMAX,
        repeat=Repeat.WAIT,
        repeat_ground="The documents say: try again after a moment.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_LATER,),
        source=Source.DOCUMENTED,
        more=(
            "Status 500 is the way a server says: this is my fault, and I did not expect it. There is "
            "nothing to change in your cell. Often the next try works, so a short pause and a second try "
            "are the right answer. If it goes on for several minutes, stop trying and come back later. "
            "Many quick tries in a row only add to the load."
        ),
        scenario="500",
    ),
    Entry(
        slug="provider-outage",
        title="The provider behind `{model}` could not answer.",
        what="ModelMax asked it and got an error.",
        ground="The reply says “{words}”.",
        mover=Mover.PROVIDER,
        repeat=Repeat.WAIT,
        repeat_ground=grounds.OFTEN_PASSES,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_AGAIN, USE_OTHER_PROVIDER),
        source=Source.DOCUMENTED,
        more=(
            "ModelMax runs no models itself. It hands each request to a provider, such as Google or "
            "Amazon, and brings the answer back. Every model has exactly one provider. If that one is in "
            "trouble, ModelMax does not switch to another by itself. You can wait and try again, or choose "
            "a model from another provider. Another model gives another answer, and its price may differ."
        ),
        scenario="502-outage",
    ),
    Entry(
        slug="provider-unclear",
        title="The provider behind `{model}` returned an unknown error.",
        what="Its words may tell more.",
        ground="The `bad_gateway` reply fits no known cause.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.UNKNOWN,
        repeat_ground="The documents advise another try or model.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_AT_RISK, USE_OTHER_PROVIDER),
        source=Source.DOCUMENTED,
        more=(
            "ModelMax sends status 502 for every error of a provider. Some pass by themselves, such as an "
            "outage. Others come back each time, such as a prompt that is too long or refused. Only the "
            "words tell them apart, and these are new to this extension. If they speak of your "
            "text, a field or a limit, change that first. If not, one more try is reasonable."
        ),
        scenario="502-unclear",
    ),
    Entry(
        slug="provider-throttled",
        title="The provider behind `{model}` has too many requests.",
        what="Its limit was reached for now.",
        ground="The reply says “{words}”.",
        mover=Mover.PROVIDER,
        repeat=Repeat.WAIT,
        repeat_ground="The provider needs time.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(SEND_LATER, USE_OTHER_PROVIDER),
        source=Source.INFERRED,
        more=(
            "Providers let in only so many requests per minute. The rest are turned away for a while. This "
            "can hit you even if you sent only one, since many people share the same door. ModelMax "
            "can pass this on as 502, and then only the words of the reply tell. Fast "
            "repeats make it worse. Wait, and wait longer each time, or use a model from "
            "another provider."
        ),
        scenario="502-throttle",
    ),
    Entry(
        slug="content-refused",
        title="The provider refused the content of this request.",
        what="A safety check stopped the prompt or the answer. Nothing is broken.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The same words are most likely refused again.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(CHANGE_PROMPT,),
        source=Source.INFERRED,
        more=(
            "Providers check what goes in and what comes out. Some subjects are always refused. Others "
            "trip the check by accident: a word with two meanings, a quote from the news, a story with a "
            "fight. ModelMax can pass such a refusal on with status 502, the same number as for an outage. "
            "So a program that only looks at the number repeats it for nothing. Use other "
            "words, or leave the risky part out."
        ),
        scenario="502-content-policy",
    ),
    Entry(
        slug="provider-access",
        title="The provider did not let ModelMax in.",
        what="Your key is fine; ModelMax's own was refused.",
        ground="Yours would give status 401; this reply says “{words}”.",
        mover=Mover.MODELMAX,
        repeat=Repeat.NO,
        repeat_ground="Only ModelMax can mend it.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(USE_OTHER_PROVIDER,),
        source=Source.INFERRED,
        more=(
            "Two keys take part in a call. Yours opens the door of ModelMax. ModelMax has another one for "
            "the provider that runs the model. A key that ModelMax refuses gives status 401. Here the "
            "status is another one, so your key was fine and the fault lies one door further on. Do not "
            "change your key. Use a model from another provider, and tell ModelMax if it lasts."
        ),
    ),
    Entry(
        slug="model-not-served",
        title="The provider does not offer `{model}`.",
        what="ModelMax knows the name and passed it on.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The model has to change first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(USE_MODEL, LIST_MODELS),
        source=Source.INFERRED,
        more=(
            "Models grow old. A provider takes one away, often on a day it named long before, and a "
            "preview can vanish sooner. ModelMax may still know the name and pass it on. Then the "
            "provider's refusal comes back with status 502, as with an outage. This one does not pass: "
            "choose another model. A name that ModelMax itself does not know gives status 400."
        ),
    ),
    Entry(
        slug="provider-refused-request",
        title="The provider behind `{model}` cannot use this request.",
        what="ModelMax accepted it, but the provider found a fault in it.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground=grounds.SAME_REPLY,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.FAILED,
        fixes=(FIT_MODEL, USE_OTHER_PROVIDER),
        source=Source.INFERRED,
        more=(
            "Each provider has rules of its own. One takes a `temperature` up to 2, another only up to 1. "
            "One wants the roles in a chat to take turns. What ModelMax does not check itself shows up "
            "only there. It comes back with status 502, though nothing is down. Read the words of the "
            "reply, change that part, and run the cell."
        ),
    ),
)
