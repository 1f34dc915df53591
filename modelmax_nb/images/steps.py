"""Making pictures as steps: ask, then take each picture from wherever the reply put it.

The request is sent once: when a picture is charged is not documented, so a repeat could be paid twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.images.picture import Picture, picture_from
from modelmax_nb.images.request import PATH, ImageRequest
from modelmax_nb.transfer import Fetch, Reply, decode_base64, decode_data_url, resolve, same_origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.transfer import Steps


_ASKS_FOR_KEY: Final = frozenset({401, 403})


class Made(NamedTuple):
    """What one request came to.

    Attributes:
        pictures: Those that came, in order.
        failures: One for each picture that was promised and did not come.
    """

    pictures: tuple[Picture, ...] = ()
    failures: tuple[Failure, ...] = ()


def image_steps(request: ImageRequest, context: Failure) -> Steps[Made]:
    """Ask for pictures and collect them.

    Source: documented (``data[].url`` or ``b64_json``); vendor code (the form may differ from what was asked
    for; an ``error`` beside the data, empty data, entries with neither).
    """
    url = context.base_url.rstrip("/") + PATH
    path = urlsplit(url).path
    asked = replace(context, method="POST", path=path, model=request.model, parameters=request.parameters)
    reply = yield Fetch(url, asked, method="POST", body=request.body)
    if not isinstance(reply, Reply):
        return Made(failures=(reply or asked,))
    body = reply.json()
    entries = body.get("data") if isinstance(body, dict) else None
    if not isinstance(body, dict):
        return Made(failures=(replace(reply.seen, symptom=Symptom.NOT_JSON),))
    if not isinstance(entries, list) or not entries:
        symptom = Symptom.ERROR_IN_ANSWER if body.get("error") else Symptom.NO_ANSWER_IN_BODY
        return Made(failures=(replace(reply.seen, symptom=symptom),))
    made = Made()
    for entry in entries:
        found = yield from _entry_steps(entry if isinstance(entry, dict) else {}, reply.seen)
        if isinstance(found, Picture):
            made = made._replace(pictures=(*made.pictures, found))
        else:
            made = made._replace(failures=(*made.failures, found))
    return made


def _entry_steps(entry: dict[str, Any], seen: Failure) -> Steps[Picture | Failure]:
    """Take one picture, whatever form it came in; an address is the last resort, and may be the only one."""
    contents = list(_contents(entry))
    revised = entry.get("revised_prompt")
    prompt = revised if isinstance(revised, str) else ""
    for content in contents:
        picture = picture_from(content, prompt, simulated=seen.simulated)
        if picture is not None:
            return picture
    url = entry.get("url")
    if isinstance(url, str) and url and not url.startswith("data:"):
        loaded = yield from _load_steps(url, seen)
        if isinstance(loaded, Failure):
            return loaded
        contents.insert(0, loaded)
        picture = picture_from(loaded, prompt, simulated=seen.simulated)
        if picture is not None:
            return picture
    if not contents:
        return replace(seen, symptom=Symptom.NO_ANSWER_IN_BODY)
    return replace(seen, symptom=Symptom.PICTURE_UNREADABLE, partial=len(contents[0]))


def _load_steps(url: str, seen: Failure) -> Steps[bytes | Failure]:
    """Load a picture from *url*, first without the key, for addresses of pictures need none.

    Where the service itself asks for a key it gets its own; it goes to no other host.
    """
    loading = replace(
        seen, symptom=Symptom.UNKNOWN, method="GET", path=urlsplit(url).path, status=None, body=""
    )
    address = resolve(url, seen.base_url)
    reply = yield Fetch(address, loading, with_key=False)
    if isinstance(reply, Failure) and reply.status in _ASKS_FOR_KEY and same_origin(address, seen.base_url):
        reply = yield Fetch(address, loading)
    if isinstance(reply, Reply):
        return reply.content
    return replace(reply or loading, symptom=Symptom.PICTURE_NOT_LOADED, detail=url)


def _contents(entry: dict[str, Any]) -> Iterator[bytes]:
    """Yield the bytes that the entry itself holds."""
    for name in ("b64_json", "url"):
        text = entry.get(name)
        if not isinstance(text, str) or not text:
            continue
        if text.startswith("data:"):
            yield decode_data_url(text)
        elif name == "b64_json":
            yield decode_base64(text)
