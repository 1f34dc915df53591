"""Code of an exercise as something that can be tried: what is shown is what runs."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from modelmax_nb.classroom.exercises import Asking, Parsons


def program_of(code: str, function: str, name: str, *, prelude: str = "") -> Callable[..., Any]:
    """Make *code* something that can be called.

    Args:
        code: Statements that use ``client``, or the definition of *function*.
        function: Called with the situation's arguments; "" to run all of *code*.
        name: Stands in tracebacks.
        prelude: Run before; its lines are not counted.

    Raises:
        SyntaxError: It is no Python.
    """
    compiled = compile(code, f"<{name}>", "exec")
    if not function:

        def run(client: object) -> None:
            exec(compiled, {"__name__": name, "client": client})  # noqa: S102 - the exercise's own code

        return run
    names: dict[str, Any] = {"__name__": name}
    exec(prelude, names)  # noqa: S102 - the exercise's own code
    exec(compiled, names)  # noqa: S102 - the exercise's own code
    defined = names.get(function)
    if not inspect.isroutine(defined):
        raise SyntaxError(f"these lines do not define {function}()")
    return defined


def program_of_asking(exercise: Asking) -> Callable[..., Any]:
    """Make the code of *exercise* something that can be called."""
    return program_of(exercise.code, exercise.function, exercise.id)


def program_of_lines(exercise: Parsons, letters: tuple[str, ...]) -> Callable[..., Any]:
    """Make the chosen lines, in their order, something that can be called.

    Raises:
        SyntaxError: They are no Python, or do not define the function.
    """
    chosen = "\n".join([*(exercise.lettered[letter] for letter in letters), ""])
    return program_of(chosen, exercise.function, exercise.id, prelude=exercise.prelude)
