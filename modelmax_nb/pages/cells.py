"""Cells for entries that no scenario brings about by itself: another call, or a reply that is pasted."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from modelmax_nb.failure import Symptom
from modelmax_nb.pages.stand_in import ELSEWHERE_CELLS, stand_in
from modelmax_nb.settings import MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelmax_nb.failure import Failure

_ON: Final = "%modelmax simulator on"
_CLIENT: Final = "import modelmax_nb\nclient = modelmax_nb.openai_client()\n"
_CREATE: Final = f'{_CLIENT}client.chat.completions.create(\n    model="{MODEL}", messages='
_RAISED: Final = {
    Symptom.TLS: ("httpx2.ConnectError", "openai.APIConnectionError: Connection error."),
    Symptom.CONNECTION: ("httpx2.ProxyError", "openai.APIConnectionError: Connection error."),
    Symptom.TIMEOUT: ("httpx2.ConnectTimeout", "openai.APITimeoutError: Request timed out."),
}
_EXPLAIN: Final = "import modelmax_nb\nmodelmax_nb.explain("
_PICTURE: Final = (
    'url = {"url": "https://example.com/cat.png"}\npicture = {"type": "image_url", "image_url": url}\n'
)
_VIDEO: Final = 'from modelmax_nb import video\ntask = video.submit("A paper boat", seconds=4, audio=False)\n'
_A_CAT: Final = "%%modelmax_image\nA cat"
CELLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "balance-and-model": (
            "%modelmax simulator on --account empty",
            "%modelmax models",
            "%%modelmax -m deepsek-v3.2\nHello",
        ),
        "key-and-base-url": (stand_in("return httpx2.Response(401)", address="https://api.modelmax.io"),),
        "wrong-kind-of-model": (_ON, "%%modelmax -m imagen-3\nHello"),
        "missing-field": (_ON, f"{_CREATE}[])"),
        "too-many-images": (_ON, f'{_PICTURE}{_CREATE}\n    [{{"role": "user", "content": [picture] * 4}}])'),
        "request-not-built": (
            _ON,
            f'{_CREATE}\n    [{{"role": "user", "content": "Hi"}}], temperature=float("nan"))',
        ),
        "picture-missing": (
            "%modelmax simulator play image-empty-data",
            (
                f'{_CLIENT}reply = client.images.generate(\n    model="imagen-3", prompt="a cat")\n'
                "modelmax_nb.explain(reply)"
            ),
        ),
        "picture-unreadable": ("%modelmax simulator play image-undecodable", _A_CAT),
        "picture-not-loaded": ("%modelmax simulator play image-not-loaded", _A_CAT),
        "task-still-running": (_ON, f"{_VIDEO}task.result()"),
        "result-asked-before": (
            "%modelmax simulator play result-502",
            f"{_VIDEO}task.wait()\ntask.result()",
            "task.result()",
        ),
        "download-cut": (
            "%modelmax simulator play truncated-mp4",
            f'{_VIDEO}task.wait()\ntask.download("boat.mp4")',
        ),
        "task-not-accepted": (
            "%modelmax simulator play provider-mismatch",
            f'{_CLIENT}client.get(\n    "/queue/veo-3/requests/Z2VtaW5pOnZlby0zOg", cast_to=object)',
        ),
        "video-gone": (
            "%modelmax simulator play content-404",
            (f'{_CLIENT}client.get(\n    "/queue/veo-3/requests/Z2VtaW5pOg/content/0", cast_to=object)'),
        ),
        "video-failed": (
            f'{_EXPLAIN}\n    {{"request_id": "Z2Vt", "status": "FAILED", "error": "operation failed"}})',
        ),
        "video-without-file": (
            f'{_EXPLAIN}\n    {{"request_id": "Z2Vt", "status": "COMPLETED", "model": "veo-3"}})',
        ),
        "bad-base-url": (
            (
                "import openai\nclient = openai.OpenAI(\n"
                '    base_url="api.modelmax.io/v1", api_key="sk-none")\nclient.models.list()'
            ),
        ),
        "connection-fault": (f'{_EXPLAIN}\n    "openai.APIConnectionError: Connection error.")',),
        "text-not-recognised": (f'{_EXPLAIN}"It does not work.")',),
        "sdk-call-of-old": (f'import openai\nopenai.ChatCompletion.create(model="{MODEL}")',),
        "sdk-unexpected": (f"{_EXPLAIN}\n    AttributeError(\"'str' object has no attribute 'choices'\"))",),
        "interrupted": (
            "%modelmax simulator play stall",
            "%%modelmax\nHello until the stop button is pressed",
        ),
        **{slug: (cell,) for slug, cell in ELSEWHERE_CELLS.items()},
    }
)
"""What to run, one string a cell, by the slug of the entry."""


def pasted(failure: Failure) -> tuple[str, ...]:
    """Return a cell that explains *failure* as somebody would paste it; none where it has no text."""
    if failure.symptom is Symptom.STATUS and failure.status is not None:
        said = (
            f'{{"error": {{\n    "message": {json.dumps(failure.message)},\n    "type": {failure.type!r}}}}}'
        )
        reply = said.replace("'", '"') if failure.message else '""'
        return (f"import modelmax_nb\nreply = {reply}\nmodelmax_nb.explain(reply, status={failure.status})",)
    if failure.symptom in _RAISED and failure.detail:
        name, last = _RAISED[failure.symptom]
        said = f"{json.dumps(f'{name}: {failure.detail}')}\n    {json.dumps(chr(10) + last)}"
        return (f"{_EXPLAIN}\n    {said})",)
    return ()
