"""The widgets that this process keeps, in ipywidgets 7 and 8."""

from typing import Any

import ipywidgets
from ipywidgets.widgets import widget


def widgets_alive() -> dict[str, Any]:
    """Return each widget that was made and not closed, by model id."""
    if hasattr(widget, "_instances"):
        return dict(widget._instances)
    return dict(ipywidgets.Widget.widgets)  # before ipywidgets 8
