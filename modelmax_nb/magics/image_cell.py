"""``%%modelmax_image``: its options, and one run of such a cell."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError

from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Symptom
from modelmax_nb.files import file_in, free_path
from modelmax_nb.images import MODEL, ImageError, ImageOptions, Picture, generate
from modelmax_nb.images.picture import LARGEST_SHOWN
from modelmax_nb.images.request import QUALITIES, STYLES
from modelmax_nb.magics.line_errors import explain_line
from modelmax_nb.magics.options import OptionParser, check_output, counted, refuse_keys
from modelmax_nb.magics.save_option import check_place
from modelmax_nb.magics.shown_picture import alternative_to, show_picture
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say
from modelmax_nb.picture_files import with_fitting_suffix
from modelmax_nb.widgets.presentation import CardDisplay, Slot

if TYPE_CHECKING:
    import argparse

    from modelmax_nb.magics.magic import ModelMaxMagics

DESCRIPTION = Text("image.description", "Send the cell to a picture model and show what it makes.")
LABEL_SIMULATED = Text("image.simulated", "Simulated picture; no model was asked.")
SAVED = Text("image.saved", "Saved to {files}.")
NOT_SAVED = Text(
    "image.not-saved", "A picture could not be saved ({problem}). It stands above; copy it from there."
)
TOO_LARGE = Text("image.too-large", "The picture has {size} MB: too large to put into the notebook.")
HELP = {
    option: Text(f"image-option.{option}", help_)
    for option, help_ in {
        "model": "picture model to ask; {model} if left out",
        "n": "how many pictures; each is paid for",
        "size": "such as 1024x1024; which sizes there are is not documented",
        "quality": "left to the service if left out",
        "style": "left to the service if left out",
        "save": "save to FILE; several get a number each",
        "output": "put the list of pictures into the variable NAME",
    }.items()
}


@cache
def image_parser(language: str = DEFAULT_LANGUAGE) -> OptionParser:
    """Return the parser of ``%%modelmax_image``."""
    description = say(DESCRIPTION, language)
    parser = OptionParser(language, prog="%%modelmax_image", description=description, allow_abbrev=False)

    def add(*names: str, **keywords: Any) -> None:  # noqa: ANN401 - argparse's own
        text = say(HELP[names[-1].removeprefix("--")], language, model=MODEL)
        parser.add_argument(*names, help=text.replace("%", "%%"), **keywords)

    add("-m", "--model", metavar="ID")
    add("--n", type=counted, metavar="N")
    add("--size", metavar="SIZE")
    add("--quality", choices=QUALITIES)
    add("--style", choices=STYLES)
    add("--save", metavar="FILE")
    add("-o", "--output", metavar="NAME")
    return parser


def parse_image_line(line: str, language: str) -> argparse.Namespace:
    """Read the line of ``%%modelmax_image``.

    Raises:
        UsageError: An option is wrong, or the line holds a key.
        HelpShown: The line asked for help.
    """
    refuse_keys(line, language)
    parser = image_parser(language)
    options = parser.parse_args(parser.split(line))
    check_output(parser, options.output)
    return options


def run_image(magics: ModelMaxMagics, options: argparse.Namespace, line: str, prompt: str) -> None:
    """Ask for pictures, show and save those that come, and a card for what did not.

    Raises:
        UsageError: A value makes no sense or nothing can be saved there, and nothing was sent; or a picture
            that came could not be saved.
        ModelMaxError: Not every picture came.
    """
    chosen: ImageOptions = {
        "model": options.model,
        "n": options.n,
        "size": options.size,
        "quality": options.quality,
        "style": options.style,
    }
    if options.save is not None:
        check_place(magics, options.save)
    failed: ModelMaxError | None = None
    try:
        pictures = generate(prompt, **chosen)
    except ValueError as error:
        raise UsageError(str(error)) from None
    except ModelMaxError as error:
        failed, pictures = error, error.pictures if isinstance(error, ImageError) else []
    if options.output and (pictures or failed is None):
        magics.shell.user_ns[options.output] = pictures
    _show(magics, pictures, prompt, keep=options.save is None and options.output is None)
    if failed is not None and failed.diagnosis.failure.symptom is not Symptom.STOPPED_EARLY:
        diagnosis = explain_line(failed, magics.session, f"%%modelmax_image {line}")
        CardDisplay(magics.mode, magics.session.language).show(diagnosis)
    if options.save is not None:
        _save(magics, pictures, options.save)
    if failed is not None:
        raise failed


def _show(magics: ModelMaxMagics, pictures: list[Picture], prompt: str, *, keep: bool) -> None:
    """Show *pictures* as far as a notebook can hold them; *keep* saves the others, for they may be paid."""
    if any(picture.simulated for picture in pictures):
        print(magics.say(LABEL_SIMULATED))  # noqa: T201 - a cell's output
    room = LARGEST_SHOWN
    for number, picture in enumerate(pictures, 1):
        room -= len(picture.content)
        if room >= 0:
            words = alternative_to(
                picture, prompt, magics.session.language, number=number, count=len(pictures)
            )
            show_picture(magics.mode, picture, words)
            continue
        room += len(picture.content)
        size = f"{len(picture.content) / 1_000_000:.1f}"
        Slot().put({"text/plain": magics.say(TOO_LARGE, size=size)})
        if keep:
            _save(magics, [picture], "")


def _save(magics: ModelMaxMagics, pictures: list[Picture], name: str) -> None:
    """Save *pictures* under free names like *name*.

    Raises:
        UsageError: One cannot be saved; those before it are.
    """
    files: list[Path] = []
    problem = ""
    for n, picture in enumerate(pictures):
        wanted = with_fitting_suffix(file_in(name or Path(), "picture"), picture.kind)
        target = free_path(wanted if len(pictures) == 1 else wanted.with_stem(f"{wanted.stem}-{n + 1}"))
        try:
            files.append(picture.save(target))
        except OSError as error:
            problem = problem or error.strerror or str(error)
    if files:
        print(magics.say(SAVED, files=", ".join(map(str, files))))  # noqa: T201 - a cell's output
    if problem:
        raise UsageError(magics.say(NOT_SAVED, problem=problem))
