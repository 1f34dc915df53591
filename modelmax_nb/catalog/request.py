"""Causes that lie in the request: its model, its fields, its size."""

from __future__ import annotations

from modelmax_nb.catalog import grounds
from modelmax_nb.catalog.entry import Charge, Entry, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import LIST_MODELS, SHORTEN, SHOW_REQUEST, USE_MODEL, advice

STAY_IN_RANGE = advice("stay-in-range", "Set `{parameter}` to a number from {low} to {high}")
CHOOSE_VALUE = advice("choose-value", "Set `{parameter}` to one of: {choices}")
CHANGE_VALUE = advice("change-value", "Change `{parameter}` as the reply says")
ADD_FIELD = advice("add-field", "Add `{parameter}`")
DROP_FIELD = advice("drop-field", "Leave `{parameter}` out")
FEWER_IMAGES = advice("fewer-images", "Send at most 3 images in one message")
CLEAR_CHAT = advice("clear-chat", "In a chat: start a new one with `--chat NAME`")

REQUEST = (
    Entry(
        slug="unknown-model",
        title="There is no model called `{model}`.",
        what="Models have exact names, and ModelMax does not accept this one.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The name has to change first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(USE_MODEL, LIST_MODELS),
        source=Source.DOCUMENTED,
        more=(
            "A model is chosen by its exact name. One letter too many, a missing dot, or a name from "
            "another service is enough to miss it. Models also come and go, so a name from an old text may "
            "no longer work. Many services answer an unknown name with status 404. ModelMax answers with "
            "400. The list of models shows the names that work now. Copy one from there."
        ),
        scenario="400-unknown-model",
    ),
    Entry(
        slug="wrong-kind-of-model",
        title="`{model}` cannot do this kind of work.",
        what="Some models chat, others make images or videos.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The model has to change first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(USE_MODEL, LIST_MODELS),
        source=Source.DOCUMENTED,
        more=(
            "Each address of the service takes one kind of model. Chat goes to one address, images to "
            "another, and videos wait in a queue of their own. If a model is sent to the wrong address, "
            "ModelMax refuses the request with status 400. The name often shows the kind: in the "
            "documents, `veo` makes videos and `imagen` makes images. Choose a model that fits, or send "
            "the request to the address for its kind."
        ),
    ),
    Entry(
        slug="invalid-value",
        title="ModelMax does not accept the value of `{parameter}`.",
        what="In this request it is `{value}`.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The value has to change first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(CHANGE_VALUE,),
        source=Source.DOCUMENTED,
        more=(
            "A request is a set of named fields, and some take only certain values. `temperature` goes "
            "from 0 to 2: low means steady answers, high means more varied ones. `top_p` goes from 0 to 1. "
            "The two penalties go from -2 to 2, and `stop` takes up to 4 texts. Here the value was not "
            "accepted, so the whole request was refused. Change the value and run the cell again."
        ),
        scenario="400-bad-field",
    ),
    Entry(
        slug="missing-field",
        title="The request lacks `{parameter}`, or it is empty.",
        what="ModelMax needs this field before it can pass the request on.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The field has to be filled first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(ADD_FIELD, SHOW_REQUEST),
        source=Source.DOCUMENTED,
        more=(
            "A chat request has two fields that are always needed: `model`, the name of the model, and "
            "`messages`, a list with what was said so far. Each message has a role, such as `user`, and "
            "content, such as your question. Image and video requests need a `prompt`. If one of them is "
            "left out or empty, ModelMax has nothing to pass on and refuses the request."
        ),
    ),
    Entry(
        slug="unsupported-field",
        title="The field `{parameter}` is not accepted here.",
        what="Services and models differ in the fields that they take.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The field has to go first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(DROP_FIELD, SHOW_REQUEST),
        source=Source.INFERRED,
        more=(
            "ModelMax speaks the same language as OpenAI, but only part of it. Its documents list the "
            "fields it takes: `model`, `messages`, `stream`, `temperature`, `top_p`, `max_tokens`, `stop`, "
            "`n`, `user` and two penalties. Others, such as `tools` or `response_format`, are not listed. "
            "The documents do not say what happens to those. Code copied from elsewhere may hold such a "
            "field. Leave it out and try again."
        ),
    ),
    Entry(
        slug="too-many-images",
        title="One message holds more images than ModelMax takes.",
        what="The limit is 3 images in one message.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="Some images have to go first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(FEWER_IMAGES,),
        source=Source.DOCUMENTED,
        more=(
            "A message to a model can hold text and pictures side by side. ModelMax takes at most 3 "
            "pictures in one message. With more, the request is refused, and no answer comes. You can send "
            "several messages, each with up to 3 pictures, or join small pictures into a larger one before "
            "sending."
        ),
    ),
    Entry(
        slug="context-too-long",
        title="The text is too long for `{model}`.",
        what="A model takes only so much text at once.",
        ground="The reply says “{words}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The text has to get shorter first.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(SHORTEN, CLEAR_CHAT),
        source=Source.INFERRED,
        more=(
            "A model reads text in small pieces called tokens. A token is often a short word or a part of "
            "a long one. Each model has a limit for all tokens together: your prompt, the earlier messages "
            "of the chat, and the answer. ModelMax does not list these limits, but the reply may name the "
            "number. Send only the part that matters, or work through a long text piece by piece."
        ),
        scenario="context-too-long",
    ),
    Entry(
        slug="bad-request",
        title="ModelMax did not accept the request as it is.",
        what="Something in it has to change; the reply may say what.",
        ground="ModelMax calls this `bad_request`; its words name no field.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground=grounds.SAME_REPLY,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=grounds.REFUSED,
        fixes=(SHOW_REQUEST,),
        source=Source.DOCUMENTED,
        more=(
            "Status 400 means that ModelMax read the request and found something in it that it cannot use. "
            "The documents name three causes: a body that cannot be read, a missing field, and a model it "
            "does not have. The sentence in the reply says more. Read it word by word and look for a name "
            "that stands in your cell. `%modelmax code` shows the request that was sent, so you can "
            "compare."
        ),
    ),
)
