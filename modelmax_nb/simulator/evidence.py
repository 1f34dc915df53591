"""How well a fact is known: the labels that every model, scenario and assumption carries."""

from typing import Literal

Evidence = Literal["documented", "vendor code", "assumption", "not ModelMax: a proxy", "simulator only"]
