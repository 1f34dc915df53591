"""The models the simulator offers, and where each id is known from."""

from types import MappingProxyType
from typing import Literal, NamedTuple

from .evidence import Evidence

Kind = Literal["chat", "image", "video"]


class SimModel(NamedTuple):
    """One entry of the model list.

    Attributes:
        id: What a request names.
        owned_by: The provider. ``bedrock`` is the only documented value; ``gemini`` is an assumption.
        kind: Which endpoint takes it.
        evidence: Where the id comes from; ``simulator only`` ids begin with ``sim-`` and exist nowhere else.
    """

    id: str
    owned_by: str
    kind: Kind
    evidence: Evidence


_ALL = (
    SimModel("gemini-3-flash-preview", "gemini", "chat", "documented"),
    SimModel("deepseek-v3.2", "bedrock", "chat", "documented"),
    SimModel("imagen-3", "gemini", "image", "documented"),
    SimModel("veo-3", "gemini", "video", "documented"),
    SimModel("veo-3-fast", "gemini", "video", "documented"),
    SimModel("gemini-3.1-flash-image-preview", "gemini", "image", "vendor code"),
    SimModel("veo-3.1", "gemini", "video", "vendor code"),
    SimModel("sim-gemini", "gemini", "chat", "simulator only"),
    SimModel("sim-qwen", "bedrock", "chat", "simulator only"),
    SimModel("sim-kimi", "bedrock", "chat", "simulator only"),
    SimModel("sim-minimax", "bedrock", "chat", "simulator only"),
)

MODELS = MappingProxyType({model.id: model for model in _ALL})
"""Every model of the simulator by id, in the order of ``GET /v1/models``."""
