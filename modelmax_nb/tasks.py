"""The record of one video task: what was submitted, where it stands and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from modelmax_nb.failure import Failure

VERSION: Final = 1
# What JSON may hold for a field of that type.
_READ: Final[dict[str, tuple[type, ...]]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "float": (int, float),
    "float | None": (int, float, type(None)),
    "dict[str, Any] | None": (dict, type(None)),
    "tuple[str, ...]": (list,),
    "TaskState": (str,),
}


class TaskState(Enum):
    """Where a task stands. Source: documented (the four words)."""

    IN_QUEUE = "IN_QUEUE"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"

    @property
    def ended(self) -> bool:
        """Whether nothing will change any more."""
        return self in {TaskState.COMPLETED, TaskState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """One task, as it is kept in a file of the user's: no key, and no prompt unless asked for.

    Attributes:
        request_id: The service's own name for the task; opaque.
        model: Model ID; every address of the task needs it too.
        base_url: The service the task belongs to.
        status_url: Where its state is asked for, free of charge; relative to the host, as it came.
        response_url: Where its result is fetched, which bills a COMPLETED task; as it came.
        seconds: Length of each video.
        resolution: Such as ``720p``.
        audio: Whether sound was asked for.
        samples: How many videos were asked for.
        submitted: Seconds since the epoch.
        state: As last heard.
        since: When this state was first heard of, in seconds since the epoch.
        seen: When the service last told the state.
        error: The service's own words for a task that FAILED, verbatim.
        result: The whole body of the result, once fetched; fetched once, because what a second time costs
            is not documented.
        fetching: When the result was first asked for; set before it is, so that a crash is not forgotten.
        files: Where the videos were saved.
        simulated: Whether a simulator has the task.
        embedded: Whether that is the one inside a process, which ends with it.
        home: Name of that process; "" for any other task. Simulators give the same ids again.
        prompt: Only where the user asked to keep it.
    """

    request_id: str
    model: str
    base_url: str
    status_url: str
    response_url: str
    seconds: int
    resolution: str
    audio: bool
    samples: int
    submitted: float
    state: TaskState = TaskState.IN_QUEUE
    since: float = 0.0
    seen: float = 0.0
    error: str = ""
    result: dict[str, Any] | None = None
    fetching: float | None = None
    files: tuple[str, ...] = ()
    simulated: bool = False
    embedded: bool = False
    home: str = ""
    prompt: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """A short name, made of the id: eight letters to type and to put into the name of a file."""
        return short_name(self.request_id)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the finished videos are, as the result names them; empty before, or where it names none.

        Source: documented (``data[].url``); vendor code (``data`` may be missing or empty).
        """
        data = (self.result or {}).get("data")
        entries = data if isinstance(data, list) else []
        urls = (entry.get("url") for entry in entries if isinstance(entry, dict))
        return tuple(url for url in urls if isinstance(url, str) and url)

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {"version": VERSION, **asdict(self), "state": self.state.value, "files": list(self.files)}

    @classmethod
    def from_json(cls, value: object) -> TaskRecord:
        """Read a record back.

        Raises:
            ValueError: *value* is no such record, or one of a later version.
        """
        if not isinstance(value, dict) or value.get("version") != VERSION:
            raise ValueError("not a task of this version")
        known = {each.name: _READ[str(each.type)] for each in fields(cls)}
        given = {name: item for name, item in value.items() if name in known}
        if not all(isinstance(item, known[name]) for name, item in given.items()):
            raise ValueError("a task with damaged fields")
        try:
            given["state"] = TaskState(given["state"])
            given["files"] = tuple(str(name) for name in given["files"])
            return cls(**given)
        except (KeyError, TypeError) as error:
            raise ValueError("a task with missing fields") from error


def merged(task: TaskRecord, known: TaskRecord) -> TaskRecord:
    """Return *task* with what *known*, of the same task, is further in: an end, a result, saved files."""
    further = known if known.state.ended and not task.state.ended else task
    return replace(
        task,
        state=further.state,
        since=further.since,
        seen=further.seen,
        error=task.error or known.error,
        result=known.result if task.result is None else task.result,
        fetching=known.fetching if task.fetching is None else task.fetching,
        files=tuple(dict.fromkeys((*known.files, *task.files))),
    )


class View(NamedTuple):
    """What is known of a task at one moment of watching.

    Attributes:
        task: As last heard.
        trouble: Why the last look brought nothing, or None. A look that failed is not a task that failed.
        next_look: When the next one is due, in seconds since the epoch; None when watching ended.
    """

    task: TaskRecord
    trouble: Failure | None = None
    next_look: float | None = None


def state_from(word: object) -> TaskState | None:
    """Read the service's word for a state; None for one that is not documented."""
    try:
        return TaskState(word)
    except ValueError:
        return None


def short_name(request_id: str) -> str:
    """Return eight letters that tell a task from others; ids themselves are long and begin alike."""
    return sha256(request_id.encode()).hexdigest()[:8]
