"""Labelled replies as gateways, providers and proxies really write them: status and body, one a line.

The wordings are those that people report of Bedrock, Gemini, OpenRouter, LiteLLM, one-api and new-api,
vLLM, Chinese providers, content networks and proxies; names, numbers and ids in them are made up. A reply
in ModelMax's own envelope with status 502 shows a provider's words as ModelMax would pass them on.

Labels follow one rule: who has to act, and would a repeat help? What a status alone says is the label,
unless the words name a cause that changes one of the two.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from modelmax_nb.failure import Failure, Symptom
from modelmax_nb.outcome import outcome_of_body, with_evidence

FOLDER = Path(__file__).parent / "reply_sets"
REQUEST = Failure(
    symptom=Symptom.UNKNOWN,
    model="gemini-3-flash-preview",
    base_url="https://api.modelmax.io/v1",
    parameters={"temperature": 0.5, "messages": 1},
    key_source="MODELMAX_API_KEY",
    key_hint="wxyz",
)


class Reply(NamedTuple):
    """One labelled reply.

    Attributes:
        slug: The entry that a careful reader would choose.
        status: HTTP status.
        body: Text, or what becomes JSON.
        model: That was asked.
    """

    slug: str
    status: int
    body: Any
    model: str = REQUEST.model

    @property
    def text(self) -> str:
        """The body as it comes over the wire."""
        return self.body if isinstance(self.body, str) else json.dumps(self.body, ensure_ascii=False)

    @property
    def failure(self) -> Failure:
        """What the client makes of the reply."""
        page = self.text.lower().startswith(("<!doctype", "<html"))
        kind = "text/html" if page else "text/plain" if isinstance(self.body, str) else "application/json"
        context, headers = replace(REQUEST, model=self.model), {"content-type": kind}
        if self.status >= 300:
            return with_evidence(context, self.status, headers, self.text, ())
        failure = outcome_of_body(self.text, headers, context, ()).failure
        assert failure is not None
        return failure


def read_replies(name: str) -> tuple[Reply, ...]:
    """Return the set called *name*."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Reply(**json.loads(line)) for line in lines)
