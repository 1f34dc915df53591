"""Pictures from Python: ask for them, look at them, save them; sync and async.

Example::

    from modelmax_nb import images

    picture = images.generate("A lighthouse in the fog")[0]
    picture.save("lighthouse.png")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict

from modelmax_nb.api import current_session
from modelmax_nb.callers import caller_for, carry_out, carry_out_async, usable_settings
from modelmax_nb.diagnosis import diagnose
from modelmax_nb.errors import ModelMaxError
from modelmax_nb.images.picture import Picture
from modelmax_nb.images.request import QUALITIES, STYLES, ImageRequest
from modelmax_nb.images.steps import Made, image_steps

if TYPE_CHECKING:
    from typing import Unpack

__all__ = ["ImageError", "Picture", "generate", "generate_async"]
# Source: documented (the one id that the documents use as an example; not a promise that it is served).
MODEL: Final = "imagen-3"


class ImageOptions(TypedDict, total=False):
    """The options of :func:`generate`; what is left out is left to the service.

    Attributes:
        model: Model ID; ``imagen-3`` when left out.
        n: How many pictures.
        size: Such as ``1024x1024``.
        quality: ``standard`` or ``hd``.
        style: ``natural`` or ``vivid``.
    """

    model: str | None
    n: int | None
    size: str | None
    quality: str | None
    style: str | None


def generate(prompt: str, **options: Unpack[ImageOptions]) -> list[Picture]:
    """Ask for pictures; sent once, because when a picture is charged is not documented.

    Args:
        prompt: What is to be seen.
        **options: See :class:`ImageOptions`.

    Raises:
        ModelMaxError: There is no usable key or base URL.
        ImageError: Not every picture came; its ``pictures`` are those that did.
        ValueError: An option is outside its documented range; nothing was sent.
    """
    session, request = current_session(), request_from(prompt, options)
    settings = usable_settings(session, request.model)
    steps = image_steps(request, caller_for(session, settings, request.model).context)
    return pictures_of(carry_out(session, settings, steps))


async def generate_async(prompt: str, **options: Unpack[ImageOptions]) -> list[Picture]:
    """Do what :func:`generate` does without blocking the event loop."""
    session, request = current_session(), request_from(prompt, options)
    settings = usable_settings(session, request.model)
    steps = image_steps(request, caller_for(session, settings, request.model).context)
    return pictures_of(await carry_out_async(session, settings, steps))


class ImageError(ModelMaxError):
    """Not every picture came.

    Attributes:
        pictures: Those that did; they may be paid for, so they are not thrown away.
    """

    pictures: list[Picture]
    retryable = False
    _carried = ("retryable", "pictures")


def pictures_of(made: Made) -> list[Picture]:
    """Return the pictures, or raise for the first that did not come, with those that did."""
    if made.failures:
        raise failed_to_make(made)
    return list(made.pictures)


def failed_to_make(made: Made) -> ImageError:
    """Return the exception for the first picture missing; ``%modelmax retry`` then sends nothing."""
    session = current_session()
    error = ImageError(diagnose(made.failures[0], session.models))
    session.own_failed = error.diagnosis  # a chat call before it is not what failed
    error.pictures = list(made.pictures)
    return error


def request_from(prompt: str, options: ImageOptions) -> ImageRequest:
    """Build the request that *options* describe.

    Raises:
        TypeError: There is no such option.
        ValueError: An option is outside its documented range.
    """
    unknown = [name for name in options if name not in ImageOptions.__annotations__]
    if unknown:
        known = ", ".join(ImageOptions.__annotations__)
        raise TypeError(f"generate() has no option {unknown[0]!r}, only {known}")
    if not prompt.strip():
        raise ValueError("the prompt is empty")
    n = options.get("n")
    if n is not None and (not isinstance(n, int) or isinstance(n, bool) or n < 1):
        raise ValueError(f"n is a whole number of at least 1, not {n!r}")
    for name, allowed in (("quality", QUALITIES), ("style", STYLES)):
        value = options.get(name)
        if value is not None and value not in allowed:
            raise ValueError(f"{name} is {' or '.join(allowed)}, not {value!r}")
    return ImageRequest(
        model=options.get("model") or MODEL,
        prompt=prompt,
        n=n,
        size=options.get("size"),
        quality=options.get("quality"),
        style=options.get("style"),
    )
