"""A notebook in which every state of a task, a picture and a broken stream can be seen at once."""

from playwright.sync_api import expect

from tests.browser.gallery import OPEN
from tests.browser.modelmax import Unmarked
from tests.browser.notebook import Notebook

CELL = "%%modelmax_video --seconds 2 --no-audio"
PROMPT = "\nA paper boat on a rainy street"
STREAM = "%%modelmax --stream --attempts 1"
CELLS = {
    "set up": "%load_ext modelmax_nb",
    "in queue": f"{CELL}{PROMPT}",
    "unknown": f"{CELL}{PROMPT}",
    "stopped": f"{CELL}{PROMPT}",
    "deadline": f"{CELL} --wait --deadline 3{PROMPT}",
    "finished": f"%%modelmax_video --samples 2{PROMPT}",
    "asked": f"{CELL}{PROMPT}",
    "saved": f"{CELL} --save boat.mp4{PROMPT}",
    "failed": f"{CELL}{PROMPT}",
    "refused": f"{CELL} -m veo-33{PROMPT}",
    "pictures": "%%modelmax_image --n 2\nA lighthouse",
    "no picture": "%%modelmax_image\nA lighthouse",
    "cut stream": f"{STREAM}\nTell me a story about a lighthouse.",
    "stalled stream": f"{STREAM} --timeout 1\nTell me a story about a lighthouse.",
    "interrupted stream": f"{STREAM}\nTell me a story about a lighthouse.",
    "list": "%modelmax tasks",
    "in progress": f"{CELL} --save boat.mp4{PROMPT}",
}
INDEX = {state: index for index, state in enumerate(CELLS)}
STATES = [state for state in CELLS if state != "set up"]
# What the service is told to do before a cell runs, and what is waited for after that.
SCRIPT = {
    "in queue": ("slow-queue", "waiting in the queue"),
    "unknown": ("poll-502", "state not known"),
    "stopped": ("", "waiting in the queue"),
    "deadline": ("", "The video is not ready yet."),
    "finished": ("", "finished"),
    "asked": ("", "finished"),
    "saved": ("", "Saved to boat"),
    "failed": ("task-fails", "content-refused"),
    "refused": ("", "veo-33"),
    "pictures": ("", ""),
    "no picture": ("image-undecodable", "picture-unreadable"),
    "cut stream": ("stream-cut", "stream-cut"),
    "stalled stream": ("stream-stall", "stream-stalled"),
    "list": ("", "finished and saved"),
    "in progress": ("", "being made"),
}
CLICKS = {"unknown": "Stop looking", "stopped": "Stop looking", "asked": "Fetch and save (billed)"}
AFTER = {"unknown": "that cancels nothing", "stopped": "that cancels nothing", "asked": "Fetch it now?"}


def show_all(notebook: Notebook, modelmax: Unmarked) -> None:
    """Run *notebook*, whose cells are CELLS, and bring every cell into its state."""
    for state, index in INDEX.items():
        if state == "interrupted stream":
            _interrupt(notebook, modelmax, index)
            continue
        scenario, sign = SCRIPT.get(state, ("", ""))
        modelmax.put_tasks(_stage_of(state))
        modelmax.play(*([scenario] if scenario else []), repeat=scenario == "poll-502")
        notebook.run(index)
        expect(notebook.outputs(index)).to_contain_text(sign)
        if state in CLICKS:
            notebook.click_fix(index, CLICKS[state])
            expect(notebook.outputs(index)).to_contain_text(AFTER[state])
    expect(notebook.outputs(INDEX["in queue"])).to_contain_text("waiting in the queue")
    notebook.page.evaluate(OPEN)


def _stage_of(state: str) -> str:
    """Return where tasks are while the cell of *state* runs."""
    if state == "in progress":
        return "IN_PROGRESS"
    return "IN_QUEUE" if INDEX[state] <= INDEX["deadline"] else "COMPLETED"


def _interrupt(notebook: Notebook, modelmax: Unmarked, index: int) -> None:
    modelmax.stream_slowly()
    modelmax.play("slow")
    shown = notebook.start(index)
    expect(shown).to_contain_text("Simulated")
    notebook.interrupt()
    expect(shown).to_contain_text("You stopped")
