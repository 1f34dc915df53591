"""Cards and answers as MIME bundles: some form for every front end, none needs a script.

What only a card needs is imported when there is one: an answer should not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelmax_nb.display import words
from modelmax_nb.display.markdown import literal, safe_markdown
from modelmax_nb.display.phrase import clean
from modelmax_nb.messages import DEFAULT_LANGUAGE, say

if TYPE_CHECKING:
    from modelmax_nb.answer import Answer
    from modelmax_nb.diagnosis import Diagnosis


def card_bundle(
    diagnosis: Diagnosis,
    language: str = DEFAULT_LANGUAGE,
    *,
    live: bool = False,
    before: Diagnosis | None = None,
    first: Diagnosis | None = None,
    full: bool = False,
    deadline: float | None = None,
) -> dict[str, str]:
    """Return the static card as HTML and plain text; the arguments are those of ``render_html``."""
    from modelmax_nb.display import html, text

    return {
        "text/html": html.render_html(
            diagnosis, language, live=live, before=before, first=first, full=full, deadline=deadline
        ),
        "text/plain": text.render_text(diagnosis, language, before=before, first=first, full=full),
    }


def solved_bundle(
    diagnosis: Diagnosis,
    language: str = DEFAULT_LANGUAGE,
    *,
    answer: Answer | None = None,
    cell_failed: bool = True,
    deadline: float | None = None,
) -> dict[str, str]:
    """Return the line into which the card folds after a repeat that succeeded."""
    from modelmax_nb.display import html, text

    return {
        "text/html": html.render_solved(
            diagnosis, language, answer=answer, cell_failed=cell_failed, deadline=deadline
        ),
        "text/plain": text.render_solved(diagnosis, language, answer=answer, cell_failed=cell_failed),
    }


def answer_bundle(answer: Answer, language: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """Return an answer as Markdown that can run no script, and as plain text.

    A line above says who answered when that could be mistaken; a line below says when the answer is cut.
    """
    label = _label(answer, language)
    cut = "" if answer.complete else incomplete_notice(language)
    rich = [f"*{literal(label)}*"] if label else []
    rich.append(safe_markdown(str(answer)))
    plain = [f"[{label}]"] if label else []
    plain.append(clean(str(answer)))
    if cut:
        rich.append(f"**{literal(cut)}**")
        plain.append(f"[{cut}]")
    return {"text/markdown": "\n\n".join(rich), "text/plain": "\n\n".join(plain)}


def _label(answer: Answer, language: str) -> str:
    if answer.fallback_from:
        sentence = words.ANSWER_FALLBACK_SIMULATED if answer.simulated else words.ANSWER_FALLBACK
        return say(sentence, language, model=answer.model, wanted=answer.fallback_from)
    return simulated_label(answer.model, language) if answer.simulated else ""


def simulated_label(model: str, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the line above an answer that the simulator gives."""
    return say(words.ANSWER_SIMULATED, language, model=model)


def incomplete_notice(language: str = DEFAULT_LANGUAGE) -> str:
    """Return the line below an answer that broke off."""
    return say(words.ANSWER_INCOMPLETE, language)
