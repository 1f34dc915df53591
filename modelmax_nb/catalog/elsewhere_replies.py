"""Replies of another service: what its statuses mean by HTTP alone."""

from __future__ import annotations

from modelmax_nb.catalog.elsewhere_fixes import (
    ASK_THEM,
    CHANGE_FIRST,
    GIVE_KEY,
    OURS_INSTEAD,
    PASSES,
    SEND_LESS,
    THEIR_ACCOUNT,
    THEIR_CALL,
    THEIR_DOCUMENTS,
    THEIR_KEY,
    THEIR_MODELS,
    THEIR_PROMPT,
    THEIR_URL,
)
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.own_code import RUN_LATER

OTHER_KEY = Entry(
    slug="elsewhere-key-refused",
    title="`{host}` does not accept the key.",
    what="This service needs a key of its own.",
    ground="The reply has status {status}.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The same key gets the same reply.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_KEY, THEIR_URL),
    source=Source.INFERRED,
    more=(
        "Each service makes keys of its own, and none knows the keys of another. A key from one service in a "
        "call to another is a common slip: the key and the base URL have to belong together. A key can also "
        "be cut short when it is copied, or deleted by its owner. Look at the line where the client is made. "
        "It names the key and the base URL, or takes them from variables."
    ),
)
NO_KEY = Entry(
    slug="elsewhere-missing-key",
    title="The client was made without a key.",
    what="A client needs a key before it can be made.",
    ground="Neither `api_key=` nor the variable `OPENAI_API_KEY` gave one.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The key is still missing.",
    charge=Charge.NOT_CHARGED,
    charge_ground="Nothing was sent.",
    fixes=(GIVE_KEY, OURS_INSTEAD),
    source=Source.MEASURED,
    more=(
        "A client is the object that makes calls, such as `OpenAI()`. It needs a key before it can be made. "
        "Without `api_key=` the openai library looks into a variable called `OPENAI_API_KEY`. That name "
        "belongs to one service only. For another service, hand the key over yourself, and the base URL with "
        "it. Do not write the key into the cell: read it from a variable, so that the notebook does not keep "
        "it."
    ),
)
BAD_KEY = Entry(
    slug="elsewhere-unreadable-key",
    title="The text given as key cannot be a key.",
    what="Found in it: {detail}.",
    ground="The key was read here, character by character.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The key has to change first.",
    charge=Charge.NOT_CHARGED,
    charge_ground="Nothing was sent.",
    fixes=(THEIR_KEY,),
    source=Source.MEASURED,
    more=(
        "A key is made of plain letters, digits and dashes. When text is copied from a chat, a slide or a "
        "PDF, other characters can slip in: curly quotes, a line break at the end, or a mark that has no "
        "width and cannot be seen. A web call cannot carry them. Copy the key again, straight from the page "
        "of the service. `key.strip()` takes blanks and line breaks off its ends."
    ),
)
PAYMENT = Entry(
    slug="elsewhere-payment",
    title="`{host}` asks for payment.",
    what="The call went there, not to ModelMax.",
    ground="Status {status} stands for a payment that is due.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The account there has to change first.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_ACCOUNT, THEIR_DOCUMENTS),
    source=Source.INFERRED,
    more=(
        "Status 402 stands for a payment that has to come first. Few services use it, and each means "
        "something a little different: a balance of zero, a limit for the month, or a plan that does not "
        "include this call. The words of the reply may tell which. This extension knows the rules of "
        "ModelMax only, and this call went to somebody else, so look at your account there."
    ),
)
FORBIDDEN = Entry(
    slug="elsewhere-not-allowed",
    title="`{host}` does not allow this call.",
    what="It, or a server in between, said no.",
    ground="The reply has status {status}.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground=CHANGE_FIRST,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_ACCOUNT, THEIR_DOCUMENTS),
    source=Source.INFERRED,
    more=(
        "A server can know who you are and still say no. The key may not be meant for this model. A country "
        "or an address may be shut out. A sign-in page or a proxy of a school or a firm may stand in the "
        "way. The words of the reply may tell which it is. If the reply is a web page, open any page in a "
        "browser and see whether the network wants you to sign in."
    ),
)
NOT_THERE = Entry(
    slug="elsewhere-not-found",
    title="`{host}` has nothing under this name.",
    what="The address or the model in the call is unknown there.",
    ground="The reply to `{path}` has status {status}.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground=CHANGE_FIRST,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_URL, THEIR_MODELS),
    source=Source.INFERRED,
    more=(
        "A call names two things: an address and a model. Services differ in both. Many base URLs end in "
        "`/v1`, and some do not. Many services use status 404 for a model they do not have as well as for an "
        "address they do not have. Compare the base URL with the documents of the service. If that one is "
        "right, ask the service for its models and copy a name from there."
    ),
)
UNKNOWN_MODEL = Entry(
    slug="elsewhere-unknown-model",
    title="`{host}` does not take the model `{model}`.",
    what="Each service has models and names of its own.",
    ground="The reply says “{words}”.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The name has to change first.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_MODELS, THEIR_URL),
    source=Source.INFERRED,
    more=(
        "A model is chosen by its exact name. A name from one service rarely works at another, even where "
        "the model is the same. A letter too many or an old name is enough to miss it. Some services also "
        "sort their models by the kind of work: chat, pictures, sound. Ask the service for its list and copy "
        "a name from there."
    ),
)
REFUSED_REQUEST = Entry(
    slug="elsewhere-request-refused",
    title="`{host}` did not accept the request.",
    what="Something in it has to change; the reply may say what.",
    ground="The reply has status {status}.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground=CHANGE_FIRST,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_CALL, THEIR_DOCUMENTS),
    source=Source.INFERRED,
    more=(
        "A status that begins with 4 says that the call should change. Services that speak the language of "
        "OpenAI take much the same fields, but not all of them: one knows `tools` and another does not, and "
        "the limits of a number differ. Read the words of the reply one by one and look for a name that "
        "stands in your cell. The documents of the service list what it takes."
    ),
)
CONTENT = Entry(
    slug="elsewhere-content-refused",
    title="`{host}` refused the content of this request.",
    what="A safety check there stopped the prompt or the answer.",
    ground="The reply says “{words}”.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The same words are most likely refused again.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(THEIR_PROMPT,),
    source=Source.INFERRED,
    more=(
        "Services check what goes in and what comes out. Some subjects are always refused. Others trip the "
        "check by accident: a word with two meanings, a quote from the news, a story with a fight. Nothing "
        "is broken, and the same words will most likely be stopped once more. Say what you need in other "
        "words, or leave the risky part out."
    ),
)
TOO_LONG = Entry(
    slug="elsewhere-too-long",
    title="The request is too long for `{host}`.",
    what="A model takes only so much text at once.",
    ground="The reply has status {status} and speaks of size.",
    mover=Mover.YOU,
    repeat=Repeat.NO,
    repeat_ground="The request has to get shorter first.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(SEND_LESS,),
    source=Source.INFERRED,
    more=(
        "A model reads text in small pieces called tokens, and each model has a limit for all of them "
        "together: your prompt, the earlier messages of the chat, and the answer. Pictures inside a request "
        "make it large as well. The reply may name the number. Send only the part that matters, start a new "
        "chat, or work through a long text piece by piece."
    ),
)
THROTTLED = Entry(
    slug="elsewhere-too-many",
    title="`{host}` takes no more requests now.",
    what="Too many came, or a limit was reached.",
    ground="The reply has status {status}.",
    mover=Mover.YOU,
    repeat=Repeat.WAIT,
    repeat_ground="If they came too fast.",
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(RUN_LATER, THEIR_ACCOUNT),
    source=Source.INFERRED,
    more=(
        "Most services let one caller send only so many requests per minute, and many also set a limit for "
        "the month. Both are often told with status 429. For the first, wait, and wait longer each time. For "
        "the second, waiting does not help: look at your account there. The words of the reply tell the two "
        "apart. A loop around a client that repeats by itself sends more than one would think."
    ),
)
FAULT = Entry(
    slug="elsewhere-server-fault",
    title="`{host}` could not answer.",
    what="It, or a service behind it, has trouble.",
    ground="Status {status} stands for a fault of the server.",
    mover=Mover.PROVIDER,
    repeat=Repeat.WAIT,
    repeat_ground=PASSES,
    charge=Charge.NOT_DOCUMENTED,
    charge_ground=ASK_THEM,
    fixes=(RUN_LATER,),
    source=Source.INFERRED,
    more=(
        "A status that begins with 5 is the way a server says: the trouble is mine. It may restart, have "
        "too much to do, or wait in vain for another server. There is nothing to change in your cell. A "
        "short pause and a second try are the right answer. If it goes on, look whether the service reports "
        "trouble, and come back later. Many quick tries only add to the load."
    ),
)
