"""``%%modelmax_video``: its options, and one run of such a cell."""

from __future__ import annotations

import argparse
from functools import cache
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError

from modelmax_nb.errors import ModelMaxError
from modelmax_nb.failure import Symptom
from modelmax_nb.magics.line_errors import explain_line
from modelmax_nb.magics.options import OptionParser, check_output, positive, refuse_keys, unread_picture
from modelmax_nb.magics.save_option import check_place, free_place
from modelmax_nb.magics.task_watch import TaskWatch
from modelmax_nb.messages import DEFAULT_LANGUAGE, Text, say
from modelmax_nb.picture_files import read_picture
from modelmax_nb.video import MODEL, VideoOptions, submit
from modelmax_nb.video.request import ASPECT_RATIOS, MOST_SAMPLES, MOST_SECONDS, RESOLUTIONS
from modelmax_nb.widgets.presentation import CardDisplay

if TYPE_CHECKING:
    from modelmax_nb.magics.magic import ModelMaxMagics

DESCRIPTION = Text(
    "video.description",
    "Send the cell to a video model. The video is made in a queue, which takes minutes; it is billed when "
    "its result is fetched.",
)
# Source: vendor code (its client insists on it), so it is said and not held to.
DOUBTFUL_LENGTH = Text(
    "video.doubtful-length",
    "ModelMax's own program asks for {resolution} with {seconds} seconds only; the documents do not say so.",
)
HELP = {
    option: Text(f"video-option.{option}", help_)
    for option, help_ in {
        "model": "video model to ask; {model} if left out",
        "resolution": "720p if left out",
        "seconds": "length, 1 to 8; 8 if left out",
        "aspect-ratio": "16:9 if left out",
        "audio": "make sound, which counts for the price; made if left out",
        "samples": "how many videos, 1 to 4",
        "negative-prompt": "what is not to be seen",
        "image": "begin with the picture in FILE",
        "save": "fetch the result when it is ready, which bills it, and save it to FILE",
        "wait": "wait in the cell; if left out, only where nobody can click",
        "deadline": "stop waiting after this; the task goes on",
        "output": "put the task into the variable NAME",
        "keep-prompt": "write the prompt into the file that remembers the task",
    }.items()
}


@cache
def video_parser(language: str = DEFAULT_LANGUAGE) -> OptionParser:
    """Return the parser of ``%%modelmax_video``."""
    description = say(DESCRIPTION, language)
    parser = OptionParser(language, prog="%%modelmax_video", description=description, allow_abbrev=False)

    def add(*names: str, **keywords: Any) -> None:  # noqa: ANN401 - argparse's own
        text = say(HELP[names[-1].removeprefix("--")], language, model=MODEL)
        parser.add_argument(*names, help=text.replace("%", "%%"), **keywords)

    add("-m", "--model", metavar="ID")
    add("--resolution", choices=RESOLUTIONS, default="720p")
    add("--seconds", type=int, choices=range(1, MOST_SECONDS + 1), default=MOST_SECONDS, metavar="N")
    add("--aspect-ratio", choices=ASPECT_RATIOS, default="16:9")
    add("--audio", action=argparse.BooleanOptionalAction, default=True)
    add("--samples", type=int, choices=range(1, MOST_SAMPLES + 1), default=1, metavar="N")
    add("--negative-prompt", metavar="TEXT")
    add("--image", metavar="FILE")
    add("--save", metavar="FILE")
    add("--wait", action=argparse.BooleanOptionalAction, default=None)
    add("--deadline", type=positive, metavar="SECONDS")
    add("-o", "--output", metavar="NAME")
    add("--keep-prompt", action="store_true")
    return parser


def parse_video_line(line: str, language: str) -> argparse.Namespace:
    """Read the line of ``%%modelmax_video``.

    Raises:
        UsageError: An option is wrong, or the line holds a key.
        HelpShown: The line asked for help.
    """
    refuse_keys(line, language)
    parser = video_parser(language)
    options = parser.parse_args(parser.split(line))
    check_output(parser, options.output)
    return options


def _check(magics: ModelMaxMagics, options: argparse.Namespace) -> None:
    """Look at what the service cannot: the files of this computer; and say what is doubtful.

    Raises:
        UsageError: The picture cannot be read, or nothing can be saved there; nothing was sent.
    """
    if options.save is not None:
        check_place(magics, options.save)
    if options.image is not None:
        try:
            read_picture(options.image)
        except (OSError, ValueError) as error:
            raise unread_picture(error, magics.session.language) from None
    if options.resolution != RESOLUTIONS[0] and options.seconds != MOST_SECONDS:
        magics.print(magics.say(DOUBTFUL_LENGTH, resolution=options.resolution, seconds=MOST_SECONDS))


def run_video(magics: ModelMaxMagics, options: argparse.Namespace, line: str, prompt: str) -> None:
    """Submit a video task and look after it, in the cell or below it.

    Raises:
        UsageError: The picture cannot be read, or a value makes no sense; nothing was sent.
        ModelMaxError: The service did not take the task, or it failed while the cell waited.
    """
    session, mode = magics.session, magics.mode
    chosen: VideoOptions = {
        "model": options.model,
        "resolution": options.resolution,
        "seconds": options.seconds,
        "aspect_ratio": options.aspect_ratio,
        "audio": options.audio,
        "samples": options.samples,
        "negative_prompt": options.negative_prompt,
        "image": options.image,
        "keep_prompt": options.keep_prompt,
    }
    _check(magics, options)
    try:
        task = submit(prompt, **chosen)
    except (ValueError, OSError) as error:
        raise UsageError(str(error)) from None
    except ModelMaxError as error:
        if error.diagnosis.failure.symptom is Symptom.STOPPED_EARLY:
            raise  # its one line says all
        CardDisplay(mode, session.language).show(explain_line(error, session, f"%%modelmax_video {line}"))
        raise
    if options.output:
        magics.shell.user_ns[options.output] = task
    save = None if options.save is None else free_place(options.save, options.samples)
    watch = TaskWatch(task, session, mode, save)
    if options.wait or (options.wait is None and mode != "live"):
        watch.block(options.deadline)
    elif mode == "live":
        watch.start(options.deadline)
    else:  # what a thread shows later would be stored nowhere, or stand between what is typed
        watch.show()
