"""How an entry reads where the call was no chat: who asks for a picture, a video or its state pays otherwise.

Source: documented (billing, result of a task: submit and status cost nothing, a finished result is charged
when it is fetched); what the documents leave open is said to be open.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from modelmax_nb.catalog.entry import Charge, Entry, Repeat
from modelmax_nb.catalog.grounds import REFUSED
from modelmax_nb.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Endpoint(Enum):
    """What a call asks for."""

    CHAT = "chat"
    IMAGES = "images"
    SUBMIT = "submit"
    STATUS = "status"
    RESULT = "result"
    CONTENT = "content"
    MODELS = "models"


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedEntry(Entry):
    """An entry with some of its sentences changed to fit an endpoint.

    Attributes:
        said: The changed sentences by slot; each has an id of its own.
    """

    said: Mapping[str, Text] = field(default_factory=dict)

    def text(self, slot: str) -> Text:
        """Return the sentence of a slot, the changed one where there is one."""
        return self.said.get(slot) or Entry.text(self, slot)


class _Fit(NamedTuple):
    """What an endpoint changes.

    Attributes:
        charge: What the call cost.
        charge_ground: Why.
        repeat: Whether a repeat helps, where an entry says that it may; None to leave that.
        repeat_ground: Why.
        what: What happened, for a fault that passes or of the way there; None to leave that.
    """

    charge: Charge
    charge_ground: Text
    repeat: Repeat | None = None
    repeat_ground: Text | None = None
    what: Text | None = None


_FITS = {
    Endpoint.IMAGES: _Fit(
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=Text("endpoint.images.charge", "A picture may be charged."),
    ),
    Endpoint.SUBMIT: _Fit(
        charge=Charge.NOT_CHARGED,
        charge_ground=Text(
            "endpoint.submit.charge", "Sending a video task in is free; fetching its result is not."
        ),
        repeat=Repeat.ASK_FIRST,
        repeat_ground=Text("endpoint.submit.repeat", "It may work, and it may make a second task."),
    ),
    Endpoint.STATUS: _Fit(
        charge=Charge.NOT_CHARGED,
        charge_ground=Text("endpoint.status.charge", "Asking how far a video is costs nothing."),
        repeat=Repeat.YES,
        repeat_ground=Text("endpoint.status.repeat", "Asking again is free."),
        what=Text("endpoint.status.what", "Only this look failed; the video task may go on."),
    ),
    Endpoint.RESULT: _Fit(
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=Text(
            "endpoint.result.charge",
            "A finished video is charged when its result comes.",
        ),
        repeat=Repeat.ASK_FIRST,
        repeat_ground=Text("endpoint.result.repeat", "A second fetch may be charged again."),
        what=Text("endpoint.result.what", "Only the fetching failed; the video may be there."),
    ),
    Endpoint.CONTENT: _Fit(
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=Text("endpoint.content.charge", "The documents do not mention downloads."),
        repeat=Repeat.YES,
        repeat_ground=Text("endpoint.content.repeat", "A download can be tried again."),
        what=Text("endpoint.content.what", "Only the download failed; the video is made."),
    ),
    Endpoint.MODELS: _Fit(
        charge=Charge.NOT_DOCUMENTED,
        charge_ground=Text("endpoint.models.charge", "The documents do not mention it."),
        repeat=Repeat.YES,
        repeat_ground=Text("endpoint.models.repeat", "The list can be asked for again."),
        what=Text("endpoint.models.what", "This call only asks which models there are."),
    ),
}
NO_PICTURE = Text("endpoint.images.refused", "No picture was made.")
NO_LIST = Text("endpoint.models.title", "The list of models could not be fetched.")
_MAY_HELP = frozenset({Repeat.YES, Repeat.WAIT, Repeat.ASK_FIRST})
# What is said of these holds on every endpoint: nothing was sent, or the documents say that it is free.
_SETTLED = frozenset({Charge.NOT_CHARGED})


# What these say is true of their endpoint as it stands.
_OF_ONE_ENDPOINT: Final = frozenset({
    "download-cut", "picture-missing", "picture-not-loaded", "picture-unreadable", "result-asked-before",
    "task-elsewhere", "task-not-accepted", "task-still-running", "task-unreadable", "video-failed",
    "video-gone", "video-without-file",
})  # fmt: skip


def fitted(entry: Entry, endpoint: Endpoint) -> Entry:
    """Return *entry* as it reads for a call to *endpoint*; the entry itself for a chat."""
    fit = _FITS.get(endpoint)
    if fit is None or entry.charge in _SETTLED or entry.slug in _OF_ONE_ENDPOINT:
        return entry
    said = {"charge_ground": fit.charge_ground}
    if endpoint is Endpoint.IMAGES and entry.charge_ground == REFUSED:
        said["charge_ground"] = NO_PICTURE
    repeat = entry.repeat
    if fit.repeat is not None and fit.repeat_ground is not None and entry.repeat in _MAY_HELP:
        repeat = fit.repeat
        said["repeat_ground"] = fit.repeat_ground
        if fit.what is not None:
            said["what"] = fit.what
    if endpoint is Endpoint.MODELS and "{model}" in entry.title:
        said["title"] = NO_LIST
    return reworded(entry, said, charge=fit.charge, repeat=repeat)


def reworded(entry: Entry, said: Mapping[str, Text], **changed: object) -> FittedEntry:
    """Return *entry* with other sentences in some slots, and with other facts such as ``repeat``."""
    kept = {known.name: getattr(entry, known.name) for known in fields(Entry)}
    english = {slot: text.english for slot, text in said.items()}
    together = {**(entry.said if isinstance(entry, FittedEntry) else {}), **said}
    return FittedEntry(**{**kept, **english, **changed, "said": together})
