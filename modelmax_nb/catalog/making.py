"""Causes that only pictures and videos have."""

from __future__ import annotations

from modelmax_nb.catalog.entry import Charge, Entry, Fix, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import CHANGE_PROMPT, CHECK_FIRST, OTHER_NETWORK, SEND_AT_RISK, advice

SAME_TASK = advice("same-task", "Use `status_url` or `response_url` as given")
NEW_TASK = advice("new-task", "Send in a new task")
# Its price is not documented, so it is no advice that costs nothing.
FETCH_AGAIN = Fix(
    slug="fetch-again",
    label="Fetch `response_url` once more; it may be charged again",
    applicability=CHECK_FIRST,
    costs=True,
)
OPEN_ADDRESS = advice("open-address", "Open the address in a browser: `{detail}`")
OPEN = "When a picture is charged is not documented."
MAY_PAY_TWICE = "It may work, but the first try may be charged too."
ASK_FOR_OTHER_FORM = advice("other-form", 'Ask for the picture with `response_format="b64_json"`')

MAKING = (
    Entry(
        slug="video-failed",
        title="The video task ended without a video.",
        what="It was accepted and then failed.",
        ground="Its status is `FAILED`; its `error` says “{message}”.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.NO,
        repeat_ground="This task stays failed; a new one may work.",
        charge=Charge.NOT_CHARGED,
        charge_ground="Only the result of a finished video is charged.",
        fixes=(NEW_TASK, CHANGE_PROMPT),
        source=Source.DOCUMENTED,
        more=(
            "A video is made in a queue. The task waits, is worked on, and ends as `COMPLETED` or as "
            "`FAILED`. A failed one stays failed: asking again brings the same words. If they "
            "speak of content or safety, other words in the "
            "prompt may help. If not, the same prompt may work as a new task. ModelMax charges a video when "
            "a finished result is fetched, so this one costs nothing."
        ),
    ),
    Entry(
        slug="video-without-file",
        title="A finished video came without its file.",
        what="The result lacks the address of the video.",
        ground="The status is `COMPLETED`, and `data` is missing or empty.",
        mover=Mover.PROVIDER,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="It may come; a second fetch may cost again.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="A fetched result is charged; this case is not named.",
        fixes=(FETCH_AGAIN, CHANGE_PROMPT),
        source=Source.VENDOR_CODE,
        more=(
            "ModelMax's own program knows this case and goes on asking. An early version of it blamed a "
            "safety check that took the video away. The status address is free to "
            "ask, so look there first. The result address charges a finished video when it is fetched, and "
            "what a second fetch costs is not documented. If nothing comes, word the prompt in another way "
            "and send in a new task."
        ),
    ),
    Entry(
        slug="task-not-accepted",
        title="ModelMax finds no such video task under `{model}`.",
        what="A task belongs to one model, and its id stays as it is.",
        ground="The reply to `{path}` has status {status}: “{message}”.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="The address has to change first.",
        charge=Charge.NOT_CHARGED,
        charge_ground="Only the result of a finished video is charged.",
        fixes=(SAME_TASK, NEW_TASK),
        source=Source.DOCUMENTED,
        more=(
            "The address of a task holds the model and the id. Both must be of one task. An id "
            "can hold signs such as `/` or `=`, so a hand-made address breaks easily. The files of a video "
            "have ids of their own, which are not the id of the task. Replies give all these "
            "addresses ready to use. They begin with `/v1`, so "
            "join them to `https://api.modelmax.io` and not to a base URL that ends in `/v1`."
        ),
    ),
    Entry(
        slug="picture-missing",
        title="The reply holds no picture.",
        what="Its list has no picture that can be used.",
        ground="The status is fine, but the `data` has neither a `url` nor `b64_json`.",
        mover=Mover.UNKNOWN,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="It may work, and may be charged twice.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground="A picture may be charged.",
        fixes=(CHANGE_PROMPT, SEND_AT_RISK, ASK_FOR_OTHER_FORM),
        source=Source.VENDOR_CODE,
        more=(
            "A picture comes as an address under `url` or as letters under `b64_json`. Here neither was "
            "there, though the status says that all is well. A safety check of the provider may have taken "
            "the picture away without a word. Another prompt then helps more than a second try. Code that "
            "takes the first item without looking ends in an `IndexError` a line later. ModelMax's own "
            "program guards against this case as well."
        ),
    ),
    Entry(
        slug="picture-unreadable",
        title="What came is not a picture.",
        what="{partial} arrived, and they are no whole PNG, JPEG, GIF or WebP.",
        ground="A picture begins and ends with bytes of its kind; these do not.",
        mover=Mover.MODELMAX,
        repeat=Repeat.ASK_FIRST,
        repeat_ground=MAY_PAY_TWICE,
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(SEND_AT_RISK,),
        source=Source.VENDOR_CODE,
        more=(
            "Every kind of picture file begins with bytes of its own, so a program can tell a PNG from a "
            "JPEG without its name; most end with a mark too. Often what comes is a short text, such as an "
            "error message that was packed like a picture, or half a file. The vendor's own client refuses "
            "very small files as well. Nothing was saved. Ask once more, and write to ModelMax if it stays "
            "so."
        ),
    ),
    Entry(
        slug="picture-not-loaded",
        title="The picture was made, but its address gives nothing.",
        what="The reply named an address, and loading it failed.",
        ground="The picture was asked for there, without your key.",
        mover=Mover.NETWORK,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="Asking again makes a new picture.",
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=OPEN,
        fixes=(OPEN_ADDRESS, OTHER_NETWORK),
        source=Source.INFERRED,
        more=(
            "Some replies hold the picture itself, others only an address where it can be loaded for a "
            "while. How long is not documented. We never send your key there, because "
            "the address may belong to somebody else. Here that failed: the address has run out, or your "
            "network does not let you reach it. Open it in a browser soon, before you pay for another one."
        ),
    ),
)
