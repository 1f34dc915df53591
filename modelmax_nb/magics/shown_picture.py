"""Pictures in a notebook, with words for those who do not see them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from modelmax_nb.display.phrase import clean, shorten
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say

if TYPE_CHECKING:
    from modelmax_nb.images import Picture
    from modelmax_nb.widgets.presentation import Mode

ALTERNATIVE = Text("image.alternative", "Picture made from the prompt “{prompt}”.")
ALTERNATIVE_OF = Text("image.alternative-of", "Picture {number} of {count}, made from the prompt “{prompt}”.")
LONGEST_PROMPT = 200  # characters; a screen reader cannot pause in them
STYLE = "display:block;max-width:100%"


def alternative_to(
    picture: Picture, prompt: str, language: str = DEFAULT_LANGUAGE, *, number: int = 1, count: int = 1
) -> str:
    """Return the words for *picture*: nobody has looked at it, but what it was made from is known."""
    words = " ".join(clean(picture.revised_prompt or prompt).split())
    sentence = ALTERNATIVE if count == 1 else ALTERNATIVE_OF
    return say(sentence, language, prompt=shorten(words, LONGEST_PROMPT), number=number, count=count)


def show_picture(mode: Mode, picture: Picture, alternative: str) -> None:
    """Show a picture with the words for it.

    As HTML where somebody looks at it now, because JupyterLab shows an ``image/png`` without any words. What
    is only stored is turned into other forms, of which some know no HTML; those that can take the words.
    """
    from IPython.display import display

    shown = picture._repr_mimebundle_()
    text = {"text/plain": f"{alternative} {shown['text/plain']}"}
    data = shown.get(picture.kind)
    if data is None or mode == "text":
        display(text, raw=True)  # type: ignore[no-untyped-call]
    elif mode == "live":
        source = f"data:{picture.kind};base64,{data}"
        html = f'<img src="{source}" alt="{escape(alternative)}" style="{STYLE}">'
        display({"text/html": html, **text}, raw=True)  # type: ignore[no-untyped-call]
    else:
        words = {picture.kind: {"alt": alternative}}
        display({picture.kind: data, **text}, metadata=words, raw=True)  # type: ignore[no-untyped-call]
