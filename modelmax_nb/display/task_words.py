"""The sentences about a video task on its way."""

from __future__ import annotations

from modelmax_nb.messages import Text
from modelmax_nb.tasks import TaskState

STATES = {
    TaskState.IN_QUEUE: Text("task.state.in-queue", "waiting in the queue"),
    TaskState.IN_PROGRESS: Text("task.state.in-progress", "being made"),
    TaskState.COMPLETED: Text("task.state.completed", "finished"),
    TaskState.FAILED: Text("task.state.failed", "failed"),
}
STATES_PAID = {
    False: Text("task.state.completed-unpaid", "finished, not fetched"),
    True: Text("task.state.completed-paid", "paid, not saved"),
}
STATE_SAVED = Text("task.state.saved", "finished and saved")
ICONS = {
    TaskState.IN_QUEUE: "\N{WHITE CIRCLE}",
    TaskState.IN_PROGRESS: "\N{CIRCLE WITH LEFT HALF BLACK}",
    TaskState.COMPLETED: "\N{CHECK MARK}",
    TaskState.FAILED: "\N{MULTIPLICATION X}",
}
UNSURE = "?"
STATE_UNSURE = Text("task.state.unsure", "state not known at the moment")
TITLE = Text("task.title", "Video from {model}: {state}.")
TITLE_SIMULATED = Text("task.title-simulated", "Simulated video from {model}: {state}.")
FOR = Text("task.for", "For {duration}, as of {clock}.")
AS_OF = Text("task.as-of", "As of {clock}.")
NEXT_LOOK = Text("task.next-look", "Next look at {clock}; looking is free.")
UNWATCHED = Text("task.unwatched", "Nobody is looking now; the task goes on.")
UNWATCHED_UNSURE = Text("task.unwatched-unsure", "Nobody is looking now.")
TROUBLE = Text("task.trouble", "The last look brought nothing ({result}).")
LAST_KNOWN = Text("task.last-known", "Last known: {state}, {clock}.")
NOTHING_CHARGED = Text("task.nothing-charged", "Nothing is charged so far.")
NEVER_CHARGED = Text("task.never-charged", "Nothing was charged: only a finished task is billed.")
WILL_BILL = Text(
    "task.will-bill", "Fetching the result bills this task: {order}. The price is not documented."
)
WILL_BE_FETCHED = Text(
    "task.will-be-fetched", "When it is finished, its result is fetched, which bills it: {order}."
)
BILLED = Text("task.billed", "The result was fetched, which bills this task: {order}.")
BILLED_UNSURE = Text(
    "task.billed-unsure", "The result was fetched, but it holds no video. What that costs is not documented."
)
ORDER = {
    (True, True): Text("task.order.one-sound", "{seconds} s, {resolution}, with sound"),
    (True, False): Text("task.order.one-silent", "{seconds} s, {resolution}, without sound"),
    (False, True): Text("task.order.many-sound", "{samples} videos of {seconds} s, {resolution}, with sound"),
    (False, False): Text(
        "task.order.many-silent", "{samples} videos of {seconds} s, {resolution}, without sound"
    ),
}
SAVED = Text("task.saved", "Saved to {files}.")
TOO_LARGE = Text("task.too-large", "The file {name} has {size} MB: too large to put into the notebook.")
VIDEO_LABEL = Text("task.video-label", "Video {name}")
REQUEST_ID = Text("task.request-id", "Request id at the service")
COMMAND = Text("task.command", "To look again later, also after a restart:")
SAVE_COMMAND = Text("task.save-command", "To save the video, which is paid for:")
FETCH_COMMAND = Text("task.fetch-command", "To fetch and save it:")
MINUTES = Text("task.minutes", "{minutes} min {seconds} s")
SECONDS = Text("task.seconds", "{seconds} s")
NO_TASKS = Text("task.none", "No video task is remembered on this computer.")
NOT_KNOWN = Text("task.not-known", "no task is called {name}; %modelmax tasks lists them")
AGAIN_NEEDS_FETCH = Text(
    "task.again-needs-fetch", "--again goes with --fetch: what a second fetch costs is not documented"
)
FORGOTTEN = Text("task.forgotten", "The task {name} is taken off the list here; that cancels nothing.")
ROW = Text("task.row", "{name}: {model}, {state}, {clock}")
# buttons
LOOK = Text("task.button.look", "Look now")
STOP = Text("task.button.stop", "Stop looking")
SAVE = Text("task.button.save", "Save the video")
FETCH = Text("task.button.fetch", "Fetch and save (billed)")
SURE = Text("task.sure", "This bills the task. Fetch it now?")
FETCH_SURELY = Text("task.button.fetch-surely", "Yes, fetch, pay and save")
NOT_NOW = Text("task.button.not-now", "Not now")
NOT_FETCHED = Text("task.not-fetched", "Nothing was fetched.")
STOPPED = Text("task.stopped", "Looking has stopped; that cancels nothing. The task goes on at the service.")
FETCHING = Text("task.fetching", "Fetching…")
LOOKING = Text("task.looking", "Looking…")
