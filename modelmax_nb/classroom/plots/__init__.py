"""Plots for lessons, drawn as SVG by the package itself: no plotting library is needed, nor any network.

Each returns a :class:`Figure`, which shows itself in a notebook and tells the same in words and in a table.
"""

from modelmax_nb.classroom.plots.budget import budget
from modelmax_nb.classroom.plots.figure import Figure
from modelmax_nb.classroom.plots.timeline import timeline
from modelmax_nb.classroom.plots.waits import crowd, waits

__all__ = ["Figure", "budget", "crowd", "timeline", "waits"]
