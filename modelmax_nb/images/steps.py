"""Making pictures as steps: ask, then take each picture from wherever the reply put it.

The request is sent once: when a picture is charged is not documented, so a repeat could be paid twice.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.images.picture import Picture, picture_from
from modelmax_nb.images.request import PATH, ImageRequest
from modelmax_nb.transfer import Fetch, Reply, decode_data_url, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from modelmax_nb.transfer import Steps


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
    """Take one picture, whatever form it came in."""
    contents = list(_contents(entry))
    url = entry.get("url")
    if not contents and not (isinstance(url, str) and url):
        return replace(seen, symptom=Symptom.NO_ANSWER_IN_BODY)
    if not contents:
        reply = yield Fetch(resolve(str(url), seen.base_url), _loading(seen, str(url)), with_key=False)
        if not isinstance(reply, Reply):
            return replace(reply or seen, symptom=Symptom.PICTURE_NOT_LOADED, detail=str(url))
        contents = [reply.content]
    revised = entry.get("revised_prompt")
    prompt = revised if isinstance(revised, str) else ""
    found = (picture_from(content, prompt, simulated=seen.simulated) for content in contents)
    picture = next((each for each in found if each is not None), None)
    return picture or replace(seen, symptom=Symptom.PICTURE_UNREADABLE, partial=len(contents[0]))


def _contents(entry: dict[str, Any]) -> Iterator[bytes]:
    """Yield the bytes that the entry itself holds."""
    text, url = entry.get("b64_json"), entry.get("url")
    if isinstance(text, str) and text:
        try:
            yield decode_data_url(text) if text.startswith("data:") else base64.b64decode(text)
        except binascii.Error:
            yield b""
    if isinstance(url, str) and url.startswith("data:"):
        yield decode_data_url(url)


def _loading(seen: Failure, url: str) -> Failure:
    return replace(seen, symptom=Symptom.UNKNOWN, method="GET", path=urlsplit(url).path, status=None)
