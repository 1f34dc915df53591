"""``POST /v1/images/generations``, and the addresses of the pictures it made."""

import base64
from collections.abc import Iterator
from typing import NamedTuple

from .events import Event
from .exchange import Exchange
from .fields import Fields, check_own_limit, model_of_kind
from .pictures import make_png, share_of_usual, small_size
from .replies import gist
from .responses import ApiFault, json_bytes, whole
from .state import Picture

_MOST_PICTURES = 10
_MOST_KEPT = 500


class _Order(NamedTuple):
    """What a valid request asks for."""

    model: str
    prompt: str
    n: int
    size: str | None
    hd: bool
    form: str


def answer_images(exchange: Exchange) -> Iterator[Event]:
    """Make pictures.

    Source: documented (fields, shape, ``usage`` of zeros, priced by picture, size and quality); assumptions
        (charged when the answer is there; the picture is small whatever ``size`` says; how size counts).
    """
    order = _read_order(exchange)
    data = [_entry(exchange, order, index) for index in range(order.n)]
    if exchange.twist == "image-empty-data":
        data = []
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    body = json_bytes({"created": int(exchange.now), "data": data, "usage": usage})
    yield from exchange.send_charged(body, lambda: _bill(exchange, order, len(data)))


def answer_picture(exchange: Exchange) -> Iterator[Event]:
    """Send a picture that has an address; no key is needed, as for any address that an API hands out."""
    picture = exchange.state.images.get(exchange.route.params["id"])
    if picture is None:
        raise ApiFault(404, "simulator", "Simulator: there is no picture at this address.")
    png = make_png(picture.prompt, picture.width, picture.height, seed=exchange.state.seed)
    yield from whole(png, content_type="image/png", after=exchange.latency)


def _read_order(exchange: Exchange) -> _Order:
    fields = Fields(exchange.json_object())
    model = model_of_kind(exchange.state.models, fields.required_text("model"), "image")
    n = fields.count("n", 1)
    check_own_limit("n", n, _MOST_PICTURES)
    fields.choice("style", ("natural", "vivid"), "vivid")
    return _Order(
        model=model.id,
        prompt=fields.required_text("prompt"),
        n=n,
        size=fields.text("size"),
        hd=fields.choice("quality", ("standard", "hd"), "standard") == "hd",
        form=fields.choice("response_format", ("url", "b64_json"), "url"),
    )


def _bill(exchange: Exchange, order: _Order, pictures: int) -> None:
    prices = exchange.state.prices
    each = (prices.image_hd if order.hd else prices.image) * share_of_usual(order.size)
    if pictures:
        exchange.charge(pictures * each, f"image {order.model}")


def _entry(exchange: Exchange, order: _Order, index: int) -> dict[str, str]:
    """Write one entry of ``data``, in the form asked for or as the scenario says."""
    picture = Picture(f"{order.model}|{order.prompt}|{index}", *small_size(order.size))
    revised = {"revised_prompt": f"Simulated picture for: {gist(order.prompt)}"}
    form = order.form
    match exchange.twist:
        case "image-no-fields":
            return revised
        case "image-undecodable":
            return {"b64_json": "bm90IGEgcGljdHVyZQ==", **revised}
        case "image-data-url":
            form = "data"
        case "image-as-url":
            form = "url"
        case "image-not-loaded":
            return {"url": f"{exchange.request.origin}/simulator/images/gone.png", **revised}
    if form == "url":
        return {"url": _address(exchange, picture), **revised}
    png = make_png(picture.prompt, picture.width, picture.height, seed=exchange.state.seed)
    text = base64.b64encode(png).decode()
    return (
        {"b64_json": text, **revised}
        if form == "b64_json"
        else {"url": f"data:image/png;base64,{text}", **revised}
    )


def _address(exchange: Exchange, picture: Picture) -> str:
    """Give a picture an address on this host; only the newest are kept."""
    images = exchange.state.images
    if len(images) >= _MOST_KEPT:
        images.pop(next(iter(images)))
    name = exchange.state.new_id()
    images[name] = picture
    return f"{exchange.request.origin}/simulator/images/{name}.png"
