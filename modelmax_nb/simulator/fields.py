"""Reading and checking the fields of a request body, as far as they are documented."""

from collections.abc import Mapping, Sequence
from typing import Any

from .models import Kind, SimModel
from .responses import ApiFault, bad_request


class Fields:
    """The members of a JSON object; every reader refuses what is outside the documented range.

    A refusal is an ApiFault 400. A null counts as absent, and members that no reader asks for are ignored;
    both are assumptions. So are the wordings.

    Args:
        values: The decoded object.
        where: What stands before a field's name in messages, such as ``parameters.``.
    """

    def __init__(self, values: Mapping[str, Any], where: str = "") -> None:
        self._values = values
        self._where = where

    def raw(self, name: str, *, required: bool = False) -> Any:  # noqa: ANN401 - JSON of any shape
        """Read a member as it is; None when absent."""
        value = self._values.get(name)
        if value is None and required:
            raise bad_request(f"{self._where}{name} is required")
        return value

    def text(self, name: str, *, required: bool = False) -> str | None:
        """Read a string; a required one must not be empty."""
        value = self.raw(name, required=required)
        if value is None:
            return None
        if not isinstance(value, str):
            raise bad_request(f"{self._where}{name} must be a string")
        if required and not value.strip():
            raise bad_request(f"{self._where}{name} is required")
        return value

    def required_text(self, name: str) -> str:
        """Read a string that must be there."""
        return self.text(name, required=True) or ""

    def number(self, name: str, low: float, high: float) -> float | None:
        """Read a number from *low* to *high*."""
        value = self.raw(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise bad_request(f"{self._where}{name} must be a number")
        if not low <= value <= high:
            raise bad_request(f"{self._where}{name} must be between {low:g} and {high:g}")
        return float(value)

    def whole(
        self, name: str, default: int | None = None, *, low: int = 1, high: int | None = None
    ) -> int | None:
        """Read an integer from *low* to *high*; a lower bound where none is documented is an assumption."""
        value = self.raw(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            raise bad_request(f"{self._where}{name} must be an integer")
        if value < low or (high is not None and value > high):
            limits = f"at least {low}" if high is None else f"between {low} and {high}"
            raise bad_request(f"{self._where}{name} must be {limits}")
        return value

    def count(self, name: str, default: int, *, high: int | None = None) -> int:
        """Read an integer of at least 1 that has a default."""
        return self.whole(name, default, high=high) or default

    def flag(self, name: str, *, default: bool) -> bool:
        """Read a boolean."""
        value = self.raw(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise bad_request(f"{self._where}{name} must be a boolean")
        return value

    def choice(self, name: str, options: Sequence[str], default: str) -> str:
        """Read one of a few words."""
        value = self.text(name)
        if value is None:
            return default
        if value not in options:
            raise bad_request(f"{self._where}{name} must be one of: {', '.join(options)}")
        return value


def check_own_limit(name: str, value: int, most: int) -> None:
    """Keep the simulator's answers short where ModelMax documents no limit, and say whose limit it is."""
    if value > most:
        text = f"Simulator: {name} can be at most {most} here; ModelMax documents no limit."
        raise ApiFault(400, "simulator", text)


def model_of_kind(models: Mapping[str, SimModel], name: str, kind: Kind) -> SimModel:
    """Find a model that the called endpoint can use.

    Raises:
        ApiFault: 400, for an unknown model and for one of another kind.
    Source: documented (400 in both cases; for chat the wrong kind is an assumption).
    """
    model = models.get(name)
    if model is None:
        raise bad_request(f"model not found: {name}")
    if model.kind != kind:
        ability = {"chat": "chat completions", "image": "image generation", "video": "video generation"}[kind]
        raise bad_request(f"model {name} does not support {ability}")
    return model
