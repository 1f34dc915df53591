"""Video tasks on their way: what one meets between the submit and the saved file."""

from __future__ import annotations

from modelmax_nb.catalog.entry import Applicability, Charge, Entry, Fix, Mover, Repeat, Source
from modelmax_nb.catalog.fixes import advice

NOT_COMPLETED = "Only the result of a task that is COMPLETED is billed."
LOOK_AGAIN = advice("look-again", "Look again; a look is free", "%modelmax task {detail}")
SAVE_AGAIN = advice(
    "save-again", "Load the file again; the result is kept", "%modelmax task {detail} --save FILE"
)
FETCH_AGAIN = Fix(
    slug="fetch-twice",
    label="Fetch the result again; it may be billed again",
    applicability=Applicability.CHECK_FIRST,
    command="%modelmax task {detail} --fetch --again",
)
OTHER_SERVICE = Fix(
    slug="other-service",
    label="Go back to the service that has the task",
    applicability=Applicability.CHECK_FIRST,
    command='%config ModelMaxMagics.base_url = "{base_url}"',
)
SIMULATOR_ON = advice("simulator-on", "Use the simulator again", "%modelmax simulator on")
FORGET = advice("forget-task", "Take the task off the list", "%modelmax task {detail} --forget")

VIDEO = (
    Entry(
        slug="task-still-running",
        title="The video is not ready yet.",
        what="The task goes on at the service; only the watching has ended.",
        ground="The last state heard of is not a final one.",
        mover=Mover.PROVIDER,
        repeat=Repeat.WAIT,
        repeat_ground="Look again later; do not submit it again.",
        charge=Charge.NOT_CHARGED,
        charge_ground=NOT_COMPLETED,
        fixes=(LOOK_AGAIN,),
        source=Source.DOCUMENTED,
        more=(
            "Making a video can take minutes, and ModelMax documents neither a limit nor a progress bar. "
            "There is no way to cancel a task either: to stop watching does not stop it. The task is "
            "remembered in a small file of yours, so you can close the notebook and look later. It costs "
            "nothing as long as its result is not fetched. Submitting the same video again would make a "
            "second task."
        ),
    ),
    Entry(
        slug="task-unreadable",
        title="The reply about the video makes no sense.",
        what="It names no task, or a state that is not known.",
        ground="The status is fine, but the documented fields are missing.",
        mover=Mover.MODELMAX,
        repeat=Repeat.YES,
        repeat_ground="Asking for the state is free.",
        charge=Charge.NOT_CHARGED,
        charge_ground=NOT_COMPLETED,
        fixes=(LOOK_AGAIN,),
        source=Source.DOCUMENTED,
        more=(
            "The documents know four states: IN_QUEUE, IN_PROGRESS, COMPLETED and FAILED, and a reply has "
            "a `request_id`. Here something else came: another word, another shape, or the page of a "
            "server on the way. If this was the reply to a submit, a task may exist without its id being "
            "known. It costs nothing, because its result is never fetched. Look at the raw reply below, "
            "and check the base URL."
        ),
    ),
    Entry(
        slug="result-asked-before",
        title="The result was asked for before, and that fetch may have been billed.",
        what="How the first fetch ended is not known.",
        ground="Your file of this task notes that it began, and holds no result.",
        mover=Mover.YOU,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="What a second fetch costs is not documented.",
        charge=Charge.NOT_CHARGED,
        charge_ground="Nothing was sent now.",
        fixes=(FETCH_AGAIN,),
        source=Source.DOCUMENTED,
        more=(
            "Fetching the result of a COMPLETED task bills it. So the fetch is noted before it is sent, and "
            "it is never repeated without you. Here a note exists, but no result: the connection broke, "
            "the service answered with an error of its own, or the kernel ended meanwhile. Another "
            "notebook may also be fetching it right now. Look at your usage in the dashboard; then decide."
        ),
    ),
    Entry(
        slug="task-elsewhere",
        title="This task belongs to another service than the one in use.",
        what="It was submitted to `{base_url}`; the session uses another address now.",
        ground="Your file of this task and the settings differ.",
        mover=Mover.YOU,
        repeat=Repeat.NO,
        repeat_ground="Another service does not know the task.",
        charge=Charge.NOT_CHARGED,
        charge_ground="Nothing was sent.",
        fixes=(OTHER_SERVICE,),
        source=Source.MEASURED,
        more=(
            "A task lives where it was submitted, and its id means nothing elsewhere. The address in use "
            "comes from `%config`, from `MODELMAX_BASE_URL` or from the default; the simulator in a "
            "notebook is a service of its own and ends with the kernel, and its tasks end with it. Your "
            "key is not sent to an address that is not in use, so set the address first and then look "
            "again."
        ),
    ),
    Entry(
        slug="download-cut",
        title="The video did not arrive whole.",
        what="{partial} came, and the file stops in the middle.",
        ground="Its length or its inner structure shows it.",
        mover=Mover.NETWORK,
        repeat=Repeat.YES,
        repeat_ground="The result is kept; only the file is loaded again.",
        charge=Charge.CHARGED,
        charge_ground="Its result was fetched. For loading the file, no price is documented.",
        fixes=(SAVE_AGAIN,),
        source=Source.MEASURED,
        more=(
            "An MP4 file is a row of boxes, and each says at its beginning how long it is. Here the last "
            "box reaches past the end of what came, so a part is missing. Nothing was saved under your "
            "file's name: a file is only there when it is whole, and an older one stays as it was. Load it "
            "again soon. How long the service keeps a finished video is not documented."
        ),
    ),
    Entry(
        slug="video-gone",
        title="The finished video is not there any more.",
        what="Its address is right, and nothing lies there.",
        ground="The reply has status {status}.",
        mover=Mover.MODELMAX,
        repeat=Repeat.ASK_FIRST,
        repeat_ground="It may come back.",
        charge=Charge.CHARGED,
        charge_ground="Its result was fetched, which is billed.",
        fixes=(SAVE_AGAIN, FETCH_AGAIN),
        source=Source.INFERRED,
        more=(
            "The result of a task names an address for each video. How long the video stays there is not "
            "documented, nor is a status for one that has gone. Load it once more first. If it stays away, "
            "fetching the result again may name a new address, and may be billed again. `--save` saves a "
            "video as soon as it is finished. Tell ModelMax that you paid for this one."
        ),
    ),
)
