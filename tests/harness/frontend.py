"""What a front end makes of a kernel's messages: the outputs that a reader sees and a notebook stores."""

from collections.abc import Iterable
from typing import Any

from nbformat.v4 import output_from_msg

Message = dict[str, Any]
Output = dict[str, Any]
SHOWN = {"display_data", "execute_result", "stream", "error"}
VIEW = "application/vnd.jupyter.widget-view+json"


def outputs_of(messages: Iterable[Message]) -> list[Output]:
    """Replay *messages* as JupyterLab does: updates by ``display_id``, ``clear_output``, joined streams."""
    outputs: list[Output] = []
    shown: dict[str, list[Output]] = {}
    clear_at_next = False
    for message in messages:
        kind, content = message["header"]["msg_type"], message["content"]
        display_id = content.get("transient", {}).get("display_id")
        if kind == "clear_output":
            clear_at_next = content.get("wait", False)
            if not clear_at_next:
                outputs.clear()
        elif kind == "update_display_data":
            for output in shown.get(display_id, ()):
                output.update(data=content["data"], metadata=content["metadata"])
        elif kind in SHOWN:
            if clear_at_next:
                outputs.clear()
                clear_at_next = False
            output = _append(outputs, output_from_msg(message))
            if display_id is not None:
                shown.setdefault(display_id, []).append(output)
    return outputs


def _append(outputs: list[Output], output: Output) -> Output:
    """Add *output*, or its text to the output before it when both are pieces of one stream."""
    before = outputs[-1] if outputs else {}
    if output["output_type"] == "stream" == before.get("output_type") and output["name"] == before["name"]:
        before["text"] += output["text"]
        return before
    outputs.append(output)
    return output


def as_kept(outputs: Iterable[Output]) -> list[Output]:
    """Return *outputs* as our notebooks keep them: no widget that has no kernel, no traceback."""
    return [_kept(output) for output in outputs]


def _kept(output: Output) -> Output:
    if output["output_type"] == "error":
        return {**output, "traceback": []}
    if "data" in output:
        return {**output, "data": {mime: data for mime, data in output["data"].items() if mime != VIEW}}
    return output
